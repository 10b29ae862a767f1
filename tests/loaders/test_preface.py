"""What stands before the first list: a place on any number of lines, a title, a date."""

import pytest

from dutygraph.findings import RULES
from dutygraph.loaders.preface import Preface, place_finding, read
from dutygraph.model import Position

YUNYANG = ("重庆市", "云阳县", "龙角镇")


def preface(text: str) -> Preface:
    lines = text.splitlines()
    return read([(line, Position(line=at, end_line=at)) for at, line in enumerate(lines, 1)])


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ("重庆市云阳县龙角镇\n履行职责事项清单", YUNYANG),
        ("重庆市云阳县\n龙角镇\n履行职责事项清单", YUNYANG),
        ("重庆市\n云阳县\n龙角镇\n履行职责事项清单", YUNYANG),
        ("重庆市\n云阳县\n龙角镇履行职责事项清单", YUNYANG),
        (
            "新疆维吾尔自治区\n伊犁哈萨克自治州\n察布查尔锡伯自治县\n爱新色里镇\n履行职责事项清单",
            ("新疆维吾尔自治区", "伊犁哈萨克自治州", "察布查尔锡伯自治县", "爱新色里镇"),
        ),
        ("河北省\n邯郸市\n2025年\n丛台区丛东街道", ("河北省", "邯郸市", "丛台区", "丛东街道")),
    ],
)
def test_place_is_read_whole_from_any_number_of_lines(lines: str, place: tuple[str, ...]) -> None:
    found = preface(lines)
    assert found.place == place
    assert found.findings == ()
    assert len(found.furniture) == len(lines.splitlines())


def test_line_that_says_nothing_of_this_is_told() -> None:
    found = preface("重庆市\n云阳县\n龙角镇\n今天天气很好\n")
    assert [(one.rule, one.position.line) for one in found.findings] == [("unread-text", 4)]


def test_lines_without_end_take_no_time() -> None:
    assert preface("重庆市\n" * 2_000).place == ()


def test_place_of_ones_own_that_the_document_contradicts_is_told() -> None:
    (finding,) = place_finding(("重庆市", "云阳县", "凤鸣镇"), YUNYANG)
    assert finding.rule == "place-differs"
    assert RULES[finding.rule].severity == "warning"
    assert dict(finding.values) == {
        "written": "重庆市/云阳县/龙角镇",
        "place": "重庆市/云阳县/凤鸣镇",
    }


@pytest.mark.parametrize("written", [(), YUNYANG, ("云阳县", "凤鸣镇"), ("凤鸣镇",)])
def test_place_that_the_document_does_not_say_whole_contradicts_nothing(
    written: tuple[str, ...],
) -> None:
    assert place_finding(YUNYANG, written) == []


def test_incomplete_place_is_told() -> None:
    (finding,) = place_finding(("云阳县", "龙角镇"), ("云阳县", "龙角镇"))
    assert (finding.rule, finding.text) == ("place-incomplete", "云阳县/龙角镇")


@pytest.mark.parametrize(
    ("title", "date"),
    [
        ("重庆市云阳县龙角镇基本履职事项清单", ""),
        ("附件1：重庆市云阳县龙角镇配合履职事项清单", ""),
        ("一、重庆市云阳县龙角镇人民政府基本履职事项清单", ""),
        ("重庆市云阳县龙角镇上级部门收回事项清单（2025年版）", "2025"),
        ("重庆市云阳县龙角镇县级部门收回事项清单", ""),
        ("重庆市云阳县龙角镇2025年度基本履职事项清单", "2025"),
    ],
)
def test_title_of_a_list_may_say_place_and_date(title: str, date: str) -> None:
    found = read([], [(title, Position(line=1))])
    assert (found.place, found.date, found.findings) == (YUNYANG, date, ())
    assert found.furniture == ()


def test_year_between_place_and_title_is_no_part_of_the_place() -> None:
    found = preface("重庆市云阳县龙角镇2025年履行职责事项清单")
    assert (found.place, found.date) == (YUNYANG, "2025")


@pytest.mark.parametrize("front", ["乡镇（街道）", "乡镇", "各乡镇", ""])
def test_title_of_a_form_names_no_township(front: str) -> None:
    assert preface(f"{front}履行职责事项清单").place == ()
    assert read([], [(f"{front}基本履职事项清单", Position(line=1))]).place == ()


def test_each_other_place_in_titles_is_told_once() -> None:
    titles = [
        ("龙角镇基本履职事项清单", Position(line=2)),
        ("重庆市云阳县龙角镇基本履职事项清单", Position(line=3)),
        ("重庆市云阳县凤鸣镇基本履职事项清单", Position(line=4)),
        ("重庆市云阳县凤鸣镇配合履职事项清单", Position(line=5)),
        ("重庆市云阳县江口镇基本履职事项清单", Position(line=6)),
    ]
    found = read([], titles)
    assert found.place == YUNYANG
    told = [(one.rule, one.position.line, one.text) for one in found.findings]
    assert told == [
        ("place-differs", 4, "重庆市/云阳县/凤鸣镇"),
        ("place-differs", 6, "重庆市/云阳县/江口镇"),
    ]
