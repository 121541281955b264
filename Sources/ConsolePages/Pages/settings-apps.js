// The apps: made with a key, dropped with all they have, and what can be changed while they run.

import { ask } from "./api.js";
import { h, replace } from "./dom.js";
import { badge, button, codeBlock, failureLines, foreign, panel } from "./part-basic.js";
import { openDialog } from "./part-dialog.js";
import { makeFields } from "./part-fields.js";
import { notice } from "./part-notice.js";
import { pagedTable } from "./part-table.js";
import { link } from "./router.js";
import { readApps, state } from "./state.js";
import { t } from "./texts.js";

const flags = ["disabled", "strict", "strictFields", "legacyNames", "autoImportAccounts"];

export function appsPanel(signal) {
    const table = pagedTable({
        caption: t("settings.apps"), signal, empty: t("nav.noApp"),
        columns: [
            { title: "SDKAppID", cell: (app) => h("a", { href: link(["groups"], { app: app.sdkappid }) }, String(app.sdkappid)) },
            { title: t("app.origin"), cell: (app) => badge(originText(app.origin)) },
            { title: t("app.admins"), cell: (app) => foreign((app.admins ?? []).join(", ")) },
            { title: t("app.switches"), cell: (app) => [
                flags.filter((flag) => app[flag]).map((flag) => badge(t(`app.${flag}`), flag === "disabled" ? "bad" : "plain")),
                app.fieldProfile === "current" && badge(t("app.fieldProfile.current"))] },
            { title: "", kind: "row-actions", cell: (app) => h("div", { class: "actions" },
                button(t("do.change"), () => openChange(app, changed), { class: "button small" }),
                app.origin === "created" && button(t("app.drop"), () => openDrop(app, changed), { class: "button small" })) },
        ],
        load: async (_, own) => {
            await readApps(own);
            return { rows: state.apps };
        },
    });
    const changed = () => table.reload();
    return panel(t("settings.apps"), [button(t("app.create"), () => openCreate(changed), { class: "button primary" })], table);
}

function originText(origin) {
    const key = `app.origin.${origin}`;
    const text = t(key);
    return text === key ? String(origin) : text;
}

function openCreate(done) {
    const { form, read, fail } = formOf([
        { name: "sdkappid", label: "SDKAppID", kind: "number", min: 1, step: 1, hint: t("app.idHint") },
        { name: "admins", label: t("app.admins"), kind: "accounts", rows: 2, value: "administrator" },
    ], t("app.create"));
    const dialog = openDialog(t("app.create"), form);
    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        try {
            const made = await ask("POST", "/apps", { body: read() });
            // the key is shown once, here
            replace(form, h("p", {}, t("app.created", { app: made.sdkappid })), h("h3", {}, t("app.key")), codeBlock(made.secretKey, t("app.key")),
                h("p", { class: "hint" }, t("app.keyHint")),
                h("div", { class: "form-foot" }, button(t("do.close"), () => dialog.close(), { class: "button primary" })));
            done();
        } catch (error) {
            fail(error);
        }
    });
}

function openChange(app, done) {
    const { form, read, fail } = formOf([
        ...flags.map((flag) => ({ name: flag, label: t(`app.${flag}`), kind: "flag", value: app[flag], hint: t(`app.${flag}.say`) })),
        {
            name: "fieldProfile",
            label: t("app.fieldProfile"),
            kind: "choice",
            value: app.fieldProfile,
            options: ["seed", "current"].map((value) => [value, t(`app.fieldProfile.${value}`)]),
        },
    ], t("do.change"));
    const dialog = openDialog(t("app.change", { app: app.sdkappid }), form);
    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        const body = Object.fromEntries(Object.entries(read()).filter(([name, value]) => value !== undefined && value !== app[name]));
        try {
            await ask("PATCH", `/apps/${app.sdkappid}`, { body });
            dialog.close();
            notice(t("action.done", { action: t("app.change", { app: app.sdkappid }) }));
            done();
        } catch (error) {
            fail(error);
        }
    });
}

function openDrop(app, done) {
    const name = String(app.sdkappid);
    const { form, read, fail } = formOf(
        [{ name: "confirmation", label: t("field.confirm", { text: name }), required: true }], t("app.drop"), "danger"
    );
    form.prepend(h("p", {}, t("app.dropSay")));
    const dialog = openDialog(t("app.drop"), form);
    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        if (read().confirmation !== name) {
            fail(new Error(t("error.confirm", { text: name })));
            return;
        }
        try {
            await ask("DELETE", `/apps/${name}`);
            dialog.close();
            notice(t("action.done", { action: t("app.drop") }));
            done();
        } catch (error) {
            fail(error);
        }
    });
}

function formOf(descriptions, press, kind = "primary") {
    const fields = h("div", { class: "fields" });
    const read = makeFields(fields, descriptions);
    const message = h("div", { "aria-live": "assertive" });
    const form = h(
        "form", { class: "form" }, fields, message, h("div", { class: "form-foot" }, h("button", { type: "submit", class: `button ${kind}` }, press))
    );
    return { form, read, fail: (error) => replace(message, h("div", { class: "failure" }, failureLines(error))) };
}
