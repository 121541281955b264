// A table that reads one page at a time and keeps no other.

import { h, replace } from "./dom.js";
import { count } from "./format.js";
import { emptyNote, failure } from "./part-basic.js";
import { t } from "./texts.js";

/**
 * Makes a table.
 *
 * - `caption`: what it lists, for those who do not see it.
 * - `columns`: `{title, cell(row), kind}`; the first one heads the row. A kind is a class of its cells.
 * - `load(cursor, signal)`: reads a page; returns `{rows, next, total, note}`. The first cursor is undefined, and a page
 *   without `next` is the last.
 * - `empty`: what stands there when there are no rows at all, a text or a function that makes a node.
 * - `signal`: ends what is being read when the page is left.
 *
 * The element has `reload()`, which reads the page again, and `restart()`, which goes to the first one.
 */
export function pagedTable({ caption, columns, load, empty, signal }) {
    const body = h("tbody");
    const table = h("table", {},
        h("caption", { class: "unseen" }, caption),
        h("thead", {}, h("tr", {}, columns.map((column) =>
            h("th", { scope: "col", class: column.kind }, column.title || h("span", { class: "unseen" }, t("table.actions")))))),
        body);
    const region = h("div", { class: "table", tabindex: "0", role: "region", "aria-label": caption }, table);
    const said = h("p", { class: "pager-text", role: "status" });
    const first = step("⟨⟨", "table.first", () => show([undefined]));
    const previous = step("⟨", "table.previous", () => show(cursors.slice(0, -1)));
    const following = step("⟩", "table.next", () => show([...cursors, next]));
    const message = h("div", { class: "table-message" });
    const pager = h("nav", { class: "pager", "aria-label": t("table.pages", { of: caption }) }, said, first, previous, following);
    const element = h("div", { class: "paged" }, region, message, pager);

    // the cursors of the pages up to this one, and how many rows came before each
    let cursors = [undefined];
    const before = new Map([[undefined, 0]]);
    let next;
    let reading;

    async function show(wanted) {
        reading?.abort();
        const own = new AbortController();
        reading = own;
        region.setAttribute("aria-busy", "true");
        try {
            const page = await load(wanted.at(-1), AbortSignal.any([own.signal, signal]));
            if (own.signal.aborted || signal.aborted) {
                return;
            }
            cursors = wanted;
            present(page);
        } catch (error) {
            if (!own.signal.aborted && !signal.aborted) {
                region.hidden = pager.hidden = true;
                replace(message, failure(error));
            }
        } finally {
            if (reading === own) {
                region.removeAttribute("aria-busy");
            }
        }
    }

    function present(page) {
        next = page.next;
        const start = before.get(cursors.at(-1)) ?? 0;
        if (next !== undefined) {
            before.set(next, start + page.rows.length);
        }
        replace(body, page.rows.map((row) => h("tr", {}, columns.map((column, place) =>
            h(place === 0 ? "th" : "td", { scope: place === 0 ? "row" : null, class: column.kind, "data-title": column.title },
                column.cell(row))))));
        const hasRows = page.rows.length > 0;
        const isAlone = cursors.length === 1 && next === undefined;
        region.hidden = !hasRows;
        pager.hidden = isAlone && !page.note && page.total === undefined;
        replace(message, !hasRows && nothing());
        first.disabled = previous.disabled = cursors.length === 1;
        following.disabled = next === undefined;
        first.hidden = previous.hidden = following.hidden = isAlone;
        said.textContent = [hasRows && range(start, page), page.note].filter(Boolean).join(" · ");
    }

    /** What stands in the place of rows: there are none, or none yet. */
    function nothing() {
        if (next !== undefined) {
            return emptyNote(t("table.goesOn"), h("button", {
                type: "button", class: "button", on: { click: () => show([...cursors, next]) },
            }, t("table.goOn")));
        }
        return typeof empty === "function" ? empty() : emptyNote(empty);
    }

    function range(start, page) {
        const ends = { from: count(start + 1), to: count(start + page.rows.length) };
        return page.total === undefined
            ? t("table.range", ends) : t("table.rangeOf", { ...ends, total: count(page.total) });
    }

    function step(sign, key, press) {
        return h("button", { type: "button", class: "button small", "aria-label": t(key), title: t(key), on: { click: press } }, sign);
    }

    element.reload = () => show(cursors);
    element.restart = () => {
        before.clear();
        before.set(undefined, 0);
        return show([undefined]);
    };
    element.restart();
    return element;
}
