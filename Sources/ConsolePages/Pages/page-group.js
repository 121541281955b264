// One group: its heading with what can be done to it, and a tab for each thing that it has.

import { changeGroup, changeOwner, destroyGroup, muteAll, notifyGroup } from "./actions-group.js";
import { h, replace } from "./dom.js";
import { count } from "./format.js";
import { baseFields, groupProfile, typeName } from "./groups-search.js";
import { actionButton } from "./part-action.js";
import { badge, button, copyButton, emptyNote, failure, foreign, heading } from "./part-basic.js";
import { go, link } from "./router.js";
import { t } from "./texts.js";

const tabs = {
    profile: () => import("./group-profile.js"),
    members: () => import("./group-members.js"),
    messages: () => import("./group-messages.js"),
    topics: () => import("./group-topics.js"),
    attributes: () => import("./group-attributes.js"),
    counters: () => import("./group-counters.js"),
    mutes: () => import("./group-mutes.js"),
    bans: () => import("./group-bans.js"),
};

/** The tabs that a type of group has. */
function tabsOf(group) {
    const type = typeName(group.Type);
    const without = { AVChatRoom: ["topics", "messages"], Community: ["counters"], Work: ["topics", "mutes"] }[type] ?? ["topics"];
    return Object.keys(tabs).filter((tab) => !without.includes(tab));
}

export async function show(page, { parts, query, signal }) {
    const [id, wanted = "profile"] = parts;
    const content = h("div", { class: "tab-content" });

    async function read() {
        const group = await groupProfile(id, baseFields, signal);
        if (signal.aborted) {
            return;
        }
        if (!group) {
            replace(page, heading(foreign(id)), emptyNote(t("group.missing"), button(t("group.toList"), () => go(["groups"]))));
            return;
        }
        const shown = tabsOf(group);
        const tab = shown.includes(wanted) ? wanted : "profile";
        replace(page, head(group, read), h("nav", { class: "tabs", "aria-label": t("group.tabs") }, h("ul", {}, shown.map((name) =>
            h("li", {}, h("a", { href: link(["group", id, name]), "aria-current": name === tab ? "page" : null }, tabTitle(name, group)))))),
        content);
        await open(tab, group);
    }

    async function open(tab, group) {
        try {
            const module = await tabs[tab]();
            if (!signal.aborted) {
                await module.show(content, { group, query, signal, reload: read });
            }
        } catch (error) {
            if (!signal.aborted) {
                replace(content, failure(error));
            }
        }
    }

    await read();
}

function tabTitle(name, group) {
    const number = name === "members" ? group.MemberNum : undefined;
    return [t(`tab.${name}`), number !== undefined && [" ", h("span", { class: "tab-count" }, count(number))]];
}

function head(group, reload) {
    const id = group.GroupId;
    const isMuted = group.MuteAllMember === "On";
    return heading(foreign(group.Name || id), [
        actionButton(() => changeGroup(id, group, reload)),
        actionButton(() => muteAll(id, isMuted, reload)),
        actionButton(() => changeOwner(id, reload)),
        actionButton(() => notifyGroup(id, reload)),
        actionButton(() => destroyGroup(id, () => go(["groups"])), undefined, { class: "button danger-quiet" }),
    ], [h("code", {}, foreign(id)), copyButton(() => id), badge(typeName(group.Type)), isMuted && badge(t("group.mutedAll"), "warn")]);
}
