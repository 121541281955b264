// Asks for the token of the control port.

import { ask } from "./api.js";
import { h, replace } from "./dom.js";
import { themeSwitch } from "./frame.js";
import { failureLines } from "./part-basic.js";
import { makeFields } from "./part-fields.js";
import { takeSession } from "./state.js";
import { chooseLanguage, currentLanguage, t } from "./texts.js";

/** Fills the whole window; `done` follows once somebody is signed in. */
export function showSignIn(root, done) {
    const fields = h("div", { class: "fields" });
    const read = makeFields(fields, [
        { name: "token", kind: "secret", label: t("signin.token"), required: true, hint: t("signin.hint") },
    ]);
    const message = h("div", { "aria-live": "assertive" });
    const form = h("form", { class: "form" }, fields, message,
        h("button", { type: "submit", class: "button primary" }, t("signin.enter")));
    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        try {
            takeSession(await ask("POST", "/session", { body: { token: read().token ?? "" } }));
            await done();
        } catch (error) {
            replace(message, h("div", { class: "failure" }, failureLines(error)));
        }
    });
    const other = currentLanguage() === "zh" ? "en" : "zh";
    replace(root, h("main", { class: "alone", id: "main" },
        h("img", { src: "icon.svg", alt: "", width: 44, height: 44 }),
        h("h1", {}, t("signin.title")), form,
        h("div", { class: "row" },
            h("button", {
                type: "button", class: "button small", id: "language",
                on: { click: () => {
                    chooseLanguage(other);
                    showSignIn(root, done);
                } },
            }, other === "zh" ? "中文" : "English"), themeSwitch())));
    form.querySelector("input").focus();
}
