// Starts the console: who is there, which apps, and which page the address names.

import { ask, get, onSignedOut } from "./api.js";
import { readCodes } from "./codes.js";
import { h, replace } from "./dom.js";
import { makeFrame } from "./frame.js";
import { failure } from "./part-basic.js";
import { showSignIn } from "./page-signin.js";
import { place } from "./router.js";
import { lookAt, readApps, state, takeSession } from "./state.js";
import { locale, t } from "./texts.js";

// each module is read when its page is opened for the first time
const pages = {
    now: () => import("./page-now.js"),
    groups: () => import("./page-groups.js"),
    group: () => import("./page-group.js"),
    accounts: () => import("./page-accounts.js"),
    account: () => import("./page-account.js"),
    webhooks: () => import("./page-webhooks.js"),
    signature: () => import("./page-signature.js"),
    try: () => import("./page-try.js"),
    dev: () => import("./page-dev.js"),
    settings: () => import("./page-settings.js"),
};

/** Pages that say something where the server has no app too. */
const withoutApp = ["now", "settings"];

const root = document.getElementById("console");
let frame;
let leaving = new AbortController();

async function start() {
    document.documentElement.lang = locale();
    frame = undefined;
    try {
        takeSession(await get("/session"));
    } catch (error) {
        // an older server has no sessions, and lets everybody on the machine in
        if (error.status !== 404) {
            replace(root, h("main", { class: "alone" }, failure(error), h("p", {}, reloadButton())));
            return;
        }
        takeSession({ signedIn: true, needsToken: false, development: false });
    }
    if (!state.session.signedIn) {
        signIn();
        return;
    }
    try {
        await Promise.all([readApps(), readCodes()]);
    } catch (error) {
        if (error.status === 401) {
            return;
        }
        // pages that need an app say that there is none
    }
    await show();
}

function reloadButton() {
    return h("button", { type: "button", class: "button", on: { click: () => start() } }, t("do.again"));
}

function signIn() {
    leaving.abort();
    frame = undefined;
    document.title = `${t("signin.title")} · Qun`;
    showSignIn(root, start);
}

async function signOut() {
    takeSession(await ask("DELETE", "/session"));
    if (state.session.signedIn) {
        await start();
    } else {
        signIn();
    }
}

/** Shows the page of the address, and stops what the last one was reading. */
async function show() {
    const { page, parts, query } = place();
    leaving.abort();
    leaving = new AbortController();
    const { signal } = leaving;
    lookAt(query.app ?? state.app?.sdkappid);
    frame ??= makeFrame(root, { restart: start, signOut });
    frame.mark(page);
    const load = pages[page];
    const content = h("div", { class: "page" });
    replace(frame.main, content);
    document.title = `${load ? t(`nav.${page}`) : t("error.noPage")} · Qun`;
    if (!load || (!state.app && !withoutApp.includes(page))) {
        replace(content, h("h1", {}, t(load ? "error.noApp" : "error.noPage")));
        return;
    }
    try {
        const module = await load();
        if (!signal.aborted) {
            await module.show(content, { parts, query, signal });
        }
    } catch (error) {
        if (!signal.aborted) {
            content.append(failure(error));
        }
    }
    if (!signal.aborted) {
        document.title = `${titleOf(content) ?? t(`nav.${page}`)} · Qun`;
    }
}

/** What the heading of a page says, without what is there for the eye only. */
function titleOf(content) {
    const heading = content.querySelector("h1")?.cloneNode(true);
    heading?.querySelectorAll("[aria-hidden]").forEach((sign) => sign.remove());
    return heading?.textContent.trim();
}

onSignedOut(signIn);
addEventListener("hashchange", async () => {
    if (!frame) {
        return;
    }
    await show();
    scrollTo(0, 0);
    frame.main.focus({ preventScroll: true });
});
start();
