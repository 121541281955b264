// What the codes of the API mean and what to do about them, as the server says it.

import { get } from "./api.js";
import { currentLanguage, t } from "./texts.js";

let meanings = new Map();

/** Reads the meanings in the chosen language. */
export async function readCodes() {
    const { codes } = await get(`/codes?language=${currentLanguage()}`);
    meanings = new Map(codes.map(({ code, meaning }) => [code, meaning]));
}

/** A sentence about a code; undefined where there is none. */
export function explanationOf(code) {
    return meanings.get(Number(code)) ?? (code >= 70000 && code < 80000 ? t("code.signature") : undefined);
}
