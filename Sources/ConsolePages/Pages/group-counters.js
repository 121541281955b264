// The counters of a group: at most 20, so all stand on one page.

import { deleteCounter, updateCounter } from "./actions-group.js";
import { command } from "./api.js";
import { h, replace } from "./dom.js";
import { count } from "./format.js";
import { actionButton } from "./part-action.js";
import { foreign } from "./part-basic.js";
import { pagedTable } from "./part-table.js";
import { state } from "./state.js";
import { t } from "./texts.js";

export function show(content, { group, signal }) {
    const id = group.GroupId;
    const changed = () => table.reload();
    const small = { class: "button small" };
    const table = pagedTable({
        caption: t("tab.counters"), signal, empty: t("counter.none"),
        columns: [
            { title: t("field.key"), cell: (counter) => h("code", {}, foreign(counter.Key)) },
            { title: t("field.value"), kind: "number", cell: (counter) => count(counter.Value) },
            { title: "", kind: "row-actions", cell: (counter) => h("div", { class: "actions" },
                actionButton(() => updateCounter(id, counter, changed), t("do.change"), small),
                actionButton(() => deleteCounter(id, counter.Key, changed), t("do.delete"), small)) },
        ],
        load: async (_, own) => {
            const answer = await command(state.app.sdkappid, "group_open_http_svc/get_group_counter", { GroupId: id }, { signal: own });
            return { rows: answer.GroupCounter };
        },
    });
    replace(content,
        h("div", { class: "filters" }, h("div", { class: "actions" },
            actionButton(() => updateCounter(id, undefined, changed), t("act.updateCounter"), { class: "button primary" }))),
        table);
}
