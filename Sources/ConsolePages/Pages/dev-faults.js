// Faults: rules by which calls and webhooks fail on purpose.

import { ask, get } from "./api.js";
import { h, replace } from "./dom.js";
import { compactJSON, count } from "./format.js";
import { badge, button, failureLines, foreign, panel } from "./part-basic.js";
import { openDialog } from "./part-dialog.js";
import { makeField, makeFields } from "./part-fields.js";
import { notice } from "./part-notice.js";
import { pagedTable } from "./part-table.js";
import { state } from "./state.js";
import { t } from "./texts.js";

/** The effects, each with the fields that it takes and the value that the rule gets. */
const effects = {
    code: { fields: [{ name: "code", kind: "number", step: 1, value: 10002 }], value: (values) => values.code },
    status: { fields: [{ name: "status", kind: "number", step: 1, value: 503 }], value: (values) => values.status },
    wait: { fields: [{ name: "milliseconds", kind: "number", step: 1, value: 2000 }], value: (values) => values.milliseconds },
    cut: { fields: [{ name: "when", kind: "choice", options: ["before", "after"] }], value: (values) => values.when },
    drip: { fields: [{ name: "bytes", kind: "number", step: 1, value: 1 }, { name: "every", kind: "number", step: 1, value: 100 }], value: (values) => ({ bytes: values.bytes, every: values.every }) },
    loseWebhook: { fields: [], value: () => true },
    delayWebhook: { fields: [{ name: "milliseconds", kind: "number", step: 1, value: 2000 }], value: (values) => values.milliseconds },
};
const conditions = ["app", "command", "group", "caller", "event", "chance", "count"];

export function faultsPanel(signal) {
    const table = pagedTable({
        caption: t("dev.faults"), signal, empty: t("fault.none"),
        columns: [
            { title: t("fault.number"), kind: "number", cell: (rule) => `#${rule.number}` },
            { title: t("fault.effect"), cell: (rule) => effectOf(rule) },
            { title: t("fault.when"), cell: (rule) => conditionsOf(rule) },
            { title: t("fault.hits"), kind: "number", cell: (rule) => count(rule.hits ?? 0) },
            { title: "", kind: "row-actions", cell: (rule) => button(t("fault.drop"), () => drop(`/faults/${rule.number}`), { class: "button small" }) },
        ],
        load: async (_, own) => {
            const found = await get(`/faults?app=${state.app.sdkappid}`, own);
            return { rows: found.faults ?? [] };
        },
    });

    async function drop(path) {
        try {
            await ask("DELETE", path);
            notice(t("fault.dropped"));
        } catch (error) {
            notice(error.message, "bad");
        }
        await table.reload();
    }

    return panel(t("dev.faults"), [
        button(t("fault.add"), () => openForm(() => table.reload()), { class: "button primary" }),
        button(t("fault.dropAll"), () => drop(`/faults?app=${state.app.sdkappid}`)),
        button(t("do.refresh"), () => table.reload()),
    ], h("p", { class: "beneath" }, t("fault.say")), table);
}

function effectOf(rule) {
    return Object.keys(effects).filter((name) => rule[name] !== undefined && rule[name] !== false).map((name) =>
        h("p", { class: "pair-line" }, badge(t(`fault.${name}`), "warn"), " ", rule[name] === true ? "" : foreign(compactJSON(rule[name]))));
}

function conditionsOf(rule) {
    const set = conditions.filter((name) => rule[name] !== undefined && name !== "app");
    return set.length === 0 ? t("fault.always") : set.map((name) =>
        h("p", { class: "pair-line" }, h("span", { class: "beneath" }, t(`fault.${name}`), " "), foreign(String(rule[name]))));
}

function openForm(done) {
    const effect = makeField({ name: "effect", label: t("fault.effect"), kind: "choice", options: Object.keys(effects).map((name) => [name, t(`fault.${name}`)]) });
    const own = h("div", { class: "fields" });
    const common = h("div", { class: "fields" });
    const readCommon = makeFields(common, [
        { name: "command", label: t("fault.command"), placeholder: "group_open_http_svc/send_group_msg" },
        { name: "group", label: t("fault.group") }, { name: "caller", label: t("fault.caller") },
        { name: "chance", label: t("fault.chance"), kind: "number", min: 0, max: 1, hint: t("fault.chanceHint") },
        { name: "count", label: t("fault.count"), kind: "number", min: 1, step: 1, hint: t("fault.countHint") },
    ]);
    let readOwn = () => ({});
    const choose = () => {
        readOwn = makeFields(own, effects[effect.read()].fields.map((field) => ({
            ...field, label: t(`fault.field.${field.name}`), options: field.options?.map((value) => [value, t(`fault.cut.${value}`)]),
        })));
    };
    effect.control.addEventListener("change", choose);
    choose();
    const message = h("div", { "aria-live": "assertive" });
    const form = h("form", { class: "form", on: { submit: async (event) => {
        event.preventDefault();
        const name = effect.read();
        const set = Object.fromEntries(Object.entries(readCommon()).filter(([, value]) => value !== undefined));
        try {
            await ask("POST", "/faults", { body: { app: state.app.sdkappid, ...set, [name]: effects[name].value(readOwn()) } });
            dialog.close();
            notice(t("fault.added"));
            done();
        } catch (error) {
            replace(message, h("div", { class: "failure" }, failureLines(error)));
        }
    } } }, effect.element, own, common, message, h("div", { class: "form-foot" }, h("button", { type: "submit", class: "button primary" }, t("fault.add"))));
    const dialog = openDialog(t("fault.add"), form);
    effect.control.focus();
}
