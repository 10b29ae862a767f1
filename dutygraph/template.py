"""An empty workbook for a township that has no published file: typed in, it is read as a list.

Its columns are easier to type than those of a document: the category stands in each row, and what
the document has in one cell (承接部门及工作方式) in two. Each sheet has one example,
which counts as a duty only while no other is typed.
"""

from dutygraph import document, workbooks
from dutygraph.loaders.examples import EXAMPLE
from dutygraph.model import Kind
from dutygraph.workbooks import Choices, Sheet

CATEGORIES = (
    *("党的建设", "经济发展", "民生服务", "平安法治", "乡村振兴", "精神文明建设", "社会管理"),
    *("社会保障", "自然资源", "生态环保", "城乡建设", "交通运输", "文化和旅游", "卫生健康"),
    *("应急管理及消防", "市场监管", "人民武装", "综合政务"),
)
"""The categories of most lists; others may be typed."""

NOTES_SHEET = "填写说明"
NOTES = (
    "没有电子版清单的，可用本工作簿自行录入，一张表填一份清单。",
    "填好保存后，用 dutygraph check 核对，用 dutygraph load 载入。",
    "表的名称和表头文字不要改动；各表中的示例只作说明，填写时删去整行。",
    "所属地区：填在基本履职表的第一行，从省级写起，例如：重庆市临江县晴溪镇。",
    "序号：从1开始的整数，在一张表内不重复；每个事项占一行。",
    "事项类别：从下拉列表中选择，也可以直接填写；同一类别的事项写在一起。",
    "对应上级部门：多个部门用“、”隔开。",
    "清单写明牵头、配合的，在部门名称后写“（牵头）”或“（配合）”；没有写明的不写。",
    "上级部门职责：部门名称加冒号单独一行，下面逐条编号，每条一行。",
    "几个部门共同承担的，名称用“、”隔开；只有一个部门的，可以不写部门名称。",
    "单元格内换行按 Alt+Enter。",
    "配合职责、工作方式：逐条编号，每条一行。",
    "不再开展的事项不填承接部门，在“工作方式”中写明原因。",
    "例如：依据已废止，不再开展此项工作。",
)
"""How to fill it in."""

PLACE_HINT = "填写所属地区全称，从省级写起，例如：重庆市临江县晴溪镇"

_NUMBER_HINT = "从1开始的整数，不重复"
_COLUMNS = {
    Kind.BASIC: ("序号", "事项类别", "事项名称"),
    Kind.COOPERATIVE: (
        *("序号", "事项类别", "事项名称", "对应上级部门", "上级部门职责"),
        "乡镇（街道）配合职责",
    ),
    Kind.RECLAIMED: ("序号", "事项类别", "事项名称", "承接部门", "工作方式"),
}
_WIDTHS = {
    Kind.BASIC: (7, 18, 100),
    Kind.COOPERATIVE: (7, 18, 24, 24, 80, 64),
    Kind.RECLAIMED: (7, 18, 50, 24, 80),
}
_EXAMPLES: dict[Kind, tuple[str, ...]] = {
    Kind.BASIC: ("民生服务", f"{EXAMPLE}受理高龄津贴申请，核对申请人的基本信息。"),
    Kind.COOPERATIVE: (
        "平安法治",
        f"{EXAMPLE}校园周边环境整治",
        "县公安局（牵头）、县教委",
        "县公安局：\n1.维护校园周边治安秩序。\n2.疏导上下学时段的交通。\n县教委：\n1.建立隐患台账。",
        "1.清理校门口的占道摊点。\n2.劝返逃课学生，并通知家长和学校。",
    ),
    Kind.RECLAIMED: (
        "城乡建设",
        f"{EXAMPLE}古桥加固维护",
        "县文化旅游委",
        "1.选定有资质的单位编制加固方案。\n2.组织施工和验收。",
    ),
}


def write() -> bytes:
    """Return the workbook; all its words are Chinese, as those of the documents are.

    Raises:
        DutygraphError: openpyxl is missing.
    """
    notes = [(f"{number}. {note}",) for number, note in enumerate(NOTES, start=1)]
    return workbooks.write([Sheet(NOTES_SHEET, (NOTES_SHEET,), notes, (100,)), *map(_sheet, Kind)])


def _sheet(kind: Kind) -> Sheet:
    title = document.TITLES[kind]
    # The first line stays empty for the place; one sheet of the file is enough to say it.
    above = ("", document.TITLE) if kind is Kind.BASIC else ()
    return Sheet(
        name=title,
        titles=(*above, title),
        header=_COLUMNS[kind],
        rows=[(1, *_EXAMPLES[kind])],
        widths=_WIDTHS[kind],
        choices=(
            Choices(0, hint=_NUMBER_HINT),
            Choices(1, CATEGORIES, is_strict=False),
        ),
        first_hint=PLACE_HINT if above else "",
    )
