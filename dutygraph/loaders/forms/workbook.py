"""Workbooks of Excel, XLSX and XLS: each visible sheet is a table, its name a line before it.

Cells stand as Excel shows them as far as their values tell: formulas by the value that was saved,
whole numbers without `.0`, dates as 2025-06-30. Macros are never looked at.

A merged cell holds its text in its first cell and is empty below, which the tables take for what
it means: a number merged over several rows is one duty that goes on, a category stays open. Only
where a row has a number of its own, what is merged over it in other columns is filled in: one
department for three duties.
"""

import datetime
import io
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from dutygraph.loaders.forms import biff, sheetparts
from dutygraph.loaders.forms.archives import damaged, too_large
from dutygraph.loaders.forms.characters import REPLACEMENT, replaced
from dutygraph.loaders.forms.extras import missing
from dutygraph.loaders.forms.sheetbounds import MOST_FILLED, Sheet, letters
from dutygraph.loaders.rownumbers import row_number
from dutygraph.loaders.rows import Cell, Document, Layout, Paragraph, Row
from dutygraph.model import Finding, Position

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Value = str | float | datetime.date | datetime.time | datetime.timedelta
"""What calamine gives for a cell: an empty text for an empty one, datetime for most dates."""

_P = ParamSpec("_P")
_T = TypeVar("_T")

_ZIP = b"PK"
_BLANKS = REPLACEMENT + " \t\n\u3000\xa0"
_MOST_NAMED = 10


def read(data: bytes, name: str) -> Document:
    """Return the rows of a workbook, and what in it is hidden or has no value.

    `data` is the file's content, `name` the file's name for messages. Empty rows and sheets give
    nothing. Raises DocumentError if the file is damaged, encrypted, or too large for a duty list.
    """
    try:
        from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum
    except ImportError as error:
        raise missing("office", name) from error
    measure = sheetparts.measure if data.startswith(_ZIP) else biff.measure
    measured = measure(data, name)
    workbook = _guarded(name, CalamineWorkbook.from_filelike, io.BytesIO(measured.data))
    document = Document([], [], (measured.title,) if measured.title else ())
    if len(workbook.sheets_metadata) != len(measured.sheets):
        raise damaged(name)
    for index, sheet in enumerate(measured.sheets):
        about = workbook.sheets_metadata[index]
        if about.typ is not SheetTypeEnum.WorkSheet or not sheet.filled:
            continue
        if about.visible is SheetVisibleEnum.Visible:
            calamine = _guarded(name, workbook.get_sheet_by_index, index)
            _read_sheet(calamine, sheet, document, name)
        else:
            hidden = Finding("hidden-content", Position(sheet=about.name), about.name)
            document.findings.append(hidden)
    return document


def _guarded(name: str, call: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
    """Call into calamine; whatever it raises becomes the one error that helps a user."""
    try:
        return call(*args, **kwargs)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic in Rust is no Exception
        raise damaged(name) from error


def _read_sheet(calamine: "CalamineSheet", sheet: Sheet, document: Document, name: str) -> None:
    position = Position(sheet=calamine.name)
    findings = document.findings
    title = _cell(calamine.name, position, findings)
    document.rows.append(Row((title,), position, table=False))
    table = _Table(calamine, findings, name)
    document.rows.extend(table.rows())
    if sheet.hidden or table.has_any(sheet.hidden_columns):
        findings.append(Finding("hidden-content", position, calamine.name))
    if sheet.valueless:
        first = Position(sheet=calamine.name, cell=sheet.valueless[0])
        cells = "、".join(sheet.valueless[:_MOST_NAMED])
        values = (("count", str(len(sheet.valueless))),)
        findings.append(Finding("value-missing", first, cells, values))


class _Table:
    """The cells of one sheet on their way to rows.

    Rows count from 0 at the top of the sheet, columns from 0 at the first that holds anything.
    """

    def __init__(self, calamine: "CalamineSheet", findings: list[Finding], name: str) -> None:
        self.values: list[list[Value]] = _guarded(name, list, calamine.iter_rows())
        self.name = calamine.name
        self.findings = findings
        (_, first), (_, last) = calamine.start or (0, 0), calamine.end or (0, -1)
        self.first = first
        self.columns = [letters(column) for column in range(first, last + 1)]
        self.merged = _merged(calamine, first, name)
        self.held: dict[tuple[int, int], Cell] = {}

    def rows(self) -> Iterator[Row]:
        for row, values in enumerate(self.values):
            if values.count("") == len(values):
                continue
            cells = self._cells(row, values)
            filled = [cell for cell in cells if cell]
            if filled:
                if row in self.merged:
                    self._fill(row, cells)
                while not cells[-1]:
                    cells.pop()
                yield Row(tuple(cells), filled[0][0].pieces[0][1])

    def has_any(self, columns: Sequence[range]) -> bool:
        """Tell whether any of these columns, counted from 0 at column A, holds anything."""
        if not columns:
            return False
        width = range(len(self.columns))
        filled = [
            self.first + at for at in width if any(values[at] != "" for values in self.values)
        ]
        return any(
            bisect_left(filled, one.start) < bisect_left(filled, one.stop) for one in columns
        )

    def _cells(self, row: int, values: list[Value]) -> list[Cell]:
        number, name, columns, findings = str(row + 1), self.name, self.columns, self.findings
        return [
            ()
            if value == ""
            else _cell(value, Position(sheet=name, cell=columns[column] + number), findings)
            for column, value in enumerate(values)
        ]

    def _fill(self, row: int, cells: list[Cell]) -> None:
        """Fill in what is merged over a row, if the row has a number that is not merged itself."""
        tops = {column: top for column, top in self.merged[row].items() if 0 <= column < len(cells)}
        for column in [column for column, top in tops.items() if top == row]:
            self.held[row, column] = cells[column]
            del tops[column]
        own = next(column for column, cell in enumerate(cells) if cell)
        held = {column: self.held.get((top, column), ()) for column, top in tops.items()}
        if _is_number(cells[own]) and not any(
            _is_number(cell) for column, cell in held.items() if column < own
        ):
            for column, cell in held.items():
                cells[column] = cells[column] or cell


def _merged(calamine: "CalamineSheet", first: int, name: str) -> dict[int, dict[int, int]]:
    """Return for each row its columns that are merged over several rows, and the top row of each.

    `first` is the column of the sheet from which columns count.
    """
    merged: dict[int, dict[int, int]] = {}
    end = calamine.end[0] if calamine.end else -1
    places = 0
    for (top, column), (bottom, _) in calamine.merged_cell_ranges or ():
        rows = range(top, min(bottom, end) + 1)
        places += len(rows)
        if places > MOST_FILLED:
            raise too_large(name)
        if len(rows) > 1:
            for row in rows:
                merged.setdefault(row, {})[column - first] = top
    return merged


def _cell(value: Value, position: Position, findings: list[Finding]) -> Cell:
    """Return a cell's paragraphs: each line is one, unless there is a single line."""
    text = value if isinstance(value, str) else _written(value)
    if "\n" not in text and "\r" not in text:
        text = replaced(text, position, findings).strip(_BLANKS)
        return (Paragraph(text, Layout.PLAIN, ((0, position),)),) if text else ()
    # Files of other programs have both characters, as _x000D_ and a line feed.
    text = replaced(text.replace("\r\n", "\n").replace("\r", "\n"), position, findings)
    lines = [line for line in map(_stripped, text.split("\n")) if line]
    layout = Layout.PARAGRAPH if len(lines) > 1 else Layout.PLAIN
    pieces = ((0, position),)
    return tuple([Paragraph(line, layout, pieces) for line in lines])


def _stripped(line: str) -> str:
    return line.strip(_BLANKS)


def _written(value: Value) -> str:
    """Return a number, truth value or date as Excel shows it, dates in the order of ISO 8601."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime.datetime):
        is_day = value.time() == datetime.time.min
        return str(value.date() if is_day else value)
    return str(value)


def _is_number(cell: Cell) -> bool:
    return len(cell) == 1 and row_number(cell[0].text) is not None
