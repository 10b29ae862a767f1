"""Characters of a page → lines, and the lines of a cell → paragraphs, by geometry alone.

A PDF knows no paragraphs. Where a line leaves more room than the next line's beginning needs, the
layout would have kept that on the line: there a paragraph ends. How wide a column is and how far
its lines stand apart is learnt from all its lines in the document.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from statistics import median

from dutygraph.loaders.forms.pdfpages import Character

_OPENING = "（(《〈「『【〔［[{“‘"
_CLOSING = "，。、；：？！）)》〉」』】〕］]}”’,.;:?!%％…—·～-/"
_QUOTES = "“”‘’—…"
_WORD = re.compile(r"[0-9A-Za-z]")
_LATIN_END = re.compile(r"[0-9A-Za-z,.;:)]$")
_MARK = re.compile(
    r"\d{1,2}\s*[.．、](?!\d)|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|[①-⑳]"
    r"|[一二三四五六七八九十]{1,3}、"
)
_NUMBER = re.compile(r"(\d{1,2})\s*[.．、](?!\d)")
_SENTENCE_IN = re.compile(r"[。；;]")
_ENDS = re.compile(r"[。；;：:!！?？]$")
_ENOUGH = 20

Sides = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and its box; `size` is the height of its characters.

    `need` is the width of its beginning that no layout would have broken: opening marks, a
    character or a Latin word, and the marks that no line may begin with.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    need: float


def lines(characters: Iterable[Character]) -> list[Line]:
    """Return the lines that characters stand in, from top to bottom."""
    found: list[Line] = []
    line: list[Character] = []
    height = middle = 0.0
    for one in sorted(characters, key=lambda one: one.top + one.bottom):
        centre = (one.top + one.bottom) / 2
        if line and centre - middle > height / 2:
            found += _line(line)
            line = []
        if not line:
            height, middle = one.bottom - one.top, centre
        line.append(one)
    return found + _line(line)


def _line(characters: list[Character]) -> list[Line]:
    """Return the line of these characters, none if all are blank."""
    ordered = list(_once(sorted(characters, key=lambda one: one.x0)))
    blank = [one.text.isspace() for one in ordered]
    if all(blank):
        return []
    begin, end = blank.index(False), len(blank) - blank[::-1].index(False)
    inked = ordered[begin:end]
    # A blank at the end is all that parts two names when the next line begins.
    text = _text(inked) + (" " if end < len(ordered) else "")
    return [
        Line(
            text,
            inked[0].x0,
            min(one.top for one in inked),
            inked[-1].x1,
            max(one.bottom for one in inked),
            max(one.bottom - one.top for one in inked),
            _need(inked),
        )
    ]


def _once(ordered: Iterable[Character]) -> Iterator[Character]:
    """Drop characters that are drawn twice, a little apart, to look bold."""
    last: Character | None = None
    for one in ordered:
        if last and one.text == last.text and one.x0 - last.x0 < (last.x1 - last.x0) / 3:
            continue
        yield one
        last = one


def _text(inked: Sequence[Character]) -> str:
    """Return the text of a line, with a blank where a gap is wide and none was written."""
    gaps = [after.x0 - before.x1 for before, after in pairwise(inked)]
    usual = max(0.0, median(gaps)) if gaps else 0.0
    parts = [inked[0].text]
    for gap, (before, after) in zip(gaps, pairwise(inked), strict=True):
        latin = before.text.isascii() and after.text.isascii()
        widest = (before.bottom - before.top) * (0.2 if latin else 0.7)
        if gap > max(widest, 2 * usual) and not (before.text + after.text).isspace():
            parts.append(" ")
        parts.append(after.text)
    return " ".join("".join(parts).split())


def _need(inked: Sequence[Character]) -> float:
    width, before = 0.0, ""
    for one in inked:
        if before and _may_break(before, one.text):
            break
        width += one.x1 - one.x0
        before = one.text
    return width


def _may_break(before: str, after: str) -> bool:
    if before in _OPENING or after in _CLOSING or {before, after} & {*_QUOTES}:
        return False
    return not (_WORD.match(after) and (_WORD.match(before) or before in ".,-/"))


@dataclass(frozen=True, slots=True)
class Column:
    """Where the lines of a column begin and end at most, and how far they stand apart.

    `pitch` is counted in heights of a character; infinite where too few lines tell it.
    """

    left: float
    right: float
    pitch: float


@dataclass(slots=True)
class _Seen:
    """What the lines of one column have shown so far."""

    lines: int = 0
    widest: float = 0.0
    pitches: Counter[int] = field(default_factory=Counter)


@dataclass(slots=True)
class Columns:
    """What all lines of a document say about its columns; a column is told by its two sides."""

    seen: dict[Sides, _Seen] = field(default_factory=dict)
    margins: dict[Sides, float] = field(default_factory=dict)

    def learn(self, table: Sides, sides: Sides, found: Sequence[Line]) -> None:
        """Take in the lines of a cell between two sides, in a table between two sides."""
        margin = max(0.0, min(line.x0 for line in found) - sides[0])
        self.margins[_key(table)] = min(margin, self.margins.get(_key(table), margin))
        seen = self.seen.setdefault(_key(sides), _Seen())
        seen.lines += len(found)
        seen.widest = max(seen.widest, *(line.x1 for line in found if line.x1 <= sides[1]), 0.0)
        seen.pitches.update(round(_pitch(*pair) * 10) for pair in pairwise(found))

    def column(self, table: Sides, sides: Sides, size: float) -> Column:
        """Return what was learnt about a column whose characters have this height."""
        seen, margin = self.seen[_key(sides)], self.margins[_key(table)]
        right = sides[1] - margin
        # The margin on the right may be another one than that on the left.
        if seen.widest > right or (seen.lines >= _ENOUGH and seen.widest > right - size):
            right = seen.widest
        pitch, times = seen.pitches.most_common(1)[0] if seen.pitches else (0, 0)
        return Column(sides[0] + margin, right, pitch / 10 if times > 2 else inf)


def _key(sides: Sides) -> Sides:
    return round(sides[0]), round(sides[1])


def _pitch(before: Line, after: Line) -> float:
    return (after.bottom - before.bottom) / max(before.size, 0.1)


def paragraphs(found: Sequence[Line], column: Column) -> list[str]:
    """Return the texts of the paragraphs that the lines of a cell make."""
    begins = [0, *_begins(found, column), len(found)]
    return [_joined(found[start:end]) for start, end in pairwise(begins)]


def _begins(found: Sequence[Line], column: Column) -> list[int]:
    """Return the lines, counted from 0, that begin a paragraph; the first is left out."""
    centred = _are_centred(found, column)
    left = min(line.x0 for line in found)
    begins = []
    begin = 0
    for index, (before, line) in enumerate(pairwise(found), start=1):
        indented = not centred and _is_indented(before, line, left, index - begin == 1)
        apart = _is_apart(before, line, column, centred) or _follows(found[begin], line)
        if indented or apart:
            begins.append(index)
            begin = index
    return sorted({*begins, *_headings(found, begins)})


def _is_apart(before: Line, line: Line, column: Column, centred: bool) -> bool:
    room = column.right - before.x1 + (before.x0 - column.left if centred else 0)
    return (
        room > line.need + before.size * 0.15
        or _pitch(before, line) > column.pitch + 0.35
        or bool(_ENDS.search(before.text.rstrip()) and _MARK.match(line.text))
    )


def _follows(first: Line, line: Line) -> bool:
    """Tell whether a line begins with the number after that of a paragraph's first line."""
    number, following = _NUMBER.match(first.text), _NUMBER.match(line.text)
    return number is not None and following is not None and int(following[1]) == int(number[1]) + 1


def _are_centred(found: Sequence[Line], column: Column) -> bool:
    gaps = [(line.x0 - column.left, column.right - line.x1, line.size) for line in found]
    even = all(abs(left - right) < size / 2 for left, right, size in gaps)
    return even and any(left > size / 2 for left, _, size in gaps)


def _is_indented(before: Line, line: Line, left: float, second: bool) -> bool:
    """Tell whether a line begins further right, as the first of a paragraph does.

    `left` is where the cell's lines begin at most. The second line of `1. …` may be set in too,
    under the words behind the number.
    """
    deep = line.size * 0.8
    if line.x0 - left < deep:
        return False
    if line.x0 - before.x0 > deep:
        return not (second and _MARK.match(before.text))
    return second and before.x0 - left > deep


def _headings(found: Sequence[Line], begins: Sequence[int]) -> Iterator[int]:
    """Yield the beginnings of headings that follow upon a full line.

    A heading ends in a colon, and its last line leaves room: the lines up to there are its own if
    a sentence ends before them.
    """
    for start, end in pairwise([0, *begins]):
        if not found[end - 1].text.rstrip().endswith(("：", ":")):
            continue
        for index in range(end - 1, start, -1):
            if _SENTENCE_IN.search(found[index].text):
                break
            if found[index - 1].text.rstrip().endswith(("。", "；", ";")):
                yield index
                break


def _joined(found: Sequence[Line]) -> str:
    text = ""
    for line in found:
        # A number is broken only where a column is narrower than it; its own blank ends a word.
        digits = text[-1:].isdigit() and line.text[:1].isdigit()
        glue = _LATIN_END.search(text) and _WORD.match(line.text) and not digits
        text += (" " if glue else "") + line.text
    return text.strip()
