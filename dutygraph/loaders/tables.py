"""Rows → the three lists: categories, numbered rows joined over pages, and what is furniture."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from dutygraph.findings import KIND_WORDS, LONGEST_TEXT
from dutygraph.loaders import furniture, headers, preface
from dutygraph.loaders.blocks import Block
from dutygraph.loaders.categories import (
    Categories,
    Heading,
    bare_names,
    read_bare_heading,
    read_heading,
)
from dutygraph.loaders.headers import DEFAULT_COLUMNS, Field, Header
from dutygraph.loaders.joins import Part, RawDuty
from dutygraph.loaders.rownumbers import row_number
from dutygraph.loaders.rows import Row, cell_text
from dutygraph.loaders.titles import (
    is_aside,
    is_document_title,
    kind_of_name,
    kind_of_value,
    squeezed,
)
from dutygraph.loaders.unread import Unread
from dutygraph.model import Category, Finding, Kind, Position

_FARTHEST = 50
"""How many rows are looked at ahead."""


@dataclass(slots=True)
class Tables:
    """What the tables of a document say; `preface` are the lines before the first list.

    `titles` are those of the lists themselves, which may say the place: 龙角镇基本履职事项清单.
    `foreign` tells that a table is one of powers, permits or services.
    """

    preface: list[tuple[str, Position]] = field(default_factory=list)
    titles: list[tuple[str, Position]] = field(default_factory=list)
    categories: list[Category] = field(default_factory=list)
    duties: list[RawDuty] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    furniture: list[Position] = field(default_factory=list)
    foreign: bool = False


def read(rows: list[Row], kind: Kind | None = None) -> Tables:
    """Read the rows of a document.

    `kind` is the list that the file's name says, for a table of which nothing else tells it.
    """
    reader = _Reader(rows, kind)
    for index, row in enumerate(rows):
        reader.index = index
        reader.take(row)
    return reader.finished()


class _Reader:
    """Walks over the rows and keeps what the next row needs: list, columns, category, duty."""

    def __init__(self, rows: list[Row], likely: Kind | None) -> None:
        self.rows = rows
        self.likely = likely
        self.index = 0
        self.header_end = 0
        self.sheet = ""
        self.tables = Tables()
        self.unread = Unread()
        self.blocks: list[Block] = []
        self.categories = Categories()
        self.numbers: Counter[tuple[Kind, int]] = Counter()
        self.begin(None)

    def take(self, row: Row) -> None:
        if row.position.sheet != self.sheet:
            self.begin_sheet(row.position.sheet, "")
        if self._furniture(row):
            self.tables.furniture.append(row.position)
        elif not (self._category(row) or self._duty(row)):
            self._leave(row)

    def finished(self) -> Tables:
        tables = self.tables
        for block in self.blocks:
            tables.findings += block.finished()
        tables.findings += self.unread.findings()
        tables.categories = self.categories.counted(duty.category for duty in tables.duties)
        return tables

    def begin(self, kind: Kind | None, *, named: bool = False) -> None:
        """Begin a list; `named` tells that a title or a sheet's name says which."""
        self.kind, self.named = kind, named
        self.block: Block | None = None
        self.categories.close()
        self.contents = self.aside = self.closed = False

    def begin_sheet(self, sheet: str, name: str) -> None:
        kind = kind_of_name(name)
        self.begin(kind, named=kind is not None)
        self.sheet, self.aside = sheet, is_aside(name)
        self.unread.close()

    # Furniture: titles, contents, headers, rules

    def _furniture(self, row: Row) -> bool:
        if self.index < self.header_end or self._title_of_sheet(row):
            return True
        return self._header(row) or self._title(row) or furniture.is_ornament(row)

    def _title_of_sheet(self, row: Row) -> bool:
        position = row.position
        if row.table or not position.sheet or position.cell:
            return False
        self.begin_sheet(position.sheet, "".join(row.texts))
        return True

    def _header(self, row: Row) -> bool:
        header = headers.read(self.rows, self.index)
        if header is None:
            return False
        if not header.fields:
            if not self.contents:
                self._close(header, row.position)
            return True
        self.header_end = self.index + header.height
        if self.block is None or self.block.fields != header.fields:
            kind = self._kind_of(header, row.position)
            if kind is not self.kind:
                self.begin(kind)
            self._begin_block(self._new_block(header))
        self.contents = self.aside = self.closed = False
        return True

    def _close(self, header: Header, position: Position) -> None:
        """Leave the rows of a table alone that is no list of duties."""
        self.closed, self.block = True, None
        self.tables.foreign = self.tables.foreign or header.foreign
        self._find("other-list" if header.foreign else "header-unknown", position, header)

    def _kind_of(self, header: Header, position: Position) -> Kind | None:
        if Field.KIND in header.fields:
            return self.kind
        if self.named and header.kind in (self.kind, None):
            return self.kind
        if self.named:
            self._find("list-unclear", position, header)
        kind = header.likely_kind or self.kind
        if kind is None and self.likely:
            self._find("list-from-name", position, header, kind=KIND_WORDS[self.likely])
        return kind or self.likely or Kind.BASIC

    def _find(self, rule: str, position: Position, header: Header, **values: str) -> None:
        words = " ".join(filter(None, header.words))[:LONGEST_TEXT]
        self.tables.findings.append(Finding(rule, position, words, tuple(values.items())))

    def _new_block(self, header: Header) -> Block:
        rows = self.rows[self.index : self.index + 1 + _FARTHEST]
        return Block(header.fields, header.words, rows)

    def _begin_block(self, block: Block) -> None:
        self.block = block
        self.blocks.append(block)

    def _title(self, row: Row) -> bool:
        title = furniture.read_title(row, self.contents)
        if title is None:
            return False
        if title.kind:
            self.tables.titles.append((" ".join(filter(None, row.texts)), row.position))
        if title.kind and title.kind is not self.kind:
            self.begin(title.kind, named=True)
        elif title.kind:
            self.closed = False
        self.contents = title.contents
        return True

    # Categories and duties

    def _category(self, row: Row) -> bool:
        heading = read_heading(row) or self._bare_heading(row)
        if heading is None or self.kind is None or self.closed:
            return False
        if self.categories.begin(self.kind, heading, row.position):
            self.unread.close()
        else:
            self.tables.furniture.append(row.position)
        return True

    def _bare_heading(self, row: Row) -> Heading | None:
        """Read a heading without an ordinal, below a header whose first column has the numbers."""
        if self.block is None or self.block.fields[:1] != (Field.NUMBER,):
            return None
        heading = read_bare_heading(row)
        if heading is None or heading.declared is not None or heading.name in self._bare_names:
            return heading
        return None

    @cached_property
    def _bare_names(self) -> frozenset[str]:
        return bare_names(self.rows)

    def _duty(self, row: Row) -> bool:
        if not row.table or self.closed or self._is_above_list(row) or not self._take_kind(row):
            return False
        kind = self.kind
        if kind is None:
            return False
        block = self.block or self._new_block(Header((), DEFAULT_COLUMNS[kind]))
        part = block.part(row, kind)
        part.cells.pop(Field.KIND, None)
        name = squeezed(cell_text(part.cells.pop(Field.CATEGORY, ())))
        if self.categories.name(kind, name, row.position):
            self.unread.close()
        written = part.cells.pop(Field.NUMBER, ())
        number = row_number(cell_text(written))
        if number is not None:
            self._numbered(kind, number, part, block)
        elif written or not self._unnumbered(kind, part, block):
            return False
        if self.block is None:
            self._begin_block(block)
        return True

    def _is_above_list(self, row: Row) -> bool:
        """Tell whether a row says the place, title or date above the header.

        Below it, only a title with a place begins another document in the same table.
        """
        filled = [text for text in row.texts if text]
        if self.block:
            return (
                len(filled) == 1 and is_document_title(filled[0]) and preface.says_place(filled[0])
            )
        if row_number(filled[0]) is not None:
            return False
        return preface.says(" ".join(filled))

    def _take_kind(self, row: Row) -> bool:
        """A column may say the list of each row; False where it says something else."""
        if self.block is None or Field.KIND not in self.block.fields:
            return True
        words = self.block.value(row, Field.KIND)
        kind = kind_of_value(words)
        if kind and kind is not self.kind:
            self.kind = kind
            self.categories.close()
        return kind is not None or not words

    def _numbered(self, kind: Kind, number: int, part: Part, block: Block) -> None:
        known = block.gone_on(kind, number, part)
        if known:
            known.go_on(part, again=True)
        else:
            self._open(kind, number, part, block)

    def _unnumbered(self, kind: Kind, part: Part, block: Block) -> bool:
        """Read a row without a number: it goes on with the duty above, or has lost its number."""
        duties = self.tables.duties
        last = duties[-1] if duties and duties[-1].kind is kind else None
        following = self.rows[self.index + 1 : self.index + 1 + _FARTHEST]
        if last and block.repeats_title(part, last):
            last.go_on(part, again=True)
        elif last and not block.begins_without_number(part, last, following):
            last.go_on(part)
        elif part.cells.get(Field.TITLE):
            number = last.number + 1 if last else 1
            block.guess(number, part)
            self._open(kind, number, part, block)
        else:
            return False
        return True

    def _open(self, kind: Kind, number: int, part: Part, block: Block) -> None:
        self.unread.close()
        self.named = False
        self.numbers[kind, number] += 1
        occurrence = self.numbers[kind, number]
        duty = block.open(kind, number, occurrence, self.categories.open, part)
        self.tables.duties.append(duty)

    # What nobody understood

    def _leave(self, row: Row) -> None:
        text = " ".join(filter(None, row.texts))
        said = self.block is None and preface.says(text)
        if self.aside and not said:
            self.tables.furniture.append(row.position)
        elif said or is_document_title(text) or (self.kind is None and not self.closed):
            self.tables.preface.append((text, row.position))
        else:
            self.unread.add(text, row.position, self.index)
