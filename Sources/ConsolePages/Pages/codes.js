// What the codes of the API mean and what to do about them.

import { hasText, t } from "./texts.js";

/** A sentence about a code; undefined where there is none. */
export function explanationOf(code) {
    const key = `code.${code}`;
    if (hasText(key)) {
        return t(key);
    }
    return code >= 70000 && code < 80000 ? t("code.signature") : undefined;
}
