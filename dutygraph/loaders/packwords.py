"""The words of names files in two languages, and what keeps Excel from taking names for formulas.

They belong to the format and to no catalogue: a file is read whatever the language of messages.
"""

from typing import Literal

Sort = Literal["header", "relation", "status"]

COLUMNS = ("scope", "name", "other", "relation", "type", "note")
SPELLINGS = ("same", "former")
BELONGS = ("part-of", "nameplate", "subordinate")
NOT_SAME = "not-same"
NOT_A_BODY = "not-a-body"
RELATIONS = (*SPELLINGS, *BELONGS, NOT_SAME, NOT_A_BODY)

SUGGESTED = "suggested"
UNRESOLVED = "unresolved"
RESOLVED = "resolved"
DECIDED = "decided"
STATUSES = (SUGGESTED, UNRESOLVED, RESOLVED, NOT_A_BODY, DECIDED)
REVIEW_COLUMNS = ("status", "rule", "where")
"""What the review of names adds to a file: of it only the status is read again."""

_HEADERS = {
    "scope": "范围",
    "name": "名称",
    "other": "写法",
    "relation": "关系",
    "type": "类型",
    "note": "备注",
    "status": "状态",
    "rule": "规则",
    "where": "位置",
}
_RELATIONS = {
    "same": "同一",
    "former": "曾用名",
    "part-of": "隶属",
    "nameplate": "挂牌",
    "subordinate": "下属",
    "not-same": "不同",
    "not-a-body": "不是部门",
}
_STATUSES = {
    SUGGESTED: "待定",
    UNRESOLVED: "未归并",
    RESOLVED: "已归并",
    NOT_A_BODY: "不是部门",
    DECIDED: "已定",
}
_COMMON = {"属于": "part-of", "不是同一个": "not-same", "不同一": "not-same"}
"""What people write instead."""

_FORMULA = tuple("=+-@＝＋－＠'")


_WORDS: dict[Sort, dict[str, str]] = {
    "header": _HEADERS,
    "relation": _RELATIONS,
    "status": _STATUSES,
}
_CODES = {
    sort: {word: code for code, word in words.items()} | (_COMMON if sort == "relation" else {})
    for sort, words in _WORDS.items()
}


def code(sort: Sort, word: str) -> str:
    """Return the program's word for a header, relation or status; another word stays as it is."""
    return _CODES[sort].get(word, word)


def word(sort: Sort, code: str, language: str) -> str:
    """Return what a header, relation or status is called in a file in zh or en."""
    return _WORDS[sort].get(code, code) if language == "zh" else code


def relations() -> str:
    """Return the relations as a message lists them, in both languages."""
    return ", ".join(f"{one}/{word}" for one, word in _RELATIONS.items())


def guarded(cell: str) -> str:
    """Return a cell that Excel takes for no formula; `bare` gives it back as it was."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def bare(cell: str) -> str:
    """Return a cell without blanks around it and without the mark that `guarded` adds."""
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
