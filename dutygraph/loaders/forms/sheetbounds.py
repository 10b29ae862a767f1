"""How much of a workbook memory and time should hold, and what was seen while measuring it.

Calamine makes room for the whole rectangle of a sheet and copies a shared string into each of its
cells. Two cells, A1 and XFD1048576, would ask for 500 GB and end the program: so sheets are
measured before it reads them.
"""

from collections import Counter
from dataclasses import dataclass, field
from operator import mul

from dutygraph.errors import DocumentError
from dutygraph.loaders.forms.archives import damaged, too_large
from dutygraph.messages import N_

MOST_PLACES = 2**22
"""Cells, empty ones too, in the rectangle from A1 to the last filled cell of a sheet."""

MOST_FILLED = 300_000
"""Cells of a workbook that hold something: a hundred times those of the longest duty lists."""

MOST_TEXT = 2**26
"""Bytes of text in all cells."""

MOST_COLUMNS = 2**14
"""Columns that a sheet can have at all."""

_MOST_ROWS = 2**20


@dataclass(slots=True)
class Sheet:
    """One sheet as measured: how far its filled cells reach, how many there are, and what is odd.

    `hidden` counts the hidden rows, `hidden_columns` has such columns from 0, `valueless` names the
    cells that hold an error (#REF!) or a formula whose result was not saved, `shares` tells that
    cells may have shared strings.
    """

    rows: int = 0
    columns: int = 0
    filled: int = 0
    hidden: int = 0
    hidden_columns: list[range] = field(default_factory=list)
    valueless: list[str] = field(default_factory=list)
    shares: bool = False

    def fits(self) -> bool:
        """Tell whether the sheet reaches as far as memory should hold, and holds no more."""
        return self.rows * self.columns <= MOST_PLACES and self.filled <= MOST_FILLED

    def check(self, name: str) -> None:
        """Raise DocumentError if the sheet of the file `name` reaches too far or holds too much."""
        if self.rows > _MOST_ROWS or self.columns > MOST_COLUMNS:
            raise damaged(name)
        if self.rows * self.columns > MOST_PLACES:
            raise DocumentError(
                N_(
                    "{file}: a sheet reaches to cell {cell}: delete the cells far from its table "
                    "and save it again."
                ),
                file=name,
                cell=address(self.rows - 1, self.columns - 1),
            )
        if self.filled > MOST_FILLED:
            raise too_large(name)


@dataclass(slots=True)
class Measured:
    """A workbook as measured: the bytes to give to calamine, all its sheets, its own title."""

    data: bytes
    sheets: list[Sheet]
    title: str = ""


def check_texts(lengths: list[int], uses: Counter[bytes] | Counter[int], name: str) -> None:
    """Raise DocumentError if shared strings of these lengths grow too large in the cells.

    `uses` counts how often each is used. Which is which does not matter: the sum is greatest where
    the longest is used most.
    """
    most = sorted(uses.values(), reverse=True)
    if sum(map(mul, sorted(lengths, reverse=True), most)) > MOST_TEXT:
        raise too_large(name)


def address(row: int, column: int) -> str:
    """Return the address of a cell, B7, from its row and column counted from 0."""
    return f"{letters(column)}{row + 1}"


def letters(column: int) -> str:
    """Return the letters of a column counted from 0: A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(name: bytes) -> int:
    """Return the number of a column, from 1, by its letters."""
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number
