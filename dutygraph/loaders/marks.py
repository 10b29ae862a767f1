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
SORTS = {word: mark for mark, words in _WORDS.items() for word in words}
"""From every word that makes a mark to its sort."""

_PERSON = "人(?=[员数，,。；;、：:由应须负]|$)"
# What makes a longer word of a mark: 参与率, 共同体. What begins a word of its own does not:
# 联合国土部门, 统筹区域发展, 参加人大会议.
_LONGER = {
    "牵头": f"部门(?![间联])|单位|机关|机构|处室|科室|领导|{_PERSON}",
    "统筹": "基金|地区|账户|层次|部门|单位|区(?=[，,。；;、内外]|$)",
    "联合": (
        "国(?![土资家有网税安企内防])|会(?![同计商])|体(?![育检])|社(?![区会工保])|办公室|工作组"
    ),
    "配合": f"部门|单位|机构|机制|人员|力量|饲料|比例?|度(?![汛假])|{_PERSON}",
    "协助": f"函|费|义务|单位|{_PERSON}",
    "协同": "办公(?!室)|系统|平台|效应|机制|性|发展(?!和?改革)|单位|部门",
    "参与": f"率|度(?![汛假])|者|权|感|单位|部门|主体|对象|方式|{_PERSON}",
    "参加": f"率|者|单位|部门|对象|{_PERSON}",
    "共同": "体(?![育检])|点(?![位检])|性|富裕|利益|财产|债务|犯罪|目标|生活|居住|饮食|账户",
}
_WHOLE = "|".join(f"{word}(?!{_LONGER[word]})" if word in _LONGER else word for word in SORTS)
_OPENING = re.compile(rf"(?:^|[，,。；;：:])\s*(?:负责|做好)?({_WHOLE})")


def marks(text: str, bearers: int = 1) -> tuple[Mark, ...]:
    """Return the marks of a statement in the order of their words, each once.

    A word counts only where it opens a clause, after an optional 负责 or 做好, and is no part of a
    longer word (参与率). Several `bearers`
    make a 共同 without a word.
    """
    found = dict.fromkeys(Mark(SORTS[word], word) for word in _OPENING.findall(text))
    if bearers > 1 and not any(mark.mark == "共同" for mark in found):
        found[Mark("共同", "")] = None
    return tuple(found)
