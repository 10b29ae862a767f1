"""Cells in aligned columns, Chinese counted as two wide, folded to the width of the screen.

Own code and not a table library: importing one takes longer than answering a question.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from unicodedata import combining, east_asian_width

Cell = str | tuple[str, ...]
"""A text, or words that follow each other and stay whole where a line is wide enough."""

_GAP = "  "
_INDENT = 2 * _GAP
_NARROWEST = 6
_READABLE = 24
_NOT_AT_START = frozenset("，。；：、！？）》”’」』】…,.;:!?)]}%")
_NOT_AT_END = frozenset("（《“‘「『【([{")


def grid(
    header: Sequence[Cell], rows: Sequence[Sequence[Cell]], right: Sequence[bool], width: int
) -> str:
    """Return the lines of a table, each ended by a line break.

    `right` tells which columns are aligned to the right. Where the columns are wider than `width`
    together, the widest are folded. Where that would leave less than 24 columns to one of
    several, the last of these stands below each row instead, with an indent.
    """
    table = [header, *rows]
    natural = _natural(table)
    widths = _fitting(natural, width)
    below = _below(natural, widths)
    if below is not None:
        widths = _fitting([0 if index == below else w for index, w in enumerate(natural)], width)
    lines: list[str] = []
    for row in table:
        beside = ["" if index == below else cell for index, cell in enumerate(row)]
        folded = [fold(cell, max(1, space)) for cell, space in zip(beside, widths, strict=True)]
        for index in range(max(map(len, folded))):
            line = [cell[index] if index < len(cell) else "" for cell in folded]
            lines.append(_line(line, widths, right))
        if below is not None:
            lines += hanging(row[below], width)
    return "".join(f"{line}\n" for line in lines)


def fits(table: Sequence[Sequence[Cell]], width: int) -> bool:
    """Tell whether nothing has to be folded for a table of `width` columns."""
    natural = _natural(table)
    return sum(natural) + len(_GAP) * (len(natural) - 1) <= width


def _natural(table: Sequence[Sequence[Cell]]) -> list[int]:
    return [max(map(wide, column)) for column in zip(*table, strict=True)]


def hanging(cell: Cell, width: int) -> list[str]:
    """Return the lines of a text that stands below another, with an indent; none if it is empty."""
    return [_INDENT + line for line in fold(cell, max(1, width - len(_INDENT))) if line]


def _line(cells: Iterable[str], widths: Iterable[int], right: Iterable[bool]) -> str:
    padded = (
        " " * (space - wide(cell)) + cell if is_right else cell + " " * (space - wide(cell))
        for cell, space, is_right in zip(cells, widths, right, strict=True)
        if space
    )
    return _GAP.join(padded).rstrip()


def _fitting(natural: Sequence[int], width: int) -> list[int]:
    """Return the columns' widths: narrow ones as they are, the others share the rest alike."""
    shown = [index for index, space in enumerate(natural) if space]
    left = width - len(_GAP) * (len(shown) - 1)
    widths = list(natural)
    for place, index in enumerate(sorted(shown, key=natural.__getitem__)):
        share = max(_NARROWEST, left // (len(shown) - place))
        widths[index] = min(natural[index], share)
        left -= widths[index]
    return widths


def _below(natural: Sequence[int], widths: Sequence[int]) -> int | None:
    """Return the column that stands below the others, if several are folded too narrow."""
    folded = [index for index, space in enumerate(widths) if space < natural[index]]
    narrow = any(widths[index] < _READABLE for index in folded)
    return folded[-1] if narrow and len(folded) > 1 else None


@lru_cache(maxsize=4096)
def _columns(character: str) -> int:
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def wide(cell: Cell) -> int:
    """Return how many columns of a terminal a text takes."""
    text = cell if isinstance(cell, str) else "".join(cell)
    return len(text) if text.isascii() else sum(map(_columns, text))


def fold(cell: Cell, width: int) -> list[str]:
    """Cut a text into lines of at most `width` columns.

    No line begins with a closing mark or ends with an opening one, and words of Latin letters and
    numbers stay whole, as far as that is possible.
    """
    if not isinstance(cell, str):
        return _packed(cell, width)
    lines: list[str] = []
    for piece in cell.split("\n"):
        rest = piece
        while rest:
            end = _end_of_line(rest, width)
            lines.append(rest[:end].rstrip(" "))
            rest = rest[end:].lstrip(" ")
    return lines or [""]


def _packed(words: Iterable[str], width: int) -> list[str]:
    lines = [""]
    for word in words:
        if wide(lines[-1] + word) <= width:
            lines[-1] += word
        else:
            lines += fold(word, width)
    return lines[1:] if len(lines) > 1 and not lines[0] else lines


def _end_of_line(text: str, width: int) -> int:
    end = used = 0
    while end < len(text) and used + _columns(text[end]) <= width:
        used += _columns(text[end])
        end += 1
    if end == len(text):
        return end
    for best in range(end, 0, -1):
        if _may_break(text[best - 1], text[best]):
            return best
    return max(end, 1)


def _may_break(before: str, after: str) -> bool:
    if before in _NOT_AT_END or after in _NOT_AT_START:
        return False
    # A word of Latin letters, an option or a path stays whole.
    return not (before.isascii() and after.isascii() and before != " " and after != " ")
