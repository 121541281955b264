// The members of a group, one page at a time, or one account.

import { addMembers, ban, changeMember, changeRoomAdmins, kick, mute, unmute } from "./actions-member.js";
import { command } from "./api.js";
import { h, replace } from "./dom.js";
import { typeName } from "./groups-search.js";
import { actionButton } from "./part-action.js";
import { accountLink, badge, foreign, initial, time } from "./part-basic.js";
import { searchInput } from "./part-fields.js";
import { pagedTable } from "./part-table.js";
import { link } from "./router.js";
import { appNow, state } from "./state.js";
import { t } from "./texts.js";

const pageSize = 50;
const service = "group_open_http_svc";

export function show(content, { group, query, signal, reload }) {
    const id = group.GroupId;
    const type = typeName(group.Type);
    const role = query.role;
    const wanted = query.account;
    const account = searchInput({ id: "member", value: wanted ?? "" });
    const select = h("select", { id: "role" }, ["", "Owner", "Admin", "Member"].map((value) =>
        h("option", { value }, t(value ? `role.${value}` : "member.anyRole"))));
    select.value = role ?? "";
    const find = (event) => {
        event?.preventDefault();
        location.hash = link(["group", id, "members"], { account: account.value.trim() || undefined, role: select.value || undefined });
    };
    select.addEventListener("change", find);
    const changed = async () => {
        await table.reload();
        await reload();
    };
    const isRoom = type === "AVChatRoom";
    const table = pagedTable({
        caption: t("tab.members"), signal, empty: t(wanted ? "member.notFound" : isRoom ? "member.noneInRoom" : "member.none"),
        columns: isRoom ? roomColumns() : columns(id, type, changed),
        load: wanted ? (_, own) => oneMember(id, wanted, own)
            : isRoom ? (cursor, own) => roomPage(id, cursor, own)
                : (cursor, own) => memberPage(group, role, cursor, own),
    });
    replace(content,
        h("form", { class: "filters", role: "search", on: { submit: find } },
            !isRoom && [
                h("label", { for: "member" }, t("member.account")), account,
                h("label", { for: "role" }, t("member.role")), select,
                h("button", { type: "submit", class: "button" }, t("do.find"))],
            h("div", { class: "actions" },
                isRoom ? actionButton(() => changeRoomAdmins(id, changed)) : actionButton(
                    () => addMembers(id, changed), undefined, { class: "button primary" }
                ))),
        table);
}

function columns(group, type, changed) {
    const mutes = type !== "Work";
    return [
        { title: t("member.account"), cell: (member) => h("div", { class: "person" }, initial(member.Member_Account),
            h("div", {}, accountLink(member.Member_Account), member.NameCard && h("span", { class: "beneath" }, foreign(member.NameCard)))) },
        { title: t("member.role"), cell: (member) => badge(t(`role.${member.Role}`), member.Role === "Member" ? "plain" : "good") },
        { title: t("member.joined"), kind: "wide", cell: (member) => time(member.JoinTime) },
        { title: t("member.spoke"), kind: "wider", cell: (member) => time(member.LastSendMsgTime) },
        { title: t("member.data"), cell: (member) => (member.AppMemberDefinedData ?? []).map(({ Key, Value }) =>
            h("p", { class: "pair-line" }, h("code", {}, foreign(Key)), " ", foreign(Value))) },
        mutes && { title: t("member.muted"), cell: (member) => (isMuted(member) ? badge(t("member.mutedUntil"), "warn") : "–"), kind: "wide" },
        { title: "", kind: "row-actions", cell: (member) => {
            const account = member.Member_Account;
            const small = { class: "button small" };
            return h("div", { class: "actions" },
                actionButton(() => changeMember(group, member, changed), t("do.change"), small),
                mutes && (isMuted(member) ? actionButton(() => unmute(group, account, undefined, changed), t("do.unmute"), small)
                    : actionButton(() => mute(group, [account], undefined, changed), t("do.mute"), small)),
                actionButton(() => kick(group, account, changed), t("do.kick"), small),
                actionButton(() => ban(group, [account], changed), t("do.ban"), small));
        } },
    ].filter(Boolean);
}

function isMuted(member) {
    return (member.MuteUntil ?? 0) > appNow();
}

/** A Community is read by the cursor of its last answer, all others by how many members come before. */
async function memberPage(group, role, cursor, signal) {
    const isCommunity = group.Type === "Community";
    const body = { GroupId: group.GroupId, Limit: pageSize };
    if (role) {
        body.MemberRoleFilter = [role];
    }
    if (isCommunity) {
        body.Next = cursor ?? "";
    } else {
        body.Offset = cursor ?? 0;
    }
    const answer = await command(state.app.sdkappid, `${service}/get_group_member_info`, body, { signal });
    const rows = answer.MemberList;
    const offset = (cursor ?? 0) + rows.length;
    const hasMore = role ? rows.length === pageSize : offset < answer.MemberNum;
    const next = isCommunity ? answer.Next || undefined : hasMore && rows.length > 0 ? offset : undefined;
    return { rows, next, total: role ? undefined : answer.MemberNum };
}

async function oneMember(group, account, signal) {
    const body = { GroupId: group, Member_List_Account: [account] };
    const answer = await command(state.app.sdkappid, `${service}/get_specified_group_member_info`, body, { signal });
    return { rows: answer.MemberList ?? [] };
}

// MARK: AVChatRooms, which know only who is inside

function roomColumns() {
    return [
        {
            title: t("member.account"),
            cell: (member) => h("div", { class: "person" }, initial(member.Member_Account), accountLink(member.Member_Account)),
        },
        { title: t("account.nick"), cell: (member) => foreign(member.NickName) },
        { title: t("member.joined"), cell: (member) => time(member.JoinTime) },
    ];
}

async function roomPage(group, cursor, signal) {
    const body = { GroupId: group, Timestamp: cursor ?? 0 };
    const answer = await command(state.app.sdkappid, "group_open_avchatroom_http_svc/get_members", body, { signal });
    return { rows: answer.MemberList, next: answer.NextTimestamp || undefined };
}
