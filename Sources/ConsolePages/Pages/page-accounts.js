// Finds accounts by how their names begin; imports some.

import { importAccount, importAccounts } from "./actions-account.js";
import { command, get, withQuery } from "./api.js";
import { h, replace } from "./dom.js";
import { actionButton } from "./part-action.js";
import { accountLink, button, emptyNote, foreign, foreignLink, heading, initial } from "./part-basic.js";
import { searchInput } from "./part-fields.js";
import { pagedTable } from "./part-table.js";
import { go } from "./router.js";
import { state } from "./state.js";
import { t } from "./texts.js";

const pageSize = 50;

export function show(page, { query, signal }) {
    const prefix = searchInput({ id: "prefix", value: query.prefix ?? "" });
    const find = (event) => {
        event.preventDefault();
        go(["accounts"], { prefix: prefix.value.trim() || undefined });
    };
    const table = pagedTable({
        caption: t("nav.accounts"), signal,
        empty: () => emptyNote(t(query.prefix ? "account.nothingFound" : "account.none")),
        columns: [
            { title: t("member.account"), cell: ({ account }) => h("div", { class: "person" }, initial(account), accountLink(account)) },
            { title: t("account.nick"), cell: ({ nick }) => foreign(nick) },
            { title: t("account.image"), kind: "wide", cell: ({ image }) => foreignLink(image) },
        ],
        load: async (cursor, own) => {
            const path = withQuery(`/apps/${state.app.sdkappid}/accounts`, { prefix: query.prefix, from: cursor, limit: pageSize });
            const found = await get(path, own);
            return { rows: await named(found.accounts, own), next: found.next };
        },
    });
    replace(page,
        heading(t("nav.accounts"), [
            actionButton(() => importAccount(() => table.restart()), undefined, { class: "button primary" }),
            actionButton(() => importAccounts(() => table.restart()))]),
        h("form", { class: "filters", role: "search", on: { submit: find } },
            h("label", { for: "prefix" }, t("account.prefix")), prefix, h("button", { type: "submit", class: "button" }, t("do.find")),
            query.prefix && button(t("do.clearFilter"), () => go(["accounts"]))),
        table);
}

/** The accounts of these names with what they are called and their pictures. */
async function named(names, signal) {
    if (names.length === 0) {
        return [];
    }
    const answer = await command(state.app.sdkappid, "profile/portrait_get", {
        To_Account: names, TagList: ["Tag_Profile_IM_Nick", "Tag_Profile_IM_Image"],
    }, { signal });
    return answer.UserProfileItem.map((item) => {
        const portrait = Object.fromEntries((item.ProfileItem ?? []).map(({ Tag, Value }) => [Tag, Value]));
        return { account: item.To_Account, nick: portrait.Tag_Profile_IM_Nick, image: portrait.Tag_Profile_IM_Image };
    });
}
