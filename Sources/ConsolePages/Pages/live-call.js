// All that is known of one call, with its bodies where the server keeps them.

import { get } from "./api.js";
import { h, replace } from "./dom.js";
import { bytes, json, milliseconds, moment, timeOfDay } from "./format.js";
import { codeBlock, facts, foreign } from "./part-basic.js";
import { openDialog } from "./part-dialog.js";
import { link } from "./router.js";
import { t } from "./texts.js";

/** Opens the dialog of a call that a list has shown. */
export async function openCall(call) {
    const bodies = h("div", {}, h("p", { class: "hint" }, t("now.noBodies")));
    openDialog(call.command ?? t("now.unknown"),
        facts([
            [t("now.code"), [String(call.code), call.reason && [" ", foreign(call.reason)]]],
            call.note && [t("now.note"), foreign(call.note)],
            [t("now.time"), `${moment(call.time / 1000).split(" ")[0]} ${timeOfDay(call.time)}`],
            [t("now.took"), milliseconds(call.durationMicroseconds)],
            [t("now.caller"), call.caller ? foreign(call.caller) : "–"],
            call.sdkappid !== undefined && ["SDKAppID", String(call.sdkappid)],
            [t("now.peer"), foreign(call.peer)],
            [t("now.sizes"), `${bytes(call.requestBytes)} → ${bytes(call.answerBytes)}`],
        ]),
        bodies,
        call.command && h("div", {}, h("a", { class: "button", href: link(["try", ...call.command.split("/")]) }, t("nav.try"))));
    const kept = await get(`/calls?after=${call.number - 1}&limit=1&bodies=true`).catch(() => ({ calls: [] }));
    const [found] = kept.calls;
    if (found?.number === call.number && found.request !== undefined) {
        replace(bodies,
            h("h3", {}, t("try.body")), codeBlock(tidy(found.request), t("try.body")),
            h("h3", {}, t("try.answer")), codeBlock(tidy(found.answer ?? ""), t("try.answer")));
    }
}

/** JSON set out well; a body that was cut off, or is none, as it is. */
function tidy(text) {
    try {
        return json(JSON.parse(text));
    } catch {
        return text;
    }
}
