"""The files of one list → one document: each may hold all three lists, some, or a piece of one."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dutygraph.errors import DocumentError
from dutygraph.findings import KIND_WORDS, LONGEST_TEXT
from dutygraph.loaders.checks import span
from dutygraph.loaders.headers import Field
from dutygraph.loaders.joins import RawDuty
from dutygraph.loaders.preface import Preface
from dutygraph.loaders.rows import Cell, Document, Paragraph, Row, cell_text
from dutygraph.loaders.tables import Tables
from dutygraph.loaders.titles import squeezed
from dutygraph.messages import N_
from dutygraph.model import Category, Finding, Kind, Source

Key = tuple[int, int]
"""What tells duties of one list apart: number and occurrence."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one file says, its tables read and its names not yet understood.

    `head` has the place and the date that the list is to have, each empty where nothing says it.
    """

    tables: Tables
    head: Preface
    source: Source
    findings: list[Finding]

    def of_kind(self, kind: Kind) -> list[RawDuty]:
        """Return the duties of one of the three lists."""
        return [raw for raw in self.tables.duties if raw.kind is kind]

    def start(self, kind: Kind) -> Key:
        """Return the lowest number of one of the lists that the file holds."""
        return min(map(_key, self.of_kind(kind)))


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
    """Return several files as one; a list may stand in one of them, or in pieces in several.

    Where two files differ in a number of the same list, that list of the first counts, and what
    differs is a finding. The order of files that hold different duties does not matter.

    Raises:
        DocumentError: two files are of different places or editions.
    """
    ordered = sorted(parts, key=_contents)
    head = _head(ordered)
    tables, found = Tables(), [finding for part in ordered for finding in part.findings]
    for kind in Kind:
        agreeing, differences = _agreeing([part for part in parts if part.of_kind(kind)], kind)
        _take(tables, agreeing, kind)
        found += differences
    for part in ordered:
        tables.findings += part.tables.findings
        tables.furniture += part.tables.furniture
    return Part(tables, head, _source(ordered), found)


def _contents(part: Part) -> list[tuple[int, Key]]:
    """Return which lists a file holds and from which number on, which is the order of files."""
    return [(order, part.start(kind)) for order, kind in enumerate(Kind) if part.of_kind(kind)]


def strangers(first: str, file: str) -> DocumentError:
    """Return the error for two files that were taken for one list and are not."""
    return DocumentError(
        N_("{first} and {file} are not one list: name the place and edition of both, or one file."),
        first=first,
        file=file,
    )


def _agreeing(holders: Sequence[Part], kind: Kind) -> tuple[list[Part], list[Finding]]:
    """Return the files of a list that count, and a finding for each one that differs from them.

    A file counts unless one before it says another thing under the same number.
    """
    agreeing: list[Part] = []
    found: list[Finding] = []
    ours: dict[Key, RawDuty] = {}
    for part in holders:
        theirs = {_key(raw): raw for raw in part.of_kind(kind)}
        if any(_said(ours[key]) != _said(theirs[key]) for key in ours.keys() & theirs.keys()):
            first = " + ".join(one.source.file for one in agreeing)
            found.append(_difference(first, part.source.file, ours, theirs))
        elif theirs.keys() - ours.keys():
            agreeing.append(part)
            ours = theirs | ours
    return agreeing, found


def _difference(
    first: str, other: str, ours: dict[Key, RawDuty], theirs: dict[Key, RawDuty]
) -> Finding:
    """Return the finding that names every number in which two files differ."""
    differing = [
        key
        for key in sorted({*ours, *theirs})
        if key not in ours or key not in theirs or _said(ours[key]) != _said(theirs[key])
    ]
    shown = theirs.get(differing[0]) or ours[differing[0]]
    values = (
        ("kind", KIND_WORDS[shown.kind]),
        ("numbers", _spans(number for number, _ in differing)),
        ("first", first),
        ("other", other),
    )
    title = cell_text(shown.cells.get(Field.TITLE, ()))[:LONGEST_TEXT]
    return Finding("files-differ", shown.positions[0], title, values)


def _spans(numbers: Iterable[int]) -> str:
    """Return numbers in their order, those without a gap as one range: 2, 4–6."""
    runs: list[list[int]] = []
    for number in dict.fromkeys(numbers):
        if not runs or number > runs[-1][-1] + 1:
            runs.append([])
        runs[-1].append(number)
    return ", ".join(span(run[0], run[-1]) for run in runs)


def _take(tables: Tables, parts: Sequence[Part], kind: Kind) -> None:
    """Put one of the three lists, from one file or several, behind those that are there."""
    start = len(tables.categories)
    pieces: list[list[Category]] = []
    duties: dict[Key, RawDuty] = {}
    for part in sorted(parts, key=lambda part: part.start(kind)):
        new = [raw for raw in part.of_kind(kind) if _key(raw) not in duties]
        places = _places(part, kind, {raw.category for raw in new}, pieces)
        for raw in new:
            place = None if raw.category is None else start + places[raw.category]
            duties[_key(raw)] = replace(raw, category=place)
    found = Counter(raw.category for raw in duties.values())
    tables.duties += duties.values()
    tables.categories += [
        _category(each, order + 1, found[start + order]) for order, each in enumerate(pieces)
    ]


def _places(
    part: Part, kind: Kind, wanted: set[int | None], pieces: list[list[Category]]
) -> dict[int, int]:
    """Put a file's categories to those of the same name in other files, or behind them.

    Returns:
        The place among `pieces` of each category in the file.
    """
    known = {each[0].name: place for place, each in enumerate(pieces)}
    places = {}
    for index, category in enumerate(part.tables.categories):
        if category.kind is kind and (index in wanted or not category.found):
            places[index] = known.get(category.name, len(pieces))
            if places[index] == len(pieces):
                pieces.append([])
            pieces[places[index]].append(category)
    return places


def _category(pieces: Sequence[Category], order: int, found: int) -> Category:
    """Return a category that stands in one file, or in pieces in several."""
    declared = pieces[0].declared
    if len(pieces) > 1:
        # A heading may count the duties of its own file only, which says nothing of the whole.
        counts = (one.declared for one in pieces if one.declared not in (None, one.found))
        declared = next(counts, None)
    positions = tuple(position for one in pieces for position in one.positions)
    return replace(pieces[0], order=order, declared=declared, found=found, positions=positions)


def _key(raw: RawDuty) -> Key:
    return raw.number, raw.occurrence


def _said(raw: RawDuty) -> dict[Field, str]:
    """Return what a row says, whatever the layout of its form of document."""
    texts = ((name, _words(cell)) for name, cell in raw.cells.items())
    return {name: words for name, words in texts if words}


def _words(cell: Cell) -> str:
    return squeezed("".join(paragraph.text for paragraph in cell))


def _head(parts: Sequence[Part]) -> Preface:
    """Return the place and the only date of all files; a file need not say the date."""
    heads = [part.head for part in parts]
    dated = next((part for part in parts if part.head.date), parts[0])
    for part in parts:
        if part.head.place != dated.head.place or part.head.date not in ("", dated.head.date):
            raise strangers(dated.source.file, part.source.file)
    return replace(
        dated.head,
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
