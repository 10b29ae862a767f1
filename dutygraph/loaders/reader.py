"""Document → duty list: the steps one after the other, the same for every format."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from dutygraph.errors import DocumentError
from dutygraph.loaders import checks, duties, examples, filenames, parts, preface, tables, transfers
from dutygraph.loaders.forms import docx, formats, html, ocr, pdf, text, workbook
from dutygraph.loaders.headers import BODIES
from dutygraph.loaders.naming import Naming, look_like_bodies
from dutygraph.loaders.packs import Pack, bundled, digest
from dutygraph.loaders.rows import Document, Reader, Row, cell_text
from dutygraph.loaders.sources import File
from dutygraph.loaders.titles import (
    is_of_another_kind,
    is_title_of_another_kind,
    is_title_of_duties,
    kind_of_name,
)
from dutygraph.messages import N_
from dutygraph.model import Duty, DutyList, Finding, Kind, Place, Position, Source

READERS: dict[str, Reader] = {
    formats.TEXT: text.read,
    formats.HTML: html.read,
    formats.JSON: ocr.read,
    formats.DOCX: docx.read,
    formats.XLSX: workbook.read,
    formats.XLS: workbook.read,
    formats.PDF: pdf.read,
}
"""From the name of a format to its reader; a reader makes rows, the rest is shared."""

UNDATED = "1"
"""The edition of a document that says no date."""

_ODD_STOPS = 10


def read_file(
    path: Path,
    *,
    place: Place | None = None,
    edition: str | None = None,
    packs: Sequence[Pack] | None = None,
) -> DutyList:
    """Read a document from a file; see `read_bytes`.

    Raises DocumentError also where the file cannot be opened.
    """
    data = File(str(path), path).read()
    return read_bytes(data, path.name, place=place, edition=edition, packs=packs)


def read_bytes(
    data: bytes,
    name: str,
    *,
    place: Place | None = None,
    edition: str | None = None,
    packs: Sequence[Pack] | None = None,
) -> DutyList:
    """Read a document and return its duty list with all findings.

    `name` is the file's name for messages and the source. `place` and `edition` win over what the
    document says; without either the edition is 1. `packs` are the alias packs, by default the
    bundled ones, a later one winning over those before it. Raises DocumentError for what is no
    duty list.
    """
    return read_documents([(data, name)], place=place, edition=edition, packs=packs)


def read_documents(
    documents: Sequence[tuple[bytes, str]],
    *,
    place: Place | None = None,
    edition: str | None = None,
    packs: Sequence[Pack] | None = None,
) -> DutyList:
    """Read the files of one list, each its bytes and its name; see `read_bytes` and `parts.joined`.

    Names of departments resolve over the columns of all files. Raises DocumentError also where two
    files are of different places or editions.
    """
    several = len(documents) > 1
    read = [_part(data, name, place, edition, several=several) for data, name in documents]
    whole = parts.joined(read) if several else read[0]
    return _duty_list(whole, bundled() if packs is None else packs)


def _part(
    data: bytes, name: str, place: Place | None, edition: str | None, *, several: bool
) -> parts.Part:
    format_ = formats.recognise(data, name)
    if format_ not in READERS:
        raise DocumentError(
            N_("{file} is an archive of several documents: unpack it, and read them."), file=name
        )
    document = READERS[format_](data, name)
    if several:
        document = parts.marked(document, name)
    read, left = _tables(document.rows, filenames.kind(document.titles, name))
    if not read.duties:
        raise _no_list(read, name)
    _refuse_other_kind(document, read, name)
    written = preface.read(read.preface, read.titles)
    start = _start(document.rows)
    head = replace(written, place=place or written.place, date=edition or written.date)
    head, told = filenames.completed(head, document.titles, name, start)
    told += preface.place_finding(head.place, written.place, start)
    source = Source(name, hashlib.sha256(data).hexdigest(), format_)
    findings = [*document.findings, *left, *told]
    return parts.Part(read, head, source, findings)


def _tables(rows: list[Row], kind: Kind | None) -> tuple[tables.Tables, list[Finding]]:
    """Read the tables without the template's examples, which count where nothing else is typed."""
    kept, left = examples.left_out(rows)
    read = tables.read(kept, kind)
    return (read, left) if read.duties or not left else (tables.read(rows, kind), [])


def _no_list(read: tables.Tables, name: str) -> DocumentError:
    titles = [text for text, _ in read.preface]
    if read.foreign or any(map(is_of_another_kind, titles)):
        return _of_another_kind(name)
    return DocumentError(
        N_("{file} holds no readable duty: is it a duty list (履行职责事项清单)?"), file=name
    )


def _refuse_other_kind(document: Document, read: tables.Tables, name: str) -> None:
    """Refuse a list of powers with columns like those of duties, if its own titles say so."""
    titles = [text for text, _ in (*read.preface, *read.titles)]
    titles += [text for _, text in filenames.said(document.titles, name)]
    sheets = dict.fromkeys(row.position.sheet for row in document.rows)
    others = any(map(is_title_of_another_kind, [*titles, *sheets]))
    if others and not (any(map(is_title_of_duties, titles)) or any(map(kind_of_name, sheets))):
        raise _of_another_kind(name)


def _of_another_kind(name: str) -> DocumentError:
    return DocumentError(
        N_("{file} seems to be a list of powers, permits or services, and no duty list."), file=name
    )


def _start(rows: Sequence[Row]) -> Position:
    """Return where a document begins, for findings that are true of all of it."""
    first = rows[0].position
    return first._replace(line=1, end_line=1) if first.line else first


def _duty_list(part: parts.Part, packs: Sequence[Pack]) -> DutyList:
    read, head = part.tables, part.head
    naming = Naming(_columns(read, head.place), head.place, packs)
    duties_read, doubts = _duties(read, naming)
    findings = [*part.findings, *read.findings, *head.findings, *doubts]
    findings += [*checks.check(duties_read, read.categories), *naming.similar()]
    return DutyList(
        title=head.title or "履行职责事项清单",
        place=head.place,
        edition=head.date or UNDATED,
        source=part.source,
        categories=tuple(read.categories),
        duties=duties_read,
        bodies=naming.bodies(),
        names=naming.names(),
        findings=tuple(sorted(findings, key=lambda one: (one.position, one.rule, one.text))),
        furniture=tuple(sorted([*read.furniture, *head.furniture])),
        packs=digest(packs),
    )


def _columns(read: tables.Tables, place: Place) -> list[str]:
    """Return the texts of all columns that list bodies: the document's own registry."""
    are_names = partial(look_like_bodies, place=place)
    columns = []
    for raw in read.duties:
        columns += [cell_text(raw.cells[name]) for name in BODIES if name in raw.cells]
        columns.append(transfers.receivers(raw.cells, are_names))
    return [column for column in columns if column]


def _duties(read: tables.Tables, naming: Naming) -> tuple[tuple[Duty, ...], list[Finding]]:
    found: list[Duty] = []
    doubts: list[Finding] = []
    for raw in read.duties:
        category = None if raw.category is None else read.categories[raw.category]
        reading = duties.read(raw, category, naming)
        found.append(reading.duty)
        doubts += reading.findings
    stops = [one for one in doubts if one.rule == "stop-missing"]
    # A document that never ends a text with a full stop has no slips in that.
    if len(stops) * _ODD_STOPS > len(doubts) + len(found):
        doubts = [one for one in doubts if one.rule != "stop-missing"]
    return tuple(found), doubts
