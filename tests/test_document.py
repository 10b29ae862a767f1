"""The document's own tables: what is written is read back, statement by statement."""

from dataclasses import replace

import forms
import pytest
from duties import differences
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dutygraph import document
from dutygraph.loaders import read_bytes, statements
from dutygraph.loaders.rows import Layout, Paragraph
from dutygraph.model import (
    Bearer,
    Category,
    Citation,
    Discontinued,
    Duty,
    DutyList,
    Kind,
    Method,
    Participation,
    Placeholder,
    Position,
    Source,
    Statement,
    Transfer,
)

PLACE = ("重庆市", "临江县", "晴溪镇")


def duty_list(*duties: Duty, categories: tuple[Category, ...] = ()) -> DutyList:
    return DutyList(
        title="履行职责事项清单",
        place=PLACE,
        edition="1",
        source=Source("list.txt", "0" * 64, "text"),
        categories=categories,
        duties=duties,
        bodies=(),
        names=(),
        findings=(),
        furniture=(),
        packs="",
    )


def body(name: str, *roles: str, written: tuple[str, ...] = ()) -> Participation:
    return Participation(name, written or (name,), roles or ("listed",), 1, ())


def said(order: int, text: str, *names: str) -> Statement:
    return Statement(order, text, (), tuple(map(Bearer, names)))


def cells(one: Duty) -> tuple[document.Cell, ...]:
    [table] = document.tables(duty_list(one))
    return table.rows[0].cells


# What it looks like


@pytest.mark.parametrize(
    ("place", "word"),
    [
        (("重庆市", "临江县", "晴溪镇"), "镇配合职责"),
        (("重庆市", "临江县", "晴溪乡"), "乡配合职责"),
        (("重庆市", "临江县", "晴溪土家族乡"), "乡配合职责"),
        (("重庆市", "临江区", "晴溪街道"), "街道配合职责"),
        (("内蒙古自治区", "某盟", "某旗", "某苏木"), "苏木配合职责"),
        ((), "镇配合职责"),
    ],
)
def test_the_header_has_the_word_of_the_place(place: tuple[str, ...], word: str) -> None:
    assert document.header(Kind.COOPERATIVE, place) == (
        "序号",
        "事项名称",
        "对应上级部门",
        "上级部门职责",
        word,
    )


def test_headings_stand_where_the_bearers_change() -> None:
    written = ("县教育委员会",)
    one = Duty(
        Kind.COOPERATIVE,
        7,
        "校园安全",
        None,
        (),
        departments=(body("县教委", "listed", "lead", written=written), body("县公安局")),
        placeholders=(Placeholder("其他相关单位", ()),),
        statements=(
            said(1, "甲。", "县教委"),
            said(2, "24小时值守。", "县教委"),
            said(3, "乙。", "县教委", "县公安局"),
        ),
        township=(said(1, "丙。"),),
    )
    assert cells(one) == (
        ("7",),
        ("校园安全",),
        ("县教育委员会（牵头）、县公安局、其他相关单位",),
        ("县教育委员会：", "1.甲。", "2. 24小时值守。", "县教育委员会、县公安局：", "1.乙。"),
        ("1.丙。",),
    )


def test_statements_of_the_only_department_have_no_heading() -> None:
    one = Duty(
        Kind.COOPERATIVE,
        1,
        "甲",
        None,
        (),
        departments=(body("县公安局"),),
        statements=(said(1, "乙。", "县公安局"),),
    )
    assert cells(one)[3] == ("1.乙。",)


def test_reclaimed_duties() -> None:
    bare = Duty(Kind.RECLAIMED, 1, "甲", None, ())
    methods = (Method(1, "乙。", ()), Method(2, "丙。", ()))
    receivers = (body("县公安局", "receiver"), body("县水利局", "receiver"))
    assert cells(replace(bare, transfer=Transfer(receivers, methods)))[2] == (
        "承接部门：县公安局、县水利局",
        "工作方式：",
        "1.乙。",
        "2.丙。",
    )
    reason = "依据已废止，不再开展此项工作"
    assert cells(replace(bare, discontinued=Discontinued(reason)))[2] == (reason,)
    assert cells(bare)[2] == ()


def test_legal_bases_have_a_column_where_a_duty_has_one() -> None:
    cited = (
        Citation("消防法", "第三条、第五条", basis=True),
        Citation("渝府发〔2021〕5号", "", basis=True),
        Citation("档案法", "", basis=False),
    )
    bare = Duty(Kind.RECLAIMED, 1, "甲", None, (), discontinued=Discontinued("不再开展此项工作"))
    whole = duty_list(replace(bare, cites=cited), replace(bare, number=2))
    [table] = document.tables(whole)
    assert table.header[-1] == "依据"
    assert [row.cells[-1] for row in table.rows] == [
        ("1.《消防法》第三条、第五条", "2.《渝府发〔2021〕5号》"),
        (),
    ]
    [first, second] = read_bytes(forms.write(whole, "html"), "list.html").duties
    assert first.cites == cited[:2]
    assert second.cites == ()


def test_categories_stand_before_their_duties_also_empty_ones() -> None:
    titles = [
        Category(Kind.BASIC, order, name, declared, 0, ())
        for order, (name, declared) in enumerate([("甲", 0), ("乙", 1), ("丙", None)], start=1)
    ]
    one = Duty(Kind.BASIC, 1, "丁。", "乙", (), category_order=2)
    [table] = document.tables(duty_list(one, categories=tuple(titles)))
    assert [row.cells for row in table.rows] == [
        (("一、甲（0项）",),),
        (("二、乙（1项）",),),
        (("1",), ("丁。",)),
        (("三、丙",),),
    ]
    assert [row.is_category for row in table.rows] == [True, True, False, True]


@pytest.mark.parametrize(
    ("number", "word"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")]
)
def test_ordinals(number: int, word: str) -> None:
    assert document.ordinal(number) == word


def test_place_and_date_stand_above() -> None:
    one = duty_list()
    assert document.head(one) == ("重庆市临江县晴溪镇", "履行职责事项清单")
    assert document.head(replace(one, edition="2025-06"))[2] == "2025年6月"
    assert document.head(replace(one, edition="2025-06-30"))[2] == "2025年6月30日"
    # Run together, 甲乙县 would be one level.
    assert document.head(replace(one, place=("甲", "乙县", "丙镇")))[0] == "甲/乙县/丙镇"


# Read back

BODIES = ("县公安局", "县教委", "县应急管理局", "县委宣传部", "县妇联", "临江海事处", "县水利局")
GROUPS = ("行业主管部门", "其他相关单位", "有关部门")
TEXTS = st.text("甲乙丙丁县全，；、（）()“”《》<>&|*#=+-@_.:：A1289 ", min_size=1, max_size=30)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Draw a text that a reader makes one statement of."""
    text = "做好" + statements.clean(draw(TEXTS)) + "。"
    cell = (Paragraph(text, Layout.PARAGRAPH, ((0, Position()),)),)
    assume([part.text for part in statements.split(cell)] == [text])
    return draw(st.sampled_from(["", "24", "1.5", "12345", "2"])) + text


@st.composite
def cooperative(draw: st.DrawFn, number: int) -> Duty:
    names = draw(st.lists(st.sampled_from(BODIES), max_size=3, unique=True))
    groups = draw(st.lists(st.sampled_from(GROUPS), max_size=1))
    roles = st.sampled_from([("listed",), ("listed", "lead"), ("listed", "support")])
    departments = tuple(
        Participation(name, (name,), draw(roles), order, ())
        for order, name in enumerate(names, start=1)
    )
    parties = [Bearer(name) for name in names] + [Bearer(name, placeholder=True) for name in groups]
    told = draw(st.lists(texts(), max_size=4)) if parties else []
    bearers = st.lists(st.sampled_from(parties), min_size=1, max_size=2, unique=True)
    # Without a heading, a reader knows no bearer where there are several to choose from.
    unnamed = draw(st.integers(0, len(told))) if len(parties) > 1 else 0
    return Duty(
        Kind.COOPERATIVE,
        number,
        draw(texts()),
        None,
        (),
        departments=departments,
        placeholders=tuple(Placeholder(name, ()) for name in groups),
        statements=tuple(
            Statement(order, text, (), () if order <= unnamed else tuple(draw(bearers)))
            for order, text in enumerate(told, start=1)
        ),
        township=tuple(
            Statement(order, text, ())
            for order, text in enumerate(draw(st.lists(texts(), max_size=3)), start=1)
        ),
    )


@st.composite
def reclaimed(draw: st.DrawFn, number: int) -> Duty:
    bare = Duty(Kind.RECLAIMED, number, draw(texts()), None, ())
    if draw(st.booleans()):
        reasons = st.sampled_from([None, "依据已废止，不再开展此项工作", "该项工作已取消。"])
        return replace(bare, discontinued=Discontinued(draw(reasons)))
    names = draw(st.lists(st.sampled_from(BODIES), min_size=1, max_size=2, unique=True))
    methods = draw(st.lists(texts(), max_size=3))
    return replace(
        bare,
        transfer=Transfer(
            tuple(
                Participation(name, (name,), ("receiver",), order, ())
                for order, name in enumerate(names, start=1)
            ),
            tuple(Method(order, text, ()) for order, text in enumerate(methods, start=1)),
        ),
    )


@st.composite
def lists(draw: st.DrawFn) -> DutyList:
    basic = (
        Duty(Kind.BASIC, number, draw(texts()), None, ())
        for number in range(1, draw(st.integers(1, 3)))
    )
    together = (draw(cooperative(number)) for number in range(1, draw(st.integers(2, 4))))
    taken = (draw(reclaimed(number)) for number in range(1, draw(st.integers(1, 3))))
    return duty_list(*basic, *together, *taken)


def stripped(one: DutyList) -> DutyList:
    """Return a list without what follows from its texts alone."""

    def bare(statement: Statement) -> Statement:
        return replace(statement, marks=(), mentions=())

    duties = (
        replace(
            duty,
            cites=(),
            statements=tuple(map(bare, duty.statements)),
            township=tuple(map(bare, duty.township)),
            transfer=duty.transfer
            and replace(
                duty.transfer,
                methods=tuple(replace(one, mentions=()) for one in duty.methods),
            ),
        )
        for duty in one.duties
    )
    return replace(one, duties=tuple(duties))


@settings(max_examples=60)
@given(lists(), st.sampled_from(["text", "markdown", "html", "docx", "xlsx", "json"]))
def test_what_is_written_is_read_back(written: DutyList, form: str) -> None:
    found = read_bytes(forms.write(written, form), forms.file_name(form))
    assert "\n".join(differences(written, stripped(found))) == ""
