"""Document → duty list: the steps one after the other, the same for every format."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from dutygraph.errors import DocumentError
from dutygraph.loaders import checks, duties, preface, tables, text, transfers
from dutygraph.loaders.headers import BODIES
from dutygraph.loaders.naming import Naming, look_like_bodies
from dutygraph.loaders.packs import Pack, bundled, digest
from dutygraph.loaders.rows import Row, cell_text
from dutygraph.messages import N_
from dutygraph.model import Duty, DutyList, Finding, Place, Source

Reader = Callable[[bytes, str], tuple[list[Row], list[Finding]]]
READERS: dict[str, Reader] = {"text": text.read}
"""From the name of a format to its reader; a reader makes rows, the rest is shared."""

_EDITION = "1"
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
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise DocumentError(
            N_("{file} cannot be read: {reason}."), file=str(path), reason=reason
        ) from error
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
    rows, findings = READERS["text"](data, name)
    read = tables.read(rows)
    if not read.duties:
        raise DocumentError(
            N_("{file} holds no readable duty: is it a duty list (履行职责事项清单)?"), file=name
        )
    head = preface.read(read.preface)
    findings += preface.place_finding(place or head.place, head.place)
    source = Source(name, hashlib.sha256(data).hexdigest(), "text")
    head = replace(head, place=place or head.place, date=edition or head.date or _EDITION)
    return _duty_list(read, head, source, findings, bundled() if packs is None else packs)


def _duty_list(
    read: tables.Tables,
    head: preface.Preface,
    source: Source,
    findings: list[Finding],
    packs: Sequence[Pack],
) -> DutyList:
    naming = Naming(_columns(read, head.place), head.place, packs)
    duties_read, doubts = _duties(read, naming)
    findings += [*read.findings, *head.findings, *doubts]
    findings += [*checks.check(duties_read, read.categories), *naming.similar()]
    return DutyList(
        title=head.title or "履行职责事项清单",
        place=head.place,
        edition=head.date,
        source=source,
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
