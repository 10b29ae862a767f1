// What is shown, as a file: CSV for Excel, SVG, PNG.

import { numberOf } from "./marks.js";

const SCALE = 2;
const ROOM = 16;
const NARROWEST = 480;
const SVG_SPACE = "http://www.w3.org/2000/svg";
const LONGEST_NAME = 100;
const MOST_LINES = 6;
const LOOKS = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "opacity",
  "font-size", "font-family", "font-weight", "font-style", "text-anchor",
];

/** Return rows as CSV: CRLF, quotes where needed, and a mark by which Excel knows UTF-8. */
export function csvText(rows) {
  const field = (value) => {
    const text = String(value);
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  return `\ufeff${rows.map((row) => row.map(field).join(",")).join("\r\n")}\r\n`;
}

/** Tell which forms a view can be saved in; views give `rows`, and `svg` or `canvas` for pictures. */
export function formsOf(view) {
  return ["csv", ...(view.svg ? ["svg", "png"] : [])];
}

/** Save what a view shows. */
export async function saveAs(page, view, form) {
  const name = nameOf(page);
  if (form === "csv") offer(new Blob([csvText(view.rows())], { type: "text/csv;charset=utf-8" }), `${name}.csv`);
  if (form === "csv") return;
  const drawing = sheetOf(page, inLight(() => written(view.svg())));
  if (form === "svg") {
    offer(new Blob([textOf(drawing)], { type: "image/svg+xml;charset=utf-8" }), `${name}.svg`);
  } else offer(await pngBlob(drawing), `${name}.png`);
}

/** The place and the view, and what that view is of. */
function nameOf(page) {
  const { state, model, data, words } = page;
  const { view, department, duty } = state();
  const one = view === "department" && (model.departmentById.get(department) || model.dutyById.get(duty));
  const of = one && (one.roles ? numberOf(page, one) : one.label);
  return [data.name, words[`view_${view}`], of].filter(Boolean).join("-")
    .replace(/[\\/:*?"<>|]|\p{C}/gu, "-").slice(0, LONGEST_NAME);
}

/** Show the light colours, which are those of paper; return how to go back to the scheme of the page. */
export function turnLight() {
  const root = document.documentElement;
  const { scheme } = root.dataset;
  const turn = (one) => {
    if (one === undefined) delete root.dataset.scheme;
    else root.dataset.scheme = one;
    dispatchEvent(new Event("schemechange"));
  };
  turn("light");
  return () => turn(scheme);
}

function inLight(action) {
  const turnBack = turnLight();
  try {
    return action();
  } finally {
    turnBack();
  }
}

/** Put a drawing on a sheet: a ground, a title above, the source below. */
function sheetOf(page, drawing) {
  const [left, top, width, height] = drawing.getAttribute("viewBox").split(/[\s,]+/).map(Number);
  const title = `${page.data.place} · ${page.words[`view_${page.state().view}`]}`;
  const across = Math.max(width, NARROWEST);
  const above = folded(title, 16, across);
  const below = folded(page.data.source, 11, across);
  const start = ROOM + 22 * above.length + 8;
  const size = { width: across + 2 * ROOM, height: start + height + 12 + 15 * below.length + ROOM };
  const sheet = drawn("svg", { viewBox: `0 0 ${size.width} ${size.height}`, ...size });
  const part = drawn("g", { transform: `translate(${ROOM - left} ${start - top})` });
  LOOKS.filter((name) => drawing.hasAttribute(name))
    .forEach((name) => part.setAttribute(name, drawing.getAttribute(name)));
  part.append(...drawing.childNodes);
  const face = getComputedStyle(document.body).fontFamily;
  const line = (text, y, more) => Object.assign(
    drawn("text", { x: ROOM, y, "font-family": face, ...more }), { textContent: text });
  const heading = { "font-size": 16, "font-weight": 700, fill: "#17212b" };
  sheet.append(drawn("rect", { ...size, fill: "#ffffff" }),
    ...above.map((text, at) => line(text, ROOM + 16 + 22 * at, heading)),
    part,
    ...below.map((text, at) => line(text, start + height + 24 + 15 * at, { "font-size": 11, fill: "#51606f" })));
  return sheet;
}

function drawn(tag, attributes) {
  const made = document.createElementNS(SVG_SPACE, tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, String(value)));
  return made;
}

/** Fold a text into lines, of signs as wide as the type is high, Latin ones about half of that. */
function folded(text, size, across) {
  const lines = [""];
  let used = 0;
  [...text].forEach((sign) => {
    const wide = sign > "\u2e7f" ? size : size * 0.6;
    if (used + wide > across) {
      lines.push("");
      used = 0;
    }
    lines[lines.length - 1] += sign;
    used += wide;
  });
  return lines.slice(0, MOST_LINES);
}

/** Return a copy of a drawing, its colours written out. */
function written(svg) {
  const copy = svg.cloneNode(true);
  if (svg.isConnected) {
    const copies = [copy, ...copy.querySelectorAll("*")];
    [svg, ...svg.querySelectorAll("*")].forEach((shown, at) => writeLook(shown, copies[at]));
  }
  return copy;
}

function textOf(svg) {
  return new XMLSerializer().serializeToString(svg);
}

function writeLook(shown, copy) {
  const style = getComputedStyle(shown);
  LOOKS.forEach((name) => copy.setAttribute(name, style.getPropertyValue(name)));
  ["style", "class", "tabindex", "role"].forEach((name) => copy.removeAttribute(name));
}

async function pngBlob(svg) {
  const { width, height } = svg.viewBox.baseVal;
  const picture = new Image(width * SCALE, height * SCALE);
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(textOf(svg))}`;
  await picture.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: width * SCALE, height: height * SCALE });
  const context = canvas.getContext("2d");
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

function offer(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
