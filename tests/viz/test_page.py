"""The page as a text: whole in itself, the same every time, safe, in words that are translated."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from drawn import HOSTILE, cooperative, model, model_of
from paged import data

from dutygraph.messages import translator
from dutygraph.viz.model import Model
from dutygraph.viz.page import ASSETS, SCRIPTS, START_LEAST, STYLES, page, script
from dutygraph.viz.words import WORDS

Draw = Callable[..., str]

CONTRASTS = (
    *product(
        ("text", "muted", "accent", "basic", "cooperative", "reclaimed"),
        ("surface", "ground", "accent-soft"),
    ),
    ("box-text", "box"),
    ("dot-text", "dot"),
    ("lead-text", "lead"),
    ("surface", "strong"),
    ("surface", "text"),
)
"""Every colour of text with every ground that it stands on."""

TOO_NEW = {
    "js": (
        *(r"\.at\(", r"\.replaceAll\(", r"structuredClone", r"Object\.hasOwn", r"\.findLast"),
        *(r"\.toSorted\(", r"\.toReversed\(", r"\.groupBy\(", r"Promise\.withResolvers"),
        *(r"\.flatMap\([^)]*\)\.at", r"\bthis\.#", r"static \{", r"randomUUID"),
        *(r"Intl\.Segmenter", r"\bawait import\b", r"\?\?=|\|\|=|&&="),
    ),
    "css": (
        *(r":has\(", r":is\(", r":where\(", r"\binset:", r"aspect-ratio:", r"\d[dsl]v[hw]\b"),
        *(r"@container", r"@layer", r"color-mix\(", r"accent-color", r"scrollbar-gutter"),
        *(r"overflow:[^;]*\bclip\b", r":not\([^)]*,", r"text-wrap", r"@supports selector"),
        *(r"^\s*&", r"\b(?:translate|rotate|scale):", r"margin-inline:", r"light-dark\("),
    ),
}
"""Syntax and interfaces that came after Chromium 86."""

TOP_LEVEL = re.compile(r"^(?:export )?(?:async )?(?:function|const|let) (\w+)", re.M)


def assets() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every file that the page is made of."""
    for path in sorted(ASSETS.rglob("*.*")):
        yield path.relative_to(ASSETS).as_posix(), path.read_text(encoding="utf-8")


def texts(*folders: str) -> dict[str, str]:
    return {name: text for name, text in assets() if name.split("/")[0] in folders}


def before_scripts(html: str) -> str:
    return html.partition('<script id="data"')[0]


# The page as a whole


def test_the_same_model_gives_the_same_page(ordinary: Model) -> None:
    assert page(ordinary, "en", {}) == page(ordinary, "en", {})


def test_the_page_names_nothing_outside_of_itself(drawn: Draw, ordinary: Model) -> None:
    html = drawn(ordinary)
    assert not re.search(
        r"<(?:link|img|iframe|script[^>]* src)|@import|url\(", before_scripts(html)
    )
    assert "default-src 'none'" in html
    assert not any(re.search(r"https?://(?!www\.w3\.org)", text) for _, text in assets())


def test_the_page_of_the_real_list_is_small(drawn: Draw, real_list: Path) -> None:
    assert len(drawn(model_of(real_list), "zh").encode()) <= 700_000


def test_the_data_cannot_close_the_script_and_the_head_is_escaped(
    drawn: Draw, hostile: Model
) -> None:
    html = drawn(hostile)
    assert html.count("</script>") == 3
    assert not re.search(r"<(?:img|u)\b", before_scripts(html))
    names = {one["name"] for one in data(html)["departments"]}
    assert set(HOSTILE) <= names


def test_a_place_that_looks_like_markup_stays_text(ordinary: Model) -> None:
    (told,) = ordinary.lists
    place = ("<img src=x>", "甲县", "</script>镇")
    odd = Model((replace(told, duty_list=replace(told.duty_list, place=place, title="<u>")),))
    html = page(odd, "en", {})
    assert "&lt;img src=x&gt;甲县&lt;/script&gt;镇" in html
    assert html.count("</script>") == 3
    assert "<u>" not in before_scripts(html)


def test_the_head_shows_the_figures(drawn: Draw, ordinary: Model) -> None:
    html = drawn(ordinary)
    assert "<b>6</b> <span>= 1 basic + 3 cooperative + 2 reclaimed</span>" in html
    shown = dict(re.findall(r'data-figure="([\w-]+)"><dt>.*?</dt><dd><b>(\d+)</b>', html))
    assert shown == {
        "duties": "6",
        "departments": "4",
        "shared": "2",
        "no-lead": "1",
        "findings": "0",
    }
    assert "<h1>某省甲县东镇</h1>" in html
    assert "履职清单 · Edition 2025" in html


def test_the_page_is_chinese_when_asked(drawn: Draw, ordinary: Model) -> None:
    html = drawn(ordinary, "zh")
    assert '<html lang="zh-CN">' in html
    assert "据公开文本整理，以正式文件为准" in html
    assert "= 1 基本 + 3 配合 + 2 收回" in html
    tabs = re.findall(r'role="tab" [^>]*>(.*?)</button>', html)
    assert tabs == ["共同涉及", "事项", "部门一览", "部门共涉矩阵", "收回承接"]


def test_several_lists_have_a_view_that_compares_townships(drawn: Draw, towns: Model) -> None:
    assert 'id="view-townships"' in drawn(towns)


def test_more_than_ten_lists_are_folded_by_department_and_say_so(drawn: Draw, many: Model) -> None:
    html = drawn(many)
    assert WORDS["folded"] in before_scripts(html)
    told = data(html)
    assert {node["kind"] for node in told["nodes"]} == {"department"}
    assert sorted(edge["weight"] for edge in told["edges"]) == [11, 11, 22]


def test_ten_lists_are_not_folded(many: Model) -> None:
    told = data(page(Model(many.lists[:10]), "en", {}))
    assert {node["kind"] for node in told["nodes"]} == {"department", "duty"}


def test_the_page_opens_at_pairs_of_two_or_more_shared_duties(drawn: Draw, ordinary: Model) -> None:
    told = data(drawn(ordinary))
    assert told["start"] == {"min": "2"}
    first = {node["label"] for node in told["nodes"] if "start" in node}
    assert first == {"县公安局", "县民政局", "4", "17"}


def test_where_too_many_share_two_duties_the_page_opens_at_more() -> None:
    """Forty departments share two duties, three of them three: forty names would be too small."""
    names = [f"县{at}局" for at in range(40)]
    crowd = [cooperative(1, *names), cooperative(2, *names), cooperative(3, *names[:3])]
    told = data(page(model(*crowd), "en", {}))
    assert told["start"] == {"min": "3"}
    assert sum("start" in node and node["kind"] == "department" for node in told["nodes"]) == 3


def test_a_page_of_nothing_is_a_page_too() -> None:
    html = page(Model(()), "en", {})
    assert data(html)["nodes"] == []
    assert "0 duty lists" in html


def test_a_start_is_told_to_the_script(ordinary: Model) -> None:
    start = ordinary.start("县教委", "")
    assert data(page(ordinary, "en", start))["start"] == {"min": "2", **start}


# What it is made of


def test_every_script_and_style_is_on_the_page() -> None:
    assert {f"js/{name}.js" for name in SCRIPTS} == texts("js").keys()
    assert {f"css/{name}.css" for name in STYLES} == texts("css").keys()


def test_modules_are_joined_after_those_that_they_import() -> None:
    done: set[str] = set()
    for name in SCRIPTS:
        imported = re.findall(
            r'^import [^;]* from "\./(\w+)\.js";', texts("js")[f"js/{name}.js"], re.M
        )
        assert set(imported) <= done, name
        done.add(name)
    assert "import " not in script(SCRIPTS)
    assert "export " not in script(SCRIPTS)


def test_names_at_the_top_of_modules_are_unique() -> None:
    """Joined, all modules share one block."""
    names = [name for text in texts("js").values() for name in TOP_LEVEL.findall(text)]
    assert sorted(names) == sorted(set(names))


def test_scripts_are_small_and_their_lines_short() -> None:
    assert max(len(text.splitlines()) for text in texts("js").values()) <= 250
    lines = "\n".join(texts("js", "css").values()).splitlines()
    assert max(map(len, lines)) <= 120


@pytest.mark.parametrize("kind", ["js", "css"])
def test_syntax_and_interfaces_are_those_of_chromium_86(kind: str) -> None:
    found = [
        (name, match.group())
        for name, text in texts(kind).items()
        for pattern in TOO_NEW[kind]
        for match in re.finditer(pattern, text, re.M)
    ]
    assert found == []


def test_text_enters_as_text() -> None:
    ways = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|srcdoc"
    assert not any(re.search(ways, text) for text in texts("js").values())


def test_templates_and_scripts_use_exactly_the_words_there_are() -> None:
    used: set[str] = set()
    for name, text in texts("js", "page.html").items():
        used |= set(re.findall(r"\bwords\.(\w+)", text))
        used |= set(re.findall(r'say\("(\w+)"', text))
        used |= {one for one in re.findall(r'"(\w+)"', text) if one in WORDS}
        for front in re.findall(r"words\[`(\w+_)\$", text) + re.findall(
            r'words\["(\w+_)" \+', text
        ):
            used |= {word for word in WORDS if word.startswith(front)}
        assert used <= WORDS.keys(), name
    assert WORDS.keys() <= used


def test_templates_and_scripts_hold_no_words_of_their_own() -> None:
    for name, text in texts("js", "page.html").items():
        code = re.sub(r"^\s*(?://|/?\*).*$", "", text, flags=re.M)
        chinese = set(re.findall(r"[\u4e00-\u9fff]+", code))
        assert chinese <= {"牵头"}, name  # a mark, which is a value of the data


@pytest.mark.parametrize("message", WORDS.values(), ids=WORDS.keys())
def test_every_word_is_translated_with_the_same_fields(message: str) -> None:
    chinese = translator("zh")(message)
    assert re.search(r"[\u4e00-\u9fff]", chinese)
    fields = [sorted(re.findall(r"\{\w+\}", text)) for text in (message, chinese)]
    assert fields[0] == fields[1]


def test_the_least_count_is_that_of_a_state_with_nothing_chosen() -> None:
    assert f'min: "{START_LEAST}"' in texts("js")["js/state.js"]


# Colours


def schemes() -> list[dict[str, str]]:
    """Return the colours of the light scheme, of the system's dark one, and of the chosen one."""
    blocks = re.findall(r":root[^{]*\{(.*?)\}", texts("css")["css/base.css"], re.S)
    return [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in blocks]


def test_the_dark_scheme_is_one_whether_chosen_or_the_system_s() -> None:
    light, system, chosen = schemes()
    assert system == chosen
    assert light.keys() == chosen.keys()


def test_paper_is_light_and_as_wide_as_it_is() -> None:
    """Dark colours and breakpoints are those of screens."""
    css = "\n".join(texts("css").values())
    chosen = re.findall(r"^ *:root\[data-scheme=\"dark\"\]", css, re.M)
    assert len(chosen) == css.count('@media screen {\n  :root[data-scheme="dark"]') == 1
    assert re.findall(r"@media \((.*?)\)", css) == ["prefers-reduced-motion: no-preference"]


def test_every_colour_that_is_used_is_defined() -> None:
    used = {
        name for text in texts("css").values() for name in re.findall(r"var\(--([\w-]+)\)", text)
    }
    assert used <= schemes()[0].keys()


@pytest.mark.parametrize("scheme", [0, 2], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), CONTRASTS)
def test_text_stands_out_from_its_ground(scheme: int, front: str, back: str) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    colour = schemes()[scheme]
    bright, dim = sorted((luminance(colour[front]), luminance(colour[back])), reverse=True)
    assert (bright + 0.05) / (dim + 0.05) >= 4.5


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
