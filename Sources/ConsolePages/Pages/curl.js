// A call as a line for a shell.

import { commandPath } from "./api.js";
import { compactJSON } from "./format.js";
import { state } from "./state.js";

/** A word that a shell takes as it is. */
function quoted(text) {
    return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A call of a command through the control port, which needs no signature. */
export function controlCurl(name, body, as) {
    const path = commandPath(state.app.sdkappid, name, as);
    const lines = [`curl ${quoted(`${location.origin}/control/v1${path}`)}`];
    if (state.session.needsToken) {
        lines.push(`-H "Authorization: Bearer $QUN_CONTROL_TOKEN"`);
    }
    lines.push("-H 'Content-Type: application/json'", `-d ${quoted(textOf(body))}`);
    return lines.join(" \\\n  ");
}

/**
 * The same call as an app's backend makes it.
 *
 * `query` is what signs it; without, the shell's `$QUN_QUERY` stands for it. `$QUN_URL` is the address of the API.
 */
export function apiCurl(name, body, query) {
    const address = `"\${QUN_URL:-http://127.0.0.1:8080}/v4/${name}?${query ? "" : "$QUN_QUERY"}"${query ? quoted(query) : ""}`;
    return [`curl ${address}`, "-H 'Content-Type: application/json'", `-d ${quoted(textOf(body))}`].join(" \\\n  ");
}

function textOf(body) {
    return typeof body === "string" ? body : compactJSON(body);
}
