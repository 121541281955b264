// Builds the nodes of a page. Text only ever becomes a text node, so nothing that a group holds can become markup.

const svgSpace = "http://www.w3.org/2000/svg";

/**
 * Makes an element.
 *
 * `properties` are attributes; `on` holds listeners by event, `value` and `checked` are set as properties, and an attribute
 * that is null, undefined or false is left out. Children are nodes, texts, numbers, or lists of them; null, undefined and
 * false count for nothing.
 */
export function h(tag, properties = {}, ...children) {
    return fill(document.createElement(tag), properties, children);
}

/** Makes an element of a drawing. */
export function svg(tag, properties = {}, ...children) {
    return fill(document.createElementNS(svgSpace, tag), properties, children);
}

function fill(element, properties, children) {
    for (const [name, value] of Object.entries(properties)) {
        if (value === null || value === undefined || value === false) {
            continue;
        }
        if (name === "on") {
            for (const [event, listener] of Object.entries(value)) {
                element.addEventListener(event, listener);
            }
        } else if (name === "href") {
            setLink(element, String(value));
        } else if (/^on|^style$|^srcdoc$/i.test(name)) {
            throw new Error(`${name} is not for h()`);
        } else {
            element.setAttribute(name, value === true ? "" : String(value));
        }
    }
    element.append(...nodes(children));
    if (properties.value !== undefined && properties.value !== null && "value" in element) {
        element.value = properties.value;
    }
    return element;
}

/** Only places of the console and addresses of the web become links. */
function setLink(element, address) {
    if (address.startsWith("#")) {
        element.setAttribute("href", address);
    } else if (/^https?:\/\//i.test(address)) {
        element.setAttribute("href", address);
        element.setAttribute("target", "_blank");
        element.setAttribute("rel", "noopener noreferrer");
    }
}

function nodes(children) {
    return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

/** Puts children in the place of all that an element has. */
export function replace(element, ...children) {
    element.replaceChildren(...nodes(children));
    return element;
}

let lastNumber = 0;

/** A name for the `id` of an element that a label or a description points to. */
export function freshID(stem = "e") {
    lastNumber += 1;
    return `${stem}-${lastNumber}`;
}
