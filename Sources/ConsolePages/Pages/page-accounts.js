// Finds an account by its name; lists all; imports some.

import { importAccount, importAccounts } from "./actions-account.js";
import { command, get, withQuery } from "./api.js";
import { h, replace } from "./dom.js";
import { actionButton } from "./part-action.js";
import { accountLink, emptyNote, foreign, foreignLink, heading, initial } from "./part-basic.js";
import { pagedTable } from "./part-table.js";
import { go } from "./router.js";
import { state } from "./state.js";
import { t } from "./texts.js";

const pageSize = 50;

export function show(page, { signal }) {
    const name = h("input", { type: "search", id: "account", autocomplete: "off", spellcheck: "false" });
    const find = (event) => {
        event.preventDefault();
        if (name.value.trim() !== "") {
            go(["account", name.value.trim()]);
        }
    };
    const table = pagedTable({
        caption: t("nav.accounts"), signal,
        empty: () => emptyNote(t("account.none")),
        columns: [
            { title: t("member.account"), cell: (account) => h("div", { class: "person" }, initial(account.UserID), accountLink(account.UserID)) },
            { title: t("account.nick"), cell: (account) => foreign(account.nick) },
            { title: t("account.image"), kind: "wide", cell: (account) => foreignLink(account.image) },
        ],
        load: async (cursor, own) => {
            const path = withQuery(`/apps/${state.app.sdkappid}/accounts`, { after: cursor, limit: pageSize });
            const found = await get(path, own);
            return { rows: await named(found.accounts, own), next: found.next || undefined, total: found.total };
        },
    });
    replace(page,
        heading(t("nav.accounts"), [
            actionButton(() => importAccount(() => table.restart()), undefined, { class: "button primary" }),
            actionButton(() => importAccounts(() => table.restart()))]),
        h("form", { class: "filters", role: "search", on: { submit: find } },
            h("label", { for: "account" }, t("member.account")), name, h("button", { type: "submit", class: "button" }, t("do.find"))),
        table);
}

/** The accounts with their names and pictures. */
async function named(accounts, signal) {
    if (accounts.length === 0) {
        return accounts;
    }
    const answer = await command(state.app.sdkappid, "profile/portrait_get", {
        To_Account: accounts.map((account) => account.UserID), TagList: ["Tag_Profile_IM_Nick", "Tag_Profile_IM_Image"],
    }, { signal });
    const values = new Map(answer.UserProfileItem.map((item) => [
        item.To_Account, Object.fromEntries((item.ProfileItem ?? []).map(({ Tag, Value }) => [Tag, Value]))]));
    return accounts.map((account) => {
        const portrait = values.get(account.UserID) ?? {};
        return { ...account, nick: portrait.Tag_Profile_IM_Nick, image: portrait.Tag_Profile_IM_Image };
    });
}
