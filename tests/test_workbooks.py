"""Workbooks: what stands in them is what was given, ready to print, the same bytes each time."""

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from dutygraph import workbooks
from dutygraph.errors import DutygraphError
from dutygraph.workbooks import Choices, Sheet

# What openpyxl reads back as it stands: no codes such as _x000D_, no characters that XML lacks.
TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff_"),
        st.sampled_from("=+-@'\"<>&;,\n #0.1"),
    ),
    min_size=1,
    max_size=20,
)


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def first(data: bytes) -> Worksheet:
    page = opened(data).worksheets[0]
    assert isinstance(page, Worksheet)
    return page


def sheet(*rows: tuple[workbooks.Value, ...], **more: object) -> Sheet:
    return Sheet("甲", ("乙", "丙"), rows, (10, 20), **more)  # type: ignore[arg-type] # fields of a sheet


@settings(max_examples=60)
@given(st.lists(st.tuples(TEXTS, st.one_of(TEXTS, st.integers(-(10**14), 10**14))), max_size=4))
def test_texts_and_numbers_are_what_they_were(rows: list[tuple[str, str | int]]) -> None:
    page = first(workbooks.write([sheet(*rows)]))
    found = [row for row in page.iter_rows(min_row=2, values_only=True) if any(row)]
    assert found == rows


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@SUM(1)", "#N/A", "=cmd|' /C calc'!A0"])
def test_nothing_is_a_formula(text: str) -> None:
    data = workbooks.write([sheet((text, 1))])
    cell = first(data)["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == (not text.startswith("#"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_what_xml_forbids_is_replaced_and_codes_are_escaped() -> None:
    page = first(workbooks.write([sheet(("甲\x00乙\x0b\ufffe", "a_x000D_b"))]))
    assert page["A2"].value == "甲\ufffd乙\ufffd\ufffd"
    assert page["B2"].value == "a_x005F_x000D_b"


def test_a_cell_longer_than_excel_takes_is_refused_with_its_place() -> None:
    workbooks.write([sheet(("字" * workbooks.MOST_CHARACTERS, 1))])
    with pytest.raises(DutygraphError, match=r"甲!B3: 32768 characters"):
        workbooks.write([sheet(("", ""), ("", "字" * (workbooks.MOST_CHARACTERS + 1)))])


def test_more_rows_than_excel_takes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_ROWS", 3)
    workbooks.write([sheet(("", ""), ("", ""))])
    with pytest.raises(DutygraphError, match="more rows"):
        workbooks.write([sheet(("", ""), ("", ""), ("", ""))])


def test_titles_and_single_cells_span_the_columns() -> None:
    page = first(workbooks.write([sheet(("丁",), ("1", "2"), titles=("题目",))]))
    assert sorted(str(one) for one in page.merged_cells.ranges) == ["A1:B1", "A3:B3"]
    values = [[cell.value for cell in row] for row in page.iter_rows()]
    assert values == [["题目", None], ["乙", "丙"], ["丁", None], ["1", "2"]]


def test_it_is_ready_to_read_and_to_print() -> None:
    page = first(workbooks.write([sheet(("一\n二\n三", "四"), titles=("题目",), has_filter=True)]))
    assert page.freeze_panes == "A3"
    assert page.auto_filter.ref == "A2:B3"
    assert page.print_title_rows == "$2:$2"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.sheet_properties.pageSetUpPr is not None
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToHeight == 0
    assert [page.column_dimensions[letter].width for letter in "AB"] == [10, 20]
    assert page["A3"].alignment.wrap_text
    assert page["A3"].border.left.style == "thin"
    assert page.row_dimensions[3].height == pytest.approx(40.5)


def test_what_may_be_typed() -> None:
    choices = (Choices(0, hint="整数"), Choices(1, ("甲", "乙"), is_strict=False))
    page = first(workbooks.write([sheet(choices=choices, titles=("",), first_hint="地区")]))
    whole, some, place = page.data_validations.dataValidation
    assert (whole.type, whole.operator, whole.formula1) == ("whole", "greaterThanOrEqual", "1")
    assert (whole.errorStyle, whole.prompt) == ("stop", "整数")
    assert (some.type, some.formula1, some.errorStyle) == ("list", '"甲,乙"', "warning")
    assert "B3" in some
    assert "B2" not in some
    assert (str(place.sqref), place.prompt) == ("A1", "地区")


def test_two_runs_give_the_same_bytes() -> None:
    data = workbooks.write([sheet(("甲", 1))])
    assert workbooks.write([sheet(("甲", 1))]) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        said = re.findall(rb"\d{4}-\d\d-\d\d", archive.read("docProps/core.xml"))
    assert set(said) == {b"2000-01-01"}


def test_without_openpyxl_the_command_is_named(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['openpyxl'] = None\n"
        "from dutygraph import workbooks\n"
        "from dutygraph.errors import DutygraphError\n"
        "try: workbooks.write([])\n"
        "except DutygraphError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, cwd=tmp_path
    )
    assert 'pip install "dutygraph[office]"' in done.stdout.decode()
