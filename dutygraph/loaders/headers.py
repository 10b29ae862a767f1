"""Words of titles and column headers: which list a table belongs to, and what each column holds."""

import re
from enum import StrEnum

from dutygraph.loaders.rows import Row
from dutygraph.model import Kind


class Field(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    CATEGORY = "category"
    TITLE = "title"
    DEPARTMENTS = "departments"
    LEAD = "lead"
    SUPPORT = "support"
    DUTIES = "duties"
    TOWNSHIP = "township"
    RECEIVING = "receiving"
    RECEIVER = "receiver"
    METHOD = "method"


_WORDS = {
    Field.NUMBER: r"序号|编号",
    Field.CATEGORY: r"(?:事项|职责|履职)?(?:类别|分类|类型)",
    Field.TITLE: (
        r"(?:履行|具体|工作|主要|基本)?(?:职责|履职)?事项(?:名称|内容)?"
        r"|(?:上级)?(?:部门)?(?:收回|回收)(?:职责|履职)?事项(?:名称|内容)?"
        r"|(?:需要?)?配合(?:上级部门)?(?:履行)?(?:职责|履职)?事项(?:名称|内容)"
    ),
    Field.DEPARTMENTS: (
        r"(?:对应)?(?:上级|[省市州县区旗]级)?(?:有关|相关|责任|主管)?部门(?:名称)?"
        r"|关联(?:单位|部门)|行使主体|实施(?:机构|主体)|(?:责任|主管)(?:单位|主体)"
        r"|牵头(?:部门|单位)?[及和与、/]配合(?:部门|单位)"
    ),
    Field.LEAD: r"(?:上级|[省市州县区旗]级)?牵头(?:部门|单位)(?:名称)?",
    Field.SUPPORT: r"(?:上级|[省市州县区旗]级)?(?:配合|协助|协办|参与)(?:部门|单位)(?:名称)?",
    Field.DUTIES: (
        r"(?:对应)?(?:上级|[省市州县区旗]级)(?:有关|相关|主管)?(?:部门|单位)?(?:主要|工作)?职责"
        r"|部门(?:工作)?职责"
    ),
    Field.TOWNSHIP: (
        r".{0,12}配合(?:履行)?(?:职责|事项)"
        r"|(?:乡镇|镇街|镇乡|镇|乡|街道)(?:[（(]街道[）)])?(?:工作)?职责"
    ),
    Field.RECEIVING: r"承接(?:部门|单位|主体)(?:及|和|与|、|/)?(?:其)?(?:承接|工作)方式",
    Field.RECEIVER: r"承接(?:部门|单位|主体)(?:名称)?",
    Field.METHOD: r"(?:承接|工作)方式",
}
BODIES = (Field.DEPARTMENTS, Field.LEAD, Field.SUPPORT)
"""The columns that list the bodies of a duty."""

_FIELDS = [(field, re.compile(pattern)) for field, pattern in _WORDS.items()]
_LONGEST_ROW = 200
_TITLE = re.compile(r".{0,30}(?:事项|职责).{0,6}清单.{0,12}")
_KINDS = (
    (Kind.RECLAIMED, re.compile(r"收回|回收")),
    (Kind.COOPERATIVE, re.compile(r"配合")),
    (Kind.BASIC, re.compile(r"基本")),
)

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


def squeezed(text: str) -> str:
    """Return a title or header word without any white space."""
    return "".join(text.split())


def columns(row: Row) -> Columns | None:
    """Return what each cell of a header row names, None for a row that is no header."""
    texts = row.texts
    if sum(map(len, texts)) > _LONGEST_ROW:
        return None
    words = [squeezed(text) for text in texts]
    if not any(words) or max(map(len, words)) > 20:
        return None
    fields = tuple(_field(word) for word in words)
    known = [field for field in fields if field]
    # Several columns may list departments (责任单位 and 主管部门); all others stand once.
    once = [field for field in known if field is not Field.DEPARTMENTS]
    if len(set(known)) < 2 or len(set(once)) < len(once) or len(known) * 2 < sum(map(bool, words)):
        return None
    return fields


def _field(word: str) -> Field | None:
    return next((field for field, pattern in _FIELDS if pattern.fullmatch(word)), None)


def kind_of_columns(fields: Columns) -> Kind | None:
    """Return the list that these columns can only belong to, None where several can have them."""
    if {Field.RECEIVING, Field.RECEIVER, Field.METHOD} & set(fields):
        return Kind.RECLAIMED
    if {*BODIES, Field.DUTIES, Field.TOWNSHIP} & set(fields):
        return Kind.COOPERATIVE
    return None


def kind_of_title(text: str) -> Kind | None:
    """Return the list that a title such as 配合履职事项清单 names."""
    words = squeezed(text)
    if not _TITLE.fullmatch(words):
        return None
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), None)


def is_document_title(text: str) -> bool:
    """Tell whether a line is the title of the whole document, 履行职责事项清单."""
    words = squeezed(text)
    return bool(_TITLE.fullmatch(words)) and kind_of_title(words) is None
