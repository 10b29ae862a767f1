"""What is saved and printed is what is shown: CSV, SVG, PNG, sheets."""

import csv
import struct
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path

import pdfplumber
import pytest
from drawn import model_of
from lxml import etree
from playwright.sync_api import Page, expect

from dutygraph.tasks import SAMPLE
from dutygraph.viz.model import Model

Open = Callable[..., Page]
Draw = Callable[..., str]

SVG = "{http://www.w3.org/2000/svg}"


def saved(page: Page, form: str) -> tuple[str, bytes]:
    """Return name and content of the file that a button saves."""
    with page.expect_download() as download:
        page.get_by_role("button", name=form).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def rows(page: Page) -> list[list[str]]:
    """Return the rows of the CSV of what is shown, after a look at its mark."""
    name, content = saved(page, "CSV")
    assert name.endswith(".csv")
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_csv_of_duties_has_the_rows_of_the_table(
    opened: Open, drawn: Draw, ordinary: Model
) -> None:
    page = opened(drawn(ordinary), "#view=duties&kind=cooperative&sort=-number")
    assert rows(page) == [
        ["Kind", "No.", "Duty", "Category", "Departments"],
        ["cooperative", "17", "养老机构监管", "平安法治", "县民政局、县公安局"],
        ["cooperative", "9", "统计调查", "平安法治", "县统计局"],
        ["cooperative", "4", "校园周边安全", "平安法治", "县公安局、县民政局、县教委"],
    ]


def test_the_csv_of_the_picture_has_its_pairs(shown: Page) -> None:
    assert rows(shown) == [
        ["First department", "Second department", "Shared duties", "Duties"],
        ["县公安局", "县民政局", "2", "4 校园周边安全；17 养老机构监管"],
    ]


def test_the_csv_of_a_department_says_what_it_does(
    opened: Open, drawn: Draw, ordinary: Model
) -> None:
    page = opened(drawn(ordinary), "#view=department&department=县教委")
    assert rows(page)[1:] == [
        ["cooperative", "4", "校园周边安全", "联合检查。", "县公安局、县民政局"]
    ]


def test_the_csv_of_the_matrix_is_the_matrix(opened: Open, drawn: Draw, ordinary: Model) -> None:
    page = opened(drawn(ordinary), "#view=matrix&by=name")
    assert rows(page) == [
        ["", "县公安局", "县教委", "县民政局"],
        ["县公安局", "", "1", "2"],
        ["县教委", "1", "", "1"],
        ["县民政局", "2", "1", ""],
    ]


def test_the_csv_of_transfers_says_where_duties_go(
    opened: Open, drawn: Draw, ordinary: Model
) -> None:
    page = opened(drawn(ordinary), "#view=transfers")
    assert rows(page)[1:] == [
        ["1", "地名命名审批", "民生服务", "县民政局", "网上受理。"],
        ["2", "出具居住证明", "城乡建设", "discontinued", ""],
    ]


def test_the_csv_of_townships_counts_list_by_list(opened: Open, drawn: Draw, towns: Model) -> None:
    page = opened(drawn(towns), "#view=townships")
    assert rows(page)[:2] == [
        ["Department", "某省/甲县/东镇", "某省/甲县/西镇", "Total"],
        ["县民政局", "3", "3", "6"],
    ]


@pytest.mark.parametrize("view", ["overview", "matrix", "transfers"])
def test_a_picture_is_saved_as_svg_with_its_colours_and_names(
    opened: Open, drawn: Draw, view: str
) -> None:
    page = opened(drawn(model_of(SAMPLE)), f"#view={view}")
    name, content = saved(page, "SVG")
    assert name == f"重庆市临江县晴溪镇-{page.locator('[aria-selected=true]').inner_text()}.svg"
    root = etree.fromstring(content)
    assert root.tag == f"{SVG}svg"
    assert b"var(" not in content
    assert b"class=" not in content
    written = {text.text for text in root.iter(f"{SVG}text")}
    assert any(text and text.startswith("县应急管理局") for text in written)


@pytest.mark.parametrize("view", ["overview", "matrix", "transfers"])
def test_a_picture_is_saved_as_png_of_twice_its_size(opened: Open, drawn: Draw, view: str) -> None:
    page = opened(drawn(model_of(SAMPLE)), f"#view={view}")
    size = etree.fromstring(saved(page, "SVG")[1]).get("viewBox", "").split()[2:]
    name, content = saved(page, "PNG")
    assert name.endswith(".png")
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", content[16:24]) == pytest.approx(
        [2 * float(one) for one in size], abs=2
    )


def test_the_svg_of_the_picture_shows_what_the_picture_shows(shown: Page) -> None:
    root = etree.fromstring(saved(shown, "SVG")[1])
    texts = sorted(text.text or "" for text in root.iter(f"{SVG}text"))
    assert texts == ["17", "4", "县公安局", "县民政局"]
    assert len(list(root.iter(f"{SVG}line"))) == 4


@pytest.mark.parametrize("view", ["duties", "department"])
def test_tables_are_no_pictures(opened: Open, drawn: Draw, ordinary: Model, view: str) -> None:
    page = opened(drawn(ordinary), f"#view={view}")
    expect(page.get_by_role("button", name="SVG")).to_be_disabled()
    expect(page.get_by_role("button", name="PNG")).to_be_disabled()


# Sheets


def printed(page: Page) -> list[str]:
    """Click on the button that prints and return the text of each page of paper."""
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Print sheets").click()
    with pdfplumber.open(BytesIO(page.pdf(prefer_css_page_size=True))) as paper:
        assert {(round(one.width), round(one.height)) for one in paper.pages} == {(595, 842)}
        return [one.extract_text().replace("\n", "") for one in paper.pages]


def test_each_department_has_a_sheet_of_its_own(shown: Page) -> None:
    sheets = printed(shown)
    assert len(sheets) == 4
    names = ("县公安局", "县教委", "县民政局", "县统计局")
    for name, sheet in zip(names, sheets, strict=True):
        assert sheet.startswith("某省甲县东镇 · Sheet for confirmation" + name)
        assert "Signed for the department" in sheet


def test_a_sheet_says_what_a_department_does_and_with_whom(
    opened: Open, drawn: Draw, ordinary: Model
) -> None:
    page = opened(drawn(ordinary), "#view=overview&department=县民政局")
    (sheet,) = printed(page)
    for told in (
        "校园周边安全",
        "联合检查。",
        "县公安局、县教委",
        "receives this duty",
        "网上受理。",
    ):
        assert told in sheet
    assert "stamp" in sheet


def test_after_printing_the_sheets_are_gone(shown: Page) -> None:
    printed(shown)
    shown.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(shown.locator("#sheets section")).to_have_count(0)
    expect(shown.locator("#view-overview")).to_be_visible()


def test_the_sheets_of_the_real_list_begin_on_a_page_of_their_own(
    opened: Open, drawn: Draw, real_list: Path
) -> None:
    page = opened(drawn(model_of(real_list), "zh"))
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="打印核对单").click()
    with pdfplumber.open(BytesIO(page.pdf(prefer_css_page_size=True))) as paper:
        firsts = [one for one in paper.pages if "事项核对单" in one.extract_text()]
        assert len(firsts) == 38
        assert all(one.extract_text().startswith("重庆市云阳县龙角镇") for one in firsts)
