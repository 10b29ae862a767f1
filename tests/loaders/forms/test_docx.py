"""Word files become rows as Word shows them: merged cells, revisions, fields, automatic numbers."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path

import docx as python_docx
import office
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import _Row
from system import lacking

from dutygraph.errors import DocumentError
from dutygraph.loaders import read_bytes
from dutygraph.loaders.forms import docx
from dutygraph.loaders.rows import Document, Layout, Row
from dutygraph.model import Position

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PLACE = ("重庆市", "临江县", "晴溪镇")


def relations(*pairs: tuple[str, str]) -> str:
    items = "".join(
        f'<Relationship Id="r{index}" Type="{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(pairs)
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{items}</Relationships>'


def zipped(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def word(
    body: str,
    *,
    numbering: str = "",
    styles: str = "",
    more: dict[str, str] | None = None,
    namespace: str = W,
) -> bytes:
    """Return a Word file with this body, in XML."""

    def part(name: str, content: str) -> str:
        others = (
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
            f' xmlns:r="{RELATIONS}"'
        )
        return f'<w:{name} xmlns:w="{namespace}" {others}>{content}</w:{name}>'

    return zipped(
        {
            "_rels/.rels": relations((f"{RELATIONS}/officeDocument", "word/document.xml")),
            "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": relations(
                (f"{RELATIONS}/styles", "styles.xml"),
                (f"{RELATIONS}/numbering", "/word/numbering.xml"),
            ),
            "word/styles.xml": part("styles", styles),
            "word/numbering.xml": part("numbering", numbering),
            **(more or {}),
        }
    )


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(content: str, properties: str = "") -> str:
    content = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def cell(content: str = "", properties: str = "") -> str:
    content = content if content.startswith("<w:p>") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    inner = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def read(body: str, **parts: str) -> Document:
    return docx.read(word(body, **parts), "list.docx")  # type: ignore[arg-type] # only texts here


def texts(rows: list[Row]) -> list[list[str]]:
    return [list(one.texts) for one in rows]


def outside(content: str, **parts: str) -> list[str]:
    return [one.texts[0] for one in read(content, **parts).rows]


# Body and tables


def test_paragraphs_and_tables_come_in_the_order_of_the_body() -> None:
    body = paragraph("甲") + paragraph("") + table(row("1", "乙")) + paragraph("丙")
    body += table(row("2", "丁"), row("3", "戊"))
    rows = read(body).rows
    assert texts(rows) == [["甲"], ["1", "乙"], ["丙"], ["2", "丁"], ["3", "戊"]]
    assert [one.table for one in rows] == [False, True, False, True, True]
    assert [one.position for one in rows] == [
        Position(line=1, end_line=1),
        Position(table=1, row=1),
        Position(line=3, end_line=3),
        Position(table=2, row=1),
        Position(table=2, row=2),
    ]


def test_a_cells_paragraphs_are_kept_apart_and_know_their_column() -> None:
    (found,) = read(
        table(row("1", cell(paragraph("甲。") + paragraph("") + paragraph("乙。"))))
    ).rows
    first, second = found.cells[1]
    assert (first.text, second.text) == ("甲。", "乙。")
    assert first.layout is Layout.PARAGRAPH
    assert second.pieces == ((0, Position(table=1, row=1, cell="2")),)


def test_tables_side_by_side_are_two() -> None:
    rows = read(table(row("1", "甲")) + table(row("2", "乙"))).rows
    assert [one.position.table for one in rows] == [1, 2]


FIVE = row("1", "题", "县公安局", "做。", "办。")
BEFORE = '<w:gridBefore w:val="{}"/>'
SPAN = '<w:gridSpan w:val="{}"/>'


def test_a_row_merged_over_all_columns_is_one_cell() -> None:
    rows = read(table(row(cell("一、党的建设（2项）", SPAN.format(5))), FIVE)).rows
    assert texts(rows)[0] == ["一、党的建设（2项）"]


def test_cells_merged_sideways_keep_the_others_in_their_columns() -> None:
    rows = read(table(FIVE, row(cell("2", SPAN.format(2)), "县民政局", "查。", "报。"))).rows
    assert texts(rows)[1] == ["2", "", "县民政局", "查。", "报。"]


def test_a_row_that_begins_further_right_keeps_to_the_columns() -> None:
    rows = read(table(FIVE, row("查。", "报。", properties=BEFORE.format(3)))).rows
    assert texts(rows)[1] == ["", "", "", "查。", "报。"]
    assert rows[1].cells[3][0].pieces[0][1] == Position(table=1, row=2, cell="4")


def test_rows_of_other_borders_have_their_cells_in_order() -> None:
    """Borders that were dragged by hand give a row other places in the grid of the table."""
    dragged = row(cell("2", SPAN.format(3)), "题", cell("县民政局", SPAN.format(2)), "查。", "报。")
    assert texts(read(table(FIVE, dragged)).rows)[1] == ["2", "题", "县民政局", "查。", "报。"]


def test_cells_merged_downwards_are_empty_below() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = read(table(row(cell("1", down), "甲"), row(cell("", on), "乙"), row("2", "丙"))).rows
    assert texts(rows) == [["1", "甲"], ["", "乙"], ["2", "丙"]]


def test_a_cell_that_continues_no_cell_is_read() -> None:
    rows = read(table(row("0", "甲"), row(cell("1", "<w:vMerge/>"), "乙"))).rows
    assert texts(rows)[1] == ["1", "乙"]


def test_cells_merged_sideways_in_the_old_way_are_one() -> None:
    first, second = cell("一、甲", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>")
    assert texts(read(table(row("1", "乙"), row(first, second))).rows)[1] == ["一、甲"]


def test_rows_and_cells_in_content_controls_are_read() -> None:
    def control(content: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    body = control(paragraph("甲")) + table(
        control(row("1", control(cell("乙")))),
        row("2", cell(control(paragraph(control(run("丙")))))),
    )
    assert texts(read(body).rows) == [["甲"], ["1", "乙"], ["2", "丙"]]


def test_a_table_within_a_cell_gives_paragraphs_of_the_cell() -> None:
    inner = f"<w:p>{run('甲。')}</w:p>" + table(row("乙", "丙")) + paragraph("丁。")
    (found,) = read(table(row("1", cell(inner)))).rows
    assert [one.text for one in found.cells[1]] == ["甲。", "乙", "丙", "丁。"]


# Paragraphs


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("甲") + run("乙"), "甲乙"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲 乙"),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", "甲 乙"),
        ("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/></w:r>", "A-B"),
        ('<w:r><w:sym w:font="宋体" w:char="2460"/></w:r>' + run("乙"), "①乙"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + run("乙"), "乙"),
        (f"<w:hyperlink r:id='x'>{run('甲')}</w:hyperlink>", "甲"),
        (f"<w:smartTag>{run('甲')}</w:smartTag>", "甲"),
        (f"<w:fldSimple w:instr='PAGE'>{run('3')}</w:fldSimple>", "3"),
        (f"<w:ins>{run('甲')}</w:ins><w:del>{run('乙')}</w:del>", "甲"),
        (f"<w:moveTo>{run('甲')}</w:moveTo><w:moveFrom>{run('甲')}</w:moveFrom>", "甲"),
        (f"<w:ins><w:del>{run('乙')}</w:del>{run('甲')}</w:ins>", "甲"),
        ("<w:r><w:delText>乙</w:delText><w:t>甲</w:t></w:r>", "甲"),
        (
            f"<w:r><w:ruby><w:rt>{run('pin')}</w:rt><w:rubyBase>{run('拼')}</w:rubyBase></w:ruby></w:r>",
            "拼",
        ),
        (run("甲") + '<w:r><w:footnoteReference w:id="1"/></w:r>', "甲"),
        (run(" 甲\n 乙 "), "甲 乙"),
    ],
)
def test_text_of_a_paragraph(content: str, text: str) -> None:
    (found,) = read(table(row(cell(paragraph(content))))).rows
    assert found.texts == (text,)


def test_soft_breaks_part_paragraphs() -> None:
    (found,) = read(
        table(row(cell(paragraph("<w:r><w:t>甲。</w:t><w:br/><w:t>乙。</w:t></w:r>"))))
    ).rows
    assert [one.text for one in found.cells[0]] == ["甲。", "乙。"]


def field(part: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{part}"/></w:r>'


CODE = "<w:r><w:instrText>IF 1</w:instrText></w:r>"


def test_fields_give_their_results_only() -> None:
    inner = field("begin") + CODE + field("separate") + run("码") + field("end")
    whole = field("begin") + CODE + inner + field("separate") + run("果") + field("end")
    assert outside(paragraph(run("前") + whole + run("后"))) == ["前果后"]


def test_a_field_over_several_paragraphs_is_read() -> None:
    first = field("begin") + CODE + field("separate") + run("甲")
    assert outside(paragraph(first) + paragraph(run("乙") + field("end"))) == ["甲", "乙"]


def test_a_text_box_is_read_once_and_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('盒')}</w:txbxContent>"
    both = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f"<mc:AlternateContent>{both}</mc:AlternateContent>"
    (found,) = read(paragraph(run("甲") + f"<w:r>{both}</w:r>" + run("乙"))).rows
    assert [one.text for one in found.cells[0]] == ["甲乙", "盒"]


def test_a_paragraph_whose_mark_is_deleted_goes_on_in_the_next() -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    assert outside(paragraph("甲", gone) + paragraph("乙")) == ["甲乙"]
    (found,) = read(table(row(cell(paragraph("甲", gone)), "乙"))).rows
    assert found.texts == ("甲", "乙")
    assert outside(paragraph("甲", gone) + table(row("1", "乙"))) == ["甲", "1"]


def test_deleted_rows_are_not_read_and_inserted_ones_are() -> None:
    rows = table(
        row("1", "甲"),
        row("2", f"<w:tc><w:p><w:del>{run('乙')}</w:del></w:p></w:tc>", properties="<w:del/>"),
        row("3", "丙", properties="<w:ins/>"),
    )
    found = read(rows)
    assert texts(found.rows) == [["1", "甲"], ["3", "丙"]]
    assert found.rows[1].position.row == 3
    assert found.findings == []


# Hidden


@pytest.mark.parametrize(
    "content",
    [
        run("甲") + run("密", "<w:vanish/>"),
        run("甲", '<w:vanish w:val="0"/>') + run("密", '<w:rStyle w:val="Secret"/>'),
    ],
)
def test_hidden_text_is_a_finding_and_not_read(content: str) -> None:
    styles = '<w:style w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    found = read(paragraph("始") + table(row("1", cell(paragraph(content)))), styles=styles)
    assert texts(found.rows) == [["始"], ["1", "甲"]]
    (finding,) = found.findings
    assert (finding.rule, finding.text) == ("hidden-content", "密")
    assert finding.position == Position(table=1, row=1)


def test_a_hidden_style_hides_its_paragraph() -> None:
    styles = '<w:style w:styleId="S"><w:rPr><w:vanish/></w:rPr></w:style>'
    styles += '<w:style w:styleId="T"><w:basedOn w:val="S"/></w:style>'
    found = read(paragraph("甲") + paragraph("密", '<w:pStyle w:val="T"/>'), styles=styles)
    assert texts(found.rows) == [["甲"]]
    assert [one.text for one in found.findings] == ["密"]


def test_hidden_rows_and_merged_away_texts_are_findings() -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = read(
        table(
            row("1", cell("甲", down)),
            row("2", cell("密", on)),
            row("3", "藏", properties="<w:hidden/>"),
        )
    )
    assert texts(found.rows) == [["1", "甲"], ["2", ""]]
    assert [one.text for one in found.findings] == ["密", "3 藏"]


# Automatic numbers


def level(deep: int, format_: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{deep}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def abstract(identity: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{identity}">{"".join(levels)}</w:abstractNum>'


def numbered(identity: int, deep: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{deep}"/><w:numId w:val="{identity}"/></w:numPr>'


def instance(identity: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


DECIMAL = abstract(1, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"))
BARE = abstract(2, level(0, "decimal", "%1"))
CHINESE = abstract(3, level(0, "chineseCounting", "%1、"))
BULLETS = abstract(4, level(0, "bullet", ""))
RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
NUMBERING = (
    DECIMAL + BARE + CHINESE + BULLETS
    + instance(1, 1) + instance(2, 2) + instance(3, 3) + instance(4, 4)
    + instance(5, 1) + instance(6, 1, RESTART)
)  # fmt: skip


def test_a_number_column_has_its_automatic_numbers() -> None:
    empty = cell(paragraph("", numbered(2)))
    rows = read(table(row(empty, "甲"), row(empty, "乙"), row("7", "丙")), numbering=NUMBERING).rows
    assert [one.texts[0] for one in rows] == ["1", "2", "7"]


def test_a_heading_has_its_automatic_ordinal() -> None:
    heading = paragraph("党的建设（26项）", numbered(3))
    other = row(cell(paragraph("平安法治（2项）", numbered(3)), SPAN.format(2)))
    found = read(heading + table(other, row("1", "甲")), numbering=NUMBERING).rows
    assert [one.texts[0] for one in found[:2]] == ["一、 党的建设（26项）", "二、 平安法治（2项）"]


def statement_cell(*items: tuple[str, str]) -> list[str]:
    inner = "".join(paragraph(text, properties) for text, properties in items)
    (found,) = read(table(row("1", cell(inner))), numbering=NUMBERING).rows
    return [one.text for one in found.cells[1]]


def test_statements_keep_plain_numbers_and_no_others() -> None:
    """Statements are read without `1.`; 1.1, a bare 1 or a bullet would become words of them."""
    assert statement_cell(
        ("甲。", numbered(1)), ("乙。", numbered(1, 1)), ("丙。", numbered(1))
    ) == [
        "1. 甲。",
        "乙。",
        "2. 丙。",
    ]
    assert statement_cell(("甲。", numbered(2)), ("乙。", numbered(2))) == ["甲。", "乙。"]
    assert statement_cell(("甲。", numbered(3)), ("乙。", numbered(3))) == ["甲。", "乙。"]
    assert statement_cell(("甲。", numbered(4)), ("乙。", numbered(4))) == ["甲。", "乙。"]


def labels(*identities: tuple[int, int], numbering: str = NUMBERING, styles: str = "") -> list[str]:
    rows = "".join(row(cell(paragraph("", numbered(*one)))) for one in identities)
    return [one.texts[0] for one in read(table(rows), numbering=numbering, styles=styles).rows]


def test_lists_of_one_numbering_go_on_unless_they_begin_anew() -> None:
    assert labels((1, 0), (5, 0), (6, 0), (6, 0), (1, 0)) == ["1.", "2.", "1.", "2.", "3."]


def test_deeper_levels_begin_anew_under_each_higher_one() -> None:
    assert labels((1, 0), (1, 1), (1, 1), (1, 0), (1, 1)) == ["1.", "1.1", "1.2", "2.", "2.1"]


def test_a_level_may_never_begin_anew() -> None:
    kept = abstract(
        1, level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')
    )
    numbering = kept + instance(1, 1)
    assert labels((1, 0), (1, 1), (1, 0), (1, 1), numbering=numbering) == ["1.", "1)", "2.", "2)"]


def test_a_list_may_start_elsewhere_and_look_otherwise() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride>'
    looks = f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "（%1）")}</w:lvlOverride>'
    numbering = DECIMAL + BARE + instance(1, 1, start) + instance(2, 2, looks)
    assert labels((1, 0), (1, 0), (2, 0), numbering=numbering) == ["9.", "10.", "（1）"]


@pytest.mark.parametrize(
    ("format_", "shown"),
    [
        ("chineseCounting", "十一"),
        ("chineseCountingThousand", "十一"),
        ("decimalEnclosedCircle", "⑪"),
        ("decimalFullWidth", "１１"),
        ("decimalZero", "11"),
        ("ideographDigital", "一一"),
        ("lowerLetter", "k"),
        ("upperRoman", "XI"),
        ("hebrew1", "11"),
    ],
)
def test_formats_of_numbers(format_: str, shown: str) -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="11"/></w:lvlOverride>'
    numbering = abstract(1, level(0, format_, "%1")) + instance(1, 1, start)
    assert labels((1, 0), numbering=numbering) == [shown]


def test_a_style_numbers_its_paragraphs_unless_they_say_otherwise() -> None:
    styles = (
        f'<w:style w:styleId="N"><w:pPr>{numbered(2)}</w:pPr></w:style>'
        '<w:style w:styleId="M"><w:basedOn w:val="N"/></w:style>'
    )
    plain = '<w:pStyle w:val="M"/>'
    rows = "".join(
        row(cell(paragraph("", one)), "甲")
        for one in (plain, plain + '<w:numPr><w:numId w:val="0"/></w:numPr>', plain)
    )
    found = read(table(rows), numbering=NUMBERING, styles=styles).rows
    assert [one.texts[0] for one in found] == ["1", "", "2"]


def test_a_numbering_may_be_that_of_a_style() -> None:
    linked = '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="L"/></w:abstractNum>'
    own = '<w:abstractNum w:abstractNumId="9"><w:styleLink w:val="L"/>' + level(0, "decimal", "%1)")
    numbering = linked + own + "</w:abstractNum>" + instance(1, 8)
    assert labels((1, 0), (1, 0), numbering=numbering) == ["1)", "2)"]


def test_styles_and_numbers_that_refer_to_nothing_are_survived() -> None:
    styles = '<w:style w:styleId="A"><w:basedOn w:val="A"/></w:style>'
    body = paragraph("甲", '<w:pStyle w:val="A"/>') + paragraph("乙", numbered(77, 99))
    body += paragraph("丙", '<w:numPr><w:ilvl w:val="x"/><w:numId w:val="1"/></w:numPr>')
    numbering = '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
    assert outside(body, styles=styles, numbering=numbering) == ["甲", "乙", "丙"]


# The file


def test_the_title_in_the_files_properties_is_kept() -> None:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    main = (f"{RELATIONS}/officeDocument", "word/document.xml")
    properties = (
        '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title> 晴溪镇清单 </dc:title></c>'
    )
    more = {
        "_rels/.rels": relations(main, (core, "docProps/core.xml")),
        "docProps/core.xml": properties,
    }
    assert docx.read(word(paragraph("甲"), more=more), "x.docx").titles == ("晴溪镇清单",)


def test_the_strict_form_of_the_standard_is_read() -> None:
    data = word(
        table(row("1", cell(paragraph("", numbered(2))))), numbering=NUMBERING, namespace=STRICT
    )
    assert texts(docx.read(data, "x.docx").rows) == [["1", "1"]]


def test_the_main_part_may_have_another_name() -> None:
    content = word(paragraph("甲"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {one: archive.read(one).decode() for one in archive.namelist()}
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["_rels/.rels"] = relations((f"{RELATIONS}/officeDocument", "/word/document2.xml"))
    assert texts(docx.read(zipped(parts), "x.docx").rows) == [["甲"]]


# Bad input

ENTITIES = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">{}]>'
BOMB = "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">'
    for before, name in zip("abcdefg", "bcdefgh", strict=True)
)


def with_document(content: str) -> bytes:
    return word("", more={"word/document.xml": content})


def document(body: str, prolog: str = "") -> str:
    return f'{prolog}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 nothing", "is damaged"),
        (zipped({"word/document.xml": document(paragraph("甲"))}), "is damaged"),
        (word("<w:p>")[:-40], "is damaged"),
        (with_document("<w:document"), "is damaged"),
        (with_document(""), "is damaged"),
        (with_document(document("<w:p>" * 300 + "</w:p>" * 300)), "is damaged"),
        (word(paragraph("甲"), more={"word/_rels/document.xml.rels": "<x"}), "is damaged"),
        (word(paragraph("甲"), more={"word/styles.xml": "<x"}), "is damaged"),
        (word(paragraph("甲"), more={"_rels/.rels": relations()}), "is damaged"),
        (with_document(document(paragraph("&h;"), ENTITIES.format(BOMB))), "is damaged"),
        (with_document(document(paragraph("&a;"), ENTITIES.format(""))), "XML entities"),
        (with_document(document("<w:p/>" * 250_000)), "far more"),
        (with_document(document(table(row(*["<w:tc/>"] * 250_000)))), "far more"),
        (with_document(document(paragraph("<w:bookmarkStart/>" * 250_000))), "far more"),
        (word("", more={"word/media/image1.png": "x"}), "pictures and no text"),
        (word('<w:altChunk r:id="x"/>'), "another document"),
        (word(table(row(cell('<w:p/><w:altChunk r:id="x"/>')))), "another document"),
    ],
)
def test_bad_files_are_refused_in_one_line(data: bytes, words: str) -> None:
    with pytest.raises(DocumentError) as caught:
        docx.read(data, "list.docx")
    assert words in str(caught.value)
    assert str(caught.value).startswith("list.docx")
    assert "\n" not in str(caught.value)


def test_external_entities_are_never_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("密", encoding="utf-8")
    prolog = f'<!DOCTYPE d [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    with pytest.raises(DocumentError, match="XML entities"):
        docx.read(with_document(document(paragraph("&e;"), prolog)), "x.docx")


MEASURE = r"""
import pathlib, re, sys
from dutygraph.loaders.forms import docx
rows = docx.read(sys.stdin.buffer.read(), "x.docx").rows
# Not ru_maxrss, which a process takes over from the one that started it.
status = pathlib.Path("/proc/self/status").read_text(encoding="ascii")
print(len(rows), re.search(r"VmHWM:\s+(\d+)", status)[1])
"""


def test_a_thousand_pages_stay_within_memory() -> None:
    """Measured in a process of its own, since Python does not see what the XML parser takes."""
    if sys.platform != "linux":
        pytest.skip("memory is measured in other units elsewhere")
    statements = "".join(paragraph(run("负责组织开展" * 5), "<w:jc/>") for _ in range(20))
    data = word(table(*[row("1", "题", "县公安局", cell(statements), "办。")] * 2000))
    command = [sys.executable, "-c", MEASURE]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    count, kilobytes = map(int, done.stdout.split())
    assert count == 2000
    assert kilobytes < 200 * 1024


# From the file to the duty list


def set_span(properties: BaseOxmlElement, name: str, value: str) -> None:
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    properties.append(element)


def fill(found: _Row, *texts: str) -> None:
    for one, text in zip(found.cells, texts, strict=True):
        lines = text.split("\n")
        one.text = lines[0]
        for line in lines[1:]:
            one.add_paragraph(line)


def invented() -> bytes:
    """Return a list as python-docx writes it, with the quirks of page breaks."""
    made = python_docx.Document()
    made.core_properties.title = "清单"
    for line in ("重庆市临江县晴溪镇", "履行职责事项清单", "基本履职事项清单"):
        made.add_paragraph(line)
    basic = made.add_table(rows=5, cols=2)
    fill(basic.rows[0], "序号", "事项名称")
    basic.rows[1].cells[0].merge(basic.rows[1].cells[1]).text = "一、党的建设（2项）"
    fill(basic.rows[2], "1", "学习宣传党的创新理论。")
    fill(basic.rows[3], "序号", "事项名称")
    fill(basic.rows[4], "2", "管好党员档案。")
    made.add_paragraph("配合履职事项清单")
    cooperative = made.add_table(rows=5, cols=5)
    header = ("序号", "事项名称", "对应上级部门", "上级部门职责", "镇配合职责")
    fill(cooperative.rows[0], *header)
    one = "县公安局：\n1.登记犬只。\n2.查处遗弃犬只的"
    fill(cooperative.rows[1], "1", "养犬管理", "县公安局 县 农业农村委", one, "1.做好宣传。")
    fill(cooperative.rows[2], *header)
    fill(cooperative.rows[3], "", "", "", "行为。\n县农业农村委：\n负责防疫。", "2.上报情况。")
    for column in (0, 1):
        cooperative.cell(3, column).merge(cooperative.cell(4, column))
    fill(cooperative.rows[4], "", "", "县民政局", "县民政局：负责救助。", "")
    made.add_paragraph("上级部门收回事项清单")
    reclaimed = made.add_table(rows=2, cols=3)
    fill(reclaimed.rows[0], "序号", "事项名称", "承接部门及工作方式")
    fill(reclaimed.rows[1], "1", "养犬登记", "承接部门：县公安局\n工作方式：通过网上办理。")
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def test_a_list_of_three_tables_becomes_its_duties() -> None:
    found = read_bytes(invented(), "x.docx", place=PLACE)
    assert [(one.kind, one.number, one.title) for one in found.duties] == [
        ("basic", 1, "学习宣传党的创新理论。"),
        ("basic", 2, "管好党员档案。"),
        ("cooperative", 1, "养犬管理"),
        ("reclaimed", 1, "养犬登记"),
    ]
    assert [(one.name, one.declared, one.found) for one in found.categories] == [("党的建设", 2, 2)]
    duty = found.duties[2]
    assert [one.name for one in duty.departments] == ["县公安局", "县农业农村委", "县民政局"]
    assert [(one.bearers[0].name, one.text) for one in duty.statements] == [
        ("县公安局", "登记犬只。"),
        ("县公安局", "查处遗弃犬只的行为。"),
        ("县农业农村委", "负责防疫。"),
        ("县民政局", "负责救助。"),
    ]
    assert [one.text for one in duty.township] == ["做好宣传。", "上报情况。"]
    assert duty.statements[1].positions == (
        Position(table=2, row=2, cell="4"),
        Position(table=2, row=4, cell="4"),
    )
    assert found.source.format == "docx"


PAGE = """<html><head><meta charset="utf-8"><title>晴溪镇清单</title></head><body>
<p>重庆市临江县晴溪镇</p><p>履行职责事项清单</p><p>配合履职事项清单</p>
<table border="1">
<tr><td>序号</td><td>事项名称</td><td>对应上级部门</td><td>上级部门职责</td><td>镇配合职责</td></tr>
<tr><td colspan="5">一、平安法治（2项）</td></tr>
<tr><td rowspan="2">1</td><td rowspan="2">养犬管理</td><td>县公安局</td>
<td><p>县公安局：</p><ol><li>登记犬只。</li><li>400元以下罚款由其收取。</li></ol></td>
<td><ol><li>做好宣传。</li><li>上报情况。</li></ol></td></tr>
<tr><td>县农业农村委</td><td><p>县农业农村委：</p><p>负责防疫。</p></td><td><br></td></tr>
<tr><td>2</td><td>校园安全</td><td>县教委</td><td><p>县教委：</p><ol><li>开展检查。</li></ol></td>
<td><p>配合检查。</p></td></tr>
</table></body></html>
"""


def by_libreoffice(folder: Path) -> bytes:
    if office.find_office() is None:
        lacking("no LibreOffice on PATH; name one in DUTYGRAPH_SOFFICE")
    page = folder / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    return office.convert(page, "docx:MS Word 2007 XML")


def by_pandoc(_: Path) -> bytes:
    try:
        return office.pandoc(PAGE, "html", "docx")
    except FileNotFoundError:
        lacking("no pandoc on PATH")


@pytest.mark.parametrize("write", [by_libreoffice, by_pandoc])
def test_a_file_of_another_program_becomes_its_duties(write: object, tmp_path: Path) -> None:
    assert callable(write)
    found = read_bytes(write(tmp_path), "x.docx")
    assert found.place == PLACE
    assert [(one.number, one.title, one.category) for one in found.duties] == [
        (1, "养犬管理", "平安法治"),
        (2, "校园安全", "平安法治"),
    ]
    assert [(one.bearers[0].name, one.text) for one in found.duties[0].statements] == [
        ("县公安局", "登记犬只。"),
        ("县公安局", "400元以下罚款由其收取。"),
        ("县农业农村委", "负责防疫。"),
    ]
    assert [one.text for one in found.duties[0].township] == ["做好宣传。", "上报情况。"]
    assert [one.text for one in found.duties[1].statements] == ["开展检查。"]
