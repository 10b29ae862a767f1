"""The rows under one header: what their cells hold, which duties they are, what was unclear."""

from collections.abc import Iterator, Sequence
from itertools import islice

from dutygraph.findings import LONGEST_TEXT
from dutygraph.loaders import furniture
from dutygraph.loaders.headers import BODIES, RECEIVING, Columns, Field
from dutygraph.loaders.joins import Cells, Part, RawDuty, heading_moved_back, join
from dutygraph.loaders.rownumbers import row_number
from dutygraph.loaders.rows import Row, cell_text, says_nothing
from dutygraph.model import Finding, Kind, Position

_FARTHEST = 50
_LAST_OF_TITLE = "。"
# The columns of a list of departments, read as those of a list of reclaimed duties.
_RECEIVERS = {Field.DEPARTMENTS: Field.RECEIVER, Field.DUTIES: Field.METHOD}


class Block:
    """What goes for all rows under one header, also where pages repeat it."""

    def __init__(self, fields: Columns, words: Sequence[str], rows: Sequence[Row]) -> None:
        """`rows` are those that follow."""
        self.fields = fields
        self.duties: list[RawDuty] = []
        self.findings: list[Finding] = []
        self._words = words
        self._opened: dict[tuple[Kind, int], RawDuty] = {}
        self._unread: dict[int, list[tuple[str, Position]]] = {}
        self._remarks: set[str] = set()
        numbers = furniture.column(islice(rows, _FARTHEST), self.column(Field.NUMBER))
        self._has_numbers = Field.NUMBER in fields and any(
            row_number(text) is not None for text in numbers
        )

    def column(self, name: Field) -> int:
        """Return where a field stands; the first place if it has none."""
        return self.fields.index(name) if name in self.fields else 0

    def value(self, row: Row, name: Field) -> str:
        """Return the text of one field of a row."""
        at = self.column(name)
        return row.texts[at] if at < len(row.texts) else ""

    def finished(self) -> Iterator[Finding]:
        """Fill the cells of all duties from their rows; yield what was unclear."""
        yield from self.findings
        yield from join(self.duties)
        for at, cells in self._unread.items():
            word = self._words[at] if at < len(self._words) else ""
            values = (("column", word or str(at + 1)), ("count", str(len(cells))))
            text = " ".join(dict.fromkeys(text for text, _ in cells))[:LONGEST_TEXT]
            yield Finding("column-unread", cells[0][1], text, values)

    # Cells

    def part(self, row: Row, kind: Kind) -> Part:
        """Return the row's cells by what they hold; surplus cells go to the last column."""
        fields = self._fields(kind, row.position)
        cells: Cells = {}
        for at, (name, cell) in enumerate(zip(fields, row.cells, strict=False)):
            if name:
                cells[name] = cells.get(name, ()) + (() if says_nothing(cell) else cell)
            elif cell:
                text = cell_text(cell)[:LONGEST_TEXT]
                self._unread.setdefault(at, []).append((text, row.position))
        surplus = tuple(part for cell in row.cells[len(fields) :] for part in cell)
        last = next((name for name in reversed(fields) if name), None)
        if surplus and last:
            cells[last] = cells.get(last, ()) + surplus
            text = cell_text(surplus)[:LONGEST_TEXT]
            self.findings.append(Finding("cells-surplus", row.position, text))
        self.findings += heading_moved_back(cells, row.position)
        return Part(cells, row.position, " ".join(filter(None, row.texts)))

    def _fields(self, kind: Kind, position: Position) -> Columns:
        """Return the columns; those of departments are receivers where the list is reclaimed."""
        if kind is not Kind.RECLAIMED or {*RECEIVING} & {*self.fields}:
            return self.fields
        if Field.DEPARTMENTS in self.fields:
            self._remark("receivers-by-column", position)
        return tuple(_RECEIVERS.get(name, name) if name else None for name in self.fields)

    def _remark(self, rule: str, position: Position, **values: str) -> None:
        """State a finding once for all rows."""
        if rule not in self._remarks:
            self._remarks.add(rule)
            self.findings.append(Finding(rule, position, "", tuple(values.items())))

    # Duties

    def open(
        self, kind: Kind, number: int, occurrence: int, category: int | None, part: Part
    ) -> RawDuty:
        """Begin a duty with its first row."""
        for name in self._fields(kind, part.position):
            if name not in (None, Field.KIND, Field.CATEGORY):
                part.cells.setdefault(name, ())
        duty = RawDuty(kind, number, occurrence, category, part.cells, [])
        duty.go_on(part)
        self._opened[kind, number] = duty
        self.duties.append(duty)
        return duty

    def gone_on(self, kind: Kind, number: int, part: Part) -> RawDuty | None:
        """Return the duty that a row with its number goes on with, rather than repeat the number.

        Where each row has one department, number and title stand in each, or the title only once.
        """
        duty = self._opened.get((kind, number))
        if duty is None or not duty.lacks(part):
            return None
        title = part.says(Field.TITLE)
        same = title == duty.parts[0].says(Field.TITLE) if title else duty is self.duties[-1]
        return duty if same else None

    def repeats_title(self, part: Part, last: RawDuty) -> bool:
        """Tell whether a row without a number repeats the last title and says more about it."""
        title = part.says(Field.TITLE)
        if not title or not self.duties or last is not self.duties[-1]:
            return False
        return title == last.parts[0].says(Field.TITLE) and last.lacks(part)

    def begins_without_number(self, part: Part, last: RawDuty, rows: Sequence[Row]) -> bool:
        """A row with a title but no number: a duty of its own, or the rest of a long title?"""
        cells = part.cells
        if not cells.get(Field.TITLE):
            return False
        if not self._has_numbers or self._leaves_room(last.number, rows):
            return True
        # The first row on a page goes on with the last one before, whatever cells were cut.
        if part.position.page > last.positions[-1].page:
            return False
        others = [name for name in cells if name not in (Field.NUMBER, Field.TITLE)]
        if others:
            own = (*BODIES, Field.RECEIVER, Field.RECEIVING)
            return any(cells[name] for name in own if name in cells)
        titles = [one.cells[Field.TITLE] for one in last.parts if one.cells.get(Field.TITLE)]
        return bool(titles) and cell_text(titles[-1]).endswith(_LAST_OF_TITLE)

    def _leaves_room(self, number: int, rows: Sequence[Row]) -> bool:
        """Tell whether the next number skips just the rows that have a title but no number.

        1, nothing, 3: the row between is 2.
        """
        column, title = self.column(Field.NUMBER), self.column(Field.TITLE)
        titles = 1
        for row in islice(rows, _FARTHEST):
            texts = row.texts
            if not row.table or len(texts) <= max(column, title):
                continue
            following = row_number(texts[column])
            if following is not None:
                return following == number + titles + 1
            titles += not texts[column].strip() and bool(texts[title].strip())
        return False

    def guess(self, number: int, part: Part) -> None:
        """Say that a number was guessed; once for all rows where the list has none at all."""
        if not self._has_numbers:
            self._remark("numbers-counted", part.position, number=str(number))
            return
        text = cell_text(part.cells[Field.TITLE])[:LONGEST_TEXT]
        values = (("number", str(number)),)
        self.findings.append(Finding("number-guessed", part.position, text, values))
