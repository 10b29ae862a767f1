"""The document against itself: lists, numbers and counts that should agree."""

from collections import Counter
from collections.abc import Iterator, Sequence

from dutygraph.messages import N_
from dutygraph.model import Category, Duty, Finding, Kind, Position

_WORDS = {Kind.BASIC: N_("basic"), Kind.COOPERATIVE: N_("cooperative"), Kind.RECLAIMED: N_("reclaimed")}
_START = Position(line=1, end_line=1)


def check(duties: Sequence[Duty], categories: Sequence[Category]) -> Iterator[Finding]:
    """Yield what is missing, repeated or counted differently in the three lists."""
    for kind in Kind:
        own = [duty for duty in duties if duty.kind is kind]
        if not own:
            yield Finding("list-missing", _START, "", (("kind", _WORDS[kind]),))
        else:
            yield from _numbers(kind, own)
    for category in categories:
        if category.declared not in (None, category.found):
            declared, found = str(category.declared), str(category.found)
            values = (("declared", declared), ("found", found))
            yield Finding("count-mismatch", category.positions[0], category.name, values)


def _numbers(kind: Kind, duties: Sequence[Duty]) -> Iterator[Finding]:
    counts = Counter(duty.number for duty in duties)
    for number, times in sorted(counts.items()):
        if times > 1:
            second = [duty for duty in duties if duty.number == number][1]
            values = (("number", str(number)), ("kind", _WORDS[kind]), ("times", str(times)))
            yield Finding("number-repeated", second.positions[0], second.title, values)
    last = 0
    for number in sorted(counts):
        if number > last + 1:
            after = next(duty for duty in duties if duty.number == number)
            values = (("numbers", _span(last + 1, number - 1)), ("kind", _WORDS[kind]))
            yield Finding("number-missing", after.positions[0], after.title, values)
        last = number


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
