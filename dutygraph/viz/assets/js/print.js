// Sheets to print: one department each, to be confirmed, corrected and stamped.

import { make } from "./elements.js";
import { numberOf } from "./marks.js";
import { statementsOf } from "./model.js";

const PARTS = ["number", "title", "does", "with", "confirm"];

/** Write the sheets, of the department in focus or of all, and let the browser print them. */
export function printSheets(page) {
  const { model } = page;
  const chosen = model.departmentById.get(page.state().department);
  const departments = chosen ? [chosen] : model.departments.filter((one) => one.duties.length);
  document.getElementById("sheets").replaceChildren(...departments.map((one) => sheet(page, one)));
  document.body.classList.add("printing");
  print();
}

/** Take the sheets away, so that printing by the browser's menu prints the view again. */
export function clearSheets() {
  document.body.classList.remove("printing");
  document.getElementById("sheets").replaceChildren();
}

function sheet(page, department) {
  const { words, model, data } = page;
  const counts = { duties: department.duties.length, shared: department.shared.length };
  const place = model.several ? department.county || data.place : data.place;
  // In the head of the table, since that stands on every page of paper.
  const whose = make("tr", {}, make("th", { class: "whose", colspan: PARTS.length },
    make("p", {}, `${place} · ${words.sheet_head}`), make("h2", {}, department.name)));
  const head = make("tr", {}, ...PARTS.map((name) =>
    make("th", { scope: "col", class: name }, words[`sheet_${name}`])));
  // A row too: where it alone is left for a page of paper, that says whose it is.
  const end = make("tr", {}, make("td", { class: "end", colspan: PARTS.length },
    make("p", {}, page.say("sheet_counts", counts)), make("p", { class: "signature" }, words.signature),
    make("p", {}, words.disclaimer)));
  return make("section", { class: "sheet" },
    make("table", {}, make("colgroup", {}, ...PARTS.map((name) => make("col", { class: name }))),
      make("thead", {}, whose, head),
      make("tbody", {}, ...department.duties.map((duty) => sheetLine(page, department, duty)), end)));
}

function sheetLine(page, department, duty) {
  const others = duty.bodies.filter((one) => one !== department).map((one) => one.label);
  const names = [...others, ...duty.unnamed].join("、");
  const contents = [[numberOf(page, duty)], [duty.title], does(page, department, duty), [names], []];
  return make("tr", {}, ...contents.map((content, at) => make("td", { class: PARTS[at] }, ...content)));
}

function does(page, department, duty) {
  const { words } = page;
  const isReceiver = duty.receivers.includes(department);
  const texts = isReceiver ? [...statementsOf(duty, department), ...duty.methods] : statementsOf(duty, department);
  const list = texts.length ? [make("ol", {}, ...texts.map((one) => make("li", {}, one.text)))] : [];
  if (isReceiver) return [make("p", {}, words.receives), ...list];
  return list.length ? list : [words.nothing_stated];
}
