"""The document against itself: lists, numbers and counts that should agree."""

from collections.abc import Iterator, Sequence

from dutygraph.findings import KIND_WORDS
from dutygraph.model import Category, Duty, Finding, Kind, Position

_START = Position(line=1, end_line=1)


def check(duties: Sequence[Duty], categories: Sequence[Category]) -> Iterator[Finding]:
    """Yield what is missing, repeated or counted differently in the three lists."""
    for kind in Kind:
        own = [duty for duty in duties if duty.kind is kind]
        if not own:
            yield Finding("list-missing", _start(duties), "", (("kind", KIND_WORDS[kind]),))
        else:
            yield from _numbers(kind, own)
    for category in categories:
        if category.declared not in (None, category.found):
            declared, found = str(category.declared), str(category.found)
            values = (("declared", declared), ("found", found))
            yield Finding("count-mismatch", category.positions[0], category.name, values)


def _start(duties: Sequence[Duty]) -> Position:
    """Return the first line, in a form of document without lines the first duty's place."""
    first = duties[0].positions[0] if duties else _START
    return _START if first.line else first


def _numbers(kind: Kind, duties: Sequence[Duty]) -> Iterator[Finding]:
    standing: dict[int, list[Duty]] = {}
    for duty in duties:
        standing.setdefault(duty.number, []).append(duty)
    last = 0
    for number, same in sorted(standing.items()):
        if len(same) > 1:
            yield _finding("number-repeated", same[1], kind, number=number, times=len(same))
        if number > last + 1:
            yield _finding("number-missing", same[0], kind, numbers=span(last + 1, number - 1))
        last = number


def _finding(rule: str, duty: Duty, kind: Kind, **values: object) -> Finding:
    filled = (("kind", KIND_WORDS[kind]), *((name, str(value)) for name, value in values.items()))
    return Finding(rule, duty.positions[0], duty.title, filled)


def span(first: int, last: int) -> str:
    """Return a range of numbers as messages show it."""
    return str(first) if first == last else f"{first}–{last}"
