"""A PDF is read by its geometry: ruled cells, their lines joined to paragraphs, pages as shown."""

import io
from collections.abc import Sequence
from pathlib import Path

import docx
import forms
import office
import pdfplumber
import pytest
import tinypdf
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Emu, Pt
from duties import differences
from playwright.sync_api import Page
from system import lacking
from tinypdf import block, grid, stroke, words

from dutygraph.loaders import read_bytes
from dutygraph.loaders.forms import pdf, pdfgrid, pdfpages
from dutygraph.loaders.rows import Document, Layout, Row
from dutygraph.model import DutyList, Finding, Position

Lines = Sequence[str | tuple[float, str]]
Texts = list[tuple[str, ...]]


def read(*pages: bytes, page: str = "", title: bytes = b"") -> Document:
    return pdf.read(tinypdf.write(pages, page=page, title=title), "list.pdf")


def texts(document: Document) -> Texts:
    return [row.texts for row in document.rows]


# Two columns and two rows: 序号 and 事项名称 above, 1 and a title below.
LINES = grid([20, 60, 200], [20, 40, 60])
WORDS = words(25, 25, "序号") + words(65, 25, "事项名称") + words(25, 45, "1")
TITLE = words(65, 45, "加强党的建设")
TABLE = LINES + WORDS + TITLE
ROWS: Texts = [("序号", "事项名称"), ("1", "加强党的建设")]


# Paragraphs


def cell(lines: Lines, width: float = 110, pitch: float = 14) -> Row:
    """Return a row whose second cell holds these lines, or lines set in from the left by points.

    The cell leaves 5 points on both sides, so that ten characters fill a line of 110 points.
    """
    placed = [line if isinstance(line, tuple) else (0.0, line) for line in lines]
    content = grid([20, 60, 60 + width], [20, 280]) + words(25, 25, "1")
    for index, (inset, text) in enumerate(placed):
        content += words(65 + inset, 25 + pitch * index, text)
    (row,) = read(content).rows
    return row


def paragraphs(lines: Lines, width: float = 110) -> list[str]:
    return [paragraph.text for paragraph in cell(lines, width).cells[1]]


def test_lines_that_are_full_are_one_paragraph() -> None:
    assert paragraphs(["一二三四五六七八九十", "甲乙丙丁。"]) == ["一二三四五六七八九十甲乙丙丁。"]


def test_a_line_that_leaves_room_ends_a_paragraph() -> None:
    assert paragraphs(["县公安局：", "开展巡查。"]) == ["县公安局：", "开展巡查。"]


def test_a_line_is_full_where_the_next_begins_with_what_nothing_may_part() -> None:
    """九 and the comma after it stay together; so do a word and the bracket before it."""
    assert len(paragraphs(["一二三四五六七八", "九，十甲乙。"])) == 1
    assert len(paragraphs(["一二三四五六七八", "（甲）乙丙。"])) == 1
    assert len(paragraphs(["一二三四五六七", "abcdef丙。"])) == 1
    assert len(paragraphs(["一二三四五六七八", "甲乙丙丁。"])) == 2


def test_a_number_begins_a_paragraph_after_a_full_line_that_ends_a_sentence() -> None:
    assert paragraphs(["1.三四五六七八九十。", "2.甲乙丙。"]) == [
        "1.三四五六七八九十。",
        "2.甲乙丙。",
    ]
    assert paragraphs(["一二三四五六七八九：", "（一）甲乙。"])[1:] == ["（一）甲乙。"]


def test_the_following_number_begins_a_paragraph_after_a_full_line_without_a_stop() -> None:
    assert paragraphs(["3.三四五六七八九十一", "4.甲乙丙。"]) == [
        "3.三四五六七八九十一",
        "4.甲乙丙。",
    ]


def test_a_number_within_a_sentence_begins_nothing() -> None:
    assert paragraphs(["一二三四五六七八九十", "12345热线。"]) == [
        "一二三四五六七八九十12345热线。"
    ]


def test_a_heading_begins_a_paragraph_after_a_full_line() -> None:
    lines = ["一二三四五六七八九。", "县住房城乡建委、县规", "划自然资源局：", "1.甲乙。"]
    assert paragraphs(lines) == [
        "一二三四五六七八九。",
        "县住房城乡建委、县规划自然资源局：",
        "1.甲乙。",
    ]


def test_an_indented_line_begins_a_paragraph() -> None:
    lines: Lines = [(20.0, "甲乙丙丁戊己庚。"), (20.0, "一二三四五六七八"), "九十。"]
    assert paragraphs(lines) == ["甲乙丙丁戊己庚。", "一二三四五六七八九十。"]


def test_words_set_in_under_a_number_go_on_with_its_paragraph() -> None:
    lines: Lines = ["1.三四五六七八九十", (10.0, "甲乙丙丁戊己庚辛壬"), (10.0, "癸。"), "2.甲。"]
    assert paragraphs(lines) == ["1.三四五六七八九十甲乙丙丁戊己庚辛壬癸。", "2.甲。"]


def test_centred_lines_are_told_by_the_room_on_both_sides() -> None:
    row = cell([(30.0, "县公安局"), (25.0, "县农业农村")])
    assert row.texts[1] == "县公安局 县农业农村"
    row = cell([(2.5, "一二三四五六七八九"), (37.5, "十甲")], width=105)
    assert [paragraph.text for paragraph in row.cells[1]] == ["一二三四五六七八九十甲"]


def test_lines_further_apart_than_the_others_are_paragraphs() -> None:
    full = "一二三四五六七八九十"
    content = grid([20, 60, 170], [20, 280]) + words(25, 25, "1")
    for top in (25, 39, 53, 77, 91):
        content += words(65, top, full)
    (row,) = read(content).rows
    assert [len(paragraph.text) for paragraph in row.cells[1]] == [30, 20]


def test_latin_words_keep_a_blank_where_a_line_ends_and_numbers_do_not() -> None:
    assert paragraphs(["数据开放 open data", "portal建设。"]) == ["数据开放 open data portal建设。"]
    content = grid([20, 31, 200], [20, 60]) + words(23, 25, "1") + words(23, 39, "0")
    assert texts(read(content + words(40, 25, "甲")))[0] == ("10", "甲")


def test_a_gap_without_a_blank_parts_two_words() -> None:
    content = LINES + WORDS + words(65, 45, "县公安局") + words(120, 45, "县教委")
    assert texts(read(content))[1] == ("1", "县公安局 县教委")


def test_letters_drawn_twice_to_look_bold_are_read_once() -> None:
    content = TABLE + words(65.4, 45, "加强党的建设")
    assert texts(read(content)) == ROWS


def test_the_layout_tells_whether_a_cell_has_paragraphs() -> None:
    assert [one.layout for one in cell(["县公安局：", "开展巡查。"]).cells[1]] == [
        Layout.PARAGRAPH
    ] * 2
    assert cell(["开展巡查。"]).cells[1][0].layout is Layout.PLAIN


# Tables


DOUBLE = b"".join(stroke(20 + d, 20, 20 + d, 60) + stroke(20, 60 + d, 200, 60 + d) for d in (0, 2))
DASHED = b"".join(stroke(x, 40, x + 3, 40) for x in range(20, 200, 5))
BARS = b"".join(
    [block(x, 20, x + 0.5, 60) for x in (20, 60, 200)]
    + [block(20, top, 200, top + 0.5) for top in (20, 40, 60)]
)


@pytest.mark.parametrize(
    "lines",
    [
        LINES + DOUBLE,
        grid([20, 60, 200], [20, 60]) + DASHED,
        BARS,
        block(20, 20, 200, 40, "0.8 g") + LINES,
        grid([20, 60, 200], [20, 40])
        + stroke(20, 40, 20, 60)
        + stroke(60, 40, 60, 60)
        + stroke(200, 40, 200, 60),
        stroke(60, 20, 60, 60) + b"".join(stroke(20, top, 200, top) for top in (20, 40, 60)),
        block(0, 0, 400, 300, "1 1 1 rg") + block(62, 44, 130, 56, "1 1 1 rg") + LINES,
        LINES + block(64, 44, 100, 56, "1 1 0 rg") + block(100, 44, 130, 56, "0 1 0 rg"),
        LINES + stroke(65, 56, 125, 56),
    ],
    ids=[
        "double lines",
        "a dashed line",
        "bars for lines",
        "a coloured header",
        "no border at the page's end",
        "no borders at the sides",
        "white ground",
        "words marked with colours",
        "an underlined word",
    ],
)
def test_cells_are_found_however_their_lines_are_drawn(lines: bytes) -> None:
    assert texts(read(lines + WORDS + TITLE)) == ROWS


def test_a_category_that_spans_the_columns_is_one_cell() -> None:
    content = stroke(20, 20, 200, 20) + stroke(20, 20, 20, 40) + stroke(200, 20, 200, 40)
    content += (
        words(25, 25, "一、党的建设（1项）") + grid([20, 60, 200], [40, 60]) + words(25, 45, "1")
    )
    assert texts(read(content)) == [("一、党的建设（1项）", ""), ("1", "")]


def test_a_cell_that_spans_rows_stands_in_the_first() -> None:
    content = grid([20, 60], [20, 60]) + grid([60, 200], [20, 40, 60])
    content += words(25, 35, "1") + words(65, 25, "县公安局") + words(65, 45, "县教委")
    assert texts(read(content)) == [("1", "县公安局"), ("", "县教委")]


def test_text_around_the_tables_comes_line_by_line_in_its_order() -> None:
    second = grid([20, 60, 200], [120, 140, 160]) + words(25, 125, "2")
    content = words(100, 5, "履行职责清单") + TABLE + words(50, 90, "配合履职事项清单") + second
    rows = read(content).rows
    assert [(row.table, row.texts[0]) for row in rows] == [
        (False, "履行职责清单"),
        (True, "序号"),
        (True, "1"),
        (False, "配合履职事项清单"),
        (True, "2"),
        (True, ""),
    ]


# Positions and pages


def test_positions_are_pages_and_boxes_from_the_upper_left_corner() -> None:
    rows = read(TABLE, words(30, 10, "说明") + TABLE).rows
    assert rows[1].position == Position(page=1, box="20,40,200,60")
    assert rows[1].cells[1][0].pieces == ((0, Position(page=1, box="60,40,200,60")),)
    assert rows[2].position == Position(page=2, box="30,10,50,20")


def test_positions_count_from_the_corner_of_what_is_shown() -> None:
    document = read(TABLE, page="/CropBox [10 10 390 290]")
    assert document.rows[0].position.box == "10,10,190,30"


@pytest.mark.parametrize(
    ("turned", "rotate"),
    [
        ("0 1 -1 0 300 0", 90),
        ("0 1 -1 0 300 0", 0),
        ("-1 0 0 -1 400 300", 180),
        ("-1 0 0 -1 400 300", 0),
    ],
)
def test_a_page_drawn_on_its_side_is_read_upright(turned: str, rotate: int) -> None:
    page = f"/Rotate {rotate}"
    if turned.startswith("0"):
        page += " /CropBox [0 0 300 400]"
    content = f"{turned} cm\n".encode() + TABLE
    data = tinypdf.write([content], page=page)
    if turned.startswith("0"):
        data = data.replace(b"/MediaBox [0 0 400 300]", b"/MediaBox [0 0 300 400]")
    assert texts(pdf.read(data, "list.pdf")) == ROWS


def test_a_watermark_is_left_out_with_a_finding() -> None:
    mark = words(100, 100, "内部资料", 40, "0.7 0.7 -0.7 0.7")
    document = read(TABLE + mark, TABLE + mark)
    assert texts(document) == ROWS * 2
    assert document.findings == [Finding("slanted-text", Position(page=1), "内部资料")]


def test_headers_and_footers_are_read_once_or_not_at_all() -> None:
    pages = [
        words(20, 5, "青溪镇履行职责事项清单") + TABLE + words(20, 280, f"打印于机关 第{number}页")
        for number in range(1, 5)
    ]
    document = read(*pages)
    assert texts(document) == [("青溪镇履行职责事项清单",), *ROWS * 4]
    assert [(one.rule, one.text) for one in document.findings] == [
        ("running-line", "青溪镇履行职责事项清单"),
        ("running-line", "打印于机关 第1页"),
    ]


def test_page_numbers_are_left_to_those_who_know_them() -> None:
    document = read(*[TABLE + words(180, 280, f"— {number} —") for number in range(1, 5)])
    assert texts(document)[2::3] == [("— 1 —",), ("— 2 —",), ("— 3 —",), ("— 4 —",)]
    assert not document.findings


def test_radicals_that_look_like_characters_are_read_as_these() -> None:
    """Chrome writes ⺠ (U+2EA0) and ⾏ (U+2F8F) for 民 and 行; our font knows neither."""
    assert "".join(map(pdfpages.readable, "⺠⾏⻓⻰⻆民（ａ")) == "民行长龙角民（ａ"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("青溪镇清单".encode("gb18030"), ("青溪镇清单",)),
        (b"\xfe\xff" + "青溪镇清单".encode("utf-16-be"), ("青溪镇清单",)),
        ("Microsoft Word - 青溪镇清单.docx".encode("gb18030"), ("青溪镇清单",)),
        (b"untitled", ()),
        (b"", ()),
    ],
)
def test_the_file_s_own_title_is_kept_without_the_program_s_words(
    written: bytes, title: tuple[str, ...]
) -> None:
    assert read(TABLE, title=written).titles == title


# Other programs' files


def test_what_a_browser_prints_gives_the_same_duties(sample: DutyList, page: Page) -> None:
    page.set_content(forms.write(sample, "html").decode())
    page.add_style_tag(content="p { margin: 0 } table { border-collapse: collapse }")
    printed = page.pdf(display_header_footer=True, margin={"top": "60px", "bottom": "60px"})
    assert "\n".join(differences(sample, read_bytes(printed, "list.pdf"))) == ""


def test_justified_and_indented_text_on_upright_pages_gives_the_same_duties(
    sample: DutyList, tmp_path: Path
) -> None:
    """The other forms' PDF has left-aligned text on pages lying on their side."""
    if office.find_office() is None:
        lacking("no LibreOffice on PATH; name one in DUTYGRAPH_SOFFICE")
    source = tmp_path / "list.docx"
    source.write_bytes(restyled(forms.write(sample, "docx")))
    printed = office.convert(source, "pdf")
    assert "\n".join(differences(sample, read_bytes(printed, "list.pdf"))) == ""
    assert_same_cells_as_pdfplumber(printed)


def assert_same_cells_as_pdfplumber(data: bytes) -> None:
    """Compare where cells lie with what a program of others finds, whose way of finding is ours."""
    pages = pdfpages.pages(pdfpages.open_document(data))
    found = [pdfgrid.grids(page.edges) for page in pages]
    with pdfplumber.open(io.BytesIO(data)) as document:
        others = [[table.rows for table in page.find_tables()] for page in document.pages]
    assert rounded(found) == rounded(
        [[[row.cells for row in one] for one in page] for page in others]
    )
    assert sum(len(row) for page in found for table in page for row in table) > 100


def rounded(value: object) -> object:
    if isinstance(value, list | tuple):
        return [rounded(one) for one in value]
    return round(value, 2) if isinstance(value, float) else value


def restyled(data: bytes) -> bytes:
    """Return a Word file with upright pages, small justified letters and indented first lines."""
    word = docx.Document(io.BytesIO(data))
    section = word.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    for table in word.tables:
        for column in table.columns:
            column.width = Emu(int((column.width or 0) * 0.6))
        for place in table._cells:
            for paragraph in place.paragraphs:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
                paragraph.paragraph_format.first_line_indent = Pt(16)
                for run in paragraph.runs:
                    run.font.size = Pt(8)
    output = io.BytesIO()
    word.save(output)
    return output.getvalue()
