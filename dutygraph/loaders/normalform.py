"""The normal form of a body's name: what is left when two spellings of one name agree."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from dutygraph.loaders.places import LEVEL_WORDS, Place, county, level_word, stems

# 和 is no conjunction in 共和国, 和平, 普及, 参与 and in place names such as 人和.
_CONJUNCTION = re.compile("(?<![共人永呼泰太普参])[和与及](?![国平谐解美时])")
# What bodies of the whole country put before the county's name: 国家税务总局云阳县税务局.
_ORGANISATION = "(?:共青团|国家[^省市区县旗州盟]{2,6}局)?"
_LONGEST = 200
_BRACKETS = str.maketrans("()", "（）")


@lru_cache(maxsize=16384)
def normal_form(written: str, place: Place) -> str:
    """Return the name without what spellings of one name differ in; applying it twice is safe.

    Spaces are out, brackets full-width, the place's own name is cut off before a level word at the
    beginning (重庆市云阳县公安局 → 县公安局, 中共云阳县委 → 县委), 委员会 is 委, and 和, 与, 及
    between two words are dropped. `place` is the list's place, with or without its township, or ()
    to cut nothing off. What is too long for a name only loses its spaces.
    """
    form = "".join(written.split())
    if len(form) > _LONGEST:
        return form
    own_name = _own_name(place)
    while (again := _simpler(form, own_name)) != form:
        form = again
    return form


def variants(form: str, place: Place) -> Iterator[str]:
    """Yield a normal form, then it with the level word that it leaves out: 教委, 云阳教委."""
    yield form
    level = level_word(place) or "县"
    for stem in ("", *stems(place)):
        if form.startswith(stem) and len(form) > len(stem) + 1:
            yield level + form.removeprefix(stem)


def _simpler(name: str, own_name: re.Pattern[str] | None) -> str:
    name = "".join(unicodedata.normalize("NFKC", name).split()).translate(_BRACKETS)
    if own_name:
        name = own_name.sub(r"\g<kept>", name)
    name = name.replace("委员会", "委")
    first = 3 if name.startswith(LEVEL_WORDS) else 2
    return _CONJUNCTION.sub(
        lambda match: "" if first <= match.start() < len(name) - 2 else match[0], name
    )


@lru_cache(maxsize=256)
def _own_name(place: Place) -> re.Pattern[str] | None:
    names = stems(place)
    if not names:
        return None
    above = "".join(f"(?:{re.escape(level)})?" for level in county(place)[:-1])
    own = "|".join(map(re.escape, names))
    level = level_word(place)
    # In the middle of a name it is no own name: 市公安局长沙县分局 is no 市公安局县分局.
    return re.compile(
        f"^(?:(?P<kept>{_ORGANISATION}){above}(?:{own})(?={level}.)"
        f"|中共{above}(?:{own})?(?={level}委))"
    )
