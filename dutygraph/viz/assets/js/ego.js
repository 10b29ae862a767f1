// One department in three columns (it, its duties, with whom), or one duty with everybody in it.

import { button, compare, make, remark, span } from "./elements.js";
import { markChips, numberOf, textList } from "./marks.js";
import { partnersOf, statementsOf } from "./model.js";
import { NO_FOCUS } from "./state.js";

/** Return the view of one department or duty; without either, of the departments to choose from. */
export function departmentView(page, place) {
  const { model } = page;
  let rows = [];
  return { show, rows: () => rows };

  function show(state, left) {
    const duty = model.dutyById.get(state.duty);
    const department = model.departmentById.get(state.department);
    const part = department ? ofDepartment(page, department, left, state)
      : duty ? ofDuty(page, duty) : ofAll(page, left);
    rows = part.rows;
    place.replaceChildren(...part.elements);
  }
}

function ofAll(page, left) {
  const { model, words } = page;
  const counted = model.departments
    .map((one) => [one, one.duties.filter(left).length, one.shared.filter(left).length])
    .filter(([, duties]) => duties)
    .sort(([one, , many], [other, , more]) => more - many || compare(one.id, other.id));
  const cards = counted.map(([one, duties, shared]) => make("li", {}, button(
    {}, () => page.choose(one),
    make("b", { class: "clamp" }, one.label), span("remark", page.say("card", { duties, shared })))));
  return {
    elements: [remark(words.choose_department), make("ul", { class: "cards" }, ...cards)],
    rows: [[words.department, words.duties, words.shared_duties],
      ...counted.map(([one, ...counts]) => [one.label, ...counts])],
  };
}

function columns(kind, ...sections) {
  return [make("div", { class: `columns ${kind}` }, ...sections.map(([name, label, ...parts]) =>
    make("section", { class: name, "aria-label": label }, ...parts)))];
}

function ofDepartment(page, department, left, state) {
  const { words, model } = page;
  const isShared = (duty) => department.shared.includes(duty);
  const duties = department.duties.filter(left)
    .sort((one, other) => isShared(other) - isShared(one) || other.bodies.length - one.bodies.length);
  const partners = partnersOf(department, left);
  const focus = model.departmentById.get(state.other);
  const others = (duty) => duty.bodies.filter((one) => one !== department).map((one) => one.label);
  const withWhom = (duty) => [...others(duty), ...duty.unnamed].join("、");
  return {
    elements: columns("department",
      ["self", words.department, ...selfParts(page, department, duties, partners)],
      ["middle", words.duties, make("h3", {}, words.duties, span("count", String(duties.length))),
        make("ol", {}, ...duties.map((duty) => dutyItem(page, duty, department, focus, withWhom(duty))))],
      ["partners", words.partners, make("h3", {}, words.partners, span("count", String(partners.length))),
        make("ul", {}, ...partners.map(([other, theirs]) => partnerItem(page, other, theirs, state)))]),
    rows: [
      ["kind", "number", "title"].map((name) => words[`column_${name}`]).concat(words.sheet_does, words.sheet_with),
      ...duties.map((duty) => [
        words[`kind_${duty.kind}`], duty.number, duty.title,
        statementsOf(duty, department).map((one) => one.text).join("\n"), withWhom(duty),
      ]),
    ],
  };
}

/** In a folder of pages, all departments are on its index. */
function allDepartments(page) {
  const { words, data } = page;
  return data.beside ? make("a", { class: "go", href: "index.html" }, words.all_departments)
    : button({ class: "go" }, () => page.go(NO_FOCUS), words.all_departments);
}

function selfParts(page, department, duties, partners) {
  const { words, model } = page;
  const listed = duties.filter((duty) => duty.roles.has(department));
  const shared = duties.filter((duty) => department.shared.includes(duty));
  const statements = duties.reduce((sum, duty) => sum + statementsOf(duty, department).length, 0);
  const counts = [
    ["duties", words.listed_in, listed.length], ["shared", words.shared_duties, shared.length],
    ["partners", words.partners, partners.length],
    ...(model.folded ? [] : [["statements", words.statements, statements]]),
    ["received", words.received, duties.filter((duty) => duty.receivers.includes(department)).length],
  ];
  return [
    make("h2", {}, department.name), ...(department.county ? [remark(department.county)] : []),
    make("dl", {}, ...counts.map(([key, name, count]) =>
      make("div", {}, make("dt", {}, name), make("dd", { "data-figure": key }, String(count))))),
    allDepartments(page),
  ];
}

function dutyItem(page, duty, department, focus, names) {
  const isFaded = focus && !duty.bodies.includes(focus);
  const texts = statementsOf(duty, department);
  return make("li", { class: `${duty.kind}${isFaded ? " faded" : ""}` },
    button({ class: "link" }, () => page.go({ duty: duty.id }),
      span(`kind ${duty.kind}`, numberOf(page, duty)), span("name clamp", duty.title)),
    ...texts.map((one) => make("p", { class: "text clamp" }, one.text, ...markChips(page, one))),
    names ? make("p", { class: "remark clamp" }, page.say("with", { departments: names })) : "");
}

function partnerItem(page, other, duties, state) {
  const isChosen = state.other === other.id;
  const choose = () => page.go({ other: isChosen ? "" : other.id, duty: "" });
  const label = `${page.words.to_department}：${other.label}`;
  const open = button({ class: "open", title: label, "aria-label": label }, () =>
    page.choose(other), "→");
  return make("li", {}, button({ "aria-pressed": String(isChosen) }, choose,
    span("name clamp", other.label), span("count", String(duties.length))), open);
}

function ofDuty(page, duty) {
  const { words, model } = page;
  const place = [model.several && duty.list.path, duty.category, duty.where].filter(Boolean).join(" · ");
  const everybody = [...duty.bodies.map((one) => bearerItem(page, duty, one)), ...unnamedItems(page, duty)];
  const count = String(everybody.length);
  const nobodys = duty.statements.filter((one) => !one.bearers.length);
  if (nobodys.length) everybody.push(make("li", {}, span("unnamed", words.nobody), textList(page, nobodys)));
  return {
    elements: columns("duty",
      ["self", words.duty_word, make("p", { class: `kind ${duty.kind}` }, numberOf(page, duty)),
        make("h2", {}, duty.title), remark(place),
        ...(duty.ended ? [span("ended", words.ended), remark(duty.reason || words.no_reason)] : []),
        allDepartments(page)],
      ["middle", words.who_does_what, make("h3", {}, words.who_does_what, span("count", count)),
        make("ul", { class: "bodies" }, ...everybody)],
      ["partners", words.township_does, make("h3", {}, words.township_does),
        duty.township.length ? textList(page, duty.township) : remark(words.nothing_stated)]),
    rows: [[words.department, words.sheet_does], ...rowsOf(page, duty)],
  };
}

/** Everything that the view of a duty says, line by line. */
function rowsOf({ words }, duty) {
  const join = (texts) => texts.map((one) => one.text).join("\n");
  const rest = [
    [words.nobody, join(duty.statements.filter((one) => !one.bearers.length))],
    [words.methods, duty.receivers.length ? "" : join(duty.methods)],
    [words.ended, duty.ended ? duty.reason || words.no_reason : ""],
    [words.township_does, join(duty.township)],
  ];
  return [
    ...duty.bodies.map((one) => [one.label, join(textsOf(duty, one))]),
    ...duty.unnamed.map((name) => [name, join(statementsOf(duty, name))]),
    ...rest.filter(([, text]) => text),
  ];
}

/** What a body does in a duty; those who receive it do it in ways of their own. */
function textsOf(duty, body) {
  return duty.receivers.includes(body) ? [...statementsOf(duty, body), ...duty.methods] : statementsOf(duty, body);
}

function unlistedMark(page, duty, body) {
  return duty.unlisted.has(body) ? [span("role", page.words.unlisted)] : [];
}

function bearerItem(page, duty, department) {
  const all = textsOf(duty, department);
  return make("li", {},
    button({ class: "chip clamp" }, () => page.choose(department), department.label),
    ...unlistedMark(page, duty, department),
    all.length ? textList(page, all) : remark(page.words.nothing_stated));
}

function unnamedItems(page, duty) {
  return duty.unnamed.map((name) => make("li", {}, span("unnamed", name), ...unlistedMark(page, duty, name),
    textList(page, statementsOf(duty, name))));
}
