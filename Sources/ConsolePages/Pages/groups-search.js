// Finds groups page by page. The server looks at a bounded number of groups a request; a page may take several.

import { command, get, withQuery } from "./api.js";
import { state } from "./state.js";
import { t } from "./texts.js";
import { count } from "./format.js";

export const pageSize = 50;
/** Milliseconds after which a page is shown as it is, with the offer to go on. */
const mostTime = 2000;

export const baseFields = [
    "Type", "Name", "Introduction", "Notification", "FaceUrl", "Owner_Account", "CreateTime", "LastInfoTime", "LastMsgTime",
    "NextMsgSeq", "MemberNum", "MaxMemberNum", "ApplyJoinOption", "InviteJoinOption", "MuteAllMember", "SupportTopic",
    "EnablePermission", "HistoryMsgBeforeJoin",
];

/** Reads one page of the groups that pass a filter: `type`, `owner`, `text`. */
export async function searchGroups(filter, cursor, signal) {
    const rows = [];
    let next = cursor;
    let searched = 0;
    let total;
    const end = performance.now() + mostTime;
    do {
        const path = withQuery(`/apps/${state.app.sdkappid}/groups`, {
            ...filter, type: storedType(filter.type), after: next, limit: pageSize - rows.length,
        });
        const page = await get(path, signal);
        rows.push(...page.groups);
        searched += page.searched ?? page.groups.length;
        total = page.total ?? total;
        next = page.next || undefined;
    } while (next !== undefined && rows.length < pageSize && performance.now() < end);
    if (cursor === undefined && filter.text) {
        await putExactFirst(rows, filter, signal);
    }
    const isSearch = Boolean(filter.text || filter.owner || filter.type);
    return { rows, next, total, note: isSearch && next !== undefined ? t("groups.searched", { n: count(searched) }) : undefined };
}

/** A whole identifier is found at once, wherever the group stands. */
async function putExactFirst(rows, filter, signal) {
    const group = await groupProfile(filter.text, ["Type", "Name", "Owner_Account", "MemberNum", "CreateTime"], signal);
    if (!group || (filter.owner && group.Owner_Account !== filter.owner) || (filter.type && typeName(group.Type) !== typeName(filter.type))) {
        return;
    }
    const place = rows.findIndex((row) => row.GroupId === group.GroupId);
    if (place >= 0) {
        rows.splice(place, 1);
    }
    rows.unshift(group);
}

/** The base fields of one group; undefined where there is no such group. */
export async function groupProfile(group, fields, signal) {
    const body = { GroupIdList: [group], ResponseFilter: { GroupBaseInfoFilter: fields } };
    const answer = await command(state.app.sdkappid, "group_open_http_svc/get_group_info", body, { signal });
    const [entry] = answer.GroupInfo;
    return entry.ErrorCode === 0 ? entry : undefined;
}

/** The types by their newer names, which all commands take. */
export const groupTypes = ["Public", "Work", "Meeting", "AVChatRoom", "Community"];

/** The name that a type is listed by. */
function storedType(type) {
    return { Work: "Private", Meeting: "ChatRoom" }[type] ?? type;
}

/** The newer name of a type. */
export function typeName(type) {
    return { Private: "Work", ChatRoom: "Meeting" }[type] ?? type;
}
