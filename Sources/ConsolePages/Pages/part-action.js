// Something that can be done: a form, the command behind it, and the call as a line for a shell.

import { ask, command } from "./api.js";
import { apiCurl, controlCurl } from "./curl.js";
import { freshID, h, replace } from "./dom.js";
import { json } from "./format.js";
import { copyButton, failureLines } from "./part-basic.js";
import { openDialog } from "./part-dialog.js";
import { makeField, makeFields } from "./part-fields.js";
import { notice } from "./part-notice.js";
import { state } from "./state.js";
import { t } from "./texts.js";

/**
 * Opens the dialog of an action.
 *
 * - `title`, `say`: what it does, in a few words and in a sentence.
 * - `command`: its command with the service; `body(values)` makes the request of the fields' values.
 * - `fields`: as `makeField` takes them.
 * - `danger`: whether something is lost by it; `confirm`: a text that has to be typed before.
 * - `done(answer)`: what follows.
 */
export function openAction(action) {
    const form = h("form", { class: "form", novalidate: true });
    const fields = h("div", { class: "fields" });
    const read = makeFields(fields, action.fields ?? []);
    const confirmation = action.confirm && makeField({
        name: "confirmation", label: t("field.confirm", { text: action.confirm }), required: true,
    });
    const message = h("div", { class: "form-message", "aria-live": "assertive" });
    const press = h("button", { type: "submit", class: `button ${action.danger ? "danger" : "primary"}` }, action.press ?? action.title);
    const preview = callPreview(action.command, () => action.body(read()));
    form.append(
        ...[action.say && h("p", { class: "say" }, action.say), fields, confirmation?.element, message,
            h("div", { class: "form-foot" }, press), preview.element].filter(Boolean));
    const dialog = openDialog(action.title, form);
    form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
    form.addEventListener("input", preview.refresh);
    form.addEventListener("click", preview.refresh);
    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        const missing = form.querySelector(":invalid");
        if (missing) {
            replace(message, h("p", { class: "failure" }, missing.validationMessage));
            missing.focus();
            return;
        }
        if (confirmation && confirmation.read() !== action.confirm) {
            replace(message, h("p", { class: "failure" }, t("error.confirm", { text: action.confirm })));
            confirmation.control.focus();
            return;
        }
        press.disabled = true;
        try {
            const answer = await command(state.app.sdkappid, action.command, action.body(read()), {});
            const failed = action.failures?.(answer);
            dialog.close();
            notice(failed ? failed : t("action.done", { action: action.title }), failed ? "bad" : "good");
            await follow(action.done, answer);
        } catch (error) {
            replace(message, h("div", { class: "failure" }, failureLines(error)));
        } finally {
            press.disabled = false;
        }
    });
    return dialog;
}

/** Shows what is different after an action; the page may have been left meanwhile. */
async function follow(done, answer) {
    try {
        await done?.(answer);
    } catch (error) {
        if (error.name !== "AbortError") {
            notice(error.message, "bad");
        }
    }
}

/** A button that opens an action. */
export function actionButton(makeAction, text, properties = {}) {
    const label = text ?? makeAction().title;
    return h("button", {
        type: "button", class: "button", ...properties, on: { click: () => openAction(makeAction()) },
    }, label);
}

/** The command behind something, its request, and the call as a line for a shell. `as` names the caller. */
export function callPreview(name, body, as = () => undefined) {
    const code = h("code");
    const signing = h("button", { type: "button", class: "button small", hidden: true, on: { click: sign } }, t("call.sign"));
    const forms = [["control", "call.control"], ["api", "call.api"], ["json", "call.body"]];
    const group = freshID("form");
    const choices = forms.map(([value, key], place) => h("label", { class: "segment" },
        h("input", { type: "radio", name: group, value, checked: place === 0, on: { change: refresh } }), t(key)));
    let query;

    function text() {
        const form = element.querySelector("input:checked").value;
        signing.hidden = form !== "api";
        try {
            const made = body();
            if (form === "json") {
                return typeof made === "string" ? made : json(made);
            }
            return form === "api" ? apiCurl(name, made, query) : controlCurl(name, made, as());
        } catch (error) {
            return String(error.message);
        }
    }

    function refresh() {
        code.textContent = text();
    }

    async function sign() {
        try {
            const identifier = as() ?? state.app.admins[0];
            const made = await ask("POST", `/apps/${state.app.sdkappid}/usersigs`, { body: { identifier, seconds: 3600 } });
            query = made.query;
        } catch (error) {
            notice(error.message, "bad");
        }
        refresh();
    }

    const element = h("details", { class: "call" },
        h("summary", {}, t("call.title"), " ", h("code", {}, name)),
        h("div", { class: "call-forms" },
            h("div", { class: "segments", role: "radiogroup", "aria-label": t("call.form") }, choices),
            signing, copyButton(() => code.textContent, t("call.copy"))),
        h("pre", { tabindex: "0", "aria-label": t("call.title") }, code));
    element.addEventListener("toggle", refresh);
    refresh();
    return { element, refresh };
}
