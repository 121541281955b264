// What all pages share: who is signed in, which apps there are, and which one is looked at.

import { get, useChangeToken } from "./api.js";

export const state = {
    session: { signedIn: false, needsToken: false, development: false },
    apps: [],
    /** The app that is looked at; undefined where there is none. */
    app: undefined,
};

// when the clocks of the apps were read, in milliseconds of this page
let readAt = 0;

export function takeSession(session) {
    state.session = session;
    useChangeToken(session.csrf ?? null);
}

/** Reads the apps again, and keeps the one that is looked at. */
export async function readApps(signal) {
    const { apps } = await get("/apps", signal);
    state.apps = apps;
    readAt = performance.now();
    lookAt(state.app?.sdkappid);
}

/** Looks at an app by its number, at the first one where there is none of it. */
export function lookAt(sdkappid) {
    state.app = state.apps.find((app) => String(app.sdkappid) === String(sdkappid))
        ?? state.apps[0];
}

/** Keeps a clock that was answered for the app that is looked at. */
export function takeClock(clock) {
    if (state.app) {
        state.app.clock = clock;
        readAt = performance.now();
    }
}

/** The time of the app that is looked at, in seconds since 1970. */
export function appNow() {
    const clock = state.app?.clock;
    if (!clock) {
        return Date.now() / 1000;
    }
    const passed = clock.frozen ? 0 : (performance.now() - readAt) / 1000 * (clock.rate ?? 1);
    return clock.now + passed;
}
