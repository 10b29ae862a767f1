"""Why a spelling means a department: what resolved to it, where, and by which rule."""

from typing import NamedTuple

from dutygraph.queries.departments import (
    KnownBody,
    find,
    known_bodies,
    known_spellings,
    unknown,
)
from dutygraph.queries.engines import Engine
from dutygraph.queries.narrowing import narrow


class ExplainRow(NamedTuple):
    """A spelling in a list, what it was taken for, and by which rule.

    `bracketed` are the bodies in the brackets of a spelling A(B), `relation` how B relates to A.
    `line` is None where the form of the document has no lines.
    """

    list: str
    written: str
    department: str
    rule: str
    bracketed: tuple[str, ...]
    relation: str
    line: int | None


class Explanation(NamedTuple):
    """Everything about a name: the departments it may mean, their spellings, the probable others.

    `similar` are pairs of a department and another of its county that may be the same one, though
    nothing known says so: to be decided in a names file.
    """

    departments: tuple[str, ...]
    spellings: tuple[ExplainRow, ...]
    similar: tuple[tuple[str, str], ...]


def explain(engine: Engine, name: str, *, list_: str = "", county: str = "") -> Explanation:
    """Explain which spellings mean the department that `name` means, or stand in its brackets.

    Raises:
        QuestionError: the name is unknown; the message suggests the nearest.
    """
    narrowing = narrow(engine, list_, county)
    known = known_bodies(narrowing)
    found = find(narrowing, name, known)
    if not found:
        raise unknown(name, known)
    meant = {(one.county, one.name) for one in found}
    spellings = [
        ExplainRow(one.list, one.written, one.name, one.rule, one.bracketed, one.relation, one.line)
        for one in known_spellings(narrowing.engine, narrowing.place)
        if any((one.county, name) in meant for name in (one.name, *one.bracketed))
    ]
    return Explanation(tuple(one.name for one in found), tuple(spellings), _similar(found, known))


def _similar(found: list[KnownBody], known: list[KnownBody]) -> tuple[tuple[str, str], ...]:
    from dutygraph.loaders.departments import registry
    from dutygraph.loaders.packs import bundled

    pairs: set[tuple[str, str]] = set()
    for one in found:
        names = [other.name for other in known if other.county == one.county]
        county = registry(names, tuple(one.county.split("/")), bundled())
        pairs |= {(one.name, other) for other in county.like(one.name)}
    return tuple(sorted(pairs))
