// All that an app has, as a file and back.

import { addressOf, ask } from "./api.js";
import { h, replace } from "./dom.js";
import { count } from "./format.js";
import { failureLines, panel } from "./part-basic.js";
import { readApps, state } from "./state.js";
import { t } from "./texts.js";

export function snapshotPanel() {
    const path = `/apps/${state.app.sdkappid}/snapshot`;
    const file = h("input", { type: "file", id: "snapshot", accept: ".jsonl", required: true });
    const replaces = h("input", { type: "checkbox", id: "snapshot-replace" });
    const message = h("div", { "aria-live": "polite" });
    const press = h("button", { type: "submit", class: "button danger-quiet" }, t("dev.snapshotTake"));
    const form = h("form", { class: "form", on: { submit: async (event) => {
        event.preventDefault();
        press.disabled = true;
        try {
            const answer = await ask("PUT", replaces.checked ? `${path}?replace=true` : path, { body: file.files[0], type: "text/plain" });
            replace(message, h("p", { class: "good-text" }, t("dev.snapshotTaken", { n: count(answer.records) })));
            await readApps();
        } catch (error) {
            replace(message, h("div", { class: "failure" }, failureLines(error)));
        } finally {
            press.disabled = false;
        }
    } } },
    h("div", { class: "field" }, h("label", { for: "snapshot" }, t("dev.snapshotFile")), file),
    h("label", { class: "flag", for: "snapshot-replace" }, replaces, t("dev.snapshotReplace")),
    message, h("div", { class: "form-foot" },
        h("a", { class: "button", href: addressOf(path), download: `app-${state.app.sdkappid}.jsonl` }, t("dev.snapshotSave")), press));
    return panel(t("dev.snapshot"), [], h("p", { class: "beneath" }, t("dev.snapshotSay")), form);
}
