"""Places: a township with every level above it, province first."""

import re
from functools import lru_cache

from dutygraph.messages import N_

Place = tuple[str, ...]

MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
PROVINCES = (
    *MUNICIPALITIES,
    *("河北省", "山西省", "辽宁省", "吉林省", "黑龙江省", "江苏省", "浙江省", "安徽省"),
    *("福建省", "江西省", "山东省", "河南省", "湖北省", "湖南省", "广东省", "海南省"),
    *("四川省", "贵州省", "云南省", "陕西省", "甘肃省", "青海省", "台湾省"),
    *("内蒙古自治区", "广西壮族自治区", "西藏自治区", "宁夏回族自治区", "新疆维吾尔自治区"),
    *("香港特别行政区", "澳门特别行政区"),
)
TOWNSHIP_WORDS = ("民族乡", "街道", "苏木", "镇", "乡")
LEVEL_WORDS = ("县", "区", "市", "旗")
_AUTONOMY = "自治"

_LONGEST = 80
_SLASH = re.compile(r"[/／\\＼]")
_TOWNSHIP = re.compile(rf".+?({'|'.join(TOWNSHIP_WORDS)})")
_LEVEL = re.compile(r"自治州|[县区市旗盟]")
_OFFICE = re.compile(r"(?<=镇|乡)(?:人民)?政府$|(?<=苏木)人民政府$|(?<=街道)办事处$")
# 济宁市市中区, 青岛市市南区: the only counties whose own name begins with a level word.
_LEADING = re.compile(r"(?!市[中南北]区)[县区市旗]")
_PEOPLES = (
    "各族|(?:回|满|藏|苗|彝|壮|布依|侗|瑶|白|土家|哈尼|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|土"
    "|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|阿昌|普米|怒|鄂温克|德昂|保安|裕固|鄂伦春|独龙|基诺|朝鲜)族"
    "|(?:蒙古|哈萨克|维吾尔|塔吉克|柯尔克孜|锡伯)族?"
)
_AUTONOMOUS = re.compile(rf"(?:{_PEOPLES})+自治$")
_PREFECTURE = re.compile(".+(?:市|自治州|盟|地区|新区)")


@lru_cache(maxsize=256)
def split_place(text: str) -> Place:
    """Split a place as documents and users write it into its levels, province first.

    `text` is either run together (重庆市云阳县龙角镇) or typed with slashes (重庆市/云阳县/龙角镇),
    of either kind, since Windows writes its paths with the other one. Blanks do not count.
    A level that the text does not give is not in the result; nothing is looked up or guessed.
    """
    text = "".join(text.split())
    if _SLASH.search(text):
        return tuple(part for part in _SLASH.split(text) if part)
    text = _OFFICE.sub("", text)
    province = next((name for name in PROVINCES if text.startswith(name)), "")
    rest = text.removeprefix(province)
    head = (province,) if province else ()
    return head + (_best_cut(rest) if len(rest) <= _LONGEST else (rest,))


def _best_cut(text: str) -> Place:
    """Cut at level words so that as few of them as possible are left inside the names."""
    if not text:
        return ()
    ends = [match.end() for match in _LEVEL.finditer(text)]
    best: dict[int, tuple[int, Place]] = {0: (0, ())}
    for end in sorted({*ends, len(text)}):
        best[end] = min(
            (cost + _cost(text[start:end], end == len(text)), (*parts, text[start:end]))
            for start, (cost, parts) in best.items()
        )
    return best[len(text)][1]


def _cost(part: str, last: bool) -> int:
    """How unlikely `part` is as one level: 沙市区 is likelier than 沙市 and a rest 区….

    A level word left inside costs 2 and one at the beginning 3, so that 沙市区, 津市市 and 赣县区
    stay whole (2); no city is called 番禺区市, so that 番禺区 | 市桥街道 is cut all the same.
    """
    is_township = last and _TOWNSHIP.fullmatch(part) is not None
    is_level = len(part) > 1 and _LEVEL.search(part[-3:]) is not None and part[-1] in "州县区市旗盟"
    if not (is_township or is_level):
        return 100 if last else 1000
    inside = _LEVEL.findall(part[1:] if is_township else part[1:-1])
    is_odd = part.endswith(("区市", "县市", "旗市"))
    return 2 * len(inside) + 3 * bool(_LEADING.match(part)) + 2 * is_odd


def problem(place: Place) -> str | None:
    """Return a message (an English msgid) on what `place` lacks, or None if it is complete.

    A 市 right below a province is taken as complete: 东莞市 has no level between, 义乌市 has one,
    and only a register could tell them apart.
    """
    if not place or place[0] not in PROVINCES:
        return N_("the place does not begin with a province-level unit such as 重庆市 or 广东省")
    if len(place) < 2 or not _TOWNSHIP.fullmatch(place[-1]):
        return N_("the place does not end with a township (镇, 乡, 街道, 民族乡 or 苏木)")
    if not level_word(place) or len(place) < 3:
        return N_("the place names no county-level unit (县, 区, 市 or 旗)")
    return _problem_of_levels(place)


def _problem_of_levels(place: Place) -> str | None:
    # 〇 counts as a number, and is a character of names like any other.
    if not all(level.replace("〇", "").isalpha() for level in place):
        return N_("the place holds something else than letters")
    if len(set(place)) < len(place):
        return N_("the place names one level twice")
    if not all(map(_PREFECTURE.fullmatch, place[1:-2])):
        return N_(
            "only cities and prefectures (市, 自治州, 盟, 地区) stand between province and county"
        )
    if len(place) == 3 and not _may_follow_province(*place[:2]):
        return N_("the place lacks the city or prefecture between the province and the county")
    return None


def _may_follow_province(province: str, county: str) -> bool:
    if province in MUNICIPALITIES or county.endswith(("市", "林区")):
        return True
    return province.endswith("特别行政区") or (province == "海南省" and county.endswith("县"))


def county(place: Place) -> Place:
    """Return the place without its township."""
    return place[:-1] if township_word(place) else place


def township_word(place: Place) -> str:
    """Return the township's level word (镇, 乡, 街道, 民族乡, 苏木), or "" if there is none."""
    match = _TOWNSHIP.fullmatch(place[-1]) if place else None
    return match[1] if match else ""


def level_word(place: Place) -> str:
    """Return the county's level word (县, 区, 市, 旗), or "" if the place names no county."""
    last = county(place)[-1:]
    return last[0][-1] if last and last[0].endswith(LEVEL_WORDS) else ""


def stems(place: Place) -> tuple[str, ...]:
    """Return the county's own names without the level word, the longest first.

    云阳县 gives 云阳; 石柱土家族自治县 gives 石柱土家族自治, 石柱 and 自治, since all of them are
    written before 县. 鄂温克族自治旗 is named after its people alone, and called 鄂温克旗.
    """
    if not level_word(place):
        return ()
    stem = county(place)[-1][:-1]
    if not stem.endswith(_AUTONOMY):
        return (stem,) if stem else ()
    short = _AUTONOMOUS.sub("", stem) or stem.removesuffix(_AUTONOMY).removesuffix("族")
    return tuple(dict.fromkeys(name for name in (stem, short, _AUTONOMY) if name))
