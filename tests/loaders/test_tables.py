"""Rows become lists: headers, categories, numbers, continuations, furniture and what is unread."""

from collections import Counter

import pytest

from dutygraph.loaders import tables
from dutygraph.loaders.forms import text
from dutygraph.loaders.headers import Field, columns
from dutygraph.loaders.rows import Row, cell_text
from dutygraph.loaders.tables import Tables
from dutygraph.loaders.titles import kind_of_title
from dutygraph.model import Kind

BASIC, COOPERATIVE, RECLAIMED = Kind
FIVE = "序号\t事项名称\t对应上级部门\t上级部门职责\t镇配合职责"


def rows(document: str) -> list[Row]:
    return text.read(document.encode(), "list.txt").rows


def read(document: str) -> Tables:
    return tables.read(rows(document))


def cells(found: Tables, number: int = 0) -> dict[Field, str]:
    return {name: cell_text(cell) for name, cell in found.duties[number].cells.items() if cell}


def rules(found: Tables) -> Counter[str]:
    return Counter(one.rule for one in found.findings)


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("序号\t事项名称", "number title"),
        ("序 号\t履职事项", "number title"),
        (FIVE, "number title departments duties township"),
        (
            "编号\t事项\t关联单位\t区级部门职责\t街道配合职责",
            "number title departments duties township",
        ),
        (
            "序号\t事项名称\t行使主体\t县级部门职责\t乡镇（街道）配合职责",
            "number title departments duties township",
        ),
        (
            "序号\t事项\t实施机构\t市级有关部门职责\t乡镇职责",
            "number title departments duties township",
        ),
        (
            "序号\t事项\t责任单位\t镇街配合职责\t上级部门职责",
            "number title departments township duties",
        ),
        ("序号\t事项名称\t承接部门及工作方式", "number title receiving"),
        ("序号\t收回事项\t承接部门\t工作方式", "number title receiver method"),
        ("序号\t事项名称\t承接主体及工作方式", "number title receiving"),
        ("序号\t收回事项名称\t承接单位\t承接方式", "number title receiver method"),
        ("序号\t上级部门收回事项\t承接部门", "number title receiver"),
        ("序号\t基本事项名称", "number title"),
        ("序号\t配合事项名称\t上级部门\t镇配合事项", "number title departments township"),
        (
            "序号\t事项名称\t牵头部门\t配合部门\t上级部门职责",
            "number title lead support duties",
        ),
        ("序号\t事项名称\t牵头单位\t协助单位", "number title lead support"),
        ("序号\t事项名称\t责任单位\t配合单位", "number title departments support"),
        ("序号\t事项名称\t责任单位\t主管部门", "number title departments departments"),
        ("序号\t事项类别\t事项名称", "number category title"),
        ("序号\t事项名称\t备注", "number title -"),
        ("序号\t事项名称\t设定依据\t备注", "number title basis -"),
    ],
)
def test_header_words(header: str, fields: str) -> None:
    (row,) = rows(header)
    assert " ".join(field or "-" for field in columns(row) or ()) == fields


@pytest.mark.parametrize(
    "line", ["1\t事项名称", "序号", "事项名称\t事项", "甲\t乙\t丙", "序号\t甲\t乙\t丙\t丁"]
)
def test_other_rows_are_no_headers(line: str) -> None:
    (row,) = rows(line)
    assert columns(row) is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("基本履职事项清单", BASIC),
        ("二、配合履职事项清单", COOPERATIVE),
        ("上级部门收回事项清单", RECLAIMED),
        ("县级部门回收事项清单（80项）", RECLAIMED),
        ("履行职责事项清单", None),
        ("基本情况", None),
    ],
)
def test_titles_name_their_list(title: str, kind: Kind | None) -> None:
    assert kind_of_title(title) is kind


@pytest.mark.parametrize(
    ("line", "name", "declared"),
    [
        ("一、党的建设（26项）", "党的建设", 26),
        ("二、经济发展(3项)\t", "经济发展", 3),
        ("（三）平安 法治（共 4 条）", "平安法治", 4),
        ("四. 民生服务", "民生服务", None),
        ("十一、综合政务\t\t\t\t", "综合政务", None),
    ],
)
def test_category_rows(line: str, name: str, declared: int | None) -> None:
    found = read(f"基本履职事项清单\n{line}\n1\t甲。")
    (category,) = found.categories
    assert (category.kind, category.order) == (BASIC, 1)
    assert (category.name, category.declared, category.found) == (name, declared, 1)


def test_column_of_categories() -> None:
    found = read("基本履职事项清单\n序号\t类别\t事项名称\n1\t甲类\t一。\n2\t\t二。\n3\t乙类\t三。")
    assert [(one.name, one.found) for one in found.categories] == [("甲类", 2), ("乙类", 1)]


def test_columns_may_stand_in_any_order() -> None:
    found = read("序号\t对应上级部门\t镇配合职责\t上级部门职责\t事项名称\n1\t甲\t乙\t丙\t丁")
    assert found.duties[0].kind is COOPERATIVE
    assert cells(found) == {
        Field.DEPARTMENTS: "甲",
        Field.TOWNSHIP: "乙",
        Field.DUTIES: "丙",
        Field.TITLE: "丁",
    }


def test_columns_of_a_list_without_header() -> None:
    found = read("配合履职事项清单\n1\t甲\t乙\t丙\t丁")
    assert list(cells(found)) == [
        Field.TITLE,
        Field.DEPARTMENTS,
        Field.DUTIES,
        Field.TOWNSHIP,
    ]


@pytest.mark.parametrize("number", ["7", "7.", "7、", "７", " 7 ", "7．"])
def test_numbers_of_rows(number: str) -> None:
    assert read(f"基本履职事项清单\n{number}\t甲。").duties[0].number == 7


@pytest.mark.parametrize(
    ("before", "after", "paragraphs"),
    [
        ("<p>1.甲的前</p>", "<p>半。</p>", ["1.甲的前半。"]),
        ("1.甲。", "2.乙。", ["1.甲。", "2.乙。"]),
        ("1.甲", "2.乙。", ["1.甲", "2.乙。"]),
        ("①甲", "②乙", ["①甲", "②乙"]),
        ("县甲局：", "做甲。", ["县甲局：", "做甲。"]),
        ("县甲局:", "做甲。", ["县甲局:", "做甲。"]),
        ("甲；", "乙。", ["甲；", "乙。"]),
        ("", "乙。", ["乙。"]),
    ],
)
def test_cells_join_over_a_page_break(before: str, after: str, paragraphs: list[str]) -> None:
    found = read(f"{FIVE}\n1\t甲\t县甲局\t{before}\t做\n\n{FIVE}\n\t\t\t{after}\t好。")
    (duty,) = found.duties
    assert [one.text for one in duty.cells[Field.DUTIES]] == paragraphs
    assert [one.text for one in duty.cells[Field.TOWNSHIP]] == ["做好。"]
    assert [place.line for place in duty.positions] == [2, 5]
    assert rules(found) == {"joined-over-page": 1}


def test_heading_that_a_page_break_moved_goes_back() -> None:
    found = read(f"{FIVE}\n1\t甲\t县甲局 县乙局 县乙局：\t县甲局：做甲。\t做。")
    assert cells(found)[Field.DEPARTMENTS] == "县甲局 县乙局"
    assert cells(found)[Field.DUTIES] == "县甲局：做甲。 县乙局："
    assert rules(found) == {"heading-moved": 1}


def test_row_without_number_is_the_next_duty_or_the_rest_of_a_title() -> None:
    found = read(f"{FIVE}\n1\t甲\t县甲局\t做。\t做。\n\t乙\t县乙局\t做。\t做。\n\t的尾\t\t\t做。")
    assert [one.number for one in found.duties] == [1, 2]
    assert cells(found, 1)[Field.TITLE].replace(" ", "") == "乙的尾"
    assert rules(found) == {"number-guessed": 1, "joined-over-page": 1}


def titles(found: Tables) -> list[tuple[int, str]]:
    return [(one.number, cell_text(one.cells[Field.TITLE])) for one in found.duties]


def test_row_without_number_takes_the_number_that_is_left_for_it() -> None:
    found = read(f"{FIVE}\n1\t甲\t县甲局\t做。\t做。\n\t乙\t\t做。\t做。\n3\t丙\t县甲局")
    assert titles(found) == [(1, "甲"), (2, "乙"), (3, "丙")]
    assert rules(found) == {"number-guessed": 1}


def test_rows_without_number_take_the_numbers_that_are_left_for_them() -> None:
    found = read("基本履职事项清单\n序号\t事项名称\n1\t甲\n\t乙\n\t丙\n\n序号\t事项名称\n4\t丁")
    assert titles(found) == [(1, "甲"), (2, "乙"), (3, "丙"), (4, "丁")]


@pytest.mark.parametrize("following", ["2", "4"])
def test_rest_of_a_title_leaves_the_numbers_alone(following: str) -> None:
    found = read(
        f"{FIVE}\n1\t甲\t县甲局\t做。\t做。\n\t的尾\t\t做。\t做。\n{following}\t丙\t县甲局"
    )
    assert [number for number, _ in titles(found)] == [1, int(following)]
    assert rules(found) == {"joined-over-page": 1}


@pytest.mark.parametrize(
    "again",
    ["一、甲类（2项）", "一、甲类（2项）（续）", "一、甲类（续）", "一、甲类（续表）（2项）"],
)
def test_category_repeated_after_a_page_break_is_furniture(again: str) -> None:
    found = read(f"基本履职事项清单\n一、甲类（2项）\n1\t甲。\n{again}\n序号\t事项名称\n2\t乙。")
    assert [(one.name, one.declared, one.found) for one in found.categories] == [("甲类", 2, 2)]
    assert [place.line for place in found.furniture] == [1, 4, 5]


def test_title_repeated_after_a_page_break_keeps_the_category_open() -> None:
    found = read("基本履职事项清单\n一、甲类（2项）\n1\t甲。\n基本履职事项清单\n2\t乙。")
    assert [one.category for one in found.duties] == [0, 0]


@pytest.mark.parametrize("other", ["二、甲类（1项）", "一、甲类（3项）", "一、乙类（1项）"])
def test_another_heading_is_another_category(other: str) -> None:
    found = read(f"基本履职事项清单\n一、甲类（1项）\n1\t甲。\n{other}\n2\t乙。")
    assert [(one.order, one.found) for one in found.categories] == [(1, 1), (2, 1)]


def test_columns_of_departments_are_joined() -> None:
    found = read("序号\t事项名称\t责任单位\t主管部门\n1\t甲\t县甲局\t县乙局")
    assert cells(found)[Field.DEPARTMENTS] == "县甲局 县乙局"


def test_heading_of_a_role_is_no_moved_heading() -> None:
    found = read(f"{FIVE}\n1\t甲\t牵头部门：县甲局 配合部门：\t县甲局：做甲。\t做。")
    assert rules(found) == {}


def test_surplus_cells_join_the_last_column_with_a_finding() -> None:
    found = read("序号\t事项名称\n1\t甲。\t乙。\t丙。")
    assert cells(found) == {Field.TITLE: "甲。 乙。 丙。"}
    assert rules(found) == {"cells-surplus": 1}


def test_cells_of_unknown_columns_are_unread() -> None:
    found = read("序号\t事项名称\t备注\n1\t甲。\t另见附件\n2\t乙。\t")
    assert [one.text for one in found.findings] == ["另见附件"]


@pytest.mark.parametrize("dash", ["/", "—", "——", "-", "无"])
def test_cell_that_says_nothing_is_empty(dash: str) -> None:
    assert Field.DEPARTMENTS not in cells(read(f"{FIVE}\n1\t甲\t{dash}\t做。\t做。"))


def test_contents_are_furniture() -> None:
    found = read(
        "目 录\n一、基本履职事项清单\t1\n1. 党的建设……2\n2\t配合履职事项清单 3\n\n"
        "基本履职事项清单\n1\t甲。"
    )
    assert [one.number for one in found.duties] == [1]
    assert [place.line for place in found.furniture] == [1, 2, 3, 4, 6]
    assert not found.findings


@pytest.mark.parametrize(
    "line", ["----", "|---|:-:|", "— 3 —", "第 3 页", "第3页 共9页", "3/9", "\t\t<p></p>"]
)
def test_rules_and_page_numbers_are_furniture(line: str) -> None:
    found = read(f"基本履职事项清单\n1\t甲。\n{line}\n2\t乙。")
    assert [one.number for one in found.duties] == [1, 2]
    assert 3 in [place.line for place in found.furniture]
    assert not found.findings


def test_neighbouring_unread_lines_are_one_finding() -> None:
    found = read("基本履职事项清单\n1\t甲。\n不懂的一行。\n又一行。\n2\t乙。\n再一行。")
    assert [(one.rule, one.position.line, one.position.end_line) for one in found.findings] == [
        ("unread-text", 3, 4),
        ("unread-text", 6, 6),
    ]


def test_lines_before_the_first_list_are_the_preface() -> None:
    found = read("某县某镇\n履行职责事项清单\n基本履职事项清单\n1\t甲。")
    assert [(line, place.line) for line, place in found.preface] == [
        ("某县某镇", 1),
        ("履行职责事项清单", 2),
    ]


def test_repeated_number_is_another_duty() -> None:
    found = read("基本履职事项清单\n1\t甲。\n1\t乙。\n配合履职事项清单\n1\t丙")
    assert [(one.kind, one.number, one.occurrence) for one in found.duties] == [
        (BASIC, 1, 1),
        (BASIC, 1, 2),
        (COOPERATIVE, 1, 1),
    ]
