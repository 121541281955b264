// Makes any call of the API: the command, its request, the answer and what its code means.

import { call, get } from "./api.js";
import { explanationOf } from "./codes.js";
import { freshID, h, replace } from "./dom.js";
import { bytes, json } from "./format.js";
import { callPreview } from "./part-action.js";
import { badge, button, codeBlock, facts, failure, foreign, heading, panel, prose } from "./part-basic.js";
import { searchInput } from "./part-fields.js";
import { restate } from "./router.js";
import { state } from "./state.js";
import { currentLanguage, t } from "./texts.js";

/** What was written for a command, as long as the page is open. */
const drafts = new Map();

export async function show(page, { parts, query, signal }) {
    const { commands } = await get("/commands", signal);
    const known = new Map(commands.map((command) => [command.name, command]));
    const wanted = parts.join("/");
    let name = known.has(wanted) ? wanted : known.has("group_open_http_svc/get_group_info") ? "group_open_http_svc/get_group_info" : commands[0].name;

    const names = h("select", { id: "command" }, groupedOptions(commands));
    names.value = name;
    const filter = searchInput({ id: "command-filter", placeholder: t("try.filter"), "aria-label": t("try.filter") });
    const admins = state.app?.admins ?? [];
    const as = h("select", { id: "as" }, admins.map((admin) => h("option", {}, admin)));
    as.value = admins.includes(query.as) ? query.as : admins[0];
    const body = h("textarea", { id: "body", class: "code", rows: 14, spellcheck: "false", autocomplete: "off", "aria-describedby": "body-state" });
    const bodyState = h("p", { class: "hint", id: "body-state", role: "status" });
    const press = h("button", { type: "submit", class: "button primary" }, t("do.send"));
    const answer = h("div", { "aria-live": "polite" }, h("p", { class: "beneath" }, t("try.noAnswer")));
    const previewArea = h("div");
    const fields = h("div", { "aria-live": "polite" });
    let preview;

    /** The first administrator calls where nobody is named. */
    function caller() {
        return as.value === admins[0] ? undefined : as.value;
    }

    async function choose(chosen) {
        drafts.set(name, body.value);
        name = chosen;
        restate(["try", ...name.split("/")], { as: caller() });
        await write();
    }

    /** Shows what the server says of the command, and the request to begin with. */
    async function write() {
        const wanted = name;
        const described = await get(`/commands/${wanted}?language=${currentLanguage()}`, signal);
        if (name !== wanted) {
            return;
        }
        replace(fields, descriptionOf(described));
        body.value = drafts.get(name) ?? json(described.example);
        preview = callPreview(name, () => body.value, caller);
        replace(previewArea, preview.element);
        check();
    }

    function check() {
        try {
            JSON.parse(body.value);
            bodyState.textContent = bytes(new TextEncoder().encode(body.value).length);
            bodyState.classList.remove("wrong");
        } catch (error) {
            bodyState.textContent = t("error.json", { reason: error.message });
            bodyState.classList.add("wrong");
        }
        preview.refresh();
    }

    async function send(event) {
        event.preventDefault();
        press.disabled = true;
        const start = performance.now();
        try {
            const found = await call(state.app.sdkappid, name, body.value, { as: caller(), signal });
            replace(answer, answerOf(found, performance.now() - start));
        } catch (error) {
            if (!signal.aborted) {
                replace(answer, failure(error));
            }
        } finally {
            press.disabled = false;
        }
    }

    const chosen = () => choose(names.value).catch((error) => signal.aborted || replace(fields, failure(error)));
    names.addEventListener("change", chosen);
    filter.addEventListener("input", () => {
        const found = commands.filter((command) => command.name.includes(filter.value.trim().toLowerCase()));
        replace(names, groupedOptions(found.length > 0 ? found : commands));
        names.value = found.some((command) => command.name === name) || found.length === 0 ? name : found[0].name;
        if (names.value !== name) {
            chosen();
        }
    });
    body.addEventListener("input", check);
    as.addEventListener("change", () => preview.refresh());
    body.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            form.requestSubmit();
        }
    });
    const form = h("form", { class: "form", on: { submit: send } },
        h("div", { class: "field" }, h("label", { for: "command" }, t("try.command")), h("div", { class: "row" }, filter, names)),
        h("div", { class: "field" }, h("label", { for: "as" }, t("try.as")), as),
        h("div", { class: "field" }, h("label", { for: "body" }, t("try.body")), body, bodyState),
        h("div", { class: "form-foot" }, press,
            button(t("try.example"), () => {
                drafts.delete(name);
                return write();
            }),
            button(t("try.tidy"), () => {
                try {
                    body.value = json(JSON.parse(body.value));
                    check();
                } catch {
                    body.focus();
                }
            }), h("span", { class: "hint" }, t("try.keys"))),
        previewArea);
    replace(page, heading(t("nav.try"), [], t("try.say")),
        h("div", { class: "columns" }, panel(t("try.call"), [], form), panel(t("try.answer"), [], answer)),
        panel(t("try.fields"), [], fields));
    await write();
}

/** What a command does, and the fields of its request, each with its type below its meaning. */
function descriptionOf({ summary, notes, fields }) {
    const described = facts(fields.map((field) => [
        [h("code", {}, field.name), field.required && [" ", badge(t("try.required"))],
            field.otherName && h("div", { class: "beneath" }, t("try.or", { name: field.otherName }))],
        [prose(field.meaning), h("div", { class: "beneath" }, prose(field.type))],
    ]));
    return [
        h("p", {}, prose(summary)),
        notes.map((note) => h("p", { class: "beneath" }, prose(note))),
        fields.length === 0 ? h("p", {}, t("try.noFields")) : described,
    ];
}

/** The commands by their services. */
function groupedOptions(commands) {
    const services = Map.groupBy(commands, (command) => command.name.split("/")[0]);
    return [...services].map(([service, own]) => h("optgroup", { label: service }, own.map((command) =>
        h("option", { value: command.name }, command.name.split("/")[1]))));
}

function answerOf(found, took) {
    const isGood = found.ErrorCode === 0;
    const explained = isGood ? undefined : explanationOf(found.ErrorCode);
    const label = freshID("answer");
    return [
        h("p", { class: "answer-line", id: label }, badge(String(found.ErrorCode), isGood ? "good" : "bad"), " ",
            isGood ? t("try.good") : foreign(found.ErrorInfo), h("span", { class: "beneath" }, ` ${took.toFixed(1)} ms`)),
        explained && h("p", { class: "explained" }, explained),
        codeBlock(json(found), t("try.answer")),
    ];
}
