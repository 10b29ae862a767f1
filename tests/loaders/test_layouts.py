"""Duties in other layouts: sheets, merged heads, flat rows, legal bases, nested numbers."""

from collections.abc import Sequence

import pytest

from dutygraph.errors import DocumentError
from dutygraph.loaders import filenames, preface, read_bytes, tables
from dutygraph.loaders.headers import Field, read
from dutygraph.loaders.rows import Layout, Paragraph, Row, cell_text
from dutygraph.loaders.tables import Tables
from dutygraph.model import Citation, Duty, DutyList, Kind, Position

BASIC, COOPERATIVE, RECLAIMED = Kind
PLACE = "重庆市云阳县龙角镇"
FIVE = "序号\t事项名称\t对应上级部门\t上级部门职责\t镇配合职责"
FLAT = "清单类型\t序号\t事项名称\t部门\t部门职责\t镇职责"


def listed(text: str, name: str = "list.txt") -> DutyList:
    """Return the duty list of a document whose lines are rows, their cells parted by tabs."""
    return read_bytes(text.encode(), name)


def rules(duty_list: DutyList | Tables, *but: str) -> list[str]:
    """Return the rules of the findings, each once, without those of every small list."""
    usual = {"list-missing", "place-incomplete", "stop-missing", *but}
    return sorted({one.rule for one in duty_list.findings} - usual)


def said(duty: Duty) -> list[tuple[str, str]]:
    """Return bearers and text of each statement."""
    return [("、".join(one.name for one in s.bearers), s.text) for s in duty.statements]


def row(*texts: str, position: Position, table: bool = True) -> Row:
    cells = (
        tuple(Paragraph(line, Layout.PLAIN, ((0, position),)) for line in text.splitlines())
        for text in texts
    )
    return Row(tuple(cells), position, table)


def sheet(name: str, *lines: str) -> list[Row]:
    """Return what a reader makes of a sheet: its name, then its rows."""
    rows = [row(name, position=Position(sheet=name), table=False)]
    for number, line in enumerate(lines, start=1):
        position = Position(sheet=name, cell=f"A{number}")
        rows.append(row(*line.split("\t"), position=position))
    return rows


# Sheets


def kinds(found: Tables) -> list[tuple[Kind, int]]:
    return [(one.kind, one.number) for one in found.duties]


def test_a_sheet_is_the_list_that_its_name_says() -> None:
    found = tables.read(
        [
            *sheet("龙角镇基本", "序号\t事项名称", "1\t甲。"),
            *sheet("配合类", "序号\t事项名称", "1\t乙"),
            *sheet("上级回收", "序号\t事项名称", "1\t丙"),
        ]
    )
    assert kinds(found) == [(BASIC, 1), (COOPERATIVE, 1), (RECLAIMED, 1)]
    assert found.findings == []
    assert Position(sheet="配合类") in found.furniture


def test_sheets_whose_names_say_nothing_are_told_by_their_columns() -> None:
    found = tables.read(
        [
            *sheet("Sheet1", "序号\t事项名称", "1\t甲。"),
            *sheet("Sheet2", FIVE, "1\t乙\t县公安局\t做。\t做。"),
            *sheet("Sheet3", "序号\t收回事项名称\t承接部门\t工作方式", "1\t丙\t县教委\t办。"),
            *sheet("Sheet4", "序号\t配合事项名称", "2\t丁"),
        ]
    )
    assert kinds(found) == [(BASIC, 1), (COOPERATIVE, 1), (RECLAIMED, 1), (COOPERATIVE, 2)]
    assert found.findings == []


@pytest.mark.parametrize("name", ["填表说明", "封面", "目录", "填报须知"])
def test_a_sheet_beside_the_lists_disturbs_nothing(name: str) -> None:
    aside = sheet(name, PLACE, "本表由各镇填写。\t", "一、填写要求", "1\t不得漏项")
    basic = sheet("基本", "序号\t事项名称", "1\t甲。")
    for rows in ([*aside, *basic], [*basic, *aside]):
        found = tables.read(rows)
        assert kinds(found) == [(BASIC, 1)]
        assert found.findings == []
        assert [text for text, _ in found.preface] == [PLACE]
        assert len(found.furniture) + 2 == len(rows)


def test_place_and_title_may_stand_above_the_header_of_a_named_sheet() -> None:
    found = tables.read(
        sheet(
            "配合",
            f"{PLACE}履行职责事项清单\t\t\t\t",
            f"填报单位（盖章）：{PLACE}人民政府\t\t\t\t填报时间：2025年6月",
            "二、配合履职事项清单",
            FIVE,
            "1\t乙\t县公安局\t做。\t做。",
        )
    )
    assert kinds(found) == [(COOPERATIVE, 1)]
    assert found.findings == []
    head = preface.read(found.preface)
    assert (head.place, head.date) == (("重庆市", "云阳县", "龙角镇"), "2025-06")
    assert head.findings == ()


def test_a_category_does_not_go_on_in_the_next_sheet() -> None:
    found = tables.read(
        [
            *sheet("基本一", "序号\t事项名称", "一、党的建设（1项）\t", "1\t甲。"),
            *sheet("基本二", "序号\t事项名称", "2\t乙。"),
        ]
    )
    assert [duty.category for duty in found.duties] == [0, None]


def test_a_title_that_contradicts_the_columns_is_told() -> None:
    found = tables.read(sheet("基本", FIVE, "1\t乙\t县公安局\t做。\t做。"))
    assert kinds(found) == [(COOPERATIVE, 1)]
    assert rules(found) == ["list-unclear"]


def test_title_and_place_may_stand_in_a_table() -> None:
    found = listed(
        f"{PLACE}\t\t\n履行职责事项清单\t\t\n\t基本履职事项清单\t\n序号\t事项名称\n1\t甲。"
    )
    assert found.place == ("重庆市", "云阳县", "龙角镇")
    assert [(one.kind, one.title) for one in found.duties] == [(BASIC, "甲。")]
    assert rules(found) == []


# Lines that nobody understood


def places(found: Tables) -> list[tuple[str, Position]]:
    return [(one.text, one.position) for one in found.findings if one.rule == "unread-text"]


def test_unread_rows_of_a_sheet_are_one_finding_until_something_else_stands_there() -> None:
    rows = sheet("基本", "序号\t事项名称", "注甲\t", "注乙\t", "1\t甲。", "注丙\t")
    rows += sheet("配合", "注丁\t", FIVE, "1\t乙\t县公安局\t做。\t做。", "注戊\t")
    assert places(tables.read(rows)) == [
        ("注甲 注乙", Position(sheet="基本", cell="A2")),
        ("注丙", Position(sheet="基本", cell="A5")),
        ("注丁", Position(sheet="配合", cell="A1")),
        ("注戊", Position(sheet="配合", cell="A4")),
    ]


def test_unread_rows_of_two_tables_or_pages_are_two_findings() -> None:
    head = [
        row("序号", "事项名称", position=Position(page=1, box="0,0,1,1")),
        row("1", "甲。", position=Position(page=1, box="0,1,1,2")),
    ]
    one, two = Position(page=1, box="0,2,1,3"), Position(page=2, box="0,0,1,1")
    rows = [*head, row("注甲", "", position=one), row("注乙", "", position=two)]
    assert places(tables.read(rows)) == [("注甲", one), ("注乙", two)]
    one, two = Position(table=1, row=3), Position(table=2, row=1)
    rows = [*head, row("注甲", "", position=one), row("注乙", "", position=two)]
    assert places(tables.read(rows)) == [("注甲", one), ("注乙", two)]


def test_cells_of_an_unknown_column_are_one_finding() -> None:
    found = listed("序号\t事项名称\t备注\n1\t甲。\t见附件\n\n序号\t事项名称\t备注\n2\t乙。\t另见")
    (unread,) = (one for one in found.findings if one.rule == "column-unread")
    assert (unread.position.line, unread.text) == (2, "见附件 另见")
    assert dict(unread.values) == {"column": "备注", "count": "2"}


# Headers


@pytest.mark.parametrize(
    ("lines", "fields"),
    [
        (
            "序号\t事项名称\t上级部门\t\t镇职责\n\t\t部门名称\t职责\t",
            "number title departments duties township",
        ),
        (
            "序号\t事项名称\t上级部门及职责\t\t乡镇（街道）\n\t\t部门\t职责\t配合职责",
            "number title departments duties township",
        ),
        (
            "序号\t收回事项\t承接情况\t\n\t\t承接部门\t工作方式",
            "number title receiver method",
        ),
        (
            "序号\t事项名称\t牵头部门\t\t配合部门\t\n\t\t名称\t职责\t名称\t职责",
            "number title lead lead-duties support support-duties",
        ),
        ("序\n号\t事项\n名称\t对应上级部门（单位）", "number title departments"),
        ("序号\t事项名称（项）\t县（市、区）级部门职责", "number title duties"),
        ("序号\t事项名称\t牵头部门职责\t配合部门职责", "number title lead-duties support-duties"),
        ("序号\t事项名称\t法律依据", "number title basis"),
        ("序号\t事项名称\t政策依据", "number title basis"),
        ("序号\t事项名称\t设定依据", "number title basis"),
        ("序号\t事项名称\t法律法规及政策依据", "number title basis"),
        ("序号\t事项名称\t承接部门\t承接方式", "number title receiver method"),
        ("清单类别\t序号\t事项名称\t部门", "kind number title departments"),
    ],
)
def test_headers_of_one_row_or_two(lines: str, fields: str) -> None:
    texts = [line.split("\t") for line in lines.replace("序\n号", "序 号").split("\n")]
    if lines.startswith("序\n号"):
        texts = [["序\n号", "事项\n名称", "对应上级部门（单位）"]]
    rows = [row(*line, position=Position(table=1, row=at)) for at, line in enumerate(texts, 1)]
    header = read(rows, 0)
    assert header is not None
    assert header.height == len(rows)
    assert " ".join(one or "-" for one in header.fields) == fields


def test_both_rows_of_a_header_are_furniture() -> None:
    found = listed(
        "序号\t事项名称\t上级部门\t\t镇职责\n\t\t名称\t职责\t\n1\t甲\t县公安局\t做。\t办。"
    )
    assert [place.line for place in found.furniture] == [1, 2]
    assert said(found.duties[0]) == [("县公安局", "做。")]
    assert rules(found) == []


def test_duties_of_one_row_are_no_second_row_of_a_header() -> None:
    found = listed("序号\t事项名称\t责任部门\n\t甲\t县公安局\n2\t乙\t县教委")
    assert [one.number for one in found.duties] == [1, 2]


@pytest.mark.parametrize("kind", ["类别", "清单类型"])
def test_a_column_says_the_list_of_each_row(kind: str) -> None:
    found = listed(
        f"{kind}\t序号\t事项名称\n基本\t1\t甲。\n\t2\t乙。\n配合履职事项\t1\t丙\n收回类\t1\t丁"
    )
    assert [(one.kind, one.number) for one in found.duties] == [
        (BASIC, 1),
        (BASIC, 2),
        (COOPERATIVE, 1),
        (RECLAIMED, 1),
    ]


def test_a_row_whose_list_is_not_understood_is_told() -> None:
    found = listed("清单类型\t序号\t事项名称\n基本\t1\t甲。\n其他\t2\t乙。")
    assert [one.title for one in found.duties] == ["甲。"]
    assert [one.text for one in found.findings if one.rule == "unread-text"] == ["其他 2 乙。"]


def test_numbers_that_stand_nowhere_are_counted_and_told_once() -> None:
    found = listed("基本履职事项清单\n序号\t事项名称\n\t甲\n\t乙\n\t丙")
    assert [(one.number, one.title) for one in found.duties] == [(1, "甲"), (2, "乙"), (3, "丙")]
    assert rules(found) == ["numbers-counted"]


# One department in each row


def test_flat_rows_that_repeat_number_and_title_are_one_duty() -> None:
    found = listed(
        f"{FLAT}\n基本\t1\t甲\t\t\t\n配合\t1\t乙\t县公安局\t做甲。\t做。\n"
        "配合\t1\t乙\t县教委（牵头）\t做乙。又做。\t做。\n配合\t2\t丙\t县教委\t做丙。\t办。\n"
        "配合\t1\t乙\t行业主管部门\t做丁。\t做。"
    )
    first, second, third = found.duties
    assert (first.kind, second.kind, second.number, third.number) == (BASIC, COOPERATIVE, 1, 2)
    assert said(second) == [
        ("县公安局", "做甲。"),
        ("县教委", "做乙。又做。"),
        ("行业主管部门", "做丁。"),
    ]
    assert [(one.name, one.roles) for one in second.departments] == [
        ("县公安局", ("listed",)),
        ("县教委", ("listed", "lead")),
    ]
    assert [one.text for one in second.township] == ["做。"]
    assert [place.line for place in second.positions] == [3, 4, 6]
    assert said(third) == [("县教委", "做丙。")]
    assert rules(found, "sentences-not-split") == ["rows-by-department"]


def test_flat_rows_with_merged_number_and_title_are_one_duty() -> None:
    found = listed(
        f"{FIVE}\n1\t甲\t县公安局\t1.做甲。2.又做。\t办。\n\t\t县教委\t1.做乙。\t\n"
        "2\t乙\t县教委\t做。\t办。\n\t\t县水利局\t做水。\t\n\t\t县民政局\t做民。\t"
    )
    one, two = found.duties
    assert said(one) == [("县公安局", "做甲。"), ("县公安局", "又做。"), ("县教委", "做乙。")]
    assert said(two) == [("县教委", "做。"), ("县水利局", "做水。"), ("县民政局", "做民。")]
    assert [place.line for place in one.statements[2].positions] == [3]
    assert rules(found) == ["rows-by-department"]


def test_flat_rows_with_a_number_alone_are_one_duty() -> None:
    found = listed(f"{FIVE}\n1\t甲\t县公安局\t做甲。\t办。\n1\t\t县教委\t做乙。\t")
    assert [said(one) for one in found.duties] == [[("县公安局", "做甲。"), ("县教委", "做乙。")]]


def test_flat_row_of_several_departments_is_borne_by_all_of_them() -> None:
    found = listed(f"{FIVE}\n1\t甲\t县公安局\t做甲。\t办。\n1\t甲\t县教委、县水利局\t做乙。\t办。")
    assert said(found.duties[0]) == [("县公安局", "做甲。"), ("县教委、县水利局", "做乙。")]


def test_rows_that_a_page_break_cut_stay_joined() -> None:
    """Two continuations name no body of their own, one goes on with numbers: no flat table."""
    found = listed(
        f"{FIVE}\n1\t甲\t县公安局\t县公安局：做\t办。\n\t\t县教委\t甲。县教委：做乙。\t\n"
        "2\t乙\t县教委\t1.做。\t办\n\t\t\t2.又做。\t理。\n3\t丙\t县教委\t1.做。\t办。\n"
        "\t\t\t2.再做。\t"
    )
    assert [said(one) for one in found.duties] == [
        [("县公安局", "做甲。"), ("县教委", "做乙。")],
        [("县教委", "做。"), ("县教委", "又做。")],
        [("县教委", "做。"), ("县教委", "再做。")],
    ]
    assert rules(found) == ["joined-over-page"]
    assert found.duties[1].township[0].text == "办理。"


def test_names_and_numbers_that_go_on_are_no_row_of_their_own() -> None:
    found = listed(f"{FIVE}\n1\t甲\t县公安局\t1.做甲。\t办。\n\t\t县教委\t2.做乙。\t")
    (duty,) = found.duties
    assert [one.name for one in duty.departments] == ["县公安局", "县教委"]
    assert said(duty) == [("", "做甲。"), ("", "做乙。")]
    assert "joined-over-page" in rules(found)


def test_one_row_like_a_flat_one_among_headings_is_no_flat_table() -> None:
    found = listed(
        f"{FIVE}\n1\t甲\t县公安局、县教委\t县公安局：做甲。县教委：做乙。\t办。\n"
        "2\t乙\t县公安局\t做丙。\t办。\n\t\t县教委\t做丁。\t"
    )
    assert said(found.duties[1]) == [("", "做丙。"), ("", "做丁。")]
    assert "joined-over-page" in rules(found)


def merged(*lines: str) -> Duty:
    """Return the one duty of a web page whose number and title go over several rows."""
    rows = ["序号\t事项名称\t对应部门\t部门职责\t镇职责", *lines]
    cells = ("".join(f"<td>{cell}</td>" for cell in line.split("\t")) for line in rows)
    table = "".join(f"<tr>{line}</tr>" for line in cells)
    page = f"<html><body><table>{table}</table></body></html>"
    (duty,) = listed(page, "list.html").duties
    return duty


def test_merged_rows_of_one_department_each_need_no_full_stops() -> None:
    duty = merged("1\t甲\t县公安局\t维护秩序\t巡查", "\t\t县教委\t建立台账\t劝返")
    assert said(duty) == [("县公安局", "维护秩序"), ("县教委", "建立台账")]
    assert [one.text for one in duty.township] == ["巡查", "劝返"]


def test_merged_rows_may_have_headings_too() -> None:
    duty = merged("1\t甲\t县公安局\t县公安局：维护秩序\t", "\t\t县教委\t建立台账\t")
    assert said(duty) == [("县公安局", "维护秩序"), ("县教委", "建立台账")]


def test_rows_that_no_page_cuts_are_never_one_statement() -> None:
    duty = merged("1\t甲\t县公安局\t维护秩序\t巡查", "\t\t\t建立台账\t劝返")
    assert said(duty) == [("县公安局", "维护秩序"), ("县公安局", "建立台账")]
    assert [one.text for one in duty.township] == ["巡查", "劝返"]


@pytest.mark.parametrize("column", ["县公安局、县教委、县城管局", "公安局、教委、城管局"])
def test_heading_begins_a_statement_after_a_row_without_a_full_stop(column: str) -> None:
    one, two, three = column.split("、")
    (duty,) = listed(
        f"{FIVE}\n1\t甲\t{column}\t{one}：维护秩序\t办。\n\t\t\t{two}：建立台账\t\n"
        f"\t\t\t{three}负责：清理摊点\t"
    ).duties
    names = [body.name for body in duty.departments]
    assert said(duty) == list(zip(names, ["维护秩序", "建立台账", "清理摊点"], strict=True))


@pytest.mark.parametrize(
    "cut", ["县公安局、|县教委：", "县公安|局、县教委：", "云阳|县公安局、县教委："]
)
def test_heading_that_a_page_break_cut_stays_whole(cut: str) -> None:
    begun, rest = cut.split("|")
    (duty,) = listed(
        f"{PLACE}履行职责事项清单\n配合履职事项清单\n{FIVE}\n"
        f"1\t甲\t县公安局、县教委、县水利局\t县水利局：供水。{begun}\t办。\n\t\t\t{rest}巡查。\t"
    ).duties
    assert said(duty) == [("县水利局", "供水。"), ("县公安局、县教委", "巡查。")]


def test_rows_of_a_sheet_never_share_a_statement() -> None:
    (duty,) = tables.read(
        sheet("配合", FIVE, "1\t甲\t县公安局\t维护秩序\t巡查", "\t\t\t建立台账。\t劝返。")
    ).duties
    assert [one.text for one in duty.cells[Field.DUTIES]] == ["维护秩序", "建立台账。"]
    assert [one.text for one in duty.cells[Field.TOWNSHIP]] == ["巡查", "劝返。"]


def test_rows_of_a_web_page_made_from_pages_are_joined() -> None:
    duty = merged("1\t甲\t县公安局\t查处违\t办。", "\t\t\t法行为。\t")
    assert said(duty) == [("县公安局", "查处违法行为。")]


def test_rows_that_a_page_break_may_have_cut_are_joined_without_full_stops() -> None:
    found = listed(f"{FIVE}\n1\t甲\t县公安局\t维护\t办\n\t\t\t秩序。\t理。")
    assert said(found.duties[0]) == [("县公安局", "维护秩序。")]
    assert found.duties[0].township[0].text == "办理。"


def test_a_row_that_stands_twice_stays_two_duties() -> None:
    line = "1\t甲\t县公安局\t做甲。\t办。\n"
    found = listed(f"{FIVE}\n{line}{line}")
    assert [one.key for one in found.duties] == ["1", "1-2"]
    assert rules(found) == ["number-repeated"]


def test_reclaimed_rows_of_a_flat_table_have_receivers() -> None:
    found = listed(
        f"{FLAT}\n收回\t1\t甲\t县民政局\t直接办理。\t\n收回\t2\t乙\t县教委\t直接办理。\t\n"
        "收回\t2\t乙\t县水利局\t另行办理。\t"
    )
    receivers = [[one.name for one in duty.receivers] for duty in found.duties]
    assert receivers == [["县民政局"], ["县教委", "县水利局"]]
    methods = [[one.text for one in duty.methods] for duty in found.duties]
    assert methods == [["直接办理。"], ["直接办理。", "另行办理。"]]
    assert rules(found) == ["methods-by-receiver", "receivers-by-column", "rows-by-department"]


# Roles


@pytest.mark.parametrize(
    "lines",
    [
        f"{FIVE}\n1\t甲\t县公安局（牵头）、县教委（配合）\t县公安局：做甲。县教委：做乙。\t办。",
        f"{FIVE}\n1\t甲\t牵头部门：县公安局 配合部门：县教委\t县公安局：做甲。县教委：做乙。\t办。",
        f"{FIVE}\n1\t甲\t县公安局、县教委\t县公安局（牵头）：做甲。县教委（配合）：做乙。\t办。",
        (
            f"{FIVE}\n1\t甲\t县公安局、县教委\t<p>【县公安局（牵头）】</p><p>做甲。</p>"
            "<p>【县教委（配合）】</p><p>做乙。</p>\t办。"
        ),
        (
            "序号\t事项名称\t牵头部门\t配合部门\t上级部门职责\n"
            "1\t甲\t县公安局\t县教委\t县公安局：做甲。县教委：做乙。"
        ),
        (
            "序号\t事项名称\t牵头部门\t牵头部门职责\t配合部门\t配合部门职责\n"
            "1\t甲\t县公安局\t做甲。\t县教委\t做乙。"
        ),
        (
            "序号\t事项名称\t对应部门\t牵头部门职责\t配合部门职责\n"
            "1\t甲\t县公安局（牵头）、县教委（配合）\t做甲。\t做乙。"
        ),
        (
            "序号\t事项名称\t对应部门\t牵头部门职责\t配合部门职责\n"
            "1\t甲\t县公安局、县教委\t县公安局：做甲。\t县教委：做乙。"
        ),
        f"{FIVE}\n1\t甲\t县公安局（牵头）\t做甲。\t办。\n1\t甲\t县教委（配合）\t做乙。\t办。",
    ],
)
def test_roles_are_read_wherever_they_stand(lines: str) -> None:
    (duty,) = listed(lines).duties
    assert [(one.name, set(one.roles) - {"listed"}) for one in duty.departments] == [
        ("县公安局", {"lead"}),
        ("县教委", {"support"}),
    ]
    assert said(duty) == [("县公安局", "做甲。"), ("县教委", "做乙。")]


def test_statement_of_an_unknown_role_has_no_guessed_bearer() -> None:
    found = listed(
        "序号\t事项名称\t牵头部门\t牵头部门职责\t配合部门职责\n1\t甲\t县公安局\t做甲。\t做乙。"
    )
    assert said(found.duties[0]) == [("县公安局", "做甲。"), ("", "做乙。")]
    assert rules(found) == ["statement-without-bearer"]


# Legal bases


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (
            "《中华人民共和国消防法》第三条、第五条",
            [Citation("消防法", "第三条、第五条", basis=True)],
        ),
        (
            "1.《水法》第一条；2.《关于节水的意见》。",
            [Citation("水法", "第一条", basis=True), Citation("关于节水的意见", "", basis=True)],
        ),
        (
            "根据《水法》和《渔业法》的规定",
            [Citation("水法", "", basis=True), Citation("渔业法", "", basis=True)],
        ),
        ("渝府发〔2021〕5号", [Citation("渝府发〔2021〕5号", "", basis=True)]),
        (
            "《水法》第一条：为了甲，乙。",
            [Citation("水法", "第一条", basis=True, text="《水法》第一条：为了甲，乙。")],
        ),
        (
            "《关于节水的意见》（国发〔2020〕1号）",
            [
                Citation(
                    "关于节水的意见",
                    "",
                    basis=True,
                    text="《关于节水的意见》（国发〔2020〕1号）",
                )
            ],
        ),
        ("/", []),
    ],
)
def test_column_of_legal_bases(cell: str, expected: Sequence[Citation]) -> None:
    found = listed(f"序号\t事项名称\t依据\n1\t依照《档案法》保管档案。\t{cell}")
    assert list(found.duties[0].cites) == [Citation("档案法", ""), *expected]
    assert rules(found) == []


# Nested numbers


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1.甲：（1）子。（2）丑。2.乙。", ["甲：（1）子。（2）丑。", "乙。"]),
        (
            "<p>1.甲：</p><p>（1）子。</p><p>①寅。</p><p>（2）丑。</p><p>2.乙。</p>",
            ["甲：（1）子。①寅。（2）丑。", "乙。"],
        ),
        (
            "<p>（一）总。</p><p>1.甲。</p><p>2.乙。</p><p>（二）又。</p>",
            ["总。1.甲。2.乙。", "又。"],
        ),
        ("<p>一、总。</p><p>（一）甲。</p><p>二、又。</p>", ["总。（一）甲。", "又。"]),
        ("<p>1.甲。</p><p>1.1子。</p><p>2.乙。</p>", ["甲。1.1子。", "乙。"]),
        ("<p>1.甲。</p><p>1)子；</p><p>2)丑。</p><p>2.乙。</p>", ["甲。1)子；2)丑。", "乙。"]),
        ("<p>1.甲。</p><p>没有编号。</p><p>2.乙。</p>", ["甲。", "没有编号。", "乙。"]),
        ("<p>（1）甲。</p><p>（2）乙。</p>", ["甲。", "乙。"]),
    ],
)
def test_items_stay_within_their_statement(cell: str, expected: list[str]) -> None:
    found = listed(f"{FIVE}\n1\t甲\t县公安局\t{cell}\t办。")
    assert [one.text for one in found.duties[0].statements] == expected


def test_each_heading_may_have_its_own_sort_of_numbers() -> None:
    cell = "<p>县公安局：</p><p>（1）甲。（2）乙。</p><p>县教委：</p><p>1.丙。2.丁。</p>"
    found = listed(f"{FIVE}\n1\t甲\t县公安局、县教委\t{cell}\t办。")
    assert said(found.duties[0]) == [
        ("县公安局", "甲。"),
        ("县公安局", "乙。"),
        ("县教委", "丙。"),
        ("县教委", "丁。"),
    ]


@pytest.mark.parametrize(
    "heading", ["【县公安局】", "【县公安局】：", "县公安局", "（一）县公安局"]
)
def test_a_paragraph_of_names_is_a_heading(heading: str) -> None:
    cell = f"<p>{heading}</p><p>做甲。</p><p>县教委：做乙。</p>"
    found = listed(f"{FIVE}\n1\t甲\t县公安局、县教委\t{cell}\t办。")
    assert said(found.duties[0]) == [("县公安局", "做甲。"), ("县教委", "做乙。")]


# What the file's name says

NAMELESS = "基本履职事项清单\n序号\t事项名称\n1\t甲。"
WHOLE = ("重庆市", "云阳县", "龙角镇")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        (f"{PLACE}履行职责事项清单.xlsx", WHOLE),
        (f"{PLACE}.docx", WHOLE),
        (f"附件1：{PLACE}履行职责事项清单（2025年版）.docx", WHOLE),
        (f"03_{PLACE}清单-终稿.txt", WHOLE),
        ("重庆市-云阳县-龙角镇_基本清单.txt", WHOLE),
        (f"{PLACE}人民政府履职清单.pdf", WHOLE),
        (f"{PLACE}配合事项.xlsx", WHOLE),
        ("龙角镇清单.docx", ("龙角镇",)),
        ("云阳县龙角镇.docx", ("云阳县", "龙角镇")),
        ("清单.txt", ()),
        ("list.txt", ()),
    ],
)
def test_place_of_a_file_whose_text_says_none(name: str, place: tuple[str, ...]) -> None:
    found = listed(NAMELESS, name)
    assert found.place == place
    assert ("place-from-name" in rules(found)) == bool(place)


def head_of(text: str, titles: Sequence[str], name: str) -> tuple[tuple[str, ...], str, list[str]]:
    """Return place, edition and where they were found."""
    said_inside = preface.read([(text, Position(line=1, end_line=1))])
    head, told = filenames.completed(said_inside, titles, name, Position())
    where = [value for one in told for field, value in one.values if field == "what"]
    return head.place, head.date, where


def test_titles_of_the_file_come_before_its_name() -> None:
    properties, name = filenames.WHERE
    other = "重庆市云阳县凤鸣镇清单2024年.docx"
    assert head_of("", [f"{PLACE}清单（2025年版）"], other) == (WHOLE, "2025", [properties] * 2)
    assert head_of("", ["文档1", "龙角镇清单"], f"{PLACE}.docx") == (WHOLE, "", [name])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("重庆市云阳县凤鸣镇履行职责事项清单", ("重庆市", "云阳县", "凤鸣镇")),
        ("凤鸣镇履行职责事项清单", ("凤鸣镇",)),
        ("龙角镇履行职责事项清单", WHOLE),
    ],
)
def test_the_name_never_contradicts_the_text(text: str, place: tuple[str, ...]) -> None:
    assert head_of(text, [], f"{PLACE}.docx")[0] == place


def test_the_day_on_which_a_file_was_saved_is_no_edition() -> None:
    assert head_of("", [], "清单2025-06-30.txt")[1] == ""
    assert head_of("", [], "清单（2025版）.txt")[1] == "2025"
    assert head_of("", [], "清单2025年6月.txt")[1] == "2025-06"
    assert head_of("2024年", [], "清单2025年.txt")[1] == "2024"


def test_place_and_edition_of_the_user_leave_the_name_alone() -> None:
    data, name = NAMELESS.encode(), f"{PLACE}2025年.txt"
    given = ("重庆市", "云阳县", "凤鸣镇")
    found = read_bytes(data, name, place=given, edition="甲")
    assert (found.place, found.edition) == (given, "甲")
    assert rules(found) == []


def test_the_name_says_which_list_it_is_where_nothing_else_does() -> None:
    bare = "序号\t事项名称\n1\t甲。"
    found = listed(bare, "上级部门收回事项清单.txt")
    assert [one.kind for one in found.duties] == [RECLAIMED]
    assert rules(found) == ["list-from-name", "receiver-missing"]
    assert [one.kind for one in listed(bare, "基本、配合、收回清单.txt").duties] == [BASIC]
    named = listed(f"基本履职事项清单\n{bare}", "收回清单.txt")
    assert [one.kind for one in named.duties] == [BASIC]


def test_two_places_in_one_document_are_told() -> None:
    lines = [PLACE, "填报单位：重庆市云阳县凤鸣镇", "龙角镇履行职责事项清单"]
    head = preface.read(
        [(line, Position(line=at, end_line=at)) for at, line in enumerate(lines, 1)]
    )
    assert head.place == WHOLE
    assert [(one.rule, one.position.line) for one in head.findings] == [("place-differs", 2)]


# Lists of another kind


@pytest.mark.parametrize(
    "lines",
    [
        "序号\t职权名称\t职权类型\t实施依据\t责任事项\t追责情形\n1\t甲\t行政许可\t《水法》\t做\t追",
        "云阳县水利局权责清单\n序号\t事项名称\t实施主体\t实施依据\n1\t甲\t县水利局\t《水法》",
        "行政审批事项目录\n序号\t事项名称\t受理条件\t办理时限\n1\t甲\t有\t三日",
        "权力类型\t权力名称\t行使层级\n行政许可\t甲\t县级",
    ],
)
def test_a_list_of_powers_is_refused_as_such(lines: str) -> None:
    with pytest.raises(DocumentError, match=r"powers, permits or services"):
        listed(lines)


def test_a_list_of_powers_beside_a_duty_list_is_told() -> None:
    found = listed(f"{NAMELESS}\n\n序号\t职权名称\t职权类型\t追责情形\n1\t乙\t行政许可\t追")
    assert [one.title for one in found.duties] == ["甲。"]
    assert rules(found) == ["other-list", "unread-text"]


def test_a_table_of_unknown_columns_is_not_read_by_its_places() -> None:
    found = listed(f"{NAMELESS}\n配合履职事项清单\n序号\t子\t丑\t寅\n1\t乙\t丙\t丁\n2\t戊\t己\t庚")
    assert [one.title for one in found.duties] == ["甲。"]
    assert rules(found) == ["header-unknown", "unread-text"]
    unread = [one.position for one in found.findings if one.rule == "unread-text"]
    assert unread == [Position(line=6, end_line=7)]


def test_a_list_after_a_table_of_unknown_columns_is_read() -> None:
    found = listed(f"配合履职事项清单\n序号\t子\t丑\t寅\n1\t乙\t丙\t丁\n{NAMELESS}")
    assert [(one.kind, one.title) for one in found.duties] == [(BASIC, "甲。")]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("云阳县水利局权责清单", "list.txt"),
        ("云阳县龙角镇行政许可事项目录（2024年版）", "list.txt"),
        ("龙角镇属地管理责任清单", "list.txt"),
        ("龙角镇", "政务服务事项清单.txt"),
    ],
)
def test_a_list_of_powers_with_columns_of_duties_is_refused_by_its_title(
    title: str, name: str
) -> None:
    with pytest.raises(DocumentError, match=r"powers, permits or services"):
        listed(f"{title}\n序号\t事项名称\t责任部门\n1\t甲。\t县水利局", name)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("履行职责事项清单", "权责清单.txt"),
        ("权责清单\n配合履职事项清单", "list.txt"),
        ("本清单与权责清单相衔接。", "list.txt"),
        ("龙角镇履职责任清单", "list.txt"),
    ],
)
def test_a_duty_list_that_speaks_of_powers_is_read(title: str, name: str) -> None:
    found = listed(f"{title}\n序号\t事项名称\t责任部门\n1\t甲。\t县水利局", name)
    assert [(one.kind, one.title) for one in found.duties] == [(COOPERATIVE, "甲。")]


# Places in the titles of lists

TITLED = f"{PLACE}基本履职事项清单\t\n序号\t事项名称\n1\t甲。"


@pytest.mark.parametrize("end", ["\t", ""])
def test_the_title_of_a_list_says_the_place_of_the_document(end: str) -> None:
    found = listed(TITLED.replace("清单\t", f"清单{end}"))
    assert found.place == WHOLE
    assert [one.rule for one in found.findings if one.rule.startswith("place")] == []
    assert [place.line for place in found.furniture] == [1, 2]


def test_a_place_of_the_user_that_the_title_of_a_list_contradicts_is_told() -> None:
    found = read_bytes(TITLED.encode(), "list.txt", place=("重庆市", "云阳县", "凤鸣镇"))
    assert rules(found) == ["place-differs"]


@pytest.mark.parametrize("title", ["履行职责事项清单", "基本履职事项清单"])
def test_sheets_of_two_townships_are_no_silent_list(title: str) -> None:
    lines = ("序号\t事项名称", "1\t甲。")
    found = tables.read(
        [
            *sheet("龙角镇", f"{PLACE}{title}\t", *lines),
            *sheet("凤鸣镇", f"重庆市云阳县凤鸣镇{title}\t", *lines),
        ]
    )
    assert kinds(found) == [(BASIC, 1), (BASIC, 1)]
    head = preface.read(found.preface, found.titles)
    assert head.place == WHOLE
    told = [(one.rule, one.position) for one in head.findings]
    assert told == [("place-differs", Position(sheet="凤鸣镇", cell="A1"))]


def test_a_title_within_the_table_is_no_part_of_the_duty_above() -> None:
    found = listed(f"{TITLED}\n重庆市云阳县凤鸣镇履行职责事项清单\t\n2\t乙。")
    assert [one.title for one in found.duties] == ["甲。", "乙。"]
    assert rules(found) == ["place-differs"]


# Categories without ordinals


def grouped(found: DutyList) -> list[tuple[str, int | None, int]]:
    return [(one.name, one.declared, one.found) for one in found.categories]


def test_a_row_with_a_count_is_a_category() -> None:
    found = listed(
        "基本履职事项清单\n序号\t事项名称\n党的建设（1项）\t\n1\t甲。\n"
        "经济发展（2项）\t\n2\t乙。\n经济发展（2项）（续）\t\n3\t丙。\n合计（3项）\t"
    )
    assert grouped(found) == [("党的建设", 1, 1), ("经济发展", 2, 2)]
    assert [one.text for one in found.findings if one.rule == "unread-text"] == ["合计（3项）"]


def test_short_rows_alone_are_categories_where_all_are_of_this_form() -> None:
    found = listed(
        "基本履职事项清单\n序号\t事项名称\n党的建设\t\n1\t甲。\n2\t乙。\n"
        "党的建设\t\n3\t丙。\n共同富裕\t\n4\t丁。"
    )
    assert grouped(found) == [("党的建设", None, 3), ("共同富裕", None, 1)]
    assert rules(found) == []


@pytest.mark.parametrize(
    "lines",
    [
        "经济发展\t\n1\t甲。\n2\t乙。",
        "经济发展\t\n1\t甲。\n经济发展\t\n2\t乙。",
        "一、党的建设\t\n1\t甲。\n经济发展\t\n2\t乙。\n平安法治\t\n3\t丙。",
        "1\t甲。\n续表\t\n2\t乙。\n备注\t\n3\t丙。",
        "今天天气很好。\t\n1\t甲。\n明天天气很好。\t\n2\t乙。",
        "注册登记若干事项以及其他有关工作\t\n1\t甲。\n经济发展\t\n2\t乙。",
    ],
)
def test_other_rows_alone_stay_findings(lines: str) -> None:
    found = listed(f"基本履职事项清单\n序号\t事项名称\n{lines}")
    assert "经济发展" not in [one.name for one in found.categories]
    assert rules(found) == ["unread-text"]


def test_a_column_of_categories_may_declare_their_counts() -> None:
    found = listed(
        "类别\t序号\t事项名称\n平安法治（2项）\t1\t甲。\n平安法治（2项）\t2\t乙。\n"
        "党的建设（1项）\t3\t丙。\n\t4\t丁。"
    )
    assert grouped(found) == [("平安法治", 2, 2), ("党的建设", 1, 2)]
    assert rules(found) == ["count-mismatch"]


# Numbers of rows


@pytest.mark.parametrize(
    "numbers", ["1 2 3", "1. 2、 3．", "（1） (2) （3）", "① ② ③", "第1项 第2项 第3项"]
)
def test_numbers_of_rows_are_written_in_many_ways(numbers: str) -> None:
    one, two, three = numbers.split()
    found = listed(f"基本履职事项清单\n序号\t事项名称\n{one}\t甲。\n{two}\t乙。\n{three}\t丙。")
    assert [(one.number, one.title) for one in found.duties] == [
        (1, "甲。"),
        (2, "乙。"),
        (3, "丙。"),
    ]
    assert rules(found) == []


# Positions


def test_rows_of_a_sheet_keep_their_cells() -> None:
    (duty,) = tables.read(sheet("基本", "序号\t事项名称", "1\t甲。")).duties
    assert duty.positions == [Position(sheet="基本", cell="A2")]
    assert cell_text(duty.cells[Field.TITLE]) == "甲。"
