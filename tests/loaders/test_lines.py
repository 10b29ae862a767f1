"""Nothing dropped in silence: every non-blank line is data, furniture or a finding."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutygraph.errors import DocumentError
from dutygraph.loaders import read_bytes
from dutygraph.model import DutyList, Position

FROM_FINDINGS = {"unread-text", "characters-replaced"}
"""Other findings stand on lines that are something else too, or on none."""

GARBAGE = (
    "完全看不懂的一行",
    "12",
    "第 3 页",
    "\t\t",
    "|||",
    "x\ty\tz",
    "\t\t\t\t续\t",
    "<p></p>",
    "<p>散落的段落。</p>",
    "目录",
    "一、",
    "五、新的分类（3项）",
    "基本履职事项清单",
    "序号\t事项名称",
    "序号\t事项名称\t备注",
    "-----",
    "\x00\x01",
    "7\t",
    "9999\t事项\t县公安局：\t做。\t做。\t多余。",
)


def spans(places: Iterable[Position]) -> set[int]:
    return {line for one in places for line in range(one.line, one.end_line + 1)}


def covered(duty_list: DutyList) -> set[int]:
    """Return the lines that the duty list accounts for."""
    data = [place for one in duty_list.duties for place in one.positions]
    data += [place for one in duty_list.categories for place in one.positions]
    unread = [one.position for one in duty_list.findings if one.rule in FROM_FINDINGS]
    return spans([*data, *duty_list.furniture, *unread])


def lacking(lines: list[str], duty_list: DutyList) -> list[int]:
    """Return the numbers of the non-blank lines that the duty list does not account for."""
    filled = {number for number, line in enumerate(lines, start=1) if line.strip()}
    return sorted(filled - covered(duty_list))


@pytest.fixture(scope="module", params=["real", "sample"])
def lines(request: pytest.FixtureRequest, sample_path: Path) -> list[str]:
    """Return the lines of the real list, then of the sample list."""
    real = request.param == "real"
    path: Path = request.getfixturevalue("real_list") if real else sample_path
    return path.read_text(encoding="utf-8").split("\n")


def read(lines: list[str]) -> DutyList:
    return read_bytes("\n".join(lines).encode(), "list.txt")


def test_every_line_is_accounted_for(lines: list[str]) -> None:
    duty_list = read(lines)
    assert lacking(lines, duty_list) == []
    assert not [one for one in duty_list.findings if one.rule in FROM_FINDINGS]


def test_no_line_is_two_things(lines: list[str]) -> None:
    duty_list = read(lines)
    duties = spans(place for one in duty_list.duties for place in one.positions)
    categories = spans(place for one in duty_list.categories for place in one.positions)
    furniture = spans(duty_list.furniture)
    assert not duties & categories | duties & furniture | categories & furniture


def test_positions_of_the_parts_lie_in_their_duty(lines: list[str]) -> None:
    for duty in read(lines).duties:
        parts = [
            *(one.positions for one in (*duty.departments, *duty.receivers)),
            *(one.positions for one in (*duty.statements, *duty.township)),
            *(one.positions for one in duty.placeholders),
            *(one.positions for one in duty.methods),
        ]
        assert {place for places in parts for place in places} <= set(duty.positions)
        assert all(parts)


@settings(max_examples=10)
@given(data=st.data())
def test_every_line_of_a_mutation_is_accounted_for(lines: list[str], data: st.DataObject) -> None:
    numbers = st.integers(min_value=0, max_value=len(lines) - 1)
    changed = list(lines)
    for number in data.draw(st.lists(numbers, max_size=8), label="dropped"):
        changed[number] = ""
    for number in data.draw(st.lists(numbers, max_size=4), label="duplicated"):
        changed[number] += "\n" + changed[number]
    for one, two in data.draw(st.lists(st.tuples(numbers, numbers), max_size=4), label="swapped"):
        changed[one], changed[two] = changed[two], changed[one]
    garbage = st.tuples(numbers, st.sampled_from(GARBAGE))
    for number, text in data.draw(st.lists(garbage, max_size=8), label="inserted"):
        changed[number] += "\n" + text
    changed = "\n".join(changed).split("\n")
    assert lacking(changed, read(changed)) == []


@settings(max_examples=40)
@given(data=st.data())
def test_every_line_of_a_shuffled_page_is_accounted_for(
    sample_path: Path, data: st.DataObject
) -> None:
    lines = sample_path.read_text(encoding="utf-8").split("\n")
    start = data.draw(st.integers(min_value=0, max_value=len(lines) - 20))
    page = data.draw(st.permutations([*lines[start : start + 20], *GARBAGE]))
    with suppress(DocumentError):
        assert lacking(page, read(page)) == []
