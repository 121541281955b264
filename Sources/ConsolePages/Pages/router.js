// Places of the console: `#/page/part/part?name=value`, where `app` names the app that is looked at.

import { state } from "./state.js";

/** Reads the place that the address bar names. */
export function place() {
    const [path, query = ""] = location.hash.replace(/^#\/?/, "").split(/\?(.*)/s);
    const parts = path.split("/").filter((part) => part !== "").map(decoded);
    return { page: parts[0] ?? "now", parts: parts.slice(1), query: Object.fromEntries(new URLSearchParams(query)) };
}

function decoded(part) {
    try {
        return decodeURIComponent(part);
    } catch {
        return part;
    }
}

/** The address of a place, for the app that is looked at. */
export function link(parts, query = {}) {
    const path = [parts].flat().map(encodeURIComponent).join("/");
    const app = state.app ? { app: state.app.sdkappid } : {};
    const set = Object.entries({ ...app, ...query }).filter(([, value]) => value !== undefined && value !== "");
    return set.length === 0 ? `#/${path}` : `#/${path}?${new URLSearchParams(set)}`;
}

export function go(parts, query) {
    location.hash = link(parts, query);
}

/** Changes the address without a new step in the history. */
export function restate(parts, query) {
    history.replaceState(null, "", link(parts, query));
}
