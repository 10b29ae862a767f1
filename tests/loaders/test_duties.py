"""Rows become duties: who is listed and with which role, whose each statement is, what is odd."""

from collections import Counter

import pytest

from dutygraph.loaders import read_bytes
from dutygraph.model import Duty, DutyList

HEAD = "河北省邯郸市涉县河南店镇\n履行职责事项清单\n"
COOPERATIVE = HEAD + "配合履职事项清单\n"
RECLAIMED = HEAD + "上级部门收回事项清单\n序号\t事项名称\t承接部门及工作方式\n"
FIVE = "序号\t事项名称\t对应上级部门\t上级部门职责\t镇配合职责\n"
LEAD = "序号\t事项名称\t牵头部门\t配合部门\t上级部门职责\n"


def read(document: str) -> DutyList:
    return read_bytes(document.encode(), "list.txt")


def rules(found: DutyList) -> Counter[str]:
    ignored = ("list-missing", "stop-missing")
    return Counter(one.rule for one in found.findings if one.rule not in ignored)


def roles(duty: Duty) -> dict[str, tuple[str, ...]]:
    return {one.name: one.roles for one in duty.departments}


def bearers(duty: Duty) -> list[tuple[str, str]]:
    return [("、".join(who.name for who in one.bearers), one.text) for one in duty.statements]


def cooperative(departments: str, duties: str) -> DutyList:
    return read(f"{COOPERATIVE}{FIVE}1\t禁毒\t{departments}\t{duties}\t宣传。")


def reclaimed(receiving: str) -> DutyList:
    return read(f"{RECLAIMED}1\t养犬登记\t{receiving}")


# Roles


def test_columns_give_roles() -> None:
    found = read(f"{COOPERATIVE}{LEAD}1\t禁毒\t县公安局\t县民政局、县公安局\t县公安局：查。")
    assert roles(found.duties[0]) == {
        "县公安局": ("listed", "lead", "support"),
        "县民政局": ("listed", "support"),
    }
    assert [one.order for one in found.duties[0].departments] == [1, 2]
    assert rules(found) == {"listed-without-statement": 1}


def test_column_of_the_responsible_gives_no_role() -> None:
    header = "序号\t事项名称\t责任单位\t配合单位\t上级部门职责\n"
    found = read(f"{COOPERATIVE}{header}1\t禁毒\t县公安局\t县民政局\t县公安局：查。")
    assert roles(found.duties[0]) == {"县公安局": ("listed",), "县民政局": ("listed", "support")}


def test_role_headings_mean_the_body_that_alone_has_the_role() -> None:
    columns = "牵头部门：县公安局；配合部门：县民政局"
    (duty,) = cooperative(columns, "牵头部门：查处。配合部门：救助。").duties
    assert bearers(duty) == [("县公安局", "查处。"), ("县民政局", "救助。")]


def test_role_heading_means_all_bodies_that_have_the_role() -> None:
    columns = "牵头部门：县公安局；配合部门：县民政局、县司法局"
    found = cooperative(columns, "牵头部门：查处。配合部门：救助。")
    (duty,) = found.duties
    assert bearers(duty) == [("县公安局", "查处。"), ("县民政局、县司法局", "救助。")]
    assert duty.placeholders == ()
    assert not rules(found)


def test_role_heading_that_nobody_has_is_an_unnamed_group() -> None:
    (duty,) = cooperative("县公安局、县民政局", "配合部门：救助。").duties
    assert bearers(duty) == [("配合部门", "救助。")]
    assert [one.name for one in duty.placeholders] == ["配合部门"]


def test_role_heading_may_name_the_body_itself() -> None:
    (duty,) = cooperative("县公安局、县民政局", "牵头部门：县公安局").duties
    assert bearers(duty) == [("县公安局", "县公安局")]
    assert roles(duty)["县公安局"] == ("listed", "lead")


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("主责：县公安局；配合：县教委", {"县公安局": (), "县教委": ("support",)}),
        ("县公安局（主责）、县教委（协助）", {"县公安局": (), "县教委": ("support",)}),
        ("县公安局（主办）、县教委（协办单位）", {"县公安局": (), "县教委": ("support",)}),
        ("负责单位：县公安局 参与单位：县教委", {"县公安局": (), "县教委": ("support",)}),
        ("牵头单位：县公安局 责任单位：县教委", {"县公安局": ("lead",), "县教委": ()}),
        ("牵头：县公安局 主管部门：县教委", {"县公安局": ("lead",), "县教委": ()}),
        ("县公安局/县教委", {"县公安局": (), "县教委": ()}),
        ("县公安局／县教委（牵头）", {"县公安局": (), "县教委": ("lead",)}),
        ("县委宣传部（县新闻出版局/县电影局）", {"县委宣传部": ()}),
    ],
)
def test_words_beside_the_names_give_roles_and_are_no_names(
    column: str, expected: dict[str, tuple[str, ...]]
) -> None:
    found = cooperative(column, "")
    assert roles(found.duties[0]) == {name: ("listed", *given) for name, given in expected.items()}


@pytest.mark.parametrize("word", ["责任单位", "主责", "配合部门"])
def test_word_of_a_role_alone_is_no_body(word: str) -> None:
    found = cooperative(f"县公安局、{word}", "县公安局：查处。")
    assert list(roles(found.duties[0])) == ["县公安局"]
    assert rules(found) == {"not-a-department": 1}


def test_receivers_have_roles() -> None:
    (duty,) = reclaimed("承接部门：县城管局（牵头）、县住建委（配合） 工作方式：查处。").duties
    assert [(one.name, one.roles) for one in duty.receivers] == [
        ("县城管局", ("receiver", "lead")),
        ("县住建委", ("receiver", "support")),
    ]


# Headings


@pytest.mark.parametrize("tail", ["", "负责", "职责", "主要职责", "工作职责", "的主要职责"])
def test_heading_names_bearers_whatever_it_ends_in(tail: str) -> None:
    (duty,) = cooperative(
        "县公安局 县民政局", f"县公安局{tail}：1.查处。2.处罚。县民政局{tail}：救助。"
    ).duties
    assert bearers(duty) == [
        ("县公安局", "查处。"),
        ("县公安局", "处罚。"),
        ("县民政局", "救助。"),
    ]


def test_remark_in_a_heading_gives_a_role() -> None:
    found = cooperative("县公安局 县民政局", "县公安局（牵头）：查处。县民政局：救助。")
    assert roles(found.duties[0]) == {"县公安局": ("listed", "lead"), "县民政局": ("listed",)}
    assert [one.written for one in found.names] == ["县公安局", "县民政局"]


# Who is silent


def test_everybody_is_silent_where_nobody_acts() -> None:
    found = cooperative("县公安局、县民政局", "")
    silent = [one.text for one in found.findings if one.rule == "listed-without-statement"]
    assert silent == ["县公安局", "县民政局"]


def test_nobody_is_silent_without_a_column_of_duties() -> None:
    header = "序号\t事项名称\t对应上级部门\t镇配合职责\n"
    assert not rules(read(f"{COOPERATIVE}{header}1\t禁毒\t县公安局\t宣传。"))


def test_row_that_ends_before_the_duties_has_the_column_all_the_same() -> None:
    found = read(f"{COOPERATIVE}{FIVE}1\t禁毒\t县公安局")
    assert rules(found) == {"listed-without-statement": 1}


# Townships are no departments


@pytest.mark.parametrize(
    "word",
    [
        "乡镇",
        "各乡镇",
        "街道",
        "乡镇（街道）",
        "河南店镇",
        "河南店镇人民政府",
        "街道办事处",
        "各村",
        "各村（社区）",
        "村（社区）",
    ],
)
def test_township_in_a_column_is_no_body(word: str) -> None:
    for found in (
        cooperative(f"县公安局、{word}", "县公安局：查处。"),
        reclaimed(f"承接部门：县公安局、{word} 工作方式：查处。"),
    ):
        assert [one.name for one in found.bodies] == ["县公安局"]
        (odd,) = (one for one in found.findings if one.rule == "not-a-department")
        assert odd.text == word


def test_unnamed_group_is_no_receiver_but_is_not_lost() -> None:
    found = reclaimed("承接部门：县公安局、行业主管部门 工作方式：查处。")
    assert [one.name for one in found.duties[0].receivers] == ["县公安局"]
    assert [one.text for one in found.findings if one.rule == "not-a-department"] == [
        "行业主管部门"
    ]


# Reclaimed duties


@pytest.mark.parametrize("text", ["县公安局", "县公安局负责办理。", "涉县公安局负责办理。"])
def test_receiver_without_label(text: str) -> None:
    found = reclaimed(text)
    assert [one.name for one in found.duties[0].receivers] == ["县公安局"]
    assert not rules(found)


def test_text_of_which_nothing_can_be_told_is_kept_whole() -> None:
    text = "由县里另行安排" + "，视情况而定" * 50 + "。"
    found = reclaimed(text)
    (unclear,) = (one for one in found.findings if one.rule == "receiver-unclear")
    assert unclear.text == text
    assert found.duties[0].discontinued is None


def test_methods_of_single_receivers_are_kept_in_order_with_a_finding() -> None:
    found = reclaimed(
        "承接部门：县公安局 工作方式：1.查处。2.处罚。承接部门：县民政局 工作方式：3.救助。"
    )
    (duty,) = found.duties
    assert [one.name for one in duty.receivers] == ["县公安局", "县民政局"]
    assert [one.text for one in duty.methods] == ["查处。", "处罚。", "救助。"]
    assert rules(found) == {"methods-by-receiver": 1}
