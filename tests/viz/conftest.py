"""Pages in a real browser: of lists made by hand, of the sample and of the real list."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from drawn import HOSTILE, cooperative, listed, model, model_of, reclaimed
from playwright.sync_api import Page

from dutygraph.model import Bearer, Citation, Duty, Kind, Mark, Method, Position, Statement
from dutygraph.tasks import SAMPLE
from dutygraph.viz.model import Model
from dutygraph.viz.page import page as draw

Open = Callable[..., Page]
"""Opens a page, by its HTML, at a hash."""
Draw = Callable[..., str]
"""Draws the page of a model, in a language."""


def duties() -> tuple[Duty, ...]:
    """Return six duties.

    县公安局 and 县民政局 share 4 and 17, 县教委 shares 4 with them; 县统计局 is alone in 9.
    县民政局 receives one duty, another is discontinued.
    """
    safety = cooperative(4, "县公安局", "县民政局", "县教委", title="校园周边安全")
    statements = (
        Statement(
            1, "牵头开展巡查。", (Position(line=7),), (Bearer("县公安局"),), (Mark("牵头", "牵头"),)
        ),
        Statement(
            2,
            "联合检查。",
            (Position(line=8),),
            tuple(map(Bearer, ("县公安局", "县民政局", "县教委"))),
            (Mark("会同", "联合"), Mark("共同", "")),
        ),
    )
    own = Statement(1, "登记上报。", (Position(line=9),))
    parties = (replace(safety.departments[0], roles=("listed", "lead")), *safety.departments[1:])
    moved = reclaimed(1, "民生服务", "县民政局", title="地名命名审批")
    assert moved.transfer
    methods = replace(moved.transfer, methods=(Method(1, "网上受理。", ()),))
    return (
        Duty(Kind.BASIC, 1, "党员教育管理", "党的建设", (Position(line=3),)),
        replace(
            safety,
            departments=parties,
            statements=statements,
            township=(own,),
            positions=(Position(line=6, end_line=9),),
            cites=(Citation("义务教育法", "第二十三条"),),
        ),
        cooperative(9, "县统计局", title="统计调查"),
        cooperative(17, "县民政局", "县公安局", title="养老机构监管"),
        replace(moved, transfer=methods),
        reclaimed(2, "城乡建设", ended=True, title="出具居住证明"),
    )


@pytest.fixture(scope="session")
def ordinary() -> Model:
    return model(*duties())


@pytest.fixture(scope="session")
def towns() -> Model:
    """Two lists of one county, with the same duties."""
    return Model(
        tuple(listed(*duties(), place=("某省", "甲县", name)) for name in ("东镇", "西镇"))
    )


@pytest.fixture(scope="session")
def many() -> Model:
    """Eleven lists of one county, with the same duties."""
    return Model(
        tuple(listed(*duties(), place=("某省", "甲县", f"第{at}镇")) for at in range(10, 21))
    )


@pytest.fixture(scope="session")
def hostile() -> Model:
    """Names and titles that are markup, quotes, links, marks of direction, emoji, far too long."""
    bearers = tuple(map(Bearer, HOSTILE))
    shared = [
        replace(
            cooperative(at, *HOSTILE, title=title),
            category=title,
            statements=(Statement(1, title, (), bearers, (Mark("会同", title),)),),
            township=(Statement(1, title, ()),),
        )
        for at, title in enumerate(HOSTILE, 1)
    ]
    return model(*shared, reclaimed(1, HOSTILE[0], *HOSTILE, title=HOSTILE[1]))


@pytest.fixture(scope="session")
def drawn() -> Draw:
    """Return how to draw a page, each only once in a session."""
    known: dict[tuple[int, str], str] = {}

    def drawn(told: Model, language: str = "en") -> str:
        key = id(told), language
        if key not in known:
            known[key] = draw(told, language, {})
        return known[key]

    return drawn


@pytest.fixture
def opened(page: Page, tmp_path: Path) -> Iterator[Open]:
    """Yield how to open a page; at the end nothing was asked of the net, nothing went wrong."""
    asked: list[str] = []
    wrong: list[str] = []
    page.context.set_offline(offline=True)
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.set_viewport_size({"width": 1280, "height": 800})
    path = tmp_path / "page.html"

    def open_page(html: str, hash_: str = "") -> Page:
        path.write_text(html, encoding="utf-8")
        page.goto(path.as_uri() + hash_)
        page.wait_for_selector("[role=tab][aria-selected=true]")
        return page

    yield open_page
    own = {url for url in asked if url.startswith(("data:image/svg+xml", "blob:"))}
    assert {url.partition("#")[0] for url in asked if url not in own} == {path.as_uri()}
    assert wrong == []


@pytest.fixture
def shown(opened: Open, drawn: Draw, ordinary: Model) -> Page:
    """Return the page of the ordinary list, in English."""
    return opened(drawn(ordinary))


@pytest.fixture(params=["sample", "real"])
def document(request: pytest.FixtureRequest) -> Path:
    return SAMPLE if request.param == "sample" else request.getfixturevalue("real_list")


@pytest.fixture
def of_document(opened: Open, drawn: Draw, document: Path) -> Page:
    """Return the page of the sample and of the real list, in English."""
    return opened(drawn(model_of(document)))
