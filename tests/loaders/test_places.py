"""Places are cut at the right level words, and an incomplete one is told from a complete one."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutygraph.loaders.places import (
    PROVINCES,
    county,
    level_word,
    problem,
    split_place,
    stems,
    township_word,
)

CASES = Path(__file__).parent.parent / "data" / "names" / "places.csv"


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["text"])
def test_place_is_cut_into_its_levels(case: dict[str, str]) -> None:
    assert "/".join(split_place(case["text"])) == case["levels"]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["text"])
def test_incomplete_place_has_a_problem(case: dict[str, str]) -> None:
    place = tuple(case["levels"].split("/"))
    assert (problem(place) is None) == (case["complete"] == "yes")


@pytest.mark.parametrize(
    ("place", "word"),
    [
        ((), "province"),
        (("云阳县", "龙角镇"), "province"),
        (("重庆市", "云阳县"), "township"),
        (("重庆市", "镇"), "township"),
        (("重庆市", "龙角镇"), "county"),
        (("重庆市", "云阳", "龙角镇"), "county"),
        (("河北省", "成安县", "成安镇"), "prefecture"),
        (("重庆市", "云阳县", "龙角<b>镇"), "letters"),
        (("重庆市", "12县", "龙角镇"), "letters"),
        (("重庆市", "云阳县", "龙\x07角镇"), "letters"),
        (("重庆市", "云阳县", "龙\udcff镇"), "letters"),
        (("重庆市", "云阳县", "云阳县", "龙角镇"), "twice"),
        (("重庆市", "云阳县", "奉节县", "龙角镇"), "between"),
        (("河北省", "丛台区", "邯郸市", "丛东街道"), "between"),
    ],
)
def test_problem_names_the_level_that_is_missing(place: tuple[str, ...], word: str) -> None:
    assert word in str(problem(place))


def test_there_are_34_provinces() -> None:
    assert len(set(PROVINCES)) == 34


def test_municipality_alone_is_no_problem_for_splitting() -> None:
    assert split_place("") == ()
    assert split_place(" / ") == ()


@pytest.mark.parametrize(
    ("text", "level", "township", "names"),
    [
        ("重庆市云阳县龙角镇", "县", "镇", ("云阳",)),
        ("重庆市石柱土家族自治县冷水镇", "县", "镇", ("石柱土家族自治", "石柱", "自治")),
        ("湖北省神农架林区下谷坪土家族乡", "区", "乡", ("神农架林",)),
        (
            "内蒙古自治区呼伦贝尔市鄂温克族自治旗伊敏苏木",
            "旗",
            "苏木",
            ("鄂温克族自治", "鄂温克", "自治"),
        ),
        ("广东省东莞市莞城街道", "市", "街道", ("东莞",)),
        ("龙角镇", "", "镇", ()),
        ("重庆市云阳县", "县", "", ("云阳",)),
    ],
)
def test_level_words_and_stems(
    text: str, level: str, township: str, names: tuple[str, ...]
) -> None:
    place = split_place(text)
    assert (level_word(place), township_word(place), stems(place)) == (level, township, names)


def test_county_is_all_but_the_township() -> None:
    assert county(("重庆市", "云阳县", "龙角镇")) == ("重庆市", "云阳县")
    assert county(("重庆市", "云阳县")) == ("重庆市", "云阳县")


@given(st.text(alphabet="重庆市云阳县区龙角镇乡街道自治州盟旗 ", max_size=30))
def test_no_character_is_lost(text: str) -> None:
    place = split_place(text)
    joined = "".join(text.split())
    assert joined.startswith("".join(place))
    assert all(place)


def test_very_long_line_is_no_place_and_costs_nothing() -> None:
    text = "市" * 100_000
    assert split_place(text) == (text,)
