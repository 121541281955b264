// Faults: rules by which calls and webhooks fail on purpose.

import { ask, get } from "./api.js";
import { h, replace } from "./dom.js";
import { count } from "./format.js";
import { badge, button, failureLines, foreign, panel } from "./part-basic.js";
import { openDialog } from "./part-dialog.js";
import { makeField, makeFields } from "./part-fields.js";
import { notice } from "./part-notice.js";
import { pagedTable } from "./part-table.js";
import { state } from "./state.js";
import { t } from "./texts.js";

/** The effects, each with the fields that it takes beside each other in a rule; a rule has one. */
const effects = {
    code: [{ name: "code", kind: "number", step: 1, value: 10002, required: true }, { name: "info" }],
    status: [{ name: "status", kind: "number", step: 1, value: 503, required: true }],
    wait: [{ name: "wait", kind: "number", min: 0, value: 2, required: true }],
    cut: [{ name: "cut", kind: "choice", options: ["before", "after"] }],
    drip: [
        { name: "dripBytes", kind: "number", step: 1, value: 1, required: true },
        { name: "dripEvery", kind: "number", min: 0, value: 0.1, required: true },
    ],
    loseWebhook: [],
    delayWebhook: [{ name: "delayWebhook", kind: "number", min: 0, value: 2, required: true }],
};
const effectFields = ["wait", "code", "info", "status", "cut", "dripBytes", "dripEvery", "loseWebhook", "delayWebhook"];
const conditions = ["command", "event", "group", "caller", "chance", "count"];

export function faultsPanel(signal) {
    const table = pagedTable({
        caption: t("dev.faults"), signal, empty: t("fault.none"),
        columns: [
            { title: t("fault.number"), kind: "number", cell: (rule) => `#${rule.number}` },
            { title: t("fault.effect"), cell: (rule) => effectOf(rule) },
            { title: t("fault.when"), cell: (rule) => conditionsOf(rule) },
            { title: t("fault.hits"), kind: "number", cell: (rule) => [count(rule.hits), rule.spent && [" ", badge(t("fault.spent"), "plain")]] },
            {
                title: "",
                kind: "row-actions",
                cell: (rule) => button(t("fault.drop"), () => drop(`/faults/${rule.number}`), { class: "button small" }),
            },
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
    return effectFields.filter((name) => rule[name] !== undefined && rule[name] !== false).map((name) =>
        h(
            "p",
            { class: "pair-line" },
            h("span", { class: "beneath" }, t(`fault.field.${name}`), " "),
            rule[name] === true ? "" : foreign(String(rule[name]))
        ));
}

function conditionsOf(rule) {
    const set = conditions.filter((name) => rule[name] !== undefined);
    return set.length === 0 ? t("fault.always") : set.map((name) =>
        h("p", { class: "pair-line" }, h("span", { class: "beneath" }, t(`fault.${name}`), " "), foreign(String(rule[name]))));
}

function openForm(done) {
    const effect = makeField({
        name: "effect", label: t("fault.effect"), kind: "choice", options: Object.keys(effects).map((name) => [name, t(`fault.${name}`)]),
    });
    const [own, common] = [h("div", { class: "fields" }), h("div", { class: "fields" })];
    let readOwn;
    let readCommon;

    function choose() {
        const name = effect.read();
        readOwn = makeFields(own, effects[name].map((field) => ({
            ...field, label: t(`fault.field.${field.name}`), options: field.options?.map((value) => [value, t(`fault.cut.${value}`)]),
        })));
        const isWebhook = name.endsWith("Webhook");
        readCommon = makeFields(common, [
            ...(isWebhook ? [{ name: "event", label: t("fault.event"), placeholder: "AfterSendMsg" }] : [
                { name: "command", label: t("fault.command"), placeholder: "send_group_msg" }, { name: "caller", label: t("fault.caller") }]),
            { name: "group", label: t("fault.group") },
            { name: "chance", label: t("fault.chance"), kind: "number", min: 0, max: 1, hint: t("fault.chanceHint") },
            { name: "count", label: t("fault.count"), kind: "number", min: 1, step: 1, hint: t("fault.countHint") },
        ]);
    }

    effect.control.addEventListener("change", choose);
    choose();
    const message = h("div", { "aria-live": "assertive" });
    const form = h("form", { class: "form", on: { submit: async (event) => {
        event.preventDefault();
        const rule = { app: state.app.sdkappid, ...readCommon(), ...readOwn(), ...(effect.read() === "loseWebhook" ? { loseWebhook: true } : {}) };
        try {
            await ask("POST", "/faults", { body: rule });
            dialog.close();
            notice(t("fault.added"));
            done();
        } catch (error) {
            replace(message, h("div", { class: "failure" }, failureLines(error)));
        }
    } } }, effect.element, own, common, message, h(
        "div", { class: "form-foot" }, h("button", { type: "submit", class: "button primary" }, t("fault.add"))
    ));
    const dialog = openDialog(t("fault.add"), form);
    effect.control.focus();
}
