// The left side: search, filters, the list of departments beside every picture, duties found.

import { button, compare, make, span } from "./elements.js";
import { holds, isCalled, termsOf } from "./filters.js";
import { numberOf } from "./marks.js";
import { NO_FILTERS } from "./state.js";

const MOST_DUTIES = 40;
const LONGEST_TITLE = 300;

/** Fill the search, the filters and the list of departments; return how to bring them up to date. */
export function drawFinder(page) {
  const { model, words } = page;
  const search = document.getElementById("search");
  const found = document.getElementById("found");
  const clear = document.getElementById("clear");
  const lists = document.getElementById("lists");
  const entries = [...model.departments]
    .sort((one, other) => other.shared.length - one.shared.length || compare(one.id, other.id))
    .map((department) => departmentEntry(page, department));
  document.getElementById("departments").append(...entries.map(({ row }) => row));
  const choices = drawChoices(page);
  search.addEventListener("input", () => page.typed({ q: search.value }));
  search.addEventListener("keydown", (event) => searchKey(event, page, lists));
  lists.addEventListener("keydown", (event) => listKey(event, search));
  clear.addEventListener("click", () => page.go(NO_FILTERS));
  return show;

  function show(state, left, isTyped = false) {
    // While typing, an input method owns what stands in the field.
    if (search.value !== state.q && (!isTyped || !state.q)) search.value = state.q;
    const terms = termsOf(state.q);
    const duties = model.duties.filter(left);
    const isFree = duties.length === model.duties.length;
    const counts = countDuties(duties);
    // Where names hold what was typed, these are meant; else those that take part in what was found.
    const named = terms.length
      ? model.departments.filter((one) => terms.every((term) => holds(one.name, one.keys, term))) : [];
    const isLeft = named.length ? (one) => named.includes(one) : (one) => isFree || counts.has(one);
    entries.forEach((entry) => showEntry(entry, state, counts, isLeft));
    Object.entries(choices).forEach(([name, choice]) => { choice.value = state[name]; });
    clear.hidden = Object.keys(NO_FILTERS).every((name) => !state[name]);
    showDuties(page, terms.length ? duties : [], state.q);
    const shown = entries.filter(({ row }) => !row.hidden).length;
    found.textContent = shown || duties.length
      ? page.say("found", { departments: shown, duties: duties.length }) : words.nothing_found;
  }
}

/** List the first of the duties that were found, below the departments; those called so come first. */
function showDuties(page, duties, typed) {
  const called = new Set(duties.filter((duty) => isCalled(duty, typed)));
  const sorted = [...called, ...duties.filter((duty) => !called.has(duty))];
  const rows = sorted.slice(0, MOST_DUTIES).map((duty) => make("li", {}, button(
    { title: duty.title.slice(0, LONGEST_TITLE), "data-called": called.has(duty) },
    () => page.go({ department: "", other: "", duty: duty.id }),
    span("number", numberOf(page, duty)), span("name", duty.title), span("count", String(duty.bodies.length)))));
  document.getElementById("duties").replaceChildren(...rows);
  document.getElementById("duties-title").hidden = !rows.length;
}

/** Count, for each department that takes part in one of these duties, those that it shares. */
function countDuties(duties) {
  const counts = new Map();
  duties.forEach((duty) => duty.bodies.forEach((department) => {
    const isShared = duty.isShared && duty.roles.has(department);
    counts.set(department, (counts.get(department) || 0) + Number(isShared));
  }));
  return counts;
}

function showEntry({ department, row, item, count }, state, counts, isLeft) {
  const isHidden = !isLeft(department);
  if (row.hidden !== isHidden) row.hidden = isHidden;
  const shared = String(counts.get(department) || 0);
  if (count.textContent !== shared) count.textContent = shared;
  const isChosen = String([state.department, state.other].includes(department.id));
  if (item.getAttribute("aria-pressed") !== isChosen) item.setAttribute("aria-pressed", isChosen);
}

function departmentEntry(page, department) {
  const count = span("count");
  const toggle = () => {
    const isChosen = page.state().department === department.id;
    page.go({ department: isChosen ? "" : department.id, other: "", duty: "" });
  };
  const item = button({ title: department.label, "aria-pressed": "false" }, toggle,
    span("name", department.label), count);
  return { department, item, count, row: make("li", {}, item) };
}

/** Fill the selects of the filters with the values that occur; hide those with nothing to choose. */
function drawChoices(page) {
  const { model, words } = page;
  const marks = unique(model.duties.flatMap((duty) => duty.marks));
  const values = {
    kind: ["basic", "cooperative", "reclaimed"],
    category: unique(model.duties.map((duty) => duty.category)),
    role: unique(model.duties.flatMap(rolesIn)),
    mark: marks.includes("牵头") ? ["牵头", "!牵头", ...marks.filter((one) => one !== "牵头")] : marks,
    township: model.several ? unique(model.lists.map((list) => list.path)) : [],
  };
  return Object.fromEntries(Object.entries(values).map(([name, options]) => {
    const choice = document.getElementById(`filter-${name}`);
    const label = (value) => (value === "!牵头" ? words.mark_no_lead : words[`${name}_${value}`] || value);
    choice.append(...options.map((value) => make("option", { value }, label(value))));
    choice.addEventListener("change", () => page.go({ [name]: choice.value }));
    choice.closest("label").hidden = options.length < 2;
    return [name, choice];
  }));
}

function rolesIn(duty) {
  const roles = [...duty.roles.values()].flatMap((one) => one.roles);
  return duty.receivers.length ? [...roles, "receiver"] : roles;
}

function unique(values) {
  return [...new Set(values)].filter(Boolean);
}

function searchKey(event, page, lists) {
  const first = lists.querySelector("li:not([hidden]) button");
  const called = lists.querySelector("[data-called]");
  // The key that ends a word of an input method is not meant for us.
  if (event.isComposing) return;
  if (event.key === "Escape") page.typed({ q: "" });
  if (event.key === "Enter" && first) (called || first).click();
  if (event.key === "ArrowDown" && first) {
    event.preventDefault();
    first.focus();
  }
}

function listKey(event, search) {
  const items = [...event.currentTarget.querySelectorAll("li:not([hidden]) button")];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  (items[to] || (to < 0 ? search : items[at])).focus();
}
