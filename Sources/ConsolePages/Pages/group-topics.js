// The topics of a Community: at most 200.

import { changeTopic, createTopic, destroyTopic } from "./actions-group.js";
import { command } from "./api.js";
import { h, replace } from "./dom.js";
import { count } from "./format.js";
import { actionButton } from "./part-action.js";
import { badge, emptyNote, foreign, time } from "./part-basic.js";
import { pagedTable } from "./part-table.js";
import { link } from "./router.js";
import { state } from "./state.js";
import { t } from "./texts.js";

const pageSize = 50;

export function show(content, { group, signal }) {
    const id = group.GroupId;
    if (group.SupportTopic === 0) {
        replace(content, emptyNote(t("topic.off")));
        return;
    }
    let all = [];
    const changed = () => table.reload();
    const small = { class: "button small" };
    const table = pagedTable({
        caption: t("tab.topics"), signal, empty: t("topic.none"),
        columns: [
            { title: t("groups.name"), cell: (topic) => h("div", { class: "named" },
                h("a", { href: link(["group", id, "messages"], { topic: topic.TopicId }) }, foreign(topic.TopicName)),
                h("code", { class: "beneath" }, foreign(topic.TopicId))) },
            { title: t("group.introduction"), kind: "wide", cell: (topic) => foreign(topic.Introduction) },
            { title: t("topic.messages"), kind: "number", cell: (topic) => count(Math.max(0, topic.NextMsgSeq - 1)) },
            { title: t("group.lastMessage"), kind: "wide", cell: (topic) => time(topic.LastMsgTime) },
            { title: t("group.muteAll"), cell: (topic) => (topic.MuteAllMember === "On" ? badge(t("onoff.On"), "warn") : "–") },
            { title: "", kind: "row-actions", cell: (topic) => h("div", { class: "actions" },
                actionButton(() => changeTopic(id, topic, changed), t("do.change"), small),
                actionButton(() => destroyTopic(id, topic.TopicId, changed), t("do.destroy"), small)) },
        ],
        load: async (cursor = 0, own) => {
            if (cursor === 0) {
                const answer = await command(state.app.sdkappid, "million_group_open_http_svc/get_topic", { GroupId: id }, { signal: own });
                all = answer.TopicAndSelfInfo.filter((item) => item.ErrorCode === 0).map((item) => item.TopicInfo);
            }
            const end = cursor + pageSize;
            return { rows: all.slice(cursor, end), next: end < all.length ? end : undefined, total: all.length };
        },
    });
    replace(content,
        h("div", { class: "filters" }, h("div", { class: "actions" },
            actionButton(() => createTopic(id, changed), undefined, { class: "button primary" }))),
        table);
}
