"""Cells of duties → statements: who is named above them, and where one ends and the next begins."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from unicodedata import numeric

from dutygraph.loaders.rows import Cell, Layout, Paragraph
from dutygraph.model import Position

_BEFORE_MARK = r"(?:^|(?<=[\s。；;：:】〕]))\s*"
# Behind a blank, 1） may end a bracket, （见附件 1）; behind a colon, 一、 may stand in a sentence.
_AFTER_STOP = r"(?:^|(?<=[。；;】〕]))\s*"
_CHINESE = r"(十?[一二三四五六七八九]|十)"
_STYLES = (
    re.compile(_BEFORE_MARK + r"(\d{1,2})\s*[.．、](?!\d)\s*"),
    re.compile(_BEFORE_MARK + r"[（(](\d{1,2})[）)]\s*"),
    re.compile(_BEFORE_MARK + r"([①-⑳])\s*"),
    re.compile(_BEFORE_MARK + rf"[（(]{_CHINESE}[）)]\s*"),
    re.compile(_AFTER_STOP + rf"{_CHINESE}、\s*"),
    re.compile(_AFTER_STOP + r"(\d{1,2})[）)]\s*"),
)
_NUMBER = re.compile("|".join(style.pattern for style in _STYLES))
# 1.1 is nested in 1., and 1.5万元 is no number.
_OPENING = re.compile(rf"{_NUMBER.pattern}|\d{{1,2}}[.．]\d{{1,2}}(?![\d万亿元米公%％])")
_ITEM_END = re.compile(r"(?<=。)\s+")
_SENTENCE_END = re.compile(r"(?<=。)(?![）)”’」』])\s*")
_COLONS = "：:"
_HEAD_EDGE = re.compile(r"[。；;，,：:“”《》！!？?]")
_LONGEST_HEAD = 200
# 【县公安局】 in the place of 县公安局：
_BRACKETED = re.compile(r"[【〔\[]([^【】〔〕\[\]]{2,200})[】〕\]]\s*[：:]?")
_LAYOUT_SPACE = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])|(?<=\s)\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """One statement's text, where it stands, and the words that name its bearers, if any.

    `head` is a heading as written, without its colon; it goes for all parts that follow it until
    the next heading. `unsplit` tells that several sentences had to be kept together.
    """

    text: str
    positions: tuple[Position, ...]
    head: str | None = None
    unsplit: bool = False

    def joined(self, later: "Part") -> "Part":
        """Return this statement with a nested item behind it."""
        positions = tuple(dict.fromkeys((*self.positions, *later.positions)))
        return replace(self, text=self.text + later.text, positions=positions)


@dataclass(frozen=True, slots=True)
class _Slice:
    """A stretch of a paragraph."""

    paragraph: Paragraph
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.paragraph.text[self.start : self.end]

    def part(self, start: int, end: int, head: str | None, unsplit: bool = False) -> Part | None:
        """Return the statement from `start` to `end`, counted within the paragraph."""
        text = clean(self.paragraph.text[start:end])
        if not text:
            return None
        return Part(text, self.paragraph.positions(start, end), head, unsplit)


def clean(text: str) -> str:
    """Return a text without the white space that only the layout made."""
    words = text.split()
    return _LAYOUT_SPACE.sub("", text).strip() if len(words) > 1 else "".join(words)


def split(
    cell: Cell,
    is_heading: Callable[[str], bool] | None = None,
    joint: re.Pattern[str] | None = None,
) -> Iterator[Part]:
    """Yield the statements of a cell in their order.

    `is_heading` tells whether the words before a colon name bearers; without it there are no
    headings. `joint` matches the names at
    the head of a sentence that has several bearers and no colon (its whole sentence is the text).
    """
    head: str | None = None
    block: list[tuple[_Slice, str | None]] = []
    for paragraph in cell:
        for heading, joined, piece in _slices(paragraph, is_heading, joint, alone=len(cell) == 1):
            if heading is not None and not joined:
                yield from _block(block, head)
                block, head = [], heading
            block.append((piece, heading if joined else None))
    yield from _block(block, head)


def _block(block: Sequence[tuple[_Slice, str | None]], head: str | None) -> Iterator[Part]:
    """Yield the statements under one heading; an item nested in one stays in its text.

    A stretch that comes with names of its own is a joint sentence.
    """
    numbers = _Numbers(_style([piece for piece, _ in block]))
    before: Part | None = None
    for piece, names in block:
        if names is None:
            parts = _statements(piece, head, numbers)
        else:
            parts = iter([(piece.part(piece.start, piece.end, names), True)])
        for part, numbered in parts:
            if part is None:
                continue
            if before and not numbered and numbers.nests(part.text):
                before = before.joined(part)
                continue
            if before:
                yield before
            before = part
    if before:
        yield before


def _style(pieces: Sequence[_Slice]) -> re.Pattern[str]:
    """Return the outermost sort of number: the one that comes first, (1) within 1. never splits."""
    for piece in pieces:
        text = piece.paragraph.text
        found = [mark for style in _STYLES if (mark := style.search(text, piece.start, piece.end))]
        if found:
            return min(found, key=lambda mark: mark.start(1)).re
    return _STYLES[0]


def _slices(
    paragraph: Paragraph,
    is_heading: Callable[[str], bool] | None,
    joint: re.Pattern[str] | None,
    *,
    alone: bool,
) -> Iterator[tuple[str | None, bool, _Slice]]:
    """Yield (heading or None, joint sentence?, the stretch under it) of a paragraph."""
    text = paragraph.text
    cuts = [*_joints(text, joint)] if joint else []
    if is_heading:
        cuts += _headings(text, is_heading)
        cuts += _bracketed(text, is_heading)
        if not cuts and not alone:
            cuts += _whole(text, is_heading)
    cuts.sort()
    begins = [begin for begin, _, _, _ in cuts] + [len(paragraph.text)]
    if begins[0]:
        yield None, False, _Slice(paragraph, 0, begins[0])
    for (_, start, head, joined), stop in zip(cuts, begins[1:], strict=True):
        yield head, joined, _Slice(paragraph, min(start, stop), stop)


def _headings(text: str, is_heading: Callable[[str], bool]) -> Iterator[tuple[int, int, str, bool]]:
    """Yield (begin of the heading, begin of what it heads, its words, False)."""
    after = 0
    for edge in _HEAD_EDGE.finditer(text):
        begin, end, after = max(after, edge.start() - _LONGEST_HEAD), edge.start(), edge.end()
        if edge[0] not in _COLONS:
            continue
        # A line that was cut without a full stop leaves only a blank before the heading.
        blank = text.rfind(" ", begin, end) + 1
        for start in dict.fromkeys((begin, max(begin, blank))):
            words = _NUMBER.sub("", text[start:end].strip())
            if words and is_heading(words):
                yield start, after, words, False
                break


def _bracketed(
    text: str, is_heading: Callable[[str], bool]
) -> Iterator[tuple[int, int, str, bool]]:
    for found in _BRACKETED.finditer(text) if "【" in text or "〔" in text or "[" in text else ():
        if is_heading(found[1]):
            yield found.start(), found.end(), found[1], False


def _whole(text: str, is_heading: Callable[[str], bool]) -> Iterator[tuple[int, int, str, bool]]:
    """A paragraph that only names bodies heads those behind it, also without a colon."""
    if len(text) <= _LONGEST_HEAD:
        words = _NUMBER.sub("", text.strip())
        if words and not _HEAD_EDGE.search(words) and is_heading(words):
            yield 0, len(text), words, False


def _joints(text: str, joint: re.Pattern[str]) -> Iterator[tuple[int, int, str, bool]]:
    for names in joint.finditer(text):
        yield names.start("names"), names.start("names"), names["names"], True


class _Numbers:
    """The running number of a block of statements; a heading begins a new one."""

    def __init__(self, style: re.Pattern[str]) -> None:
        self.style = style
        self.last = 0

    def nests(self, text: str) -> bool:
        """Tell whether a text begins with another sort of number, nested in the one before."""
        return bool(_OPENING.match(text)) and not self.style.match(text)

    def marks(self, text: str, start: int, end: int) -> list[re.Match[str]]:
        """Return the number marks between `start` and `end`.

        Inside a paragraph only the next number counts, or 1 for a new beginning; at its head any
        number does, since a list may go on with 5 on the next page.
        """
        found = []
        for mark in self.style.finditer(text, start, end):
            number = _value(mark[1])
            if number in (self.last + 1, 1) or not text[start : mark.start()].strip():
                self.last = number
                found.append(mark)
        return found


def _value(number: str) -> int:
    """Return the value of 3, ③, 三 or 十三."""
    return int(number) if number.isdecimal() else int(sum(map(numeric, number)))


def _statements(
    piece: _Slice, head: str | None, numbers: _Numbers
) -> Iterator[tuple[Part | None, bool]]:
    """Yield the parts of a stretch, and of each whether a number stood before it."""
    marks = numbers.marks(piece.paragraph.text, piece.start, piece.end)
    if not marks:
        yield from ((part, False) for part in _unnumbered(piece, head))
        return
    stops = [mark.start() for mark in marks] + [piece.end]
    starts = [piece.start, *(mark.end() for mark in marks)]
    for index, (start, stop) in enumerate(zip(starts, stops, strict=True)):
        yield piece.part(start, stop, head), index > 0


def _unnumbered(piece: _Slice, head: str | None) -> Sequence[Part | None]:
    """Split a stretch without numbers as far as its layout says where statements end."""
    layout = piece.paragraph.layout
    if layout in (Layout.PARAGRAPH, Layout.ITEM):
        return [piece.part(piece.start, piece.end, head)]
    text = piece.text.strip()
    ends = _ITEM_END
    if layout is Layout.BLOCK and not _ITEM_END.search(text):
        ends = _SENTENCE_END
    parts, start = [], piece.start
    for end in ends.finditer(piece.paragraph.text, piece.start, piece.end):
        parts.append(_unnumbered_part(piece, start, end.start(), head))
        start = end.end()
    return [*parts, _unnumbered_part(piece, start, piece.end, head)]


def _unnumbered_part(piece: _Slice, start: int, end: int, head: str | None) -> Part | None:
    text = piece.paragraph.text[start:end].strip()
    unsplit = piece.paragraph.layout is Layout.PLAIN and "。" in text[:-1]
    return piece.part(start, end, head, unsplit)
