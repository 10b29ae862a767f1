"""Bodies that a running text names: known spellings, and short ones in an enumeration."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

# What a level word is the end of, when it does not open a name: 辖区, 城市, 全县.
_OTHER_WORDS = {
    "县": "全本各外邻区市",
    "区": "辖社全本各地园片城郊景灾库矿校市新林山街外邻",
    "市": "城全本各门股都超省县外邻",
    "旗": "全本各红国外邻",
}
# What goes on to another word: 由县政府办理, 由县委托.
_GOES_ON = {"办": "理法好结事证案", "委": "托派任"}
_JOINED = re.compile("、|以及|[和与及]")
_SHORT_PART = re.compile("[^、，。；：,;:()（）和与及]{1,12}")


@dataclass(frozen=True, slots=True, eq=False)
class Scanner:
    """Finds the bodies in texts; made once for a registry, since it runs over every sentence."""

    level: str
    start: re.Pattern[str]
    spellings: Mapping[str, Sequence[str]]
    names: Mapping[str, str]

    def mentions(self, text: str) -> tuple[str, ...]:
        """Return the names of the bodies in `text` by position, each once."""
        return tuple(dict.fromkeys(self._bodies(text)))

    def _bodies(self, text: str) -> Iterator[str]:
        position = 0
        while match := self.start.search(text, position):
            spelling = self._spelling(text, match.start())
            position = match.start() + (len(spelling) or 1)
            if spelling:
                yield self.names[spelling]
                yield from self._enumerated(text, position)

    def _spelling(self, text: str, position: int) -> str:
        """Return the longest known spelling at `position`, or ""."""
        for spelling in self.spellings.get(text[position : position + 2], ()):
            end = position + len(spelling)
            if text.startswith(spelling, position) and (
                text[end : end + 1] not in _GOES_ON.get(spelling[-1], "") or end == len(text)
            ):
                return spelling
        return ""

    def _enumerated(self, text: str, position: int) -> Iterator[str]:
        """Yield the bodies that share the level word before them: 县发改委、教委、应急局."""
        while joined := _JOINED.match(text, position):
            position = joined.end()
            spelling = self._spelling(self.level + text[position : position + 24], 0)
            if len(spelling) > 2:
                yield self.names[spelling]
                position += len(spelling) - 1
            elif (part := _SHORT_PART.match(text, position)) and not self.start.match(
                text, position
            ):
                position = part.end()
            else:
                return


def scanner(names: Mapping[str, str], level: str, stems: tuple[str, ...]) -> Scanner:
    """Return the scanner for these spellings (spelling → name of the body) of one county.

    `stems` are the county's own names without level word; a text may write 云阳 for 县 in any name.
    """
    known = dict(names)
    for spelling, name in names.items():
        for stem in stems:
            own = stem if spelling.startswith(level) else stem + level
            if len(spelling) > 2 and level in spelling:
                known.setdefault(spelling.replace(level, own, 1), name)
    spellings: dict[str, list[str]] = {}
    for spelling in sorted(known, key=lambda one: (-len(one), one)):
        if len(spelling) > 1:
            spellings.setdefault(spelling[:2], []).append(spelling)
    return Scanner(level, _start(spellings, level, stems), spellings, known)


def _start(spellings: Iterable[str], level: str, stems: tuple[str, ...]) -> re.Pattern[str]:
    """Return what matches where a spelling may begin, told by its first two characters."""
    second = "".join(sorted(re.escape(two[1]) for two in spellings if two[0] == level))
    before = "|".join([f"(?<![{_OTHER_WORDS[level]}])", *(f"(?<={stem})" for stem in stems)])
    rest = sorted(re.escape(two) for two in spellings if two[0] != level)
    starts = [f"(?:{before}){level}(?=[{second}])"] if second else []
    return re.compile("|".join([*starts, *rest]) or "(?!)")
