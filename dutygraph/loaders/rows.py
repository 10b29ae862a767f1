"""What a reader makes of any document: rows of cells with paragraphs and their positions."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from dutygraph.model import Finding, Position

_DASH = re.compile(r"[/／\\—–-]+|暂?无")


class Layout(Enum):
    """How a paragraph was set apart, which decides where its statements end.

    PLAIN: a run without any markup. PARAGRAPH: a paragraph of its own. ITEM: one item of a list.
    BLOCK: a list whose items have lost their marks and stand in one run.
    """

    PLAIN = auto()
    PARAGRAPH = auto()
    ITEM = auto()
    BLOCK = auto()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text; `pieces` are the offsets at which a new position in the document begins."""

    text: str
    layout: Layout
    pieces: tuple[tuple[int, Position], ...]

    def positions(self, start: int, end: int) -> tuple[Position, ...]:
        """Return where the characters from `start` to `end` stand in the document."""
        if len(self.pieces) == 1:
            return (self.pieces[0][1],)
        ends = [offset for offset, _ in self.pieces[1:]] + [len(self.text)]
        touched = [
            position
            for (offset, position), stop in zip(self.pieces, ends, strict=True)
            if offset < end and stop > start
        ]
        return tuple(touched or [self.pieces[0][1]])

    def joined(self, later: "Sequence[Paragraph]") -> "Paragraph":
        """Return this paragraph with the texts of later ones behind it, nothing between."""
        if not later:
            return self
        pieces, length = list(self.pieces), len(self.text)
        for paragraph in later:
            pieces += [(offset + length, position) for offset, position in paragraph.pieces]
            length += len(paragraph.text)
        text = "".join([self.text, *(paragraph.text for paragraph in later)])
        return Paragraph(text, self.layout, tuple(pieces))


Cell = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; a line outside of tables is a row of one cell with `table` false.

    `texts` are the texts of the cells, the paragraphs of each joined.
    """

    cells: tuple[Cell, ...]
    position: Position
    table: bool = True
    texts: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Frozen classes are filled this way; the tables look at the texts many times.
        object.__setattr__(self, "texts", tuple(map(cell_text, self.cells)))


@dataclass(frozen=True, slots=True)
class Document:
    """The rows of a document, what was odd while reading it, and how its file calls itself.

    `titles` are those of the file's own properties, the likeliest first; most files have none.
    """

    rows: list[Row]
    findings: list[Finding]
    titles: tuple[str, ...] = ()


Reader = Callable[[bytes, str], Document]
"""Makes the rows of a file from its bytes; its name is for messages. Raises DocumentError."""


def cell_text(cell: Iterable[Paragraph]) -> str:
    """Return a cell's text, its paragraphs joined by a blank."""
    return " ".join([paragraph.text for paragraph in cell])


def says_nothing(cell: Cell) -> bool:
    """Tell whether a cell only says that there is nothing: /, — or 无."""
    return len(cell) == 1 and bool(_DASH.fullmatch(cell[0].text.strip(" 。；;，,")))
