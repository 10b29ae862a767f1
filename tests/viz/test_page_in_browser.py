"""The page in a real browser: nothing asked of the net, searched, chosen, safe, on a phone too."""

from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import Locator, Page, expect

from dutygraph.graph.network import Figures
from dutygraph.viz.page import page as draw

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}

Open = Callable[[str], Page]


@pytest.fixture
def opened(page: Page, tmp_path: Path) -> Iterator[Open]:
    """Yield how to open a page; at the end nothing was asked of the net, nothing went wrong."""
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.set_viewport_size({"width": 1280, "height": 800})
    path = tmp_path / "page.html"

    def open_page(html: str) -> Page:
        path.write_text(html, encoding="utf-8")
        page.goto(path.as_uri())
        return page

    yield open_page
    assert asked == [path.as_uri()]
    assert wrong == []


@pytest.fixture
def shown(opened: Open, ordinary: nx.Graph, one_list: list[Figures]) -> Page:
    return opened(draw(ordinary, one_list, "en"))


def entries(page: Page, which: str) -> Locator:
    """Return the visible entries of a list (departments or duties)."""
    return page.locator(f"#{which} button:visible")


def told(network: nx.Graph, kind: str, name: str) -> list[str]:
    """Return an attribute of all nodes of one kind."""
    return [values[name] for _, values in network.nodes(data=True) if values["kind"] == kind]


def test_the_list_names_all_departments_with_the_count_of_shared_duties(shown: Page) -> None:
    expect(entries(shown, "departments")).to_have_text(
        ["县公安局2", "县民政局2", "县教委1", "县统计局0"]
    )
    expect(entries(shown, "duties")).to_have_text(["4校园周边安全3", "17养老机构监管2"])


def test_typing_narrows_the_lists_at_each_letter(shown: Page) -> None:
    search = shown.get_by_role("searchbox", name="Find department or duty")
    search.press_sequentially("公安")
    expect(entries(shown, "departments")).to_have_text(["县公安局2"])
    expect(entries(shown, "duties")).to_have_count(0)
    expect(shown.locator("#found")).to_have_text("1 departments, 0 shared duties")
    search.fill("17")
    expect(entries(shown, "duties")).to_have_text(["17养老机构监管2"])
    search.fill("没有")
    expect(shown.locator("#found")).to_have_text("Nothing with these words")
    search.press("Escape")
    expect(entries(shown, "departments")).to_have_count(4)


def test_choosing_a_department_shows_its_duties_and_with_whom(shown: Page) -> None:
    entries(shown, "departments").first.click()
    panel = shown.locator("#panel")
    expect(panel.locator("h2")).to_have_text("县公安局")
    expect(panel.locator(".remark")).to_have_text("2 shared duties with 2 departments")
    expect(panel.locator(".chips button")).to_have_text(["县民政局 2", "县教委 1"])
    expect(panel.locator(".rows .name")).to_have_text(["校园周边安全", "养老机构监管"])
    expect(panel.locator(".rows p")).to_have_text(["with 县民政局、县教委", "with 县民政局"])
    expect(entries(shown, "departments").first).to_have_attribute("aria-pressed", "true")


def test_choosing_a_duty_shows_who_does_what_and_the_words_that_mark_it(shown: Page) -> None:
    entries(shown, "duties").first.click()
    panel = shown.locator("#panel")
    expect(panel.locator("h2")).to_have_text("校园周边安全")
    expect(panel.locator(".kind")).to_have_text("Cooperative duty 4")
    expect(panel.locator(".chips button")).to_have_text(["县公安局", "县民政局", "县教委"])
    expect(panel.locator(".bearers")).to_have_text(["县公安局", "县公安局、县民政局、县教委"])
    expect(panel.locator(".mark")).to_have_text(
        ["the text says “牵头”", "the text says “联合”", "jointly borne"]
    )


def test_a_department_that_shares_nothing_says_so(shown: Page) -> None:
    entries(shown, "departments").last.click()
    expect(shown.locator("#panel .remark")).to_have_text(
        "This department shares no duty with another."
    )


def test_the_panel_starts_with_the_strongest_pairs_and_opens_one(shown: Page) -> None:
    pairs = shown.locator("#panel .rows button")
    expect(pairs).to_have_text(["县公安局 × 县民政局2", "县公安局 × 县教委1", "县教委 × 县民政局1"])
    pairs.first.click()
    expect(shown.locator("#panel .rows .name")).to_have_text(["校园周边安全", "养老机构监管"])


def test_a_click_into_the_picture_chooses_what_lies_there(
    opened: Open, one_list: list[Figures]
) -> None:
    """One department stands in the very middle of its picture."""
    alone = nx.Graph(shared=0, without_lead=0)
    alone.add_node("x", kind="department", label="县公安局", county="某县", shared=0)
    page = opened(draw(alone, one_list, "en"))
    page.locator("#network canvas").click()
    expect(page.locator("#panel h2")).to_have_text("县公安局")


def test_what_is_not_chosen_fades_and_stays(shown: Page) -> None:
    shown.wait_for_timeout(300)
    canvas = shown.locator("#network canvas")
    before = canvas.screenshot()
    entries(shown, "duties").last.click()
    shown.wait_for_timeout(300)
    faded = canvas.screenshot()
    shown.get_by_role("button", name="Show everything again").click()
    shown.wait_for_timeout(600)
    assert faded != before
    assert canvas.screenshot() == before


def test_the_keyboard_alone_is_enough(shown: Page) -> None:
    shown.get_by_role("searchbox", name="Find department or duty").focus()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        shown.keyboard.press(key)
    expect(shown.locator("#panel h2")).to_have_text("县民政局")
    shown.keyboard.press("ArrowUp")
    expect(entries(shown, "departments").first).to_be_focused()
    shown.keyboard.press("Escape")
    expect(shown.locator("#panel h2")).to_have_count(0)


def test_names_that_look_like_markup_are_shown_as_they_stand(
    opened: Open, odd: nx.Graph, one_list: list[Figures]
) -> None:
    page = opened(draw(odd, one_list, "en"))
    names, (title,) = told(odd, "department", "label"), told(odd, "duty", "title")
    names = [
        values["label"] for _, values in odd.nodes(data=True) if values["kind"] == "department"
    ]
    (title,) = (values["title"] for _, values in odd.nodes(data=True) if values["kind"] == "duty")
    assert sorted(page.locator("#departments .name").all_text_contents()) == sorted(names)
    entries(page, "duties").first.click()
    assert page.locator("#panel h2").text_content() == title
    assert page.locator("#panel ol li").first.text_content() == (
        f"{title}：牵头办理。the text says “牵头”"
    )
    assert page.locator("img, u").count() == 0
    assert page.title() == "某省某县某镇 · Departments and the duties they share"


def test_eleven_lists_show_departments_joined(
    opened: Open, ordinary: nx.Graph, eleven_lists: list[Figures]
) -> None:
    page = opened(draw(ordinary, eleven_lists, "en"))
    expect(page.locator("header")).to_contain_text("Folded by department")
    expect(page.locator("#found")).to_have_text("4 departments")
    expect(page.locator("#duties-title")).to_be_hidden()
    entries(page, "departments").first.click()
    expect(page.locator("#panel .chips button")).to_have_text(["县民政局 2", "县教委 1"])


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_sticks_out_at_the_side(
    opened: Open, ordinary: nx.Graph, one_list: list[Figures], size: dict[str, int], language: str
) -> None:
    page = opened(draw(ordinary, one_list, language))
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    entries(page, "duties").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") == size["width"]


def test_on_a_phone_the_list_stands_above_the_picture_and_the_panel_below(shown: Page) -> None:
    shown.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    parts = (shown.locator(name).bounding_box() for name in ("#finder", "#picture", "#panel"))
    tops = [part["y"] for part in parts if part]
    assert tops == sorted(tops)
    assert len(set(tops)) == 3
    entries(shown, "departments").first.click()
    expect(shown.locator("#panel h2")).to_be_in_viewport()
    expect(shown.locator("#network")).to_be_in_viewport()


def test_the_dark_scheme_is_dark(shown: Page) -> None:
    shown.emulate_media(color_scheme="dark")
    ground = shown.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(15, 20, 25)"
