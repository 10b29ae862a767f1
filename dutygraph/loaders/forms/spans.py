"""A table of a web page: cells at their columns, however far they span to the right and down."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Union, cast

from dutygraph.loaders.forms.markup import line_layout
from dutygraph.loaders.rows import Cell, Layout, Paragraph, Row
from dutygraph.model import Position

_Text = tuple[Layout, str]
Run = tuple[Layout, Union[str, "Table"]]
"""What cells hold: a stretch of text, or a table within, and how it was set apart."""

# No list has so many columns; what stands behind goes into the last one.
_LAST = 99
_COLUMNS = tuple(map(str, range(1, _LAST + 2)))
_MOST_ROWS = 65_534


class Table:
    """The cells of a table, each with its column (from 0), the columns it spans, and its runs.

    `around` is what the cell holds in which the table stands, None outside of tables. `size` counts
    the places of the grid that were filled or passed over: spans make many of few cells.
    """

    __slots__ = ("_cells", "_column", "_reaches", "around", "columns", "inner", "rows", "size")

    def __init__(self, around: list[Run] | None) -> None:
        self.around = around
        self.rows: list[tuple[int, list[tuple[int, int, list[Run]]]]] = []
        self.inner: list[Table] = []
        self.columns = self.size = 0
        self._column = 0
        self._cells: list[tuple[int, int, list[Run]]] = []
        # By column, the last row to which a cell from above reaches.
        self._reaches: dict[int, int] = {}

    def open_group(self) -> None:
        """Begin a head, body or foot: no cell reaches into it from above."""
        self._reaches.clear()

    def open_row(self, line: int) -> None:
        """Begin a row that stands in this line of the source."""
        self._column, self._cells = 0, []
        self.rows.append((line, self._cells))

    def open_cell(self, attributes: Mapping[str, str], line: int) -> list[Run]:
        """Begin a cell, and a row where none is open; return the list for what it holds."""
        if not self.rows:
            self.open_row(line)
        column, width = self._column, 1
        if self._reaches:
            column = self._free(column)
        if attributes:
            width = min(_span(attributes, "colspan"), _LAST + 1)
            height = _span(attributes, "rowspan")
            if height > 1:
                last = len(self.rows) + height - 1
                self._reaches.update(dict.fromkeys(range(column, column + width), last))
            self.size += width
        if column > _LAST and self._cells:
            return self._cells[-1][2]
        column = min(column, _LAST)
        self._column = column + width
        self.columns = max(self.columns, self._column)
        runs: list[Run] = []
        self._cells.append((column, width, runs))
        return runs

    def _free(self, column: int) -> int:
        """Return the next column into which no cell from above reaches."""
        start = column
        while column <= _LAST and self._reaches.get(column, 0) >= len(self.rows):
            column += 1
        self.size += column - start
        return column

    def is_layout(self) -> bool:
        """Tell whether the table only arranges what it holds: a page around the tables of data."""
        if len(self.rows) == 1 and len(self.rows[0][1]) == 1:
            return True
        return any(
            len(one.rows) > max(len(self.rows), 1) or one.columns > self.columns
            for one in self.inner
        )


def _span(attributes: Mapping[str, str], name: str) -> int:
    """Return how many columns or rows a cell covers; 0 rows are all that follow."""
    written = attributes.get(name)
    if written is None:
        return 1
    try:
        span = int(written)
    except ValueError:
        return 1
    if span == 0 and name == "rowspan":
        return _MOST_ROWS
    return min(max(span, 1), _MOST_ROWS)


def rows(table: Table, page: int, number: int) -> Iterator[Row]:
    """Yield the rows of a table that hold something; `number` is that of the table.

    A cell that spans columns leaves those behind it empty; one that spans rows, those below it.
    """
    for row, (_, cells) in enumerate(table.rows, start=1):
        made: list[Cell] = []
        for column, width, runs in cells:
            while column > len(made):
                made.append(())
            cell: Cell = ()
            if runs:
                name = _COLUMNS[column]
                pieces = ((0, Position(page=page, table=number, row=row, cell=name)),)
                texts = flat(runs) if table.inner else cast("list[_Text]", runs)
                cell = tuple([Paragraph(text, layout, pieces) for layout, text in texts])
            made.append(cell)
            if width > 1 and cell:
                made += [()] * (width - 1)
        if any(made):
            yield Row(tuple(made), Position(page=page, table=number, row=row))


def flat(runs: Iterable[Run]) -> Iterator[_Text]:
    """Yield the texts of a cell; those of a table within it are paragraphs of their own."""
    for layout, content in runs:
        if isinstance(content, str):
            yield layout, content
            continue
        for _, cells in content.rows:
            for _, _, inner in cells:
                yield from ((line_layout(one), text) for one, text in flat(inner))
