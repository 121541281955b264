// The clock of an app: set, freeze, advance, run faster.

import { ask, get } from "./api.js";
import { h, replace } from "./dom.js";
import { duration, moment } from "./format.js";
import { badge, button, failureLines, panel } from "./part-basic.js";
import { makeFields } from "./part-fields.js";
import { appNow, state, takeClock } from "./state.js";
import { t } from "./texts.js";

const steps = [[60, "+1 min"], [3600, "+1 h"], [86400, "+1 d"], [604800, "+7 d"]];

export function clockPanel(signal) {
    const path = `/apps/${state.app.sdkappid}/clock`;
    const time = h("p", { class: "clock" });
    const about = h("p", { class: "beneath clock-about" });
    const message = h("div", { "aria-live": "assertive" });
    const freeze = button("", () => change({ frozen: !state.app.clock.frozen }));
    const signatures = h("input", { type: "checkbox", id: "followed", on: { change: () => change({ signatures: signatures.checked }) } });
    const fields = h("div", { class: "fields" });
    const read = makeFields(fields, [
        { name: "now", label: t("clock.setTo"), kind: "moment" },
        { name: "rate", label: t("clock.rate"), kind: "number", min: 0, hint: t("clock.rateHint") },
    ]);
    const form = h("form", { class: "form", on: { submit: (event) => {
        event.preventDefault();
        change(Object.fromEntries(Object.entries(read()).filter(([, value]) => value !== undefined)));
    } } }, fields, h("div", { class: "form-foot" }, h("button", { type: "submit", class: "button" }, t("clock.set"))));

    async function change(body) {
        try {
            takeClock(await ask("PUT", path, { body }));
            replace(message);
            draw();
        } catch (error) {
            replace(message, h("div", { class: "failure" }, failureLines(error)));
        }
    }

    function draw() {
        const clock = state.app.clock;
        if (!clock) {
            return;
        }
        const now = appNow();
        const isSteady = !clock.frozen && clock.rate === 1;
        const ahead = isSteady ? clock.ahead : now - Date.now() / 1000;
        time.textContent = moment(now);
        replace(about,
            clock.frozen ? badge(t("clock.frozen"), "warn") : badge(t("clock.runs", { rate: clock.rate ?? 1 }), "good"), " ",
            Math.abs(ahead) < 2 ? t("clock.same") : t(ahead > 0 ? "clock.ahead" : "clock.behind", { by: duration(Math.abs(ahead)) }));
        freeze.textContent = t(clock.frozen ? "clock.go" : "clock.freeze");
        signatures.checked = clock.signatures;
    }

    const ticking = setInterval(draw, 500);
    signal.addEventListener("abort", () => clearInterval(ticking));
    get(path, signal).then((clock) => {
        takeClock(clock);
        draw();
    }, (error) => {
        if (!signal.aborted) {
            replace(message, h("div", { class: "failure" }, failureLines(error)));
        }
    });
    draw();
    return panel(t("dev.clock"), [],
        time, about,
        h("div", { class: "actions" }, freeze, steps.map(([seconds, text]) => button(text, () => change({ advance: seconds }))),
            button(t("clock.reset"), () => change({ reset: true }))),
        message, form,
        h("label", { class: "flag", for: "followed" }, signatures, t("clock.signatures")));
}
