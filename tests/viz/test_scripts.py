"""What the scripts of a page compute, run as they stand: states, filters, CSV, pairs, orders."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from dutygraph.messages import N_
from dutygraph.viz.model import Model
from dutygraph.viz.page import SCRIPTS, pack, script
from dutygraph.viz.words import words

Run = Callable[..., Any]

UNITS = tuple(name for name in SCRIPTS if name != "main")
FUNCTIONS = (
    *("START", "readState", "writeState", "holds", "dutyFilter", "csvText", "buildModel"),
    *("partnersOf", "pairsOf", "matrixOrder", "strongParts", "pairsShown", "brightParts", "fill"),
    *("lineOf", "formsOf", "unpack"),
)


@pytest.fixture(scope="module")
def units(browser: Browser, ordinary: Model) -> Iterator[Page]:
    """Yield an empty page with all modules, and in `model` that of the ordinary list."""
    told = {**ordinary.objects(N_), "folded": False, "words": words(N_)}
    joined = script(UNITS).removesuffix("}")
    with browser.new_context() as context:
        page = context.new_page()
        page.set_content("<!doctype html><title>units</title>")
        page.add_script_tag(content=f"{joined} window.unit = {{ {', '.join(FUNCTIONS)} }}; }}")
        page.evaluate("told => { window.model = unit.buildModel(told); }", told)
        yield page


@pytest.fixture
def run(units: Page) -> Run:
    """Return how to run an expression, in which a, b and c are further arguments."""

    def run(expression: str, *arguments: Any) -> Any:
        known = f"const {{ {', '.join(FUNCTIONS)} }} = unit"
        return units.evaluate(
            f"([a, b, c]) => {{ {known}; return {expression}; }}", list(arguments)
        )

    return run


# States


@pytest.mark.parametrize(
    "state",
    [
        {"view": "matrix", "department": "县公安局", "other": "县民政局", "by": "name"},
        {"view": "duties", "q": "a&b=c+d %#é", "sort": "-title", "kind": "basic"},
        {"view": "overview", "min": "1", "mark": "!牵头", "category": "民生 服务\n二"},
        {"view": "department", "duty": "某省/甲县/东镇@2025/cooperative-4-2"},
        {"view": "overview", "department": "长" * 10_000, "role": "\u202e🏛️"},
    ],
)
def test_a_state_is_read_back_from_its_hash(run: Run, state: dict[str, str]) -> None:
    whole = run("({ ...START, ...a })", state)
    assert run("readState(writeState(a))", whole) == whole


def test_a_hash_is_short_and_legible(run: Run) -> None:
    assert run("writeState(START)") == "#view=overview"
    wanted = {"view": "matrix", "department": "县公安局"}
    assert run("writeState({ ...START, ...a })", wanted) == "#view=matrix&department=县公安局"


def test_an_empty_hash_means_where_the_page_begins(run: Run) -> None:
    start = {"view": "department", "department": "县教委"}
    assert run("readState('', a).department", start) == "县教委"
    assert run("readState('#view=overview', a).department", start) == ""


def test_unknown_keys_of_a_hash_do_not_count(run: Run) -> None:
    assert run("readState('#__proto__=1&evil=2&view=duties')") == run(
        "({ ...START, view: 'duties' })"
    )


# Search and filters


def left(run: Run, **state: str) -> list[str]:
    """Return the duties that a state leaves."""
    ids: list[str] = run(
        "model.duties.filter(dutyFilter({ ...START, ...a }, model)).map((one) => one.id)", state
    )
    return ids


ALL = ["basic-1", "cooperative-4", "cooperative-9", "cooperative-17", "reclaimed-1", "reclaimed-2"]


@pytest.mark.parametrize(
    ("state", "duties"),
    [
        ({}, ALL),
        ({"kind": "reclaimed"}, ["reclaimed-1", "reclaimed-2"]),
        ({"category": "党的建设"}, ["basic-1"]),
        ({"role": "lead"}, ["cooperative-4"]),
        ({"role": "receiver"}, ["reclaimed-1"]),
        ({"role": "lead", "department": "县教委"}, []),
        ({"role": "listed", "department": "县教委"}, ["cooperative-4"]),
        ({"mark": "会同"}, ["cooperative-4"]),
        ({"mark": "!牵头"}, ["cooperative-9", "cooperative-17"]),
        ({"township": "某省/甲县/东镇"}, ALL),
        ({"township": "某省/甲县/西镇"}, []),
        ({"q": "养老"}, ["cooperative-17"]),
        ({"q": " 17 "}, ["cooperative-17"]),
        ({"q": "xjw"}, ["cooperative-4"]),
        ({"q": "yljg"}, ["cooperative-17"]),
        ({"q": "联合检查"}, ["cooperative-4"]),
        ({"q": "登记上报"}, ["cooperative-4"]),
        ({"q": "网上受理"}, ["reclaimed-1"]),
        ({"q": "XMZJ"}, ["cooperative-4", "cooperative-17", "reclaimed-1"]),
        ({"q": "养老", "kind": "basic"}, []),
        ({"q": "cooperative 4"}, ["cooperative-4"]),
        ({"q": "Reclaimed1"}, ["reclaimed-1"]),
        ({"q": "basic 17"}, []),
        ({"q": "公安 养老"}, ["cooperative-17"]),
        ({"q": "公安　检查 xjw"}, ["cooperative-4"]),
        ({"q": "公安 统计"}, []),
        ({"q": "民生服务"}, ["reclaimed-1"]),
    ],
)
def test_search_and_filters_leave(run: Run, state: dict[str, str], duties: list[str]) -> None:
    assert left(run, **state) == duties


def test_initials_are_not_looked_for_in_chinese(run: Run) -> None:
    assert run("holds('县公安局', 'xgaj', 'gaj')")
    assert run("holds('县公安局', 'xgaj', '公安')")
    assert not run("holds('县公安局', 'xgaj', 'g公')")


# Pairs and pictures


def test_pairs_come_with_their_duties_the_strongest_first(run: Run) -> None:
    pairs = run(
        "pairsOf(model.departments).map(([a, b, c]) => [a.name, b.name, c.map((one) => one.id)])"
    )
    assert pairs == [
        ["县公安局", "县民政局", ["cooperative-4", "cooperative-17"]],
        ["县公安局", "县教委", ["cooperative-4"]],
        ["县教委", "县民政局", ["cooperative-4"]],
    ]


def test_partners_are_those_of_shared_duties(run: Run) -> None:
    partners = run("model.departments.map((one) => partnersOf(one).map(([other]) => other.name))")
    assert partners == [
        ["县民政局", "县教委"],
        ["县公安局", "县民政局"],
        ["县公安局", "县教委"],
        [],
    ]


def test_strong_parts_are_those_of_pairs_that_share_enough(run: Run) -> None:
    parts = run(
        "[strongParts(model.pairs, a)].map(({ pairs, departments, duties, lines }) =>"
        " [pairs.length, [...departments].map((one) => one.name), duties.size, lines.size])[0]",
        2,
    )
    assert parts == [1, ["县公安局", "县民政局"], 2, 5]
    assert run("strongParts(model.pairs, a).pairs.length", 1) == 3
    assert run("strongParts(model.pairs, a).pairs.length", 3) == 0


def test_a_line_is_one_whichever_end_comes_first(run: Run) -> None:
    assert run("lineOf(model.departments[0], model.departments[1])") == run(
        "lineOf(model.departments[1], model.departments[0])"
    )
    assert run("lineOf(model.duties[1], model.departments[0])") == run(
        "lineOf(model.departments[0], model.duties[1])"
    )


@pytest.mark.parametrize(
    ("state", "least"),
    [
        ({}, 2),
        ({"department": "县公安局"}, 2),
        ({"department": "县教委"}, 1),
        ({"department": "县公安局", "other": "县教委"}, 1),
        ({"department": "县公安局", "other": "县民政局"}, 2),
        ({"department": "县统计局"}, 2),
        ({"duty": "cooperative-17"}, 2),
        ({"min": "9"}, 1),
    ],
)
def test_what_is_in_focus_is_always_shown(run: Run, state: dict[str, str], least: int) -> None:
    """县教委 shares one duty only: with it in focus, everything is shown."""
    assert run("pairsShown({ ...START, ...a }, () => true, model).least", state) == least


def test_focus_brightens_a_department_its_duties_and_who_shares_them(run: Run) -> None:
    bright = run(
        "[brightParts({ ...START, department: '县教委' }, strongParts(model.pairs, 1), model)]"
        ".map(({ departments, duties }) =>"
        " [[...departments].map((one) => one.name), [...duties].map((one) => one.id)])[0]"
    )
    assert bright == [["县教委", "县公安局", "县民政局"], ["cooperative-4"]]


@pytest.mark.parametrize(
    ("by", "order"),
    [
        ("name", ["县公安局", "县教委", "县民政局", "县统计局"]),
        ("degree", ["县公安局", "县教委", "县民政局", "县统计局"]),
        ("", ["县统计局", "县公安局", "县民政局", "县教委"]),
    ],
)
def test_the_matrix_is_ordered(run: Run, by: str, order: list[str]) -> None:
    """Of the communities 1, 2, 1 and 0; all three share with two others, 县统计局 with nobody."""
    names = run(
        "matrixOrder(model.departments, a, new Map(model.departments.map((one, at) =>"
        " [one, b[at]]))).map((one) => one.name)",
        by,
        [1, 2, 1, 0],
    )
    assert names == order


# Files and words


def test_csv_is_such_that_excel_reads_it(run: Run) -> None:
    rows = [["事项", "数"], ['a"b', "c,d"], ["两\n行", 7]]
    assert run("csvText(a)", rows) == '\ufeff事项,数\r\n"a""b","c,d"\r\n"两\n行",7\r\n'


def test_views_without_a_picture_are_saved_as_rows_only(run: Run) -> None:
    assert run("formsOf({})") == ["csv"]
    assert run("formsOf({ svg: () => null })") == ["csv", "svg", "png"]


def test_fields_are_filled_once(run: Run) -> None:
    filled = run("fill(a, b)", "{one} and {two}, {none}", {"one": "{two}", "two": "$&"})
    assert filled == "{two} and $&, {none}"


def test_what_python_packs_is_unpacked(run: Run) -> None:
    told = {"县": ["</script>", "🏛️", None, 1.5], "a": "长" * 10_000}
    assert run("unpack(a)", pack(told)) == told
