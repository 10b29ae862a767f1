// How departments, duties and lines of the overview look: values for vis-network, and an SVG of them.

const FADED = ["faded", "faded-line", "faded-text"];
const DUTY_SIZE = 12;
const DUTY_RADIUS = 13;
const SVG = "http://www.w3.org/2000/svg";

/** Return how to find the colours of the page: those of base.css by name. */
export function palette() {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

/** Return a node of vis-network: a box for a department, a dot with a number for a duty. */
export function nodeStyle(node, { isFaded, isChosen, colour, measures, face }) {
  const style = node.kind === "duty"
    ? dotStyle(node.of, isChosen, isFaded, measures) : boxStyle(isChosen, isFaded, measures);
  const [background, border, text] = style.colours.map(colour);
  const same = { background, border };
  return {
    id: node.id, label: node.label, borderWidth: style.border, borderWidthSelected: style.border,
    color: { ...same, highlight: same, hover: { background, border: colour("strong") } },
    // Else vis-network makes the label of what was clicked bold, and wider than its box.
    chosen: { node: true, label: false }, font: { color: text, size: style.size, face }, ...style.shape,
  };
}

function boxStyle(isChosen, isFaded, measures) {
  const colours = isChosen ? ["strong", "strong", "surface"] : ["box", "box-line", "box-text"];
  return {
    colours: isFaded ? FADED : colours,
    border: 1,
    size: measures.font,
    shape: {
      shape: "box",
      margin: { top: 0, bottom: 0, left: 2, right: 2 },
      shapeProperties: { borderRadius: 5 },
      widthConstraint: { minimum: measures.width - 4 },
      heightConstraint: { minimum: measures.height },
    },
  };
}

function dotStyle(duty, isChosen, isFaded, measures) {
  const [ground, line, text] = duty.lead ? ["lead", "dot-line", "lead-text"] : ["dot", "dot-line", "dot-text"];
  return {
    colours: isFaded ? FADED : [ground, isChosen ? "strong" : line, text],
    border: isChosen ? 4 : 1.5,
    size: DUTY_SIZE * measures.dot,
    shape: { shape: "circle", margin: 4 * measures.dot, widthConstraint: 16 * measures.dot },
  };
}

/** Return colour and width of a line; `weight` is a share of the heaviest line, if lines differ. */
export function edgeStyle(edge, { isBright, isStrong, weight, colour }) {
  const bright = edge.lead ? "lead" : isStrong ? "strong" : "edge";
  const line = colour(isBright ? bright : "faded-line");
  const plain = edge.lead ? 2 : 1;
  const width = weight === undefined ? plain + (isStrong ? 0.6 : 0) : 0.6 + 7 * weight;
  return { color: { color: line, highlight: line, hover: line }, width, selectionWidth: 0, hoverWidth: 0 };
}

/** Return what is painted as an SVG of its own. */
export function networkSvg({ nodes, edges, measures, ground }) {
  const shown = nodes.filter((node) => !node.hidden);
  const [left, top, right, bottom] = frameOf(shown, measures);
  const size = { width: right - left, height: bottom - top };
  const svg = element("svg", { viewBox: `${left} ${top} ${size.width} ${size.height}`, ...size });
  svg.append(element("rect", { x: left, y: top, ...size, fill: ground }));
  svg.append(...edges.filter((edge) => !edge.hidden).map(({ ends: [from, to], style }) => element("line", {
    x1: from[0], y1: from[1], x2: to[0], y2: to[1], stroke: style.color.color, "stroke-width": style.width,
  })));
  svg.append(...shown.map((node) => nodeSvg(node, measures)));
  return svg;
}

function nodeSvg(node, measures) {
  const { background, border } = node.color;
  const look = { fill: background, stroke: border, "stroke-width": node.borderWidth };
  const size = { width: measures.width, height: measures.height };
  const shape = node.shape === "box"
    ? element("rect", { x: node.x - size.width / 2, y: node.y - size.height / 2, ...size, rx: 5, ...look })
    : element("circle", { cx: node.x, cy: node.y, r: DUTY_RADIUS * measures.dot, ...look });
  const text = element("text", {
    x: node.x, y: node.y + node.font.size * 0.36, fill: node.font.color, "font-size": node.font.size,
    "font-family": node.font.face, "text-anchor": "middle",
  });
  text.textContent = node.label;
  const group = element("g", {});
  group.append(shape, text);
  return group;
}

/** Return left, top, right and bottom of what nodes take, with some room around. */
export function frameOf(nodes, measures) {
  const wide = (node) => (node.shape === "box" ? measures.width / 2 : DUTY_RADIUS);
  const room = 12;
  return [
    Math.min(...nodes.map((node) => node.x - wide(node))) - room,
    Math.min(...nodes.map((node) => node.y)) - measures.height / 2 - room,
    Math.max(...nodes.map((node) => node.x + wide(node))) + room,
    Math.max(...nodes.map((node) => node.y)) + measures.height / 2 + room,
  ];
}

function element(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, String(value)));
  return made;
}
