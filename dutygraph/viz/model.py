"""Store → what a page holds: lists, departments and duties as plain values, in the order shown.

All views of a page are drawn from this one model, so that their numbers agree. Departments and
lists are known by their place in it, and every text stands in it once.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from dutygraph import findings
from dutygraph.graph import dutylist
from dutygraph.graph.editions import Edition
from dutygraph.messages import Translate
from dutygraph.model import Citation, Duty, DutyList, Kind, Method, Position, Statement
from dutygraph.report import place

if TYPE_CHECKING:
    from dutygraph.graph.store import Snapshot

Object = dict[str, Any]

LEAD = "牵头"
"""The mark of statements that take the lead."""

MOST_LISTS = 10
"""Beyond, texts are left out and duties are folded into edges between departments."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One duty list of a model, and how many findings of each severity there are about it."""

    duty_list: DutyList
    findings: dict[str, int]

    @property
    def key(self) -> str:
        """Place and edition, by which a page tells lists apart."""
        return f"{'/'.join(self.duty_list.place)}@{self.duty_list.edition}"

    @property
    def county(self) -> str:
        """The county as it is written: 重庆市临江县."""
        return "".join(self.duty_list.place[:-1])


@dataclass(frozen=True, slots=True)
class Model:
    """The lists of a page; `is_folded` tells that there are too many for texts and dots.

    What `is_partial` holds only some duties of its lists, and is never folded.
    """

    lists: tuple[Listed, ...]
    is_partial: bool = False

    @property
    def is_folded(self) -> bool:
        """Whether duties are folded by department."""
        return len(self.lists) > MOST_LISTS and not self.is_partial

    def departments(self) -> list[tuple[str, str]]:
        """Return county and name of every department that takes part in a duty, sorted."""
        return sorted(
            {
                (one.county, taking_part.name)
                for one in self.lists
                for duty in one.duty_list.duties
                for taking_part in (*duty.departments, *duty.receivers)
            }
        )

    def duties(self) -> Iterator[tuple[Listed, Duty]]:
        """Yield the duties of all lists, each with its list, in the order of `objects`."""
        return ((one, duty) for one in self.lists for duty in one.duty_list.duties)

    def start(self, department: str, duty: str) -> dict[str, str]:
        """Return what a page shows first: a department by name, a duty by kind/number, or all."""
        several = len({county for county, _ in self.departments()}) > 1
        of_department = (
            f"{county}/{name}" if several else name
            for county, name in self.departments()
            if name == department
        )
        of_duty = (
            f"{one.key}/{told.kind}-{told.key}"
            if len(self.lists) > 1
            else f"{told.kind}-{told.key}"
            for one, told in self.duties()
            if f"{told.kind}/{told.key}" == duty
        )
        chosen = {"department": next(of_department, ""), "duty": next(of_duty, "")}
        told = {name: id_ for name, id_ in chosen.items() if id_}
        return {"view": "department", **told} if told else {}

    def objects(self, translate: Translate) -> Object:
        """Return the model as objects, lists, strings and numbers; positions are in words."""
        departments = self.departments()
        writer = _Writer(departments, translate, texts=not self.is_folded)
        counties = {county for county, _ in departments}
        return {
            "lists": [_list(one) for one in self.lists],
            "departments": [
                {
                    "name": name,
                    "county": county if len(counties) > 1 else "",
                    "keys": initials(name),
                }
                for county, name in departments
            ],
            "duties": [
                writer.duty(at, one.county, duty)
                for at, one in enumerate(self.lists)
                for duty in one.duty_list.duties
            ],
        }


def read(snapshot: "Snapshot", editions: Iterable[Edition]) -> Model:
    """Read lists of a store; the order is that of their places and editions."""
    lists = [_read(snapshot, edition) for edition in editions]
    return Model(tuple(sorted(lists, key=lambda one: (one.duty_list.place, one.duty_list.edition))))


def _read(snapshot: "Snapshot", edition: Edition) -> Listed:
    quads = [*snapshot.quads(edition.iri), *snapshot.quads(edition.bodies_graph)]
    return Listed(dutylist.read(quads), dutylist.severities(quads))


@cache
def initials(text: str) -> str:
    """Return the first letters of a text's pinyin, by which people type names: 县公安局 → xgaj."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()


def _list(one: Listed) -> Object:
    told = one.duty_list
    return {
        "path": "/".join(told.place),
        "township": told.place[-1],
        "edition": told.edition,
        "title": told.title,
        "file": told.source.file,
        "counts": {kind.value: sum(1 for _ in told.of_kind(kind)) for kind in Kind},
        "findings": {name: one.findings.get(name, 0) for name in findings.SEVERITIES},
    }


class _Writer:
    """Writes duties with departments as numbers; without `texts` only who takes part in what."""

    def __init__(
        self, departments: Sequence[tuple[str, str]], translate: Translate, *, texts: bool
    ) -> None:
        self.at = {key: index for index, key in enumerate(departments)}
        self.translate = translate
        self.texts = texts

    def duty(self, at: int, county: str, duty: Duty) -> Object:
        told: Object = {
            "list": at,
            "kind": duty.kind.value,
            "number": duty.key,
            "title": duty.title,
            "category": duty.category or "",
            "keys": initials(duty.title),
            "listed": [
                {
                    "department": self.at[county, one.name],
                    "roles": list(one.roles),
                    "written": list(one.written),
                }
                for one in duty.departments
            ],
            "unnamed": [one.name for one in duty.placeholders],
            "receivers": [self.at[county, one.name] for one in duty.receivers],
            "lead": any(mark.mark == LEAD for one in duty.statements for mark in one.marks),
            "marks": sorted({mark.mark for one in duty.statements for mark in one.marks}),
            "ended": duty.discontinued is not None,
        }
        return told | (dict(self.told(county, duty)) if self.texts else {})

    def told(self, county: str, duty: Duty) -> Iterator[tuple[str, Any]]:
        """Yield what only pages with texts hold."""
        yield "statements", [self.statement(county, one) for one in duty.statements]
        yield "township", [self.statement(county, one) for one in duty.township]
        yield "methods", [self.method(one) for one in duty.methods]
        yield "reason", (duty.discontinued.reason or "") if duty.discontinued else ""
        yield "laws", list(map(_law, duty.cites))
        yield "where", self.where(duty.positions)

    def statement(self, county: str, one: Statement) -> Object:
        return {
            "bearers": [
                bearer.name
                if bearer.placeholder
                else self.at.get((county, bearer.name), bearer.name)
                for bearer in one.bearers
            ],
            "text": one.text,
            "marks": [[mark.mark, mark.word] for mark in one.marks],
            "where": self.where(one.positions),
        }

    def method(self, one: Method) -> Object:
        return {"text": one.text, "where": self.where(one.positions)}

    def where(self, positions: Sequence[Position]) -> str:
        return place(positions[0], self.translate) if positions else ""


def _law(one: Citation) -> str:
    return f"《{one.law}》{one.article}"
