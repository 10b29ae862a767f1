// Where reclaimed duties go: from their category to the receivers, as Python drew it, and a table.

import { button, drawnBy, make, makeTable, span } from "./elements.js";
import { numberOf } from "./marks.js";

const FIELDS = ["number", "title", "category", "receivers", "methods"];

/** Return the view of reclaimed duties; a band or a name leaves its own duties in the table. */
export function transfersView(page, place) {
  const { model, words } = page;
  const svg = drawnBy(page.data.pictures.transfers);
  const body = make("tbody");
  const told = make("p", { class: "remark told", role: "status" });
  const headings = FIELDS.map((name) => words[`column_${name}`]);
  place.append(told);
  if (svg) place.append(make("div", { class: "picture scroll", tabindex: "0" }, svg));
  place.append(makeTable("duties", words.view_transfers, FIELDS.map((name, at) => [name, headings[at]]), body));
  if (svg) svg.addEventListener("click", choose);
  let shown = [];
  return { show, rows: () => [headings, ...shown.map(cells)], svg: svg && (() => svg) };

  /** A second click on the same part brings all back. */
  function choose({ target }) {
    const part = target.closest("[data-category], [data-department]");
    if (!part) return;
    const department = model.departments[Number(part.dataset.department)];
    const wanted = { category: part.dataset.category || "", department: department ? department.id : "" };
    const state = page.state();
    const isSame = Object.keys(wanted).every((name) => state[name] === wanted[name]);
    page.go({ ...(isSame ? { category: "", department: "" } : wanted), other: "", duty: "" });
  }

  function show(state, left) {
    const department = model.departmentById.get(state.department);
    shown = model.duties.filter((duty) => duty.kind === "reclaimed" && left(duty)
      && (!department || duty.receivers.includes(department)));
    const ended = shown.filter((duty) => duty.ended).length;
    told.textContent = page.say("transfers_told", { duties: shown.length, ended });
    body.replaceChildren(...shown.map((duty) => line(duty, state)));
    if (!shown.length) body.append(make("tr", {}, make("td", { colspan: FIELDS.length }, words.nothing_found)));
    if (svg) fade(state, department);
  }

  function fade(state, department) {
    svg.querySelectorAll("[data-category], [data-department]").forEach(({ classList, dataset }) => {
      const isOther = (state.category && dataset.category && dataset.category !== state.category)
        || (department && dataset.department && model.departments[Number(dataset.department)] !== department);
      classList.toggle("faded", Boolean(isOther));
    });
  }

  function line(duty, state) {
    const receivers = duty.receivers.map((one) => button(
      { class: "chip clamp" }, () => page.choose(one), one.label));
    const methods = duty.methods.map((one) => make("li", { class: "clamp" }, one.text));
    const contents = [
      [model.several ? numberOf(page, duty) : duty.number],
      [button({ class: "link clamp" }, () => page.go({ duty: duty.id }), duty.title)],
      [duty.category],
      [...receivers, ...(duty.ended ? [span("ended", words.ended)] : [])],
      methods.length ? [make("ol", { class: "texts" }, ...methods)] : [duty.reason || ""],
    ];
    return make("tr", { "aria-selected": String(duty.id === state.duty) },
      ...contents.map((content, at) => make("td", { class: FIELDS[at] }, ...content)));
  }

  function cells(duty) {
    const receivers = [...duty.receivers.map((one) => one.label), ...(duty.ended ? [words.ended] : [])];
    const methods = duty.methods.map((one) => one.text).join("\n") || duty.reason || "";
    const number = model.several ? numberOf(page, duty) : duty.number;
    return [number, duty.title, duty.category, receivers.join("、"), methods];
  }
}
