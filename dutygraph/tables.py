"""Rows under named columns as people and programs want them: tables, workbooks, JSON, CSV, TSV."""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Self

from dutygraph.grid import Cell, fits, grid, wide
from dutygraph.messages import N_, Translate
from dutygraph.terminal import json_text

_WORDS = {
    "article": N_("article"),
    "basic": N_("basic"),
    "bracketed": N_("in brackets"),
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
    "relation": N_("relation"),
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
    "nameplate": N_("nameplate"),
    "part-of": N_("part of"),
    "placeholder": N_("placeholder"),
    "separate": N_("separate"),
    "subordinate": N_("subordinate"),
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
    "names-file": N_("names file"),
    "normal-form": N_("normal form"),
    "pack": N_("alias pack"),
    "subsequence": N_("short form"),
    "unresolved": N_("unresolved"),
    "bracketed": N_("in brackets"),
}
_CODED = {"kind", "roles", "problem", "where", "held", "rule", "relation"}
_PLACES = {"list", "county"}

_NARROWEST, _WIDEST = 8, 70
_MARGIN = 4
"""Widths of a workbook's columns; the margin leaves room for the button of the filter."""


class Rows:
    """Rows under named columns."""

    def __init__(self, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        self.columns = tuple(columns)
        self.rows = [tuple(row) for row in rows]

    def without(self, columns: Iterable[str]) -> Self:
        """Return the same rows without some columns."""
        kept = [index for index, name in enumerate(self.columns) if name not in set(columns)]
        names = [self.columns[index] for index in kept]
        return type(self)(names, ([row[index] for index in kept] for row in self.rows))

    def text(self, format_: str, translate: Translate, width: int) -> str:
        """Return the rows in one of `terminal.ROW_FORMATS` that is text.

        Only a table is translated, and folded to `width` columns.
        """
        if format_ == "json":
            return json_text([dict(zip(self.columns, row, strict=True)) for row in self.rows])
        if format_ in ("csv", "tsv"):
            return self._separated("," if format_ == "csv" else "\t")
        return self._table(translate, width)

    def _separated(self, separator: str) -> str:
        import csv

        output = io.StringIO()
        writer = csv.writer(output, delimiter=separator, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([_flat(value) for value in row] for row in self.rows)
        return output.getvalue()

    def workbook(self, translate: Translate) -> bytes:
        """Return the rows as a workbook: the words of a table, numbers as numbers, with filters.

        Raises:
            DutygraphError: see `workbooks.write`.
        """
        from dutygraph import workbooks

        texts = self._shown(translate)
        rows = [
            [
                value if _is_number(value) else _joined(cell)
                for value, cell in zip(*row, strict=True)
            ]
            for row in zip(self.rows, texts, strict=True)
        ]
        header = tuple(self._header(translate))
        sheet = workbooks.Sheet(
            name=translate(N_("result")),
            header=header,
            rows=rows,
            widths=tuple(_widths(header, texts)),
            has_filter=True,
        )
        return workbooks.write([sheet])

    def _header(self, translate: Translate) -> list[str]:
        return [translate(_WORDS[name]) if name in _WORDS else name for name in self.columns]

    def _shown(self, translate: Translate) -> list[list[Cell]]:
        return _cells(self, translate)

    def _table(self, translate: Translate, width: int) -> str:
        header = self._header(translate)
        cells = self._shown(translate)
        if not fits([header, *cells], width):
            cells = _cells(self._short_places(), translate)
        return grid(header, cells, self._right(), width)

    def _short_places(self) -> "Rows":
        at = [index for index, name in enumerate(self.columns) if name in _PLACES]
        short = {index: tails(row[index] for row in self.rows) for index in at}
        rows = (
            [short[index][value] if index in short else value for index, value in enumerate(row)]
            for row in self.rows
        )
        return Rows(self.columns, rows)

    def _right(self) -> list[bool]:
        """Tell which columns hold numbers only."""
        columns = list(zip(*self.rows, strict=True)) or [()] * len(self.columns)
        return [
            bool(column) and all(isinstance(value, int | None) for value in column)
            for column in columns
        ]


class FreeRows(Rows):
    """Rows of anybody's own query, shown as they stand."""

    def _header(self, translate: Translate) -> list[str]:  # noqa: ARG002 - nothing is translated
        return list(self.columns)

    def _shown(self, translate: Translate) -> list[list[Cell]]:  # noqa: ARG002 - nothing is translated
        return [["" if value is None else str(value) for value in row] for row in self.rows]

    def _table(self, translate: Translate, width: int) -> str:
        return grid(self._header(translate), self._shown(translate), self._right(), width)


def _cells(rows: Rows, translate: Translate) -> list[list[Cell]]:
    references = References(rows, translate)
    return [
        [
            _shown(name, references.short(value), translate)
            for name, value in zip(rows.columns, row, strict=True)
        ]
        for row in rows.rows
    ]


def _is_number(value: Any) -> bool:
    # true is a number for Python, and Excel's largest whole number has 15 digits.
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**15


def _joined(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "".join(cell)


def _widths(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Iterator[int]:
    """Yield widths of columns in which all short texts stay on one line."""
    for column in zip(header, *rows, strict=True):
        longest = max(map(wide, column))
        yield max(_NARROWEST, min(longest + _MARGIN, _WIDEST))


def _flat(value: Any) -> Any:
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else value


def _shown(name: str, value: Any, translate: Translate) -> Cell:
    if value is None:
        return ""
    if not isinstance(value, list | tuple):
        return _word(name, str(value), translate)
    texts = [_word(name, str(one), translate) for one in value]
    return (*(f"{text}、" for text in texts[:-1]), *texts[-1:])


def _word(name: str, text: str, translate: Translate) -> str:
    # gettext answers the empty text with the head of its catalogue.
    if name not in _CODED or not text:
        return text
    return translate(_CODES.get(text) or _WORDS.get(text, text))


def tails(paths: Iterable[str]) -> dict[str, str]:
    """Return for each place path as much of its end as tells it from the others.

    重庆市/云阳县/龙角镇 becomes 龙角镇, or 云阳县/龙角镇 beside another 龙角镇.
    """
    known = dict.fromkeys(paths)
    owners = Counter(end for path in known for end in _ends(path))
    return {path: next((end for end in _ends(path) if owners[end] == 1), path) for path in known}


def _ends(path: str) -> Iterator[str]:
    levels = path.split("/")
    return ("/".join(levels[start:]) for start in reversed(range(len(levels))))


class References:
    """References to duties, cut to what tells them apart in one table.

    重庆市/云阳县/龙角镇/cooperative/4 becomes 4 where all concern one list and one kind, and
    龙角镇/4 or 配合/4 where they concern several.
    """

    _FORM = re.compile(r"(?P<list>.+)/(?P<kind>basic|cooperative|reclaimed)/(?P<key>\d+(?:-\d+)?)")

    def __init__(self, rows: Rows, translate: Translate) -> None:
        found = [self._FORM.fullmatch(text) for row in rows.rows for text in _texts(row)]
        self._lists = tails(match["list"] for match in found if match)
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
        place = [self._lists[match["list"]]] if len(self._lists) > 1 else []
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
