// What can be done to a group as a whole, each as `openAction` takes it.

import { groupTypes } from "./groups-search.js";
import { t } from "./texts.js";

const service = "group_open_http_svc";
const attributeService = "group_open_attr_http_svc";
const topicService = "million_group_open_http_svc";

const options = (values, key) => values.map((value) => [value, t(`${key}.${value}`)]);
const pairsOf = (pairs) => pairs?.map(([Key, Value]) => ({ Key, Value }));

export function createGroup(done) {
    return {
        title: t("act.createGroup"), command: `${service}/create_group`, done,
        fields: [
            { name: "name", label: t("groups.name"), required: true },
            { name: "type", label: t("groups.type"), kind: "choice", options: groupTypes.map((type) => [type, t(`type.${type}`)]) },
            { name: "group", label: t("groups.id"), hint: t("act.createGroup.id") },
            { name: "owner", label: t("groups.owner") },
            { name: "members", label: t("groups.members"), kind: "accounts", rows: 2, hint: t("hint.accounts") },
            { name: "introduction", label: t("group.introduction"), kind: "area", rows: 2 },
            { name: "topics", label: t("act.createGroup.topics"), kind: "flag" },
            { name: "data", label: t("group.customFields"), kind: "pairs" },
        ],
        body: (values) => ({
            Type: values.type, Name: values.name ?? "", GroupId: values.group, Owner_Account: values.owner,
            Introduction: values.introduction,
            SupportTopic: values.topics && values.type === "Community" ? 1 : undefined,
            MemberList: values.members?.map((account) => ({ Member_Account: account })),
            AppDefinedData: pairsOf(values.data),
        }),
    };
}

/** Only what was changed is sent, so that two who change different things do not undo each other. */
export function changeGroup(group, profile, done) {
    const before = {
        Name: profile.Name, Introduction: profile.Introduction, Notification: profile.Notification, FaceUrl: profile.FaceUrl,
        MaxMemberNum: profile.MaxMemberNum, ApplyJoinOption: profile.ApplyJoinOption, InviteJoinOption: profile.InviteJoinOption,
    };
    return {
        title: t("act.changeGroup"), command: `${service}/modify_group_base_info`, done, say: t("act.changeGroup.say"),
        fields: [
            { name: "Name", label: t("groups.name"), value: before.Name },
            { name: "Introduction", label: t("group.introduction"), kind: "area", rows: 2, value: before.Introduction, sendsEmpty: true },
            { name: "Notification", label: t("group.notification"), kind: "area", rows: 2, value: before.Notification, sendsEmpty: true },
            { name: "FaceUrl", label: t("group.face"), value: before.FaceUrl, sendsEmpty: true },
            { name: "MaxMemberNum", label: t("group.maxMembers"), kind: "number", min: 1, step: 1, value: before.MaxMemberNum },
            {
                name: "ApplyJoinOption",
                label: t("group.apply"),
                kind: "choice",
                value: before.ApplyJoinOption,
                options: options(["FreeAccess", "NeedPermission", "DisableApply"], "join"),
            },
            before.InviteJoinOption !== undefined && {
                name: "InviteJoinOption",
                label: t("group.invite"),
                kind: "choice",
                value: before.InviteJoinOption,
                options: options(["FreeAccess", "NeedPermission", "DisableInvite"], "join"),
            },
        ].filter(Boolean),
        body: (values) => ({
            GroupId: group, ...Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== undefined && value !== before[name])),
        }),
    };
}

export function changeCustomFields(group, data, done) {
    return {
        title: t("act.changeCustomFields"), command: `${service}/modify_group_base_info`, done, say: t("act.changeCustomFields.say"),
        fields: [{ name: "data", label: t("group.customFields"), kind: "pairs", value: data.map((field) => [field.Key, field.Value]) }],
        body: (values) => ({ GroupId: group, AppDefinedData: pairsOf(values.data) ?? [] }),
    };
}

export function muteAll(group, isMuted, done) {
    const state = isMuted ? "Off" : "On";
    return {
        title: t(`act.muteAll.${state}`), say: t(`act.muteAll.${state}.say`), command: `${service}/modify_group_base_info`, done,
        body: () => ({ GroupId: group, MuteAllMember: state }),
    };
}

export function changeOwner(group, done) {
    return {
        title: t("act.changeOwner"), command: `${service}/change_group_owner`, done,
        fields: [{ name: "owner", label: t("act.changeOwner.to"), required: true }],
        body: (values) => ({ GroupId: group, NewOwner_Account: values.owner ?? "" }),
    };
}

export function destroyGroup(group, done) {
    return {
        title: t("act.destroyGroup"), say: t("act.destroyGroup.say"), command: `${service}/destroy_group`, danger: true, confirm: group, done,
        body: () => ({ GroupId: group }),
    };
}

export function notifyGroup(group, done) {
    return {
        title: t("act.notify"), say: t("act.notify.say"), command: `${service}/send_group_system_notification`, done,
        fields: [
            { name: "content", label: t("act.notify.content"), kind: "area", required: true },
            { name: "members", label: t("act.notify.to"), kind: "accounts", rows: 2, hint: t("act.notify.hint") },
        ],
        body: (values) => ({ GroupId: group, Content: values.content ?? "", ToMembers_Account: values.members }),
    };
}

// MARK: Attributes

export function setAttributes(group, pairs, done) {
    return {
        title: t("act.setAttributes"), say: t("act.setAttributes.say"), command: `${service}/modify_group_attr`, done,
        fields: [{ name: "data", label: t("group.attributes"), kind: "pairs", isPlain: true, value: pairs }],
        body: (values) => ({ GroupId: group, GroupAttr: (values.data ?? []).map(([key, value]) => ({ key, value })) }),
    };
}

export function deleteAttribute(group, key, done) {
    return {
        title: t("act.deleteAttribute"), say: key, command: `${service}/delete_group_attr`, danger: true, done,
        body: () => ({ GroupId: group, GroupAttr: [{ key }] }),
    };
}

export function clearAttributes(group, done) {
    return {
        title: t("act.clearAttributes"), command: `${service}/clear_group_attr`, danger: true, done,
        body: () => ({ GroupId: group }),
    };
}

/** How attributes are read: by a service of their own. */
export const readAttributes = `${attributeService}/get_group_attr`;

// MARK: Counters

export function updateCounter(group, counter, done) {
    return {
        title: t("act.updateCounter"), command: `${service}/update_group_counter`, done,
        fields: [
            { name: "key", label: t("field.key"), required: true, value: counter?.Key },
            { name: "mode", label: t("counter.mode"), kind: "choice", options: options(["Set", "Increase", "Decrease"], "counter") },
            { name: "value", label: t("field.value"), kind: "number", step: 1, required: true, value: counter?.Value ?? 0 },
        ],
        body: (values) => ({ GroupId: group, GroupCounter: [{ Key: values.key ?? "", Value: values.value ?? 0 }], Mode: values.mode }),
    };
}

export function deleteCounter(group, key, done) {
    return {
        title: t("act.deleteCounter"), say: key, command: `${service}/delete_group_counter`, danger: true, done,
        body: () => ({ GroupId: group, GroupCounterKeys: [key] }),
    };
}

// MARK: Topics

export function createTopic(group, done) {
    return {
        title: t("act.createTopic"), command: `${topicService}/create_topic`, done,
        fields: [...topicFields({}), { name: "topic", label: t("topic.id"), hint: t("topic.idHint", { group }) }],
        body: (values) => ({
            GroupId: group,
            TopicId: values.topic,
            TopicName: values.TopicName ?? "",
            Introduction: values.Introduction,
            Notification: values.Notification,
            CustomString: values.CustomString,
        }),
    };
}

export function changeTopic(group, topic, done) {
    return {
        title: t("act.changeTopic"), command: `${topicService}/modify_topic`, done,
        fields: [
            ...topicFields(topic),
            {
                name: "MuteAllMember", label: t("group.muteAll"), kind: "choice", value: topic.MuteAllMember,
                options: options(["Off", "On"], "onoff"),
            },
        ],
        body: (values) => ({
            GroupId: group, TopicId: topic.TopicId,
            ...Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== undefined && value !== topic[name])),
        }),
    };
}

function topicFields(topic) {
    return [
        { name: "TopicName", label: t("groups.name"), required: true, value: topic.TopicName },
        { name: "Introduction", label: t("group.introduction"), value: topic.Introduction, sendsEmpty: topic.TopicId !== undefined },
        { name: "Notification", label: t("group.notification"), value: topic.Notification, sendsEmpty: topic.TopicId !== undefined },
        { name: "CustomString", label: t("topic.custom"), value: topic.CustomString, sendsEmpty: topic.TopicId !== undefined },
    ];
}

export function destroyTopic(group, topic, done) {
    return {
        title: t("act.destroyTopic"), say: topic, command: `${topicService}/destroy_topic`, danger: true, done,
        body: () => ({ GroupId: group, TopicIdList: [topic] }),
        failures: (answer) => answer.DestroyResultItem?.find((item) => item.ErrorCode !== 0)?.ErrorInfo,
    };
}
