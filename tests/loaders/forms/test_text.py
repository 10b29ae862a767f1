"""Lines of text documents become rows; what Markdown adds to a line is no text."""

import pytest

from dutygraph.loaders.forms import text


def texts(document: str) -> list[list[str] | str]:
    """Return the rows: the texts of the cells, or the text of a line outside of tables."""
    rows = text.read(document.encode(), "list.md").rows
    return [list(row.texts) if row.table else row.texts[0] for row in rows]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("| a | b |", ["a", "b"]),
        ("| a \\| b | c |", ["a | b", "c"]),
        ("|:---|---:|", [":---", "---:"]),
        ("| 1 | **重点** |", ["1", "重点"]),
        ("a\tb\t", ["a", "b", ""]),
        ("## 基本履职事项清单", "基本履职事项清单"),
        ("__标题__", "标题"),
        ("#标签", "#标签"),
    ],
)
def test_a_line(line: str, expected: list[str] | str) -> None:
    assert texts(line) == [expected]


@pytest.mark.parametrize("dashes", [4, 500])
def test_a_rule_as_wide_as_the_columns_is_a_short_one(dashes: int) -> None:
    """Pandoc pads the columns of a table to its widest cell, a whole duty."""
    assert texts(f"|:{'-' * dashes}|{'-' * dashes}:|") == [[":---", "---:"]]


def test_dashes_within_a_text_stay() -> None:
    assert texts("| 1 | a----b |") == [["1", "a----b"]]
