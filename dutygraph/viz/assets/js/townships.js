// The same department across townships: how many duties it takes part in, list by list.

import { button, compare, make, makeTable } from "./elements.js";
import { NO_FOCUS } from "./state.js";

/** Return the view that compares lists: departments down, townships across. */
export function townshipsView(page, place) {
  const { model, words } = page;
  const townships = model.lists.map((list) => ["count", list.township]);
  const heads = [["name", words.department], ...townships, ["count", words.total]];
  const body = make("tbody");
  let rows = [];
  place.append(make("p", { class: "remark told" }, words.townships_hint),
    makeTable("townships", words.view_townships, heads, body));
  return { show, rows: () => rows };

  function show(state, left) {
    const focus = model.departmentById.get(state.department);
    const counted = model.departments
      .map((one) => countsOf(one, left))
      .filter(({ total }) => total)
      .sort((one, other) => other.total - one.total || compare(one.department.id, other.department.id));
    rows = [[words.department, ...model.lists.map((list) => list.path), words.total],
      ...counted.map(({ department, counts, total }) => [department.label, ...counts, total])];
    body.replaceChildren(...counted.map((one) => line(one, focus)));
  }

  function countsOf(department, left) {
    const byList = new Map(model.lists.map((list) => [list, 0]));
    department.duties.filter(left).forEach((duty) => byList.set(duty.list, byList.get(duty.list) + 1));
    const counts = [...byList.values()];
    return { department, counts, total: counts.reduce((sum, count) => sum + count, 0) };
  }

  function line({ department, counts, total }, focus) {
    const name = make("th", { scope: "row" }, button(
      { class: "link clamp" }, () => page.choose(department), department.label));
    const open = (at) => page.go(
      { ...NO_FOCUS, view: "duties", department: department.id, township: model.lists[at].path });
    const cells = counts.map((count, at) => (count
      ? make("td", { class: "count" }, button({ class: "link" }, () => open(at), String(count)))
      : make("td", { class: "count none" }, "–")));
    const isFaded = focus && focus !== department;
    return make("tr", { class: isFaded && "faded", "aria-selected": String(focus === department) },
      name, ...cells, make("td", { class: "count total" }, String(total)));
  }
}
