// Small parts that many pages are made of.

import { CommandFailed, Refused } from "./api.js";
import { h, replace } from "./dom.js";
import { hasHidden, hex, moment, visible } from "./format.js";
import { explanationOf } from "./codes.js";
import { link } from "./router.js";
import { t } from "./texts.js";

export function button(text, press, properties = {}) {
    return h("button", { type: "button", class: "button", on: { click: press }, ...properties }, text);
}

/** A page's heading with what can be done beside it. */
export function heading(title, actions = [], beneath = null) {
    return h("header", { class: "heading" },
        h("div", { class: "heading-text" }, h("h1", {}, title), beneath && h("p", { class: "beneath" }, beneath)),
        actions.length > 0 && h("div", { class: "actions" }, actions));
}

/** A framed part of a page, with what can be done in it beside its title. */
export function panel(title, actions, ...children) {
    const shown = actions.filter(Boolean);
    return h("section", { class: "panel" },
        (title || shown.length > 0) && h("div", { class: "panel-head" }, h("h2", {}, title), h("div", { class: "actions" }, shown)),
        children);
}

/** Names and values below each other; a value is a text or a node. */
export function facts(pairs) {
    return h("dl", { class: "facts" }, pairs.filter(Boolean).map(([name, value]) =>
        h("div", {}, h("dt", {}, name), h("dd", {}, value === "" || value === undefined ? "–" : value))));
}

/** A text whose names in backquotes are shown as code. */
export function prose(text) {
    return text.split("`").map((part, index) => (index % 2 === 1 ? h("code", {}, part) : part));
}

export function badge(text, kind = "plain") {
    return h("span", { class: `badge ${kind}` }, text);
}

/** A text of somebody else: escapes for what cannot be seen, and its bytes beside it where there is such. */
export function foreign(text) {
    const shown = String(text ?? "");
    if (!hasHidden(shown)) {
        return h("bdi", { class: "foreign" }, shown);
    }
    return h("span", { class: "foreign binary" },
        h("bdi", {}, visible(shown)), h("code", { class: "hex", title: t("part.hex") }, hex(shown)));
}

/** An address of somebody else: a link where it is one of the web, never loaded by the page itself. */
export function foreignLink(address) {
    const text = String(address ?? "");
    return text === "" ? "–" : h("a", { class: "foreign", href: text }, h("bdi", {}, visible(text)));
}

export function accountLink(account) {
    return account ? h("a", { href: link(["account", account]) }, h("bdi", {}, visible(account))) : "–";
}

export function groupLink(group, text = group) {
    return h("a", { href: link(["group", group]) }, h("bdi", {}, visible(text)));
}

export function time(seconds) {
    return h("span", { class: "time", title: seconds ? String(seconds) : null }, moment(seconds));
}

/** The round sign with the first letter of a name. */
export function initial(name) {
    const [first = "?"] = Array.from(visible(name));
    const tone = Array.from(String(name)).reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 6, 0);
    return h("span", { class: `initial tone-${tone}`, "aria-hidden": "true" }, first.toUpperCase());
}

/** A button that copies what `text` returns. */
export function copyButton(text, label = t("do.copy")) {
    const made = button(label, async () => {
        const done = await copied(text());
        made.textContent = t(done ? "do.copied" : "do.copyFailed");
        setTimeout(() => { made.textContent = label; }, 1500);
    }, { class: "button small quiet copy" });
    return made;
}

async function copied(text) {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        return false;
    }
}

/** Lines of code that can be copied. */
export function codeBlock(text, label) {
    return h("div", { class: "code-block" },
        h("pre", { tabindex: "0", "aria-label": label }, h("code", {}, text)), copyButton(() => text));
}

/** What stands where there is nothing. */
export function emptyNote(text, action = null) {
    return h("div", { class: "empty" }, h("p", {}, text), action);
}

/** What went wrong, with what can be done about it. */
export function failure(error) {
    if (isMissingRoute(error)) {
        return emptyNote(t("error.noRoute"));
    }
    return h("div", { class: "failure", role: "alert" }, failureLines(error));
}

/** The lines of {@link failure}, for where an element of its own is there already. */
export function failureLines(error) {
    if (error instanceof CommandFailed) {
        const explained = explanationOf(error.code);
        return [
            h("p", {}, badge(String(error.code), "bad"), " ", foreign(error.message)),
            explained && h("p", { class: "beneath" }, explained),
        ];
    }
    if (isMissingRoute(error)) {
        return [h("p", {}, t("error.noRoute"))];
    }
    if (error instanceof Refused) {
        return [h("p", {}, foreign(error.message))];
    }
    return [h("p", {}, error instanceof TypeError ? t("error.unreachable") : String(error.message ?? error))];
}

/** Whether a server is older than the page and does not have what it asks for. */
function isMissingRoute(error) {
    return error instanceof Refused && error.status === 404 && error.code === "path_unknown";
}

/** Shows that something is being read, then what `load` makes of it, or why it failed. */
export async function fillWhenRead(element, signal, load) {
    element.setAttribute("aria-busy", "true");
    try {
        const made = await load();
        if (!signal.aborted) {
            replace(element, made);
        }
    } catch (error) {
        if (!signal.aborted && error.name !== "AbortError") {
            replace(element, failure(error));
        }
    } finally {
        element.removeAttribute("aria-busy");
    }
}
