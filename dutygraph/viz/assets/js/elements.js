// Small tools: elements, words with fields, the order of names.

export const compare = (one, other) => (one < other ? -1 : Number(one > other));

/** Fill the {fields} of a message. */
export function fill(message, values) {
  return message.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Make an element; text enters as text, never as markup. Attributes that are false stay out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  });
  element.append(...children);
  return element;
}

/** Make a button that does something. */
export function button(attributes, action, ...children) {
  const element = make("button", { type: "button", ...attributes }, ...children);
  element.addEventListener("click", action);
  return element;
}

/** Make a span of a class. */
export function span(kind, ...children) {
  return make("span", { class: kind }, ...children);
}

/** Return a drawing that Python wrote as SVG, or null where there is none. */
export function drawnBy(text) {
  if (!text) return null;
  return document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
}

/** Draw a place anew and leave the focus where it was, or else on the place. */
export function keepFocus(place, draw) {
  const held = document.activeElement;
  const isHeld = place !== held && place.contains(held);
  draw();
  if (!isHeld || place.contains(held)) return;
  const again = [...place.querySelectorAll("button")].find((one) => one.textContent === held.textContent);
  (again || place).focus({ preventScroll: !again });
}

/** Make a paragraph of lesser weight. */
export function remark(text) {
  return make("p", { class: "remark" }, text);
}

/** Make a table with a caption for screen readers; `columns` are [class, heading]. */
export function makeTable(kind, caption, columns, body) {
  return make("div", { class: "scroll", tabindex: "0" }, make("table", { class: kind },
    make("caption", { class: "unseen" }, caption),
    make("thead", {}, make("tr", {}, ...columns.map(([name, heading]) =>
      make("th", { scope: "col", class: name }, heading)))),
    body));
}
