"""Word's automatic numbers, which are not in the text: counted as Word shows them."""

import re
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from dutygraph.loaders.forms.numerals import written
from dutygraph.loaders.forms.wordxml import Package, child, is_on, number, tags, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_STYLE, _ABSTRACT, _NUM = tags("style"), tags("abstractNum"), tags("num")
_ID, _ABSTRACT_ID, _NUM_ID = tags("styleId"), tags("abstractNumId"), tags("numId")
_LEVEL, _LEVEL_OF, _OVERRIDE = tags("lvl"), tags("ilvl"), tags("lvlOverride")
_START, _RESTART, _TEXT, _LEGAL = tags("start"), tags("lvlRestart"), tags("lvlText"), tags("isLgl")
_FORMAT, _START_OVERRIDE = tags("numFmt"), tags("startOverride")
_PARAGRAPH_STYLE, _BASED_ON = tags("pStyle"), tags("basedOn")
_STYLE_LINK, _LINKED_STYLE = tags("styleLink"), tags("numStyleLink")
_PROPERTIES, _NUMBERED, _RUN, _VANISH = tags("pPr"), tags("numPr"), tags("rPr"), tags("vanish")
_DEEPEST = 8
_LONGEST_CHAIN = 20
# Some old files have gathered thousands of lists that nothing uses.
_MOST = 50_000


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a numbering counts and looks: `text` is such as %1. or （%2）."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _Numbering:
    """A numbering that several lists of the document may share, with where it stands now."""

    levels: dict[int, _Level]
    linked: str = ""
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _List:
    """One list of the document: the numbering it takes part in, and what it does otherwise."""

    numbering: str
    starts: dict[int, int]
    levels: dict[int, _Level]


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str = ""
    list: str = ""
    level: int | None = None
    hidden: bool | None = None


class Numbers:
    """The numbers of a document's paragraphs, counted in the order in which they stand."""

    def __init__(self, package: Package, document: str) -> None:
        styles = islice(package.blocks(package.related(document, "styles"), _STYLE), _MOST)
        self._styles = {value(one, _ID): _style(one) for one in styles}
        self._hidden: dict[str, bool] = {}
        self._numberings: dict[str, _Numbering] = {}
        self._lists: dict[str, _List] = {}
        self._links: dict[str, str] = {}
        part = package.related(document, "numbering")
        for one in islice(package.blocks(part, (*_ABSTRACT, *_NUM)), _MOST):
            self._add(one)

    def _add(self, one: "Element") -> None:
        if one.tag in _NUM:
            self._lists[value(one, _NUM_ID)] = _list(one)
            return
        identity = value(one, _ABSTRACT_ID)
        levels = dict(map(_level, one.iterchildren(*_LEVEL)))
        self._numberings[identity] = _Numbering(levels, value(child(one, _LINKED_STYLE)))
        if linked := value(child(one, _STYLE_LINK)):
            self._links[linked] = identity

    def is_hidden(self, style: str) -> bool:
        """Tell whether a style hides its text."""
        if style not in self._hidden:
            hides = (one.hidden for one in self._chain(style) if one.hidden is not None)
            self._hidden[style] = next(hides, False)
        return self._hidden[style]

    def label(self, style: str, numbered: "Element | None") -> str:
        """Count a paragraph and return what Word shows before it, empty where it shows nothing.

        `style` is that of the paragraph, `numbered` its own `w:numPr`. Bullets are no numbers.
        """
        identity, deep = self._list_of(style, numbered)
        one = self._lists.get(identity)
        numbering = self._numbering(one.numbering) if one else None
        if one is None or numbering is None or not 0 <= deep <= _DEEPEST:
            return ""
        levels = numbering.levels | one.levels
        _count(numbering.counts, levels, deep, one.starts.pop(deep, None))
        return _label(numbering.counts, levels, deep)

    def _list_of(self, style: str, numbered: "Element | None") -> tuple[str, int]:
        own = "" if numbered is None else value(child(numbered, _NUM_ID))
        depth = "" if numbered is None else value(child(numbered, _LEVEL_OF))
        styled = next((one for one in self._chain(style) if one.list), _Style())
        identity = own or styled.list
        if depth or own or not identity:
            return identity, number(depth)
        if styled.level is not None:
            return identity, styled.level
        return identity, self._level_of_style(identity, style)

    def _level_of_style(self, identity: str, style: str) -> int:
        """A style names only its list, and the list's levels name their styles."""
        one = self._lists.get(identity)
        numbering = self._numbering(one.numbering) if one else None
        levels = numbering.levels if numbering else {}
        return next((deep for deep, level in levels.items() if level.style == style), 0)

    def _numbering(self, identity: str) -> _Numbering | None:
        found = self._numberings.get(identity)
        if found and found.linked and not found.levels:
            return self._numberings.get(self._links.get(found.linked, ""))
        return found

    def _chain(self, style: str) -> list[_Style]:
        chain: list[_Style] = []
        # A damaged file may base a style on itself.
        while style in self._styles and len(chain) < _LONGEST_CHAIN:
            chain.append(self._styles[style])
            style = chain[-1].based_on
        return chain


def _style(one: "Element") -> _Style:
    properties, run = child(one, _PROPERTIES), child(one, _RUN)
    numbered = None if properties is None else child(properties, _NUMBERED)
    hidden = None if run is None else child(run, _VANISH)
    level = None if numbered is None else child(numbered, _LEVEL_OF)
    return _Style(
        value(child(one, _BASED_ON)),
        "" if numbered is None else value(child(numbered, _NUM_ID)),
        None if level is None else number(value(level)),
        None if hidden is None else is_on(hidden),
    )


def _level(one: "Element") -> tuple[int, _Level]:
    # A format that older programs lack stands twice, the older one last.
    formats = [value(found) for found in one.iter(*_FORMAT)]
    restart = child(one, _RESTART)
    level = _Level(
        number(value(child(one, _START)), 1),
        formats[-1] if formats else "decimal",
        value(child(one, _TEXT)),
        None if restart is None else number(value(restart)),
        is_on(child(one, _LEGAL)),
        value(child(one, _PARAGRAPH_STYLE)),
    )
    return number(value(one, _LEVEL_OF)), level


def _list(one: "Element") -> _List:
    starts: dict[int, int] = {}
    levels: dict[int, _Level] = {}
    for override in one.iterchildren(*_OVERRIDE):
        start = child(override, _START_OVERRIDE)
        if start is not None:
            starts[number(value(override, _LEVEL_OF))] = number(value(start), 1)
        levels.update(map(_level, override.iterchildren(*_LEVEL)))
    return _List(value(child(one, _ABSTRACT_ID)), starts, levels)


def _count(counts: dict[int, int], levels: dict[int, _Level], deep: int, start: int | None) -> None:
    """Count one more at a level; a deeper one begins anew unless it says otherwise."""
    if start is None and deep in counts:
        counts[deep] += 1
    else:
        counts[deep] = levels.get(deep, _Level()).start if start is None else start
    for other in [other for other in counts if other > deep]:
        restart = levels.get(other, _Level()).restart
        if restart is None or deep < restart:
            del counts[other]


def _label(counts: dict[int, int], levels: dict[int, _Level], deep: int) -> str:
    level = levels.get(deep)
    if level is None or level.format in ("bullet", "none"):
        return ""

    def shown(match: re.Match[str]) -> str:
        other = int(match[1]) - 1
        one = levels.get(other, _Level())
        return written(counts.get(other, one.start), "decimal" if level.legal else one.format)

    return re.sub(r"%([1-9])", shown, level.text)
