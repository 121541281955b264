// What the app's backend was told, what waits, and sending again.

import { ask, get } from "./api.js";
import { h, replace } from "./dom.js";
import { count, json, moment } from "./format.js";
import { badge, button, codeBlock, emptyNote, facts, failureLines, foreign, heading, panel } from "./part-basic.js";
import { openDialog } from "./part-dialog.js";
import { notice } from "./part-notice.js";
import { pagedTable } from "./part-table.js";
import { state } from "./state.js";
import { t } from "./texts.js";

const kinds = { delivered: "good", givenUp: "bad", parked: "warn" };
/** Events of each list that are shown; what is older is on the command line. */
const shownEvents = 200;
const pageSize = 50;

export function show(page, { signal }) {
    const path = `/apps/${state.app.sdkappid}/webhooks`;
    const summary = h("div");
    const message = h("div", { "aria-live": "assertive" });
    let found;

    const settled = pagedTable({
        caption: t("webhook.settled"), signal, empty: t("webhook.none"),
        columns: [
            { title: t("webhook.event"), kind: "event", cell: eventCell },
            { title: t("webhook.outcome"), cell: (event) => badge(t(`webhook.result.${event.result}`), kinds[event.result]) },
            { title: t("webhook.time"), cell: timeCell },
            { title: t("webhook.attempts"), kind: "number", cell: (event) => count(event.attempts) },
            { title: t("now.took"), kind: "number wide", cell: (event) => `${count(event.milliseconds)} ms` },
            { title: t("webhook.answer"), kind: "wide", cell: (event) => h("div", { class: "clamped" }, foreign(event.answer)) },
            { title: "", kind: "row-actions", cell: (event) => h("div", { class: "actions" },
                button(t("webhook.resend"), (press) => resend([event.event], press.target), { class: "button small" })) },
        ],
        load: async (cursor = 0, own) => {
            if (cursor === 0) {
                found = await get(`${path}?limit=${shownEvents}`, own);
                present();
            }
            return pageOf(found.settled, cursor);
        },
    });
    const waiting = h("div");
    replace(page,
        heading(t("nav.webhooks"), [button(t("do.refresh"), () => settled.restart())], t("webhook.say")),
        summary, message, panel(t("webhook.settled"), [], settled), waiting);

    function present() {
        const failed = found.settled.filter((event) => event.result !== "delivered").map((event) => event.event);
        replace(summary, found.configured || found.settled.length > 0 || found.waiting > 0
            ? panel("", [failed.length > 0 && button(
                t("webhook.resendAll", { n: count(failed.length) }), (press) => resend(failed, press.target)
            )], facts([
                [t("webhook.waiting"), count(found.waiting)], [t("webhook.parked"), count(found.parked)],
                found.oldest !== undefined && [t("webhook.oldest"), moment(found.oldest / 1000)],
            ]))
            : emptyNote(t("webhook.off")));
        replace(waiting, found.next.length > 0 && panel(t("webhook.next"), [], pagedTable({
            caption: t("webhook.next"), signal, empty: t("webhook.none"),
            columns: [{ title: t("webhook.event"), cell: eventCell }, { title: t("webhook.time"), cell: timeCell }],
            load: async (cursor = 0) => pageOf(found.next, cursor),
        })));
    }

    function eventCell(event) {
        return h("div", { class: "named" },
            h("button", { type: "button", class: "link", on: { click: () => openEvent(event.event) } }, event.command),
            h("code", { class: "beneath" }, foreign(event.event)));
    }

    async function openEvent(name) {
        try {
            const event = await get(`${path}/event?event=${encodeURIComponent(name)}`, signal);
            openDialog(event.command,
                facts([
                    [t("webhook.event"), foreign(event.event)], [t("webhook.address"), foreign(event.address)],
                    event.settled && [t("webhook.outcome"), badge(t(`webhook.result.${event.settled.result}`), kinds[event.settled.result])],
                    event.settled?.answer && [t("webhook.answer"), foreign(event.settled.answer)],
                ]),
                codeBlock(json(event.body), t("webhook.body")));
        } catch (error) {
            fail(error);
        }
    }

    async function resend(events, press) {
        press.disabled = true;
        try {
            const { resent } = await ask("POST", `${path}/resend`, { body: { events } });
            replace(message);
            notice(t("webhook.resent", { n: count(resent.length) }));
            await settled.restart();
        } catch (error) {
            fail(error);
        } finally {
            press.disabled = false;
        }
    }

    function fail(error) {
        if (!signal.aborted) {
            replace(message, h("div", { class: "failure" }, failureLines(error)));
        }
    }
}

function timeCell(event) {
    return h("span", { class: "time" }, moment(event.time / 1000));
}

function pageOf(list, start) {
    const end = start + pageSize;
    return { rows: list.slice(start, end), next: end < list.length ? end : undefined };
}
