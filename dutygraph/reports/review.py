"""Duty list → what a person should check: counts, findings by rule, and how names were resolved."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dutygraph import findings
from dutygraph.messages import N_, Translate
from dutygraph.model import Duty, DutyList, Finding, Kind, Position
from dutygraph.report import place

_NAME_RULES = {
    "column": N_("stands in a department column"),
    "normal-form": N_("same normal form"),
    "pack": N_("alias pack or names file"),
    "names-file": N_("names file"),
    "subsequence": N_("short form, guessed by rule"),
    "unresolved": N_("unresolved, kept as written"),
}

_CELL = re.compile(r"[A-Z]+(\d+)")


@dataclass(frozen=True, slots=True)
class Count:
    """A category with the duties that its heading declares (None if it says nothing) and has."""

    kind: str
    name: str
    declared: int | None
    found: int

    @property
    def differs(self) -> bool:
        """Whether the document's own count is another one."""
        return self.declared not in (None, self.found)


@dataclass(frozen=True, slots=True)
class Item:
    """One finding: where it stands, in which duty ("" if in none), and what stands there."""

    place: str
    kind: str
    number: str
    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one rule; `hint` is what to do where it is the same for all, else ""."""

    rule: str
    severity: str
    headline: str
    hint: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class NameUse:
    """A spelling, the department it was taken for, by which rule, and where it stands first."""

    written: str
    name: str
    rule: str
    is_doubtful: bool
    place: str


@dataclass(frozen=True, slots=True)
class Review:
    """All there is to check of one document; texts are in the language that was asked for.

    `duties` leads from the kind of each list to the number of its duties, `severities` from error,
    warning and note to the number of findings. Groups come with the gravest first, doubtful names
    before the others.
    """

    file: str
    format: str
    sha256: str
    place: str
    edition: str
    duties: Mapping[str, int]
    severities: Mapping[str, int]
    counts: tuple[Count, ...]
    groups: tuple[Group, ...]
    names: tuple[NameUse, ...]

    @property
    def total(self) -> int:
        """The number of all duties."""
        return sum(self.duties.values())


def review(duty_list: DutyList, translate: Translate) -> Review:
    """Return what a person should check of a duty list."""
    source = duty_list.source
    return Review(
        file=source.file,
        format=source.format,
        sha256=source.sha256,
        place="/".join(duty_list.place),
        edition=duty_list.edition,
        duties={kind.value: sum(1 for _ in duty_list.of_kind(kind)) for kind in Kind},
        severities=findings.count(duty_list.findings),
        counts=tuple(
            Count(one.kind.value, one.name, one.declared, one.found) for one in duty_list.categories
        ),
        groups=_groups(duty_list, translate),
        names=_names(duty_list, translate),
    )


def _groups(duty_list: DutyList, translate: Translate) -> tuple[Group, ...]:
    duties = _Duties(duty_list.duties)
    found = findings.by_rule(duty_list.findings)
    return tuple(_group(rule, group, duties, translate) for rule, group in found.items())


def _group(rule: str, found: Iterable[Finding], duties: "_Duties", translate: Translate) -> Group:
    told = [(one, findings.hint(one, translate)) for one in found]
    hints = {hint for _, hint in told}
    common = hints.pop() if len(hints) == 1 else ""
    return Group(
        rule=rule,
        severity=findings.RULES[rule].severity,
        headline=translate(findings.RULES[rule].headline),
        hint=common,
        items=tuple(
            Item(
                place(one.position, translate),
                *duties.at(one.position),
                one.text,
                "" if common else hint,
            )
            for one, hint in told
        ),
    )


def _names(duty_list: DutyList, translate: Translate) -> tuple[NameUse, ...]:
    uses = [
        NameUse(
            one.written,
            one.name,
            translate(_NAME_RULES.get(one.rule, one.rule)),
            one.rule in ("subsequence", "unresolved"),
            place(one.position, translate),
        )
        for one in duty_list.names
    ]
    return tuple(sorted(uses, key=lambda one: (not one.is_doubtful, one.name, one.written)))


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that could not be read, and why."""

    file: str
    reason: str


class _Duties:
    """Finds the duty that stands at a position, where the form of the document lets us tell."""

    def __init__(self, duties: Iterable[Duty]) -> None:
        self._at: dict[tuple[object, ...], tuple[str, str]] = {}
        for duty in duties:
            for position in duty.positions:
                for key in _keys(position):
                    self._at.setdefault(key, (duty.kind.value, duty.key))

    def at(self, position: Position) -> tuple[str, str]:
        """Return the kind and number of the duty, "" twice where there is none."""
        return next((self._at[key] for key in _keys(position) if key in self._at), ("", ""))


def _keys(position: Position) -> Iterable[tuple[object, ...]]:
    """Return what a row of the document is known by: its lines, its table's or its sheet's row."""
    if position.line:
        return [(position.file, line) for line in range(position.line, position.end_line + 1)]
    cell = _CELL.fullmatch(position.cell)
    if position.sheet and cell:
        return [(position.file, position.sheet, cell[1])]
    if position.row:
        return [(position.file, position.page, position.table, position.row)]
    return []
