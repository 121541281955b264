// The attributes of a group: at most 16, so all stand on one page.

import { clearAttributes, deleteAttribute, readAttributes, setAttributes } from "./actions-group.js";
import { command } from "./api.js";
import { h, replace } from "./dom.js";
import { actionButton } from "./part-action.js";
import { foreign } from "./part-basic.js";
import { pagedTable } from "./part-table.js";
import { state } from "./state.js";
import { t } from "./texts.js";

export function show(content, { group, signal }) {
    const id = group.GroupId;
    let pairs = [];
    const changed = () => table.reload();
    const small = { class: "button small" };
    const table = pagedTable({
        caption: t("tab.attributes"), signal, empty: t("attribute.none"),
        columns: [
            { title: t("field.key"), cell: (entry) => h("code", {}, foreign(entry.key)) },
            { title: t("field.value"), cell: (entry) => foreign(entry.value) },
            { title: "", kind: "row-actions", cell: (entry) => h("div", { class: "actions" },
                actionButton(() => setAttributes(id, [[entry.key, entry.value]], changed), t("do.change"), small),
                actionButton(() => deleteAttribute(id, entry.key, changed), t("do.delete"), small)) },
        ],
        load: async (_, own) => {
            const answer = await command(state.app.sdkappid, readAttributes, { GroupId: id }, { signal: own });
            pairs = answer.GroupAttrAry;
            return { rows: pairs };
        },
    });
    replace(content,
        h("div", { class: "filters" }, h("div", { class: "actions" },
            actionButton(() => setAttributes(id, [], changed), t("act.setAttributes"), { class: "button primary" }),
            actionButton(() => clearAttributes(id, changed), undefined, { class: "button danger-quiet" }))),
        table);
}
