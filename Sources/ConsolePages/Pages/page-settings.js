// The apps of the server, and the settings that are in force with where they came from.

import { get } from "./api.js";
import { appsPanel } from "./settings-apps.js";
import { h, replace } from "./dom.js";
import { badge, fillWhenRead, foreign, heading, panel } from "./part-basic.js";
import { searchInput } from "./part-fields.js";
import { t } from "./texts.js";

export function show(page, { signal }) {
    const table = h("div");
    const version = h("span", { class: "beneath" });
    const filter = searchInput({ id: "setting-filter" });
    replace(page, heading(t("nav.settings"), [], version),
        appsPanel(signal),
        panel(t("settings.inForce"), [], h("div", { class: "filters" },
            h("label", { for: "setting-filter" }, t("settings.filter")), filter), table, h("p", { class: "hint" }, t("settings.say"))));
    fillWhenRead(table, signal, async () => {
        const { settings, version: number } = await get("/settings", signal);
        version.textContent = `Qun ${number}`;
        const body = h("tbody");
        const draw = () => {
            const text = filter.value.trim().toLowerCase();
            replace(body, settings.filter((setting) => setting.name.toLowerCase().includes(text))
                .map((setting) => h("tr", {},
                    h("th", { scope: "row" }, h("code", {}, setting.name)),
                    h("td", {}, foreign(textOf(setting.value))),
                    h("td", {}, badge(t(`settings.source.${setting.source}`))))));
        };
        filter.addEventListener("input", draw);
        draw();
        return settings.length === 0 ? [] : h("div", { class: "table", tabindex: "0" }, h("table", {},
            h("caption", { class: "unseen" }, t("settings.inForce")),
            h("thead", {}, h("tr", {}, ["settings.name", "field.value", "settings.source"].map((key) => h("th", { scope: "col" }, t(key))))), body));
    });
}

function textOf(value) {
    if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) {
        return "–";
    }
    return typeof value === "object" ? JSON.stringify(value) : String(value);
}
