// Which duties the search and the filters leave.

/** Tell whether a text, or the initials of its pinyin, holds what was typed. */
export function holds(text, keys, typed) {
  return text.toLowerCase().includes(typed) || (/^[a-z]+$/.test(typed) && keys.includes(typed));
}

/** Return a test that tells whether a duty is left by the filters of a state. */
export function dutyFilter(state, model) {
  const typed = state.q.trim().toLowerCase();
  const department = model.departmentById.get(state.department);
  const named = new Set(typed && model.departments.filter((one) => holds(one.name, one.keys, typed)));
  const tests = [
    state.kind && ((duty) => duty.kind === state.kind),
    state.category && ((duty) => duty.category === state.category),
    state.township && ((duty) => duty.list.path === state.township),
    state.mark && ((duty) => hasMark(duty, state.mark)),
    state.role && ((duty) => hasRole(duty, state.role, department)),
    typed && ((duty) => isFound(duty, typed, named)),
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

function isFound(duty, typed, named) {
  return duty.number === typed || holds(duty.title, duty.keys, typed)
    || duty.bodies.some((one) => named.has(one)) || duty.text.includes(typed);
}
