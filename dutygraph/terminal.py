"""Rows and remarks as people and programs want them: tables, JSON, CSV, TSV, and whole files."""

import contextlib
import csv
import io
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from dutygraph.errors import DutygraphError
from dutygraph.messages import N_, Translate

ROW_FORMATS = ("table", "json", "csv", "tsv")
ENDINGS = {".json": "json", ".csv": "csv", ".tsv": "tsv", ".txt": "table"}
"""From the ending of a file's name to the format of its rows."""

_WIDTH = 80
_WORDS = {
    "article": N_("article"),
    "basic": N_("basic"),
    "category": N_("category"),
    "cooperative": N_("cooperative"),
    "county": N_("county"),
    "declared": N_("declared"),
    "department": N_("department"),
    "departments": N_("departments"),
    "duties": N_("duties"),
    "edition": N_("edition"),
    "findings": N_("findings"),
    "first": N_("first"),
    "found": N_("found"),
    "held": N_("held"),
    "kind": N_("kind"),
    "law": N_("law"),
    "line": N_("line"),
    "list": N_("list"),
    "marks": N_("marks"),
    "method": N_("method"),
    "number": N_("number"),
    "problem": N_("problem"),
    "question": N_("question"),
    "reason": N_("reason"),
    "received": N_("received"),
    "reclaimed": N_("reclaimed"),
    "roles": N_("roles"),
    "rule": N_("rule"),
    "second": N_("second"),
    "shared": N_("shared"),
    "body": N_("body"),
    "statement": N_("statement"),
    "statements": N_("statements"),
    "text": N_("text"),
    "title": N_("title"),
    "where": N_("where"),
    "written": N_("written"),
}
"""What the columns are called on screens."""

_CODES = {
    "listed": N_("listed"),
    "receiver": N_("receiver"),
    "lead": N_("lead"),
    "support": N_("support"),
    "township": N_("township"),
    "listed-without-statement": N_("listed without a statement"),
    "statement-without-listing": N_("statement without being listed"),
    "current": N_("current"),
    "older": N_("older"),
    "load again": N_("load again"),
    "column": N_("column"),
    "normal-form": N_("normal form"),
    "pack": N_("alias pack"),
    "subsequence": N_("short form"),
    "unresolved": N_("unresolved"),
    "bracketed": N_("in brackets"),
    "probable": N_("perhaps"),
}
_CODED = {"kind", "roles", "problem", "where", "held", "rule"}
_NUMBERS = {"number", "shared", "statements", "received", "declared", "found", "findings", "line"}


class Rows:
    """Rows under named columns, in one of `ROW_FORMATS`."""

    def __init__(self, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        self.columns = tuple(columns)
        self.rows = [tuple(row) for row in rows]

    def without(self, columns: Iterable[str]) -> "Rows":
        """Return the same rows without some columns."""
        kept = [index for index, name in enumerate(self.columns) if name not in set(columns)]
        names = [self.columns[index] for index in kept]
        return Rows(names, ([row[index] for index in kept] for row in self.rows))

    def text(self, format_: str, translate: Translate, width: int | None = None) -> str:
        """Return the rows as text; only a table is translated and folded to `width` columns."""
        if format_ == "json":
            return self._json()
        if format_ in ("csv", "tsv"):
            return self._separated("," if format_ == "csv" else "\t")
        return self._table(translate, width)

    def _json(self) -> str:
        objects = [dict(zip(self.columns, row, strict=True)) for row in self.rows]
        return json.dumps(objects, ensure_ascii=False, indent=1) + "\n"

    def _separated(self, separator: str) -> str:
        output = io.StringIO()
        writer = csv.writer(output, delimiter=separator, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([_flat(value) for value in row] for row in self.rows)
        return output.getvalue()

    def _table(self, translate: Translate, width: int | None) -> str:
        from rich.console import Console
        from rich.table import Table

        table = Table(box=None, pad_edge=False, header_style="bold")
        for name in self.columns:
            align = "right" if name in _NUMBERS else "left"
            table.add_column(_header(name, translate), justify=align, overflow="fold")  # type: ignore[arg-type] # a plain str of the two literals
        references = References(self, translate)
        for row in self.rows:
            cells = zip(self.columns, map(references.short, row), strict=True)
            table.add_row(*(_shown(name, value, translate) for name, value in cells))
        output = io.StringIO()
        terminal = width is not None
        console = Console(
            file=output, width=width or _WIDTH, force_terminal=terminal, markup=False,
            highlight=False, emoji=False, no_color=not terminal,
        )  # fmt: skip
        console.print(table)
        return "\n".join(line.rstrip() for line in output.getvalue().splitlines()) + "\n"


def _header(name: str, translate: Translate) -> str:
    return translate(_WORDS[name]) if name in _WORDS else name


def _flat(value: Any) -> Any:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else value


def _shown(name: str, value: Any, translate: Translate) -> str:
    if value is None:
        return ""
    if name in _CODED:
        values = value if isinstance(value, list | tuple) else [value]
        value = [translate(_CODES.get(str(one)) or _WORDS.get(str(one), str(one))) for one in values]
    if isinstance(value, list | tuple):
        return "、".join(map(str, value))
    return str(value)


class References:
    """References to duties, cut to what tells them apart in one table.

    重庆市/云阳县/龙角镇/cooperative/4 becomes 4 where all concern one list and one kind, and
    龙角镇/4 or 配合/4 where they concern several.
    """

    _FORM = re.compile(r"(?P<list>.+)/(?P<kind>basic|cooperative|reclaimed)/(?P<key>\d+(?:-\d+)?)")

    def __init__(self, rows: Rows, translate: Translate) -> None:
        found = [self._FORM.fullmatch(text) for row in rows.rows for text in _texts(row)]
        self._lists = {match["list"] for match in found if match}
        self._kinds = {match["kind"] for match in found if match}
        self._translate = translate

    def short(self, value: Any) -> Any:
        """Return a cell with its references cut short, in the order of the duties' numbers."""
        if isinstance(value, str):
            return self._one(value)
        if isinstance(value, list | tuple):
            return [self._one(text) for text in sorted(map(str, value), key=_natural)]
        return value

    def _one(self, text: str) -> str:
        match = self._FORM.fullmatch(text)
        if match is None:
            return text
        place = [match["list"].rsplit("/", 1)[-1]] if len(self._lists) > 1 else []
        kind = [self._translate(_WORDS[match["kind"]])] if len(self._kinds) > 1 else []
        return "/".join([*place, *kind, match["key"]])


def _texts(row: Iterable[Any]) -> Iterator[str]:
    for value in row:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list | tuple):
            yield from map(str, value)


def _natural(text: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", text)]


def width_of_terminal() -> int | None:
    """Return the width of the terminal in columns, None where output goes to a file or pipe."""
    return os.get_terminal_size().columns if sys.stdout.isatty() else None


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that appears under its name only when it has been written to its end."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        # mkstemp lets only the owner read; a file of ours is as open as any other new file.
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _unwritable(path, error) from error
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _unwritable(path: Path, error: OSError) -> DutygraphError:
    reason = error.strerror or str(error)
    return DutygraphError(N_("{file} cannot be written: {reason}."), file=str(path), reason=reason)


def say(error: DutygraphError, translate: Translate) -> str:
    """Return an error as the lines that a user sees."""
    each: Sequence[DutygraphError] = error.fields.get("each", ()) or [error]  # type: ignore[assignment] # by convention a tuple of errors
    return "\n".join(_line(one, translate) for one in each)


def _line(error: DutygraphError, translate: Translate) -> str:
    fields: Mapping[str, Any] = {
        name: translate(value) if isinstance(value, str) and value else value
        for name, value in error.fields.items()
    }
    return translate(error.message).format(**fields)


def set_up_streams() -> None:
    """Let no character fail: UTF-8 into files and pipes, replacements on consoles without it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
