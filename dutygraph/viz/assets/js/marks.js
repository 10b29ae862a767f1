// Statements as they are shown everywhere: text, the words that mark it, where it stands.

import { make, span } from "./elements.js";

/** Chips with the words that a statement opens with; 牵头 stands out. */
export function markChips(page, statement) {
  return (statement.marks || []).map(([mark, word]) => (word
    ? span(mark === "牵头" ? "mark lead" : "mark", page.say("says", { word }))
    : span("mark", page.words.jointly)));
}

/** Return statements or methods as a list. */
export function textList(page, texts) {
  return make("ol", { class: "texts" }, ...texts.map((one, at) => textItem(page, one, texts[at + 1])));
}

/** Return statements as lists, each under the names of those who bear it. */
export function bearerLists(page, statements, focus) {
  const parts = [];
  let last = null;
  statements.forEach((statement, at) => {
    const names = statement.bearers.map((one) => one.label || one).join("、") || page.words.nobody;
    if (names !== last) {
      const isFocus = statement.bearers.includes(focus);
      parts.push(make("p", { class: isFocus ? "bearers focus" : "bearers" }, names), textList(page, []));
    }
    parts[parts.length - 1].append(textItem(page, statement, statements[at + 1]));
    last = names;
  });
  return parts;
}

/** Texts of one place in the source name it once, after the last. */
function textItem(page, one, following) {
  const isLast = !following || following.where !== one.where;
  const where = one.where && isLast ? [" ", span("where", one.where)] : [];
  return make("li", {}, one.text, ...markChips(page, one), ...where);
}

/** Return what a duty is called in a line: its township where there are several, kind and number. */
export function numberOf(page, duty) {
  const township = page.model.several ? `${duty.list.township} ` : "";
  return `${township}${page.words[`kind_${duty.kind}`]} ${duty.number}`;
}
