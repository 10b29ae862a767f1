"""The report in a real browser: quiet, nothing asked of the net, on a phone and on paper too."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from dutygraph.loaders import read_file
from dutygraph.messages import translator
from dutygraph.reports.page import page as draw
from dutygraph.reports.review import Unread, review
from dutygraph.tasks import SAMPLE


@pytest.fixture
def opened(page: Page, real_list: Path, tmp_path: Path) -> Page:
    """Return the report of two documents and a fault, open in the browser."""
    translate = translator("zh")
    reviews = [review(read_file(path), translate) for path in (real_list, SAMPLE)]
    file = tmp_path / "report.html"
    file.write_text(draw(reviews, [Unread("a", "a")], "zh", "1"), encoding="utf-8")
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.on("request", lambda request: noise.append(request.url))
    page.goto(file.as_uri())
    assert noise == [file.as_uri()]
    return page


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_is_never_wider_than_the_screen(opened: Page, width: int) -> None:
    opened.set_viewport_size({"width": width, "height": 800})
    assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_the_list_of_documents_leads_to_each(opened: Page) -> None:
    opened.get_by_role("link", name="qingxi.txt").click()
    assert opened.evaluate("location.hash") == "#document-2"
    heading = opened.locator("#title-2")
    assert heading.text_content() == "重庆市/临江县/晴溪镇"
    top = heading.bounding_box()
    assert top is not None
    assert 0 <= top["y"] < 200


def test_on_paper_each_document_begins_on_its_own_sheet(opened: Page) -> None:
    opened.emulate_media(media="print")
    style = "getComputedStyle(document.getElementById('document-2')).breakBefore"
    assert opened.evaluate(style) == "page"
    assert opened.pdf(prefer_css_page_size=True).startswith(b"%PDF")
