"""Marks: words such as 牵头 or 配合 that open a clause of a statement. Roles are never guessed."""

import re

from dutygraph.model import Mark

_WORDS = {
    "牵头": ("牵头",),
    "统筹": ("统筹",),
    "会同": ("会同", "联合"),
    "配合": ("配合", "协助", "协同", "参与", "参加"),
    "按职责": (
        "按照各自职责分工",
        "按照职责分工",
        "按职责分工",
        "按照各自职责",
        "按各自职责",
        "按照职责",
        "按职责",
    ),
    "共同": ("共同",),
}
_SORTS = {word: mark for mark, words in _WORDS.items() for word in words}
_OPENING = re.compile(rf"(?:^|[，,。；;：:])\s*(?:负责|做好)?({'|'.join(_SORTS)})")


def marks(text: str, bearers: int = 1) -> tuple[Mark, ...]:
    """Return the marks of a statement in the order of their words, each once.

    A word counts only where it opens a clause, after an optional 负责 or 做好. Several `bearers`
    make a 共同 without a word.
    """
    found = dict.fromkeys(Mark(_SORTS[word], word) for word in _OPENING.findall(text))
    if bearers > 1 and not any(mark.mark == "共同" for mark in found):
        found[Mark("共同", "")] = None
    return tuple(found)
