"""Words of column headers: what each column of a table holds, and which list has such columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice

from dutygraph.loaders.rows import Row
from dutygraph.loaders.titles import kind_of_name, kind_of_value, squeezed
from dutygraph.model import Kind


class Field(StrEnum):
    """What a column holds."""

    KIND = "kind"
    NUMBER = "number"
    CATEGORY = "category"
    TITLE = "title"
    DEPARTMENTS = "departments"
    LEAD = "lead"
    SUPPORT = "support"
    DUTIES = "duties"
    LEAD_DUTIES = "lead-duties"
    SUPPORT_DUTIES = "support-duties"
    TOWNSHIP = "township"
    RECEIVING = "receiving"
    RECEIVER = "receiver"
    METHOD = "method"
    BASIS = "basis"


_LEVEL = r"(?:上级|[省市州县区旗](?:[（(][^（()）]{1,6}[）)])?[级直])"
_BODY = r"(?:部门|单位)(?:[（(](?:单位|部门)[）)]|[和及与、/／](?:单位|部门))?"
_TOWN = r"(?:乡镇|镇街|镇乡|街镇|乡街|乡|镇|街道)(?:[（(](?:街道|镇|乡|乡镇)[）)]|[、/／]?街道)?"
_WORDS = {
    Field.KIND: r"(?:所属|所在|归属)?清单(?:类型|类别|种类|名称|属性)|(?:所属|所在)清单",
    Field.NUMBER: r"序号|编号|序列号?|NO\.?|No\.?",
    Field.CATEGORY: r"(?:事项|职责|履职)?(?:类别|分类|类型|领域)",
    Field.TITLE: (
        r"(?:履行|具体|工作|主要|基本)?(?:职责|履职)?事项(?:名称|内容)?"
        r"|(?:上级)?(?:部门)?(?:收回|回收)(?:职责|履职)?事项(?:名称|内容)?"
        r"|(?:需要?)?配合(?:上级部门)?(?:履行)?(?:职责|履职)?事项(?:名称|内容)"
    ),
    Field.DEPARTMENTS: (
        rf"(?!单位(?:名称)?$)(?:对应|对口|涉及|相应)?{_LEVEL}?(?:有关|相关|责任|主管|职能|行业)?{_BODY}"
        r"(?:名称)?|(?:关联|涉及)(?:单位|部门)|行使主体|(?:实施|责任)(?:机构|主体)|主管主体"
        r"|牵头(?:部门|单位)?[及和与、/]配合(?:部门|单位)"
    ),
    Field.LEAD: rf"{_LEVEL}?牵头(?:部门|单位)(?:名称)?",
    Field.SUPPORT: rf"{_LEVEL}?(?:配合|协助|协办|参与)(?:部门|单位)(?:名称)?",
    Field.LEAD_DUTIES: rf"{_LEVEL}?牵头(?:部门|单位)的?(?:主要|工作|具体)?职责",
    Field.SUPPORT_DUTIES: (
        rf"{_LEVEL}?(?:配合|协助|协办|参与)(?:部门|单位)的?(?:主要|工作|具体)?职责"
    ),
    Field.DUTIES: (
        rf"(?:对应|对口)?{_LEVEL}(?:有关|相关|主管)?(?:{_BODY})?的?(?:主要|工作|具体)?职责(?:分工)?"
        rf"|(?:相关|有关|责任|主管)?{_BODY}的?(?:主要|工作|具体)?职责(?:分工)?"
    ),
    Field.TOWNSHIP: (
        r"(?:(?!上级|部门|单位).){0,12}配合(?:履行)?(?:职责|事项)"
        rf"|本?{_TOWN}[级村]?的?(?:工作|具体|主要|配合)?职责|属地(?:配合|工作)?职责"
    ),
    Field.RECEIVING: r"承接(?:部门|单位|主体)(?:及|和|与|、|/)?(?:其)?(?:承接|工作)方式",
    Field.RECEIVER: r"承接(?:责任)?(?:部门|单位|主体|机构)(?:名称)?",
    Field.METHOD: r"(?:承接|工作)方式",
    Field.BASIS: r"(?:法律|法规|政策|设定|法定|主要|工作|职责|履职|事项|[和及与、/（()）])*依据",
}
BODIES = (Field.DEPARTMENTS, Field.LEAD, Field.SUPPORT)
"""The columns that list the bodies of a duty."""
DUTIES = (Field.DUTIES, Field.LEAD_DUTIES, Field.SUPPORT_DUTIES)
"""The columns of what these bodies do."""
RECEIVING = (Field.RECEIVING, Field.RECEIVER, Field.METHOD)
"""The columns that only reclaimed duties have."""

_FIELDS = [(field, re.compile(pattern)) for field, pattern in _WORDS.items()]
_LONGEST_ROW = 200
_LONGEST_WORD = 20
_BRACKET = re.compile(r"[（(][^（()）]*[）)]$")
_BARE_DUTIES = re.compile("(?:主要|工作|具体|配合)?职责(?:分工)?|职责内容")
_OF_TOWNSHIP = re.compile("乡|镇|街道|属地")
# What stands over the columns of lists of powers, permits and services.
_OTHER_WORD = re.compile(
    "职权|权力|追责|问责|实施依据|行使层级|实施层级|审批|许可|办理(?:时限|条件|流程)|受理|处罚|收费"
)
_HEADER_WORD = re.compile(
    "序号|编号|.*(?:名称|类型|类别|依据|情形|主体|机构|事项|方式|时限|条件|层级|备注|部门|单位|职责)"
)
_FEWEST_COLUMNS = 3
_FARTHEST = 50

Columns = tuple[Field | None, ...]
DEFAULT_COLUMNS: dict[Kind, Columns] = {
    Kind.BASIC: (Field.NUMBER, Field.TITLE),
    Kind.COOPERATIVE: (
        Field.NUMBER,
        Field.TITLE,
        Field.DEPARTMENTS,
        Field.DUTIES,
        Field.TOWNSHIP,
    ),
    Kind.RECLAIMED: (Field.NUMBER, Field.TITLE, Field.RECEIVING),
}
"""Columns of a list of which no page shows a header."""


@dataclass(frozen=True, slots=True)
class Header:
    """The words over the columns of a table and what they mean; `height` counts its rows.

    Without `fields` the table is no list of duties, or none that can be read; `foreign` tells that
    it is one of powers, permits or services.
    """

    words: tuple[str, ...]
    fields: Columns = ()
    height: int = 1
    foreign: bool = False

    @property
    def kind(self) -> Kind | None:
        """The list that has such columns for certain."""
        if {*RECEIVING} & set(self.fields):
            return Kind.RECLAIMED
        if Field.TOWNSHIP in self.fields:
            return Kind.COOPERATIVE
        titles = zip(self.words, self.fields, strict=True)
        return kind_of_name("".join(word for word, field in titles if field is Field.TITLE))

    @property
    def likely_kind(self) -> Kind | None:
        """The list that has such columns unless something else says another."""
        of_departments = {*BODIES, *DUTIES} & set(self.fields)
        return self.kind or (Kind.COOPERATIVE if of_departments else None)


def read(rows: Sequence[Row], index: int) -> Header | None:
    """Return the header that begins with a row, None where none does.

    A header may have two rows: 上级部门 over 名称 and 职责. Further rows are looked at to tell a
    column of categories from one of lists, both called 类别.
    """
    words = _words(rows[index])
    if words is None:
        return None
    header = _two_rows(words, rows, index) or _one_row(words)
    if header is None:
        return _no_list(words) if rows[index].table else None
    if _is_foreign(header):
        return Header(header.words, foreign=True)
    start = index + header.height
    following = [row.texts for row in rows[start : start + _FARTHEST] if row.table]
    fields = _with_kinds(header.fields, following)
    return Header(header.words, fields, header.height)


def columns(row: Row) -> Columns | None:
    """Return what each cell of a header row names, None for a row that is no header."""
    words = _words(row)
    header = _one_row(words) if words else None
    return header.fields if header else None


def _words(row: Row) -> tuple[str, ...] | None:
    if sum(map(len, row.texts)) > _LONGEST_ROW:
        return None
    words = tuple(squeezed(text) for text in row.texts)
    return words if any(words) and max(map(len, words)) <= _LONGEST_WORD else None


def _one_row(words: tuple[str, ...]) -> Header | None:
    fields = tuple(map(_field, words))
    return Header(words, fields) if _is_whole(words, fields) else None


def _is_whole(words: Sequence[str], fields: Columns) -> bool:
    known = [field for field in fields if field]
    # Several columns may list departments (责任单位 and 主管部门); all others stand once.
    once = [field for field in known if field is not Field.DEPARTMENTS]
    if len(set(known)) < 2 or len(set(once)) < len(once):
        return False
    return len(known) * 2 >= sum(map(bool, words))


@lru_cache(maxsize=4096)
def _field(word: str) -> Field | None:
    whole = next((field for field, pattern in _FIELDS if pattern.fullmatch(word)), None)
    if whole or not _BRACKET.search(word):
        return whole
    return _field(_BRACKET.sub("", word))


def _two_rows(words: tuple[str, ...], rows: Sequence[Row], index: int) -> Header | None:
    """Read a header of two rows; the lower one fills only what the upper one spans."""
    if index + 1 == len(rows) or not (rows[index].table and rows[index + 1].table):
        return None
    lower = _words(rows[index + 1])
    if lower is None or Field.TITLE in map(_field, lower):
        return None
    width = max(len(words), len(lower))
    upper = (*words, *[""] * (width - len(words)))
    lower = (*lower, *[""] * (width - len(lower)))
    joined, fields, above = [], [], ""
    for top, word in zip(upper, lower, strict=True):
        above = top or above
        joined.append(above + word if word else top)
        fields.append(_below(above, word) if word else _field(top))
        if word and not fields[-1]:
            return None
    header = Header(tuple(joined), tuple(fields), 2)
    return header if _is_whole(joined, header.fields) else None


def _below(above: str, word: str) -> Field | None:
    if whole := _field(above + word):
        return whole
    if _BARE_DUTIES.fullmatch(word):
        return Field.TOWNSHIP if _OF_TOWNSHIP.search(above) else Field.DUTIES
    return _field(word)


def _no_list(words: tuple[str, ...]) -> Header | None:
    """Return the header of a table that cannot be read as a list, if the words are one."""
    filled = [word for word in words if word]
    if len(filled) < _FEWEST_COLUMNS or any(word.isdecimal() for word in filled):
        return None
    like = sum(bool(_HEADER_WORD.fullmatch(word)) for word in filled)
    foreign = any(map(_OTHER_WORD.search, filled)) and like > 1 and like * 2 > len(filled)
    is_header = foreign or _field(filled[0]) is Field.NUMBER
    return Header(words, foreign=foreign) if is_header else None


def _is_foreign(header: Header) -> bool:
    own = {*DUTIES, Field.TOWNSHIP, *RECEIVING} & set(header.fields)
    return not own and any(map(_OTHER_WORD.search, header.words))


def _with_kinds(fields: Columns, rows: Sequence[Sequence[str]]) -> Columns:
    """Tell a column of lists (基本, 配合, 收回) from one of categories by what stands in it."""
    found = list(fields)
    for index, field in enumerate(fields):
        if field in (Field.CATEGORY, Field.KIND):
            values = (texts[index] for texts in rows if len(texts) > index and texts[index])
            kinds = [kind_of_value(value) for value in islice(values, 1)]
            if kinds == [None]:
                found[index] = Field.CATEGORY if field is Field.CATEGORY else None
            elif kinds and Field.KIND not in found[:index]:
                found[index] = Field.KIND
    return tuple(found)
