"""Workbooks: what stands in which cell, what is hidden, and what is no duty list at all."""

import datetime
import io
import zipfile
from collections.abc import Callable, Sequence
from functools import cache

import office
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from system import lacking

from dutygraph.errors import DocumentError
from dutygraph.loaders import read_bytes
from dutygraph.loaders.forms import workbook
from dutygraph.loaders.rows import Document, Layout
from dutygraph.model import DutyList, Kind, Position

Rows = Sequence[Sequence[object]]

BASIC: Rows = [
    ["重庆市临江县晴溪镇"],
    ["基本履职事项清单"],
    ["序号", "事项名称"],
    ["一、党的建设（2项）"],
    [1, "加强党的建设。"],
    [2, "抓好主题党日。"],
]
COOPERATIVE: Rows = [
    ["序号", "事项名称", "对应上级部门", "上级部门职责", "镇配合职责"],
    ["一、平安法治（2项）"],
    [1, "养犬管理", "县公安局", "1.登记犬只。\n2.处罚违规养犬。", "1.做好宣传。\n2.上报线索。"],
    [2, "动物防疫", "县农业农村委", "组织防疫。", "做好宣传。"],
]
RECLAIMED: Rows = [
    ["序号", "事项名称", "承接部门及工作方式"],
    ["一、民生服务（1项）"],
    [1, "发放许可证", "承接部门：县卫生健康委\n工作方式：由县卫生健康委受理。"],
]


def book(change: Callable[[Workbook], None] | None = None, /, **sheets: Rows) -> bytes:
    """Return a workbook with these sheets, changed by `change` before it is saved."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet: Worksheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if change:
        change(made)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def with_part(data: bytes, path: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the workbook with one of its parts changed."""
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in archive.namelist():
            content = archive.read(name)
            target.writestr(name, change(content) if name == path else content)
    return changed.getvalue()


def read(data: bytes) -> Document:
    return workbook.read(data, "list.xlsx")


def texts(document: Document) -> list[tuple[str, ...]]:
    return [row.texts for row in document.rows if row.table]


def rules(document: Document) -> list[tuple[str, str, str]]:
    return [(one.rule, one.position.sheet, one.position.cell) for one in document.findings]


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], bytes]:
    """Return a document of `DOCUMENTS` in a form that LibreOffice made of it, each once."""
    if office.find_office() is None:
        lacking("no LibreOffice on PATH; name one in DUTYGRAPH_SOFFICE")

    @cache
    def convert(document: str, form: str) -> bytes:
        file = tmp_path_factory.mktemp(document) / "list.xls"
        file.write_bytes(DOCUMENTS[document]())
        return office.convert(file, form)

    return convert


# The whole way


def three_sheets() -> bytes:
    def change(made: Workbook) -> None:
        made.properties.title = "晴溪镇 & 履行职责事项清单"
        made["基本履职事项清单"].row_dimensions[6].hidden = True
        made["草稿"].sheet_state = "hidden"
        made["旧稿"].sheet_state = "veryHidden"

    return book(
        change,
        基本履职事项清单=BASIC,
        配合履职事项清单=COOPERATIVE,
        收回履职事项清单=RECLAIMED,
        草稿=[[99, "不读"]],
        旧稿=[[98, "不读"]],
    )


def formulas() -> bytes:
    return book(清单=[["=1+6", '="养"&"犬"', '=""', "=1/0"]])


def page() -> bytes:
    rows = "".join(f"<tr><td>{'<td>'.join(map(str, row))}" for row in COOPERATIVE)
    return f"<html><meta charset=utf-8><table>{rows}</table></html>".encode()


DOCUMENTS = {"three sheets": three_sheets, "formulas": formulas, "page": page}
FORMS = pytest.mark.parametrize("form", ["xlsx", "xls"])


def check_three_sheets(found: DutyList) -> None:
    assert [(duty.kind, duty.number, duty.title) for duty in found.duties] == [
        (Kind.BASIC, 1, "加强党的建设。"),
        (Kind.BASIC, 2, "抓好主题党日。"),
        (Kind.COOPERATIVE, 1, "养犬管理"),
        (Kind.COOPERATIVE, 2, "动物防疫"),
        (Kind.RECLAIMED, 1, "发放许可证"),
    ]
    dogs = found.duties[2]
    assert [one.text for one in dogs.statements] == ["登记犬只。", "处罚违规养犬。"]
    assert dogs.positions == (Position(sheet="配合履职事项清单", cell="A3"),)
    assert dogs.statements[1].positions == (Position(sheet="配合履职事项清单", cell="D3"),)
    assert found.place == ("重庆市", "临江县", "晴溪镇")
    assert [(one.declared, one.found) for one in found.categories] == [(2, 2), (2, 2), (1, 1)]
    hidden = [one.position.sheet for one in found.findings if one.rule == "hidden-content"]
    assert sorted(hidden) == ["基本履职事项清单", "旧稿", "草稿"]


def test_three_sheets_are_three_lists() -> None:
    check_three_sheets(read_bytes(three_sheets(), "list.xlsx"))


@FORMS
def test_three_sheets_of_another_program_are_three_lists(
    converted: Callable[[str, str], bytes], form: str
) -> None:
    """What is told by the content: the name says XLSX in either case."""
    data = converted("three sheets", form)
    found = read_bytes(data, "list.xlsx")
    check_three_sheets(found)
    assert found.source.format == form
    assert read(data).titles == ("晴溪镇 & 履行职责事项清单",)


def test_a_web_page_that_became_a_workbook_is_read(
    converted: Callable[[str, str], bytes],
) -> None:
    found = read_bytes(converted("page", "xlsx"), "list.xlsx")
    assert [duty.title for duty in found.duties] == ["养犬管理", "动物防疫"]


@FORMS
def test_a_formula_counts_by_the_value_that_was_saved(
    converted: Callable[[str, str], bytes], form: str
) -> None:
    document = read(converted("formulas", form))
    assert texts(document) == [("7", "养犬")]
    assert rules(document) == [("value-missing", "清单", "D1")]


def test_a_formula_without_a_saved_value_is_a_finding() -> None:
    document = read(book(清单=[["=1+6", "养犬", "=B1"]]))
    assert texts(document) == [("养犬",)]
    assert document.rows[1].position.cell == "B1"
    assert rules(document) == [("value-missing", "清单", "A1")]
    assert (document.findings[0].text, document.findings[0].values) == (
        "A1、C1",
        (("count", "2"),),
    )


# Cells


def test_the_name_of_a_sheet_is_a_line_before_its_table() -> None:
    document = read(book(清单=[["序号", "事项名称"]], 空白=[]))
    assert [(row.table, row.texts, row.position) for row in document.rows] == [
        (False, ("清单",), Position(sheet="清单")),
        (True, ("序号", "事项名称"), Position(sheet="清单", cell="A1")),
    ]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (7, "7"),
        (7.0, "7"),
        (1e20, "100000000000000000000"),
        (2.5, "2.5"),
        (True, "TRUE"),
        (datetime.date(2025, 6, 30), "2025-06-30"),
        (datetime.datetime(2025, 6, 30, 8, 5), "2025-06-30 08:05:00"),
        (datetime.time(8, 5), "08:05:00"),
        ("  县公安局\u3000", "县公安局"),
        ("不再开展", "不再开展"),
    ],
)
def test_a_value_stands_as_excel_shows_it(value: object, written: str) -> None:
    assert texts(read(book(清单=[[value]]))) == [(written,)]


def test_lines_of_a_cell_are_paragraphs() -> None:
    [_, row] = read(book(清单=[["养犬\n管理\n\n", "\n 一行\n", "a_x000D_\nb"]])).rows
    assert [[(one.text, one.layout) for one in cell] for cell in row.cells] == [
        [("养犬", Layout.PARAGRAPH), ("管理", Layout.PARAGRAPH)],
        [("一行", Layout.PLAIN)],
        [("a", Layout.PARAGRAPH), ("b", Layout.PARAGRAPH)],
    ]


def test_control_characters_are_replaced_with_a_finding() -> None:
    document = read(book(清单=[["登_x000B_记_x0001_犬只"], ["_x0001_"]]))
    assert texts(document) == [("登\ufffd记\ufffd犬只",)]
    assert rules(document) == [("characters-replaced", "清单", "A1")] * 1 + [
        ("characters-replaced", "清单", "A2")
    ]
    assert document.findings[0].values == (("count", "2"),)


def test_empty_rows_and_columns_give_nothing() -> None:
    rows: Rows = [[], [], [None, None, "序号", "事项名称", " "], [], [None, None, 1, "养犬", None]]
    document = read(book(清单=rows))
    assert texts(document) == [("序号", "事项名称"), ("1", "养犬")]
    assert [row.position.cell for row in document.rows] == ["", "C3", "C5"]


# Merged cells


def merged(*ranges: str) -> Callable[[Workbook], None]:
    def change(made: Workbook) -> None:
        for cells in ranges:
            made.worksheets[0].merge_cells(cells)

    return change


def test_a_number_merged_over_rows_is_one_duty_that_goes_on() -> None:
    rows: Rows = [
        ["序号", "事项名称", "对应上级部门", "上级部门职责", "镇配合职责"],
        [1, "养犬管理", "县公安局", "县公安局：登记犬只。", "做好宣传。"],
        [None, None, "县农业农村委", "县农业农村委：组织防疫。", None],
        [2, "动物防疫", "县农业农村委", "组织防疫。", "做好宣传。"],
    ]
    change = merged("A2:A3", "B2:B3", "E2:E3")
    dogs, animals = read_bytes(book(change, 配合履职事项清单=rows), "list.xlsx").duties
    assert [one.name for one in dogs.departments] == ["县公安局", "县农业农村委"]
    assert [one.text for one in dogs.township] == ["做好宣传。"]
    assert animals.number == 2


def test_a_department_merged_over_duties_is_that_of_each() -> None:
    rows: Rows = [
        ["类别", "序号", "事项名称", "对应上级部门"],
        ["平安法治", 1, "养犬管理", "县公安局"],
        [None, "2.", "道路安全", None],
        [None, 3, "动物防疫", "县农业农村委"],
    ]
    change = merged("A2:A4", "D2:D3")
    document = read(book(change, 清单=rows))
    assert texts(document)[1:] == [
        ("平安法治", "1", "养犬管理", "县公安局"),
        ("平安法治", "2.", "道路安全", "县公安局"),
        ("平安法治", "3", "动物防疫", "县农业农村委"),
    ]
    police = document.rows[3].cells[3][0].positions(0, 1)
    assert police == (Position(sheet="清单", cell="D2"),)


# Refused, or survived within bounds

OTHER_LISTS: dict[str, dict[str, Rows]] = {
    "powers": {
        "权责清单": [
            ["云阳县交通局权责清单"],
            ["序号", "职权类型", "职权名称", "实施依据", "责任主体", "责任事项", "追责情形"],
            [
                1,
                "行政许可",
                "公路超限运输许可",
                "《公路法》第五十条",
                "县交通局",
                "受理",
                "不受理的",
            ],
            [
                2,
                "行政处罚",
                "对损坏公路的处罚",
                "《公路法》第七十六条",
                "县交通局",
                "立案",
                "不立案的",
            ],
        ]
    },
    "approvals": {
        "Sheet1": [
            ["临江县行政审批事项目录"],
            ["序号", "项目名称", "审批部门", "设定依据", "审批对象", "办理时限"],
            [1, "取水许可", "县水利局", "《水法》第四十八条", "企业", "20个工作日"],
            [2, "林木采伐许可", "县林业局", "《森林法》第五十六条", "个人", "15个工作日"],
        ]
    },
}


@pytest.mark.parametrize("kind", OTHER_LISTS)
def test_a_workbook_of_another_kind_is_refused(kind: str) -> None:
    with pytest.raises(DocumentError, match=r"^list\.xlsx seems to be a list of powers"):
        read_bytes(book(None, **OTHER_LISTS[kind]), "list.xlsx")


@pytest.mark.parametrize(("column", "told"), [("A", ["清单"]), ("B", ["清单"]), ("D", [])])
def test_hidden_columns_that_hold_anything_are_read_and_told(column: str, told: list[str]) -> None:
    def hide(made: Workbook) -> None:
        made["清单"].column_dimensions[column].hidden = True

    found = read(book(hide, 清单=[["序号", "事项名称"], [1, "甲"]]))
    assert [one.position.sheet for one in found.findings if one.rule == "hidden-content"] == told
    assert found.rows[-1].texts == ("1", "甲")


def test_hidden_columns_count_from_column_a() -> None:
    def hide(made: Workbook) -> None:
        made["清单"].column_dimensions["B"].hidden = True

    assert read(book(hide, 清单=[[None, None, "序号", "事项名称"]])).findings == []
