// Numbers, times and bytes as people read them.

import { locale, t } from "./texts.js";

/** What the protocol writes for a time that never comes. */
const forever = 4294967295;

export function count(number) {
    return new Intl.NumberFormat(locale()).format(number);
}

/** A moment in seconds since 1970, in the time zone of the browser; 0 is none. */
export function moment(seconds) {
    if (!seconds) {
        return "–";
    }
    if (seconds >= forever) {
        return t("time.forever");
    }
    const date = new Date(seconds * 1000);
    const two = (number) => String(number).padStart(2, "0");
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} `
        + `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

/** A time of the day, in milliseconds since 1970, with its milliseconds. */
export function timeOfDay(milliseconds) {
    return new Intl.DateTimeFormat("en-GB", {
        hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3,
    }).format(new Date(milliseconds));
}

/** A length of time in seconds, by its two largest units. */
export function duration(seconds) {
    if (seconds >= forever) {
        return t("time.forever");
    }
    const units = [[86400, "time.days"], [3600, "time.hours"], [60, "time.minutes"], [1, "time.seconds"]];
    const parts = [];
    let rest = Math.max(0, Math.round(seconds));
    for (const [size, key] of units) {
        if (rest >= size && parts.length < 2) {
            parts.push(t(key, { n: count(Math.floor(rest / size)) }));
            rest %= size;
        }
    }
    return parts.join(" ") || t("time.seconds", { n: 0 });
}

/** How long a call took, given in microseconds. */
export function milliseconds(microseconds) {
    const value = microseconds / 1000;
    return `${value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : Math.round(value)} ms`;
}

export function bytes(number) {
    if (number < 1024) {
        return `${number} B`;
    }
    return number < 1048576 ? `${(number / 1024).toFixed(1)} KiB` : `${(number / 1048576).toFixed(1)} MiB`;
}

/** The bytes of a text in UTF-8, as pairs of hex digits. */
export function hex(text) {
    return Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

/** The text whose bytes hex digits give; throws where they are none, or no UTF-8. */
export function textOfHex(digits) {
    const packed = digits.replace(/\s+/g, "");
    if (!/^([0-9a-f]{2})*$/i.test(packed)) {
        throw new Error(t("error.hex"));
    }
    const values = Uint8Array.from(packed.match(/../g) ?? [], (pair) => parseInt(pair, 16));
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(values);
}

// control characters but for line ends and tabs, marks that turn the direction of writing, and what has no width
const hidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]/g;

/** Whether a text holds characters that cannot be seen. */
export function hasHidden(text) {
    return text.search(hidden) >= 0;
}

/** A text with escapes in the place of characters that cannot be seen. */
export function visible(text) {
    return String(text).replace(hidden, (character) => {
        const code = character.charCodeAt(0);
        return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : escaped(character);
    });
}

/** JSON that is read well, with what cannot be seen written as escapes. */
export function json(value) {
    return JSON.stringify(value, null, 2).replace(hidden, escaped);
}

/** JSON on one line, as a call carries it. */
export function compactJSON(value) {
    return JSON.stringify(value).replace(hidden, escaped);
}

function escaped(character) {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
