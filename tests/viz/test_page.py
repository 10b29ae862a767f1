"""The page as a text: whole in itself, the same every time, every word of it translated."""

import json
import re
from itertools import product
from pathlib import Path

import networkx as nx
import pytest

from dutygraph.graph.network import Figures
from dutygraph.graph.rdf import project
from dutygraph.graph.store import memory
from dutygraph.loaders import read_file
from dutygraph.viz.page import ASSETS, page, view
from dutygraph.viz.words import WORDS

ODD_TAG = re.compile(r"<(?:img|u>)")
CONTRASTS = (
    *product(("text", "muted", "dot-text"), ("surface", "ground")),
    ("text", "accent-soft"),
    ("muted", "accent-soft"),
    ("dot-text", "accent-soft"),
    ("box-text", "box"),
    ("dot-text", "dot"),
    ("lead-text", "lead"),
    ("surface", "strong"),
)


def data(html: str) -> dict[str, list[dict[str, object]]]:
    """Return what the page gives to its script."""
    (found,) = re.findall(r'<script id="data" type="application/json">(.*?)</script>', html, re.S)
    told: dict[str, list[dict[str, object]]] = json.loads(found)
    return told


def test_the_same_network_gives_the_same_page(ordinary: nx.Graph, one_list: list[Figures]) -> None:
    assert page(ordinary, one_list, "en") == page(ordinary, one_list, "en")


def test_a_page_of_a_snapshot_shows_the_lists_that_are_wanted(real_list: Path) -> None:
    snapshot = memory([project(read_file(real_list))])
    assert "<h1>重庆市云阳县龙角镇</h1>" in view(snapshot, "en")
    assert "0 duty lists" in view(snapshot, "en", duty_list="https://example.org/none")


def test_the_page_names_nothing_outside_of_itself(
    ordinary: nx.Graph, one_list: list[Figures]
) -> None:
    html = page(ordinary, one_list, "en")
    assert not re.search(
        r"<(?:link|img|iframe|script[^>]* src)|@import|url\(", html.split("<script")[0]
    )
    assert "default-src 'none'" in html
    assert "script src" not in html


def test_a_page_is_small(ordinary: nx.Graph, one_list: list[Figures]) -> None:
    assert len(page(ordinary, one_list, "en").encode()) < 600_000


def test_chinese_stands_in_the_page_as_it_is(ordinary: nx.Graph, one_list: list[Figures]) -> None:
    assert "县公安局" in page(ordinary, one_list, "en")


def test_text_that_looks_like_markup_is_none(odd: nx.Graph, one_list: list[Figures]) -> None:
    html = page(odd, one_list, "en")
    assert not ODD_TAG.search(html.split("vis-network")[0])
    assert html.count("</script>") == 3


def test_a_title_that_looks_like_markup_stays_text_in_the_head(ordinary: nx.Graph) -> None:
    odd = Figures("某省/<u>县", "1", "l", "c", "<img src=x>", 1, 1, 1, 0)
    assert not ODD_TAG.search(page(ordinary, [odd], "en").split("vis-network")[0])


def test_the_head_shows_the_figures(ordinary: nx.Graph, one_list: list[Figures]) -> None:
    html = page(ordinary, one_list, "en")
    assert "<b>283</b> <span>= 115 basic + 88 cooperative + 80 reclaimed</span>" in html
    shown = dict(re.findall(r"<dt>(.*?)</dt><dd><b>(\d+)</b>", html))
    assert shown == {
        "Duties": "283",
        "Departments": "4",
        "Shared duties": "2",
        "of these, no statement says “牵头”": "1",
        "Findings": "50",
    }
    assert "<h1>某省某县某镇</h1>" in html
    assert "履行职责事项清单 · Edition 2025" in html


def test_the_page_is_chinese_when_asked(ordinary: nx.Graph, one_list: list[Figures]) -> None:
    html = page(ordinary, one_list, "zh")
    assert '<html lang="zh-CN">' in html
    assert "据公开文本整理，以正式文件为准" in html
    assert "= 115 基本 + 88 配合 + 80 收回" in html


def test_more_than_ten_lists_are_folded_by_department(
    ordinary: nx.Graph, eleven_lists: list[Figures]
) -> None:
    html = page(ordinary, eleven_lists, "en")
    told = data(html)
    assert {node["kind"] for node in told["nodes"]} == {"department"}
    assert sorted(str(edge["weight"]) for edge in told["edges"]) == ["1", "1", "2"]
    assert "11 duty lists · Folded by department" in html


def test_ten_lists_are_not_folded(ordinary: nx.Graph, eleven_lists: list[Figures]) -> None:
    told = data(page(ordinary, eleven_lists[:10], "en"))
    assert {node["kind"] for node in told["nodes"]} == {"department", "duty"}


def test_departments_of_several_counties_name_their_county(
    ordinary: nx.Graph, one_list: list[Figures]
) -> None:
    ordinary.add_node("other", kind="department", label="县公安局", county="他县", shared=0)
    names = {node["name"] for node in data(page(ordinary, one_list, "en"))["nodes"]}
    assert {"县公安局（某县）", "县公安局（他县）"} <= names


def test_an_empty_network_is_a_page_too(one_list: list[Figures]) -> None:
    assert "<h1>某省某县某镇</h1>" in page(nx.Graph(shared=0, without_lead=0), one_list, "en")


def test_template_and_script_use_exactly_the_words_there_are() -> None:
    used = {
        name
        for asset in ("page.html", "page.js")
        for name in re.findall(
            r"(?<![\w.])words\.(\w+)", (ASSETS / asset).read_text(encoding="utf-8")
        )
    }
    assert used == WORDS.keys()


def test_template_and_script_hold_no_words_of_their_own() -> None:
    for asset in ("page.html", "page.js"):
        text = (ASSETS / asset).read_text(encoding="utf-8")
        chinese = set(re.findall(r"[\u4e00-\u9fff]+", text))
        assert chinese <= {"牵头", "共同"}  # marks, which are values of the data


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), CONTRASTS)
def test_text_stands_out_from_its_ground(scheme: str, front: str, back: str) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    light, dark = (dict(found) for found in colours(ASSETS / "page.css"))
    colour = light if scheme == "light" else light | dark
    bright, dim = sorted((luminance(colour[front]), luminance(colour[back])), reverse=True)
    assert (bright + 0.05) / (dim + 0.05) >= 4.5


def colours(sheet: Path) -> list[list[tuple[str, str]]]:
    blocks = re.findall(r":root \{(.*?)\}", sheet.read_text(encoding="utf-8"), re.S)
    return [re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block) for block in blocks]


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
