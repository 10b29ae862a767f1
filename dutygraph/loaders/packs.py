"""Alias packs: CSV files that say which spellings and bodies belong together.

Columns: scope (the place for which the row counts, such as 重庆市 or 重庆市/云阳县; empty:
everywhere), name (the canonical short form, with 县 standing for the list's own level word), other,
relation, type, note. What the relation says:

    same, former                      `other` is a spelling, or a former name, of `name`
    part-of, nameplate, subordinate   `name` is a part, a nameplate, a subordinate of `other`
    not-same                          `name` and `other` are never one body
    not-a-body                        `other` names none, but an unnamed group; `name` is empty
    (empty, and `other` empty)        only declares the name and its type

Headers and relations may be Chinese. A file that `namesreview` wrote has three columns more; what a
person has left undecided in it, and what it says of itself, counts for nothing.
"""

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from dutygraph.errors import NameFileError
from dutygraph.loaders import packwords
from dutygraph.loaders.normalform import normal_form, variants
from dutygraph.loaders.packwords import COLUMNS, NOT_A_BODY, RELATIONS, SPELLINGS
from dutygraph.loaders.places import PROVINCES, Place, split_place
from dutygraph.messages import N_

TYPES = ("党委部门", "政府部门", "群团", "法检", "垂直或双重管理", "事业单位")

_TWO_TYPES = N_(
    "{file}:{line}: “{subject}” is {value} here and {before} in line {first}; keep one of them"
)
_TWO_NAMES = N_(
    "{file}:{line}: “{subject}” is a spelling of {value} here and of {before} in line {first}; "
    "keep one of them"
)
_BODY_OR_NOT = N_(
    "{file}:{line}: “{subject}” is a body in one of the lines {first} and {line} and none in the "
    "other; keep one of them"
)
_ALIASES = Path(__file__).parent / "aliases"


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """One line of a pack; `line` is its number in the file, `name` is in normal form.

    `status` is what a review of names says of the line, "" in other files.
    """

    scope: Place
    name: str
    other: str
    relation: str
    type: str
    note: str
    line: int
    status: str = ""

    @property
    def is_spelling(self) -> bool:
        """Whether `other` is a spelling of `name`."""
        return self.relation in SPELLINGS


@dataclass(frozen=True, slots=True)
class Pack:
    """The rows of one alias pack, in the file's order; `idle` ones decide nothing."""

    source: str
    rows: tuple[Row, ...]
    idle: tuple[Row, ...] = ()


def read_pack(path: Path) -> Pack:
    """Read an alias pack or a user's names file (UTF-8 or GB18030, as Excel saves it).

    Raises NameFileError that names every faulty line; its field `each` holds one NameFileError a
    fault, so that each can be shown in the user's language.
    """
    rows: list[Row] = []
    idle: list[Row] = []
    errors: list[NameFileError] = []
    for line, cells in _records(path):
        row = _row(line, cells)
        if _is_idle(row):
            idle.append(row)
            continue
        if _is_echo(row):
            row = replace(row, other="", relation="")
        if fault := _fault(row):
            errors.append(NameFileError(fault, file=path.name, line=line, **_fields(row)))
        else:
            rows.append(row)
    errors += _conflicts(path.name, rows)
    _raise(path.name, errors)
    return Pack(path.name, tuple(rows), tuple(idle))


@cache
def bundled() -> tuple[Pack, ...]:
    """Return the packs that come with the program, sorted by file name."""
    return tuple(read_pack(path) for path in sorted(_ALIASES.glob("*.csv")))


def digest(packs: Iterable[Pack]) -> str:
    """Return the SHA-256, in hex, of what the packs say; files, lines and notes do not matter.

    What names files say has a digest of its own after a `+`: only the bundled packs change with
    the program.
    """
    ours: list[Pack] = []
    users: list[Pack] = []
    for pack in packs:
        (ours if pack in bundled() else users).append(pack)
    return "+".join([_digest(ours), *([_digest(users)] if users else [])])


def _digest(packs: Iterable[Pack]) -> str:
    rows = (
        "\t".join(("/".join(row.scope), row.name, row.other, row.relation, row.type))
        for pack in packs
        for row in pack.rows
    )
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _row(line: int, cells: dict[str, str]) -> Row:
    scope = split_place(cells["scope"])
    relation = packwords.code("relation", cells["relation"])
    name, other = cells["name"], "".join(cells["other"].split())
    if relation == NOT_A_BODY:
        name, other = "", other or "".join(name.split())
    return Row(
        scope=scope,
        name=normal_form(name, scope),
        other=other,
        relation=relation,
        type=cells["type"],
        note=cells["note"],
        line=line,
        status=packwords.code("status", cells["status"]),
    )


def _is_idle(row: Row) -> bool:
    """Tell whether a line of a review is still undecided, or says what is so without it."""
    if row.type:
        return False
    is_open = row.status == packwords.SUGGESTED or (
        row.status == packwords.UNRESOLVED and not row.name
    )
    return _is_echo(row) or (is_open and not row.relation)


def _is_echo(row: Row) -> bool:
    """Tell whether a line of a review only repeats what the normal form of a name says already.

    As a spelling that counts, 公安局 for 县公安局 would be seen in texts that mean 市公安局.
    """
    if row.status != packwords.RESOLVED or row.relation != ("same" if row.other else ""):
        return False
    form = normal_form(row.other, row.scope)
    return not form or row.name in variants(form, row.scope)


def _records(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(io.StringIO(_text(path), newline=""))
    known = (*COLUMNS, *packwords.REVIEW_COLUMNS)
    try:
        header = [packwords.code("header", cell.strip()) for cell in next(reader, [])]
        if "name" not in header or not set(header) <= set(known):
            raise NameFileError(
                N_("{file}:1: the first line must name the columns; write {columns}"),
                file=path.name,
                columns=",".join(COLUMNS),
            )
        for cells in reader:
            if any(cell.strip() for cell in cells):
                values = dict(zip(header, map(packwords.bare, cells), strict=False))
                yield reader.line_num, dict.fromkeys(known, "") | values
    except csv.Error as error:
        raise NameFileError(
            N_("{file}:{line}: the line is no CSV ({reason}); save the file as CSV again"),
            file=path.name,
            line=reader.line_num,
            reason=error,
        ) from error


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise NameFileError(
            N_("{file}: the file cannot be opened ({reason}); check the path"),
            file=path,
            reason=error.strerror,
        ) from error
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NameFileError(
        N_("{file}: the text is neither UTF-8 nor GB18030; save it as “CSV UTF-8”"), file=path.name
    )


def _fields(row: Row) -> dict[str, str]:
    return {
        "scope": "/".join(row.scope),
        "name": row.name,
        "other": row.other,
        "relation": row.relation,
        "type": row.type,
        "relations": packwords.relations(),
        "types": ", ".join(TYPES),
    }


_FAULTS: tuple[tuple[Callable[[Row], bool], str], ...] = (
    (
        lambda row: not row.name and row.relation != NOT_A_BODY,
        N_("{file}:{line}: the name is empty; write the body's short name, such as 县教委"),
    ),
    (
        lambda row: row.relation not in ("", *RELATIONS),
        N_("{file}:{line}: “{relation}” is no relation; use one of {relations}"),
    ),
    (
        lambda row: bool(row.relation) != bool(row.other),
        N_("{file}:{line}: other and relation belong together; fill in both or neither"),
    ),
    (
        lambda row: row.type not in ("", *TYPES),
        N_("{file}:{line}: “{type}” is no type; use one of {types}, or leave it empty"),
    ),
    (
        lambda row: not set(row.scope[:1]) <= set(PROVINCES),
        N_("{file}:{line}: the scope “{scope}” has no province first; write 重庆市/云阳县"),
    ),
    (
        lambda row: (
            not row.is_spelling
            and row.other != ""
            and normal_form(row.other, row.scope) == row.name
        ),
        N_("{file}:{line}: “{other}” and “{name}” are one spelling; remove the line"),
    ),
)


def _fault(row: Row) -> str | None:
    """Return what is wrong with a line taken by itself."""
    return next((message for is_wrong, message in _FAULTS if is_wrong(row)), None)


def _conflicts(file: str, rows: Iterable[Row]) -> Iterator[NameFileError]:
    """Yield what two lines of one scope say differently."""
    said: dict[tuple[Place, str, str], tuple[str, int]] = {}
    for row in rows:
        claims = [(_TWO_TYPES, row.name, row.type)] if row.type else []
        if row.is_spelling or row.relation == NOT_A_BODY:
            claims.append((_TWO_NAMES, normal_form(row.other, row.scope), row.name))
        for message, subject, value in claims:
            before, first = said.setdefault((row.scope, message, subject), (value, row.line))
            if value != before:
                yield NameFileError(
                    message if value and before else _BODY_OR_NOT,
                    file=file,
                    line=row.line,
                    subject=subject,
                    value=value,
                    before=before,
                    first=first,
                )


def _raise(file: str, errors: list[NameFileError]) -> None:
    errors.sort(key=lambda error: int(str(error.fields["line"])))
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise NameFileError(
            N_("{file}: {count} lines are wrong: {problems}"),
            file=file,
            count=len(errors),
            problems="; ".join(map(str, errors)),
            each=tuple(errors),
        )
