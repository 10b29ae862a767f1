// The picture of departments and the duties that they share; focus fades the rest, never hides it.

import { button, make, span } from "./elements.js";
import { numberOf } from "./marks.js";
import { edgeStyle, frameOf, networkSvg, nodeStyle, palette } from "./painting.js";
import { brightParts, lineOf, pairsShown } from "./parts.js";
import { NO_FOCUS } from "./state.js";

const LARGEST = 1.4;
const narrow = matchMedia("(max-width: 900px)");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const animation = () => (still.matches ? false : { duration: 250, easingFunction: "easeInOutQuad" });

/** Return the view of the network that Python laid out. */
export function overviewView(page, place) {
  const { model, words, data } = page;
  const members = data.nodes.map((node) => ({
    ...node, of: node.kind === "department" ? model.departments[node.at] : model.duties[node.at],
  }));
  const byNode = new Map(members.map((node) => [node.id, node]));
  const edges = data.edges.map((edge) => ({ ...edge, ends: [byNode.get(edge.from), byNode.get(edge.to)] }));
  const face = getComputedStyle(document.body).fontFamily;
  const canvas = make("div", { class: "network", role: "img", "aria-label": words.picture });
  const controls = overviewControls(page, { zoom, showAll: () => fit(painted.nodes, true) });
  const nodes = new vis.DataSet();
  const lines = new vis.DataSet();
  let network = null;
  let shown = null;
  let painted = { nodes: [], edges: [] };

  place.append(controls.bar, canvas, controls.legend);
  addEventListener("schemechange", () => network && repaint());
  return { show, rows, canvas: () => canvas.querySelector("canvas"), svg };

  function show(state, left) {
    shown = pairsShown(state, left, model);
    controls.show(state, shown);
    const before = painted.key;
    paint(state);
    if (network === null) draw();
    else if (painted.key !== before) fit(painted.fitted, true);
  }

  /** At once, since before printing no frame is drawn any more. */
  function repaint() {
    paint(page.state());
    network.redraw();
  }

  /** The colours may be others than those of the screen. */
  function svg() {
    paint(page.state());
    return networkSvg(painted);
  }

  function rows() {
    return [[words.first, words.second, words.shared_duties, words.duties], ...shown.pairs.map(([one, other, duties]) =>
      [one.label, other.label, duties.length, duties.map((duty) => `${duty.number} ${duty.title}`).join("；")])];
  }

  /** Bring all nodes and lines up to date; `key` tells when the picture has to be fitted anew. */
  function paint(state) {
    const bright = brightParts(state, shown, model);
    const isBright = (one) => bright.departments.has(one) || bright.duties.has(one);
    const isShown = (one) => shown.departments.has(one) || shown.duties.has(one);
    const isStart = members.every((node) => node.start || !isShown(node.of));
    const measures = { ...data.measures, ...(isStart ? data.measures.start : data.measures.whole) };
    const colour = palette();
    const drawn = members.map((node) => {
      const { x, y, port } = (isStart && node.start) || node;
      const look = { isFaded: !isBright(node.of), isChosen: bright.chosen.has(node.of), colour, measures, face };
      return { ...nodeStyle(node, look), x, y, port, of: node.of, hidden: !isShown(node.of), title: tooltip(node) };
    });
    const at = new Map(drawn.map((node) => [node.id, node.port || [node.x, node.y]]));
    const drawnEdges = paintedEdges(bright, colour)
      .map((edge) => ({ ...edge, ends: edge.nodes.map((id) => at.get(id)) }));
    const visible = drawn.filter((node) => !node.hidden);
    const near = narrow.matches && !bright.isAll ? visible.filter((node) => isBright(node.of)) : visible;
    const key = [isStart, shown.least, near.length, near[0] && near[0].id].join();
    painted = { nodes: visible, edges: drawnEdges, measures, ground: colour("surface"), fitted: near, key };
    nodes.update([...drawn.map(({ of, port, ...node }) => node), ...drawn.flatMap(portNode)]);
    lines.clear();
    lines.add(drawnEdges.map(({ id, nodes: [from, to], style, hidden }) => ({
      id, from: endOf(from), to: endOf(to), hidden, ...style,
    })));
  }

  function paintedEdges(bright, colour) {
    const heaviest = Math.max(1, ...shown.pairs.map(([, , duties]) => duties.length));
    const drawn = edges.map((edge, at) => {
      const [from, to] = edge.ends.map((node) => node.of);
      const weight = shown.lines.get(lineOf(from, to));
      const has = (one) => bright.departments.has(one) || bright.duties.has(one);
      const isNear = bright.isAll || !model.folded || bright.chosen.has(from) || bright.chosen.has(to);
      const isBright = has(from) && has(to) && isNear;
      const isStrong = isBright && (bright.chosen.has(from) || bright.chosen.has(to));
      const share = model.folded ? weight / heaviest : undefined;
      return {
        id: `e${at}`, nodes: [edge.from, edge.to], hidden: weight === undefined, isBright, lead: Boolean(edge.lead),
        style: edgeStyle(edge, { isBright, isStrong, colour, weight: share }),
      };
    });
    // Faded lines first, so that they never run over bright ones.
    return drawn.sort((one, other) => one.isBright - other.isBright || one.lead - other.lead);
  }

  function tooltip(node) {
    return make("div", {}, node.kind === "duty" ? `${numberOf(page, node.of)} ${node.of.title}` : node.of.label);
  }

  /** Lines end at the side of a box that faces in, else they would run behind its neighbours. */
  function portNode({ id, port }) {
    return port ? [{
      id: endOf(id), x: port[0], y: port[1], shape: "dot", size: 0.1, borderWidth: 0, color: "transparent",
      chosen: false,
    }] : [];
  }

  function endOf(id) {
    return byNode.get(id).port ? `port-${id}` : id;
  }

  function draw() {
    const options = { ...data.options, autoResize: true, height: "100%", width: "100%" };
    network = new vis.Network(canvas, { nodes, edges: lines }, options);
    network.once("afterDrawing", () => fit(painted.fitted, false));
    network.on("click", ({ nodes: [id] }) => choose(nodeOf(id)));
    network.on("doubleClick", ({ nodes: [id] }) => open(nodeOf(id)));
    network.on("hoverNode", () => { canvas.style.cursor = "pointer"; });
    network.on("blurNode", () => { canvas.style.cursor = ""; });
    new ResizeObserver(() => requestAnimationFrame(() => fit(painted.fitted, false))).observe(canvas);
  }

  function nodeOf(id) {
    return id === undefined ? undefined : byNode.get(id.replace("port-", ""));
  }

  function choose(node) {
    if (!node) page.go(NO_FOCUS);
    else page.go({ ...NO_FOCUS, [node.kind]: node.of.id });
  }

  function open(node) {
    if (node) page.go({ ...NO_FOCUS, view: "department", [node.kind]: node.of.id });
  }

  function zoom(factor) {
    network.moveTo({ scale: network.getScale() * factor, animation: animation() });
  }

  function fit(those, isAnimated) {
    if (!those.length || !canvas.clientWidth) return;
    const [left, top, right, bottom] = frameOf(those, painted.measures);
    const scale = Math.min(canvas.clientWidth / (right - left), canvas.clientHeight / (bottom - top), LARGEST);
    const position = { x: (left + right) / 2, y: (top + bottom) / 2 };
    network.moveTo({ position, scale, animation: isAnimated && animation() });
  }
}

/** Return the bar above the picture and the legend below it. */
function overviewControls(page, { zoom, showAll }) {
  const { words, model } = page;
  const told = make("p", { class: "remark told", role: "status" });
  const least = make("output", {});
  const change = (by) => () => page.go({ min: String(Math.max(1, Number(least.textContent) + by)) });
  const fewer = button({ "aria-label": words.fewer, title: words.fewer }, change(-1), "−");
  const bar = make("div", { class: "controls" },
    make("span", { class: "stepper", role: "group", "aria-label": words.least }, span("label", words.least),
      fewer, least, button({ "aria-label": words.more_shared, title: words.more_shared }, change(1), "+")),
    make("span", { class: "zoom", role: "group", "aria-label": words.zoom },
      button({ "aria-label": words.zoom_in, title: words.zoom_in }, () => zoom(1.4), "+"),
      button({ "aria-label": words.zoom_out, title: words.zoom_out }, () => zoom(1 / 1.4), "−"),
      button({}, showAll, words.zoom_all)),
    told);
  const entries = model.folded
    ? [["box", "legend_department", ""], ["line thick", "legend_weight", ""]]
    : [["box", "legend_department", ""], ["dot lead", "legend_lead", "牵头"], ["dot", "legend_no_lead", "!牵头"],
      ["line lead", "legend_lead_line", "牵头"]];
  const items = entries.map(([kind, name, mark]) => [mark, button({ "aria-pressed": "false" },
    () => page.go({ mark: page.state().mark === mark ? "" : mark }),
    make("i", { class: kind, "aria-hidden": "true" }), words[name])]);
  const legend = make("ul", { class: "legend", "aria-label": words.legend },
    ...items.map(([, item]) => make("li", {}, item)));
  return { bar, legend, show };

  function show(state, shown) {
    const { whole } = shown;
    least.textContent = String(shown.least);
    fewer.disabled = shown.least === 1;
    items.forEach(([mark, item]) => item.setAttribute("aria-pressed", String(Boolean(mark) && mark === state.mark)));
    const hidden = {
      pairs: whole.pairs.length - shown.pairs.length, duties: whole.duties.size - shown.duties.size,
      departments: whole.departments.size - shown.departments.size,
    };
    const counts = { pairs: shown.pairs.length, duties: shown.duties.size, departments: shown.departments.size };
    const showThem = button({ class: "link" }, () => page.go({ min: "1" }), words.show_them);
    told.replaceChildren(page.say("shown_counts", counts), ...(hidden.pairs
      ? [span("hidden-count", page.say("hidden_counts", hidden), " ", showThem)] : []));
  }
}
