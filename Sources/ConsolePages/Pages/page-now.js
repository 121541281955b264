// Calls as they come, with the reason of each refusal; rates; what is refused most.

import { get, withQuery } from "./api.js";
import { explanationOf } from "./codes.js";
import { h, replace, svg } from "./dom.js";
import { bytes, count, milliseconds, timeOfDay } from "./format.js";
import { openCall } from "./live-call.js";
import { followCalls } from "./live-calls.js";
import { badge, button, emptyNote, failure, foreign, heading, panel } from "./part-basic.js";
import { searchInput } from "./part-fields.js";
import { Rates } from "./rates.js";
import { restate } from "./router.js";
import { state } from "./state.js";
import { t } from "./texts.js";

/** Most calls that are shown, and most that are kept while the page pauses. */
const mostRows = 300;

export async function show(page, { query, signal }) {
    const rates = new Rates();
    const status = h("span", { class: "live", role: "status" });
    const rows = h("tbody");
    const waiting = [];
    let fresh = [];
    let isPaused = false;
    let following = new AbortController();

    const ownApp = h("input", { type: "checkbox", id: "own-app" });
    ownApp.checked = query.own === "true";
    const command = searchInput({ id: "command", value: query.command ?? "", placeholder: "create_group" });
    const failed = h("input", { type: "checkbox", id: "failed" });
    failed.checked = query.failed === "true";
    const pause = button(t("now.pause"), togglePause, { "aria-pressed": "false" });
    const clear = button(t("now.clear"), () => {
        replace(rows);
        waiting.length = 0;
        table.hidden = true;
        nothing.hidden = false;
    });
    const filters = h("form", { class: "filters", role: "search", on: { submit: (event) => {
        event.preventDefault();
        follow();
    } } },
    h("label", { for: "command" }, t("now.command")), command,
    h("label", { class: "flag", for: "failed" }, failed, t("now.failedOnly")),
    h("label", { class: "flag", for: "own-app" }, ownApp, t("now.ownApp", { app: state.app?.sdkappid ?? "" })),
    h("div", { class: "actions" }, pause, clear));
    const tiles = h("div", { class: "tiles" });
    const chart = h("div", { class: "chart" });
    const reasons = h("div");
    const table = h("div", { class: "table calls", hidden: true }, h("table", {},
        h("caption", { class: "unseen" }, t("now.calls")),
        h("thead", {}, h("tr", {},
            h("th", { scope: "col" }, t("now.time")), h("th", { scope: "col" }, t("now.code")),
            h("th", { scope: "col" }, t("now.command")), h("th", { scope: "col" }, t("now.caller")),
            h("th", { scope: "col", class: "number" }, t("now.took")), h("th", { scope: "col", class: "number wide" }, t("now.sizes")))),
        rows));
    const nothing = emptyNote(t("now.nothing"));
    const message = h("div", {});
    replace(page,
        heading(t("nav.now"), [status], t("now.say")),
        h("div", { class: "now-figures" }, h("div", {}, tiles, chart), panel(t("now.refusedMost"), [], reasons)),
        filters, message, table, nothing);
    for (const control of [failed, ownApp]) {
        control.addEventListener("change", follow);
    }
    command.addEventListener("change", follow);

    function filter() {
        return {
            app: ownApp.checked ? state.app?.sdkappid : undefined, command: command.value.trim() || undefined,
            failed: failed.checked ? "true" : undefined,
        };
    }

    async function follow() {
        following.abort();
        following = new AbortController();
        const own = AbortSignal.any([following.signal, signal]);
        const { command: name, failed: onlyFailed } = filter();
        restate(["now"], { command: name, failed: onlyFailed, own: ownApp.checked ? "true" : undefined });
        replace(rows);
        replace(message);
        waiting.length = 0;
        fresh = [];
        try {
            const kept = await get(withQuery("/calls", { ...filter(), limit: 50 }), own);
            takeAll(kept.calls, false);
        } catch (error) {
            if (own.aborted) {
                return;
            }
            replace(message, failure(error));
        }
        followCalls(filter(), {
            onCall: (call) => takeAll([call], true),
            onLost: (lost) => takeLost(lost),
            onState: showState,
        }, own);
    }

    function showState(now) {
        status.className = `live ${now}`;
        status.textContent = t(now === "open" ? "now.live" : "now.reconnecting");
    }

    function takeAll(calls, isLive) {
        for (const call of calls) {
            if (isLive || Date.now() - call.time < 60000) {
                rates.take(call, isLive ? Date.now() : call.time);
            }
            const list = isPaused ? waiting : fresh;
            list.push(call);
            if (list.length > mostRows) {
                list.shift();
            }
        }
        if (!isLive) {
            draw();
        }
    }

    function takeLost(lost) {
        const list = isPaused ? waiting : fresh;
        list.push({ lost });
    }

    function togglePause() {
        isPaused = !isPaused;
        pause.setAttribute("aria-pressed", String(isPaused));
        if (!isPaused) {
            fresh.push(...waiting.splice(0));
        }
        draw();
    }

    /** Puts what came since the last time above the rest. */
    function draw() {
        pause.textContent = !isPaused ? t("now.pause")
            : waiting.length > 0 ? t("now.resumeWith", { n: count(waiting.length) }) : t("now.resume");
        if (fresh.length > 0) {
            rows.prepend(...fresh.splice(0).reverse().map(rowOf));
            while (rows.children.length > mostRows) {
                rows.lastChild.remove();
            }
        }
        table.hidden = rows.children.length === 0;
        nothing.hidden = !table.hidden;
    }

    function drawRates() {
        const now = Date.now();
        const { perSecond, total, refused, usual, slow } = rates.summary(now);
        replace(tiles,
            tile(t("now.perSecond"), perSecond < 10 ? perSecond.toFixed(1) : count(Math.round(perSecond))),
            tile(t("now.refusedShare"), total === 0 ? "–" : `${count(Math.round(refused / total * 1000) / 10)} %`, refused > 0 ? "bad" : ""),
            tile(t("now.usual"), usual === undefined ? "–" : milliseconds(usual)),
            tile(t("now.slow"), slow === undefined ? "–" : milliseconds(slow)));
        replace(chart, bars(rates.series(now)));
        const most = rates.reasons(5);
        replace(reasons, most.length === 0 ? h("p", { class: "beneath" }, t("now.noRefusals"))
            : h("ol", { class: "reasons" }, most.map((entry) => reasonOf(entry, most[0].count))));
    }

    function reasonOf(entry, most) {
        const name = shortName(entry.command);
        return h("li", {},
            h("button", { type: "button", class: "reason", title: t("now.filterBy"), on: { click: () => {
                command.value = name;
                failed.checked = true;
                follow();
            } } },
            h("span", { class: "reason-line" }, badge(String(entry.code), "bad"), h("code", {}, name || "–"),
                h("span", { class: "reason-count" }, `× ${count(entry.count)}`)),
            h("meter", { max: most, value: entry.count, "aria-hidden": "true" }),
            entry.reason && h("span", { class: "beneath" }, foreign(entry.reason))));
    }

    // a busy server sends more calls than anybody reads; the page is drawn a few times a second
    const drawing = setInterval(draw, 250);
    const counting = setInterval(drawRates, 1000);
    signal.addEventListener("abort", () => {
        clearInterval(drawing);
        clearInterval(counting);
        following.abort();
    });
    drawRates();
    follow();
}

function shortName(name = "") {
    return name.split("/").at(-1);
}

function tile(name, value, kind = "") {
    return h("div", { class: `tile ${kind}` }, h("span", { class: "tile-name" }, name), h("span", { class: "tile-value" }, value));
}

/** A bar for each second of the last minute: what was refused above what was not. */
function bars(series) {
    const highest = Math.max(4, ...series.map((counts) => counts.good + counts.refused));
    const height = 48;
    const scaled = (number) => number / highest * height;
    return svg("svg", { viewBox: `0 0 ${series.length * 6} ${height}`, preserveAspectRatio: "none", role: "img", "aria-label": t("now.chart") },
        series.map((counts, place) => [
            counts.good > 0 && svg("rect", {
                class: "good", x: place * 6, width: 4.5, y: height - scaled(counts.good), height: scaled(counts.good),
            }),
            counts.refused > 0 && svg("rect", {
                class: "bad", x: place * 6, width: 4.5, y: height - scaled(counts.good + counts.refused), height: scaled(counts.refused),
            }),
        ]));
}

/** What a refusal means; of a fault only the server knows. */
function meaningOf(call) {
    return (call.fault === undefined ? explanationOf(call.code) : undefined) ?? call.advice;
}

function rowOf(call) {
    if (call.lost) {
        return h("tr", { class: "lost" }, h("td", { colspan: 6 }, t("now.lost", { n: count(call.lost) })));
    }
    const isGood = call.code === 0;
    return h("tr", { class: isGood ? "" : "refused" },
        h("td", { class: "time" }, timeOfDay(call.time)),
        h("td", {}, badge(String(call.code), isGood ? "good" : "bad")),
        h("th", { scope: "row" },
            h("button", { type: "button", class: "link", title: call.command ?? "", on: { click: () => openCall(call) } },
                h("code", {}, shortName(call.command) || "–")),
            call.fault !== undefined && badge(t("now.fault", { n: call.fault }), "warn"),
            call.reason && h("p", { class: "why" }, foreign(call.reason)),
            call.note && h("p", { class: "beneath" }, foreign(call.note)),
            !isGood && h("p", { class: "beneath" }, meaningOf(call))),
        h("td", { title: call.peer }, call.caller ? foreign(call.caller) : call.peer,
            state.apps.length > 1 && h("span", { class: "beneath" }, ` ${call.sdkappid ?? ""}`)),
        h("td", { class: "number" }, milliseconds(call.durationMicroseconds)),
        h("td", { class: "number wide" }, `${bytes(call.requestBytes)} → ${bytes(call.answerBytes)}`));
}
