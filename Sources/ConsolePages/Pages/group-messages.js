// The messages of a group, or of one of its topics, as a chat shows them: the newest at the end, older ones on demand.

import { clearMessages, deleteMessagesOf, elementKinds, newRandom, recallMessage, sendMessage, textMessage } from "./actions-member.js";
import { command } from "./api.js";
import { h, replace } from "./dom.js";
import { json, moment } from "./format.js";
import { actionButton, callPreview, openAction } from "./part-action.js";
import { accountLink, badge, button, emptyNote, failureLines, foreign, initial } from "./part-basic.js";
import { openDialog } from "./part-dialog.js";
import { messageContent, tipText } from "./part-message.js";
import { notice } from "./part-notice.js";
import { state } from "./state.js";
import { t } from "./texts.js";

const pageSize = 20;
/** Most messages that stay on the page; older ones push the newest out. */
const mostMessages = 400;
const service = "group_open_http_svc";
const priorities = ["", "High", "Normal", "Low", "Lowest"];

export async function show(content, { group, query, signal }) {
    const id = group.GroupId;
    const topic = query.topic;
    const list = h("ol", { class: "messages", "aria-label": t("tab.messages") });
    const older = button(t("message.older"), readOlder, { class: "button small older" });
    const withRecalled = h("input", { type: "checkbox", id: "recalled" });
    const message = h("div", {});
    let oldest;

    async function page(upTo) {
        const body = { GroupId: id, TopicId: topic, ReqMsgNumber: pageSize };
        if (upTo !== undefined) {
            body.ReqMsgSeq = upTo;
        }
        if (withRecalled.checked) {
            body.WithRecalledMsg = 1;
        }
        const answer = await command(state.app.sdkappid, `${service}/group_msg_get_simple`, body, { signal });
        return answer.RspMsgList;
    }

    async function readNewest() {
        const found = await page();
        replace(list, found.length === 0 ? h("li", { class: "nothing" }, emptyNote(t("message.none"))) : [...found].reverse().map(lineOf));
        remember(found);
        markDays();
        list.scrollTop = list.scrollHeight;
    }

    async function readOlder() {
        older.disabled = true;
        try {
            const found = await page(oldest - 1);
            const height = list.scrollHeight;
            list.prepend(...[...found].reverse().map(lineOf));
            while (list.children.length > mostMessages) {
                list.lastChild.remove();
            }
            markDays();
            list.scrollTop += list.scrollHeight - height;
            remember(found);
        } catch (error) {
            replace(message, h("div", { class: "failure" }, failureLines(error)));
        } finally {
            older.disabled = false;
        }
    }

    // without recalled messages a page may be shorter than asked for, and older ones still be there
    function remember(found) {
        const lowest = found.at(-1)?.MsgSeq;
        if (lowest === undefined && oldest !== undefined) {
            oldest = Math.max(1, oldest - pageSize);
        } else {
            oldest = lowest ?? 1;
        }
        older.hidden = oldest <= 1;
    }

    /** Puts a line with the date above the first message of each day. */
    function markDays() {
        list.querySelectorAll(".day").forEach((line) => line.remove());
        let last;
        for (const line of [...list.children]) {
            const { day } = line.dataset;
            if (day !== undefined && day !== last) {
                line.before(h("li", { class: "tip day" }, day));
                last = day;
            }
        }
    }

    function lineOf(entry) {
        return messageLine(entry, { id, topic, changed: readNewest });
    }

    withRecalled.addEventListener("change", readNewest);
    replace(content,
        h("div", { class: "filters" },
            topic && h("p", {}, t("message.ofTopic"), " ", h("code", {}, foreign(topic))),
            h("label", { class: "flag", for: "recalled" }, withRecalled, t("message.withRecalled")),
            h("div", { class: "actions" },
                button(t("do.refresh"), readNewest),
                actionButton(() => deleteMessagesOf(id, topic, undefined, readNewest), t("act.deleteOf")),
                group.Type !== "Community" && actionButton(() => clearMessages(id, readNewest), undefined, { class: "button danger-quiet" }))),
        message,
        h("div", { class: "chat" }, older, list, composer(id, topic, readNewest)));
    older.hidden = true;
    await readNewest();
}

function messageLine(entry, { id, topic, changed }) {
    const body = entry.MsgBody;
    const [day, time] = moment(entry.MsgTimeStamp).split(" ");
    const anchor = { id: `message-${entry.MsgSeq}`, "data-day": day };
    if (entry.IsSystemMsg === 1) {
        return h("li", { class: "tip", ...anchor }, h("span", {}, tipText(body)), h("span", { class: "seq" }, `#${entry.MsgSeq}`));
    }
    if (entry.IsPlaceMsg === 1 || body === undefined) {
        return h("li", { class: "tip", ...anchor }, h("span", {}, t("message.placeholder")), h("span", { class: "seq" }, `#${entry.MsgSeq}`));
    }
    const isRecalled = entry.IsPlaceMsg === 2;
    const small = { class: "button small quiet" };
    return h("li", { class: `message${isRecalled ? " recalled" : ""}`, ...anchor },
        initial(entry.From_Account),
        h("div", { class: "message-body" },
            h("p", { class: "message-head" }, accountLink(entry.From_Account),
                h("span", { class: "beneath" }, ` ${time} `), h("span", { class: "seq" }, `#${entry.MsgSeq}`),
                isRecalled && badge(t("message.recalled"), "warn"),
                entry.MsgPriority !== undefined && entry.MsgPriority !== 2 && badge(t(`priority.${priorities[entry.MsgPriority]}`)),
                h("span", { class: "message-actions" },
                    !isRecalled && actionButton(() => recallMessage(id, topic, entry.MsgSeq, changed), t("do.recall"), small),
                    button(
                        t("message.asJSON"), () => openDialog(`#${entry.MsgSeq}`, h("pre", { tabindex: "0" }, h("code", {}, json(entry)))), small
                    ))),
            h("div", { class: "bubble" }, messageContent(body)),
            entry.CloudCustomData && h("p", { class: "beneath" }, "CloudCustomData: ", foreign(entry.CloudCustomData))));
}

/** Where a text is written and sent; other kinds open a form. */
function composer(group, topic, sent) {
    const from = h(
        "input", { id: "from", placeholder: state.app.admins[0], autocomplete: "off", spellcheck: "false", "aria-label": t("message.from") }
    );
    const text = h("textarea", { id: "text-message", rows: 2, placeholder: t("message.write"), "aria-label": t("message.write") });
    const kind = h("select", { "aria-label": t("message.other"), on: { change: () => {
        if (kind.value) {
            openAction(sendMessage(group, topic, kind.value, from.value || undefined, sent));
            kind.value = "";
        }
    } } }, h("option", { value: "" }, t("message.other")), elementKinds.map((name) => h("option", { value: name }, t(`element.${name}`))));
    const press = h("button", { type: "submit", class: "button primary" }, t("do.send"));
    let random = newRandom();
    const body = () => textMessage(group, topic, from.value.trim() || undefined, text.value, random);
    const preview = callPreview(`${service}/send_group_msg`, body);
    const message = h("div", { "aria-live": "assertive" });
    const form = h("form", { class: "composer", on: { submit: send, input: preview.refresh } },
        text, h("div", { class: "composer-foot" }, h("label", { for: "from" }, t("message.as")), from, kind, press), message, preview.element);
    text.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing) {
            form.requestSubmit();
        }
    });

    async function send(event) {
        event.preventDefault();
        if (text.value === "") {
            text.focus();
            return;
        }
        press.disabled = true;
        try {
            await command(state.app.sdkappid, `${service}/send_group_msg`, body());
            text.value = "";
            random = newRandom();
            replace(message);
            preview.refresh();
            await sent();
            notice(t("message.sent"));
        } catch (error) {
            replace(message, h("div", { class: "failure" }, failureLines(error)));
        } finally {
            press.disabled = false;
            text.focus();
        }
    }

    return form;
}
