"""The names of one list, as a person reviews them: each spelling with what it was taken for."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from dutygraph.loaders.departmentcolumn import Token
from dutygraph.loaders.departments import without_bracket
from dutygraph.loaders.naming import is_township, role_of_heading
from dutygraph.loaders.packwords import (
    NOT_A_BODY,
    NOT_SAME,
    RESOLVED,
    SUGGESTED,
    UNRESOLVED,
)
from dutygraph.messages import N_
from dutygraph.model import DutyList, Finding, Name, Position

RULES = {
    "column": N_("column"),
    "normal-form": N_("normal form"),
    "pack": N_("alias pack"),
    "names-file": N_("names file"),
    "subsequence": N_("short form"),
    "bracketed": N_("in brackets"),
    "ambiguous": N_("may mean several"),
    "placeholder": N_("placeholder"),
    "township": N_("township"),
}
"""What the rules are called in a file; "" where there is none."""


@dataclass(frozen=True, slots=True)
class Met:
    """What is to be told of one spelling, or of one name and another; see `packs.Row`.

    `relation` is empty where it is still to be decided, and where `other` is.
    """

    name: str
    other: str
    relation: str
    status: str
    rule: str = ""
    positions: tuple[Position, ...] = ()
    type: str = ""


def met(duty_list: DutyList) -> list[Met]:
    """Return what a list says of its names; what names files have decided is open no more."""
    names = _Names(duty_list)
    return [
        *names.bodies(),
        *names.spellings(),
        *names.brackets(),
        *names.parts(),
        *names.similar(),
        *names.no_bodies(),
    ]


class _Names:
    """The names of one list while they are being laid out."""

    def __init__(self, duty_list: DutyList) -> None:
        self.list = duty_list
        self.names = [one for one in duty_list.names if one.rule != "names-file"]
        self.where = _where(duty_list)
        self.candidates = {
            _value(one, "name"): _value(one, "candidates").split("、")
            for one in self.found("name-ambiguous")
        }

    def found(self, rule: str) -> Iterator[Finding]:
        return (one for one in self.list.findings if one.rule == rule)

    def bodies(self) -> Iterator[Met]:
        """Yield one line a body, which holds its type; a spelling nobody knows is none yet."""
        rules = {without_bracket(one.written): one.rule for one in self.names}
        open_ = {one.name for one in self.names if one.rule == UNRESOLVED}
        bracketed = {inner for one in self.names for inner in one.bracketed}
        for body in self.list.bodies:
            rule = rules.get(body.name, "bracketed" if body.name in bracketed else "pack")
            if body.name not in open_:
                places = self.where[body.name]
                yield Met(body.name, "", "", RESOLVED, rule, places, body.type)

    def spellings(self) -> Iterator[Met]:
        seen: set[str] = set()
        for one in self.names:
            written = without_bracket(one.written)
            if written not in seen:
                seen.add(written)
                yield from self._spelling(one, written)

    def _spelling(self, one: Name, written: str) -> Iterator[Met]:
        places = self.where[written]
        if one.rule == "subsequence":
            yield Met(one.name, written, "", SUGGESTED, one.rule, places)
        elif candidates := self.candidates.get(one.written):
            for name in candidates:
                yield Met(name, written, "", SUGGESTED, "ambiguous", places)
        elif one.rule == UNRESOLVED:
            yield Met("", written, "", UNRESOLVED, "", places)
        elif written != one.name:
            yield Met(one.name, written, "same", RESOLVED, one.rule, places)

    def brackets(self) -> Iterator[Met]:
        """Yield what B is to A for each A(B); nobody may have said it yet."""
        part_of = {(body.name, other) for body in self.list.bodies for other in body.part_of}
        for one in self.names:
            for inner in one.bracketed if len(one.bracketed) == 1 else ():
                if inner == one.name or (inner, one.name) in part_of:
                    continue
                relation = NOT_SAME if one.relation == "separate" else one.relation
                status = RESOLVED if relation else SUGGESTED
                places = self.where[one.written]
                yield Met(inner, one.name, relation, status, "bracketed", places)

    def parts(self) -> Iterator[Met]:
        for body in self.list.bodies:
            for other in body.part_of:
                yield Met(body.name, other, "part-of", RESOLVED, "pack")

    def similar(self) -> Iterator[Met]:
        for one in self.found("name-similar"):
            name, other = _value(one, "other"), _value(one, "name")
            yield Met(name, other, "", SUGGESTED, "subsequence", self.where[other])

    def no_bodies(self) -> Iterator[Met]:
        """Yield unnamed groups and townships of the columns, unless a heading makes them bodies."""
        words: dict[str, list[Position]] = defaultdict(list)
        for duty in self.list.duties:
            for group in duty.placeholders:
                words[group.name] += group.positions
        for one in self.found("not-a-department"):
            words[without_bracket(_value(one, "name"))].append(one.position)
        names = {without_bracket(one.written) for one in self.names}
        for word, places in words.items():
            if word not in names and not role_of_heading(word):
                rule = "township" if is_township(Token(word)) else "placeholder"
                yield Met("", word, NOT_A_BODY, NOT_A_BODY, rule, tuple(places))


def _where(duty_list: DutyList) -> defaultdict[str, tuple[Position, ...]]:
    """Return where each spelling stands, and each A(B) also as A, in the order of the document."""
    found: defaultdict[str, set[Position]] = defaultdict(set)
    for written, position in _standing(duty_list):
        for one in (written, without_bracket(written)):
            found[one].add(position)
    places: defaultdict[str, tuple[Position, ...]] = defaultdict(tuple)
    places.update((written, tuple(sorted(positions))) for written, positions in found.items())
    return places


def _standing(duty_list: DutyList) -> Iterator[tuple[str, Position]]:
    for one in duty_list.names:
        if one.position != Position():
            yield from ((written, one.position) for written in (one.written, *one.bracketed))
    for duty in duty_list.duties:
        for body in (*duty.departments, *duty.receivers):
            # Of several spellings in one cell nothing says which of them stands where.
            if len(body.written) == 1:
                yield from ((body.written[0], position) for position in body.positions)


def _value(finding: Finding, name: str) -> str:
    return dict(finding.values)[name]
