"""The review of names by people: a names file that says how every name in documents was taken.

What is open in it is filled in, what is wrong changed, and the file given back with `--names`. All
that names files had decided before is carried over.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dutygraph.loaders import packwords
from dutygraph.loaders.departments import counts_for, localised
from dutygraph.loaders.namesmet import RULES, Met, met
from dutygraph.loaders.normalform import normal_form
from dutygraph.loaders.packs import Pack, Row, bundled
from dutygraph.loaders.packwords import BELONGS, COLUMNS, NOT_A_BODY, REVIEW_COLUMNS, STATUSES
from dutygraph.loaders.places import county, level_word
from dutygraph.messages import Translate
from dutygraph.model import DutyList, Place
from dutygraph.report import place as place_words

_MOST_PLACES = 5
_Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One line of a review: the columns of a names file, and how the documents came to it.

    `where` are places in the documents, in words.
    """

    scope: Place
    name: str
    other: str
    relation: str
    type: str
    note: str
    status: str
    rule: str
    where: tuple[str, ...]

    @property
    def order(self) -> tuple[object, ...]:
        """Where the line stands in the file: what is to be decided comes first."""
        status = STATUSES.index(self.status)
        return status, self.scope, self.name or self.other, self.other, self.relation, self.type

    def cells(self, language: str, translate: Translate) -> Iterator[str]:
        """Yield the cells of the line in a language."""
        yield from ("/".join(self.scope), self.name, self.other)
        yield packwords.word("relation", self.relation, language)
        yield from (self.type, self.note)
        yield packwords.word("status", self.status, language)
        yield translate(RULES[self.rule]) if self.rule else ""
        more = ["…"] if len(self.where) > _MOST_PLACES else []
        yield ("、" if language == "zh" else ", ").join([*self.where[:_MOST_PLACES], *more])


def rows(duty_list: DutyList, translate: Translate, label: str = "") -> list[ReviewRow]:
    """Return the lines of one list, without what names files say of other names.

    `label` stands before each place, to tell lists apart.
    """
    scope = county(duty_list.place)
    return [_row(one, scope, translate, label) for one in met(duty_list)]


def _row(one: Met, scope: Place, translate: Translate, label: str) -> ReviewRow:
    where = tuple(f"{label}{place_words(place, translate)}" for place in one.positions)
    return ReviewRow(
        scope, one.name, one.other, one.relation, one.type, "", one.status, one.rule, where
    )


def review(found: Iterable[ReviewRow], packs: Sequence[Pack]) -> list[ReviewRow]:
    """Return the lines of all lists together, with all that names files say, in their order.

    `found` are the lines of each list, `packs` the packs that it was read with.
    """
    decided = _Decided([pack for pack in packs if pack not in bundled()])
    for row in _merged(found):
        decided.take(row)
    return sorted(decided.rows(), key=lambda row: row.order)


def csv_text(lines: Iterable[ReviewRow], language: str, translate: Translate, end: str) -> str:
    """Return lines as CSV in zh or en, with `end` at the end of each."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator=end)
    writer.writerow(
        packwords.word("header", name, language) for name in (*COLUMNS, *REVIEW_COLUMNS)
    )
    for line in lines:
        writer.writerow(map(packwords.guarded, line.cells(language, translate)))
    return output.getvalue()


def _merged(found: Iterable[ReviewRow]) -> list[ReviewRow]:
    """Bring the lines of lists together; what one list of a county knows is open in none."""
    merged: dict[_Key, ReviewRow] = {}
    known: set[tuple[Place, str]] = set()
    for row in found:
        key = (row.scope, row.name, row.other, row.relation)
        before = merged.get(key)
        where = (*before.where, *row.where) if before else row.where
        merged[key] = replace(before or row, where=where)
        if row.status == packwords.RESOLVED:
            known |= {(row.scope, row.name), (row.scope, row.other)}
    return [row for row in merged.values() if row.name or (row.scope, row.other) not in known]


class _Decided:
    """What names files have decided, while it takes up where the documents have it."""

    def __init__(self, packs: Sequence[Pack]) -> None:
        self.said = _latest(row for pack in packs for row in pack.rows)
        self.notes = {
            (row.scope, row.name, row.other): row.note for pack in packs for row in pack.idle
        }
        self.carried = [_carried(row) for row in self.said]
        self.others: list[ReviewRow] = []
        self.by_place: dict[Place, dict[_Key, int]] = {}

    def rows(self) -> list[ReviewRow]:
        return [*self.carried, *self.others]

    def take(self, row: ReviewRow) -> None:
        """Add a line of the documents, or its places to the line that has decided it."""
        known = self._known(row.scope)
        at = next((known[key] for key in _questions(row) if key in known), None)
        if at is None:
            if ("type", row.name) in known:
                row = replace(row, type="")
            note = self.notes.get((row.scope, row.name, row.other), "")
            self.others.append(replace(row, note=note))
            return
        before = self.carried[at]
        rule = before.rule if before.where else row.rule
        self.carried[at] = replace(before, rule=rule, where=(*before.where, *row.where))

    def _known(self, place: Place) -> dict[_Key, int]:
        """Return what is decided for a county → the line that says so; the last one wins."""
        if place not in self.by_place:
            found: dict[_Key, int] = {}
            level = level_word(place) or "县"
            for at, row in enumerate(self.said):
                if counts_for(row, place):
                    found |= dict.fromkeys(_answers(localised(row, level), place), at)
            self.by_place[place] = found
        return self.by_place[place]


def _answers(row: Row, place: Place) -> Iterator[_Key]:
    """Yield what a line of a names file decides."""
    form = normal_form(row.other, place)
    if row.type:
        yield "type", row.name
    if not row.other:
        yield "name", row.name
        return
    if row.is_spelling or row.relation == NOT_A_BODY:
        yield "spelling", form
    if row.is_spelling and form == row.name:
        yield "name", row.name
    yield "pair", frozenset((row.name, form))


def _questions(row: ReviewRow) -> Iterator[_Key]:
    """Yield by what a line of the documents may be decided already."""
    form = normal_form(row.other, row.scope)
    if not row.other:
        yield "name", row.name
    elif row.relation in ("same", NOT_A_BODY) or not row.name:
        yield "spelling", form
    else:
        yield "pair", frozenset((row.name, form))


def _carried(row: Row) -> ReviewRow:
    kept = row.status if row.status == packwords.RESOLVED else packwords.DECIDED
    status = NOT_A_BODY if row.relation == NOT_A_BODY else kept
    return ReviewRow(
        row.scope, row.name, row.other, row.relation, row.type, row.note, status, "names-file", ()
    )


def _latest(rows: Iterable[Row]) -> list[Row]:
    """Return the rows of several files without those that a later one overrules."""
    found: dict[_Key, Row] = {}
    types: dict[_Key, str] = {}
    for row in rows:
        key = _key(row)
        found.pop(key, None)
        found[key] = row
        if row.type:
            types[row.scope, row.name] = row.type
    return [
        replace(row, type=types[row.scope, row.name]) if row.type else row for row in found.values()
    ]


def _key(row: Row) -> _Key:
    form = normal_form(row.other, row.scope)
    if row.is_spelling or row.relation == NOT_A_BODY:
        return row.scope, "spelling", form
    return row.scope, row.relation in BELONGS, row.name, form
