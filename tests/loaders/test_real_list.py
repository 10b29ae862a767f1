"""The real list: every total of two hand readings, and eight duties read by eye.

The document's sentences stay out of the project. Where a text is expected, it is put together
again from what was read (headings, numbers, texts) and compared with the document's own line.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import combinations

import pytest

from dutygraph.model import Duty, DutyList, Kind

COOPERATIVE, RECLAIMED = Kind.COOPERATIVE, Kind.RECLAIMED


def duty(real: DutyList, kind: Kind, number: int) -> Duty:
    (found,) = (one for one in real.of_kind(kind) if one.number == number)
    return found


def shared(real: DutyList) -> list[Duty]:
    return [one for one in real.of_kind(COOPERATIVE) if len(one.departments) > 1]


def is_led(one: Duty) -> bool:
    return any(mark.mark == "牵头" for statement in one.statements for mark in statement.marks)


# Totals


def test_place_title_and_edition(real: DutyList) -> None:
    assert real.place == ("重庆市", "云阳县", "龙角镇")
    assert real.title == "履行职责事项清单"
    assert real.edition == "1"


def test_three_lists_have_all_numbers_in_order(real: DutyList) -> None:
    numbers = {kind: [one.number for one in real.of_kind(kind)] for kind in Kind}
    assert numbers == {
        Kind.BASIC: list(range(1, 116)),
        Kind.COOPERATIVE: list(range(1, 89)),
        Kind.RECLAIMED: list(range(1, 81)),
    }
    assert len(real.duties) == 283


def test_categories_are_those_of_the_document_and_complete(
    real: DutyList, real_lines: list[list[str]]
) -> None:
    heading = re.compile(r"[一二三四五六七八九十]、(.+?)[（(](\d+)项[）)]")
    expected = [
        (found[1], int(found[2])) for cells in real_lines if (found := heading.match(cells[0]))
    ]
    assert [(one.name, one.declared) for one in real.categories] == expected
    assert [one.found for one in real.categories] == [count for _, count in expected]
    assert Counter(one.kind for one in real.categories) == {
        Kind.BASIC: 9,
        Kind.COOPERATIVE: 7,
        Kind.RECLAIMED: 7,
    }
    assert [one.order for one in real.categories] == [*range(1, 10), *range(1, 8), *range(1, 8)]


def test_departments_and_placeholders(real: DutyList) -> None:
    links = [part.name for one in real.of_kind(COOPERATIVE) for part in one.departments]
    placeholders = [part.name for one in real.of_kind(COOPERATIVE) for part in one.placeholders]
    assert (len(links), len(set(links)), len(placeholders)) == (239, 37, 10)
    assert not [one for one in real.duties if one.kind is not COOPERATIVE and one.departments]


def test_statements_and_their_bearers(real: DutyList) -> None:
    statements = [part for one in real.duties for part in one.statements]
    bearers = Counter(bearer.placeholder for part in statements for bearer in part.bearers)
    assert len(statements) == 652
    assert bearers == {False: 667, True: 12}
    assert not [part for part in statements if not part.bearers]
    assert sum(mark.mark == "牵头" for part in statements for mark in part.marks) == 33
    assert sum(len(one.township) for one in real.duties) == 367


def test_shared_duties_and_pairs(real: DutyList) -> None:
    pairs = Counter(
        pair
        for one in shared(real)
        for pair in combinations(sorted(part.name for part in one.departments), 2)
    )
    assert len(shared(real)) == 48
    assert sum(not is_led(one) for one in shared(real)) == 32
    assert len(pairs) == 245
    assert pairs["县住房城乡建委", "县规划自然资源局"] == 10
    assert pairs["县公安局", "县市场监管局"] == 9
    assert pairs.most_common(3)[2][1] < 9


def test_reclaimed_duties_and_their_receivers(real: DutyList) -> None:
    reclaimed = list(real.of_kind(RECLAIMED))
    receivers = [part.name for one in reclaimed for part in one.receivers]
    assert (len(receivers), len(set(receivers))) == (78, 17)
    assert sum(len(one.methods) for one in reclaimed) == 197
    assert [one.number for one in reclaimed if not one.receivers] == [3, 54, 76, 77]
    assert [one.number for one in reclaimed if one.discontinued] == [1, 3, 54, 62, 76, 77]
    assert [len(one.receivers) for one in reclaimed].count(2) == 2


def test_only_the_instruction_of_the_form_is_no_reason(real: DutyList) -> None:
    reasons = {
        one.number: one.discontinued.reason is not None
        for one in real.of_kind(RECLAIMED)
        if one.discontinued
    }
    assert reasons == {1: True, 3: True, 54: False, 62: True, 76: True, 77: True}
    (template,) = (one for one in real.findings if one.rule == "template-text")
    assert template.position in duty(real, RECLAIMED, 54).positions


def test_reasons_stand_in_the_document(real: DutyList, real_lines: list[list[str]]) -> None:
    for one in real.of_kind(RECLAIMED):
        if one.discontinued and one.discontinued.reason:
            cell = real_lines[one.positions[0].line - 1][2]
            assert cell.endswith("".join(one.discontinued.reason.split()))


def test_citations(real: DutyList) -> None:
    assert sum(len(one.cites) for one in real.duties) == 9
    assert sum(bool(one.cites) for one in real.duties) == 7
    assert all(one.law and "中华人民共和国" not in one.law for d in real.duties for one in d.cites)


def test_bodies(real: DutyList) -> None:
    acting = {part.name for one in real.duties for part in (*one.departments, *one.receivers)}
    assert len(acting) == 38
    assert "县交巡警大队" in acting
    assert ("县交巡警大队", ("县公安局",)) in {(one.name, one.part_of) for one in real.bodies}


def test_one_body_is_listed_without_a_statement_and_none_the_other_way(real: DutyList) -> None:
    (silent,) = (one for one in real.findings if one.rule == "listed-without-statement")
    assert ("name", "县住房城乡建委") in silent.values
    assert silent.position in duty(real, COOPERATIVE, 70).positions
    assert not [one for one in real.findings if one.rule == "statement-without-listing"]


def test_only_warnings_and_notes(real: DutyList) -> None:
    counts = Counter(one.rule for one in real.findings)
    assert counts["joined-over-page"] == 42
    assert counts["heading-moved"] == 1
    assert not counts.keys() & {
        "count-mismatch",
        "number-missing",
        "number-repeated",
        "unread-text",
        "statement-without-bearer",
        "sentences-not-split",
        "name-unresolved",
    }


def test_seventeen_reclaimed_duties_with_one_text_are_told_apart(real: DutyList) -> None:
    texts = Counter(tuple(part.text for part in one.methods) for one in real.of_kind(RECLAIMED))
    assert texts.most_common(1)[0][1] == 17


# Eight duties, read against the document by eye


@dataclass(frozen=True)
class Run:
    """Statements under one heading: their bearers, how many, and the heading if it differs.

    `numbered` 0 is one statement without a number. A placeholder ends in *.
    """

    bearers: str
    numbered: int = 0
    heading: str | None = None

    def written(self, texts: list[str]) -> str:
        """Return the run as the document has it, without tags and white space."""
        heading = self.bearers.replace("*", "") if self.heading is None else self.heading
        numbers = [f"{number}." for number in range(1, self.numbered + 1)] or [""]
        pieces = [number + text for number, text in zip(numbers, texts, strict=True)]
        return (heading and heading + "：") + "".join(pieces)


@dataclass(frozen=True)
class Expected:
    """One cooperative duty: the document's lines, its column, its runs, township statements."""

    lines: tuple[int, ...]
    departments: str
    runs: tuple[Run, ...]
    township: int
    moved: str = ""


_TEN = (
    "县交通运输委、县水利局、县住房城乡建委、县经济信息委、县教委、"
    "县文化旅游委、县卫生健康委、县财政局、县气象局、云阳海事处"
)
_SIX = "县商务委、县文化旅游委、县发展改革委、{}、县交通运输委、县消防救援局"
EXPECTED = {
    4: Expected(
        (172, 175),
        "县经济信息委 县发展改革委 县住房城乡建委=县住建局=县城乡建委 "
        "县规划自然资源局=县规划局=县自然资源局 县应急管理局 县市场监管局",
        (
            Run("县经济信息委", 10),
            Run("县发展改革委", 2),
            Run("县住房城乡建委", 0, "县住建局"),
            Run("县规划自然资源局"),
            Run("县应急管理局"),
            Run("县市场监管局"),
        ),
        3,
    ),
    10: Expected(
        (186, 189),
        "县政府办=县政府办(县金融发展服务中心) 县公安局 行业主管部门*",
        (
            Run("县政府办、行业主管部门*", 3, "县政府办(县金融发展服务中心)、行业主管部门"),
            Run("县公安局", 2),
        ),
        3,
        moved="县公安局：",
    ),
    36: Expected(
        (253, 256),
        "县经济信息委 县市场监管局 县规划自然资源局 县住房城乡建委 县消防救援局 相关行业主管部门*",
        (
            Run("县经济信息委", 2),
            Run("县市场监管局", 2),
            Run("县规划自然资源局", 2),
            Run("县住房城乡建委", 2),
            Run("县消防救援局", 3),
            Run("相关行业主管部门*"),
        ),
        5,
    ),
    39: Expected(
        (262, 265),
        "县水利局 县应急管理局 县气象局 县民政局 县消防救援局 其他相关单位*",
        (
            Run("县水利局", 6),
            Run("县应急管理局", 5),
            Run("县气象局", 4),
            Run("县民政局", 2),
            Run("县消防救援局"),
            Run("其他相关单位*"),
        ),
        9,
    ),
    40: Expected(
        (268,),
        f"县应急管理局 县规划自然资源局 {_TEN.replace('、', ' ')} 相关部门单位*",
        (
            Run("县应急管理局", 5),
            Run("县规划自然资源局", 6),
            Run(f"{_TEN}、相关部门单位*", 0, f"{_TEN}等相关部门单位"),
        ),
        10,
    ),
    47: Expected(
        (290,),
        "县委政法委 县发展改革委 县公安局 县信访办 县司法局 县应急管理局 县卫生健康委 县商务委 "
        "县文化旅游委 县经济信息委 县交通运输委 县消防救援局",
        (
            Run("县委政法委"),
            Run("县公安局", 6),
            Run("县信访办"),
            Run("县司法局"),
            Run("县应急管理局"),
            Run("县卫生健康委"),
            Run(_SIX.format("县经济信息委"), 0, _SIX.format("县经信委") + "等"),
        ),
        4,
    ),
    69: Expected(
        (352, 355),
        "县生态环境局 县公安局 县住房城乡建委=县住房和城乡建委 县交通运输委 县文化旅游委 县水利局",
        (
            Run("县生态环境局", 7),
            Run("县公安局", 5),
            Run("县住房城乡建委、县交通运输委、县文化旅游委、县水利局", 0, ""),
        ),
        4,
    ),
    70: Expected(
        (356, 359),
        "县生态环境局 县农业农村委 县规划自然资源局 县住房城乡建委 县林业局",
        (
            Run("县生态环境局", 8),
            Run("县农业农村委", 5),
            Run("县规划自然资源局"),
            Run("县林业局"),
        ),
        7,
    ),
}
cases = pytest.mark.parametrize(("number", "expected"), EXPECTED.items())


def column(lines: list[list[str]], expected: Expected, index: int) -> str:
    return "".join(lines[line - 1][index] for line in expected.lines)


@cases
def test_columns_read_by_eye(real: DutyList, number: int, expected: Expected) -> None:
    names = [name.split("=") for name in expected.departments.split()]
    read = duty(real, COOPERATIVE, number)
    assert tuple(place.line for place in read.positions) == expected.lines
    assert [(one.name, list(one.written)) for one in read.departments] == [
        (name, spellings or [name]) for name, *spellings in names if not name.endswith("*")
    ]
    assert [one.order for one in read.departments] == [*range(1, len(read.departments) + 1)]
    assert [one.name + "*" for one in read.placeholders] == [
        name for name, *_ in names if name.endswith("*")
    ]


@cases
def test_statements_read_by_eye(
    real: DutyList, real_lines: list[list[str]], number: int, expected: Expected
) -> None:
    read = duty(real, COOPERATIVE, number).statements
    bearers, written, rest = [], "", list(read)
    for run in expected.runs:
        own, rest = rest[: run.numbered or 1], rest[run.numbered or 1 :]
        bearers += [run.bearers] * len(own)
        written += run.written([one.text for one in own])
    assert not rest
    assert bearers == [
        "、".join(one.name + "*" * one.placeholder for one in part.bearers) for part in read
    ]
    assert [one.order for one in read] == [*range(1, len(read) + 1)]
    document = [real_lines[line - 1][3] for line in expected.lines]
    assert written == expected.moved.join(document)


@cases
def test_township_statements_read_by_eye(
    real: DutyList, real_lines: list[list[str]], number: int, expected: Expected
) -> None:
    read = duty(real, COOPERATIVE, number).township
    written = "".join(f"{one.order}.{one.text}" for one in read)
    assert len(read) == expected.township
    assert written == column(real_lines, expected, 4)


@pytest.mark.parametrize(
    ("number", "field", "order", "lines"),
    [
        (4, "statements", 13, [172, 175]),
        (10, "statements", 4, [189]),
        (36, "statements", 4, [253, 256]),
        (39, "township", 8, [262, 265]),
        (69, "statements", 13, [355]),
    ],
)
def test_positions_over_a_page_break(
    real: DutyList, number: int, field: str, order: int, lines: list[int]
) -> None:
    statement = getattr(duty(real, COOPERATIVE, number), field)[order - 1]
    assert [(place.line, place.end_line) for place in statement.positions] == [
        (line, line) for line in lines
    ]


def test_marks_of_duties_read_by_eye(real: DutyList) -> None:
    marked = {
        (number, part.order): [(mark.mark, mark.word) for mark in part.marks]
        for number in EXPECTED
        for part in duty(real, COOPERATIVE, number).statements
        if part.marks
    }
    together = [("共同", "")]
    assert marked == {
        (4, 5): [("会同", "会同")],
        (4, 7): [("会同", "会同")],
        (4, 9): [("会同", "会同")],
        (4, 1): [("统筹", "统筹")],
        (10, 1): together,
        (10, 2): together,
        (10, 3): [("配合", "配合"), *together],
        (36, 9): [("统筹", "统筹")],
        (36, 10): [("会同", "会同")],
        (39, 19): [("按职责", "按职责分工")],
        (40, 1): [("统筹", "统筹")],
        (40, 2): [("统筹", "统筹")],
        (40, 12): [("按职责", "按职责分工"), *together],
        (47, 1): [("统筹", "统筹")],
        (47, 5): [("会同", "会同")],
        (47, 7): [("会同", "会同")],
        (47, 8): [("牵头", "牵头")],
        (47, 9): [("牵头", "牵头")],
        (47, 10): [("配合", "协助")],
        (47, 11): [("牵头", "牵头")],
        (47, 12): together,
        (69, 1): [("牵头", "牵头")],
        (69, 13): together,
        (70, 1): [("牵头", "牵头")],
        (70, 8): [("牵头", "牵头")],
        (70, 10): [("会同", "会同")],
    }
