// One account: its portrait, whether it may speak, and its groups.

import { changePortrait, deleteAccount, kickOut, muteEverywhere, portraitFields } from "./actions-account.js";
import { command } from "./api.js";
import { h, replace } from "./dom.js";
import { count, duration } from "./format.js";
import { typeName } from "./groups-search.js";
import { actionButton } from "./part-action.js";
import { badge, copyButton, emptyNote, facts, fillWhenRead, foreign, groupLink, heading, initial, panel, time } from "./part-basic.js";
import { pagedTable } from "./part-table.js";
import { go, link } from "./router.js";
import { state } from "./state.js";
import { t } from "./texts.js";

const pageSize = 50;

export async function show(page, { parts, signal }) {
    const [account] = parts;
    const app = state.app.sdkappid;

    async function read() {
        const checked = await command(app, "im_open_login_svc/account_check", { CheckItem: [{ UserID: account }] }, { signal });
        const exists = checked.ResultItem[0].AccountStatus === "Imported";
        if (signal.aborted) {
            return;
        }
        if (!exists) {
            const back = h("a", { class: "button", href: link(["accounts"]) }, t("account.toList"));
            replace(page, heading(foreign(account)), emptyNote(t("account.missing"), back));
            return;
        }
        const [portrait, speaking, online] = await Promise.all([readPortrait(), readMute(), readOnline()]);
        if (!signal.aborted) {
            present(portrait, speaking, online);
        }
    }

    async function readPortrait() {
        const body = { To_Account: [account], TagList: portraitFields.map((field) => field.tag) };
        const answer = await command(app, "profile/portrait_get", body, { signal });
        return Object.fromEntries((answer.UserProfileItem[0].ProfileItem ?? []).map(({ Tag, Value }) => [Tag, Value]));
    }

    const readMute = () => command(app, "openconfigsvr/getnospeaking", { Get_Account: account }, { signal });

    async function readOnline() {
        const answer = await command(app, "openim/query_online_status", { To_Account: [account] }, { signal });
        return answer.QueryResult[0]?.Status;
    }

    function present(portrait, speaking, online) {
        const isMuted = speaking.GroupmsgNospeakingTime > 0;
        replace(page,
            heading([initial(account), " ", foreign(portrait.Tag_Profile_IM_Nick || account)], [
                actionButton(() => changePortrait(account, portrait, read)),
                actionButton(() => muteEverywhere(account, read)),
                actionButton(() => kickOut(account, read)),
                h("a", { class: "button", href: link(["signature"], { identifier: account }) }, t("act.sign")),
                actionButton(() => deleteAccount(account, () => go(["accounts"])), undefined, { class: "button danger-quiet" }),
            ], [
                h("code", {}, foreign(account)), copyButton(() => account), online && badge(online),
                state.app.admins.includes(account) && badge(t("account.admin"), "good"),
                isMuted && badge(t("account.muted", { left: duration(speaking.GroupmsgNospeakingTime) }), "warn"),
            ]),
            h("div", { class: "columns" },
                panel(t("account.portrait"), [], facts(portraitFields.map(({ tag, key }) =>
                    [t(key), portrait[tag] === undefined ? "" : foreign(portrait[tag])]))),
                panel(t("account.groups"), [], groupsOf(app, account, signal))));
    }

    await fillWhenReadOnce(page, signal, read);
}

/** Reads before anything is shown, so that a failure stands in an empty page. */
async function fillWhenReadOnce(page, signal, read) {
    const area = h("div");
    replace(page, area);
    await fillWhenRead(area, signal, async () => {
        await read();
        return [];
    });
}

function groupsOf(app, account, signal) {
    return pagedTable({
        caption: t("account.groups"), signal, empty: t("account.noGroups"),
        columns: [
            {
                title: t("groups.name"),
                cell: (group) => h("div", { class: "named" },
                    groupLink(group.GroupId, group.Name || group.GroupId), h("code", { class: "beneath" }, foreign(group.GroupId))),
            },
            { title: t("groups.type"), cell: (group) => badge(typeName(group.Type)) },
            { title: t("member.role"), cell: (group) => (group.SelfInfo?.Role ? t(`role.${group.SelfInfo.Role}`) : "–") },
            { title: t("groups.members"), kind: "number", cell: (group) => (group.MemberNum === undefined ? "–" : count(group.MemberNum)) },
            { title: t("member.joined"), kind: "wide", cell: (group) => time(group.SelfInfo?.JoinTime) },
        ],
        load: async (cursor = 0, own) => {
            const answer = await command(app, "group_open_http_svc/get_joined_group_list", {
                Member_Account: account, Limit: pageSize, Offset: cursor, WithHugeGroups: 1, WithNoActiveGroups: 1,
                ResponseFilter: { GroupBaseInfoFilter: ["Type", "Name", "MemberNum"], SelfInfoFilter: ["Role", "JoinTime"] },
            }, { signal: own });
            const end = cursor + answer.GroupIdList.length;
            const hasMore = end < answer.TotalCount && end > cursor;
            return { rows: answer.GroupIdList, total: answer.TotalCount, next: hasMore ? end : undefined };
        },
    });
}
