"""The questions as data: each is a SPARQL file, with its documentation on top, and a Cypher file.

A header is the file's leading comment. Its first line is the summary, a sentence; what follows is
the description; lines that begin with `#:` say what goes in and what comes out:

    #: argument NAME parameter : kind[, optional]     | Help.
    #: option --name parameter : kind[ = default]     | Help.
    #: column name : text, integer or list[, optional]

In SPARQL `$given_` and the parameter's name stand for its value; `$given_place` is bound for each
question: the beginning of the IRIs that count, "" for all. In Cypher they are `$place` and the
parameters' names, and departments are a list of IRIs.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

Value = str | int | bool
"""A value bound to a parameter; a department is the IRI of its body, or ""."""

Cell = str | int | tuple[str, ...] | None
"""A value of a row; several texts are sorted by code point, None is a number that is missing."""

Row = tuple[Cell, ...]

KINDS = ("text", "integer", "flag", "kind", "department", "departments")
COLUMN_KINDS = ("text", "integer", "list")

_FOLDER = Path(__file__).parent / "sparql"
_SUPPORT = _FOLDER / "support"
_CYPHER = Path(__file__).parent / "cypher"
_ARGUMENT = re.compile(
    r"argument (?P<shown>[A-Z]+) (?P<name>[a-z_]+) : (?P<kind>[a-z]+)(?P<optional>, optional)?"
    r" \| (?P<help>.+)"
)
_OPTION = re.compile(
    r"option (?P<shown>--[a-z-]+) (?P<name>[a-z_]+) : (?P<kind>[a-z]+)(?: =(?P<default>.*?))?"
    r" \| (?P<help>.+)"
)
_COLUMN = re.compile(r"column (?P<name>[a-z_]+) : (?P<kind>[a-z]+)(?P<optional>, optional)?")


class Parameter(NamedTuple):
    """What a question is asked with: an argument (`shown` is DEPARTMENT) or an option (`--min`).

    `kind` is one of KINDS; a required parameter has no default.
    """

    name: str
    shown: str
    kind: str
    default: Value | None
    help: str

    @property
    def is_option(self) -> bool:
        """Whether it is given by name on the command line."""
        return self.shown.startswith("--")

    @property
    def is_required(self) -> bool:
        """Whether the question cannot be asked without it."""
        return self.default is None


class Column(NamedTuple):
    """A column of the answer; `kind` is one of COLUMN_KINDS."""

    name: str
    kind: str
    optional: bool = False


class Question(NamedTuple):
    """A named question: its documentation, what goes in, what comes out, and its text in SPARQL."""

    name: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str

    def parameter(self, name: str) -> Parameter | None:
        """Return the parameter with this name, if the question has one."""
        return next((one for one in self.parameters if one.name == name), None)

    @property
    def cypher(self) -> str:
        """Its text in Cypher, read when it is first asked for."""
        return _cypher(self.name)


@cache
def names() -> tuple[str, ...]:
    """Return the names of all questions, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.rq")))


@cache
def question(name: str) -> Question:
    """Return the question with this name; raises KeyError if there is none."""
    if name not in names():
        raise KeyError(name)
    return read(name, (_FOLDER / f"{name}.rq").read_text(encoding="utf-8"))


@cache
def support(name: str) -> Question:
    """Return one of the queries that find what an argument means: bodies, names, lists."""
    return read(name, (_SUPPORT / f"{name}.rq").read_text(encoding="utf-8"))


@cache
def _cypher(name: str) -> str:
    [path] = _CYPHER.rglob(f"{name}.cypher")
    return path.read_text(encoding="utf-8")


def read(name: str, text: str) -> Question:
    """Read a query file.

    Raises:
        ValueError: the header is malformed; the message names the file and the line.
    """
    header = _header(text.splitlines())
    said = [line.removeprefix("#").strip() for line in header if not line.startswith("#:")]
    summary, *rest = said or [""]
    if not summary.endswith("."):
        raise ValueError(f"{name}.rq:1: the first line must be a sentence")
    specs = [
        _spec(line.removeprefix("#:").strip(), f"{name}.rq:{number}")
        for number, line in enumerate(header, start=1)
        if line.startswith("#:")
    ]
    return Question(
        name,
        summary,
        "\n".join(rest).strip(),
        tuple(one for one in specs if isinstance(one, Parameter)),
        tuple(one for one in specs if isinstance(one, Column)),
        text,
    )


def _header(lines: Iterable[str]) -> list[str]:
    header = []
    for line in lines:
        if not line.startswith("#"):
            break
        header.append(line)
    return header


def _spec(line: str, where: str) -> Parameter | Column:
    if found := _COLUMN.fullmatch(line):
        _known(found["kind"], COLUMN_KINDS, where)
        return Column(found["name"], found["kind"], bool(found["optional"]))
    if found := _ARGUMENT.fullmatch(line) or _OPTION.fullmatch(line):
        _known(found["kind"], KINDS, where)
        default = _default(found.groupdict(), where)
        return Parameter(found["name"], found["shown"], found["kind"], default, found["help"])
    raise ValueError(f"{where}: neither an argument, an option nor a column: {line}")


def _default(found: Mapping[str, str | None], where: str) -> Value | None:
    if found["kind"] == "flag":
        return False
    if found.get("optional"):
        return ""
    default = found.get("default")
    if default is None:
        return None
    if found["kind"] != "integer":
        return default.strip()
    if not default.strip().isdecimal():
        raise ValueError(f"{where}: the default is no integer: {default}")
    return int(default)


def _known(kind: str, kinds: tuple[str, ...], where: str) -> None:
    if kind not in kinds:
        raise ValueError(f"{where}: unknown kind {kind}; use one of {', '.join(kinds)}")
