"""The department column: its text → the names that stand in it, in order."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from dutygraph.loaders.places import LEVEL_WORDS, Place, level_word, stems

Role = Literal["lead", "support"]

_ROLES: dict[str, Role] = {
    "牵头": "lead",
    "配合": "support",
    "协助": "support",
    "协办": "support",
    "参与": "support",
}
# Who is responsible need not be in the lead: 主责 names no role, but ends the one named before.
ROLE_WORDS = rf"(?:(?:{'|'.join(_ROLES)}|主责|主办|负责)(?:部门|单位)?|(?:责任|主管)(?:部门|单位))"
"""Matches what says which part the names beside it have: 牵头部门, 协办, 责任单位."""
_ROLE = re.compile(ROLE_WORDS)
_ROLE_BRACKET = re.compile(rf"[（(]({ROLE_WORDS})[)）]$")
_BRACKET = re.compile("(.+?)[（(]([^（(]*)[)）]$")
# One alternative a kind of piece: a mark that ends a name, a colon, white space, a run of text. A
# bracket belongs to its run with all that stands in it; one that is never closed is plain text.
_PIECE = re.compile(
    r"(?P<end>(?<!\d)\d{1,2}[.．、]|[、，,；;。/／])|(?P<colon>[：:])|(?P<space>\s+)"
    r"|(?P<text>(?:[（(][^（()）]*[)）]|[^\s、，,；;。：:/／])+)"
)
_SUFFIX = "局委办部院会联社队站所处厅馆校署团组协台司室心门位府"
_ENDS_NAME = re.compile(rf"[{_SUFFIX}）)]$")
_AND_OTHERS = re.compile(rf"(.*?[{_SUFFIX}）)])等(.*)")
_AND = re.compile(rf"(?<=[{_SUFFIX}）)])(?:以及|[和与及])(?=自治|县|区(?!域)|旗|市(?![场政]))")
_GENERAL_WORDS = (
    "其他|其它|相关|有关|行业|主管|监管|管理|执法|业务|职能|责任|涉及|成员|直属|各类|上级"
    "|[各县区市旗镇乡级直的和及或等、个]|[0-9一二三四五六七八九十]"
)
_PLACEHOLDER = re.compile(
    rf"(?:{_GENERAL_WORDS})*(?:部门|单位|机构)(?:(?:{_GENERAL_WORDS})*(?:部门|单位|机构))*"
)
_BEGINS_PLACEHOLDER = re.compile("相关|有关|其他|其它|行业|各|等")
_FIELD_WORDS = {"承接部门", "责任部门", "责任单位", "主管部门和单位", "对应上级部门"}
_LONGEST = 60
_OTHER_WORD = "[辖社全地园片城本各]"


@dataclass(frozen=True, slots=True)
class Token:
    """One name as the department column has it, without the spaces that the layout made.

    For A(B) `written` is A, `bracket` is B and `spelling` is the whole, without a remark on the
    role. `placeholder` tells that it names an unnamed group, `role` what a remark or a heading in
    the column says (县公安局（牵头）, 牵头部门：), `heading` that a colon follows: a heading that a
    page break moved here from the duties column.
    """

    written: str
    bracket: str | None = None
    placeholder: bool = False
    role: Role | None = None
    heading: bool = False
    spelling: str = ""


def is_role(text: str) -> bool:
    """Tell whether `text` only says which part others have, such as 责任单位 or 主责."""
    return _ROLE.fullmatch(text) is not None


def _role(words: str) -> Role | None:
    return _ROLES.get(words[:2])


def is_placeholder(text: str) -> bool:
    """Tell whether `text` is an unnamed group, such as 行业主管部门 or 县级其他部门."""
    return text not in _FIELD_WORDS and _PLACEHOLDER.fullmatch(text) is not None


def split_names(cell: str, place: Place, known: Collection[str] = ()) -> tuple[Token, ...]:
    """Split the text of a department column into its names, in order.

    A blank may part two names or stand in the middle of one (县规 划自然资源局). `place` gives the
    level word and the county's own name, `known` are names that are complete for certain.
    """
    column = _Column(cell, place, known)
    return tuple(
        _token(name, part.role, part.heading)
        for part in column.parts()
        for name in _names(part.text)
    )


@dataclass(slots=True)
class _Part:
    text: str
    role: Role | None
    heading: bool = False


class _Column:
    """A department column while it is being cut."""

    def __init__(self, cell: str, place: Place, known: Collection[str]) -> None:
        self.cell = cell
        self.known = known
        self.level = level_word(place) or "县"
        self.own = stems(place)
        words = [match["text"] for match in _PIECE.finditer(cell) if match["text"]]
        # Where no name carries a level word (发改委 教委), the ends alone tell names apart.
        self.is_bare = not any(re.match("自治|县|区(?!域)|旗|市(?![场政])", word) for word in words)

    def parts(self) -> list[_Part]:
        parts: list[_Part] = []
        role: Role | None = None
        is_new = True
        for match in _PIECE.finditer(self.cell):
            text = match["text"]
            if text and (is_new or self._begins_name(parts[-1].text, text)):
                parts.append(_Part(text, role))
            elif text:
                parts[-1].text += text
            elif match["colon"] and parts and not is_new:
                named = _ROLE.fullmatch(parts[-1].text)
                parts[-1].heading = not named
                if named:
                    role = _role(named[0])
                    parts.pop()
            is_new = not parts or not (text or (match["space"] and not is_new))
        return parts

    def _begins_name(self, before: str, this: str) -> bool:
        """Tell whether `this`, after a blank, begins a new name or goes on with `before`."""
        if this[0] in "（(" or len(before) > _LONGEST:
            return len(before) > _LONGEST
        if not _ENDS_NAME.search(before) and before not in self.known:
            return False
        return bool(
            this.startswith(LEVEL_WORDS)
            or _BEGINS_PLACEHOLDER.match(this)
            or _ROLE.fullmatch(this)
            or self._is_complete(this)
        )

    def _is_complete(self, this: str) -> bool:
        name = re.split("[（(]", this)[0]
        if name in self.known or self.level + name in self.known or this.startswith(self.own):
            return True
        has_level = re.search(f"(?<!{_OTHER_WORD}){self.level}", name) is not None
        return len(name) > 1 and (has_level or self.is_bare) and bool(_ENDS_NAME.search(name))


def _names(text: str) -> Iterator[str]:
    """Cut 县X局和县Y局, and the tail from 等: it is no part of the name nor of the group after."""
    text = text.removeprefix("等")
    tail = _AND_OTHERS.fullmatch(text)
    head, rest = (tail[1], tail[2]) if tail else (text, "")
    yield from filter(None, [*_AND.split(head), rest])


def _token(text: str, role: Role | None, heading: bool) -> Token:
    text = "".join(text.split())
    remark = _ROLE_BRACKET.search(text)
    if remark and remark.start():
        text, role = text[: remark.start()], _role(remark[1])
    pair = _BRACKET.fullmatch(text)
    written, bracket = (pair[1], pair[2]) if pair else (text, None)
    return Token(written, bracket or None, is_placeholder(written), role, heading, text)
