"""The page in a real browser, offline: searched, filtered, clicked through, by mouse and keys."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from drawn import HOSTILE, model_of
from paged import data, seen
from playwright.sync_api import Locator, Page, expect

from dutygraph.viz.model import Model
from dutygraph.viz.page import page as draw

Open = Callable[..., Page]
Draw = Callable[..., str]

PHONE = {"width": 390, "height": 844}
SETTLED = 450
"""Milliseconds after which no picture moves any more."""


def entries(page: Page, which: str = "departments") -> Locator:
    """Return the visible entries of a list of the left side."""
    return page.locator(f"#{which} button:visible")


def rows(page: Page) -> Locator:
    return page.locator("#view-duties tbody tr")


def tab(page: Page, name: str) -> Locator:
    return page.get_by_role("tab", name=name, exact=True)


def heading(page: Page) -> Locator:
    return page.locator("#panel h2")


def state(page: Page) -> str:
    """Return the hash as people read it."""
    return str(page.evaluate("decodeURIComponent(location.hash)"))


# Tabs, hash, history


@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("Sharing", "overview"),
        ("Duties", "duties"),
        ("Department view", "department"),
        ("Matrix", "matrix"),
        ("Transfers", "transfers"),
    ],
)
def test_a_tab_shows_its_view_and_no_other(shown: Page, name: str, view: str) -> None:
    tab(shown, name).click()
    expect(tab(shown, name)).to_have_attribute("aria-selected", "true")
    expect(shown.locator("[role=tabpanel]:visible")).to_have_id(f"view-{view}")


def test_tabs_are_walked_with_arrows(shown: Page) -> None:
    tab(shown, "Sharing").focus()
    shown.keyboard.press("ArrowRight")
    expect(tab(shown, "Duties")).to_be_focused()
    expect(shown.locator("#view-duties")).to_be_visible()
    shown.keyboard.press("End")
    expect(shown.locator("#view-transfers")).to_be_visible()
    shown.keyboard.press("ArrowRight")
    expect(tab(shown, "Sharing")).to_be_focused()


def test_a_link_restores_all_that_was_chosen(opened: Open, drawn: Draw, ordinary: Model) -> None:
    hash_ = "#view=duties&department=县公安局&kind=cooperative&sort=-number&duty=cooperative-17"
    page = opened(drawn(ordinary), hash_)
    expect(rows(page).locator("td.title")).to_have_text(["养老机构监管", "校园周边安全"])
    expect(page.locator("#filter-kind")).to_have_value("cooperative")
    expect(heading(page)).to_have_text("养老机构监管")
    expect(page.locator("tr[aria-selected=true] .title")).to_have_text("养老机构监管")
    expect(page.locator("#departments [aria-pressed=true]")).to_have_text("县公安局2")
    page.reload()
    expect(heading(page)).to_have_text("养老机构监管")


def test_back_and_forward_walk_through_what_was_shown(shown: Page) -> None:
    entries(shown).first.click()
    tab(shown, "Duties").click()
    rows(shown).first.locator(".title button").click()
    expect(heading(shown)).to_have_text("校园周边安全")
    shown.go_back()
    expect(heading(shown)).to_have_text("县公安局")
    shown.go_back()
    expect(shown.locator("#view-overview")).to_be_visible()
    shown.go_back()
    expect(heading(shown)).to_have_count(0)
    for _ in range(3):
        shown.go_forward()
    expect(heading(shown)).to_have_text("校园周边安全")


def test_a_page_opens_where_it_was_made_to_begin(opened: Open, ordinary: Model) -> None:
    page = opened(draw(ordinary, "en", ordinary.start("县教委", "")))
    expect(page.locator("#view-department h2")).to_have_text("县教委")
    tab(page, "Sharing").click()
    expect(page.locator("#view-overview")).to_be_visible()


# Search and filters


def test_the_list_names_all_departments_with_the_count_of_shared_duties(shown: Page) -> None:
    expect(entries(shown)).to_have_text(["县公安局2", "县民政局2", "县教委1", "县统计局0"])
    expect(shown.locator("#found")).to_have_text("4 departments, 6 duties")
    expect(entries(shown, "duties")).to_have_count(0)


def test_typing_chinese_narrows_at_each_letter(shown: Page) -> None:
    search = shown.get_by_role("searchbox", name="Find department or duty")
    search.press_sequentially("养老")
    expect(entries(shown, "duties")).to_have_text(["cooperative 17养老机构监管2"])
    expect(shown.locator("#found")).to_have_text("2 departments, 1 duties")
    search.fill("没有")
    expect(shown.locator("#found")).to_have_text("Nothing with these words")
    search.press("Escape")
    expect(entries(shown)).to_have_count(4)
    expect(search).to_have_value("")


def test_initials_of_pinyin_find_a_department(opened: Open, drawn: Draw, real_list: Path) -> None:
    page = opened(drawn(model_of(real_list)))
    page.locator("#search").press_sequentially("xgaj")
    expect(entries(page).locator(".name")).to_have_text(["县公安局"])
    duties = page.locator("#duties li")
    shared = model_of(real_list).lists[0].duty_list.duties
    police = [one for one in shared if any(body.name == "县公安局" for body in one.departments)]
    received = [one for one in shared if any(body.name == "县公安局" for body in one.receivers)]
    expect(duties).to_have_count(len(police) + len(received))


def test_enter_opens_the_first_that_was_found(shown: Page) -> None:
    shown.locator("#search").fill("党员")
    shown.keyboard.press("Enter")
    expect(heading(shown)).to_have_text("党员教育管理")


@pytest.mark.parametrize(
    ("name", "value", "titles"),
    [
        ("kind", "basic", ["党员教育管理"]),
        ("kind", "reclaimed", ["地名命名审批", "出具居住证明"]),
        ("category", "平安法治", ["校园周边安全", "统计调查", "养老机构监管"]),
        ("role", "lead", ["校园周边安全"]),
        ("role", "receiver", ["地名命名审批"]),
        ("mark", "牵头", ["校园周边安全"]),
        ("mark", "!牵头", ["统计调查", "养老机构监管"]),
    ],
)
def test_a_filter_leaves_its_duties(shown: Page, name: str, value: str, titles: list[str]) -> None:
    tab(shown, "Duties").click()
    shown.locator(f"#filter-{name}").select_option(value)
    expect(rows(shown).locator("td.title")).to_have_text(titles)
    shown.get_by_role("button", name="Clear filters").click()
    expect(rows(shown)).to_have_count(6)


def test_a_filter_by_township_leaves_its_list(opened: Open, drawn: Draw, towns: Model) -> None:
    page = opened(drawn(towns), "#view=duties")
    expect(rows(page)).to_have_count(12)
    page.locator("#filter-township").select_option("某省/甲县/西镇")
    expect(rows(page).locator("td.list")).to_have_text(["西镇"] * 6)


def test_filters_with_nothing_to_choose_are_hidden(shown: Page) -> None:
    expect(shown.locator("#filter-township")).to_be_hidden()
    expect(shown.locator("#filter-kind")).to_be_visible()


def test_the_legend_filters_on_click(shown: Page) -> None:
    shown.get_by_role("button", name="shared duty; no statement says “牵头”").click()
    expect(shown.locator("#filter-mark")).to_have_value("!牵头")
    expect(shown.locator("#found")).to_have_text("3 departments, 2 duties")
    shown.get_by_role("button", name="shared duty; no statement says “牵头”").click()
    expect(shown.locator("#filter-mark")).to_have_value("")


def test_enter_opens_the_duty_of_a_number(shown: Page) -> None:
    shown.fill("#search", "17")
    shown.keyboard.press("Enter")
    expect(heading(shown)).to_have_text("养老机构监管")


def test_enter_opens_the_duty_of_a_kind_and_number(
    opened: Open, drawn: Draw, ordinary: Model
) -> None:
    page = opened(drawn(ordinary, "zh"))
    page.fill("#search", "配合4")
    expect(entries(page, "duties")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("校园周边安全")


def test_the_search_box_says_what_is_searched_for_though_it_has_the_focus(shown: Page) -> None:
    tab(shown, "Duties").click()
    shown.fill("#search", "养老")
    shown.evaluate("location.hash = '#view=duties&q=统计'")
    expect(shown.locator("#search")).to_have_value("统计")
    expect(shown.locator("#search")).to_be_focused()
    shown.go_back()
    expect(shown.locator("#search")).to_have_value("养老")


def test_counts_of_partners_follow_the_filters(opened: Open, drawn: Draw, ordinary: Model) -> None:
    page = opened(drawn(ordinary), "#view=department&department=县公安局&mark=!牵头")
    expect(page.locator("#view-department .partners li button:first-child")).to_have_text(
        ["县民政局1"]
    )
    page.evaluate("location.hash = '#view=duties&department=县公安局&mark=!牵头'")
    expect(page.locator("#panel .rows .name")).to_have_text(["养老机构监管"])
    page.evaluate("location.hash = '#view=duties&department=县公安局&mark=牵头'")
    expect(page.locator("#panel .rows .name")).to_have_text(["校园周边安全"])


def test_cells_of_the_matrix_follow_the_filters(opened: Open, drawn: Draw, ordinary: Model) -> None:
    page = opened(drawn(ordinary), "#view=matrix&mark=!牵头")
    counts = page.locator("svg.matrix [data-row]:not(.faded) > text")
    expect(counts).to_have_text(["1", "1"])
    expect(page.locator("svg.matrix [data-row].faded > text")).to_have_text([""] * 4)


def test_what_a_link_names_and_no_list_has_is_not_found(
    opened: Open, drawn: Draw, ordinary: Model
) -> None:
    page = opened(drawn(ordinary), "#view=duties&department=县无此局")
    expect(page.locator("#unknown")).to_have_text("Not found in these lists: 县无此局")
    entries(page).first.click()
    expect(page.locator("#unknown")).to_be_hidden()


def test_a_browser_that_is_too_old_says_so(page: Page, tmp_path: Path, ordinary: Model) -> None:
    page.add_init_script("delete window.DecompressionStream")
    path = tmp_path / "page.html"
    path.write_text(draw(ordinary, "en", {}), encoding="utf-8")
    page.goto(path.as_uri())
    expect(page.locator("#old-browser")).to_contain_text("too old")


# The picture


def test_the_picture_says_how_much_it_hides_and_shows_it_on_demand(shown: Page) -> None:
    told = shown.locator("#view-overview .told")
    expect(told).to_contain_text("1 pairs of departments, 2 duties, 2 departments shown")
    expect(told).to_contain_text("hidden: 2 pairs that share fewer, 0 duties, 1 departments")
    shown.get_by_role("button", name="show them").click()
    expect(told).to_have_text("3 pairs of departments, 2 duties, 3 departments shown")
    shown.get_by_role("button", name="one more").click()
    expect(told).to_contain_text("1 pairs")


def test_at_first_every_name_is_legible_and_stands_where_it_was_laid_out(
    opened: Open, drawn: Draw, real_list: Path
) -> None:
    """A name is drawn at 14 pixels; on the screen at least 11 are left of them."""
    html = drawn(model_of(real_list), "zh")
    page = opened(html)
    page.wait_for_timeout(SETTLED)
    shown = seen(page, data(html))
    assert 14 * shown.scale >= 11
    assert len(shown.departments) == 25
    for name in ("县林业局", "县公安局", "县残联"):
        page.mouse.click(*shown.departments[name])
        expect(heading(page)).to_have_text(name)


def test_names_of_ten_lists_are_legible_too(opened: Open, real_list: Path) -> None:
    (told,) = model_of(real_list).lists
    lists = [
        replace(told, duty_list=replace(told.duty_list, place=("某市", "某县", f"第{at}镇")))
        for at in range(10)
    ]
    html = draw(Model(tuple(lists)), "zh", {})
    assert len(html.encode()) <= 2_000_000
    page = opened(html)
    assert 14 * seen(page, data(html)).scale >= 11
    assert page.locator("#view-overview output").inner_text() == data(html)["start"]["min"]


def test_a_click_focuses_and_fades_the_rest_but_hides_nothing(
    opened: Open, drawn: Draw, real_list: Path
) -> None:
    html = drawn(model_of(real_list))
    page = opened(html)
    page.wait_for_timeout(SETTLED)
    shown, canvas = seen(page, data(html)), page.locator(".network canvas")
    before = canvas.screenshot()
    page.mouse.click(*shown.departments["县残联"])
    expect(heading(page)).to_have_text("县残联")
    page.mouse.move(5, 5)
    page.wait_for_timeout(SETTLED)
    assert canvas.screenshot() != before
    # Faded ones are there and can be clicked.
    page.mouse.click(*shown.departments["县林业局"])
    expect(heading(page)).to_have_text("县林业局")
    page.get_by_role("button", name="Close").click()
    page.mouse.move(5, 5)
    page.wait_for_timeout(SETTLED)
    assert canvas.screenshot() == before


def test_a_double_click_goes_to_the_view_of_the_department(
    opened: Open, drawn: Draw, ordinary: Model
) -> None:
    html = drawn(ordinary)
    page = opened(html)
    page.wait_for_timeout(SETTLED)
    page.mouse.dblclick(*seen(page, data(html)).departments["县公安局"])
    expect(page.locator("#view-department h2")).to_have_text("县公安局")
    page.go_back()
    expect(heading(page)).to_have_text("县公安局")


def test_a_button_goes_to_the_view_of_the_department(shown: Page) -> None:
    entries(shown).first.click()
    shown.get_by_role("button", name="See this department alone").click()
    expect(shown.locator("#view-department h2")).to_have_text("县公安局")


def test_a_click_on_a_dot_opens_its_duty(opened: Open, drawn: Draw, ordinary: Model) -> None:
    html = drawn(ordinary)
    page = opened(html)
    page.wait_for_timeout(SETTLED)
    page.mouse.click(*seen(page, data(html)).duties["cooperative-17"])
    expect(heading(page)).to_have_text("养老机构监管")


def test_what_shares_too_little_for_the_picture_is_shown_when_chosen(shown: Page) -> None:
    entries(shown).filter(has_text="县教委").click()
    expect(shown.locator("#view-overview output")).to_have_text("1")
    expect(shown.locator("#view-overview .told")).to_contain_text("3 departments shown")


def test_the_table_beside_the_picture_has_its_pairs(shown: Page) -> None:
    pairs = shown.locator("#panel table tbody tr")
    expect(pairs).to_have_text(["县公安局 × 县民政局2"])
    shown.get_by_role("button", name="show them").click()
    expect(pairs).to_have_text(["县公安局 × 县民政局2", "县公安局 × 县教委1", "县教委 × 县民政局1"])
    pairs.first.get_by_role("button").click()
    expect(heading(shown)).to_have_text("县公安局 × 县民政局")
    expect(shown.locator("#panel .rows .name")).to_have_text(["校园周边安全", "养老机构监管"])


def test_a_dot_names_its_township_where_there_are_several(
    opened: Open, drawn: Draw, towns: Model
) -> None:
    html = drawn(towns)
    page = opened(html)
    page.wait_for_timeout(SETTLED)
    page.mouse.move(*next(iter(seen(page, data(html)).duties.values())))
    expect(page.locator(".vis-tooltip")).to_have_text(
        re.compile("^[东西]镇 cooperative 4 校园周边安全$")
    )


# The panel


def test_choosing_a_department_shows_its_duties_and_with_whom(shown: Page) -> None:
    entries(shown).nth(1).click()
    panel = shown.locator("#panel")
    expect(heading(shown)).to_have_text("县民政局")
    expect(panel.locator(".remark").first).to_have_text("2 shared duties with 2 departments")
    expect(panel.locator(".chips button")).to_have_text(["县公安局2", "县教委1"])
    expect(panel.locator(".rows .name")).to_have_text(
        ["校园周边安全", "养老机构监管", "地名命名审批"]
    )
    expect(panel.locator(".rows p")).to_have_text(["with 县公安局、县教委", "with 县公安局"])


def test_choosing_a_duty_shows_who_does_what_and_all_that_is_known(shown: Page) -> None:
    shown.locator("#search").fill("校园")
    entries(shown, "duties").first.click()
    panel = shown.locator("#panel")
    expect(heading(shown)).to_have_text("校园周边安全")
    expect(panel.locator(".kind")).to_have_text("cooperative 4")
    expect(panel.locator(".chips button")).to_have_text(
        ["县公安局leads by column", "县民政局", "县教委"]
    )
    expect(panel.locator(".bearers")).to_have_text(["县公安局", "县公安局、县民政局、县教委"])
    expect(panel.locator(".mark")).to_have_text(
        ["the text says “牵头”", "the text says “联合”", "jointly borne"]
    )
    expect(panel.locator(".texts li").first).to_contain_text("牵头开展巡查。")
    expect(panel.locator(".texts li").last).to_contain_text("登记上报。")
    expect(panel.locator(".laws")).to_have_text("《义务教育法》第二十三条")
    expect(panel.locator(".remark").last).to_have_text("list.txt · lines 6–9")


def test_a_discontinued_duty_says_so(opened: Open, drawn: Draw, ordinary: Model) -> None:
    page = opened(drawn(ordinary), "#view=transfers&duty=reclaimed-2")
    expect(page.locator("#panel")).to_contain_text("discontinued")
    expect(page.locator("#panel")).to_contain_text("The document gives no reason.")


def test_a_department_that_shares_nothing_says_so(shown: Page) -> None:
    entries(shown).last.click()
    expect(shown.locator("#panel .remark").first).to_have_text(
        "This department shares no duty with another."
    )


def test_escape_takes_the_focus_back(shown: Page) -> None:
    entries(shown).first.click()
    expect(heading(shown)).to_have_text("县公安局")
    shown.keyboard.press("Escape")
    expect(heading(shown)).to_have_count(0)


# The table


def test_the_table_is_sorted_by_its_headings_and_says_how(shown: Page) -> None:
    tab(shown, "Duties").click()
    title = shown.locator("#view-duties th.departments")
    expect(title).to_have_attribute("aria-sort", "none")
    title.get_by_role("button").click()
    expect(title).to_have_attribute("aria-sort", "ascending")
    title.get_by_role("button").click()
    expect(title).to_have_attribute("aria-sort", "descending")
    numbers = rows(shown).locator("td.number")
    expect(numbers).to_have_text(["4", "17", "9", "1", "1", "2"])
    title.get_by_role("button").click()
    expect(title).to_have_attribute("aria-sort", "none")
    expect(numbers).to_have_text(["1", "4", "9", "17", "1", "2"])


def test_numbers_are_sorted_as_numbers(shown: Page) -> None:
    tab(shown, "Duties").click()
    shown.locator("#view-duties th.number button").click()
    expect(rows(shown).locator("td.number")).to_have_text(["1", "1", "2", "4", "9", "17"])


def test_a_long_table_grows_on_demand(opened: Open, drawn: Draw, real_list: Path) -> None:
    page = opened(drawn(model_of(real_list)), "#view=duties")
    expect(rows(page)).to_have_count(150)
    page.get_by_role("button", name="Show more").click()
    expect(rows(page)).to_have_count(283)
    expect(page.get_by_role("button", name="Show more")).to_be_hidden()


# Other views


def test_the_view_of_a_department_has_three_columns(
    opened: Open, drawn: Draw, ordinary: Model
) -> None:
    page = opened(drawn(ordinary), "#view=department&department=县民政局")
    view = page.locator("#view-department")
    expect(view.locator(".middle .name")).to_have_text(
        ["校园周边安全", "养老机构监管", "地名命名审批"]
    )
    partners = view.locator(".partners li")
    expect(partners.locator("button:first-child")).to_have_text(["县公安局2", "县教委1"])
    partners.nth(1).locator("button").first.click()
    expect(view.locator(".middle li.faded .name")).to_have_text(["养老机构监管", "地名命名审批"])
    partners.nth(1).get_by_role("button", name="See this department alone：县教委").click()
    expect(view.locator("h2")).to_have_text("县教委")


def test_the_view_of_a_duty_has_everybody_in_it(opened: Open, drawn: Draw, ordinary: Model) -> None:
    page = opened(drawn(ordinary), "#view=department&duty=cooperative-4")
    view = page.locator("#view-department")
    expect(view.locator(".bodies > li > button")).to_have_text(["县公安局", "县民政局", "县教委"])
    expect(view.locator(".bodies > li").first.locator(".texts li")).to_have_count(2)
    expect(view.locator(".partners .texts")).to_contain_text("登记上报。")


def test_without_a_choice_the_view_offers_all_departments(shown: Page) -> None:
    tab(shown, "Department view").click()
    cards = shown.locator(".cards button")
    expect(cards.locator("b")).to_have_text(["县公安局", "县民政局", "县教委", "县统计局"])
    cards.nth(1).click()
    expect(shown.locator("#view-department h2")).to_have_text("县民政局")


def test_a_cell_of_the_matrix_opens_the_shared_duties(shown: Page) -> None:
    tab(shown, "Matrix").click()
    shown.locator("svg.matrix [data-row]").filter(has_text="2").first.click()
    expect(heading(shown)).to_have_text("县公安局 × 县民政局")
    expect(shown.locator("#panel .rows .name")).to_have_text(["校园周边安全", "养老机构监管"])


def test_the_matrix_is_sorted_and_names_open_departments_by_key(shown: Page) -> None:
    tab(shown, "Matrix").click()
    shown.get_by_role("button", name="by name").click()
    expect(shown.get_by_role("button", name="by name")).to_have_attribute("aria-pressed", "true")
    names = shown.locator("svg.matrix [data-along=row]")
    boxes = {name.locator("title").text_content(): name.bounding_box() for name in names.all()}
    order = sorted(boxes, key=lambda name: (boxes[name] or {"y": 0})["y"])
    assert order == ["县公安局", "县教委", "县民政局"]
    names.first.focus()
    shown.keyboard.press("Enter")
    expect(heading(shown)).to_have_count(1)


def test_a_band_of_the_transfers_leaves_its_duties(shown: Page) -> None:
    tab(shown, "Transfers").click()
    expect(shown.locator("#view-transfers .told")).to_have_text(
        "2 reclaimed duties, 1 of them discontinued"
    )
    shown.locator("svg.transfers [data-department] rect").first.click()
    table = shown.locator("#view-transfers tbody tr")
    expect(table.locator(".title")).to_have_text(["地名命名审批"])
    expect(heading(shown)).to_have_text("县民政局")


def test_townships_are_compared_list_by_list(opened: Open, drawn: Draw, towns: Model) -> None:
    page = opened(drawn(towns), "#view=townships")
    first = page.locator("#view-townships tbody tr").first
    expect(first.locator("th, td")).to_have_text(["县民政局", "3", "3", "6"])
    first.locator("td button").nth(1).click()
    expect(page.locator("#view-duties")).to_be_visible()
    expect(rows(page).locator("td.list")).to_have_text(["西镇"] * 3)


def test_many_lists_lead_from_departments_to_duties(opened: Open, drawn: Draw, many: Model) -> None:
    page = opened(drawn(many))
    expect(page.locator(".notice:visible")).to_contain_text("More than ten lists")
    entries(page).first.click()
    expect(page.locator("#panel .chips button")).to_have_text(["县民政局22", "县教委11"])
    expect(page.locator("#panel .rows li")).to_have_count(22)
    page.locator("#panel .rows button").first.click()
    expect(heading(page)).to_have_text("校园周边安全")


# Keyboard, colours, sizes


def test_the_keyboard_alone_leads_from_search_to_export(shown: Page) -> None:
    shown.locator("#search").focus()
    shown.keyboard.type("民政")
    for key in ("ArrowDown", "Enter"):
        shown.keyboard.press(key)
    expect(heading(shown)).to_have_text("县民政局")
    shown.get_by_role("button", name="See this department alone").focus()
    shown.keyboard.press("Enter")
    duty = shown.locator("#view-department .middle button").first
    duty.focus()
    shown.keyboard.press("Enter")
    expect(heading(shown)).to_have_text("校园周边安全")
    expect(duty).to_be_focused()
    shown.get_by_role("button", name="CSV").focus()
    with shown.expect_download() as download:
        shown.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".csv")


def test_the_list_is_walked_with_arrows(shown: Page) -> None:
    shown.locator("#search").focus()
    shown.keyboard.press("ArrowDown")
    expect(entries(shown).first).to_be_focused()
    shown.keyboard.press("End")
    expect(entries(shown).last).to_be_focused()
    shown.keyboard.press("Home")
    shown.keyboard.press("ArrowUp")
    expect(shown.locator("#search")).to_be_focused()


def ground(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_the_scheme_follows_the_system_unless_one_is_chosen(shown: Page) -> None:
    light, dark = "rgb(242, 244, 247)", "rgb(15, 20, 25)"
    assert ground(shown) == light
    shown.emulate_media(color_scheme="dark")
    assert ground(shown) == dark
    scheme = shown.get_by_role("combobox", name="Colours")
    scheme.select_option("light")
    assert ground(shown) == light
    shown.emulate_media(color_scheme="light")
    scheme.select_option("dark")
    assert ground(shown) == dark


def test_the_picture_follows_the_scheme(shown: Page) -> None:
    shown.wait_for_timeout(SETTLED)
    before = shown.locator(".network canvas").screenshot()
    shown.get_by_role("combobox", name="Colours").select_option("dark")
    shown.wait_for_timeout(SETTLED)
    assert shown.locator(".network canvas").screenshot() != before


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_sticks_out_at_the_side(
    opened: Open, drawn: Draw, real_list: Path, width: int, language: str
) -> None:
    page = opened(drawn(model_of(real_list), language))
    page.set_viewport_size({"width": width, "height": 800})
    for view in ("overview", "duties", "department", "matrix", "transfers"):
        for chosen in ("", "&department=县公安局", "&duty=cooperative-47"):
            page.evaluate("hash => { location.hash = hash; }", f"#view={view}{chosen}")
            expect(page.locator(f"#view-{view}")).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth") == width, view + chosen


def test_on_a_phone_picture_and_panel_are_seen_together(
    opened: Open, drawn: Draw, ordinary: Model
) -> None:
    page = opened(drawn(ordinary))
    page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    entries(page).first.click()
    page.wait_for_timeout(2 * SETTLED)
    expect(heading(page)).to_be_in_viewport()
    network, panel = (page.locator(name).bounding_box() for name in (".network", "#panel"))
    assert network
    assert panel
    assert network["y"] >= 0
    assert network["y"] + network["height"] <= panel["y"] + 1


def test_the_projector_shows_larger_type_and_leaves_the_list_out(shown: Page) -> None:
    shown.set_viewport_size({"width": 1280, "height": 720})
    size = "parseFloat(getComputedStyle(document.querySelector('#panel .remark')).fontSize)"
    before = shown.evaluate(size)
    shown.get_by_role("button", name="Projector").click()
    assert shown.evaluate(size) > before
    expect(shown.locator("#finder")).to_be_hidden()
    assert shown.evaluate("document.documentElement.scrollHeight") <= 720
    shown.get_by_role("button", name="Projector").click()
    expect(shown.locator("#finder")).to_be_visible()


# Hostile text


@pytest.mark.parametrize("view", ["overview", "duties", "department", "matrix", "transfers"])
def test_hostile_text_is_inert_and_shown_as_it_stands(
    opened: Open, drawn: Draw, hostile: Model, view: str
) -> None:
    page = opened(drawn(hostile), f"#view={view}")
    page.wait_for_timeout(SETTLED)
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    assert page.locator("img, u, iframe").count() == 0
    assert sorted(page.locator("#departments .name").all_text_contents()) == sorted(HOSTILE)
    for duty, title in enumerate(HOSTILE, 1):
        page.evaluate("hash => { location.hash = hash; }", f"#view={view}&duty=cooperative-{duty}")
        expect(page.locator("#panel:visible h2, #view-department:visible h2")).to_be_visible()
        assert title in page.locator("h2:visible").all_text_contents()
    assert page.evaluate("window.owned") is None
    assert page.title() == "某省甲县东镇 · Departments and the duties they share"


def test_a_hostile_hash_is_inert(opened: Open, drawn: Draw, ordinary: Model) -> None:
    page = opened(
        drawn(ordinary),
        "#view=<img src=x>&department=__proto__&duty=constructor&min=NaN&sort=toString&kind=%00",
    )
    expect(page.locator("#view-overview")).to_be_visible()
    expect(page.locator("#found")).to_contain_text("Nothing with these words")
