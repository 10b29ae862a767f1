// Which duties the search and the filters leave.

/** Tell whether a text, or the initials of its pinyin, holds what was typed. */
export function holds(text, keys, typed) {
  return text.toLowerCase().includes(typed) || (/^[a-z]+$/.test(typed) && keys.includes(typed));
}

/** Return the words that were typed, of which each has to be found. */
export function termsOf(typed) {
  return typed.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Tell whether what was typed is the number of a duty, or its kind and number: 17, 配合 17, 配合17. */
export function isCalled(duty, typed) {
  const bare = typed.toLowerCase().replace(/\s/g, "");
  return bare !== "" && (bare === duty.number || bare === duty.label.replace(/\s/g, ""));
}

/** Return a test that tells whether a duty is left by the filters of a state. */
export function dutyFilter(state, model) {
  const department = model.departmentById.get(state.department);
  const tests = [
    state.kind && ((duty) => duty.kind === state.kind),
    state.category && ((duty) => duty.category === state.category),
    state.township && ((duty) => duty.list.path === state.township),
    state.mark && ((duty) => hasMark(duty, state.mark)),
    state.role && ((duty) => hasRole(duty, state.role, department)),
    searchOf(state.q, model),
  ].filter(Boolean);
  return (duty) => tests.every((test) => test(duty));
}

/** A mark with ! before it asks for cooperative duties of departments without it. */
function hasMark(duty, mark) {
  if (mark.startsWith("!")) return duty.listed.length > 0 && !duty.marks.includes(mark.slice(1));
  return duty.marks.includes(mark);
}

function hasRole(duty, role, department) {
  if (role === "receiver") return department ? duty.receivers.includes(department) : duty.receivers.length > 0;
  const given = department ? [duty.roles.get(department)].filter(Boolean) : [...duty.roles.values()];
  return given.some((one) => one.roles.includes(role));
}

/** A kind with a number means that duty alone; else each word is found somewhere in a duty. */
function searchOf(typed, model) {
  const terms = termsOf(typed).map((term) => [
    term, new Set(model.departments.filter((one) => holds(one.name, one.keys, term))),
  ]);
  if (!terms.length) return null;
  const isLabel = !/^[\d\s-]+$/.test(typed) && model.duties.some((duty) => isCalled(duty, typed));
  return isLabel ? (duty) => isCalled(duty, typed)
    : (duty) => terms.every(([term, named]) => isFound(duty, term, named));
}

function isFound(duty, term, named) {
  return duty.number === term || holds(duty.title, duty.keys, term)
    || duty.bodies.some((one) => named.has(one)) || duty.text.includes(term);
}
