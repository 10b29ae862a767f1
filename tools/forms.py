"""A duty list in every form that is read: for tests, fuzzing and measurements.

The forms are written by other programs' libraries (python-docx, LibreOffice), or as other programs
write them (MinerU's content list), from the tables that `dutygraph.document` makes.
"""

import html
import io
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import office

from dutygraph import document, listbook
from dutygraph.document import Row, Table
from dutygraph.model import DutyList

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as WordTable
    from docx.table import _Cell

ROWS_A_PAGE = 12
"""After how many rows the recogniser's tables begin anew, with the header repeated."""


def write(duty_list: DutyList, form: str) -> bytes:
    """Return a duty list as a file of one of `FORMS`."""
    return FORMS[form](duty_list)


# Text


def _text(duty_list: DutyList) -> bytes:
    lines = [*document.head(duty_list)]
    for table in document.tables(duty_list):
        lines += ["", table.title, "", "\t".join(table.header)]
        lines += ["\t".join(map(_marked, _filled_up(table, row))) for row in table.rows]
    return "".join(f"{_no_emphasis(line)}\n" for line in lines).encode()


def _no_emphasis(line: str) -> str:
    """Keep what Markdown takes for marks of bold words."""
    return line.replace("**", "*&#42;").replace("__", "_&#95;")


def _filled_up(table: Table, row: Row) -> list[document.Cell]:
    return [*row.cells, *[()] * (len(table.header) - len(row.cells))]


def _marked(cell: document.Cell) -> str:
    if len(cell) < 2:
        return "".join(map(_escaped, cell))
    return "".join(f"<p>{_escaped(paragraph)}</p>" for paragraph in cell)


def _escaped(text: str) -> str:
    return html.escape(text, quote=False)


def _markdown(duty_list: DutyList) -> bytes:
    place, title, *date = document.head(duty_list)
    lines = [place, "", f"# {title}", *date]
    for table in document.tables(duty_list):
        lines += ["", f"## {table.title}", "", _piped(table.header)]
        lines.append(_piped(["---"] * len(table.header)))
        for row in table.rows:
            cells = _filled_up(table, row)
            lines.append(_piped(["<br>".join(map(_escaped, cell)) for cell in cells]))
    return "".join(f"{_no_emphasis(line)}\n" for line in lines).encode()


def _piped(cells: list[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


# Web page and recogniser output


def _html(duty_list: DutyList) -> bytes:
    place, title, *date = document.head(duty_list)
    body = [f"<p>{_escaped(line)}</p>" for line in (place, *date)]
    body.insert(1, f"<h1>{_escaped(title)}</h1>")
    for table in document.tables(duty_list):
        body += [f"<h2>{table.title}</h2>", _html_table(table, table.rows)]
    page = "\n".join(body)
    return (
        '<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8">'
        f"<title>{_escaped(title)}</title></head>\n<body>\n{page}\n</body></html>\n"
    ).encode()


def _html_table(table: Table, rows: tuple[Row, ...]) -> str:
    header = "".join(f"<th>{word}</th>" for word in table.header)
    lines = [f"<tr>{header}</tr>"]
    for row in rows:
        span = f' colspan="{len(table.header)}"' if row.is_category else ""
        cells = (f"<td{span}>{_marked(cell)}</td>" for cell in row.cells)
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return '<table border="1">\n' + "\n".join(lines) + "\n</table>"


def _recognised(duty_list: DutyList) -> bytes:
    blocks: list[dict[str, object]] = [
        {"type": "text", "text": line, "text_level": 1, "page_idx": 0}
        for line in document.head(duty_list)
    ]
    page = 0
    for table in document.tables(duty_list):
        page += 1
        blocks.append({"type": "text", "text": table.title, "text_level": 1, "page_idx": page})
        for rows in _pages(table):
            whole = f"<html><body>{_html_table(table, rows)}</body></html>"
            blocks.append({"type": "table", "table_body": whole, "page_idx": page})
            page += 1
    return json.dumps(blocks, ensure_ascii=False, indent=1).encode()


def _pages(table: Table) -> Iterator[tuple[Row, ...]]:
    for start in range(0, len(table.rows), ROWS_A_PAGE):
        yield table.rows[start : start + ROWS_A_PAGE]


# Word, and what LibreOffice makes of it


def _docx(duty_list: DutyList) -> bytes:
    import docx
    from docx.enum.section import WD_ORIENT

    word = docx.Document()
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    for line in document.head(duty_list):
        word.add_paragraph(line)
    for table in document.tables(duty_list):
        word.add_heading(table.title, level=1)
        _word_table(word, table)
    output = io.BytesIO()
    word.save(output)
    return output.getvalue()


def _word_table(word: "Document", table: Table) -> None:
    made = word.add_table(0, len(table.header), style="Table Grid")
    made.autofit = False
    _shape(made, table)
    _fill_in(made, tuple((one,) for one in table.header))
    _repeat_header(made)
    for row in table.rows:
        _fill_in(made, row.cells)


def _shape(made: "WordTable", table: Table) -> None:
    from docx.shared import Cm

    widths = listbook.widths(table)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(24 * max(width, sum(widths) // 16) / (sum(widths) * 1.1))


def _fill_in(made: "WordTable", texts: tuple[document.Cell, ...]) -> None:
    cells: tuple[_Cell, ...] = made.add_row().cells  # type: ignore[no-untyped-call] # python-docx
    if len(texts) == 1 < len(cells):
        _write_cell(cells[0].merge(cells[-1]), texts[0])
        return
    for cell, paragraphs in zip(cells, texts, strict=True):
        _write_cell(cell, paragraphs)


def _write_cell(cell: "_Cell", paragraphs: document.Cell) -> None:
    for number, text in enumerate(paragraphs):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.add_run(text)


def _repeat_header(made: "WordTable") -> None:
    from docx.oxml import OxmlElement

    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - python-docx has no name for it


def convert(data: bytes, name: str, form: str) -> bytes:
    """Return what LibreOffice makes of a file; see `office.convert`."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, name)
        source.write_bytes(data)
        return office.convert(source, form)


FORMS: dict[str, Callable[[DutyList], bytes]] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
    "json": _recognised,
    "docx": _docx,
    "xlsx": listbook.write,
    "xls": lambda duty_list: convert(listbook.write(duty_list), "list.xlsx", "xls"),
    "pdf": lambda duty_list: convert(_docx(duty_list), "list.docx", "pdf"),
}
"""From the name of a form to its writer."""

ENDINGS = {"text": "txt", "markdown": "md"}
"""The endings of files' names that differ from the form's name."""


def file_name(form: str) -> str:
    """Return a usual name for a file of this form."""
    return f"list.{ENDINGS.get(form, form)}"
