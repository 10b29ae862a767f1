// The table of all duties: searched and filtered by the left side, sorted by its headings.

import { button, compare, make, makeTable, span } from "./elements.js";
import { focusOf } from "./model.js";

const STEP = 150;
const KINDS = ["basic", "cooperative", "reclaimed"];
const COLUMNS = {
  list: (duty) => duty.list.path,
  kind: (duty) => KINDS.indexOf(duty.kind),
  number: (duty) => duty.number.split("-").reduce((whole, part, at) => whole + Number(part) / 1000 ** at, 0),
  title: (duty) => duty.title,
  category: (duty) => duty.category,
  departments: (duty) => duty.bodies.length,
};

/** Return the view of all duties as a table. */
export function dutiesView(page, place) {
  const { model, words } = page;
  const columns = Object.keys(COLUMNS).filter((name) => name !== "list" || model.several);
  const body = make("tbody");
  const told = make("p", { class: "remark told", role: "status" });
  const more = button({ class: "more" }, () => draw(page.state(), shown + STEP), words.more);
  let rows = [];
  let shown = STEP;
  place.append(told, makeTable("duties", words.all_duties, columns.map((name) => [name, head(name)]), body), more);
  const heads = [...place.querySelectorAll("thead th")];
  return { show, rows: exported };

  function head(name) {
    const arrow = make("i", { "aria-hidden": "true" });
    return button({}, () => page.go({ sort: following(name) }), words[`column_${name}`], arrow);
  }

  /** A heading sorts up, then down, then as the document has it. */
  function following(name) {
    const { sort } = page.state();
    if (sort === name) return `-${name}`;
    return sort === `-${name}` ? "" : name;
  }

  function show(state, left) {
    const focus = focusOf(state, model);
    const by = COLUMNS[state.sort.replace("-", "")];
    rows = model.duties.filter(left).filter((duty) => focus.every((one) => duty.bodies.includes(one)));
    if (by) rows = sortedBy(rows, by, state.sort.startsWith("-") ? -1 : 1);
    heads.forEach((one, at) => one.setAttribute("aria-sort", orderOf(columns[at], state.sort)));
    const names = focus.map((one) => one.label).join(" × ");
    told.textContent = page.say(names ? "rows_of" : "rows", { duties: rows.length, departments: names });
    draw(state, STEP);
  }

  function draw(state, count) {
    shown = count;
    body.replaceChildren(...rows.slice(0, shown).map((duty) => line(duty, state)));
    if (!rows.length) body.append(make("tr", {}, make("td", { colspan: columns.length }, words.nothing_found)));
    more.hidden = rows.length <= shown;
  }

  function line(duty, state) {
    const title = button({ class: "link clamp" }, () => page.go({ duty: duty.id }), duty.title);
    const cells = {
      list: [duty.list.township], kind: [span(`kind ${duty.kind}`, words[`kind_${duty.kind}`])],
      number: [duty.number], title: [title], category: [duty.category], departments: departmentsOf(duty),
    };
    return make("tr", { "aria-selected": String(duty.id === state.duty) },
      ...columns.map((name) => make("td", { class: name }, ...cells[name])));
  }

  function departmentsOf(duty) {
    const named = duty.bodies.map((one) => button(
      { class: "chip clamp" }, () => page.choose(one), one.label));
    const ended = duty.ended ? [span("ended", words.ended)] : [];
    return [...named, ...duty.unnamed.map((name) => span("unnamed", name)), ...ended];
  }

  function exported() {
    const cells = {
      list: (duty) => duty.list.path, kind: (duty) => words[`kind_${duty.kind}`], number: (duty) => duty.number,
      title: (duty) => duty.title, category: (duty) => duty.category,
      departments: (duty) => [...duty.bodies.map((one) => one.label), ...duty.unnamed].join("、"),
    };
    const header = columns.map((name) => words[`column_${name}`]);
    return [header, ...rows.map((duty) => columns.map((name) => cells[name](duty)))];
  }
}

function orderOf(name, sort) {
  return { [name]: "ascending", [`-${name}`]: "descending" }[sort] || "none";
}

/** Sort by a key that is made once for each; equals stay in the order of the document. */
function sortedBy(rows, by, way) {
  const keys = new Map(rows.map((duty) => [duty, by(duty)]));
  return [...rows].sort((one, other) => way * compare(keys.get(one), keys.get(other)));
}
