"""Word files: paragraphs and the rows of tables, as Word shows them, in the order of the body."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dutygraph.errors import DocumentError
from dutygraph.findings import LONGEST_TEXT
from dutygraph.loaders.forms import archives
from dutygraph.loaders.forms.wordnumbers import Numbers
from dutygraph.loaders.forms.wordtext import FALLBACK, Line, Text
from dutygraph.loaders.forms.wordxml import Package, child, is_on, number, tags, value
from dutygraph.loaders.rows import Cell, Document, Layout, Paragraph, Row
from dutygraph.messages import N_
from dutygraph.model import Finding, Position

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_PARAGRAPH, _ROW, _CELL, _TABLE = tags("p"), tags("tr"), tags("tc"), tags("tbl")
_BLOCKS = (*_PARAGRAPH, *_ROW, *tags("altChunk", "subDoc"))
_WRAPPERS = {*tags("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")}
_ROW_PROPERTIES, _CELL_PROPERTIES = tags("trPr"), tags("tcPr")
_DELETED, _HIDDEN, _DELETED_CELL = tags("del"), tags("hidden"), tags("cellDel")
_BEFORE, _SPAN = tags("gridBefore"), tags("gridSpan")
_DOWNWARDS, _SIDEWAYS = tags("vMerge"), tags("hMerge")
_STARTS = "restart"
_DOTTED = re.compile(r"\d{1,2}[.．、]")


def read(data: bytes, name: str) -> Document:
    """Return the rows of a Word file, its tables' rows and the paragraphs outside of tables.

    Args:
        data: the file's content (.docx, .docm, .dotx, in the usual or the strict form).
        name: the file's name, for messages.

    Raises:
        DocumentError: it is damaged, protected, too large, or holds nothing but pictures.
    """
    with archives.open_archive(data, name) as archive:
        package = Package(archive, name)
        part = package.related("", "officeDocument")
        if not package.holds(part):
            raise archives.damaged(name)
        body = _Body(Text(Numbers(package, part), name))
        for block in package.blocks(part, _BLOCKS):
            body.take(block)
        rows = body.finished()
        if not rows and package.has_pictures():
            raise DocumentError(
                N_("{file} holds pictures and no text: run a text recogniser over it first."),
                file=name,
            )
        title = package.title()
    return Document(rows, body.findings, (title,) if title else ())


@dataclass(slots=True)
class _TableRow:
    """A row of the open table, each cell with the column of the table's grid where it starts."""

    number: int
    cells: list[tuple[int, list[Line]]]


class _Body:
    """Makes rows of the blocks of a document's body, one after the other."""

    def __init__(self, text: Text) -> None:
        self.findings: list[Finding] = []
        self._text = text
        self._rows: list[Row] = []
        self._paragraph = self._table = self._row = 0
        self._element: Element | None = None
        self._pending: list[_TableRow] = []
        self._merged: set[int] = set()

    def take(self, block: "Element") -> None:
        """Read the next paragraph or row that stands in no other."""
        if next(block.iterancestors(FALLBACK), None) is not None:
            return
        if block.tag in _ROW:
            self._take_row(block)
            return
        self._close_table()
        self._paragraph += 1
        self._text.count(1)
        self._outside(self._text.lines(block))

    def finished(self) -> list[Row]:
        """Return the rows of the whole document."""
        self._outside(self._text.rest())
        self._close_table()
        return self._rows

    def _outside(self, lines: list[Line]) -> None:
        position = Position(line=self._paragraph, end_line=self._paragraph)
        lines = [line for line in lines if line.text]
        cell = tuple(_paragraphs(lines, position, is_alone=len(lines) == 1))
        if cell:
            self._rows.append(Row((cell,), position, table=False))
        self._find_hidden(position)

    def _find_hidden(self, position: Position) -> None:
        if text := self._text.hidden():
            self.findings.append(Finding("hidden-content", position, text[:LONGEST_TEXT]))

    # Tables

    def _take_row(self, element: "Element") -> None:
        table = next(element.iterancestors(*_TABLE), None)
        if self._element is None or table is not self._element:
            self._outside(self._text.rest())
            self._close_table()
            self._element, self._row, self._merged = table, 0, set()
            self._table += 1
        self._row += 1
        properties = child(element, _ROW_PROPERTIES)
        if properties is not None and child(properties, _DELETED) is not None:
            return
        before = None if properties is None else child(properties, _BEFORE)
        cells = list(self._cells(element, number(value(before))))
        self._text.count(len(cells))
        if properties is not None and is_on(child(properties, _HIDDEN)):
            self._text.hide([line for _, lines in cells for line in lines])
        else:
            self._pending.append(_TableRow(self._row, cells))
        self._find_hidden(Position(table=self._table, row=self._row))

    def _cells(self, row: "Element", start: int) -> Iterator[tuple[int, list[Line]]]:
        """Yield the cells of a row, each with where it starts; what is merged away is empty."""
        merged: set[int] = set()
        for element in _within(row):
            properties = child(element, _CELL_PROPERTIES)
            lines = [*self._text.lines(element), *self._text.rest()]
            if properties is None:
                yield start, lines
                start += 1
                continue
            downwards, sideways = child(properties, _DOWNWARDS), child(properties, _SIDEWAYS)
            continues = downwards is not None and value(downwards) != _STARTS
            if downwards is not None:
                merged.add(start)
            if (continues and start in self._merged) or child(
                properties, _DELETED_CELL
            ) is not None:
                self._text.hide(lines)
                lines = []
            if sideways is None or value(sideways) == _STARTS:
                yield start, lines
            start += max(1, number(value(child(properties, _SPAN))))
        self._merged = merged

    def _close_table(self) -> None:
        """Make rows of the open table; only when it is whole are its columns known."""
        columns = _columns(self._pending)
        for row in self._pending:
            self._rows.append(self._placed(row, columns))
        self._pending, self._element = [], None

    def _placed(self, row: _TableRow, columns: tuple[int, ...]) -> Row:
        is_alone = (
            sum(bool(line.text or line.label) for _, lines in row.cells for line in lines) == 1
        )
        cells: list[Cell] = []
        for start, lines in row.cells:
            if len(row.cells) < len(columns):
                # A row that lacks cells, or begins further right, keeps to the table's columns.
                cells += [()] * (bisect_right(columns, start) - 1 - len(cells))
            place = Position(table=self._table, row=row.number, cell=str(len(cells) + 1))
            cells.append(tuple(_paragraphs(lines, place, is_alone)))
        return Row(tuple(cells), Position(table=self._table, row=row.number))


def _within(row: "Element") -> Iterator["Element"]:
    """Yield the cells of a row, also those in content controls."""
    for one in row:
        if one.tag in _CELL:
            yield one
        elif one.tag in _WRAPPERS:
            yield from _within(one)


def _columns(rows: list[_TableRow]) -> tuple[int, ...]:
    """Return where the columns of a table start in its grid, as most of its rows have it.

    Borders that were dragged by hand give almost every row other starts, so that the number of
    cells counts first.
    """
    starts = [tuple(start for start, _ in row.cells) for row in rows if len(row.cells) > 1]
    if not starts:
        return ()
    ((most, _),) = Counter(map(len, starts)).most_common(1)
    ((columns, _),) = Counter(one for one in starts if len(one) == most).most_common(1)
    return columns


def _paragraphs(lines: list[Line], position: Position, is_alone: bool) -> Iterator[Paragraph]:
    for line in lines:
        if text := _shown(line, is_alone):
            yield Paragraph(text, Layout.PARAGRAPH, ((0, position),))


def _shown(line: Line, is_alone: bool) -> str:
    """Return a line with its automatic number where that says more than where it begins.

    So in a number column, in a heading that stands alone (一、党的建设), and where it is a mark
    that statements are read without (1.); others, such as 1.2, would become words of a statement.
    """
    is_heading = is_alone and not line.text.endswith(("。", "；"))
    if not line.text or is_heading or _DOTTED.fullmatch(line.label):
        return f"{line.label} {line.text}".strip()
    return line.text
