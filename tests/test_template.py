"""The template: filled in, it is a list; as it stands, its examples are one without findings."""

import io

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from dutygraph import template
from dutygraph.loaders import read_bytes
from dutygraph.model import Kind

PLACE = ("重庆市", "临江县", "晴溪镇")


@pytest.fixture
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(template.write()))


def saved(book: openpyxl.Workbook) -> bytes:
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def page_of(book: openpyxl.Workbook, name: str) -> Worksheet:
    page = book[name]
    assert isinstance(page, Worksheet)
    return page


def test_with_its_place_typed_in_it_has_no_findings(book: openpyxl.Workbook) -> None:
    page_of(book, "基本履职事项清单")["A1"] = "重庆市临江县晴溪镇"
    found = read_bytes(saved(book), "list.xlsx")
    assert found.findings == ()
    assert found.place == PLACE
    assert [duty.kind for duty in found.duties] == list(Kind)


def test_with_its_place_named_it_has_no_findings() -> None:
    found = read_bytes(template.write(), "list.xlsx", place=PLACE)
    assert found.findings == ()


def test_the_examples_are_read_as_they_are_meant() -> None:
    basic, cooperative, reclaimed = read_bytes(template.write(), "a.xlsx", place=PLACE).duties
    assert all("示例" in duty.title for duty in (basic, cooperative, reclaimed))
    assert basic.category == "民生服务"
    assert [(one.name, one.roles) for one in cooperative.departments] == [
        ("县公安局", ("listed", "lead")),
        ("县教委", ("listed",)),
    ]
    assert [(one.bearers[0].name, one.text) for one in cooperative.statements] == [
        ("县公安局", "维护校园周边治安秩序。"),
        ("县公安局", "疏导上下学时段的交通。"),
        ("县教委", "建立隐患台账。"),
    ]
    assert len(cooperative.township) == 2
    assert [one.name for one in reclaimed.receivers] == ["县文化旅游委"]
    assert [one.text for one in reclaimed.methods] == [
        "选定有资质的单位编制加固方案。",
        "组织施工和验收。",
    ]


def test_what_a_township_types_is_read(book: openpyxl.Workbook) -> None:
    basic = page_of(book, "基本履职事项清单")
    basic["A1"] = "广东省佛山市三水区乐平镇"
    basic.delete_rows(5)
    for row in (
        (1, "党的建设", "加强党委自身建设。"),
        (2, "党的建设", "做好党务公开。"),
        (3, "自定类别", "做好档案工作。"),
    ):
        basic.append(row)
    reclaimed = page_of(book, "上级部门收回事项清单")
    reclaimed["C3"] = "办理农机准驾证"
    reclaimed["D3"], reclaimed["E3"] = None, "依据已废止，不再开展此项工作。"
    found = read_bytes(saved(book), "list.xlsx")
    assert found.place == ("广东省", "佛山市", "三水区", "乐平镇")
    assert [(one.number, one.category) for one in found.of_kind(Kind.BASIC)] == [
        (1, "党的建设"),
        (2, "党的建设"),
        (3, "自定类别"),
    ]
    [ended] = found.of_kind(Kind.RECLAIMED)
    assert ended.discontinued is not None
    assert ended.discontinued.reason == "依据已废止，不再开展此项工作。"


def test_excel_checks_what_is_typed(book: openpyxl.Workbook) -> None:
    for name in ("基本履职事项清单", "配合履职事项清单", "上级部门收回事项清单"):
        page = page_of(book, name)
        number, category = page.data_validations.dataValidation[:2]
        assert (number.type, category.type) == ("whole", "list")
        row = page.max_row
        assert f"A{row}" in number
        assert f"B{row}" in category
        assert page.freeze_panes == f"A{row}"
    # Excel takes no longer list of choices.
    assert len(",".join(template.CATEGORIES)) <= 255


def test_the_notes_come_first(book: openpyxl.Workbook) -> None:
    assert book.sheetnames[0] == "填写说明"
    assert "Alt+Enter" in str([cell.value for cell in book.worksheets[0]["A"]])


def test_an_example_left_among_typed_duties_is_none_of_them(book: openpyxl.Workbook) -> None:
    basic = page_of(book, "基本履职事项清单")
    basic["A1"] = "重庆市临江县晴溪镇"
    basic.append((1, "党的建设", "加强党委自身建设。"))
    basic.append((2, "党的建设", "做好党务公开。"))
    found = read_bytes(saved(book), "list.xlsx")
    assert [(one.kind, one.number, one.category) for one in found.duties] == [
        (Kind.BASIC, 1, "党的建设"),
        (Kind.BASIC, 2, "党的建设"),
    ]
    assert [one.name for one in found.categories] == ["党的建设"]
    left = {one.position.sheet: one for one in found.findings if one.rule == "example-row"}
    assert left.keys() == {"基本履职事项清单", "配合履职事项清单", "上级部门收回事项清单"}
    assert left["基本履职事项清单"].text == (
        "（示例，填写时删去本行）受理高龄津贴申请，核对申请人的基本信息。"
    )
    # What nobody has typed is missing, and nothing else is said.
    others = [one.rule for one in found.findings if one.rule != "example-row"]
    assert others == ["list-missing", "list-missing"]
