// Fields of forms. Each kind makes `{element, read()}`; `read` returns undefined for what is left empty.

import { freshID, h, replace } from "./dom.js";
import { hasHidden, hex, textOfHex } from "./format.js";
import { t } from "./texts.js";

const makers = {
    text: (field) => input(field, "text", (text) => text || (field.sendsEmpty ? "" : undefined)),
    number: (field) => input(field, "number", (text) => (text === "" ? undefined : Number(text))),
    moment: (field) => input(field, "datetime-local", (text) => (text === "" ? undefined : Date.parse(text) / 1000)),
    secret: (field) => input(field, "password", (text) => text || undefined),
    area: (field) => area(field, (text) => text || (field.sendsEmpty ? "" : undefined)),
    accounts: (field) => area(field, (text) => listed(text)),
    json: (field) => area(field, (text) => readJSON(text)),
    choice,
    flag,
    length,
    pairs,
};

/** Makes the field that a description asks for, with its label and its hint. */
export function makeField(field) {
    const made = makers[field.kind ?? "text"](field);
    const hint = field.hint && h("p", { class: "hint", id: freshID("hint") }, field.hint);
    if (hint && made.control) {
        made.control.setAttribute("aria-describedby", hint.id);
    }
    const element = field.kind === "flag"
        ? h("div", { class: "field" }, h("label", { class: "flag" }, made.control, h("span", {}, field.label)), hint)
        : h("div", { class: "field" },
            h("label", { for: made.control?.id }, field.label, field.required && h("span", { class: "must", title: t("field.required") }, " *")),
            made.element ?? made.control, hint);
    return { element, read: made.read, control: made.control };
}

function common(field) {
    return {
        id: freshID("field"), name: field.name, required: field.required, placeholder: field.placeholder,
        autocomplete: "off", spellcheck: "false", autocapitalize: "off",
    };
}

/** Numbers need not be whole, and times have seconds, where a field says nothing else. */
const steps = { number: "any", "datetime-local": "1" };

function input(field, type, value) {
    const control = h("input", {
        ...common(field), type, value: field.value, min: field.min, max: field.max, step: field.step ?? steps[type],
    });
    return { control, read: () => value(control.value) };
}

function area(field, value) {
    const control = h(
        "textarea", { ...common(field), rows: field.rows ?? 3, value: field.value ?? "", class: field.kind === "json" ? "code" : null }
    );
    return { control, read: () => value(control.value) };
}

/** Accounts that stand apart by spaces, commas or lines. */
export function listed(text) {
    const names = text.split(/[\s,，;]+/).filter((name) => name !== "");
    return names.length > 0 ? names : undefined;
}

function readJSON(text) {
    if (text.trim() === "") {
        return undefined;
    }
    try {
        return JSON.parse(text);
    } catch (error) {
        throw new Error(t("error.json", { reason: error.message }));
    }
}

function choice(field) {
    const control = h("select", { ...common(field) },
        field.options.map(([value, text]) => h("option", { value }, text)));
    control.value = field.value ?? field.options[0][0];
    return { control, read: () => (control.value === "" ? undefined : control.value) };
}

function flag(field) {
    const control = h("input", { type: "checkbox", id: freshID("field"), name: field.name });
    control.checked = field.value ?? false;
    return { control, read: () => control.checked };
}

/** A length of time: a number and its unit; in seconds. */
function length(field) {
    const control = h("input", { ...common(field), type: "number", min: 0, step: "any", value: field.value ?? 1 });
    const unit = h("select", { "aria-label": t("field.unit"), value: "" },
        [["1", "unit.seconds"], ["60", "unit.minutes"], ["3600", "unit.hours"], ["86400", "unit.days"]]
            .map(([value, key]) => h("option", { value }, t(key))),
        field.forever && h("option", { value: "forever" }, t("time.forever")));
    unit.value = field.unit ?? "3600";
    unit.addEventListener("change", () => { control.disabled = unit.value === "forever"; });
    const read = () => {
        if (unit.value === "forever") {
            return 4294967295;
        }
        return control.value === "" ? undefined : Math.round(Number(control.value) * Number(unit.value));
    };
    return { control, element: h("div", { class: "row" }, control, unit), read };
}

/** Keys and values, each a text or the bytes of one as hex digits. */
function pairs(field) {
    const list = h("div", { class: "pairs" });
    const rows = [];

    function add([key, value] = ["", ""]) {
        const isBinary = hasHidden(String(value));
        const keyInput = h("input", { "aria-label": t("field.key"), placeholder: t("field.key"), value: key, spellcheck: "false" });
        const valueInput = h("input", {
            "aria-label": t("field.value"), placeholder: t("field.value"), value: isBinary ? hex(value) : value, spellcheck: "false",
        });
        const form = h("select", { "aria-label": t("field.form") },
            h("option", { value: "text" }, t("field.asText")), h("option", { value: "hex" }, t("field.asHex")));
        form.value = isBinary ? "hex" : "text";
        const row = { key: () => keyInput.value, value: () => (form.value === "hex" ? textOfHex(valueInput.value) : valueInput.value) };
        const line = h("div", { class: "pair" }, keyInput, valueInput, !field.isPlain && form,
            h("button", {
                type: "button", class: "button quiet", "aria-label": t("do.removeLine"),
                on: { click: () => {
                    rows.splice(rows.indexOf(row), 1);
                    line.remove();
                    list.dispatchEvent(new Event("input", { bubbles: true }));
                } },
            }, "✕"));
        rows.push(row);
        list.append(line);
        return keyInput;
    }

    for (const pair of field.value ?? []) {
        add(pair);
    }
    if (rows.length === 0) {
        add();
    }
    const more = h("button", { type: "button", class: "button small", on: { click: () => add().focus() } }, t("do.addLine"));
    const read = () => {
        const named = rows.filter((row) => row.key() !== "").map((row) => [row.key(), row.value()]);
        return named.length > 0 ? named : undefined;
    };
    const element = h("div", { role: "group", "aria-label": field.label }, list, more);
    return { element, read };
}

/** A field to look for something with. */
export function searchInput(properties) {
    return h("input", { type: "search", autocomplete: "off", spellcheck: "false", ...properties });
}

/** Puts fields into an element; returns `read()`, which gives their values by name. */
export function makeFields(element, fields) {
    const made = fields.map((field) => ({ name: field.name, ...makeField(field) }));
    replace(element, made.map((field) => field.element));
    return () => Object.fromEntries(made.map((field) => [field.name, field.read()]));
}
