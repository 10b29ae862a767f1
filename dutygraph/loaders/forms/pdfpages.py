"""PDF file → what its pages draw: upright characters, straight edges, pictures."""

import io
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTComponent, LTCurve, LTLayoutContainer, LTPage, LTRect
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1, stream_value
from pdfminer.utils import Matrix, Rect, apply_matrix_rect, decode_text

from dutygraph.loaders.forms.pdfbounds import BoundedDocument, BoundedResources, TooMuch

MOST_CHARACTERS = 30_000
_MOST_SHAPES = 20_000
_MOST_EDGES = 30_000
# Bytes of instructions; a page of a list has some 20,000.
_MOST_DRAWING = 2 * 2**20
# What it takes to set out on a figure, counted as bytes of instructions.
_FIGURE = 1_000
_MOST_DRAWING_IN_ALL = 64 * 2**20
_MOST_PAGES = 10_000
_SHORTEST_EDGE = 1.0
_THICKEST_LINE = 3.0
_FARTHEST = 100_000.0

# Chrome and Word on macOS write radicals for the characters that look the same: ⺠ for 民.
# Unicode maps those from U+2F00 on itself, but not these.
_RADICALS = dict(
    zip(
        "⺝⺠⺮⺶⺷⻁⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰",
        "月民竹羊羊虎西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙",
        strict=True,
    )
)
UNKNOWN = "\ufffd"
"""Stands for a character of which the file says only how to draw it."""


class Character(NamedTuple):
    """An upright character and its box, in points from the page's upper left corner."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float


class Edge(NamedTuple):
    """A straight line along an axis."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(slots=True)
class Page:
    """What one page shows: its text, its straight lines, and how many shapes and pictures.

    `slanted` are the characters that are not upright, as those of watermarks.
    """

    number: int
    height: float
    characters: list[Character] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    slanted: list[str] = field(default_factory=list)
    shapes: int = 0
    pictures: int = 0


def open_document(data: bytes) -> PDFDocument:
    """Open a PDF from its bytes; raises what pdfminer does, and TooMuch."""
    return BoundedDocument(io.BytesIO(data))


def title(document: PDFDocument) -> str:
    """Return the title in the file's properties, empty if it has none."""
    titles = (resolve1(info.get("Title")) for info in document.info)
    found = next((one for one in titles if isinstance(one, bytes) and one), b"")
    if not found.startswith((b"\xfe\xff", b"\xff\xfe")):
        # Chinese programs write their own encoding where the standard means Latin letters.
        for encoding in ("utf-8-sig", "gb18030"):
            with suppress(UnicodeDecodeError):
                return found.decode(encoding).strip()
    return str(decode_text(found)).strip()


def pages(document: PDFDocument) -> Iterator[Page]:
    """Yield the pages one by one; raises what pdfminer does, and TooMuch."""
    resources = BoundedResources()
    device = _Device(resources)
    interpreter = _Interpreter(resources, device)
    for number, page in enumerate(PDFPage.create_pages(document), start=1):
        if number > _MOST_PAGES:
            raise TooMuch
        # What lies beyond the crop box is not shown, and its corner is the page's.
        page.mediabox = page.cropbox
        device.number = number
        interpreter.process_page(page)
        turn = device.sheet.turn()
        if turn:
            page.rotate = (page.rotate + turn) % 360
            interpreter.process_page(page)
        yield device.sheet.page


class _Sheet(LTPage):
    """Sorts what is drawn on a page, whatever figure it stands in."""

    def __init__(self, number: int, box: Rect) -> None:
        super().__init__(number, box)
        self.page = Page(number, box[3])
        self.drawn = 0
        self.turns: Counter[int | None] = Counter()

    def turn(self) -> int:
        """Return by how much the page is to be turned clockwise for most of its text to stand."""
        turned = [(count, turn) for turn, count in self.turns.items() if turn]
        count, turn = max(turned, default=(0, 0))
        return turn if count > self.turns[0] else 0

    def add(self, obj: LTComponent) -> None:
        if isinstance(obj, LTChar):
            self._add_character(obj)
        elif isinstance(obj, LTCurve):
            self.drawn += 1
            if not _is_paper(obj):
                self._add_edges(obj)
            if self.drawn > _MOST_SHAPES or len(self.page.edges) > _MOST_EDGES:
                raise TooMuch

    def _add_character(self, drawn: LTChar) -> None:
        text = drawn.get_text()
        turn = _turn(drawn.matrix)
        self.turns[turn] += 1
        if turn != 0:
            self.page.slanted.append(text)
        elif -_FARTHEST < drawn.x0 <= drawn.x1 < _FARTHEST and abs(drawn.y0) < _FARTHEST:
            height = self.page.height
            box = (drawn.x0, height - drawn.y1, drawn.x1, height - drawn.y0)
            self.page.characters.append(Character(readable(text), *box))
        if len(self.page.characters) + len(self.page.slanted) > MOST_CHARACTERS:
            raise TooMuch

    def _add_edges(self, drawn: LTCurve) -> None:
        self.page.shapes += 1
        points = [*drawn.pts, drawn.pts[0]] if isinstance(drawn, LTRect) else drawn.pts
        height = self.page.height
        for (xa, ya), (xb, yb) in pairwise(points):
            (x0, x1), (y0, y1) = sorted((xa, xb)), sorted((ya, yb))
            straight = x0 == x1 or y0 == y1
            if straight and _SHORTEST_EDGE <= x1 - x0 + y1 - y0 < _FARTHEST:
                self.page.edges.append(Edge(x0, height - y1, x1, height - y0))


def _turn(matrix: Matrix) -> int | None:
    """Return which turn of the page would make a character upright; None for a slanted one."""
    a, b, c, d, _, _ = matrix
    if abs(b) < abs(a) / 10:
        upright, turn = a * d > 0, 0 if a > 0 else 180
    elif abs(a) < abs(b) / 10:
        upright, turn = b * c < 0, 90 if b > 0 else 270
    else:
        return None
    return turn if upright else None


def _is_paper(drawn: LTCurve) -> bool:
    """Tell whether a shape is only white ground: its edges are not seen.

    A thin one may be the line between two coloured cells.
    """
    if drawn.stroke or not drawn.fill or min(drawn.width, drawn.height) < _THICKEST_LINE:
        return False
    colour = drawn.non_stroking_color
    parts = tuple(colour) if isinstance(colour, tuple | list) else (colour,)
    return parts in ((1,), (1, 1, 1), (0, 0, 0, 0))


def readable(text: str) -> str:
    """Return a character as text has it: no radical for it, no ligature, no name of its glyph."""
    if "\u2e80" <= text <= "\u2fdf" or "\uf900" <= text <= "\ufb06":
        return _RADICALS.get(text) or unicodedata.normalize("NFKC", text)
    if len(text) > 1:
        if text.startswith("(cid:"):
            return UNKNOWN
        return unicodedata.normalize("NFC", text)
    return text


class _Device(PDFLayoutAnalyzer):
    """Keeps of a page what `Page` holds, within bounds."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.number = 0
        self.left = _MOST_DRAWING_IN_ALL
        self.left_on_page = 0
        self.sheet = _Sheet(0, (0, 0, 0, 0))

    def spend(self, length: int) -> None:
        """Count instructions, in bytes; repeated ones count each time."""
        self.left -= length
        self.left_on_page -= length
        if min(self.left, self.left_on_page) < 0:
            raise TooMuch

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
        self.sheet = _Sheet(self.number, (0, 0, abs(x1 - x0), abs(y1 - y0)))
        self.cur_item: LTLayoutContainer = self.sheet
        self.left_on_page = _MOST_DRAWING

    def end_page(self, page: PDFPage) -> None:
        pass

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:  # noqa: ARG002 - pdfminer's names
        self.spend(_FIGURE)

    def end_figure(self, _: str) -> None:
        pass

    def render_image(self, name: str, stream: PDFStream) -> None:  # noqa: ARG002 - pdfminer's names
        self.sheet.page.pictures += 1


class _Interpreter(PDFPageInterpreter):
    def __init__(self, manager: PDFResourceManager, device: _Device) -> None:
        super().__init__(manager, device)
        self.spend = device.spend

    def execute(self, streams: Sequence[object]) -> None:
        self.spend(sum(len(stream_value(one).get_data()) for one in streams))
        super().execute(streams)
