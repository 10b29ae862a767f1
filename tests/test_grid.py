"""Tables in columns: Chinese is two wide, and lines break where Chinese lines may break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from dutygraph.grid import fits, fold, grid, hanging, wide

# What documents hold: Chinese, Latin letters, figures, marks of both, and spaces.
TEXTS = st.text("镇公安局平管理，。、：；（）《》“”ab12.() ", max_size=60)


def widest(table: str) -> int:
    return max(map(wcswidth, table.splitlines()), default=0)


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("县公安局", 8), ("县A局", 5), ("（一）", 6), ("e\u0301", 1)],
)
def test_a_chinese_character_takes_two_columns(text: str, columns: int) -> None:
    assert wide(text) == columns
    assert wide((text, text)) == 2 * columns


@given(TEXTS)
def test_widths_are_those_of_terminals(text: str) -> None:
    assert wide(text) == wcswidth(text)


def test_columns_line_up() -> None:
    table = grid(["name", "n"], [["县公安局", "7"], ["ab", "12"]], [False, True], 80)
    assert table == "name       n\n县公安局   7\nab        12\n"


def test_a_table_without_rows_is_its_header() -> None:
    assert grid(["name", "n"], [], [False, True], 80) == "name  n\n"


@given(TEXTS, st.integers(min_value=4, max_value=40))
def test_folding_loses_nothing_and_keeps_to_the_width(text: str, width: int) -> None:
    lines = fold(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(wide(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("县公安局，县教委", 8, ["县公安", "局，县教", "委"]),
        ("办理（县教委）", 6, ["办理", "（县教", "委）"]),
        ("第12条", 3, ["第", "12", "条"]),
        ("a list of duties", 8, ["a list", "of", "duties"]),
        ("一\n二", 80, ["一", "二"]),
        ("，，，，", 4, ["，，", "，，"]),
        ("县", 1, ["县"]),
        ("", 8, [""]),
    ],
)
def test_no_line_begins_with_a_closing_mark(text: str, width: int, lines: list[str]) -> None:
    assert fold(text, width) == lines


def test_words_of_a_list_stay_whole() -> None:
    words = ("县公安局、", "县教委、", "县住房城乡建委")
    assert fold(words, 18) == ["县公安局、县教委、", "县住房城乡建委"]
    assert fold(words, 12) == ["县公安局、", "县教委、", "县住房城乡建", "委"]
    assert fold((), 12) == [""]


def test_wide_columns_share_what_the_narrow_ones_leave() -> None:
    rows = [["4", "县" * 60, "局" * 60]]
    table = grid(["n", "first", "second"], rows, [True, False, False], 80)
    assert widest(table) <= 80
    assert table.splitlines()[1].split() == ["4", "县" * 18, "局" * 19]


def test_what_would_get_too_narrow_stands_below_its_row() -> None:
    rows = [["甲" * 14, "乙" * 30, "丙" * 40]]
    table = grid(["a", "b", "c"], rows, [False] * 3, 70)
    assert table.splitlines() == [
        f"a{' ' * 29}b",
        "    c",
        f"{'甲' * 14}  {'乙' * 20}",
        f"{' ' * 30}{'乙' * 10}",
        f"    {'丙' * 33}",
        f"    {'丙' * 7}",
    ]


def test_an_empty_cell_below_takes_no_line() -> None:
    assert hanging("", 40) == []
    assert hanging("甲" * 20, 24) == ["    " + "甲" * 10] * 2


@given(st.lists(st.lists(TEXTS, min_size=4, max_size=4), max_size=5))
def test_no_table_is_wider_than_the_screen(rows: list[list[str]]) -> None:
    header = ["a", "b", "c", "d"]
    table = grid(header, rows, [False] * 4, 60)
    assert widest(table) <= 60
    assert all(line == line.rstrip() for line in table.splitlines())
    if fits([header, *rows], 60):
        assert len(table.splitlines()) == len(rows) + 1
