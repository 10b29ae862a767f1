// The model of a page: what Python wrote, with everything that views look up in it.

import { compare } from "./elements.js";

/**
 * Join what belongs together.
 *
 * A department gets `id` and `label` (its name, with its county where there are several), `duties`
 * (all that it takes part in) and `shared` (the cooperative ones that list two or more departments);
 * a duty gets `id`, `listed` and `receivers` as departments, `bodies` (both, and all others that bear
 * a statement; such without a place here are `unnamed`), `unlisted` (these others), `isShared`, `label`
 * (kind and number) and `text`, which holds all its texts for the search.
 */
export function buildModel(data) {
  const several = data.lists.length > 1;
  const departments = data.departments.map((told) => ({
    ...told,
    id: told.county ? `${told.county}/${told.name}` : told.name,
    label: told.county ? `${told.name}（${told.county}）` : told.name,
    duties: [],
    shared: [],
  }));
  const duties = data.duties.map((told) => buildDuty(told, data, departments, several));
  duties.forEach((duty) => duty.bodies.forEach((department) => {
    department.duties.push(duty);
    if (duty.isShared && duty.roles.has(department)) department.shared.push(duty);
  }));
  return {
    lists: data.lists, departments, duties, several, folded: data.folded, pairs: pairsOf(departments),
    departmentById: new Map(departments.map((one) => [one.id, one])),
    dutyById: new Map(duties.map((one) => [one.id, one])),
  };
}

function buildDuty(told, { lists, words }, departments, several) {
  const list = lists[told.list];
  const listed = told.listed.map((one) => departments[one.department]);
  const receivers = told.receivers.map((at) => departments[at]);
  const id = `${told.kind}-${told.number}`;
  const statements = (told.statements || []).map((one) => ({
    ...one, bearers: one.bearers.map((bearer) => (typeof bearer === "number" ? departments[bearer] : bearer)),
  }));
  const texts = [...statements, ...(told.township || []), ...(told.methods || [])].map((one) => one.text);
  const written = told.listed.flatMap((one) => one.written);
  const bearers = new Set(statements.flatMap((one) => one.bearers));
  const known = new Set([...listed, ...receivers, ...told.unnamed]);
  const unlisted = new Set([...bearers].filter((one) => !known.has(one)));
  const isName = (one) => typeof one === "string";
  return {
    township: [], methods: [], laws: [], ...told, list, listed, receivers, statements,
    id: several ? `${list.path}@${list.edition}/${id}` : id,
    roles: new Map(told.listed.map((one) => [departments[one.department], one])),
    unlisted, bodies: [...new Set([...listed, ...receivers, ...[...unlisted].filter((one) => !isName(one))])],
    unnamed: [...told.unnamed, ...[...unlisted].filter(isName)],
    isShared: told.kind === "cooperative" && listed.length > 1,
    label: `${words[`kind_${told.kind}`]} ${told.number}`.toLowerCase(),
    text: [...texts, ...written, told.category, ...told.unnamed].join("\n").toLowerCase(),
  };
}

/** Return the departments that share duties with one, each with those that are left, most first. */
export function partnersOf(department, left = () => true) {
  const found = new Map();
  department.shared.filter(left).forEach((duty) => duty.listed.forEach((other) => {
    if (other === department) return;
    if (!found.has(other)) found.set(other, []);
    found.get(other).push(duty);
  }));
  return [...found].sort(([one, many], [other, more]) => more.length - many.length || compare(one.id, other.id));
}

/** Return all pairs of departments with the duties that both share, most first. */
export function pairsOf(departments) {
  return departments
    .flatMap((one) => partnersOf(one).map(([other, duties]) => [one, other, duties]))
    .filter(([one, other]) => compare(one.id, other.id) < 0)
    .sort(([a, b, many], [c, d, more]) =>
      more.length - many.length || compare(a.id, c.id) || compare(b.id, d.id));
}

/** Return the pairs with only those of their duties that a filter leaves. */
export function pairsLeft(pairs, left) {
  return pairs
    .map(([one, other, duties]) => [one, other, duties.filter(left)])
    .filter(([, , duties]) => duties.length);
}

/** Return the statements of one department in a duty. */
export function statementsOf(duty, department) {
  return duty.statements.filter((one) => one.bearers.includes(department));
}

/** Return the departments that a state names as its focus: none, one or a pair. */
export function focusOf(state, model) {
  return [state.department, state.other].map((id) => model.departmentById.get(id)).filter(Boolean);
}

/** Unpack what Python wrote: deflated JSON in base64. */
export async function unpack(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}
