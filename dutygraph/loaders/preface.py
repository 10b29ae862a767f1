"""The lines before the first list: the place, the title and the date of the document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dutygraph.loaders.places import PROVINCES, problem, split_place, township_word
from dutygraph.loaders.titles import is_document_title, kind_of_title, squeezed
from dutygraph.loaders.unread import Unread
from dutygraph.model import Finding, Place, Position

_DATE = re.compile(
    r"[（(]?(?P<year>(?:19|20)\d{2})"
    r"(?:[年./-](?:(?P<month>\d{1,2})[月./-]?(?:(?P<day>\d{1,2})日?)?)?|(?=版))"
    r"(?:版|修订|印发|公布|发布)?[）)]?"
)
_TITLE_WORDS = re.compile(
    r"(?:履行职责|履职|权责|职责)?事项?(?:.{0,6})清单|履行职责.{0,8}清单"
    r"|(?:基本|(?:需要?)?(?:由)?(?:上级|[省市县区]级)?(?:部门)?(?:配合|收回|回收)).{0,12}清单"
)
# 附件1：重庆市…, 一、重庆市…, 2025年重庆市…
_BEFORE = re.compile(r"(?:附件|附)?[\d一二三]{0,2}[、.．：:]|(?:19|20)\d{2}年度?")
# 乡镇（街道）履行职责事项清单 is the title of a form and names no township.
_ANY_TOWNSHIP = re.compile("[各本]?(?:乡|镇|街道?|苏木)+")
# 龙角镇2025年度履行职责事项清单
_YEAR = re.compile(r"(?:19|20)\d{2}年?(?:度|版)?$")
# 填报单位（盖章）：重庆市云阳县龙角镇人民政府 填报时间：2025年6月
_FORM_LABEL = re.compile(
    r"(?:填报|填表|编制|制定|公布|所属|所在)?(?:单位|乡镇|地区|地方|机构|乡镇[（(]街道[）)])(?:名称)?"
    r"(?:[（(](?:盖章|公章|签章)[）)])?[：:]"
)
_DATE_LABEL = re.compile(r"(?:填报|填表|编制|制表|制定|公布|发布|印发|更新)?(?:时间|日期)[：:]")
# Neither a place nor a date nor a title does without one of these.
_TELLING = re.compile(r"[省市区县旗州盟镇乡清]|街道|苏木|\d{4}|[/／\\＼]")
_LONGEST_PLACE = 60
_START = Position(line=1, end_line=1)
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


def read(
    lines: Sequence[tuple[str, Position]], titles: Sequence[tuple[str, Position]] = ()
) -> Preface:
    """Read place, title and date from the lines before the first list.

    The place is one line or several, province first, or stands before the title in one line. A
    date gives `2025`, `2025-06` or `2025-06-30`. `titles` are those of the lists, which may say
    both as well and are no lines of the preface.
    """
    title, date, above = "", "", ""
    place: Place = ()
    furniture: list[Position] = []
    findings: list[Finding] = []
    unread = Unread()
    for index, (text, position) in enumerate(lines):
        line = _Line.read(text)
        found = _place(above + line.front) or line.place
        if is_document_title(line.words):
            title = title or line.words
        elif _is_above_township(above + line.words):
            above += line.words
        elif not (line.date or found):
            unread.add(text, position, index)
            continue
        if _is_other(found, place):
            findings += place_finding(place, found, position)
        place = found if _is_whole_of(found, place) else place
        date = date or line.date
        furniture.append(position)
    findings += unread.findings()
    return _with_titles(Preface(title, place, date, tuple(furniture), tuple(findings)), titles)


def _with_titles(head: Preface, titles: Sequence[tuple[str, Position]]) -> Preface:
    """Add the place and date that the lists' own titles say; each other place is told once."""
    place, date = head.place, head.date
    others: dict[Place, list[Finding]] = {}
    for text, position in titles:
        line = _Line.read(text)
        if _is_other(line.place, place):
            others.setdefault(line.place, place_finding(place, line.place, position))
        elif _is_whole_of(line.place, place):
            place = line.place
        date = date or line.date
    found = [finding for told in others.values() for finding in told]
    return replace(head, place=place, date=date, findings=(*head.findings, *found))


def _is_other(found: Place, place: Place) -> bool:
    """Tell whether two places cannot be one, of which one line says more than the other."""
    return not (_is_whole_of(found, place) or _is_whole_of(place, found))


def _is_whole_of(whole: Place, part: Place) -> bool:
    return not part or whole[-len(part) :] == part


def says_place(text: str) -> bool:
    """Tell whether a line names a township, alone or in a title."""
    return bool(_Line.read(text).place)


def says(text: str) -> bool:
    """Tell whether a line says the document's title, place or date."""
    line = _Line.read(text)
    known = line.place or line.date or is_document_title(line.words)
    return bool(known) or _is_above_township(line.words)


@dataclass(frozen=True, slots=True)
class _Line:
    """What one line says by itself; `words` are its words without white space.

    `front` are those without a label such as 填报单位： and what stands behind the place.
    """

    words: str
    front: str
    place: Place
    date: str

    @classmethod
    def read(cls, text: str) -> "_Line":
        words = squeezed(text)[: 4 * _LONGEST_PLACE].translate(_BOOK_MARKS)
        if not _TELLING.search(words):
            return cls(words, words, (), "")
        front, *dated = _DATE_LABEL.split(words, maxsplit=1)
        front = _FORM_LABEL.sub("", front, count=1)
        whole = _DATE.fullmatch(dated[0] if dated else front)
        return cls(words, front, _place(front), _iso(whole) if whole else _title_date(words))


def _place(words: str) -> Place:
    """Return the place that a short line names, empty if it names none."""
    if len(words) > _LONGEST_PLACE:
        return ()
    title = _TITLE_WORDS.search(words)
    name = words[: title.start()] if title else words
    name = _YEAR.sub("", re.sub(r"[（(].*$", "", name))
    before = _BEFORE.match(name)
    place = split_place(name[before.end() :] if before else name)
    names_one = township_word(place) and not _ANY_TOWNSHIP.fullmatch(place[-1])
    return place if names_one else ()


def _is_above_township(words: str) -> bool:
    """Tell whether the words are the upper part of a place, whose township stands further down."""
    place = split_place(words) if len(words) <= _LONGEST_PLACE else ()
    return place[:1] in _PROVINCES and all(one[-1] in "省市区县旗州盟" for one in place)


def _title_date(words: str) -> str:
    return find_date(words) if is_document_title(words) or kind_of_title(words) else ""


def find_date(words: str) -> str:
    """Return the date that stands somewhere in a title: 2025, 2025-06 or 2025-06-30."""
    dated = _DATE.search(words)
    return _iso(dated) if dated else ""


def _iso(dated: re.Match[str]) -> str:
    parts = [dated["year"], *(f"{int(dated[name]):02}" for name in ("month", "day") if dated[name])]
    return "-".join(parts)


def place_finding(place: Place, written: Place = (), position: Position = _START) -> list[Finding]:
    """Return the finding `place-incomplete` unless every level of the place is there.

    Where `written`, the place that the document says itself, is whole and another one, the finding
    is `place-differs`: somebody may have named the wrong file.
    """
    missing = problem(place)
    if missing is not None:
        return [Finding("place-incomplete", position, "/".join(place), (("problem", missing),))]
    if written == place or problem(written) is not None:
        return []
    values = (("written", "/".join(written)), ("place", "/".join(place)))
    return [Finding("place-differs", position, "/".join(written), values)]
