"""PDF documents with ruled tables: the cells between the lines, and the text around the tables."""

import logging
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from dutygraph.errors import DocumentError
from dutygraph.findings import LONGEST_TEXT
from dutygraph.loaders.forms import extras
from dutygraph.loaders.forms.archives import damaged
from dutygraph.loaders.rows import Cell, Document, Layout, Paragraph, Row
from dutygraph.messages import N_
from dutygraph.model import Finding, Position

if TYPE_CHECKING:
    from dutygraph.loaders.forms.pdfgrid import Box, Grid
    from dutygraph.loaders.forms.pdflines import Columns, Line
    from dutygraph.loaders.forms.pdfpages import Character, Page

# What programs put before and behind the name of the file that they print.
_PROGRAM = re.compile(
    r"^Microsoft \w+ - |\.(?:docx?|wps|xlsx?|et|pdf)$|^(?:untitled|无标题)\d*$", re.I
)

_DIGITS = re.compile(r"\d+")
# A line of these alone is a page number, which needs no finding.
_PAGE_WORDS = re.compile(r"[\W\d_第共页]+")


def read(data: bytes, name: str) -> Document:
    """Return the rows of a PDF document: those of its tables, and each line outside of tables.

    `data` is the file's content, `name` the file's name for messages. Positions are page and box.
    Raises DocumentError if the file is damaged, needs a password, is a scan, does not say which
    characters it draws, has no table with lines, or asks for more than a duty list needs.
    """
    try:
        from dutygraph.loaders.forms import pdfgrid, pdflines
        from dutygraph.loaders.forms.pdfbounds import TooMuch
    except ImportError as error:
        raise extras.missing("pdf", name) from error
    titles: list[str] = []
    columns = pdflines.Columns()
    survey = _Survey()
    drawn: list[_Row] = []
    try:
        for page in _pages(data, name, titles):
            survey.take(page)
            drawn += _rows(page, pdfgrid.grids(page.edges), columns)
    except TooMuch as error:
        raise DocumentError(
            N_("{file} asks for more memory or time than a duty list needs: print it to PDF anew."),
            file=name,
        ) from error
    survey.refuse(name)
    if not any(row.table for row in drawn):
        raise DocumentError(
            N_("{file} has no table with lines: load its Word or Excel form, or recognised text."),
            file=name,
        )
    drawn, running = _without_running_lines(drawn, survey.pages)
    rows = [row.finished(columns) for row in drawn]
    return Document(rows, survey.findings() + running, tuple(filter(None, titles)))


def _pages(data: bytes, name: str, titles: list[str]) -> Iterator["Page"]:
    """Yield the pages of a file; its own title goes to `titles`."""
    from pdfminer.pdfdocument import PDFEncryptionError

    from dutygraph.loaders.forms import pdfpages
    from dutygraph.loaders.forms.pdfbounds import TooMuch

    # pdfminer warns of each slip of a file; what matters of them shows in what is read.
    logging.getLogger("pdfminer").addHandler(_SILENCE)
    try:
        document = pdfpages.open_document(data)
        titles.append(_PROGRAM.sub("", _PROGRAM.sub("", pdfpages.title(document))))
        yield from pdfpages.pages(document)
    except TooMuch:
        raise
    except PDFEncryptionError as error:
        raise DocumentError(
            N_("{file} is protected by a password: save it without one."), file=name
        ) from error
    except Exception as error:  # pdfminer lets through whatever a broken file causes
        raise damaged(name) from error


_SILENCE = logging.NullHandler()


# What pages lack


@dataclass(slots=True)
class _Survey:
    """Which pages have no text, or text that nobody can read."""

    pages: int = 0
    empty: list[int] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    unknown_count: int = 0
    count: int = 0
    slanted: dict[str, int] = field(default_factory=dict)

    def take(self, page: "Page") -> None:
        from dutygraph.loaders.forms.pdfpages import UNKNOWN

        texts = [one.text for one in page.characters if not one.text.isspace()]
        unknown = texts.count(UNKNOWN)
        self.pages += bool(texts)
        self.count += len(texts)
        self.unknown_count += unknown
        if unknown:
            self.unknown.append(page.number)
        if not texts and (page.pictures or page.shapes or page.slanted):
            self.empty.append(page.number)
        if page.slanted:
            self.slanted.setdefault("".join(page.slanted)[:LONGEST_TEXT], page.number)

    def refuse(self, name: str) -> None:
        """Raise DocumentError if there is nothing to read."""
        if self.empty and not self.count:
            raise DocumentError(
                N_("{file} is a scan, pages without text: {pages}. Run a text recogniser over it."),
                file=name,
                pages=_ranges(self.empty),
            )
        if self.unknown_count * 2 > self.count:
            raise DocumentError(
                N_("{file} does not say which characters it draws: run a text recogniser over it."),
                file=name,
            )

    def findings(self) -> list[Finding]:
        """Return what a person should look at, although the rest can be read."""
        found = [
            Finding("slanted-text", Position(page=page), text)
            for text, page in self.slanted.items()
        ]
        for rule, pages in (
            ("page-without-text", self.empty),
            ("characters-unknown", self.unknown),
        ):
            values = (("count", str(self.unknown_count)), ("pages", _ranges(pages)))
            if pages:
                found.append(Finding(rule, Position(page=pages[0]), "", values))
        return found


def _ranges(numbers: Iterable[int]) -> str:
    """Write ascending numbers short: 1–3, 7."""
    runs = groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    spans = [[number for _, number in run] for _, run in runs]
    return ", ".join(f"{one[0]}–{one[-1]}" if len(one) > 1 else str(one[0]) for one in spans)


# Rows


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as it is drawn; its paragraphs can be told only when all pages have been seen.

    `table` is the box of its table, None for a line outside of tables.
    """

    page: int
    box: "Box"
    cells: list[tuple["Box | None", list["Line"]]]
    table: "Box | None"

    @property
    def text(self) -> str:
        """The text of a line outside of tables."""
        return self.cells[0][1][0].text.strip()

    @property
    def position(self) -> Position:
        """Where the row stands."""
        return _position(self.page, self.box)

    def finished(self, columns: "Columns") -> Row:
        """Return the row with its paragraphs."""
        cells = tuple(self._cell(box, lines, columns) for box, lines in self.cells)
        return Row(cells, self.position, self.table is not None)

    def _cell(self, box: "Box | None", lines: list["Line"], columns: "Columns") -> Cell:
        from dutygraph.loaders.forms.pdflines import paragraphs

        if box is None or not lines:
            return ()
        if self.table:
            column = columns.column(self.table.sides, box.sides, lines[0].size)
            texts = paragraphs(lines, column)
        else:
            texts = [self.text]
        layout = Layout.PARAGRAPH if len(texts) > 1 else Layout.PLAIN
        pieces = ((0, _position(self.page, box)),)
        return tuple(Paragraph(text, layout, pieces) for text in texts)


def _position(page: int, box: "Box") -> Position:
    return Position(page=page, box=",".join(f"{round(one, 1):g}" for one in box))


def _rows(page: "Page", grids: Sequence["Grid"], columns: "Columns") -> list[_Row]:
    """Return the rows and the lines outside of tables, from top to bottom."""
    from dutygraph.loaders.forms.pdfgrid import Box, hull
    from dutygraph.loaders.forms.pdflines import lines

    characters = _Characters(page)
    blocks = []
    for grid in grids:
        table = hull(box for row in grid for box in row if box)
        rows = []
        for row in grid:
            cells = [(box, lines(characters.within(box)) if box else []) for box in row]
            for box, found in cells:
                if box and found:
                    columns.learn(table.sides, box.sides, found)
            rows.append(_Row(page.number, hull(filter(None, row)), cells, table))
        blocks.append((table.top, rows))
    for line in lines(characters.rest()):
        box = Box(line.x0, line.top, line.x1, line.bottom)
        blocks.append((line.top, [_Row(page.number, box, [(box, [line])], None)]))
    blocks.sort(key=lambda block: block[0])
    return [row for _, rows in blocks for row in rows]


def _without_running_lines(rows: list[_Row], pages: int) -> tuple[list[_Row], list[Finding]]:
    """Leave out headers and footers: what stands at one height of most pages.

    The first of them stays, it may name the list; one that counts the pages goes whole.
    """
    places: dict[tuple[str, int], list[_Row]] = {}
    for row in rows:
        if row.table is None:
            key = _DIGITS.sub("0", row.text), round(row.box.top)
            places.setdefault(key, []).append(row)
    left_out: set[int] = set()
    findings = []
    for (mask, _), found in places.items():
        if len(found) < max(3, pages / 2) or not _PAGE_WORDS.sub("", mask):
            continue
        counts = len({row.text for row in found}) > 1
        left_out.update(id(row) for row in found[0 if counts else 1 :])
        values = (("count", str(len(found))),)
        findings.append(
            Finding("running-line", found[0].position, found[0].text[:LONGEST_TEXT], values)
        )
    return [row for row in rows if id(row) not in left_out], findings


class _Characters:
    """The characters of a page by their height on it; each is taken once."""

    def __init__(self, page: "Page") -> None:
        self.all = sorted(page.characters, key=_middle)
        self.middles = [_middle(one) for one in self.all]
        self.left = [True] * len(self.all)

    def within(self, box: "Box") -> Iterator["Character"]:
        """Yield the characters whose middle lies in a box."""
        start, end = bisect_left(self.middles, box.top), bisect_left(self.middles, box.bottom)
        for index in range(start, end):
            one = self.all[index]
            if self.left[index] and box.x0 <= (one.x0 + one.x1) / 2 < box.x1:
                self.left[index] = False
                yield one

    def rest(self) -> Iterator["Character"]:
        """Yield the characters that no box has taken."""
        return (one for one, left in zip(self.all, self.left, strict=True) if left)


def _middle(one: "Character") -> float:
    return (one.top + one.bottom) / 2
