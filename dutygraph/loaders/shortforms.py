"""The one rule that joins spellings: a short form is the full name with characters left out.

First and last character have to agree; likeness never counts: 县民政局 and 县财政局.
"""

from collections.abc import Iterable

_SHORTER = (("办公室", "办"), ("联合会", "联"))
# 县委办 is no short form of 县委编办: what stands before and after 委 has to agree by itself.
_OWNERS = ("委", "政府", "人大", "政协")


class ShortForms:
    """Names of one county, arranged so that only those are compared that may agree."""

    def __init__(self, names: Iterable[str], level: str) -> None:
        self._level = level
        self._bare: dict[tuple[str, ...], dict[str, str]] = {}
        for name in names:
            bare = _bare(name, level)
            self._bare.setdefault(_ends(bare), {})[name] = bare

    def fitting(self, form: str) -> list[str]:
        """Return the names that a spelling is short for, or that are short for it."""
        bare = _bare(form, self._level)
        names = self._bare.get(_ends(bare), {})
        return [name for name, other in names.items() if _is_short_for(bare, other)]


def _bare(form: str, level: str) -> str:
    for long, short in _SHORTER:
        form = form.replace(long, short)
    return form.removeprefix(level)


def _owner(bare: str) -> str:
    return next((owner for owner in _OWNERS if bare.startswith(owner)), "")


def _ends(bare: str) -> tuple[str, ...]:
    """Return what two names have to share before they are compared character by character."""
    owner = _owner(bare)
    own = bare.removeprefix(owner)
    return owner, own[:1], own[-1:]


def _is_short_for(first: str, second: str) -> bool:
    """Tell whether one of two names with the same ends is the other with characters left out."""
    owner = _owner(first)
    short, long = sorted((first.removeprefix(owner), second.removeprefix(owner)), key=len)
    if short == long:
        return True
    # Only the very last character may end it: 县公安局交通管理分局 holds 县公安局 whole and goes
    # on, so that it is a part of it and no longer spelling of it.
    return len(short) > 1 and _is_within(short, long) and not _is_within(short, long[:-1])


def _is_within(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)
