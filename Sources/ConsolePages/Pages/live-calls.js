// The stream of calls: connects, and connects again where it breaks, without missing what the server still has.

import { get, withQuery } from "./api.js";

const longestPause = 10000;

/**
 * Follows the calls that pass a filter until `signal` ends it.
 *
 * - `filter`: `app`, `command`, `failed`, as the route takes them.
 * - `onCall(call)`, `onLost(count)`, `onState("open" | "waiting")`: what comes.
 */
export function followCalls(filter, { onCall, onLost, onState }, signal) {
    let source;
    let last;
    let pause = 1000;
    let timer;

    function connect() {
        source = new EventSource(withQuery("/control/v1/calls/stream", { ...filter, after: last }));
        source.addEventListener("open", () => {
            pause = 1000;
            onState("open");
        });
        source.addEventListener("call", (event) => {
            const call = JSON.parse(event.data);
            last = call.number;
            onCall(call);
        });
        source.addEventListener("lost", (event) => onLost(JSON.parse(event.data).calls));
        source.addEventListener("error", () => {
            source.close();
            onState("waiting");
            timer = setTimeout(connectAgain, pause);
            pause = Math.min(pause * 2, longestPause);
        });
    }

    async function connectAgain() {
        try {
            // a server that was started again counts from 1
            const newest = await get("/calls?limit=1", signal);
            if (last !== undefined && newest.last < last) {
                last = 0;
            }
        } catch {
            // the stream says whether the server is there
        }
        if (!signal.aborted) {
            connect();
        }
    }

    signal.addEventListener("abort", () => {
        clearTimeout(timer);
        source?.close();
    });
    connect();
}
