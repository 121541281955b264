// What the app's backend was told, what waits, and sending again.

import { ask, get } from "./api.js";
import { h, replace } from "./dom.js";
import { count, milliseconds, moment } from "./format.js";
import { badge, button, emptyNote, facts, failure, foreign, heading, panel } from "./part-basic.js";
import { notice } from "./part-notice.js";
import { pagedTable } from "./part-table.js";
import { state } from "./state.js";
import { t } from "./texts.js";

const kinds = { delivered: "good", givenUp: "bad", parked: "warn", waiting: "plain", lost: "warn" };

export function show(page, { signal }) {
    const path = `/apps/${state.app.sdkappid}/webhooks`;
    const summary = h("div");
    const refresh = button(t("do.refresh"), () => table.reload());
    const table = pagedTable({
        caption: t("webhook.deliveries"), signal, empty: t("webhook.none"),
        columns: [
            { title: t("webhook.event"), cell: (delivery) => h("div", { class: "named" }, h("code", {}, foreign(delivery.command ?? delivery.event)),
                h("span", { class: "beneath" }, foreign(delivery.name ?? ""))) },
            { title: t("webhook.outcome"), cell: (delivery) => badge(textOfResult(delivery.result), kinds[delivery.result] ?? "plain") },
            { title: t("webhook.time"), cell: (delivery) => h("span", { class: "time" }, moment((delivery.time ?? 0) / 1000)) },
            { title: t("webhook.attempts"), kind: "number", cell: (delivery) => count(delivery.attempts ?? 0) },
            { title: t("now.took"), kind: "number wide", cell: (delivery) => (delivery.milliseconds === undefined ? "–" : milliseconds(delivery.milliseconds * 1000)) },
            { title: t("webhook.answer"), cell: (delivery) => foreign(delivery.answer ?? "") },
            { title: "", kind: "row-actions", cell: (delivery) => button(t("webhook.resend"), (event) => resend(delivery, event.target), { class: "button small" }) },
        ],
        load: async (cursor, own) => {
            const found = await get(cursor === undefined ? path : `${path}?after=${encodeURIComponent(cursor)}`, own);
            present(found);
            return { rows: found.deliveries ?? [], next: found.next ?? undefined };
        },
    });

    function present(found) {
        replace(summary, !found.configured ? emptyNote(t("webhook.off")) : panel("", [], facts([
            found.url !== undefined && [t("webhook.url"), foreign(found.url)],
            [t("webhook.waiting"), count(found.waiting ?? 0)],
            found.parked !== undefined && [t("webhook.parked"), count(found.parked)],
            found.events !== undefined && [t("webhook.events"), [found.events].flat().join(", ")],
        ])));
    }

    async function resend(delivery, pressed) {
        pressed.disabled = true;
        try {
            await ask("POST", `${path}/resend`, { body: { number: delivery.number } });
            notice(t("webhook.resent"));
            await table.reload();
        } catch (error) {
            replace(summary, failure(error));
        } finally {
            pressed.disabled = false;
        }
    }

    replace(page, heading(t("nav.webhooks"), [refresh], t("webhook.say")), summary, table);
}

function textOfResult(result) {
    const key = `webhook.result.${result}`;
    const text = t(key);
    return text === key ? String(result) : text;
}
