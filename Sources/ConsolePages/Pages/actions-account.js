// What can be done to accounts.

import { t } from "./texts.js";

const service = "im_open_login_svc";

/** The fields of a portrait that every app has, with the words that some of them take. */
export const portraitFields = [
    { tag: "Tag_Profile_IM_Nick", key: "account.nick" },
    { tag: "Tag_Profile_IM_Image", key: "account.image" },
    { tag: "Tag_Profile_IM_Gender", key: "account.gender", words: ["Gender_Type_Unknown", "Gender_Type_Female", "Gender_Type_Male"] },
    { tag: "Tag_Profile_IM_BirthDay", key: "account.birthday", isNumber: true },
    { tag: "Tag_Profile_IM_Location", key: "account.location" },
    { tag: "Tag_Profile_IM_SelfSignature", key: "account.signature" },
    {
        tag: "Tag_Profile_IM_AllowType",
        key: "account.allow",
        words: ["AllowType_Type_NeedConfirm", "AllowType_Type_AllowAny", "AllowType_Type_DenyAny"],
    },
    { tag: "Tag_Profile_IM_Language", key: "account.language", isNumber: true },
    { tag: "Tag_Profile_IM_MsgSettings", key: "account.msgSettings", isNumber: true },
    { tag: "Tag_Profile_IM_AdminForbidType", key: "account.forbid", words: ["AdminForbid_Type_None", "AdminForbid_Type_SendOut"] },
    { tag: "Tag_Profile_IM_Level", key: "account.level", isNumber: true },
    { tag: "Tag_Profile_IM_Role", key: "account.role", isNumber: true },
];

export function importAccount(done) {
    return {
        title: t("act.import"), command: `${service}/account_import`, done,
        fields: [
            { name: "account", label: t("member.account"), required: true },
            { name: "nick", label: t("account.nick") },
            { name: "face", label: t("account.image") },
        ],
        body: (values) => ({ UserID: values.account ?? "", Nick: values.nick, FaceUrl: values.face }),
    };
}

export function importAccounts(done) {
    return {
        title: t("act.importMany"), say: t("act.importMany.say"), command: `${service}/multiaccount_import`, done,
        fields: [{ name: "accounts", label: t("field.accounts"), kind: "accounts", rows: 8, required: true, hint: t("hint.accounts") }],
        body: (values) => ({ Accounts: values.accounts ?? [] }),
        failures: (answer) => (answer.FailAccounts?.length > 0 ? t("act.import.failed", { accounts: answer.FailAccounts.join(", ") }) : undefined),
    };
}

export function changePortrait(account, portrait, done) {
    return {
        title: t("act.portrait"), say: account, command: "profile/portrait_set", done,
        fields: portraitFields.map(({ tag, key, words, isNumber }) => (words
            ? { name: tag, label: t(key), kind: "choice", value: portrait[tag] ?? "", options: [["", "–"], ...words.map((word) => [word, word])] }
            : {
                name: tag, label: t(key), kind: isNumber ? "number" : "text", step: 1, value: portrait[tag], sendsEmpty: portrait[tag] !== undefined,
            })),
        body: (values) => ({
            From_Account: account,
            ProfileItem: Object.entries(values).filter(([tag, value]) => value !== undefined && value !== portrait[tag]).map(([Tag, Value]) => ({
                Tag, Value,
            })),
        }),
    };
}

export function muteEverywhere(account, done) {
    return {
        title: t("act.muteEverywhere"), say: t("act.muteEverywhere.say"), command: "openconfigsvr/setnospeaking", done,
        fields: [{ name: "length", label: t("field.length"), kind: "length", forever: true, hint: t("act.muteEverywhere.hint") }],
        body: (values) => ({ Set_Account: account, GroupmsgNospeakingTime: values.length ?? 0 }),
    };
}

export function kickOut(account, done) {
    return {
        title: t("act.kickOut"), say: t("act.kickOut.say"), command: `${service}/kick`, done,
        body: () => ({ UserID: account }),
    };
}

export function deleteAccount(account, done) {
    return {
        title: t("act.deleteAccount"), say: t("act.deleteAccount.say"), command: `${service}/account_delete`, danger: true, confirm: account, done,
        body: () => ({ DeleteItem: [{ UserID: account }] }),
        failures: (answer) => {
            const item = answer.ResultItem?.[0];
            return item && item.ResultCode !== 0 ? `${item.ResultCode}: ${item.ResultInfo}` : undefined;
        },
    };
}
