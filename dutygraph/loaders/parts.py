"""The files of one list → one document: each may hold all three lists or only some of them."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dutygraph.errors import DocumentError
from dutygraph.findings import LONGEST_TEXT
from dutygraph.loaders.checks import KIND_WORDS
from dutygraph.loaders.headers import Field
from dutygraph.loaders.joins import RawDuty
from dutygraph.loaders.preface import Preface
from dutygraph.loaders.rows import Cell, Document, Paragraph, Row, cell_text
from dutygraph.loaders.tables import Tables
from dutygraph.loaders.titles import squeezed
from dutygraph.messages import N_
from dutygraph.model import Finding, Kind, Source


@dataclass(frozen=True, slots=True)
class Part:
    """What one file says, its tables read and its names not yet understood.

    `head` has the place and the edition that the list is to have.
    """

    tables: Tables
    head: Preface
    source: Source
    findings: list[Finding]

    def of_kind(self, kind: Kind) -> list[RawDuty]:
        """Return the duties of one of the three lists."""
        return [raw for raw in self.tables.duties if raw.kind is kind]

    def kinds(self) -> list[Kind]:
        """Return which of the three lists the file holds, in their order."""
        held = {raw.kind for raw in self.tables.duties}
        return [kind for kind in Kind if kind in held]


def marked(document: Document, file: str) -> Document:
    """Return a document in which every position names its file."""
    rows = [
        Row(
            tuple(tuple(_marked(one, file) for one in cell) for cell in row.cells),
            row.position._replace(file=file),
            row.table,
        )
        for row in document.rows
    ]
    found = [replace(one, position=one.position._replace(file=file)) for one in document.findings]
    return replace(document, rows=rows, findings=found)


def _marked(paragraph: Paragraph, file: str) -> Paragraph:
    pieces = ((offset, position._replace(file=file)) for offset, position in paragraph.pieces)
    return replace(paragraph, pieces=tuple(pieces))


def joined(parts: Sequence[Part]) -> Part:
    """Return several files as one: basic, cooperative and reclaimed list, each from one of them.

    Where two files hold the same list, that of the first counts, and what differs is a finding. The
    order of files that hold different lists does not matter.

    Raises:
        DocumentError: two files are of different places or editions.
    """
    order = {kind: number for number, kind in enumerate(Kind)}
    parts = sorted(parts, key=lambda part: [order[kind] for kind in part.kinds()])
    _refuse_strangers(parts)
    holders = {kind: [part for part in parts if kind in part.kinds()] for kind in Kind}
    tables = Tables()
    for kind, [holder, *_] in ((kind, held) for kind, held in holders.items() if held):
        _take(tables, holder, kind)
    used = [part for part in parts if any(held[:1] == [part] for held in holders.values())]
    for part in used:
        tables.findings += part.tables.findings
        tables.furniture += part.tables.furniture
    found = [finding for part in used for finding in part.findings]
    for kind, held in holders.items():
        found += [one for other in held[1:] for one in _differences(held[0], other, kind)]
    return Part(tables, _head(used), _source(parts), found)


def _refuse_strangers(parts: Sequence[Part]) -> None:
    first = parts[0]
    for part in parts[1:]:
        if (part.head.place, part.head.date) != (first.head.place, first.head.date):
            raise strangers(first.source.file, part.source.file)


def strangers(first: str, file: str) -> DocumentError:
    """Return the error for two files that were taken for one list and are not."""
    return DocumentError(
        N_("{first} and {file} are not one list: name the place and edition of both, or one file."),
        first=first,
        file=file,
    )


def _take(tables: Tables, part: Part, kind: Kind) -> None:
    """Put one of the three lists of a file behind those that are there."""
    places = {}
    for index, category in enumerate(part.tables.categories):
        if category.kind is kind:
            places[index] = len(tables.categories)
            tables.categories.append(category)
    for raw in part.of_kind(kind):
        place = None if raw.category is None else places[raw.category]
        tables.duties.append(replace(raw, category=place))


def _differences(first: Part, other: Part, kind: Kind) -> Iterator[Finding]:
    """Yield at most one finding: where two files first differ in the same list."""
    ours = {(raw.number, raw.occurrence): raw for raw in first.of_kind(kind)}
    theirs = {(raw.number, raw.occurrence): raw for raw in other.of_kind(kind)}
    for key in sorted({*ours, *theirs}):
        if key in ours and key in theirs and _said(ours[key]) == _said(theirs[key]):
            continue
        shown = theirs.get(key) or ours[key]
        values = (
            ("kind", KIND_WORDS[kind]),
            ("number", str(key[0])),
            ("first", first.source.file),
            ("other", other.source.file),
        )
        title = cell_text(shown.cells.get(Field.TITLE, ()))[:LONGEST_TEXT]
        yield Finding("files-differ", shown.positions[0], title, values)
        return


def _said(raw: RawDuty) -> dict[Field, str]:
    """Return what a row says, whatever the layout of its form of document."""
    texts = ((name, _words(cell)) for name, cell in raw.cells.items())
    return {name: words for name, words in texts if words}


def _words(cell: Cell) -> str:
    return squeezed("".join(paragraph.text for paragraph in cell))


def _head(parts: Sequence[Part]) -> Preface:
    heads = [part.head for part in parts]
    return replace(
        heads[0],
        title=next((head.title for head in heads if head.title), ""),
        furniture=tuple(one for head in heads for one in head.furniture),
        findings=tuple(one for head in heads for one in head.findings),
    )


def _source(parts: Sequence[Part]) -> Source:
    sources = [part.source for part in parts]
    lines = "".join(f"{source.sha256}  {source.file}\n" for source in sources)
    return Source(
        file=" + ".join(source.file for source in sources),
        sha256=hashlib.sha256(lines.encode()).hexdigest(),
        format=" + ".join(dict.fromkeys(source.format for source in sources)),
    )
