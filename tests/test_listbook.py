"""A duty list as a workbook: the document's own three sheets, read back equal."""

import io
from collections import Counter
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from duties import differences
from openpyxl.worksheet.worksheet import Worksheet

from dutygraph import listbook
from dutygraph.loaders import read_bytes, read_file
from dutygraph.model import DutyList
from dutygraph.tasks import SAMPLE

ABOUT_THE_FORM = {"joined-over-page", "heading-moved", "sentences-not-split"}


@pytest.fixture(scope="module", params=["real", "sample"])
def original(request: pytest.FixtureRequest) -> DutyList:
    path: Path = request.getfixturevalue("real_list") if request.param == "real" else SAMPLE
    return read_file(path)


@pytest.fixture(scope="module")
def pages() -> list[Worksheet]:
    book = openpyxl.load_workbook(io.BytesIO(listbook.write(read_file(SAMPLE))))
    return list(book.worksheets)


def test_it_is_read_back_equal(original: DutyList) -> None:
    found = read_bytes(listbook.write(original), "list.xlsx")
    assert "\n".join(differences(original, found)) == ""
    assert (found.title, found.place, found.edition) == (
        original.title,
        original.place,
        original.edition,
    )


def test_only_the_text_itself_gives_findings(original: DutyList) -> None:
    found = read_bytes(listbook.write(original), "list.xlsx")
    rules = Counter(one.rule for one in original.findings if one.rule not in ABOUT_THE_FORM)
    assert Counter(one.rule for one in found.findings) == rules


def test_the_edition_is_read_back_from_the_date() -> None:
    dated = replace(read_file(SAMPLE), edition="2025-06-30")
    assert read_bytes(listbook.write(dated), "list.xlsx").edition == "2025-06-30"


def test_each_list_is_a_sheet_with_the_place_and_its_title(pages: list[Worksheet]) -> None:
    titles = ["基本履职事项清单", "配合履职事项清单", "上级部门收回事项清单"]
    assert [page.title for page in pages] == titles
    for page, title in zip(pages, titles, strict=True):
        above = [page.cell(row, 1).value for row in (1, 2, 3)]
        assert above == ["重庆市临江县晴溪镇", "履行职责事项清单", title]
        assert page.print_title_rows == "$4:$4"
        assert page.freeze_panes == "A5"


def test_categories_span_the_columns_and_numbers_are_numbers(pages: list[Worksheet]) -> None:
    page = pages[1]
    assert page["A5"].value == "一、经济发展（5项）"
    assert "A5:E5" in {str(one) for one in page.merged_cells.ranges}
    assert page["A6"].value == 1
    assert page["C6"].value == "县市场监管局、县商务委"
    assert str(page["D6"].value).split("\n")[:2] == ["县市场监管局：", "1.核对场内经营者的证照。"]
