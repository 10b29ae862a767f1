// What a page shows, as the hash of its address: a link restores it, and back and forward work.

/** Every key with its value when nothing is chosen; these are left out of the hash. */
export const START = {
  view: "overview", department: "", other: "", duty: "", q: "", kind: "", category: "", role: "",
  mark: "", township: "", min: "2", sort: "", by: "",
};

/** What filters and search set, to be cleared together. */
export const NO_FILTERS = { q: "", kind: "", category: "", role: "", mark: "", township: "" };

/** What a click in a picture sets, to be cleared together. */
export const NO_FOCUS = { department: "", other: "", duty: "" };

/** Read a hash such as #view=matrix&department=县公安局; unknown keys do not count. */
export function readState(hash, start = {}) {
  const told = new URLSearchParams(hash.replace(/^#/, ""));
  const known = Object.keys(START).filter((name) => told.has(name));
  if (!known.length) return { ...START, ...start };
  return { ...START, ...Object.fromEntries(known.map((name) => [name, told.get(name)])) };
}

/** Write a state as a hash, keys in one order, characters as people read them. */
export function writeState(state) {
  // The view always stands there: an empty hash means where the page was made to begin.
  const told = Object.keys(START).filter((name) => name === "view" || state[name] !== START[name]);
  const safe = (text) => text.replace(/[%&=+#\s]/g, encodeURIComponent);
  return `#${told.map((name) => `${name}=${safe(state[name])}`).join("&")}`;
}
