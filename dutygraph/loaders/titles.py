"""Titles and names: which list, document or sheet they say that something is."""

import re

from dutygraph.model import Kind

_TITLE = re.compile(r".{0,30}(?:事项|职责).{0,6}清单.{0,12}")
_KINDS = (
    (Kind.RECLAIMED, re.compile("收回|回收")),
    (Kind.COOPERATIVE, re.compile("配合")),
    (Kind.BASIC, re.compile("基本(?!情况|信息|资料|概况|数据|要求)")),
)
_VALUE = re.compile(
    r"(?:[一二三123][、.．])?(?:乡镇|街道|镇|乡)?(?:需要?)?(?:由)?(?:上级)?(?:部门)?"
    r"(?:基本|配合|收回|回收)(?:上级)?(?:部门)?(?:履行|履职|职责)*(?:事项)?(?:类|清单|表)?"
)
_ASIDE = re.compile("说明|须知|封面|扉页|目录|使用方法|注意事项")
_OTHER = re.compile(
    "权责清单|权力清单|责任清单|权力事项|行政审批|许可事项|政务服务|负面清单|证明事项"
)

# 云阳县水利局权责清单（2024年版）, 行政审批事项目录
_OTHER_TITLE = re.compile(
    r"[^。；，：]{0,40}(?:(?:权责|权力|责任|负面)(?:事项)?"
    r"|(?:行政许可|审批|许可|政务服务|公共服务|权力|职权|证明)(?:事项)?[^。；，：]{0,6})"
    r"(?:清单|目录)[^。；，：]{0,12}"
)
_OWN = re.compile("履行职责|履职")


def squeezed(text: str) -> str:
    """Return a title or header word without any white space."""
    return "".join(text.split())


def kind_of_title(text: str) -> Kind | None:
    """Return the list that a title such as 配合履职事项清单 names."""
    words = squeezed(text)
    if not _TITLE.fullmatch(words):
        return None
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), None)


def kind_of_name(text: str) -> Kind | None:
    """Return the one list whose word stands anywhere in the name of a sheet or file."""
    named = [kind for kind, pattern in _KINDS if pattern.search(text)]
    return named[0] if len(named) == 1 else None


def kind_of_value(text: str) -> Kind | None:
    """Return the list that a cell in a column of lists names: 配合, 基本履职事项."""
    words = squeezed(text)
    return kind_of_name(words) if _VALUE.fullmatch(words) else None


def is_document_title(text: str) -> bool:
    """Tell whether a line is the title of the whole document, 履行职责事项清单."""
    words = squeezed(text)
    return bool(_TITLE.fullmatch(words)) and kind_of_title(words) is None


def is_aside(name: str) -> bool:
    """Tell whether a sheet's name says that it holds no list: 填表说明, 封面."""
    return _ASIDE.search(name) is not None


def is_of_another_kind(text: str) -> bool:
    """Tell whether a title is that of a list of powers, permits or services."""
    return _OTHER.search(squeezed(text)) is not None


def is_title_of_another_kind(text: str) -> bool:
    """Tell whether the whole text is the title of a list that is none of duties."""
    words = squeezed(text)
    return bool(_OTHER_TITLE.fullmatch(words)) and not is_title_of_duties(words)


def is_title_of_duties(text: str) -> bool:
    """Tell whether a title is that of a duty list or of one of its three lists.

    权责事项清单 is none, though it has the form of one.
    """
    words = squeezed(text)
    return bool(_TITLE.fullmatch(words)) and bool(_OWN.search(words) or kind_of_title(words))
