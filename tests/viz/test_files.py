"""What is saved and printed is what is shown: CSV, SVG, PNG, sheets."""

import csv
import struct
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path

import pdfplumber
import pytest
from drawn import cooperative, model, model_of, reclaimed
from lxml import etree
from playwright.sync_api import Page, expect

from dutygraph.model import Bearer, Discontinued, Statement
from dutygraph.tasks import SAMPLE
from dutygraph.viz.model import Model

Open = Callable[..., Page]
Draw = Callable[..., str]

SVG = "{http://www.w3.org/2000/svg}"


@cache
def unlisted() -> Model:
    """Return a model where 县统计局, 有关单位 and 县无此局 do something that no column lists."""
    bearers = (
        *((Bearer("县公安局"),), (Bearer("县统计局"),), (Bearer("有关单位", placeholder=True),)),
        *((Bearer("县无此局"),), ()),
    )
    statements = tuple(
        Statement(at, f"{letter}项。", (), bearer)
        for at, (letter, bearer) in enumerate(zip("甲乙丙丁戊", bearers, strict=True), 1)
    )
    own = (Statement(1, "己项。", ()),)
    duty = replace(
        cooperative(3, "县公安局", "县民政局"), statements=statements, township=own, title="某事"
    )
    ended = reclaimed(2, "城乡建设", ended=True, title="出具居住证明")
    ended = replace(ended, discontinued=Discontinued("无依据。"))
    return model(duty, cooperative(9, "县统计局"), ended)


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


def test_the_csv_of_the_matrix_counts_what_filters_leave(
    opened: Open, drawn: Draw, ordinary: Model
) -> None:
    page = opened(drawn(ordinary), "#view=matrix&by=name&mark=!牵头")
    assert rows(page)[1:] == [
        ["县公安局", "", "0", "1"],
        ["县教委", "0", "", "0"],
        ["县民政局", "1", "0", ""],
    ]


def test_the_csv_of_a_duty_says_all_that_the_view_says(opened: Open, drawn: Draw) -> None:
    page = opened(drawn(unlisted()), "#view=department&duty=cooperative-3")
    assert rows(page)[1:] == [
        ["县公安局", "甲项。"],
        ["县民政局", ""],
        ["县统计局", "乙项。"],
        ["有关单位", "丙项。"],
        ["县无此局", "丁项。"],
        ["no bearer named", "戊项。"],
        ["What the township does", "己项。"],
    ]
    page.evaluate("location.hash = '#view=department&duty=reclaimed-2'")
    expect(page.locator("#view-department h2")).to_have_text("出具居住证明")
    name, _ = saved(page, "CSV")
    assert name == "某省甲县东镇-Department view-reclaimed 2.csv"
    assert rows(page)[1:] == [["discontinued", "无依据。"]]


def test_the_name_of_a_file_names_the_department(
    opened: Open, drawn: Draw, ordinary: Model
) -> None:
    page = opened(drawn(ordinary), "#view=department&department=县教委")
    assert saved(page, "CSV")[0] == "某省甲县东镇-Department view-县教委.csv"


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
    texts = sorted(text.text or "" for text in root.iterfind(f"{SVG}g/{SVG}g/{SVG}text"))
    assert texts == ["17", "4", "县公安局", "县民政局"]
    assert len(list(root.iter(f"{SVG}line"))) == 4


@pytest.mark.parametrize("view", ["overview", "matrix", "transfers"])
def test_a_picture_is_saved_in_light_colours_with_title_and_source(
    opened: Open, drawn: Draw, ordinary: Model, view: str
) -> None:
    page = opened(drawn(ordinary), f"#view={view}")
    _, light = saved(page, "SVG")
    page.locator("#scheme").select_option("dark")
    _, dark = saved(page, "SVG")
    assert dark == light
    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
    root = etree.fromstring(dark)
    assert root[0].get("fill") == "#ffffff"
    title, *source = [one.text or "" for one in root.findall(f"{SVG}text")]
    assert title.startswith("某省甲县东镇 · ")
    assert "edition 2025" in "".join(source)
    assert "the official document prevails." in "".join(source)


@pytest.mark.parametrize("view", ["duties", "department"])
def test_tables_are_no_pictures(opened: Open, drawn: Draw, ordinary: Model, view: str) -> None:
    page = opened(drawn(ordinary), f"#view={view}")
    expect(page.get_by_role("button", name="SVG")).to_be_disabled()
    expect(page.get_by_role("button", name="PNG")).to_be_disabled()


# Bearers that no column lists


def test_who_bears_a_statement_is_shown_though_no_column_lists_it(
    opened: Open, drawn: Draw
) -> None:
    page = opened(drawn(unlisted()), "#view=department&duty=cooperative-3")
    bodies = page.locator(".bodies > li")
    expect(page.locator(".middle h3 .count")).to_have_text("5")
    expect(bodies.locator(".role")).to_have_text(["Not in the column of departments"] * 3)
    expect(bodies.nth(2)).to_contain_text("县统计局Not in the column of departments乙项。")
    expect(page.locator("#departments button")).to_have_text(
        ["县公安局1", "县民政局1", "县统计局0"]
    )


def test_the_sheet_of_a_department_has_what_no_column_lists(opened: Open, drawn: Draw) -> None:
    page = opened(drawn(unlisted()), "#view=overview&department=县统计局")
    (sheet,) = printed(page)
    assert "某事" in sheet
    assert "乙项。" in sheet


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
        texts = [one.extract_text() for one in paper.pages]
    assert all(text.startswith("重庆市云阳县龙角镇 · 事项核对单") for text in texts)
    names = [text.splitlines()[1] for text in texts]
    assert len(set(names)) == 38
    assert names == sorted(names, key=names.index)
    assert [text.splitlines()[-1] for text in texts] == [
        f"{at} / {len(texts)}" for at in range(1, len(texts) + 1)
    ]
