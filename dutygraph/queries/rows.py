"""The rows of the answers, one class per question; the fields are the columns.

`county` and `list` are place paths (重庆市/云阳县, 重庆市/云阳县/龙角镇). In `duties`, `first` and
`second` of `RepeatedRow` a duty is written as its list, kind and number:
重庆市/云阳县/龙角镇/cooperative/4. Tuples are sorted by code point.
"""

from typing import NamedTuple

Texts = tuple[str, ...]


class SummaryRow(NamedTuple):
    """What one list holds, in figures."""

    list: str
    basic: int
    cooperative: int
    reclaimed: int
    departments: int
    shared: int
    findings: int


class DepartmentRow(NamedTuple):
    """One department and how many duties it has."""

    county: str
    department: str
    duties: int
    shared: int
    statements: int
    received: int


class CoOwnerRow(NamedTuple):
    """A department that shares duties with the one asked for."""

    county: str
    department: str
    shared: int
    duties: Texts


class PairRow(NamedTuple):
    """Two departments and the duties that they share."""

    county: str
    first: str
    second: str
    shared: int
    duties: Texts


class SharedRow(NamedTuple):
    """A duty that lists all of the departments asked for."""

    list: str
    kind: str
    number: int
    title: str
    departments: Texts


class DutyRow(NamedTuple):
    """A duty with its departments, roles and the count of statements."""

    list: str
    kind: str
    number: int
    title: str
    category: str
    departments: Texts
    roles: Texts
    statements: int


class StatementRow(NamedTuple):
    """What one body does in a duty; empty where nothing is said."""

    list: str
    body: str
    roles: Texts
    marks: Texts
    statement: str


class TownshipRow(NamedTuple):
    """What the township does in a cooperative duty."""

    list: str
    kind: str
    number: int
    title: str
    statement: str


class TransferRow(NamedTuple):
    """A receiver of a reclaimed duty and one of its working methods."""

    list: str
    number: int
    title: str
    category: str
    department: str
    method: str


class DiscontinuedRow(NamedTuple):
    """A duty that nobody carries out any more; the reason is empty where none is given."""

    list: str
    number: int
    title: str
    reason: str


class LeftoverRow(NamedTuple):
    """A reclaimed duty and a working method that still names the township."""

    list: str
    number: int
    title: str
    method: str


class NoLeadRow(NamedTuple):
    """A shared duty without 牵头 in any statement."""

    list: str
    number: int
    title: str
    departments: Texts


class MentionedRow(NamedTuple):
    """A department that a text names although the duty does not list it."""

    list: str
    kind: str
    number: int
    title: str
    department: str
    text: str


class RepeatedRow(NamedTuple):
    """The same text in two duties."""

    list: str
    first: str
    second: str
    text: str


class UnmatchedRow(NamedTuple):
    """A department listed without a statement, or the reverse; `problem` is a finding's rule."""

    list: str
    kind: str
    number: int
    title: str
    department: str
    problem: str


class CategoryRow(NamedTuple):
    """A heading of a list with the count that it declares and the duties found."""

    list: str
    kind: str
    category: str
    declared: int | None
    found: int


class LawRow(NamedTuple):
    """One naming of a law in a duty."""

    law: str
    article: str
    list: str
    kind: str
    number: int
    title: str


class SearchRow(NamedTuple):
    """A text that holds what was searched for; `where` says what kind of text it is."""

    list: str
    kind: str
    number: int
    title: str
    where: str
    text: str
