"use strict";
(() => {
  // ---- What the page was given -------------------------------------------------------------
  const { nodes, edges, options, words, measures, folded } =
    JSON.parse(document.getElementById("data").textContent);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const departments = nodes.filter((node) => node.kind === "department");
  const duties = nodes.filter((node) => node.kind === "duty");

  // neighbours: id → Map(id of the other end → edge)
  const neighbours = new Map(nodes.map((node) => [node.id, new Map()]));
  edges.forEach((edge, at) => {
    edge.id = `e${at}`;
    neighbours.get(edge.from).set(edge.to, edge);
    neighbours.get(edge.to).set(edge.from, edge);
  });

  // partners: id of a department → Map(id of another → how many duties both share)
  const partners = new Map(departments.map((one) => [one.id, new Map()]));
  const share = (one, other, weight) =>
    partners.get(one).set(other, (partners.get(one).get(other) || 0) + weight);
  if (folded) {
    edges.forEach((edge) => {
      share(edge.from, edge.to, edge.weight);
      share(edge.to, edge.from, edge.weight);
    });
  }
  duties.forEach((duty) => {
    const listed = listedIn(duty);
    listed.forEach((one) =>
      listed.filter((other) => other !== one).forEach((other) => share(one.id, other.id, 1)));
  });

  // ---- Small helpers -----------------------------------------------------------------------
  /** The departments of a duty, in the order of the department column. */
  function listedIn(duty) {
    return [...neighbours.get(duty.id)]
      .sort(([, one], [, other]) => one.order - other.order)
      .map(([id]) => byId.get(id));
  }
  /** The duties of a department, in the order of the document. */
  function dutiesOf(department) {
    return duties.filter((duty) => neighbours.get(department.id).has(duty.id));
  }
  function partnersOf(department) {
    return [...partners.get(department.id)].sort(
      ([one, many], [other, more]) => more - many || compare(byId.get(one).name, byId.get(other).name));
  }
  function compare(one, other) {
    return one < other ? -1 : Number(one > other);
  }
  function fill(message, values) {
    return message.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  }
  /** Make an element; text enters as text, never as markup. */
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...children);
    return element;
  }
  function button(attributes, action, ...children) {
    const element = make("button", { type: "button", ...attributes }, ...children);
    element.addEventListener("click", action);
    return element;
  }

  // ---- The picture -------------------------------------------------------------------------
  const container = document.getElementById("network");
  const drawnNodes = new vis.DataSet();
  const drawnEdges = new vis.DataSet();
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const phone = matchMedia("(max-width: 900px)");
  const fontFace = getComputedStyle(document.body).fontFamily;
  let chosen = []; // ids in focus: none, one, or two departments

  function colours() {
    const style = getComputedStyle(document.documentElement);
    return (name) => style.getPropertyValue(`--${name}`).trim();
  }
  /** Everything that stays bright: what is chosen, its duties, and who else has them. */
  function bright() {
    const ids = new Set(chosen);
    const lines = new Set();
    const add = (one, other) => {
      ids.add(one).add(other);
      lines.add(neighbours.get(one).get(other).id);
    };
    if (chosen.length === 2) {
      const [one, other] = chosen;
      if (neighbours.get(one).has(other)) add(one, other);
      neighbours.get(one).forEach((edge, duty) => {
        if (byId.get(duty).kind === "duty" && neighbours.get(other).has(duty)) {
          add(one, duty);
          add(other, duty);
        }
      });
      return { ids, lines };
    }
    chosen.forEach((id) => neighbours.get(id).forEach((edge, other) => {
      add(id, other);
      if (byId.get(id).kind === "department" && byId.get(other).kind === "duty") {
        neighbours.get(other).forEach((further, partner) => add(other, partner));
      }
    }));
    return { ids, lines };
  }
  function nodeStyle(node, faded, colour) {
    const strong = chosen.includes(node.id);
    const style = node.kind === "duty" ? dotStyle(node, strong, faded) : boxStyle(strong, faded);
    const [background, border, text] = style.colours.map(colour);
    const same = { background, border };
    return {
      id: node.id, label: node.label, title: make("div", {}, node.title),
      x: node.x, y: node.y, shape: node.shape,
      borderWidth: style.border, borderWidthSelected: style.border,
      color: { ...same, highlight: same, hover: { background, border: colour("strong") } },
      font: { color: text, size: style.size, face: fontFace },
      ...style.shape,
    };
  }
  // The names of colours are those of page.css: ground, line, text.
  const FADED = ["faded", "faded-line", "faded-text"];
  function boxStyle(strong, faded) {
    return {
      colours: faded ? FADED : strong ? ["strong", "strong", "surface"] : ["box", "box-line", "box-text"],
      border: 1,
      size: measures.font,
      shape: {
        margin: { top: 0, bottom: 0, left: 2, right: 2 },
        shapeProperties: { borderRadius: 5 },
        widthConstraint: { minimum: measures.width - 4 },
        heightConstraint: { minimum: measures.height },
      },
    };
  }
  function dotStyle(duty, strong, faded) {
    const [ground, line, text] = duty.lead ? ["lead", "dot-line", "lead-text"] : ["dot", "dot-line", "dot-text"];
    return {
      colours: faded ? FADED : [ground, strong ? "strong" : line, text],
      border: strong ? 4 : 1.5,
      size: 12 * measures.dot,
      shape: { margin: 4 * measures.dot, widthConstraint: 16 * measures.dot },
    };
  }
  function edgeStyle(edge, faded, colour) {
    const isStrong = !faded && (chosen.includes(edge.from) || chosen.includes(edge.to));
    const line = colour(faded ? "faded-line" : edge.lead ? "lead" : isStrong ? "strong" : "edge");
    const weight = folded ? Math.min(8, 0.6 + edge.weight / heaviest * 7) : edge.lead ? 2 : 1;
    return {
      id: edge.id, from: portOf(edge.from), to: portOf(edge.to),
      color: { color: line, highlight: line, hover: line },
      width: weight + (isStrong && !folded ? 0.6 : 0), selectionWidth: 0, hoverWidth: 0,
    };
  }
  const heaviest = Math.max(1, ...edges.map((edge) => edge.weight || 0));

  /** Lines end at the side of a box that faces in, else they would run behind its neighbours. */
  const portOf = (id) => (byId.get(id).port ? `port-${id}` : id);
  const ports = departments.map(({ id, port: [x, y] }) => ({
    id: portOf(id), x, y, shape: "dot", size: 0.1, borderWidth: 0, color: "transparent", chosen: false,
  }));

  function paint() {
    const colour = colours();
    const { ids, lines } = bright();
    const fades = (set, id) => chosen.length > 0 && !set.has(id);
    drawnNodes.update(nodes.map((node) => nodeStyle(node, fades(ids, node.id), colour)));
    // Faded lines first, so that they never run over bright ones.
    const order = [...edges].sort((one, other) =>
      lines.has(one.id) - lines.has(other.id) || Boolean(one.lead) - Boolean(other.lead));
    drawnEdges.clear();
    drawnEdges.add(order.map((edge) => edgeStyle(edge, fades(lines, edge.id), colour)));
    return ids;
  }
  drawnNodes.add(ports);
  paint();
  const network = new vis.Network(
    container, { nodes: drawnNodes, edges: drawnEdges },
    { ...JSON.parse(options), autoResize: true, height: "100%", width: "100%" });
  const animation = () => (still.matches ? false : { duration: 250 });
  const showAll = (animated) =>
    network.fit({ animation: animated ? animation() : false, maxZoomLevel: 1.3 });
  network.once("afterDrawing", () => showAll(false));
  network.on("click", ({ nodes: [id] }) =>
    choose(id === undefined ? [] : [id.replace("port-", "")], "picture"));
  network.on("hoverNode", () => { container.style.cursor = "pointer"; });
  network.on("blurNode", () => { container.style.cursor = ""; });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  new ResizeObserver(() => requestAnimationFrame(() => showAll(false))).observe(container);

  document.getElementById("zoom").addEventListener("click", ({ target }) => {
    const way = target.closest("button")?.dataset.zoom;
    const factor = { in: 1.4, out: 1 / 1.4 }[way];
    if (way === "all") showAll(true);
    if (factor) network.moveTo({ scale: network.getScale() * factor, animation: animation() });
  });

  // ---- The panel ---------------------------------------------------------------------------
  const panel = document.getElementById("panel");
  const title = (text) => make("h3", {}, text);
  const remark = (text) => make("p", { class: "remark" }, text);
  const span = (kind, text) => make("span", { class: kind }, text);
  const list = (kind, items) => make("ul", { class: kind }, ...items);
  const close = () => button({ class: "close" }, () => choose([], "panel"), words.close);
  const chip = (department, ...count) => make("li", {}, button(
    {}, () => choose([department.id], "panel"), [department.name, ...count].join(" ")));
  function dutyRow(duty, others) {
    const names = others.map((one) => one.name).join("、");
    const remarks = [duty.path, names && fill(words.with, { departments: names })];
    return make("li", {},
      button({}, () => choose([duty.id], "panel"), span("number", duty.label), span("name", duty.name)),
      ...remarks.filter(Boolean).map((text) => make("p", {}, text)));
  }
  function pairRow([one, other, count]) {
    return make("li", {}, button({}, () => choose([one.id, other.id], "panel"),
      span("name", `${one.name} × ${other.name}`), span("count", String(count))));
  }

  function startPanel() {
    const pairs = departments
      .flatMap((one) => partnersOf(one).map(([other, count]) => [one, byId.get(other), count]))
      .filter(([one, other]) => compare(one.name, other.name) < 0)
      .sort(([a, b, many], [c, d, more]) =>
        more - many || compare(a.name, c.name) || compare(b.name, d.name))
      .slice(0, 10);
    return [remark(words.start), title(words.top_pairs), list("rows", pairs.map(pairRow))];
  }
  function departmentPanel(department) {
    const shared = partnersOf(department);
    const parts = [close(), make("h2", {}, department.name)];
    if (!shared.length) return [...parts, remark(words.shares_none)];
    const counts = { duties: department.shared, departments: shared.length };
    parts.push(remark(fill(words.shares, counts)), title(words.partners),
      list("chips", shared.map(([id, count]) => chip(byId.get(id), count))));
    if (folded) return parts;
    const rows = dutiesOf(department).map((duty) =>
      dutyRow(duty, listedIn(duty).filter((one) => one !== department)));
    return [...parts, title(words.shared_duties), list("rows", rows)];
  }
  function pairPanel(one, other) {
    const rows = dutiesOf(one)
      .filter((duty) => neighbours.get(other.id).has(duty.id))
      .map((duty) => dutyRow(duty, listedIn(duty).filter((third) => third !== one && third !== other)));
    return [
      close(), make("h2", {}, `${one.name} × ${other.name}`),
      remark(`${words.shared_duties} ${partners.get(one.id).get(other.id)}`),
      list("chips", [chip(one), chip(other)]), list("rows", rows)];
  }
  function marks(statement) {
    const chips = statement.words.map((word) =>
      span(word === "牵头" ? "mark lead" : "mark", fill(words.says, { word })));
    const jointly = statement.marks.includes("共同") && !statement.words.includes("共同");
    return jointly ? [...chips, span("mark", words.jointly)] : chips;
  }
  function statementList(statements) {
    const parts = [];
    let last = null;
    statements.forEach((statement) => {
      const bearers = statement.bearers.join("、") || words.nobody;
      if (bearers !== last) parts.push(make("p", { class: "bearers" }, bearers), make("ol"));
      parts.at(-1).append(make("li", {}, statement.text, ...marks(statement)));
      last = bearers;
    });
    return parts;
  }
  function dutyPanel(duty) {
    return [
      close(), make("p", { class: "kind" }, fill(words.duty, { number: duty.label })),
      make("h2", {}, duty.name), remark([duty.path, duty.category].filter(Boolean).join(" · ")),
      title(words.listed), list("chips", listedIn(duty).map((one) => chip(one))),
      title(words.statements), ...statementList(duty.statements)];
  }
  function showPanel() {
    const [one, other] = chosen.map((id) => byId.get(id));
    if (!one) panel.replaceChildren(...startPanel());
    else if (other) panel.replaceChildren(...pairPanel(one, other));
    else panel.replaceChildren(...(one.kind === "duty" ? dutyPanel(one) : departmentPanel(one)));
    panel.scrollTop = 0;
    document.getElementById("chosen").textContent = one ? panel.querySelector("h2").textContent : "";
  }

  // ---- The lists and the search ------------------------------------------------------------
  const search = document.getElementById("search");
  const found = document.getElementById("found");
  const entries = [];
  function entry(node, texts, listId) {
    const toggle = () => choose(chosen.includes(node.id) ? [] : [node.id], "list");
    const item = button({ "aria-pressed": "false", title: node.name }, toggle, ...texts);
    const row = make("li", {}, item);
    document.getElementById(listId).append(row);
    entries.push({ node, row, item, words: `${node.label} ${node.name}`.toLowerCase() });
  }
  [...departments]
    .sort((one, other) => other.shared - one.shared || compare(one.name, other.name))
    .forEach((one) =>
      entry(one, [span("name", one.name), span("count", String(one.shared))], "departments"));
  duties.forEach((duty) => {
    const count = String(neighbours.get(duty.id).size);
    entry(duty, [span("number", duty.label), span("name", duty.name), span("count", count)], "duties");
  });
  document.getElementById("duties-title").hidden = folded;

  const visible = () => entries.filter(({ row }) => !row.hidden);
  function filter() {
    const wanted = search.value.trim().toLowerCase();
    entries.forEach((one) => { one.row.hidden = !one.words.includes(wanted); });
    const count = (kind) => visible().filter(({ node }) => node.kind === kind).length;
    const message = folded ? words.found_folded : words.found;
    found.textContent = visible().length
      ? fill(message, { departments: count("department"), duties: count("duty") })
      : words.nothing_found;
  }
  search.addEventListener("input", filter);
  search.addEventListener("keydown", (event) => {
    const [first] = visible();
    if (event.key === "Enter" && first) choose([first.node.id], "list");
    if (event.key === "ArrowDown" && first) {
      event.preventDefault();
      first.item.focus();
    }
    if (event.key === "Escape") {
      search.value = "";
      filter();
    }
  });
  document.getElementById("lists").addEventListener("keydown", (event) => {
    const items = visible().map(({ item }) => item);
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    (items[to] || (to < 0 ? search : items[at])).focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target !== search) choose([], "keyboard");
  });

  // ---- Choosing ----------------------------------------------------------------------------
  /** Bring a department, a duty, or a pair of departments into focus; nothing shows all again. */
  function choose(ids, from) {
    chosen = ids;
    const near = paint();
    showPanel();
    entries.forEach(({ node, item }) => {
      const isChosen = chosen.includes(node.id);
      item.setAttribute("aria-pressed", String(isChosen));
      if (isChosen && from !== "list" && !phone.matches) item.scrollIntoView({ block: "nearest" });
    });
    network.unselectAll();
    // On a phone labels are small: come nearer to what is bright.
    if (phone.matches && from !== "picture") {
      if (ids.length) network.fit({ nodes: [...near], animation: animation(), maxZoomLevel: 1.3 });
      document.getElementById("picture").scrollIntoView({ block: "start" });
    }
    if (!ids.length) showAll(true);
  }
  filter();
  showPanel();
})();
