"""Cells are cut where their tags say, closed or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutygraph.loaders.forms.markup import paragraphs
from dutygraph.loaders.rows import Layout
from dutygraph.model import Position

HERE = Position(line=3, end_line=3)
PLAIN, PARAGRAPH, ITEM, BLOCK = Layout.PLAIN, Layout.PARAGRAPH, Layout.ITEM, Layout.BLOCK


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("", []),
        (" \u3000", []),
        ("一 二", [(PLAIN, "一 二")]),
        ("<p>一</p> <p>二</p>", [(PARAGRAPH, "一"), (PARAGRAPH, "二")]),
        ("<p>一<p>二", [(PARAGRAPH, "一"), (PARAGRAPH, "二")]),
        ("<P CLASS='a'>一</P >二", [(PARAGRAPH, "一"), (PLAIN, "二")]),
        ("零<p></p><p>一</p>", [(PLAIN, "零"), (PARAGRAPH, "一")]),
        ('<ol style="x: none; y: 0;"> 一。 二。', [(BLOCK, "一。 二。")]),
        ("<ol>一</ol>二", [(BLOCK, "一"), (PLAIN, "二")]),
        ("<ol><li>一<li>二</ol>", [(ITEM, "一"), (ITEM, "二")]),
        ("<ul><li>一</li>二</ul>", [(ITEM, "一"), (BLOCK, "二")]),
        ("一<br>二<BR/>三", [(PARAGRAPH, "一"), (PARAGRAPH, "二"), (PARAGRAPH, "三")]),
        ("<ol>一<br/>二", [(BLOCK, "一"), (BLOCK, "二")]),
        ("<p>一<b>二</b><span>三</span></p>", [(PARAGRAPH, "一二三")]),
        ("<p>a &lt; b&nbsp;&amp; c</p>", [(PARAGRAPH, "a < b & c")]),
        ("3 < 4 > 2", [(PLAIN, "3 < 4 > 2")]),
        ("<p", [(PLAIN, "<p")]),
    ],
)
def test_cell_is_cut_into_paragraphs(cell: str, expected: list[tuple[Layout, str]]) -> None:
    read = paragraphs(cell, HERE)
    assert [(one.layout, one.text) for one in read] == expected
    assert all(one.pieces == ((0, HERE),) for one in read)


@given(st.text(alphabet="<>/pbrolidv &;一。\t\n", max_size=60))
def test_no_paragraph_is_blank_or_padded(cell: str) -> None:
    for one in paragraphs(cell, HERE):
        assert one.text == " ".join(one.text.split()) != ""
