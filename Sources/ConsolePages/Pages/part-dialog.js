// A dialog over the page. The browser keeps the focus inside and gives it back; Escape closes.

import { freshID, h } from "./dom.js";
import { t } from "./texts.js";

/** Opens a dialog with a title; returns it, with `close()` to end it. */
export function openDialog(title, ...children) {
    const name = freshID("dialog");
    const dialog = h("dialog", { "aria-labelledby": name, class: "dialog" },
        h("div", { class: "dialog-head" },
            h("h2", { id: name }, title),
            h("button", {
                type: "button", class: "button quiet", "aria-label": t("do.close"), on: { click: () => dialog.close() },
            }, "✕")),
        h("div", { class: "dialog-body" }, children));
    dialog.addEventListener("close", () => dialog.remove());
    // a press beside it, which hits the dialog itself and not what is inside
    dialog.addEventListener("pointerdown", (event) => {
        if (event.target === dialog) {
            dialog.close();
        }
    });
    // a dialog belongs to the place that it was opened in
    addEventListener("hashchange", () => dialog.close(), { once: true });
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
}
