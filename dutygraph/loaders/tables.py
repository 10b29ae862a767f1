"""Rows → the three lists: categories, numbered rows joined over pages, and what is furniture."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from dutygraph.findings import LONGEST_TEXT
from dutygraph.loaders.headers import (
    BODIES,
    DEFAULT_COLUMNS,
    Columns,
    Field,
    columns,
    is_document_title,
    kind_of_columns,
    kind_of_title,
    squeezed,
)
from dutygraph.loaders.rows import Cell, Layout, Paragraph, Row, cell_text
from dutygraph.model import Category, Finding, Kind, Position

_CONTINUED = r"(?:[（(]\s*续表?\s*[）)])?\s*"
_CATEGORY = re.compile(
    r"(?P<ordinal>[一二三四五六七八九十百]{1,4}\s*[、.．]|[（(][一二三四五六七八九十百]{1,4}[）)]\s*、?)"
    rf"\s*(?P<name>[^。；：:]{{1,40}}?)\s*{_CONTINUED}"
    rf"(?:[（(]\s*共?\s*(?P<declared>\d{{1,4}})\s*[项条个件]\s*[）)])?\s*{_CONTINUED}"
)
_SAYS_CONTINUED = re.compile(r"[（(]\s*续表?\s*[）)]")
_NUMBER = re.compile(r"(\d{1,4})\s*[.．、]?")
_RULE = re.compile(r"[\s|:+=_*—–-]{3,}")
_CONTENTS = re.compile(r"目录")
_ENTRY = re.compile(r".{0,60}?[.．·…\s]*\d{1,4}")
_PAGE = re.compile(
    r"[-—–\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/共]\s*共?\s*\d{1,4}\s*页?)?[-—–\s]*"
)
_DASH = re.compile(r"[/／\\—–-]+|暂?无")
_MOVED_HEADING = re.compile(
    r"(?:^|[\s、，,；;])(?!(?:牵头|配合)(?:部门|单位))([^\s、，,；;：:]{2,30})[：:]\s*$"
)
_ENDS_PARAGRAPH = re.compile(r"[。；;：:!！?？]$")
_OPENS_PARAGRAPH = re.compile(
    r"\d{1,2}\s*[.．、]\s*(?!\d)|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|[①-⑳]"
)
# Names and titles have no sentences: their parts are joined, and the cell's reader splits them.
_WORDS = {*BODIES, Field.RECEIVER}
_FARTHEST = 50


@dataclass(slots=True)
class RawDuty:
    """One numbered row with its continuations, its cells not yet understood."""

    kind: Kind
    number: int
    occurrence: int
    category: int | None
    cells: dict[Field, Cell]
    positions: list[Position]


@dataclass(slots=True)
class Tables:
    """What the tables of a document say; `preface` are the lines before the first list."""

    preface: list[tuple[str, Position]] = field(default_factory=list)
    categories: list[Category] = field(default_factory=list)
    duties: list[RawDuty] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    furniture: list[Position] = field(default_factory=list)


def read(rows: list[Row]) -> Tables:
    """Read the rows of a document; see `Tables`."""
    reader = _Reader(rows)
    for index, row in enumerate(rows):
        reader.index = index
        reader.take(row)
    return reader.finished()


class _Reader:
    """Walks over the rows and keeps what the next row needs: list, columns, category, duty."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self.index = 0
        self.tables = Tables()
        self.kind: Kind | None = None
        self.columns: Columns | None = None
        self.category: int | None = None
        self.ordinal = ""
        self.contents = False
        self.numbers: Counter[tuple[Kind, int]] = Counter()
        self.unread: list[tuple[str, Position]] = []

    def take(self, row: Row) -> None:
        if not (self._furniture(row) or self._heading(row) or self._duty(row)):
            self._leave(row)

    def finished(self) -> Tables:
        self._close_unread()
        found = Counter(duty.category for duty in self.tables.duties)
        self.tables.categories = [
            replace(category, found=found[index])
            for index, category in enumerate(self.tables.categories)
        ]
        return self.tables

    # Furniture: titles, contents, headers, rules

    def _furniture(self, row: Row) -> bool:
        if self._header(row) or self._title(row) or self._ornament(row):
            self.tables.furniture.append(row.position)
            return True
        return False

    def _header(self, row: Row) -> bool:
        fields = columns(row)
        if fields is None:
            return False
        kind = kind_of_columns(fields) or self.kind or Kind.BASIC
        if kind is not self.kind:
            self._begin(kind)
        self.columns, self.contents = fields, False
        return True

    def _title(self, row: Row) -> bool:
        filled = [text for text in row.texts if text]
        text = "".join(filled)
        if len(text) > LONGEST_TEXT:
            return False
        words = squeezed(text)
        if _CONTENTS.fullmatch(words):
            self.contents = True
            return True
        if self.contents and len(words) < 80 and _ENTRY.fullmatch(words):
            return True
        kind = kind_of_title(words) if len(filled) == 1 else None
        if kind:
            if kind is not self.kind:
                self._begin(kind)
            self.contents = False
        return kind is not None

    def _begin(self, kind: Kind) -> None:
        self.kind, self.columns, self.category = kind, None, None

    def _ornament(self, row: Row) -> bool:
        text = " ".join(filter(None, row.texts))
        if len(text) > LONGEST_TEXT and row.table:
            return False
        if not text or _RULE.fullmatch(text):
            return True
        return not row.table and _PAGE.fullmatch(text) is not None

    # Categories and duties

    def _heading(self, row: Row) -> bool:
        filled = [text for text in row.texts if text]
        heading = _CATEGORY.fullmatch(filled[0].strip()) if len(filled) == 1 else None
        if heading is None or self.kind is None:
            return False
        if not row.table and heading["declared"] is None and len(filled[0]) > 25:
            return False
        declared = int(heading["declared"]) if heading["declared"] else None
        name, ordinal = squeezed(heading["name"]), squeezed(heading["ordinal"])
        if self._is_open(name, ordinal, declared, bool(_SAYS_CONTINUED.search(filled[0]))):
            self.tables.furniture.append(row.position)
            return True
        self._begin_category(self.kind, name, declared, row.position)
        self.ordinal = ordinal
        return True

    def _is_open(self, name: str, ordinal: str, declared: int | None, again: bool) -> bool:
        """Tell whether a heading only repeats, after a page break, that of the open category."""
        if self.category is None:
            return False
        category = self.tables.categories[self.category]
        same = declared == category.declared or (again and declared is None)
        return (category.name, self.ordinal) == (name, ordinal) and same

    def _begin_category(
        self, kind: Kind, name: str, declared: int | None, position: Position
    ) -> None:
        order = 1 + sum(category.kind is kind for category in self.tables.categories)
        self.ordinal = ""
        self.category = len(self.tables.categories)
        self.tables.categories.append(Category(kind, order, name, declared, 0, (position,)))

    def _duty(self, row: Row) -> bool:
        kind = self.kind
        if kind is None or not row.table:
            return False
        cells = self._cells(row, kind)
        self._take_category(kind, squeezed(cell_text(cells.pop(Field.CATEGORY, ()))), row.position)
        number = _NUMBER.fullmatch(cell_text(cells.get(Field.NUMBER, ())).strip())
        if number:
            self._open(kind, int(number[1]), cells, row.position)
            return True
        if cells.get(Field.NUMBER):
            return False
        last = self._last()
        if last is None or self._begins_without_number(cells, last):
            return self._unnumbered(kind, cells, row, last)
        self._continue(last, cells, row)
        return True

    def _take_category(self, kind: Kind, name: str, position: Position) -> None:
        """A column may name the category, in every row or only in its first."""
        before = None if self.category is None else self.tables.categories[self.category].name
        if name and name != before:
            self._begin_category(kind, name[:LONGEST_TEXT], None, position)

    def _cells(self, row: Row, kind: Kind) -> dict[Field, Cell]:
        """The row's cells by what they hold; surplus cells go to the last column."""
        fields = self.columns or DEFAULT_COLUMNS[kind]
        cells: dict[Field, Cell] = {}
        for name, cell in zip(fields, row.cells, strict=False):
            if name:
                cells[name] = cells.get(name, ()) + (() if says_nothing(cell) else cell)
            elif cell:
                self.tables.findings.append(unread([(cell_text(cell), row.position)]))
        surplus = tuple(part for cell in row.cells[len(fields) :] for part in cell)
        last = next((name for name in reversed(fields) if name), None)
        if surplus and last:
            cells[last] = cells.get(last, ()) + surplus
            text = cell_text(surplus)[:LONGEST_TEXT]
            self.tables.findings.append(Finding("cells-surplus", row.position, text))
        return self._heading_moved_back(cells, row.position)

    def _heading_moved_back(
        self, cells: dict[Field, Cell], position: Position
    ) -> dict[Field, Cell]:
        """A page break may move the last heading of the duties into the department column."""
        moved = _MOVED_HEADING.search(cell_text(cells.get(Field.DEPARTMENTS, ())))
        if moved is None or not cells.get(Field.DUTIES):
            return cells
        names = cells[Field.DEPARTMENTS]
        rest = names[-1].text[: -len(moved[0])]
        kept = (*names[:-1], replace(names[-1], text=rest)) if rest.strip() else names[:-1]
        heading = Paragraph(moved[1] + "：", Layout.PARAGRAPH, ((0, position),))
        self.tables.findings.append(
            Finding("heading-moved", position, moved[0].strip(), (("name", moved[1]),))
        )
        return cells | {Field.DEPARTMENTS: kept, Field.DUTIES: (*cells[Field.DUTIES], heading)}

    def _last(self) -> RawDuty | None:
        duties = self.tables.duties
        return duties[-1] if duties and duties[-1].kind is self.kind else None

    def _begins_without_number(self, cells: dict[Field, Cell], last: RawDuty) -> bool:
        """A row with a title but no number: a duty of its own, or the rest of a long title?"""
        if not cells.get(Field.TITLE):
            return False
        if self._leaves_room(last.number):
            return True
        others = [name for name in cells if name not in (Field.NUMBER, Field.TITLE)]
        if others:
            return any(cells[name] for name in (*_WORDS, Field.RECEIVING) if name in cells)
        return cell_text(last.cells.get(Field.TITLE, ())).endswith("。")

    def _leaves_room(self, number: int) -> bool:
        """Tell whether the next number skips just the rows that have a title but no number.

        1, nothing, 3: the row between is 2.
        """
        column, title = self._column(Field.NUMBER), self._column(Field.TITLE)
        titles = 1
        for row in self.rows[self.index + 1 : self.index + 1 + _FARTHEST]:
            texts = row.texts
            if not row.table or len(texts) <= max(column, title):
                continue
            if following := _NUMBER.fullmatch(texts[column].strip()):
                return int(following[1]) == number + titles + 1
            titles += not texts[column].strip() and bool(texts[title].strip())
        return False

    def _column(self, field: Field) -> int:
        """Return where a field stands in the open table; its first place if it has none."""
        fields = self.columns or DEFAULT_COLUMNS[self.kind or Kind.BASIC]
        return fields.index(field) if field in fields else 0

    def _unnumbered(
        self, kind: Kind, cells: dict[Field, Cell], row: Row, last: RawDuty | None
    ) -> bool:
        if not cells.get(Field.TITLE):
            return False
        number = last.number + 1 if last else 1
        text = cell_text(cells[Field.TITLE])[:LONGEST_TEXT]
        self.tables.findings.append(
            Finding("number-guessed", row.position, text, (("number", str(number)),))
        )
        self._open(kind, number, cells, row.position)
        return True

    def _open(self, kind: Kind, number: int, cells: dict[Field, Cell], position: Position) -> None:
        self._close_unread()
        self.numbers[kind, number] += 1
        occurrence = self.numbers[kind, number]
        for name in self.columns or DEFAULT_COLUMNS[kind]:
            if name:
                cells.setdefault(name, ())
        cells.pop(Field.NUMBER, None)
        self.tables.duties.append(
            RawDuty(kind, number, occurrence, self.category, cells, [position])
        )

    def _continue(self, last: RawDuty, cells: dict[Field, Cell], row: Row) -> None:
        for name, cell in cells.items():
            if cell:
                last.cells[name] = _joined(last.cells.get(name, ()), cell, name)
        last.positions.append(row.position)
        text = " ".join(filter(None, row.texts))[:LONGEST_TEXT]
        self.tables.findings.append(Finding("joined-over-page", row.position, text))

    # What nobody understood

    def _leave(self, row: Row) -> None:
        text = " ".join(filter(None, row.texts))
        if self.kind is None or is_document_title(text):
            self.tables.preface.append((text, row.position))
            return
        if self.unread and row.position.line > self.unread[-1][1].end_line + 1:
            self._close_unread()
        self.unread.append((text[:LONGEST_TEXT], row.position))

    def _close_unread(self) -> None:
        if self.unread:
            self.tables.findings.append(unread(self.unread))
            self.unread = []


def unread(lines: list[tuple[str, Position]]) -> Finding:
    """Return one finding for neighbouring lines that nothing could be made of."""
    first, last = lines[0][1], lines[-1][1]
    text = " ".join(text for text, _ in lines[:20])[:LONGEST_TEXT]
    return Finding("unread-text", replace(first, end_line=max(first.end_line, last.end_line)), text)


def says_nothing(cell: Cell) -> bool:
    """Tell whether a cell only says that there is nothing: /, — or 无."""
    return len(cell) == 1 and bool(_DASH.fullmatch(cell[0].text.strip(" 。；;，,")))


def _joined(earlier: Cell, later: Cell, name: Field) -> Cell:
    """Join a cell over a page break: a new paragraph, or the rest of the one that was cut."""
    if not earlier or name in _WORDS:
        return earlier + later
    cut = not _ENDS_PARAGRAPH.search(earlier[-1].text)
    if cut and not _OPENS_PARAGRAPH.match(later[0].text):
        return (*earlier[:-1], earlier[-1].joined(later[0]), *later[1:])
    return earlier + later
