// A message as a chat shows it: each kind of element, tips, and what has been recalled.

import { h } from "./dom.js";
import { bytes, duration, hasHidden, hex, json, moment, visible } from "./format.js";
import { foreign, foreignLink } from "./part-basic.js";
import { t } from "./texts.js";

/** The content of a message: the nodes of its elements. */
export function messageContent(body) {
    if (!Array.isArray(body)) {
        return [raw(body)];
    }
    return body.map((element) => {
        const content = element?.MsgContent;
        const make = makers[element?.MsgType];
        return make && content && typeof content === "object" ? make(content) : raw(element);
    });
}

const makers = {
    TIMTextElem: (content) => text(content.Text),
    TIMFaceElem: (content) => card("☺", t("element.TIMFaceElem"), [
        ["Index", String(content.Index)], content.Data && ["Data", foreign(content.Data)]]),
    TIMCustomElem: (content) => card("{}", content.Desc ? foreign(content.Desc) : t("element.TIMCustomElem"), [
        content.Data !== undefined && ["Data", data(content.Data)], content.Ext && ["Ext", foreign(content.Ext)], content.Sound && [
            "Sound", foreign(content.Sound),
        ]]),
    TIMImageElem: (content) => card("▧", t("element.TIMImageElem"), [
        ...(content.ImageInfoArray ?? []).map((image) => [
            t(`image.${image.Type}`), [
                `${image.Width ?? "?"} × ${image.Height ?? "?"}, ${bytes(Number(image.Size ?? 0))} `, foreignLink(image.URL),
            ]]),
        content.UUID && ["UUID", foreign(content.UUID)]]),
    TIMSoundElem: (content) => card("♪", [t("element.TIMSoundElem"), " ", seconds(content.Second)], [
        ["URL", foreignLink(content.Url)], [t("message.size"), size(content.Size)]]),
    TIMFileElem: (content) => card("▤", foreign(content.FileName ?? t("element.TIMFileElem")), [
        ["URL", foreignLink(content.Url)], [t("message.size"), size(content.FileSize)]]),
    TIMVideoFileElem: (content) => card("▶", [t("element.TIMVideoFileElem"), " ", seconds(content.VideoSecond)], [
        ["URL", foreignLink(content.VideoUrl)], [t("message.size"), size(content.VideoSize)],
        content.ThumbUrl && [t("message.thumb"), [`${content.ThumbWidth ?? "?"} × ${content.ThumbHeight ?? "?"} `, foreignLink(content.ThumbUrl)]]]),
    TIMLocationElem: (content) => card("◎", content.Desc ? foreign(content.Desc) : t("element.TIMLocationElem"), [
        [t("message.place"), `${content.Latitude}, ${content.Longitude}`]]),
    TIMRelayElem: merged,
};

function text(value) {
    return h("p", { class: "text" }, foreign(value));
}

/** A sign, a title, and facts below it. */
function card(sign, title, pairs) {
    return h("div", { class: "card" },
        h("span", { class: "card-sign", "aria-hidden": "true" }, sign),
        h("div", { class: "card-body" }, h("p", { class: "card-title" }, title),
            h("dl", { class: "card-facts" }, pairs.filter(Boolean).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))))));
}

/** The data of a custom element: JSON is set out, bytes that cannot be seen stand beside it. */
function data(value) {
    try {
        const parsed = JSON.parse(value);
        if (parsed && typeof parsed === "object") {
            return h("pre", { class: "data" }, json(parsed));
        }
    } catch {
        // it need not be JSON
    }
    return hasHidden(String(value)) ? [visible(value), h("code", { class: "hex" }, hex(value))] : foreign(value);
}

/** Messages that were forwarded together. */
function merged(content) {
    const list = Array.isArray(content.MsgList) ? content.MsgList : [];
    return h("div", { class: "card" }, h("span", { class: "card-sign", "aria-hidden": "true" }, "≡"),
        h("div", { class: "card-body" },
            h("p", { class: "card-title" }, foreign(content.Title), " ", h("span", { class: "beneath" }, t("message.merged", { n: content.MsgNum }))),
            (content.AbstractList ?? []).map((line) => h("p", { class: "beneath" }, foreign(line))),
            list.length > 0 && h("details", {}, h("summary", {}, t("message.open")), list.map((message) =>
                h("div", { class: "forwarded" },
                    h("p", { class: "beneath" }, foreign(message.From_Account), " · ", moment(message.MsgTimeStamp)),
                    messageContent(message.MsgBody))))));
}

function raw(value) {
    return h("pre", { class: "data" }, json(value ?? null));
}

function seconds(number) {
    return number === undefined ? "" : duration(number);
}

function size(number) {
    return number === undefined ? "–" : bytes(Number(number));
}

// MARK: Tips

/** What a tip says: who did what to whom. */
export function tipText(body) {
    const key = `tip.${body?.OpType}`;
    const names = (body?.List_Account ?? []).join(", ");
    const text = t(key, { by: body?.Operator_Account ?? "?", names });
    const known = text === key ? t("tip.other", { type: body?.OpType ?? "?" }) : text;
    const changes = Object.entries(body?.MsgGroupNewInfo ?? {}).map(([
        name, value,
    ]) => `${name} = ${typeof value === "object" ? JSON.stringify(value) : value}`);
    const mutes = (body?.MsgMemberInfo ?? []).filter((entry) => entry.ShutupTime !== undefined)
        .map((entry) => `${entry.User_Account}: ${entry.ShutupTime === 0 ? t("tip.unmuted") : duration(entry.ShutupTime)}`);
    return visible([known, ...changes, ...mutes].join(" · "));
}
