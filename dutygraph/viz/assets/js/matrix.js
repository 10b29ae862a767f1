// How many duties each two departments share, as a matrix that Python drew; here it is sorted.

import { button, compare, drawnBy, make, span } from "./elements.js";
import { focusOf, partnersOf } from "./model.js";

/** Return the order in which departments stand: by name, by how many share duties, by community. */
export function matrixOrder(departments, by, communities) {
  const degrees = new Map(departments.map((one) => [one, partnersOf(one).length]));
  const byName = (one, other) => compare(one.id, other.id);
  const byDegree = (one, other) => degrees.get(other) - degrees.get(one) || byName(one, other);
  const orders = {
    name: byName,
    degree: byDegree,
    community: (one, other) => communities.get(one) - communities.get(other) || byDegree(one, other),
  };
  return [...departments].sort(orders[by] || orders.community);
}

/** Return the view of the matrix: the cells move to their places, a click opens the shared duties. */
export function matrixView(page, place) {
  const { model, words, data } = page;
  const svg = drawnBy(data.pictures.matrix);
  const names = data.matrix.map((one) => model.departments[one.department]);
  const communities = new Map(names.map((one, at) => [one, data.matrix[at].community]));
  const sorts = ["community", "degree", "name"].map((by) =>
    button({ "data-by": by }, () => page.go({ by: by === "community" ? "" : by }), words[`by_${by}`]));
  place.append(make("div", { class: "controls" },
    make("span", { class: "choice", role: "group", "aria-label": words.sort_by },
      span("label", words.sort_by), ...sorts),
    make("p", { class: "remark told" }, words.matrix_hint)));
  const cells = svg ? [...svg.querySelectorAll("[data-row]")] : [];
  let isLeft = () => true;
  const labels = svg ? [...svg.querySelectorAll("[data-name]")] : [];
  if (svg) {
    place.append(make("div", { class: "picture scroll", tabindex: "0" }, svg));
    listen();
  }
  return { show, rows, svg: svg && (() => svg) };

  function listen() {
    svg.addEventListener("click", ({ target }) => open(target));
    svg.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open(event.target);
    });
    // Names of rows suffice for the keyboard: the panel leads from a department to its pairs.
    labels.filter((label) => label.dataset.along === "row").forEach((label) => {
      label.setAttribute("tabindex", "0");
      label.setAttribute("role", "button");
    });
  }

  function partsOf({ dataset }) {
    return [names[Number(dataset.row)], names[Number(dataset.column)]];
  }

  function open(target) {
    const part = target.closest("[data-row], [data-name]");
    if (!part) return;
    const [one, other] = part.dataset.name ? [names[Number(part.dataset.name)]] : partsOf(part);
    page.go({ department: one.id, other: other ? other.id : "", duty: "" });
  }

  function countOf(one, other) {
    return one.shared.filter((duty) => isLeft(duty) && duty.roles.has(other)).length;
  }

  function show(state, left) {
    isLeft = left;
    const order = matrixOrder(names, state.by, communities);
    const offset = new Map(order.map((one, at) => [one, svg ? at * Number(svg.dataset.side) : 0]));
    const focus = focusOf(state, model);
    cells.forEach((cell) => {
      const [row, column] = partsOf(cell);
      const count = countOf(row, column);
      const isNear = focus.every((one) => one === row || one === column);
      cell.setAttribute("transform", `translate(${offset.get(column)} ${offset.get(row)})`);
      cell.querySelector("text").textContent = count ? String(count) : "";
      cell.querySelector("title").textContent = page.say(
        "cell", { first: row.label, second: column.label, count });
      cell.classList.toggle("faded", !count || !isNear);
      cell.classList.toggle("chosen", focus.length === 2 && isNear);
    });
    labels.forEach((label) => {
      const one = names[Number(label.dataset.name)];
      const isRow = label.dataset.along === "row";
      label.setAttribute("transform", `translate(${isRow ? 0 : offset.get(one)} ${isRow ? offset.get(one) : 0})`);
      label.classList.toggle("strong", focus.includes(one));
    });
    if (svg) svg.classList.toggle("elsewise", Boolean(state.by));
    sorts.forEach((sort) => sort.setAttribute("aria-pressed", String(sort.dataset.by === (state.by || "community"))));
  }

  function rows() {
    const order = matrixOrder(names, page.state().by, communities);
    const count = (one, other) => (one === other ? "" : countOf(one, other));
    return [["", ...order.map((one) => one.label)],
      ...order.map((one) => [one.label, ...order.map((other) => count(one, other))])];
  }
}
