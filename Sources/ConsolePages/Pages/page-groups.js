// Finds groups by identifier, name, type and owner; creates one.

import { h, replace } from "./dom.js";
import { count } from "./format.js";
import { createGroup } from "./actions-group.js";
import { groupTypes, searchGroups, typeName } from "./groups-search.js";
import { actionButton } from "./part-action.js";
import { accountLink, badge, button, emptyNote, foreign, groupLink, heading, time } from "./part-basic.js";
import { searchInput } from "./part-fields.js";
import { pagedTable } from "./part-table.js";
import { go } from "./router.js";
import { t } from "./texts.js";

export function show(page, { query, signal }) {
    const filter = { text: query.text, type: query.type, owner: query.owner };
    const text = searchInput({ id: "text", value: filter.text ?? "" });
    const type = h("select", { id: "type", value: filter.type ?? "" },
        h("option", { value: "" }, t("groups.anyType")), groupTypes.map((name) => h("option", { value: name }, name)));
    type.value = filter.type ?? "";
    const owner = searchInput({ id: "owner", value: filter.owner ?? "" });
    const find = (event) => {
        event?.preventDefault();
        go(["groups"], {
            text: text.value.trim() || undefined, type: type.value || undefined, owner: owner.value.trim() || undefined,
        });
    };
    type.addEventListener("change", find);
    const isFiltered = Object.values(filter).some(Boolean);
    replace(page,
        heading(
            t("nav.groups"),
            [actionButton(() => createGroup((answer) => go(["group", answer.GroupId])), t("act.createGroup"), { class: "button primary" })]
        ),
        h("form", { class: "filters", role: "search", on: { submit: find } },
            h("label", { for: "text" }, t("groups.text")), text,
            h("label", { for: "type" }, t("groups.type")), type,
            h("label", { for: "owner" }, t("groups.owner")), owner,
            h("button", { type: "submit", class: "button" }, t("do.find")),
            isFiltered && button(t("do.clearFilter"), () => go(["groups"]))),
        pagedTable({
            caption: t("nav.groups"), signal,
            columns: [
                { title: t("groups.name"), cell: nameCell },
                { title: t("groups.type"), cell: (group) => badge(typeName(group.Type)) },
                { title: t("groups.owner"), cell: (group) => accountLink(group.Owner_Account) },
                {
                    title: t("groups.members"),
                    kind: "number",
                    cell: (group) => (group.MemberNum === undefined || group.Type === "AVChatRoom" ? "–" : count(group.MemberNum)),
                },
                { title: t("groups.created"), kind: "wide", cell: (group) => time(group.CreateTime) },
            ],
            load: (cursor, own) => searchGroups(filter, cursor, own),
            empty: () => emptyNote(t(isFiltered ? "groups.nothingFound" : "groups.none")),
        }));
}

function nameCell(group) {
    return h("div", { class: "named" },
        groupLink(group.GroupId, group.Name || group.GroupId), h("code", { class: "beneath" }, foreign(group.GroupId)));
}
