// What is shown, as a file: CSV for Excel, SVG, PNG.

const SCALE = 2;
const LOOKS = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "opacity",
  "font-size", "font-family", "font-weight", "font-style", "text-anchor",
];

/** Return rows as CSV: CRLF, quotes where needed, and a mark by which Excel knows UTF-8. */
export function csvText(rows) {
  const field = (value) => {
    const text = String(value);
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  return `\ufeff${rows.map((row) => row.map(field).join(",")).join("\r\n")}\r\n`;
}

/** Tell which forms a view can be saved in; views give `rows`, and `svg` or `canvas` for pictures. */
export function formsOf(view) {
  return ["csv", ...(view.svg ? ["svg", "png"] : [])];
}

/** Save what a view shows. */
export async function saveAs(page, view, form) {
  const name = [page.data.name, page.words[`view_${page.state().view}`]].join("-");
  if (form === "csv") offer(new Blob([csvText(view.rows())], { type: "text/csv;charset=utf-8" }), `${name}.csv`);
  if (form === "svg") offer(new Blob([svgText(view.svg())], { type: "image/svg+xml;charset=utf-8" }), `${name}.svg`);
  if (form === "png") offer(await pngBlob(view.svg()), `${name}.png`);
}

/** Return a drawing as a file of its own, its colours written out. */
export function svgText(svg) {
  const copy = svg.cloneNode(true);
  if (svg.isConnected) {
    const written = [copy, ...copy.querySelectorAll("*")];
    [svg, ...svg.querySelectorAll("*")].forEach((shown, at) => writeLook(shown, written[at]));
  }
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return new XMLSerializer().serializeToString(copy);
}

function writeLook(shown, written) {
  const style = getComputedStyle(shown);
  LOOKS.forEach((name) => written.setAttribute(name, style.getPropertyValue(name)));
  ["style", "class", "tabindex", "role"].forEach((name) => written.removeAttribute(name));
}

async function pngBlob(svg) {
  const { width, height } = svg.viewBox.baseVal;
  const picture = new Image(width * SCALE, height * SCALE);
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(svg))}`;
  await picture.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: width * SCALE, height: height * SCALE });
  const context = canvas.getContext("2d");
  context.fillStyle = getComputedStyle(document.getElementById("views")).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

function offer(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
