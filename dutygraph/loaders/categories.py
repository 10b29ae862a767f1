"""Headings inside the lists: 一、党的建设（26项）, also where a page break repeats them."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dutygraph.findings import LONGEST_TEXT
from dutygraph.loaders.furniture import read_title
from dutygraph.loaders.rownumbers import row_number
from dutygraph.loaders.rows import Row
from dutygraph.loaders.titles import squeezed
from dutygraph.model import Category, Kind, Position

_CONTINUED = r"(?:[（(]\s*续表?\s*[）)])?\s*"
_ORDINAL = r"[一二三四五六七八九十百]{1,4}"
_CATEGORY = re.compile(
    rf"(?P<ordinal>{_ORDINAL}\s*[、.．]|[（(]{_ORDINAL}[）)]\s*、?)"
    rf"\s*(?P<name>[^。；：:]{{1,40}}?)\s*{_CONTINUED}"
    rf"(?:[（(]\s*共?\s*(?P<declared>\d{{1,4}})\s*[项条个件]\s*[）)])?\s*{_CONTINUED}"
)
_BARE = re.compile(
    rf"(?=[^\W\d]{{2}})(?P<name>[^。；：:，,]{{2,40}}?)\s*{_CONTINUED}"
    rf"(?:[（(]\s*共?\s*(?P<declared>\d{{1,4}})\s*[项条个件]\s*[）)])?\s*{_CONTINUED}"
)
# Totals, repeated heads and remarks, which stand alone in a row as a category does.
_NO_NAME = re.compile(r"续表?|[合总小共]\s*计|备\s*注|说明|附[件表].?|填表.*|.*\d.*")
_NUMBER_CELL = re.compile(rf"{_ORDINAL}[、.．]?")
_SAYS_CONTINUED = re.compile(r"[（(]\s*续表?\s*[）)]")
_LONGEST_LINE = 25
_LONGEST_BARE = 12
_LONGEST_HEADING = 80


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as it stands; `continued` tells that it says so itself: （续）."""

    name: str
    ordinal: str
    declared: int | None
    continued: bool


def read_heading(row: Row) -> Heading | None:
    """Read the heading of a category; its ordinal may stand in a cell of its own."""
    filled = [text.strip() for text in row.texts if text]
    if len(filled) == 2 and _NUMBER_CELL.fullmatch(filled[0]):
        filled = [f"{filled[0].rstrip('、.．')}、{filled[1]}"]
    found = _CATEGORY.fullmatch(filled[0]) if len(filled) == 1 else None
    if found is None:
        return None
    # Outside of the tables only a short line, or one with a count, is a heading.
    if not row.table and found["declared"] is None and len(filled[0]) > _LONGEST_LINE:
        return None
    return Heading(
        squeezed(found["name"]),
        squeezed(found["ordinal"]),
        int(found["declared"]) if found["declared"] else None,
        _SAYS_CONTINUED.search(filled[0]) is not None,
    )


def read_bare_heading(row: Row) -> Heading | None:
    """Read a heading without an ordinal, which stands alone in the first cell of a table's row."""
    text = row.texts[0].strip() if row.table and row.texts else ""
    if not text or any(row.texts[1:]):
        return None
    heading = _bare(text)
    is_short = heading is not None and len(heading.name) <= _LONGEST_BARE
    return heading if heading and (is_short or heading.declared is not None) else None


def _bare(text: str) -> Heading | None:
    found = _BARE.fullmatch(text) if len(text) <= _LONGEST_HEADING else None
    if found is None or _NO_NAME.fullmatch(found["name"]):
        return None
    declared = int(found["declared"]) if found["declared"] else None
    continued = _SAYS_CONTINUED.search(text) is not None
    return Heading(squeezed(found["name"]), "", declared, continued)


def bare_names(rows: Sequence[Row]) -> frozenset[str]:
    """Return the names of all categories of a document that writes none with an ordinal or count.

    One short line above a numbered row may be anything: at least two tell that it is the form of
    this document.
    """
    found: set[str] = set()
    for row, following in pairwise(rows):
        if _has_ordinal(row):
            return frozenset()
        heading = read_bare_heading(row)
        numbered = following.table and following.texts and row_number(following.texts[0])
        if heading and numbered:
            found.add(heading.name)
    return frozenset(found) if len(found) > 1 else frozenset()


def _has_ordinal(row: Row) -> bool:
    """Tell whether a row is a category with an ordinal, rather than a title or a line of prose."""
    heading = None if read_title(row, contents=False) else read_heading(row)
    return heading is not None and (row.table or heading.declared is not None)


class Categories:
    """The categories of a document and which of them is open: `open` is its place, or None."""

    def __init__(self) -> None:
        self.open: int | None = None
        self._found: list[Category] = []
        self._ordinal = ""

    def close(self) -> None:
        """Begin a list, in which no category is open."""
        self.open, self._ordinal = None, ""

    def begin(self, kind: Kind, heading: Heading, position: Position) -> bool:
        """Open a category; False where the heading only repeats that of the open one."""
        if self._is_open(heading):
            return False
        order = 1 + sum(category.kind is kind for category in self._found)
        self.open, self._ordinal = len(self._found), heading.ordinal
        category = Category(kind, order, heading.name, heading.declared, 0, (position,))
        self._found.append(category)
        return True

    def name(self, kind: Kind, words: str, position: Position) -> bool:
        """Open the category that a column names, in every row or only in its first."""
        if not words:
            return False
        words = words[:LONGEST_TEXT]
        counted = _bare(words)
        heading = counted if counted and counted.declared is not None else None
        heading = heading or Heading(words, "", None, continued=False)
        open_ = None if self.open is None else self._found[self.open]
        if open_ and open_.name == heading.name and heading.declared in (None, open_.declared):
            return False
        self._ordinal = ""
        return self.begin(kind, heading, position)

    def counted(self, places: Iterable[int | None]) -> list[Category]:
        """Return all categories; `places` are those of the categories of all duties."""
        found = Counter(places)
        return [replace(one, found=found[at]) for at, one in enumerate(self._found)]

    def _is_open(self, heading: Heading) -> bool:
        if self.open is None:
            return False
        category = self._found[self.open]
        same = heading.declared == category.declared
        same = same or (heading.continued and heading.declared is None)
        return (category.name, self._ordinal) == (heading.name, heading.ordinal) and same
