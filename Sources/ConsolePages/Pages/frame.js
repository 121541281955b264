// What surrounds every page: the way to the others, the app that is looked at, language and appearance.

import { h, replace } from "./dom.js";
import { link, place } from "./router.js";
import { state } from "./state.js";
import { chooseLanguage, currentLanguage, t } from "./texts.js";

const entries = ["now", "groups", "accounts", "webhooks", "signature", "try", "dev", "settings"];
/** Pages that are reached from another one, which is marked in their place. */
const parents = { group: "groups", account: "accounts" };

/** Builds the frame into an element; returns the place of the page and `mark(page)`. */
export function makeFrame(root, { restart, signOut }) {
    const main = h("main", { id: "main", tabindex: "-1" });
    const list = h("ul", { id: "navigation-list" });
    const toggle = h("button", {
        type: "button", class: "button quiet menu", "aria-expanded": "false", "aria-controls": "sidebar-body",
        on: { click: () => open(toggle.getAttribute("aria-expanded") !== "true") },
    }, t("nav.menu"));
    const apps = h("select", { id: "app", on: { change: changeApp } });
    const sidebar = h("header", { class: "sidebar" },
        h("div", { class: "brand" },
            h("a", { href: "#/now" }, h("img", { src: "icon.svg", alt: "", width: 26, height: 26 }), h("span", {}, "Qun")),
            toggle),
        h("div", { class: "sidebar-body", id: "sidebar-body" },
            h("div", { class: "app-choice" }, h("label", { for: "app" }, t("nav.app")), apps),
            h("nav", { "aria-label": t("nav.pages") }, list),
            h("div", { class: "sidebar-foot" },
                languageSwitch(restart), themeSwitch(),
                state.session.needsToken && h("button", { type: "button", class: "button small", on: { click: signOut } }, t("signin.leave")))));
    replace(root,
        h("a", { class: "skip", href: "#main", on: { click: skip } }, t("nav.skip")), sidebar, main);

    function skip(event) {
        event.preventDefault();
        main.focus();
    }

    function open(isOpen) {
        toggle.setAttribute("aria-expanded", String(isOpen));
        sidebar.classList.toggle("open", isOpen);
    }

    function changeApp() {
        const { page, parts, query } = place();
        const stays = parents[page] ? [parents[page]] : [page, ...parts];
        location.hash = link(stays, { ...(parents[page] ? {} : query), app: apps.value });
    }

    function mark(page) {
        const current = parents[page] ?? page;
        open(false);
        replace(list, entries.filter((entry) => entry !== "dev" || state.session.development).map((entry) => h("li", {},
            h("a", { href: link([entry]), "aria-current": entry === current ? "page" : null }, t(`nav.${entry}`)))));
        replace(apps, state.apps.length === 0 && h("option", {}, t("nav.noApp")), state.apps.map((app) => h("option", {
            value: app.sdkappid, selected: app === state.app,
        }, String(app.sdkappid))));
        apps.disabled = state.apps.length < 2;
    }

    return { main, mark };
}

function languageSwitch(restart) {
    const other = currentLanguage() === "zh" ? "en" : "zh";
    return h("button", {
        type: "button", class: "button small", lang: other === "zh" ? "zh-CN" : "en", id: "language",
        on: { click: () => {
            chooseLanguage(other);
            restart();
        } },
    }, other === "zh" ? "中文" : "English");
}

/** Goes from the system's appearance to light, to dark, and back. */
export function themeSwitch() {
    const themes = ["auto", "light", "dark"];
    const text = () => t(`theme.${document.documentElement.dataset.theme ?? "auto"}`);
    const made = h("button", {
        type: "button", class: "button small", id: "theme", "aria-label": t("theme.label"), on: { click: () => {
            const now = document.documentElement.dataset.theme ?? "auto";
            const next = themes[(themes.indexOf(now) + 1) % themes.length];
            if (next === "auto") {
                delete document.documentElement.dataset.theme;
            } else {
                document.documentElement.dataset.theme = next;
            }
            try {
                localStorage.setItem("qun.theme", next);
            } catch {
                // it holds for this page then
            }
            made.textContent = text();
        } },
    }, text());
    return made;
}
