// The texts of the console in the chosen language.

import { english } from "./texts-en.js";
import { chinese } from "./texts-zh.js";

const tables = { en: english, zh: chinese };
let language = initialLanguage();

function initialLanguage() {
    let kept = null;
    try {
        kept = localStorage.getItem("qun.language");
    } catch {
        // storage may be switched off
    }
    if (kept in tables) {
        return kept;
    }
    return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** `en` or `zh`. */
export function currentLanguage() {
    return language;
}

/** The language as `lang` and `Intl` know it. */
export function locale() {
    return language === "zh" ? "zh-CN" : "en-GB";
}

export function chooseLanguage(chosen) {
    language = chosen;
    try {
        localStorage.setItem("qun.language", chosen);
    } catch {
        // it holds for this page then
    }
}

/** The text of a key, with `{name}` replaced by the values of that name. */
export function t(key, values = {}) {
    const text = tables[language][key] ?? english[key];
    if (text === undefined) {
        return key;
    }
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}
