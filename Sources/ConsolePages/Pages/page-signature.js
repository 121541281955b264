// Makes a UserSig, and says why one is or is not accepted.

import { ask } from "./api.js";
import { explanationOf } from "./codes.js";
import { h, replace } from "./dom.js";
import { moment } from "./format.js";
import { badge, codeBlock, facts, failure, failureLines, foreign, heading, panel } from "./part-basic.js";
import { makeFields } from "./part-fields.js";
import { state } from "./state.js";
import { t } from "./texts.js";

const kinds = { passed: "good", failed: "bad", note: "plain" };

export function show(page, { query }) {
    replace(page, heading(t("nav.signature"), [], t("signature.say")),
        h("div", { class: "columns" }, makePanel(query.identifier), explainPanel()));
}

function makePanel(identifier) {
    const app = state.app;
    const result = h("div", { "aria-live": "polite" });
    const { form, read } = formOf([
        { name: "identifier", label: t("member.account"), required: true, value: identifier ?? app?.admins[0] },
        { name: "seconds", label: t("signature.valid"), kind: "length", value: 7, unit: "86400" },
    ], t("signature.make"));
    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        try {
            const { identifier: account, seconds } = read();
            const made = await ask("POST", `/apps/${app.sdkappid}/usersigs`, { body: { identifier: account ?? "", seconds } });
            replace(result,
                facts([[t("member.account"), foreign(made.identifier)], [t("signature.expires"), moment(made.expires)]]),
                h("h3", {}, "UserSig"), codeBlock(made.usersig, "UserSig"),
                h("h3", {}, t("signature.query")), codeBlock(made.query, t("signature.query")));
        } catch (error) {
            replace(result, failure(error));
        }
    });
    return panel(t("signature.make"), [], form, result);
}

function explainPanel() {
    const result = h("div", { "aria-live": "polite" });
    const { form, read } = formOf([
        { name: "text", label: t("signature.text"), kind: "area", rows: 6, required: true, hint: t("signature.textHint") },
    ], t("signature.explain"));
    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        try {
            const explained = await ask("POST", `/apps/${state.app.sdkappid}/usersigs/explain`, { body: { text: (read().text ?? "").trim() } });
            replace(result, explanation(explained));
        } catch (error) {
            replace(result, h("div", { class: "failure" }, failureLines(error)));
        }
    });
    return panel(t("signature.explain"), [], form, result);
}

function explanation(found) {
    const meaning = found.accepted ? undefined : explanationOf(found.code);
    return [
        h("p", {}, badge(found.accepted ? t("signature.isValid") : String(found.code), found.accepted ? "good" : "bad"), " ", meaning),
        h("ol", { class: "steps" }, found.steps.map((step) => h("li", { class: step.outcome },
            badge(t(`signature.step.${step.outcome}`), kinds[step.outcome]), foreign(step.text)))),
    ];
}

function formOf(descriptions, press) {
    const fields = h("div", { class: "fields" });
    const read = makeFields(fields, descriptions);
    return {
        form: h("form", { class: "form" }, fields, h("div", { class: "form-foot" }, h("button", { type: "submit", class: "button primary" }, press))),
        read,
    };
}
