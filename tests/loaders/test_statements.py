"""Cells become statements: headings, numbers, layout and page breaks decide where each ends."""

import re

import pytest

from dutygraph.loaders.forms.markup import paragraphs
from dutygraph.loaders.rows import Cell, Layout, Paragraph
from dutygraph.loaders.statements import clean, split
from dutygraph.model import Position

HERE, NEXT = Position(line=4, end_line=4), Position(line=9, end_line=9)
_NAMES = re.compile(r"(县[甲乙丙]局|等?相关部门)([、](县[甲乙丙]局))*(等|等相关部门)?")


def is_heading(words: str) -> bool:
    return _NAMES.fullmatch(words) is not None


def read(cell: Cell | str) -> list[tuple[str | None, str]]:
    parsed = paragraphs(cell, HERE) if isinstance(cell, str) else cell
    return [(part.head, part.text) for part in split(parsed, is_heading)]


A, B = "县甲局", "县乙局"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        # headings
        ("<p>县甲局：</p><p>1.一。</p><p>2.二。</p>", [(A, "一。"), (A, "二。")]),
        ("<p>县甲局：一。</p><p>县乙局：二。</p>", [(A, "一。"), (B, "二。")]),
        ("县甲局： 1.一。 2.二。 县乙局：三。", [(A, "一。"), (A, "二。"), (B, "三。")]),
        ("县甲局:1.一。2.二。县乙局:三。", [(A, "一。"), (A, "二。"), (B, "三。")]),
        ("县甲局：一 县乙局：二。", [(A, "一"), (B, "二。")]),
        ("县甲局、县乙局：一。", [("县甲局、县乙局", "一。")]),
        ("县甲局、县乙局等：一。", [("县甲局、县乙局等", "一。")]),
        ("1.县甲局：一。 2.县乙局：二。", [(A, "一。"), (B, "二。")]),
        ("县甲局：1.一。县乙局：见 2.二。", [(A, "一。"), (B, "见2.二。")]),
        ("（一）县甲局：1.一。2.二。", [(A, "一。"), (A, "二。")]),
        ("<p>县甲局：</p>", []),
        # colons that head nothing
        ("做好：一、二。", [(None, "做好：一、二。")]),
        ("县甲局：做到：一。", [(A, "做到：一。")]),
        # numbers
        ("1.一。2.二。", [(None, "一。"), (None, "二。")]),
        ("1. 一。\u30002. 二。", [(None, "一。"), (None, "二。")]),
        ("１．一。２．二。", [(None, "一。"), (None, "二。")]),
        ("1、一；2、二。", [(None, "一；"), (None, "二。")]),
        ("（1）一。（2）二。", [(None, "一。"), (None, "二。")]),
        ("①一；②二。", [(None, "一；"), (None, "二。")]),
        ("（一）一。（二）二。", [(None, "一。"), (None, "二。")]),
        ("1.甲：（1）一。（2）二。2.乙。", [(None, "甲：（1）一。（2）二。"), (None, "乙。")]),
        ("1.一。后一句。2.二。", [(None, "一。后一句。"), (None, "二。")]),
        ("1.拨打12345。24小时值守。2.二。", [(None, "拨打12345。24小时值守。"), (None, "二。")]),
        ("1.增长 3.5 倍。2.二。", [(None, "增长3.5倍。"), (None, "二。")]),
        ("1.见第 5. 条。2.二。", [(None, "见第5.条。"), (None, "二。")]),
        ("5.五。6.六。", [(None, "五。"), (None, "六。")]),
        ("10.十。11.十一。", [(None, "十。"), (None, "十一。")]),
        # no numbers
        ("<ol>一。二。三。", [(None, "一。"), (None, "二。"), (None, "三。")]),
        ("<ol>一。又。 二。", [(None, "一。又。"), (None, "二。")]),
        ("<ol>称“一。”二。", [(None, "称“一。”二。")]),
        ("<ol><li>一。又。</li><li>二。</li></ol>", [(None, "一。又。"), (None, "二。")]),
        ("<p>一。又。</p>", [(None, "一。又。")]),
        ("<p>一。 又。</p>", [(None, "一。又。")]),
        ("一。 二。", [(None, "一。"), (None, "二。")]),
        ("一。二。", [(None, "一。二。")]),
        ("", []),
    ],
)
def test_cell_is_split(cell: str, expected: list[tuple[str | None, str]]) -> None:
    assert read(cell) == expected


def test_list_without_numbers_goes_on_with_a_number_on_the_next_page() -> None:
    cell = paragraphs("<p>县甲局：</p><ol>一。 二。", HERE) + paragraphs(
        "3.三。 县乙局：四。", NEXT
    )
    assert read(cell) == [(A, "一。"), (A, "二。"), (A, "三。"), (B, "四。")]


def test_numbers_begin_again_in_a_new_block() -> None:
    assert read("1.一。2.二。1.三。") == [(None, "一。"), (None, "二。"), (None, "三。")]


def test_joint_sentence_has_its_bearers_in_its_text() -> None:
    joint = re.compile(r"(?:^|。)(?P<names>县甲局、县乙局)(?!：)")
    parts = list(
        split(paragraphs("县丙局：一。县甲局、县乙局等部门各自做。", HERE), is_heading, joint)
    )
    assert [(part.head, part.text) for part in parts] == [
        ("县丙局", "一。"),
        ("县甲局、县乙局", "县甲局、县乙局等部门各自做。"),
    ]


def test_only_a_bare_run_of_sentences_is_unsplit() -> None:
    def unsplit(cell: str) -> list[bool]:
        return [part.unsplit for part in split(paragraphs(cell, HERE))]

    assert unsplit("一。二。") == [True]
    assert unsplit("一。 二。") == [False, False]
    assert unsplit("<p>一。二。</p>") == [False]
    assert unsplit("1.一。二。") == [False]


def test_statement_over_a_page_break_has_both_positions() -> None:
    joined = Paragraph("1.一。2.二", Layout.PLAIN, ((0, HERE),)).joined(
        [Paragraph("的后半。3.三。", Layout.PLAIN, ((0, NEXT),))]
    )
    parts = list(split((joined,)))
    assert [(part.text, part.positions) for part in parts] == [
        ("一。", (HERE,)),
        ("二的后半。", (HERE, NEXT)),
        ("三。", (NEXT,)),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" 一 二 ", "一二"),
        ("一 a b 二", "一a b二"),
        ("第 5 条", "第5条"),
        ("a  b", "a b"),
    ],
)
def test_white_space_of_the_layout_is_taken_out(text: str, expected: str) -> None:
    assert clean(text) == expected
