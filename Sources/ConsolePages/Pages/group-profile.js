// The profile of a group and its custom fields.

import { changeCustomFields } from "./actions-group.js";
import { command } from "./api.js";
import { h, replace } from "./dom.js";
import { count, hasHidden, hex, visible } from "./format.js";
import { actionButton } from "./part-action.js";
import { accountLink, facts, fillWhenRead, foreign, foreignLink, panel, time } from "./part-basic.js";
import { state } from "./state.js";
import { t } from "./texts.js";

/**
 * Most members of a group whose custom fields are read without naming them: the answer holds the members too. Of larger
 * groups the fields are read by their names, which somebody has to give.
 */
const mostMembers = 500;

export function show(content, { group, signal, reload }) {
    const fields = h("div");
    const known = (name, value) => value !== undefined && [name, value];
    replace(content, h("div", { class: "columns" },
        panel(t("tab.profile"), [], facts([
            [t("groups.owner"), accountLink(group.Owner_Account)],
            known(t("group.introduction"), group.Introduction && foreign(group.Introduction)) || [t("group.introduction"), ""],
            [t("group.notification"), group.Notification ? foreign(group.Notification) : ""],
            [t("group.face"), foreignLink(group.FaceUrl)],
            [t("groups.created"), time(group.CreateTime)],
            [t("group.lastInfo"), time(group.LastInfoTime)],
            [t("group.lastMessage"), time(group.LastMsgTime)],
            known(t("group.nextSeq"), count(group.NextMsgSeq)),
            group.MemberNum !== undefined && [
                t("groups.members"), t("group.membersOf", { n: count(group.MemberNum), most: count(group.MaxMemberNum) }),
            ],
            [t("group.apply"), t(`join.${group.ApplyJoinOption}`)],
            group.InviteJoinOption !== undefined && [t("group.invite"), t(`join.${group.InviteJoinOption}`)],
            group.SupportTopic !== undefined && [t("group.topics"), t(group.SupportTopic ? "onoff.On" : "onoff.Off")],
            group.HistoryMsgBeforeJoin !== undefined && [t("group.history"), t(`onoff.${group.HistoryMsgBeforeJoin}`)],
        ])),
        panel(t("group.customFields"), [], fields)));
    fillWhenRead(fields, signal, () => customFields(group, signal, reload));
}

async function customFields(group, signal, reload, names) {
    const isLarge = (group.MemberNum ?? 0) > mostMembers;
    if (isLarge && !names) {
        return namesForm(group, signal, reload);
    }
    const body = { GroupIdList: [group.GroupId] };
    if (isLarge) {
        body.ResponseFilter = { AppDefinedDataFilter_Group: names };
    }
    const answer = await command(state.app.sdkappid, "group_open_http_svc/get_group_info", body, { signal });
    const data = answer.GroupInfo[0].AppDefinedData ?? [];
    return [
        isLarge && namesForm(group, signal, reload, names),
        data.length === 0 ? h("p", { class: "beneath" }, t("group.noCustomFields")) : fieldTable(data),
        h("div", { class: "panel-foot" }, actionButton(() => changeCustomFields(group.GroupId, data, reload))),
    ];
}

/** Asks which fields of a large group are to be read. */
function namesForm(group, signal, reload, names = []) {
    const input = h("input", { id: "field-names", value: names.join(" "), spellcheck: "false", autocomplete: "off" });
    const form = h("form", { class: "form", on: { submit: (event) => {
        event.preventDefault();
        const wanted = input.value.split(/[\s,]+/).filter(Boolean);
        if (wanted.length > 0) {
            fillWhenRead(form.parentElement, signal, () => customFields(group, signal, reload, wanted));
        }
    } } },
    h("label", { for: "field-names" }, t("group.fieldNames")), h(
        "div", { class: "row" }, input, h("button", { type: "submit", class: "button" }, t("do.read"))
    ),
    h("p", { class: "hint" }, t("group.fieldNamesHint", { n: count(mostMembers) })));
    return form;
}

/** Keys and values, with the bytes of each value beside it where it holds what cannot be seen. */
function fieldTable(data) {
    return h("div", { class: "table", tabindex: "0" }, h("table", {},
        h("caption", { class: "unseen" }, t("group.customFields")),
        h("thead", {}, h("tr", {}, ["field.key", "field.value", "field.bytes"].map((key) => h("th", { scope: "col" }, t(key))))),
        h("tbody", {}, data.map(({ Key, Value }) => h("tr", {},
            h("th", { scope: "row" }, h("code", {}, visible(Key))),
            h("td", { class: hasHidden(Value) ? "has-hidden" : null }, h("bdi", {}, visible(Value))),
            h("td", {}, h("code", { class: "hex" }, hex(Value))))))));
}
