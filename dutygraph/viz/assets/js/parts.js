// Which departments, duties and lines the overview shows, and which of them stay bright.

import { compare } from "./elements.js";
import { focusOf, pairsLeft } from "./model.js";

/** Name the line between two ends, which are a duty and a department, or two departments. */
export function lineOf(one, other) {
  const isTurned = other.isShared || (!one.isShared && compare(other.id, one.id) < 0);
  return isTurned ? `${other.id}\n${one.id}` : `${one.id}\n${other.id}`;
}

/** Return the departments, duties and lines (with weights) of pairs that share `least` duties or more. */
export function strongParts(pairs, least) {
  const strong = pairs.filter(([, , duties]) => duties.length >= least);
  const lines = new Map(strong.map(([one, other, duties]) => [lineOf(one, other), duties.length]));
  strong.forEach(([one, other, duties]) => duties.forEach((duty) =>
    [one, other].forEach((department) => lines.set(lineOf(duty, department), 1))));
  return {
    pairs: strong, lines, least,
    departments: new Set(strong.flatMap(([one, other]) => [one, other])),
    duties: new Set(strong.flatMap(([, , duties]) => duties)),
  };
}

/**
 * Return the parts that a state shows, with `whole`, all that there are.
 *
 * What is in focus is always shown: where it shares too little for the least count that is chosen,
 * everything is shown.
 */
export function pairsShown(state, left, model) {
  const pairs = pairsLeft(model.pairs, left);
  const whole = strongParts(pairs, 1);
  const strong = strongParts(pairs, Number(state.min) || 1);
  const isStrong = strong.pairs.length && (hasFocus(strong, state, model) || !hasFocus(whole, state, model));
  return { ...(isStrong ? strong : whole), whole };
}

/** Tell whether what is in focus is among the parts; nothing in focus always is. */
function hasFocus({ departments, duties, lines }, state, model) {
  const duty = model.dutyById.get(state.duty);
  if (duty && duty.isShared && !model.folded) return duties.has(duty);
  const [one, other] = focusOf(state, model);
  return other ? lines.has(lineOf(one, other)) : !one || departments.has(one);
}

/** Return what stays bright: what is in focus (`chosen`), its duties, and who else has them. */
export function brightParts(state, shown, model) {
  const duty = model.dutyById.get(state.duty);
  if (duty && !model.folded && shown.duties.has(duty)) {
    return { duties: new Set([duty]), departments: new Set(duty.listed), chosen: new Set([duty]) };
  }
  const focus = focusOf(state, model);
  if (!focus.length || !hasFocus(shown, { ...state, duty: "" }, model)) {
    return { ...shown, chosen: new Set(), isAll: true };
  }
  const duties = [...shown.duties].filter((one) => focus.every((body) => shown.lines.has(lineOf(one, body))));
  const others = focus.length > 1 ? []
    : duties.flatMap((one) => one.listed).filter((body) => shown.departments.has(body));
  return { duties: new Set(duties), departments: new Set([...focus, ...others]), chosen: new Set(focus) };
}
