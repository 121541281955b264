// What can be done to the members of a group and to its messages.

import { t } from "./texts.js";

const service = "group_open_http_svc";

function accountsField(accounts) {
    return {
        name: "accounts", label: t("field.accounts"), kind: "accounts", rows: 2, required: true, value: accounts.join("\n"), hint: t("hint.accounts"),
    };
}

export function addMembers(group, done) {
    return {
        title: t("act.addMembers"), command: `${service}/add_group_member`, done,
        fields: [accountsField([]), { name: "silent", label: t("act.silent"), kind: "flag" }],
        body: (values) => ({
            GroupId: group,
            MemberList: (values.accounts ?? []).map((account) => ({ Member_Account: account })),
            Silence: values.silent ? 1 : undefined,
        }),
        failures: (answer) => {
            const failed = (answer.MemberList ?? []).filter((member) => member.Result !== 1)
                .map((member) => `${member.Member_Account} (${t(`addResult.${member.Result}`)})`);
            return failed.length > 0 ? t("act.addMembers.failed", { accounts: failed.join(", ") }) : undefined;
        },
    };
}

export function changeMember(group, member, done) {
    const isOwner = member.Role === "Owner";
    return {
        title: t("act.changeMember"), say: member.Member_Account, command: `${service}/modify_group_member_info`, done,
        fields: [
            !isOwner && {
                name: "Role",
                label: t("member.role"),
                kind: "choice",
                value: member.Role,
                options: [["Member", t("role.Member")], ["Admin", t("role.Admin")]],
            },
            { name: "NameCard", label: t("member.nameCard"), value: member.NameCard, sendsEmpty: true },
            {
                name: "data",
                label: t("group.customFields"),
                kind: "pairs",
                value: (member.AppMemberDefinedData ?? []).map((field) => [field.Key, field.Value]),
            },
        ].filter(Boolean),
        body: ({ data, ...values }) => {
            const before = JSON.stringify((member.AppMemberDefinedData ?? []).map((field) => [field.Key, field.Value]));
            return {
                GroupId: group, Member_Account: member.Member_Account,
                ...Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== undefined && value !== (member[name] ?? ""))),
                AppMemberDefinedData: JSON.stringify(data ?? []) === before ? undefined : (data ?? []).map(([Key, Value]) => ({ Key, Value })),
            };
        },
    };
}

export function mute(group, accounts, topic, done) {
    return {
        title: t("act.mute"), say: t("act.mute.say"), command: `${service}/forbid_send_msg`, done,
        fields: [accountsField(accounts), { name: "length", label: t("field.length"), kind: "length", forever: true }],
        body: (values) => ({ GroupId: group, TopicId: topic, Members_Account: values.accounts ?? [], MuteTime: values.length ?? 0 }),
    };
}

export function unmute(group, account, topic, done) {
    return {
        title: t("act.unmute"), say: account, command: `${service}/forbid_send_msg`, done,
        body: () => ({ GroupId: group, TopicId: topic, Members_Account: [account], MuteTime: 0 }),
    };
}

export function ban(group, accounts, done) {
    return {
        title: t("act.ban"), say: t("act.ban.say"), command: `${service}/ban_group_member`, danger: true, done,
        fields: [
            accountsField(accounts),
            { name: "length", label: t("field.length"), kind: "length", unit: "86400" },
            { name: "text", label: t("act.ban.text") },
        ],
        body: (values) => ({ GroupId: group, Members_Account: values.accounts ?? [], Duration: values.length ?? 0, Description: values.text }),
    };
}

export function unban(group, account, done) {
    return {
        title: t("act.unban"), say: account, command: `${service}/unban_group_member`, done,
        body: () => ({ GroupId: group, Members_Account: [account] }),
    };
}

export function kick(group, account, done) {
    return {
        title: t("act.kick"), say: account, command: `${service}/delete_group_member`, danger: true, done,
        fields: [{ name: "reason", label: t("act.kick.reason") }, { name: "silent", label: t("act.silent"), kind: "flag" }],
        body: (values) => ({ GroupId: group, MemberToDel_Account: [account], Reason: values.reason, Silence: values.silent ? 1 : undefined }),
    };
}

// MARK: AVChatRooms

export function changeRoomAdmins(group, done) {
    return {
        title: t("act.roomAdmins"), command: "group_open_avchatroom_http_svc/modify_admin", done,
        fields: [
            {
                name: "kind",
                label: t("act.roomAdmins.kind"),
                kind: "choice",
                options: [["1", t("act.roomAdmins.set")], ["2", t("act.roomAdmins.unset")]],
            },
            accountsField([]),
        ],
        body: (values) => ({ GroupId: group, CommandType: Number(values.kind), Admin_Account: values.accounts ?? [] }),
    };
}

// MARK: Messages

/** A body to begin with, of each kind of element. */
const samples = {
    TIMTextElem: { Text: "" },
    TIMFaceElem: { Index: 1, Data: "" },
    TIMCustomElem: { Data: "{}", Desc: "", Ext: "", Sound: "" },
    TIMImageElem: {
        UUID: "image-1", ImageFormat: 1, ImageInfoArray: [{ Type: 1, Size: 1024, Width: 640, Height: 480, URL: "https://example.com/image.jpg" }],
    },
    TIMSoundElem: { Url: "https://example.com/sound.amr", UUID: "sound-1", Size: 1024, Second: 3 },
    TIMFileElem: { Url: "https://example.com/file.pdf", UUID: "file-1", FileSize: 1024, FileName: "file.pdf" },
    TIMVideoFileElem: {
        VideoUrl: "https://example.com/video.mp4",
        VideoUUID: "video-1",
        VideoSize: 1024,
        VideoSecond: 3,
        VideoFormat: "mp4",
        ThumbUrl: "https://example.com/video.jpg",
        ThumbUUID: "thumb-1",
        ThumbSize: 512,
        ThumbWidth: 640,
        ThumbHeight: 480,
        ThumbFormat: "JPG",
    },
    TIMLocationElem: { Desc: "", Latitude: 22.54, Longitude: 114.06 },
    TIMRelayElem: { Title: "", MsgNum: 1, CompatibleText: "", AbstractList: [""], JsonMsgKey: "key" },
};

export const elementKinds = Object.keys(samples);

/** A random number that a message is known by. */
export function newRandom() {
    return crypto.getRandomValues(new Uint32Array(1))[0];
}

export function textMessage(group, topic, from, text, random) {
    return {
        GroupId: group, TopicId: topic, From_Account: from, Random: random,
        MsgBody: [{ MsgType: "TIMTextElem", MsgContent: { Text: text } }],
    };
}

export function sendMessage(group, topic, kind, from, done) {
    const random = newRandom();
    return {
        title: t("act.send"), say: t("act.send.say"), command: `${service}/send_group_msg`, done,
        fields: [
            { name: "from", label: t("message.from"), value: from },
            {
                name: "content",
                label: t(`element.${kind}`),
                kind: "json",
                rows: 10,
                required: true,
                value: JSON.stringify([{ MsgType: kind, MsgContent: samples[kind] }], null, 2),
            },
            {
                name: "priority",
                label: t("message.priority"),
                kind: "choice",
                value: "Normal",
                options: ["High", "Normal", "Low", "Lowest"].map((value) => [value, t(`priority.${value}`)]),
            },
            { name: "cloud", label: t("message.cloud") },
            { name: "receipt", label: t("message.receipt"), kind: "flag" },
        ],
        body: (values) => ({
            GroupId: group,
            TopicId: topic,
            From_Account: values.from,
            Random: random,
            MsgPriority: values.priority === "Normal" ? undefined : values.priority,
            MsgBody: values.content ?? [],
            CloudCustomData: values.cloud,
            NeedReadReceipt: values.receipt ? 1 : undefined,
        }),
    };
}

export function recallMessage(group, topic, seq, done) {
    return {
        title: t("act.recall"), say: t("act.recall.say", { seq }), command: `${service}/group_msg_recall`, danger: true, done,
        fields: [{ name: "reason", label: t("act.recall.reason") }],
        body: (values) => ({ GroupId: group, TopicId: topic, MsgSeqList: [{ MsgSeq: seq }], Reason: values.reason }),
        failures: (answer) => {
            const failed = answer.RecallRetList?.find((item) => item.RetCode !== 0);
            return failed && t("act.recall.failed", { code: failed.RetCode });
        },
    };
}

export function deleteMessagesOf(group, topic, account, done) {
    return {
        title: t("act.deleteOf"), say: t("act.deleteOf.say"), command: `${service}/delete_group_msg_by_sender`, danger: true, done,
        fields: [{ name: "account", label: t("message.from"), required: true, value: account }],
        body: (values) => ({ GroupId: group, TopicId: topic, Sender_Account: values.account ?? "" }),
    };
}

export function clearMessages(group, done) {
    return {
        title: t("act.clearMessages"), say: t("act.clearMessages.say"), command: `${service}/clear_group_msg`, danger: true, done,
        body: () => ({ GroupId: group }),
    };
}
