// Speaks to the control port.

const base = "/control/v1";

/** A refusal of the control port: its status, its code for programs and its sentence. */
export class Refused extends Error {
    constructor(status, code, message) {
        super(message);
        this.status = status;
        this.code = code;
    }
}

/** An answer of the API other than OK. */
export class CommandFailed extends Error {
    constructor(command, answer) {
        super(answer.ErrorInfo);
        this.command = command;
        this.code = answer.ErrorCode;
        this.answer = answer;
    }
}

let changeToken = null;
let whenSignedOut = () => {};

/** Keeps what changes have to carry, so that no other site can make them. */
export function useChangeToken(token) {
    changeToken = token;
}

/** Names what happens when the server no longer knows who asks. */
export function onSignedOut(action) {
    whenSignedOut = action;
}

/** One request; `body` is sent as JSON, or as it is where it is a text or a file. Returns the answer's JSON. */
export async function ask(method, path, { body, signal, type = "application/json" } = {}) {
    const headers = {};
    if (method !== "GET" && changeToken) {
        headers["X-Qun-CSRF"] = changeToken;
    }
    if (body !== undefined) {
        headers["Content-Type"] = type;
    }
    const response = await fetch(base + path, {
        method, headers, signal, credentials: "same-origin", cache: "no-store",
        body: body === undefined || typeof body === "string" || body instanceof Blob ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const answer = parsed(text);
    if (response.ok && answer !== undefined) {
        return answer;
    }
    if (response.status === 401 && path !== "/session") {
        whenSignedOut();
    }
    const { code = "answer_unreadable", message = text.slice(0, 300) } = answer?.error ?? {};
    throw new Refused(response.status, code, message);
}

function parsed(text) {
    try {
        return text === "" ? {} : JSON.parse(text);
    } catch {
        return undefined;
    }
}

export const get = (path, signal) => ask("GET", path, { signal });

/** The address of a route, for a link that saves what it answers. */
export const addressOf = (path) => location.origin + base + path;

/** The path of a command for an app, called as one of its accounts. */
export function commandPath(app, name, as) {
    const caller = as ? `?as=${encodeURIComponent(as)}` : "";
    return `/apps/${app}/commands/${name}${caller}`;
}

/** Makes a call of the API; returns the answer, whatever its code. `body` is an object, or JSON as a text. */
export function call(app, name, body, { as, signal } = {}) {
    return ask("POST", commandPath(app, name, as), { body, signal });
}

/** Makes a call of the API that must succeed. */
export async function command(app, name, body, options) {
    const answer = await call(app, name, body, options);
    if (answer.ErrorCode !== 0) {
        throw new CommandFailed(name, answer);
    }
    return answer;
}

/** A path with the parameters that have a value. */
export function withQuery(path, parameters) {
    const set = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== "");
    return set.length === 0 ? path : `${path}?${set.map((pair) => pair.map(encodeURIComponent).join("=")).join("&")}`;
}
