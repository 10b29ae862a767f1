"""What two lists say of their duties, compared one by one, positions aside."""

from dataclasses import fields, is_dataclass
from typing import Any

from dutygraph.model import DutyList

_PLACES = {"positions", "position"}


def plain(value: Any) -> Any:
    """Return a value of the model as tuples and dictionaries, without positions."""
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    if not is_dataclass(value) or isinstance(value, type):
        return value
    kept = (one.name for one in fields(value) if one.name not in _PLACES)
    return {name: plain(getattr(value, name)) for name in kept}


def differences(expected: DutyList, actual: DutyList) -> list[str]:
    """Return a line for every field of a duty or category in which two lists differ."""
    wanted, found = _parts(expected), _parts(actual)
    lines = [f"{name} is missing" for name in wanted.keys() - found.keys()]
    lines += [f"{name} is too much" for name in found.keys() - wanted.keys()]
    lines += [
        f"{name}: {field}\n  expected {value!r}\n  actual   {found[name][field]!r}"
        for name in wanted.keys() & found.keys()
        for field, value in wanted[name].items()
        if value != found[name][field]
    ]
    if not lines and list(wanted) != list(found):
        lines.append("the duties stand in another order")
    return sorted(lines)


def _parts(duty_list: DutyList) -> dict[str, dict[str, Any]]:
    duties = {f"{duty.kind} {duty.key}": plain(duty) for duty in duty_list.duties}
    categories = {f"{one.kind} category {one.order}": plain(one) for one in duty_list.categories}
    return duties | categories
