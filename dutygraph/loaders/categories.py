"""Headings inside the lists: 一、党的建设（26项）, also where a page break repeats them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dutygraph.findings import LONGEST_TEXT
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
_NUMBER_CELL = re.compile(rf"{_ORDINAL}[、.．]?")
_SAYS_CONTINUED = re.compile(r"[（(]\s*续表?\s*[）)]")
_LONGEST_LINE = 25


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
        before = None if self.open is None else self._found[self.open].name
        if not words or words[:LONGEST_TEXT] == before:
            return False
        self._ordinal = ""
        return self.begin(kind, Heading(words[:LONGEST_TEXT], "", None, continued=False), position)

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
