"""Findings for people: the gravest first, each with its place and what to do."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from wcwidth import wcswidth

from dutygraph import loaders, messages, report
from dutygraph.model import DutyList, Finding, Position
from dutygraph.tasks import SAMPLE

ZH = messages.translator("zh")


@pytest.fixture(scope="module")
def sample() -> DutyList:
    return loaders.read_file(SAMPLE)


def told(sample: DutyList, findings: Sequence[Finding], *, whole: bool = False) -> list[str]:
    found = replace(sample, findings=tuple(findings))
    return report.findings_text(found, messages.N_, whole=whole, width=80).splitlines()


def slips(count: int) -> list[Finding]:
    return [Finding("stop-missing", Position(n, n), f"第{n}句") for n in range(1, count + 1)]


def test_the_summary_counts_duties_and_findings(sample: DutyList) -> None:
    assert report.summary(replace(sample, findings=()), messages.N_) == (
        "qingxi.txt: 重庆市/临江县/晴溪镇, 42 duties = 14 basic + 16 cooperative + "
        "12 reclaimed; 0 errors, 0 warnings, 0 notes"
    )


def test_the_gravest_findings_come_first(sample: DutyList) -> None:
    missing = Finding("list-missing", Position(), "", (("kind", "basic"),))
    headings = [line for line in told(sample, [*slips(1), missing]) if line.endswith("]")]
    assert headings == [
        "error: a whole list is missing (1) [list-missing]",
        "note: no full stop at the end (1) [stop-missing]",
    ]


def test_many_findings_of_a_rule_are_cut_unless_all_are_wanted(sample: DutyList) -> None:
    assert "  … and 2 more (dutygraph -v check shows all)" in told(sample, slips(10))
    assert "  line 10  第10句" in told(sample, slips(10), whole=True)


def test_one_hint_for_all_stands_once_and_different_ones_at_each(sample: DutyList) -> None:
    assert sum("→" in line for line in told(sample, slips(3))) == 1
    words = [
        Finding("words-repeated", Position(n, n), "", (("words", f"词{n}"),)) for n in range(1, 4)
    ]
    assert sum("→" in line for line in told(sample, words)) == 3


@pytest.mark.parametrize(
    ("position", "words"),
    [
        (Position(line=12, end_line=12), "line 12"),
        (Position(line=12, end_line=15), "lines 12–15"),
        (Position(page=3, box="1,2,3,4"), "page 3"),
        (Position(sheet="配合", cell="B7"), "sheet 配合 cell B7"),
        (Position(table=2, row=3, cell="4"), "table 2 row 3 cell 4"),
        (Position(), ""),
    ],
)
def test_a_place_is_told_in_words(position: Position, words: str) -> None:
    assert report.place(position, messages.N_) == words


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_all_lines_fit_eighty_columns(real_list: Path, language: str) -> None:
    duty_list = loaders.read_file(real_list)
    translate = messages.translator(language)
    text = report.findings_text(duty_list, translate, whole=True, width=80)
    assert [line for line in text.splitlines() if wcswidth(line) > 80] == []
