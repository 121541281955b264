// Who may not come into a group, and until when.

import { ban, unban } from "./actions-member.js";
import { command } from "./api.js";
import { h, replace } from "./dom.js";
import { actionButton } from "./part-action.js";
import { accountLink, time } from "./part-basic.js";
import { pagedTable } from "./part-table.js";
import { state } from "./state.js";
import { t } from "./texts.js";

const pageSize = 50;

export function show(content, { group, signal }) {
    const id = group.GroupId;
    const changed = () => table.reload();
    const table = pagedTable({
        caption: t("tab.bans"), signal, empty: t("ban.none"),
        columns: [
            { title: t("member.account"), cell: (entry) => accountLink(entry.Member_Account) },
            { title: t("ban.until"), cell: (entry) => time(entry.BannedUntil) },
            { title: "", kind: "row-actions", cell: (entry) => h("div", { class: "actions" },
                actionButton(() => unban(id, entry.Member_Account, changed), t("do.unban"), { class: "button small" })) },
        ],
        load: async (cursor = 0, own) => {
            const body = { GroupId: id, Limit: pageSize, Offset: cursor };
            const answer = await command(state.app.sdkappid, "group_open_http_svc/get_group_ban_member", body, { signal: own });
            return { rows: answer.BannedAccountList, next: answer.NextOffset || undefined };
        },
    });
    replace(content,
        h(
            "div",
            { class: "filters" },
            h("div", { class: "actions" }, actionButton(() => ban(id, [], changed), undefined, { class: "button primary" }))
        ),
        table);
}
