"""Cells in aligned columns, Chinese counted as two wide, folded to the width of the screen.

Own code and not a table library: importing one takes longer than answering a question.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from unicodedata import combining, east_asian_width

_GAP = "  "
_NARROWEST = 6
_NOT_AT_START = frozenset("，。；：、！？）》”’」』】…,.;:!?)]}%")
_NOT_AT_END = frozenset("（《“‘「『【([{")


def grid(
    header: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool], width: int
) -> str:
    """Return the lines of a table, each ended by a line break.

    `right` tells which columns are aligned to the right. Where the columns are wider than `width`
    together, the widest are folded.
    """
    columns = list(zip(header, *rows, strict=True)) if rows else [(name,) for name in header]
    widths = _fitting([max(map(wide, column)) for column in columns], width)
    lines: list[str] = []
    for row in (header, *rows):
        folded = [fold(cell, space) for cell, space in zip(row, widths, strict=True)]
        for index in range(max(map(len, folded))):
            line = [cell[index] if index < len(cell) else "" for cell in folded]
            lines.append(_line(line, widths, right))
    return "".join(f"{line}\n" for line in lines)


def _line(cells: Iterable[str], widths: Iterable[int], right: Iterable[bool]) -> str:
    padded = (
        " " * (space - wide(cell)) + cell if is_right else cell + " " * (space - wide(cell))
        for cell, space, is_right in zip(cells, widths, right, strict=True)
    )
    return _GAP.join(padded).rstrip()


def _fitting(natural: Sequence[int], width: int) -> list[int]:
    """Return the columns' widths: narrow ones as they are, the others share the rest alike."""
    left = width - len(_GAP) * (len(natural) - 1)
    widths = list(natural)
    for place, index in enumerate(sorted(range(len(natural)), key=natural.__getitem__)):
        share = max(_NARROWEST, left // (len(natural) - place))
        widths[index] = min(natural[index], share)
        left -= widths[index]
    return widths


@lru_cache(maxsize=4096)
def _columns(character: str) -> int:
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def wide(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def fold(text: str, width: int) -> list[str]:
    """Cut a text into lines of at most `width` columns.

    No line begins with a closing mark or ends with an opening one, and words of Latin letters and
    numbers stay whole, as far as that is possible.
    """
    lines: list[str] = []
    for piece in text.split("\n"):
        start = 0
        while start < len(piece):
            end = _end_of_line(piece, start, width)
            lines.append(piece[start:end].rstrip(" "))
            start = end
    return lines or [""]


def _end_of_line(text: str, start: int, width: int) -> int:
    end, used = start, 0
    while end < len(text) and used + _columns(text[end]) <= width:
        used += _columns(text[end])
        end += 1
    if end == len(text):
        return end
    best = end
    while best > start + 1 and not _may_break(text[best - 1], text[best]):
        best -= 1
    return best if best > start + 1 else max(end, start + 1)


def _may_break(before: str, after: str) -> bool:
    if before in _NOT_AT_END or after in _NOT_AT_START:
        return False
    return not (before.isascii() and before.isalnum() and after.isascii() and after.isalnum())
