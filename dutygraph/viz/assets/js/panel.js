// The right side: all that is known of what is in focus, with its place in the source.

import { button, make, makeTable, remark, span } from "./elements.js";
import { bearerLists, numberOf, textList } from "./marks.js";
import { focusOf, partnersOf } from "./model.js";
import { pairsShown } from "./parts.js";

const heading = (text) => make("h3", {}, text);

/** Return the elements of the panel: a duty, a pair of departments, one, or where to begin. */
export function panelOf(page, state, left) {
  const { model } = page;
  const duty = model.dutyById.get(state.duty);
  const [one, other] = focusOf(state, model);
  if (duty) return dutyPanel(page, duty, one);
  if (one && other) return pairPanel(page, one, other, left);
  return one ? departmentPanel(page, one, left) : startPanel(page, state, left);
}

/** The pairs that the picture shows, for those who cannot see it or use a mouse. */
function startPanel(page, state, left) {
  const { words, model } = page;
  const rows = pairsShown(state, left, model).pairs.map(([one, other, duties]) => make("tr", {},
    make("td", {}, button({ class: "link clamp" },
      () => page.go({ department: one.id, other: other.id, duty: "" }), `${one.label} × ${other.label}`)),
    make("td", { class: "count" }, String(duties.length))));
  const columns = [["pair", words.pair], ["count", words.shared_duties]];
  return [remark(words.start), heading(words.top_pairs),
    makeTable("pairs", words.top_pairs, columns, make("tbody", {}, ...rows))];
}

const close = (page, change) => button({ class: "close" }, () => page.go(change), page.words.close);

const towards = (page, change, words) =>
  button({ class: "go" }, () => page.go({ view: "department", ...change }), words);

function chip(page, department, ...more) {
  return make("li", {}, button({ class: "chip clamp" },
    () => page.choose(department), department.label, ...more));
}

function section(name, ...parts) {
  return parts.length ? [heading(name), ...parts] : [];
}

function dutyRow(page, duty, without) {
  const others = duty.bodies.filter((one) => !without.includes(one)).map((one) => one.label);
  const names = [...others, ...duty.unnamed].join("、");
  return make("li", {},
    button({}, () => page.go({ duty: duty.id }), span("number", numberOf(page, duty)), span("name clamp", duty.title)),
    ...(names ? [make("p", { class: "clamp" }, page.say("with", { departments: names }))] : []));
}

function dutyRows(page, duties, without) {
  return duties.length ? [make("ul", { class: "rows" }, ...duties.map((duty) => dutyRow(page, duty, without)))] : [];
}

function departmentPanel(page, department, left) {
  const { words } = page;
  const partners = partnersOf(department, left);
  const shared = department.shared.filter(left);
  const others = department.duties.filter((duty) => left(duty) && !shared.includes(duty));
  const counts = { duties: shared.length, departments: partners.length };
  const none = department.shared.length ? words.nothing_found : words.shares_none;
  const chips = partners.map(([other, duties]) => make("li", {}, button(
    { class: "chip clamp" }, () => page.go({ department: department.id, other: other.id, duty: "" }),
    other.label, span("count", String(duties.length)))));
  return [
    close(page, { department: "" }), make("h2", {}, department.label),
    remark(partners.length ? page.say("shares", counts) : none),
    towards(page, { department: department.id, duty: "" }, words.to_department),
    ...section(words.partners, ...(chips.length ? [make("ul", { class: "chips" }, ...chips)] : [])),
    ...section(words.shared_duties, ...dutyRows(page, shared, [department])),
    ...section(words.other_duties, ...dutyRows(page, others, [department])),
  ];
}

function pairPanel(page, one, other, left) {
  const all = one.shared.filter((duty) => duty.listed.includes(other));
  const duties = all.filter(left);
  const none = all.length ? page.words.nothing_found : page.words.pair_none;
  return [
    close(page, { department: "", other: "" }), make("h2", {}, `${one.label} × ${other.label}`),
    remark(duties.length ? page.say("shared_count", { duties: duties.length }) : none),
    make("ul", { class: "chips" }, chip(page, one), chip(page, other)),
    ...dutyRows(page, duties, [one, other]),
  ];
}

function dutyPanel(page, duty, focus) {
  const { words, model } = page;
  const place = [model.several && duty.list.path, duty.category].filter(Boolean).join(" · ");
  const chips = (items) => (items.length ? [make("ul", { class: "chips" }, ...items)] : []);
  const texts = (those) => (those.length ? [textList(page, those)] : []);
  const unnamed = duty.unnamed.filter((name) => !duty.unlisted.has(name));
  const laws = duty.laws.map((law) => make("li", {}, law));
  return [
    close(page, { duty: "" }), make("p", { class: `kind ${duty.kind}` }, numberOf(page, duty)),
    make("h2", {}, duty.title), remark(place),
    towards(page, { duty: duty.id, department: "", other: "" }, words.to_duty),
    ...section(words.listed, ...chips(duty.listed.map((one) => listedChip(page, duty, one)))),
    ...section(words.unnamed, ...chips(unnamed.map((name) => make("li", {}, span("unnamed", name))))),
    ...section(words.unlisted, ...chips([...duty.unlisted].map((one) => (
      one.label ? chip(page, one) : make("li", {}, span("unnamed", one)))))),
    ...section(words.receivers, ...chips(duty.receivers.map((one) => chip(page, one)))),
    ...(duty.ended ? [heading(words.ended), remark(duty.reason || words.no_reason)] : []),
    ...section(words.statements, ...bearerLists(page, duty.statements, focus)),
    ...section(words.township_does, ...texts(duty.township)),
    ...section(words.methods, ...texts(duty.methods)),
    ...section(words.laws, ...(laws.length ? [make("ul", { class: "laws" }, ...laws)] : [])),
    ...section(words.source, ...(duty.where ? [remark(`${duty.list.file} · ${duty.where}`)] : [])),
  ];
}

/** A listed department with its roles, and how the document spells it where that differs. */
function listedChip(page, duty, department) {
  const given = duty.roles.get(department);
  const roles = given.roles.filter((role) => role !== "listed").map((role) => span("role", page.words[`role_${role}`]));
  const written = given.written.filter((name) => name !== department.name);
  const item = chip(page, department, ...roles);
  if (written.length) item.append(span("written", page.say("written", { names: written.join("、") })));
  return item;
}
