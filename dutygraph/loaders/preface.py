"""The lines before the first list: the place, the title and the date of the document."""

import re
from dataclasses import dataclass

from dutygraph.loaders.headers import is_document_title, squeezed
from dutygraph.loaders.places import PROVINCES, problem, split_place, township_word
from dutygraph.loaders.tables import unread
from dutygraph.model import Finding, Place, Position

_DATE = re.compile(
    r"[（(]?(?P<year>(?:19|20)\d{2})[年./-](?:(?P<month>\d{1,2})[月./-]?(?:(?P<day>\d{1,2})日?)?)?"
    r"(?:版|修订|印发|公布|发布)?[）)]?"
)
_TITLE_WORDS = re.compile(r"(?:履行职责|履职|权责|职责)?事项?(?:.{0,6})清单|履行职责.{0,8}清单")
_LONGEST_PLACE = 60
_PROVINCES = {(name,) for name in PROVINCES}
_BOOK_MARKS = str.maketrans("", "", "《》〈〉")


@dataclass(frozen=True, slots=True)
class Preface:
    """What stands before the first list; `place` and `date` are empty where nothing is said."""

    title: str
    place: Place
    date: str
    furniture: tuple[Position, ...]
    findings: tuple[Finding, ...]


def read(lines: list[tuple[str, Position]]) -> Preface:
    """Read place, title and date from the lines before the first list.

    The place is one line or several, province first, or stands before the title in one line. A
    date gives `2025`, `2025-06` or `2025-06-30`.
    """
    title, date, above = "", "", ""
    place: Place = ()
    furniture: list[Position] = []
    findings: list[Finding] = []
    for text, position in lines:
        words = squeezed(text).translate(_BOOK_MARKS)
        found, dated = _place(above + words) or _place(words), _DATE.fullmatch(words)
        if is_document_title(words):
            title = title or words
        elif dated:
            date = date or _iso(dated)
        elif _is_above_township(above + words):
            above += words
        elif not found:
            findings.append(unread([(text, position)]))
            continue
        place = place or found
        date = date or _title_date(words)
        furniture.append(position)
    return Preface(title, place, date, tuple(furniture), tuple(findings))


def _place(words: str) -> Place:
    """Return the place that a short line names, empty if it names none."""
    if len(words) > _LONGEST_PLACE:
        return ()
    title = _TITLE_WORDS.search(words)
    name = words[: title.start()] if title else words
    name = re.sub(r"[（(].*$", "", name)
    place = split_place(name)
    return place if township_word(place) else ()


def _is_above_township(words: str) -> bool:
    """Tell whether the words are the upper part of a place, whose township stands further down."""
    place = split_place(words) if len(words) <= _LONGEST_PLACE else ()
    return place[:1] in _PROVINCES and all(one[-1] in "省市区县旗州盟" for one in place)


def _title_date(words: str) -> str:
    dated = _DATE.search(words) if is_document_title(words) else None
    return _iso(dated) if dated else ""


def _iso(dated: re.Match[str]) -> str:
    parts = [dated["year"], *(f"{int(dated[name]):02}" for name in ("month", "day") if dated[name])]
    return "-".join(parts)


def place_finding(place: Place, written: Place = ()) -> list[Finding]:
    """Return the finding `place-incomplete` unless every level of the place is there.

    Where `written`, the place that the document says itself, is whole and another one, the finding
    is `place-differs`: somebody may have named the wrong file.
    """
    missing = problem(place)
    if missing is not None:
        return [_finding("place-incomplete", place, (("problem", missing),))]
    if written == place or problem(written) is not None:
        return []
    values = (("written", "/".join(written)), ("place", "/".join(place)))
    return [_finding("place-differs", written, values)]


def _finding(rule: str, place: Place, values: tuple[tuple[str, str], ...]) -> Finding:
    return Finding(rule, Position(line=1, end_line=1), "/".join(place), values)
