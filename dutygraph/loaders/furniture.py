"""Rows without data of their own: titles of lists, contents, rules and page numbers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dutygraph.findings import LONGEST_TEXT
from dutygraph.loaders.rows import Row
from dutygraph.loaders.titles import kind_of_title, squeezed
from dutygraph.model import Kind

_RULE = re.compile(r"[\s|:+=_*—–-]{3,}")
_CONTENTS = re.compile(r"目录")
_ENTRY = re.compile(r".{0,60}?[.．·…\s]*\d{1,4}")
_LONGEST_ENTRY = 80
_PAGE = re.compile(
    r"[-—–\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/共]\s*共?\s*\d{1,4}\s*页?)?[-—–\s]*"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title: of which list, None in the contents; `contents` tells whether these go on."""

    kind: Kind | None
    contents: bool


def read_title(row: Row, contents: bool) -> Title | None:
    """Read the title of a list or of the contents, or one of their entries where `contents`."""
    filled = [text for text in row.texts if text]
    text = "".join(filled)
    if len(text) > LONGEST_TEXT:
        return None
    words = squeezed(text)
    if _CONTENTS.fullmatch(words):
        return Title(None, contents=True)
    if contents and len(words) < _LONGEST_ENTRY and _ENTRY.fullmatch(words):
        return Title(None, contents=True)
    kind = kind_of_title(words) if len(filled) == 1 else None
    return Title(kind, contents=False) if kind else None


def is_ornament(row: Row) -> bool:
    """Tell whether a row is empty, a rule, or a page number outside of the tables."""
    text = " ".join(filter(None, row.texts))
    if len(text) > LONGEST_TEXT and row.table:
        return False
    if not text or _RULE.fullmatch(text):
        return True
    return not row.table and _PAGE.fullmatch(text) is not None


def column(rows: Iterable[Row], at: int) -> Iterator[str]:
    """Yield what stands in one column of the tables."""
    return (row.texts[at].strip() for row in rows if row.table and len(row.texts) > at)
