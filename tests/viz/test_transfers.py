"""The picture of reclaimed duties: every category and every end, counted and legible."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from drawn import (
    HOSTILE,
    cooperative,
    found,
    labels,
    listed,
    model,
    model_of,
    outside,
    overlaps,
    parsed,
    reclaimed,
    snapshot_of,
    texts,
    titles,
)

from dutygraph.messages import N_
from dutygraph.queries.engines import SparqlEngine
from dutygraph.queries.questions import Questions
from dutygraph.tasks import SAMPLE
from dutygraph.viz.model import Model
from dutygraph.viz.transfers import Transfers, caption, svg, transfers

FIVE = (
    reclaimed(1, "民生服务", "县民政局"),
    reclaimed(2, "民生服务", "县民政局", "县教委"),
    reclaimed(3, "平安法治", ended=True),
    reclaimed(4, "平安法治", "县公安局", ended=True),
    reclaimed(5, "平安法治"),
    cooperative(1, "县财政局", "县教委"),
)

Flows = dict[tuple[str, str], int]


@pytest.fixture(params=["sample", "real"])
def path(request: pytest.FixtureRequest) -> Path:
    return SAMPLE if request.param == "sample" else request.getfixturevalue("real_list")


def on_paper(drawn: Model) -> str:
    told = transfers(drawn)
    return svg(told, N_, caption(drawn, told, N_))


def flows(told: Transfers) -> Flows:
    words = {-1: "discontinued", -2: "nobody"}
    return {
        (
            told.categories[row].name,
            told.receivers[column].name or words[told.receivers[column].at],
        ): len(numbers)
        for (row, column), numbers in told.bands.items()
    }


def test_every_reclaimed_duty_goes_somewhere() -> None:
    told = transfers(model(*FIVE))
    assert flows(told) == {
        ("民生服务", "县民政局"): 2,
        ("民生服务", "县教委"): 1,
        ("平安法治", "县公安局"): 1,
        ("平安法治", "discontinued"): 2,
        ("平安法治", "nobody"): 1,
    }
    assert (told.duties, told.several) == (5, 2)


def test_names_stand_with_the_count_of_their_duties() -> None:
    shown = texts(svg(transfers(model(*FIVE)), N_))
    told = dict(text.split("\u2002") for text in shown if "\u2002" in text)
    assert told == {
        "民生服务": "2",
        "平安法治": "3",
        "县民政局": "2",
        "县教委": "1",
        "县公安局": "1",
        "discontinued": "2",
        "no receiver named": "1",
    }


def test_ends_that_are_no_department_stand_last() -> None:
    told = transfers(model(*FIVE))
    assert [one.name for one in told.receivers[-2:]] == ["", ""]
    assert [one.at for one in told.receivers[-2:]] == [-1, -2]


def test_categories_stand_in_the_order_of_the_document() -> None:
    assert [one.name for one in transfers(model(*FIVE)).categories] == ["民生服务", "平安法治"]


def test_a_band_says_which_duties_it_carries() -> None:
    assert "民生服务 → 县民政局: 2 duties\nDuties 1、2" in titles(svg(transfers(model(*FIVE)), N_))


def test_a_duty_without_category_goes_its_way_too() -> None:
    shown = texts(svg(transfers(model(reclaimed(1, None, "县教委"))), N_))
    assert "no category\u20021" in shown


def test_parts_tell_the_script_whose_they_are() -> None:
    drawn = model(*FIVE)
    bands = [
        (one.get("data-category"), one.get("data-department"))
        for one in found(parsed(svg(transfers(drawn), N_)), "g")
        if one.find("{*}path") is not None
    ]
    at = {name: str(place) for place, (_, name) in enumerate(drawn.departments())}
    assert ("民生服务", at["县民政局"]) in bands
    assert ("平安法治", None) in bands


def test_numbers_equal_the_answer_of_ask_transfers(path: Path) -> None:
    expected: dict[tuple[str, str], set[int]] = defaultdict(set)
    questions = Questions(SparqlEngine(snapshot_of(path)))
    for row in questions.transfers():
        if row.department:
            expected[row.category, row.department].add(row.number)
    ended = {row.number for row in questions.discontinued()}
    assert expected
    assert ended
    shown = flows(transfers(model_of(path)))
    to_departments = {pair: count for pair, count in shown.items() if pair[1] != "discontinued"}
    assert to_departments == {pair: len(numbers) for pair, numbers in expected.items()}
    assert sum(count for (_, end), count in shown.items() if end == "discontinued") == len(ended)


def test_no_label_runs_into_another(path: Path) -> None:
    drawing = on_paper(model_of(path))
    assert list(overlaps(labels(drawing))) == []
    assert outside(drawing) == []


def test_many_small_ends_stand_clear_of_each_other() -> None:
    duties = [reclaimed(at, f"分类{at % 9}", f"县{at:03}局") for at in range(1, 200)]
    drawing = on_paper(model(*duties))
    assert list(overlaps(labels(drawing))) == []
    assert outside(drawing) == []


def test_bands_fill_their_bars() -> None:
    root = parsed(svg(transfers(model(*FIVE)), N_))
    bars = {
        (one.findtext("{*}text") or "").split("\u2002")[0]: float(bar.attrib["height"])
        for one in found(root, "g")
        if (bar := one.find("{*}rect")) is not None
    }
    # One duty is as high everywhere: 民生服务 has three bands, 县民政局 two of them.
    assert bars["民生服务"] == 3 * bars["县教委"]
    assert bars["县民政局"] == 2 * bars["县教委"]


def test_a_picture_for_word_needs_no_style_sheet(path: Path) -> None:
    drawing = on_paper(model_of(path))
    assert not re.search(r"var\(| style=|<style|foreignObject|href|url\(", drawing)


def test_hostile_names_are_inert() -> None:
    drawing = on_paper(
        model(*(reclaimed(at, name, name, ended=True) for at, name in enumerate(HOSTILE, 1)))
    )
    assert any(HOSTILE[0] in title for title in titles(drawing))
    assert any(HOSTILE[-1] in title for title in titles(drawing))
    assert list(overlaps(labels(drawing))) == []
    assert outside(drawing) == []


def test_lists_add_up_and_name_their_townships() -> None:
    lists = tuple(
        listed(reclaimed(1, "民生服务", "县民政局"), place=("某省", "甲县", name))
        for name in ("东镇", "西镇")
    )
    told = transfers(Model(lists))
    assert flows(told) == {("民生服务", "县民政局"): 2}
    assert told.receivers[0].numbers == ("东镇 1", "西镇 1")


def test_a_list_without_reclaimed_duties_has_none() -> None:
    assert transfers(model(cooperative(1, "县教委"))).duties == 0
