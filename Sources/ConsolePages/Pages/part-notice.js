// Says in a corner what has been done; read out to those who do not see it.

import { h } from "./dom.js";

const shownMilliseconds = 5000;

export function notice(text, kind = "good") {
    const shown = h("p", { class: `notice ${kind}` }, text);
    const corner = document.getElementById("notices");
    corner.append(shown);
    while (corner.children.length > 3) {
        corner.firstChild.remove();
    }
    setTimeout(() => shown.remove(), shownMilliseconds);
}
