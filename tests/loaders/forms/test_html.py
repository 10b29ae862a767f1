"""Web pages become rows as a browser shows them: spans, lists, hidden text, tables in tables."""

import base64
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import forms
import office
import pytest
from duties import differences
from system import lacking

from dutygraph.errors import DocumentError
from dutygraph.loaders import read_bytes
from dutygraph.loaders.forms import html
from dutygraph.loaders.rows import Document, Layout, Row
from dutygraph.model import DutyList, Position

PLAIN, PARAGRAPH, ITEM, BLOCK = Layout.PLAIN, Layout.PARAGRAPH, Layout.ITEM, Layout.BLOCK
LIST = (
    "<h1>重庆市临江县晴溪镇</h1><h1>履行职责事项清单</h1><h2>基本履职事项清单</h2>"
    "<table><tr><th>序号<th>事项名称<tr><td colspan=2>一、党的建设（1项）"
    "<tr><td>1<td>学习宣传党的创新理论。</table>"
)
TITLES = ["重庆市临江县晴溪镇", "履行职责事项清单", "基本履职事项清单"]


def read(page: str | bytes) -> Document:
    return html.read(page.encode() if isinstance(page, str) else page, "page.html")


def texts(page: str | bytes) -> list[list[str] | str]:
    """Return the rows: the texts of the cells, or the text of a line outside of tables."""
    rows = read(page).rows
    return [list(row.texts) if row.table else row.texts[0] for row in rows]


def cell(markup: str) -> list[tuple[Layout, str]]:
    """Return the paragraphs of a cell with this content, which is the second of a row."""
    [row] = read(f"<table><tr><td>1</td><td>{markup}</td></tr></table>").rows
    return [(one.layout, one.text) for one in row.cells[1]]


def rules(document: Document) -> list[tuple[str, str]]:
    return [(one.rule, one.text) for one in document.findings]


# Cells and their paragraphs


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("县公安局", [(PLAIN, "县公安局")]),
        ("<p>甲<p>乙", [(PARAGRAPH, "甲"), (PARAGRAPH, "乙")]),
        ("甲<br>乙<BR/>丙", [(PARAGRAPH, "甲"), (PARAGRAPH, "乙"), (PARAGRAPH, "丙")]),
        ("甲<p>乙</p>丙", [(PLAIN, "甲"), (PARAGRAPH, "乙"), (PLAIN, "丙")]),
        ("<ol><li>甲<li><p>乙</p></ol>", [(ITEM, "甲"), (PARAGRAPH, "乙")]),
        ('<p>甲：</p><ol style="x">乙。 丙。', [(PARAGRAPH, "甲："), (BLOCK, "乙。 丙。")]),
        ("<div><div>甲</div>\n乙\n</div>", [(PARAGRAPH, "甲"), (PLAIN, "乙")]),
        ("<h3>甲</h3><blockquote>乙", [(PARAGRAPH, "甲"), (PARAGRAPH, "乙")]),
        ("甲\n  <b>乙</b><span>丙</span>\xa0&nbsp;", [(PLAIN, "甲 乙丙")]),
        ("1&lt;2 &amp; 3&#12290;&nosuch;", [(PLAIN, "1<2 & 3。&nosuch;")]),
        ("<![if !supportLists]>1.<![endif]>甲<o:p>&nbsp;</o:p><!--[if mso]>乙<![endif]-->",
         [(PLAIN, "1.甲")]),
        ("甲<script>let a = '<td>';</script><style>td {}</style>", [(PLAIN, "甲")]),
    ],
)  # fmt: skip
def test_a_cell_keeps_its_paragraphs(markup: str, expected: list[tuple[Layout, str]]) -> None:
    assert cell(markup) == expected


def test_a_cell_reads_like_that_of_a_text_document(sample: DutyList) -> None:
    """The same tags stand in the cells of both, and mean the same there."""
    text, page = forms.write(sample, "text"), forms.write(sample, "html")
    assert "\n".join(differences(read_bytes(text, "a.txt"), read_bytes(page, "a.html"))) == ""


def test_positions_are_table_row_and_cell_and_outside_of_tables_the_line() -> None:
    rows = read("<p>甲</p>\n\n<p>乙\n丙</p>\n<table>\n<tr><td>a<tr></tr><tr><td><td>b</table>").rows
    assert [row.position for row in rows] == [
        Position(line=1, end_line=1),
        Position(line=3, end_line=4),
        Position(table=1, row=1),
        Position(table=1, row=3),
    ]
    assert rows[3].cells[1][0].positions(0, 1) == (Position(table=1, row=3, cell="2"),)


# The grid


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("<tr><td>a<td>b<tr><td>c<td>d", [["a", "b"], ["c", "d"]]),
        ("<tr><td rowspan=2>a<td>b<tr><td>c", [["a", "b"], ["", "c"]]),
        ("<tr><td>a<td rowspan=3>b<td>c<tr><td>d<td>e<tr><td>f",
         [["a", "b", "c"], ["d", "", "e"], ["f"]]),
        ("<tr><td colspan=3>a<tr><td>b<td colspan=2>c<td>d", [["a", "", ""], ["b", "c", "", "d"]]),
        ("<tr><td rowspan=2 colspan=2>a<td>b<tr><td>c", [["a", "", "b"], ["", "", "c"]]),
        ("<tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d", [["a", "b"], ["", "c"], ["", "d"]]),
        ("<tr><td rowspan=99>a<td>b<tr><td>c", [["a", "b"], ["", "c"]]),
        ("<thead><tr><th rowspan=9>a<th>b<tbody><tr><td>c<td>d", [["a", "b"], ["c", "d"]]),
        ("<tr><td colspan=x rowspan=-2>a<td colspan=0>b<tr><td>c", [["a", "b"], ["c"]]),
        ("<tr><td>a<td></td><td>&nbsp;</td><tr><td> <td> <tr><td><td>b",
         [["a", "", ""], ["", "b"]]),
        ("<td>a<td>b<tr>", [["a", "b"]]),
    ],
)  # fmt: skip
def test_spans_leave_empty_cells_behind(table: str, expected: list[list[str]]) -> None:
    assert texts(f"<table>{table}</table>") == expected


def test_cells_behind_the_hundredth_column_are_joined_to_it() -> None:
    [row] = texts("<table><tr>" + "".join(f"<td>{n}" for n in range(1, 104)))
    assert row[:2] == ["1", "2"]
    assert row[98:] == ["99", "100 101 102 103"]


def test_text_between_cells_and_captions_stand_before_the_table() -> None:
    page = "<table>甲<caption>乙</caption><tr>丙<td>a<td>b</tr>丁</table>戊"
    assert texts(page) == ["甲", "乙", "丙", "丁", ["a", "b"], "戊"]


# Tables in tables


def test_a_table_that_arranges_the_page_gives_lines_and_the_tables_within() -> None:
    page = (
        "<table><tr><td>导航<td><h2>标题</h2><table><tr><td>1<td>a<td>x<tr><td>2<td>b<td>y</table>"
        "<p>页脚</table>"
    )
    assert texts(page) == ["导航", "标题", ["1", "a", "x"], ["2", "b", "y"], "页脚"]
    assert [row.position.table for row in read(page).rows if row.table] == [1, 1]


def test_a_table_of_one_cell_gives_lines() -> None:
    assert texts("<table><tr><td><p>甲<p>乙</table>") == ["甲", "乙"]


def test_a_small_table_within_a_cell_gives_paragraphs_of_that_cell() -> None:
    inner = "<table><tr><td>县公安局：<td>甲。<tr><td>乙。</table>丙。"
    page = f"<table><tr><td>1<td>a<td>{inner}<tr><td>2<td>b<td>c</table>"
    assert texts(page) == [["1", "a", "县公安局： 甲。 乙。 丙。"], ["2", "b", "c"]]
    assert len(read(page).rows[0].cells[2]) == 4


# Outside of tables


def test_blocks_and_broken_lines_are_lines() -> None:
    page = "<center>甲<br>乙</center><ul><li>丙<li>丁</ul>戊<br>己<h3>庚</h3><div>辛\n壬</div>"
    assert texts(page) == ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛 壬"]


def test_text_without_any_tag_keeps_the_lines_and_marks_of_markdown() -> None:
    table = "<table><tr><td>a<td>b</table>"
    page = f"# 标题\n第一行\n**第二行**\n\n{table}\n\n## 后文\n| c | d<br>e |\n|---|-----|\n"
    rows = read(page).rows
    assert [list(row.texts) for row in rows] == [
        ["标题"],
        ["第一行"],
        ["第二行"],
        ["a", "b"],
        ["后文"],
        ["c", "d e"],
        ["---", "---"],
    ]
    assert [row.position.line for row in rows if not row.position.table] == [1, 2, 3, 7, 8, 9]


def test_pages_around_each_table_do_not_end_the_document() -> None:
    """Recognisers write each table of their Markdown as a page of its own."""
    table = (
        '<div style="text-align: center;"><html><body><table border="1">'
        "<tr><td>{}</td><td>x</td></tr></table></body></html></div>"
    )
    page = f"{table.format(1)}\n\n第二页\n第三页\n\n{table.format(2)}\n"
    assert texts(page) == [["1", "x"], "第二页", "第三页", ["2", "x"]]


# What is not shown


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>藏<p>匿",
        '<span style="display:none">藏</span>',
        '<div style="DISPLAY: none; color: red"><p>藏</p></div>',
        "<span style='mso-hide:all'>藏</span>",
        "<table style='display:none'><tr><td>藏</table>",
    ],
)
def test_hidden_text_is_not_read_and_said_so(hidden: str) -> None:
    document = read(f"<p>甲</p>\n{hidden}<p>乙</p>")
    assert [row.texts[0] for row in document.rows if row.texts[0] != "匿"] == ["甲", "乙"]
    assert rules(document) == [("hidden-content", "藏")]
    assert document.findings[0].position == Position(line=2, end_line=2)


def test_hidden_rows_and_cells_leave_no_gap() -> None:
    row = "<tr><td>a<td style='display:none'>x<td>b<tr hidden><td>y<tr><td>c<td>d"
    assert texts(f"<table>{row}</table>") == [["a", "b"], ["c", "d"]]


def test_programs_and_properties_are_no_text() -> None:
    page = "<p>甲<noscript>乙</noscript><svg><title>丙</title></svg><xml><x:Name>丁</x:Name></xml>"
    document = read(page)
    assert ([row.texts for row in document.rows], document.titles) == ([("甲",)], ())
    assert document.findings == []


def test_the_title_is_a_title_and_no_line() -> None:
    document = read("<title> 重庆市临江县\n晴溪镇 </title><p>甲")
    assert document.titles == ("重庆市临江县 晴溪镇",)
    assert len(document.rows) == 1


# Characters


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "gb18030"),
        ("", "utf-16"),
        ('<meta charset="gb2312">', "gb18030"),
        ('<meta charset="gb2312">', "utf-8"),
        ('<meta charset="utf-8">', "gbk"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=GBK">', "gbk"),
        ('<?xml version="1.0" encoding="gb2312"?>', "gb2312"),
    ],
)
def test_encodings(declared: str, encoding: str) -> None:
    page = f"<!DOCTYPE html>{declared}{LIST}".encode(encoding)
    found = read_bytes(page, "list.html")
    assert (found.place, found.source.format) == (("重庆市", "临江县", "晴溪镇"), "html")
    assert [one.title for one in found.duties] == ["学习宣传党的创新理论。"]


@pytest.mark.parametrize(("charset", "wrong"), [("utf-8", b"\xe4\xb8"), ("gb2312", b"\xff")])
def test_a_wrong_byte_is_replaced_where_the_page_names_its_encoding(
    charset: str, wrong: bytes
) -> None:
    sentence = "学习宣传党的创新理论，健全党委班子集体学习安排，推动理论进村入户。"
    page = f'<meta charset="{charset}">\n<p>{sentence}<p>{sentence}建设'.encode(charset)
    document = read(page.replace("建设".encode(charset), wrong + b"<"))
    [finding] = document.findings
    assert (finding.rule, finding.position.line) == ("characters-replaced", 2)
    assert document.rows[0].texts == (sentence,)
    assert document.rows[1].texts[0].startswith(sentence + "\ufffd")


def test_forbidden_characters_are_replaced_and_counted() -> None:
    text = "党的创新理论" * 20
    document = read(f"<p>{text}\x01</p>\r\n<p>乙&#2;&#xFFFF;丙&#13;&#10;丁</p>")
    assert [row.texts[0] for row in document.rows] == [text + "\ufffd", "乙\ufffd\ufffd丙 丁"]
    assert [(one.position.line, one.values) for one in document.findings] == [
        (1, (("count", "1"),)),
        (2, (("count", "2"),)),
    ]


# Files of Word, Excel, browsers


def mhtml(*parts: tuple[str, str, str]) -> bytes:
    """Return a page in one file: of each part its location, its transfer encoding, its content."""
    head = "From: <Saved>\r\nSubject: =?utf-8?Q?=E6=B8=85?=\r\n =?utf-8?Q?=E5=8D=95?=\r\n"
    lines = [head + 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n']
    for location, encoding, content in parts:
        body = base64.encodebytes(content.encode()).decode() if encoding == "base64" else content
        kind = "text/html" if location.endswith("htm") else "image/png"
        lines.append(
            f"--b\r\nContent-Location: {location}\r\nContent-Transfer-Encoding: {encoding}\r\n"
            f"Content-Type: {kind}\r\n\r\n{body}\r\n"
        )
    return "".join([*lines, "--b--\r\n"]).encode()


def test_a_page_in_one_file_is_read() -> None:
    quoted = "".join(f"={byte:02X}" for byte in LIST.encode())
    quoted = re.sub("(.{60})", "\\1=\r\n", quoted)
    files = (("http://x/a.htm", "quoted-printable", quoted), ("b.png", "base64", "<p>no"))
    found = read_bytes(mhtml(*files), "list.mht")
    assert (found.place[-1], len(found.duties), found.source.format) == ("晴溪镇", 1, "html")


def test_the_sheets_of_a_workbook_saved_as_a_page_have_their_names() -> None:
    sheets = "".join(
        f"<x:ExcelWorksheet><x:Name>{name}</x:Name>"
        f'<x:WorksheetSource HRef="l.files/sheet00{n}.htm"/></x:ExcelWorksheet>'
        for n, name in enumerate(("基本", "配合", "草稿"), start=1)
    )
    hidden = "<!--[if gte mso 9]><xml><x:Visible>SheetHidden</x:Visible></xml><![endif]-->"
    row = "<table><tr><td>{}<td>x</table>"
    data = mhtml(
        ("C:/l.htm", "8bit", f"<!--{sheets}--><noframes>框架</noframes>"),
        ("C:/l.files/tabstrip.htm", "8bit", "<p>基本"),
        ("C:/l.files/sheet001.htm", "base64", row.format(1)),
        ("C:/l.files/sheet002.htm", "8bit", row.format(2)),
        ("C:/l.files/sheet003.htm", "8bit", hidden + row.format(3)),
    )
    assert texts(data) == ["基本", ["1", "x"], "配合", ["2", "x"]]
    assert [row.position.sheet for row in read(data).rows] == ["基本", "", "配合", ""]
    assert [row.position.table for row in read(data).rows] == [0, 1, 0, 2]
    assert rules(read(data)) == [("hidden-content", "草稿")]


def test_a_page_of_excel_named_xls() -> None:
    page = (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="gb2312">'
        "<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet>"
        "<x:Name>清单&amp;表</x:Name></x:ExcelWorksheet></x:ExcelWorksheets></xml><![endif]-->"
        "<style>td {mso-number-format:'\\@';}</style></head><body>"
        + LIST.replace("<td>1", "<td x:num style='mso-number-format:General'>1")
    ).encode("gb18030")
    assert read(page).rows[0].position == Position(sheet="清单&表")
    found = read_bytes(page, "清单.xls")
    assert [(one.number, one.category) for one in found.duties] == [(1, "党的建设")]


def test_a_page_as_word_saves_it() -> None:
    paragraph = (
        "<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'>"
        "<![if !supportLists]><span lang=EN-US><span style='mso-list:Ignore'>{}.<span"
        " style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span></span>"
        "<![endif]><span style='font-family:仿宋'>{}<span lang=EN-US><o:p></o:p></span></span></p>"
    )
    markup = paragraph.format(1, "做甲。") + "\n" + paragraph.format(2, "做乙。")
    assert cell(markup) == [(PARAGRAPH, "1. 做甲。"), (PARAGRAPH, "2. 做乙。")]


# Pages made by other programs


def needs_office() -> None:
    if office.find_office() is None:
        lacking("no LibreOffice on PATH; name one in DUTYGRAPH_SOFFICE")


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_page_made_by_libreoffice(sample: DutyList, tmp_path: Path, form: str) -> None:
    needs_office()
    file = tmp_path / f"list.{form}"
    file.write_bytes(forms.write(sample, form))
    found = read_bytes(office.convert(file, "html"), "list.html")
    assert "\n".join(differences(sample, found)) == ""
    assert (found.place, found.title) == (sample.place, sample.title)


@pytest.mark.parametrize("target", ["html", "gfm"])
def test_a_page_made_by_pandoc(sample: DutyList, target: str) -> None:
    try:
        page = office.pandoc(forms.write(sample, "html").decode(), "html", target)
    except FileNotFoundError:
        lacking("no pandoc on PATH")
    found = read_bytes(page, "list.html")
    assert "\n".join(differences(sample, found)) == ""
    assert (found.place, found.title) == (sample.place, sample.title)


def test_a_table_that_pandoc_makes_of_markdown() -> None:
    text = "标题\n\n| 序号 | 事项名称 |\n|---:|---|\n| 1 | 甲<br>**乙** |\n\n1. 一\n2. 二\n"
    try:
        page = office.pandoc(text, "markdown", "html").decode()
    except FileNotFoundError:
        lacking("no pandoc on PATH")
    assert texts(page) == ["标题", ["序号", "事项名称"], ["1", "甲 乙"], "一", "二"]


def test_recognised_pages_with_unclosed_tags_and_a_row_cut_by_the_page() -> None:
    header = "<tr><td>序号<td>事项名称<td>对应上级部门<td>上级部门职责<td>镇配合职责"
    page = f"""<html><body>
<p>配合履职事项清单
<table border=1>{header}
<tr><td colspan=5>一、平安法治（2项）
<tr><td>1<td>校车安全监管<td>县公安局 县教委<td><p>县公安局：<p>1.依法查处校车违
<td><p>1.发现问题</table>
<p>12
<table border=1>{header}
<tr><td><td><td><td><p>法行为。<p>县教委：<p>开展检查。<td>及时上报。
<tr><td>2<td>禁毒<td>县公安局<td>负责禁毒。<td>开展宣传。
"""
    found = read_bytes(page.encode(), "pages.html")
    first, second = found.duties
    assert [(one.bearers[0].name, one.text) for one in first.statements] == [
        ("县公安局", "依法查处校车违法行为。"),
        ("县教委", "开展检查。"),
    ]
    assert [one.text for one in first.township] == ["发现问题及时上报。"]
    assert first.positions == (Position(table=1, row=3), Position(table=2, row=2))
    assert first.statements[0].positions == (
        Position(table=1, row=3, cell="4"),
        Position(table=2, row=2, cell="4"),
    )
    assert (second.number, second.title) == (2, "禁毒")
    assert {one.rule for one in found.findings} >= {"joined-over-page"}
    assert "unread-text" not in {one.rule for one in found.findings}


def test_what_stands_around_the_list_on_a_site_is_a_finding() -> None:
    page = (
        "<nav><ul><li><a href=/>首页</a><li><a href=/a>政务公开</a></ul></nav>"
        f"<main>{LIST}</main><footer><p>主办单位：某办公室</p></footer>"
    )
    found = read_bytes(page.encode(), "page.html")
    unread = " ".join(one.text for one in found.findings if one.rule == "unread-text")
    assert found.place[-1] == "晴溪镇"
    assert all(word in unread for word in ("首页", "政务公开", "主办单位：某办公室"))


# Hostile pages


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>x" * 10_000,
        "<div>x" * 10_000,
        "<ol><li>x" * 10_000,
        "<b><font>x" * 10_000,
        "<table><tr><td>" + "<table>" * 10_000 + "x",
        '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><p>&b;x',
        '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><p>&a;x',
        f"<p title='{'y' * 10 * 2**20}'>x",
        "<table><tr><td rowspan=1000000 colspan=1000000000>x<tr><td>x",
        "<p>x<!--" + "y\n" * 100_000,
        "<p>x</p></table></td>" + "</p>" * 100_000,
        "x<",
    ],
    ids=range(12),
)
def test_hostile_pages_are_read(page: str) -> None:
    assert "x" in "".join("".join(row.texts) for row in read(page).rows)
    assert "root:" not in str(read(page).rows)


def test_deep_tables_lose_nothing() -> None:
    page = "".join(f"<table><tr><td>甲{n}乙" for n in range(40))
    found = " ".join(text for row in read(page).rows for text in row.texts)
    assert all(f"甲{n}乙" in found for n in range(40))


@pytest.mark.parametrize(
    "page",
    [
        "<table>" + "<tr><td colspan=99>x<td>y" * 20_000,
        "<table><tr>" + "<td rowspan=65000>x" * 98 + "<tr><td>y" * 20_000,
        "<table>" + "<tr><td colspan=1000 rowspan=1000>x" * 20_000,
        "<p>" * 200_000,
        "<body>" + "x\n" * 300_000,
        "<body>" + "x|" * 300_000,
        "<p>" + "&#1;" * 1_000_001,
        "<p>" + "x" * 17 * 2**20,
    ],
    ids=range(8),
)
def test_pages_that_would_fill_the_memory_are_refused(page: str) -> None:
    with pytest.raises(DocumentError, match=r"page\.html is far larger than a duty list can be"):
        read(page)


def test_pictures_within_a_page_do_not_count() -> None:
    picture = base64.b64encode(bytes(15 * 2**20)).decode()
    assert texts(f'<p>甲<img src="data:image/png;base64,{picture}"><p>乙') == ["甲", "乙"]


@pytest.mark.parametrize("page", [b"", b" \r\n\xef\xbb\xbf"])
def test_an_empty_page_is_refused(page: bytes) -> None:
    with pytest.raises(DocumentError, match="is empty"):
        read(page)


def test_parts_nested_without_end_are_no_traceback() -> None:
    part = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n"
    data = b"MIME-Version: 1.0\n" + b"".join(part % (n, n) for n in range(5000))
    with suppress(DocumentError):
        assert read(data).rows == []


def test_a_missing_library_is_named() -> None:
    code = (
        "import sys; sys.modules['lxml'] = None\n"
        "from dutygraph.loaders.forms import html\n"
        "try: html.read(b'<p>x', 'a.html')\n"
        "except Exception as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert 'pip install "dutygraph[html]"' in done.stdout


def row_of(document: Document) -> Row:
    [row] = document.rows
    return row


def test_a_run_within_several_lines_is_one_text() -> None:
    assert row_of(read("<p>甲\n<b>乙</b>\n丙</p>")).texts == ("甲 乙 丙",)
