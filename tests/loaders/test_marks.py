"""Marks count only where they open a clause, and only as words of their own."""

import csv
from pathlib import Path

import pytest

from dutygraph.loaders.marks import marks

_CASES = Path(__file__).parent.parent / "data" / "marks.csv"


def cases() -> list[tuple[str, str]]:
    with _CASES.open(encoding="utf-8", newline="") as lines:
        return [(row["text"], row["expected"]) for row in csv.DictReader(lines)]


@pytest.mark.parametrize(("text", "expected"), cases())
def test_marks_of_a_statement(text: str, expected: str) -> None:
    assert " ".join(f"{one.mark}:{one.word}" for one in marks(text)) == expected


def test_several_bearers_make_a_mark_without_a_word() -> None:
    assert [(one.mark, one.word) for one in marks("落实。", 2)] == [("共同", "")]


def test_the_word_itself_is_not_doubled_by_several_bearers() -> None:
    assert [(one.mark, one.word) for one in marks("共同落实。", 2)] == [("共同", "共同")]
