// Holds the world of an app still: its clock, faults, a new beginning.

import { ask } from "./api.js";
import { clockPanel } from "./dev-clock.js";
import { faultsPanel } from "./dev-faults.js";
import { snapshotPanel } from "./dev-snapshot.js";
import { h, replace } from "./dom.js";
import { count } from "./format.js";
import { button, emptyNote, failureLines, heading, panel } from "./part-basic.js";
import { openDialog } from "./part-dialog.js";
import { notice } from "./part-notice.js";
import { readApps, state } from "./state.js";
import { t } from "./texts.js";

export function show(page, { signal }) {
    if (!state.session.development) {
        replace(page, heading(t("nav.dev")), emptyNote(t("dev.off")));
        return;
    }
    replace(page, heading(t("nav.dev"), [], t("dev.say")),
        h("div", { class: "columns" }, clockPanel(signal), h("div", {}, resetPanel(), snapshotPanel(), seedPanel())),
        faultsPanel(signal));
}

function resetPanel() {
    const app = state.app.sdkappid;
    return panel(t("dev.reset"), [], h("p", { class: "beneath" }, t("dev.resetSay")), h("div", { class: "panel-foot" },
        button(t("dev.toEmpty"), () => confirmReset(app, "empty"), { class: "button danger-quiet" }),
        state.app.hasSeed && button(t("dev.toSeed"), () => confirmReset(app, "seed"), { class: "button danger-quiet" })));
}

function confirmReset(app, to) {
    const message = h("div", { "aria-live": "assertive" });
    const press = button(t(to === "empty" ? "dev.toEmpty" : "dev.toSeed"), async () => {
        press.disabled = true;
        const start = performance.now();
        try {
            await ask("POST", `/apps/${app}/reset`, { body: { to } });
            dialog.close();
            notice(t("dev.resetDone", { took: (performance.now() - start).toFixed(0) }));
            await readApps();
        } catch (error) {
            press.disabled = false;
            replace(message, h("div", { class: "failure" }, failureLines(error)));
        }
    }, { class: "button danger" });
    const dialog = openDialog(t("dev.reset"),
        h("p", {}, t(to === "empty" ? "dev.toEmptySay" : "dev.toSeedSay", { app })), message, h("div", { class: "form-foot" }, press));
    press.focus();
}

function seedPanel() {
    const lines = h("textarea", {
        id: "seed", class: "code", rows: 6, spellcheck: "false",
        placeholder: '{"command":"group_open_http_svc/create_group","body":{"Type":"Public","Name":"A group"}}',
    });
    const file = h("input", { type: "file", accept: ".jsonl,.ndjson,.json,.txt", "aria-label": t("dev.seedFile"), on: { change: async () => {
        lines.value = await file.files[0]?.text() ?? "";
    } } });
    const message = h("div", { "aria-live": "polite" });
    const press = h("button", { type: "submit", class: "button primary" }, t("dev.play"));
    const form = h("form", { class: "form", on: { submit: async (event) => {
        event.preventDefault();
        press.disabled = true;
        try {
            const { calls } = await ask("POST", `/apps/${state.app.sdkappid}/seed`, { body: lines.value, type: "application/x-ndjson" });
            replace(message, h("p", { class: "good-text" }, t("dev.played", { n: count(calls) })));
        } catch (error) {
            replace(message, h("div", { class: "failure" }, failureLines(error)));
        } finally {
            press.disabled = false;
        }
    } } },
    h("div", { class: "field" }, h("label", { for: "seed" }, t("dev.seedLines")), lines), file, message, h("div", { class: "form-foot" }, press));
    return panel(t("dev.seed"), [], h("p", { class: "beneath" }, t("dev.seedSay")), form);
}
