"""Hostile workbooks: refused in one line or read, in little memory; calamine alone would fall."""

import io
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from dutygraph.errors import DocumentError
from dutygraph.loaders.forms import sheetparts, workbook
from dutygraph.loaders.forms.sheetbounds import Sheet, address, column_number, letters

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
HEAD = (
    '<?xml version="1.0"?>{0}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/'
    '2006/main"><sheetData>'
)
END = "</sheetData></worksheet>"
SEEN = '<row r="1"><c r="A1" t="inlineStr"><is><t>序号</t></is></c></row>'
MEGABYTES = 500
PROGRAM = """
import sys
from pathlib import Path
from dutygraph.errors import DocumentError
from dutygraph.loaders.forms import workbook
try:
    print(sum(row.table for row in workbook.read(Path(sys.argv[1]).read_bytes(), "list.xlsx").rows))
except DocumentError as error:
    print(error)
print(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0])
"""


def book(sheet: str, head: str = "", **parts: str) -> bytes:
    """Return a workbook whose only sheet has these rows as XML, with other parts replaced."""
    made = io.BytesIO()
    Workbook().save(made)
    contents = {SHEET: HEAD.format(head) + sheet + END, **parts}
    changed = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {**dict.fromkeys(old.namelist()), **contents}:
            new.writestr(name, contents.get(name) or old.read(name))
    return changed.getvalue()


def cells(count: int, written: str) -> str:
    return "".join(f'<row r="{row}">{written.format(row)}</row>' for row in range(2, count + 2))


def shared(rows: int, length: int) -> bytes:
    """Return a workbook in which many cells share one long text."""
    strings = f"<sst><si><t>{'长' * length}</t></si></sst>"
    return book(cells(rows, '<c r="A{0}" t="s"><v>0</v></c>'), **{STRINGS: strings})


def lying() -> bytes:
    """Return a workbook whose sheet goes on behind the end that its entry declares."""
    data = bytearray(book(SEEN + END + " " * 1000 + SEEN * 10_000))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content, part = archive.read(SHEET), archive.getinfo(SHEET)
    declared = content.index(b"</worksheet>") + len("</worksheet>")
    told = zlib.crc32(content[:declared]).to_bytes(4, "little")
    for at, crc in ((part.header_offset, 14), (data.rindex(SHEET.encode()) - 46, 16)):
        data[at + crc : at + crc + 4] = told
        data[at + crc + 8 : at + crc + 12] = declared.to_bytes(4, "little")
    return bytes(data)


def many_names() -> bytes:
    """Return a workbook in which one large sheet has ten thousand names."""
    sheets = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 10_000))
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    names = f'<workbook xmlns:r="{relations}"><sheets>{sheets}</sheets></workbook>'
    return book(cells(5_000, '<c r="A{0}"><v>1</v></c>'), **{"xl/workbook.xml": names})


ROW = '<row r="1048576">{}</row>'
ENTITIES = '<!DOCTYPE a [<!ENTITY a "{}">{}]>'.format(
    "长" * 1000, "".join(f'<!ENTITY a{n} "{"&a;" * 100}">' for n in range(100))
)

HARMLESS: dict[str, Callable[[], bytes]] = {
    "a million formatted empty rows": lambda: book(SEEN + cells(1_000_000, '<c r="A{0}" s="0"/>')),
    "formatted cells at the far corner": lambda: book(
        SEEN + ROW.format('<c r="XFC1048576" s="0"></c><c r="XFD1048576" s="0"/>')
    ),
}
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "a value at the far corner": (
        lambda: book(SEEN + ROW.format('<c r="XFD1048576"><v>1</v></c>')),
        "a sheet reaches to cell XFD1048576",
    ),
    "a row beyond the last": (lambda: book('<c r="A99999999999"><v>1</v></c>'), "is damaged"),
    "a column beyond the last": (lambda: book("<c><v>1</v></c>" * 17_000), "is damaged"),
    "entities": (
        lambda: book('<c r="A1" t="inlineStr"><is><t>&a1;</t></is></c>', ENTITIES),
        "is damaged",
    ),
    "one long text in many cells": (lambda: shared(20_000, 100_000), "far more than"),
    "too many cells": (
        lambda: book(cells(300_001, '<c r="A{0}"><v>1</v></c>')),
        "far more than",
    ),
    "a part that is longer than told": (lying, "is damaged"),
    "one sheet under many names": (many_names, "far more than"),
}


def read_apart(data: bytes, file: Path) -> str:
    """Return how many rows a workbook has, or why it is refused; hold the process to its memory."""
    file.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(file)],
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=120,
    )
    said, kilobytes = done.stdout.splitlines()
    assert done.stderr == ""
    assert int(kilobytes) < MEGABYTES * 1024
    return said


@pytest.mark.parametrize("kind", HARMLESS)
def test_what_is_only_formatted_takes_little_memory(tmp_path: Path, kind: str) -> None:
    assert read_apart(HARMLESS[kind](), tmp_path / "list.xlsx") == "1"


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_workbook_is_refused_in_little_memory(tmp_path: Path, kind: str) -> None:
    made, words = HOSTILE[kind]
    said = read_apart(made(), tmp_path / "list.xlsx")
    assert said.startswith("list.xlsx")
    assert words in said


# What is measured


@pytest.mark.parametrize(
    ("rows", "rows_and_columns"),
    [
        ('<row r="3"><c r="B3"><v>1</v></c><c r="D3" s="1"/></row>', (3, 4)),
        ("<row r='3'><c r='B3'><v>1</v></c><c r='D3' s='1'/></row>", (3, 2)),
        ("<row><c/><c><v>1</v></c></row><row><c><v>1</v></c></row>", (2, 2)),
        ('<row r="7"><c><v>1</v></c><c r="AA7"><v>1</v></c><c><v>1</v></c></row>', (7, 28)),
        ('<row r="1"><c q=">" r="C1"><v>1</v></c></row>', (1, 3)),
        ("", (0, 0)),
    ],
)
def test_a_sheet_is_measured_as_calamine_reads_it(
    rows: str, rows_and_columns: tuple[int, int]
) -> None:
    """Empty cells may count, where every cell has an address; never the other way round."""
    [sheet] = sheetparts.measure(book(rows), "list.xlsx").sheets
    assert (sheet.rows, sheet.columns) == rows_and_columns


def test_hidden_rows_and_cells_without_a_value_are_told() -> None:
    rows = (
        '<row r="1" hidden="1"><c r="A1" t="e"><v>#REF!</v></c></row>'
        '<row r="2" hidden="0"><c r="A2" t="str"><f>""</f><v></v></c></row>'
        '<row r="3" ht="1" hidden="true"><c r="A3"><f>B1</f><v/></c><c r="B3"><f>1</f></c></row>'
    )
    [sheet] = sheetparts.measure(book(rows), "list.xlsx").sheets
    assert (sheet.hidden, sheet.valueless) == (2, ["A1", "A3", "B3"])


def test_a_binary_workbook_is_refused() -> None:
    data = book(SEEN, **{"xl/workbook.bin": "x"})
    with pytest.raises(DocumentError, match=r"\.xlsb\): open it and save it as \.xlsx"):
        workbook.read(data, "list.xlsb")


def test_columns_have_letters() -> None:
    names = ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]
    numbers = [column_number(name.encode()) for name in names]
    assert numbers == [1, 26, 27, 52, 53, 702, 703, 16384]
    assert [letters(number - 1) for number in numbers] == names
    assert address(6, 1) == "B7"


def test_a_sheet_fits_up_to_its_bounds() -> None:
    assert Sheet(rows=2**20, columns=4, filled=300_000).fits()
    assert not Sheet(rows=2**20, columns=5, filled=1).fits()
    assert not Sheet(rows=1, columns=1, filled=300_001).fits()
