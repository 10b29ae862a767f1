"""Marks count only where they open a clause."""

import pytest

from dutygraph.loaders.marks import marks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("牵头制定方案。", "牵头:牵头"),
        ("负责牵头制定方案。", "牵头:牵头"),
        ("做好协同工作。", "配合:协同"),
        ("加强调度，牵头稳控；协助排查。", "牵头:牵头 配合:协助"),
        ("会同甲局核查。联合乙局执法。", "会同:会同 会同:联合"),
        ("按照各自职责分工落实。", "按职责:按照各自职责分工"),
        ("按照职责落实。", "按职责:按照职责"),
        ("共同做好工作。", "共同:共同"),
        ("统筹推进，统筹落实。", "统筹:统筹"),
        ("落实甲局牵头的方案。", ""),
        ("制定由甲局牵头的方案。", ""),
        ("负责指导工作。", ""),
        ("指导配合工作。", ""),
        ("", ""),
    ],
)
def test_marks_of_a_statement(text: str, expected: str) -> None:
    assert " ".join(f"{one.mark}:{one.word}" for one in marks(text)) == expected


def test_several_bearers_make_a_mark_without_a_word() -> None:
    assert [(one.mark, one.word) for one in marks("落实。", 2)] == [("共同", "")]


def test_the_word_itself_is_not_doubled_by_several_bearers() -> None:
    assert [(one.mark, one.word) for one in marks("共同落实。", 2)] == [("共同", "共同")]
