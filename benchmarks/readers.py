"""Each reader, from file to rows, against its library alone on the same file: the real list."""

import io
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import corpus
from benchmarks.measure import Comparison, seconds
from dutygraph.loaders import read_file
from dutygraph.loaders.forms import docx, html, pdf, workbook

sys.path.append(str(Path(__file__).parent.parent / "tools"))

import forms

if TYPE_CHECKING:
    from dutygraph.loaders.rows import Reader

_ROUNDS = 7


def compare(_folder: Path, _documents: Sequence[Path]) -> Iterator[Comparison]:
    """Read the real list in each form with our reader and with the library alone, in turns."""
    duty_list = read_file(corpus.real_list())
    for form, (reader, library, name, target) in READERS.items():
        data = forms.write(duty_list, form)
        ours, alone = [], []
        for _ in range(_ROUNDS):
            ours.append(seconds(lambda: reader(data, "x")))  # noqa: B023 - called at once
            alone.append(seconds(lambda: library(data)))  # noqa: B023 - called at once
        yield Comparison(
            f"{form}, file to rows; peer: {name} alone",
            statistics.median(ours) * 1000,
            "ms",
            statistics.median(alone) * 1000,
            target,
        )


def python_docx(data: bytes) -> int:
    """Read the text of every cell of every table as python-docx gives it."""
    from docx import Document
    from docx.table import _Cell

    document = Document(io.BytesIO(data))
    return sum(
        len(_Cell(cell, table).text)
        for table in document.tables
        for row in table._tbl.tr_lst  # noqa: SLF001 - row.cells repeats merged text and is slower
        for cell in row.tc_lst
    )


def calamine(data: bytes) -> int:
    """Read all cells of all sheets, and what is merged, as python-calamine gives them."""
    from python_calamine import load_workbook

    book = load_workbook(io.BytesIO(data))
    sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
    return sum(len(sheet.to_python(skip_empty_area=False)) for sheet in sheets)


def lxml(data: bytes) -> int:
    """Parse the page and read the text of each paragraph of each cell."""
    from lxml import html as parser

    tree = parser.document_fromstring(data.decode())
    return sum(
        len("".join(part.itertext())) for cell in tree.iter("td", "th") for part in (cell, *cell)
    )


def pdfplumber(data: bytes) -> int:
    """Extract the tables of all pages as pdfplumber gives them."""
    import pdfplumber as library

    with library.open(io.BytesIO(data)) as document:
        return sum(len(page.extract_tables()) for page in document.pages)


READERS: "dict[str, tuple[Reader, Callable[[bytes], int], str, float]]" = {
    "docx": (docx.read, python_docx, "python-docx", 1.5),
    "xlsx": (workbook.read, calamine, "python-calamine", 1.5),
    "xls": (workbook.read, calamine, "python-calamine", 1.5),
    "html": (html.read, lxml, "lxml", 1.5),
    "pdf": (pdf.read, pdfplumber, "pdfplumber", 1.3),
}
"""From a form to our reader, the library alone, its name, and how much longer ours may take."""
