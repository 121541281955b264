// Who may not speak in a group, and until when.

import { mute, unmute } from "./actions-member.js";
import { command } from "./api.js";
import { h, replace } from "./dom.js";
import { duration } from "./format.js";
import { actionButton } from "./part-action.js";
import { accountLink, time } from "./part-basic.js";
import { pagedTable } from "./part-table.js";
import { appNow, state } from "./state.js";
import { t } from "./texts.js";

const pageSize = 50;

export function show(content, { group, signal }) {
    const id = group.GroupId;
    // the command answers all at once; they are shown page by page
    let all = [];
    const changed = () => table.restart();
    const table = pagedTable({
        caption: t("tab.mutes"), signal, empty: t("mute.none"),
        columns: [
            { title: t("member.account"), cell: (entry) => accountLink(entry.Member_Account) },
            { title: t("mute.until"), cell: (entry) => time(entry.MutedUntil) },
            { title: t("mute.left"), cell: (entry) => duration(entry.MutedUntil >= 4294967295 ? entry.MutedUntil : entry.MutedUntil - appNow()) },
            { title: "", kind: "row-actions", cell: (entry) => h("div", { class: "actions" },
                actionButton(() => unmute(id, entry.Member_Account, undefined, changed), t("do.unmute"), { class: "button small" })) },
        ],
        load: async (cursor = 0, own) => {
            if (cursor === 0) {
                const answer = await command(state.app.sdkappid, "group_open_http_svc/get_group_muted_account", { GroupId: id }, { signal: own });
                all = answer.MutedAccountList;
            }
            const end = cursor + pageSize;
            return { rows: all.slice(cursor, end), next: end < all.length ? end : undefined, total: all.length };
        },
    });
    replace(content,
        h(
            "div",
            { class: "filters" },
            h("div", { class: "actions" }, actionButton(() => mute(id, [], undefined, changed), undefined, { class: "button primary" }))
        ),
        table);
}
