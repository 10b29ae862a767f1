// Puts the page together: reads the model, draws the view that the hash names, and follows it.

import { button, fill, keepFocus, make } from "./elements.js";
import { departmentView } from "./ego.js";
import { drawFinder } from "./finder.js";
import { dutyFilter } from "./filters.js";
import { formsOf, saveAs, turnLight } from "./files.js";
import { matrixView } from "./matrix.js";
import { buildModel, unpack } from "./model.js";
import { overviewView } from "./overview.js";
import { panelOf } from "./panel.js";
import { clearSheets, printSheets } from "./print.js";
import { NO_FOCUS, readState, START, writeState } from "./state.js";
import { dutiesView } from "./table.js";
import { townshipsView } from "./townships.js";
import { transfersView } from "./transfers.js";

const VIEWS = {
  overview: overviewView, duties: dutiesView, department: departmentView, matrix: matrixView,
  transfers: transfersView, townships: townshipsView,
};

const phone = matchMedia("(max-width: 900px)");

/** Bring the page to life: one object holds what its parts know of each other. */
function begin(data) {
  const { words } = data;
  const model = buildModel(data);
  const views = new Map();
  let state = START;
  let frame = 0;
  const page = {
    model, words, data, go, typed,
    say: (name, values) => fill(words[name], values),
    choose: (department) => go({ ...NO_FOCUS, department: department.id }),
    state: () => state,
  };
  const showFinder = drawFinder(page);
  const tools = drawTools(page, () => viewOf(state.view));
  addEventListener("hashchange", show);
  addEventListener("beforeprint", () => {
    const turnBack = turnLight();
    addEventListener("afterprint", turnBack, { once: true });
  });
  addEventListener("afterprint", clearSheets);
  show();

  /** Change what is shown; a step that the browser's back button undoes. */
  function go(change) {
    const elsewhere = (data.beside || {})[change.department];
    if (elsewhere && change.department !== data.start.department) location.href = elsewhere;
    else location.hash = writeState({ ...state, ...change });
  }

  /** Change what is shown without a step of its own, as while typing: the picture follows a frame later. */
  function typed(change) {
    // In a notebook's frame a hash alone would be one of the notebook's address.
    history.replaceState(null, "", location.href.replace(/#.*/, "") + writeState({ ...state, ...change }));
    read();
    showFinder(state, dutyFilter(state, model), true);
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => setTimeout(showView, 0));
  }

  function read() {
    state = readState(location.hash, data.start);
    if (!document.getElementById(`view-${state.view}`)) {
      state = { ...state, view: document.querySelector("[role=tab]").dataset.view };
    }
    // The page of one department, in a folder of pages, is about nothing else.
    const isBare = data.beside && state.view === "department" && !state.department && !state.duty;
    if (isBare) state = { ...state, department: data.start.department };
  }

  function show() {
    read();
    showFinder(state, dutyFilter(state, model));
    showView();
  }

  function showView() {
    const left = dutyFilter(state, model);
    // The view of one department or duty says all about it, but not about a duty of the department.
    const hasFocus = state.view === "department"
      ? Boolean(state.duty && state.department) : Boolean(state.duty || state.department);
    document.querySelectorAll("[role=tab]").forEach((tab) => {
      const isOpen = tab.dataset.view === state.view;
      tab.setAttribute("aria-selected", String(isOpen));
      tab.tabIndex = isOpen ? 0 : -1;
      if (isOpen) tab.parentElement.scrollLeft = tab.offsetLeft - tab.parentElement.offsetLeft - 40;
    });
    document.querySelectorAll("[role=tabpanel]").forEach((panel) => {
      panel.hidden = panel.id !== `view-${state.view}`;
    });
    document.body.dataset.view = state.view;
    showUnknown();
    document.body.classList.toggle("focused", hasFocus);
    showPanel(left, hasFocus);
    keepFocus(document.getElementById(`view-${state.view}`), () => viewOf(state.view).show(state, left));
    tools.show(viewOf(state.view));
    // On a phone the panel covers the lower half: what is in focus moves into the upper one.
    if (hasFocus && phone.matches) document.getElementById("views").scrollIntoView();
  }

  /** A link may name what this edition does not have. */
  function showUnknown() {
    const names = [
      ...[state.department, state.other].filter((id) => id && !model.departmentById.has(id)),
      ...[state.duty].filter((id) => id && !model.dutyById.has(id)),
    ].map((name) => name.slice(0, 80));
    const line = document.getElementById("unknown");
    line.hidden = !names.length;
    line.textContent = names.length ? page.say("unknown", { names: names.join("、") }) : "";
  }

  function viewOf(name) {
    if (!views.has(name)) views.set(name, VIEWS[name](page, document.getElementById(`view-${name}`)));
    return views.get(name);
  }

  /** The panel stands beside the overview always, beside other views only with something in focus. */
  function showPanel(left, hasFocus) {
    const panel = document.getElementById("panel");
    panel.hidden = !hasFocus && state.view !== "overview";
    if (panel.hidden) return;
    const key = writeState({ ...state, ...(hasFocus && { view: "", sort: "", by: "", min: "" }) });
    if (panel.dataset.key === key) return;
    panel.dataset.key = key;
    keepFocus(panel, () => panel.replaceChildren(...panelOf(page, state, left)));
    panel.scrollTop = 0;
    const heading = panel.querySelector("h2");
    document.getElementById("chosen").textContent = heading ? heading.textContent : "";
  }
}

/** Fill the bar: tabs, files, print, projector, colours. */
function drawTools(page, current) {
  const { words } = page;
  const tabs = document.getElementById("tabs");
  tabs.addEventListener("click", ({ target }) => {
    const tab = target.closest("[role=tab]");
    if (tab) page.go({ view: tab.dataset.view });
  });
  tabs.addEventListener("keydown", (event) => moveTab(event, page));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !/^(INPUT|SELECT)$/.test(event.target.tagName)) page.go(NO_FOCUS);
  });
  document.getElementById("projector").addEventListener("click", ({ currentTarget }) => {
    const isOn = document.documentElement.classList.toggle("projector");
    currentTarget.setAttribute("aria-pressed", String(isOn));
  });
  document.getElementById("scheme").addEventListener("change", ({ target }) => {
    document.documentElement.dataset.scheme = target.value;
    dispatchEvent(new Event("schemechange"));
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => dispatchEvent(new Event("schemechange")));
  document.getElementById("print").addEventListener("click", () => printSheets(page));
  if (phone.matches) document.getElementById("filters").open = false;
  const saves = ["csv", "svg", "png"].map((form) => {
    const name = form.toUpperCase();
    return button({ "data-form": form, title: `${words.save} ${name}` }, () => saveAs(page, current(), form), name);
  });
  document.getElementById("save").append(make("span", { class: "label" }, words.save), ...saves);
  return {
    show(view) {
      saves.forEach((save) => { save.disabled = !formsOf(view).includes(save.dataset.form); });
    },
  };
}

function moveTab(event, page) {
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const at = tabs.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  const tab = tabs[(to + tabs.length) % tabs.length];
  tab.focus();
  page.go({ view: tab.dataset.view });
}

if (typeof DecompressionStream === "undefined") document.getElementById("old-browser").hidden = false;
else unpack(document.getElementById("data").textContent).then(begin);
