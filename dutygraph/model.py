"""The duty list as a careful reader would write it down: frozen values, no behaviour but lookup.

Words are those of the glossary in docs/guide.md. Texts are without tags, numbers and the white
space that only the layout made. Names of bodies are their labels (see `loaders.departments`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

Place = tuple[str, ...]
"""A place path: every level that exists, province first, e.g. ("重庆市", "云阳县", "龙角镇")."""


class Kind(StrEnum):
    """The three lists of a document."""

    BASIC = "basic"
    COOPERATIVE = "cooperative"
    RECLAIMED = "reclaimed"


class Position(NamedTuple):
    """A place in the source document; zero or empty where a form of document has no such thing.

    Text: line to end_line. Word and web page: table, row and cell, or outside of tables the line,
    which in Word is the paragraph. Workbook: sheet and cell (B7). PDF: page and box (x0,top,x1,
    bottom in points from the page's upper left corner). Recogniser output: page, table, row, cell.
    All count from 1. `quote` holds the words as they stand, only where they differ from the text of
    the item; `file` is the name of the file, only where a list was read from several.
    """

    line: int = 0
    end_line: int = 0
    page: int = 0
    box: str = ""
    sheet: str = ""
    cell: str = ""
    table: int = 0
    row: int = 0
    quote: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A word that opens a clause of a statement: its sort (牵头, 配合 …) and the word itself.

    `word` is empty only for 共同 that follows from several bearers.
    """

    mark: str
    word: str


@dataclass(frozen=True, slots=True, order=True)
class Bearer:
    """Who does what a statement says: a body's label, or a placeholder's words."""

    name: str
    placeholder: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of what bearers do in a duty; without bearers, of what the township does.

    `order` counts from 1 within the duty. `mentions` are the bodies that the text names although
    the duty does not list them.
    """

    order: int
    text: str
    positions: tuple[Position, ...]
    bearers: tuple[Bearer, ...] = ()
    marks: tuple[Mark, ...] = ()
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Participation:
    """One body in one duty, with the roles that a column or heading gives it.

    `written` are its spellings as they stand in the column, `roles` are of listed, receiver, lead
    and support, `order` is the place in the column, from 1.
    """

    name: str
    written: tuple[str, ...]
    roles: tuple[str, ...]
    order: int
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Placeholder:
    """An unnamed group of bodies in a duty, such as 行业主管部门."""

    name: str
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """One sentence of how the receivers carry a reclaimed duty on."""

    order: int
    text: str
    positions: tuple[Position, ...]
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Transfer:
    """A reclaimed duty goes to its receivers, who carry it on by these methods."""

    receivers: tuple[Participation, ...]
    methods: tuple[Method, ...]


@dataclass(frozen=True, slots=True)
class Discontinued:
    """Nobody carries the duty out any more; `reason` is what the document says, if it says it."""

    reason: str | None


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """One naming of a law in a text: its name without 中华人民共和国, and the articles named.

    `basis` tells that it stands in a column of legal bases, any sort of document then; `text` is
    what stands there with it beyond its name and articles.
    """

    law: str
    article: str
    basis: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """One numbered row of a list; `occurrence` tells duties with the same number apart.

    `category_order` is the order of its category, which tells categories of one name apart.
    """

    kind: Kind
    number: int
    title: str
    category: str | None
    positions: tuple[Position, ...]
    occurrence: int = 1
    departments: tuple[Participation, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    statements: tuple[Statement, ...] = ()
    township: tuple[Statement, ...] = ()
    transfer: Transfer | None = None
    discontinued: Discontinued | None = None
    cites: tuple[Citation, ...] = ()
    category_order: int | None = None

    @property
    def receivers(self) -> tuple[Participation, ...]:
        """The bodies that the duty goes to."""
        return self.transfer.receivers if self.transfer else ()

    @property
    def methods(self) -> tuple[Method, ...]:
        """How the receivers carry the duty on."""
        return self.transfer.methods if self.transfer else ()

    @property
    def key(self) -> str:
        """The number, made unique where the document repeats it: `7`, then `7-2`."""
        return str(self.number) if self.occurrence == 1 else f"{self.number}-{self.occurrence}"


@dataclass(frozen=True, slots=True)
class Category:
    """A heading inside a list: the count that it declares (None if none) and the duties found."""

    kind: Kind
    order: int
    name: str
    declared: int | None
    found: int
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True, order=True)
class Body:
    """A body above the township: label, type and the bodies it is part of, from packs only."""

    name: str
    type: str = ""
    part_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A spelling in this document, the body it means, and the rule that says so.

    For a spelling A(B、C) `bracketed` holds B and C; for A(B) `relation` is how B relates to A, if
    a pack knows.
    """

    written: str
    name: str
    rule: str
    position: Position
    bracketed: tuple[str, ...] = ()
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person should look at; see `findings.RULES` for severity and hint.

    `text` is what stands there, `values` fill the hint of the rule.
    """

    rule: str
    position: Position
    text: str = ""
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a list was read from: its name without folder, SHA-256 in hex, and format.

    Of several files it holds the names and the different formats, joined by ` + `; `sha256` is then
    that of the lines `digest  name` of the files, each with a line feed, as sha256sum writes them.
    """

    file: str
    sha256: str
    format: str


@dataclass(frozen=True, slots=True)
class DutyList:
    """One township's published document, in one edition.

    `furniture` are the spans of lines that carry no data of their own: titles, contents, repeated
    headers, rules. `packs` is the digest of the alias packs that resolved the names.
    """

    title: str
    place: Place
    edition: str
    source: Source
    categories: tuple[Category, ...]
    duties: tuple[Duty, ...]
    bodies: tuple[Body, ...]
    names: tuple[Name, ...]
    findings: tuple[Finding, ...]
    furniture: tuple[Position, ...]
    packs: str

    def of_kind(self, kind: Kind) -> Iterator[Duty]:
        """Yield the duties of one of the three lists, in the order of the document."""
        return (duty for duty in self.duties if duty.kind is kind)
