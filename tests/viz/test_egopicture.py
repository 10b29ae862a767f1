"""The picture of one department: its duties, shared ones first, and with whom it shares them."""

import re
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
from dutygraph.viz.egopicture import ego, svg
from dutygraph.viz.model import Model

POLICE = ("某省甲县", "县公安局")
FIVE = (
    cooperative(1, "县公安局", title="独自巡逻"),
    cooperative(2, "县公安局", "县教委", title="校园安全", lead="县公安局"),
    cooperative(3, "县教委", "县公安局", "县民政局", title="未成年人保护", lead="县教委"),
    cooperative(4, "县教委", "县民政局", title="与公安无关"),
    reclaimed(5, "平安法治", "县公安局", title="出具证明"),
)


@pytest.fixture(params=["sample", "real"])
def path(request: pytest.FixtureRequest) -> Path:
    return SAMPLE if request.param == "sample" else request.getfixturevalue("real_list")


def test_all_duties_of_the_department_stand_there_shared_ones_first() -> None:
    told = ego(model(*FIVE), POLICE)
    assert [one.duty.title for one in told.tasks] == [
        *("未成年人保护", "校园安全", "独自巡逻", "出具证明")
    ]
    assert told.shared == 2


def test_partners_stand_with_the_count_of_shared_duties_the_most_first() -> None:
    told = ego(model(*FIVE), POLICE)
    assert [(name, len(places)) for name, places in told.partners] == [
        ("县教委", 2),
        ("县民政局", 1),
    ]
    shown = titles(svg(told, model(*FIVE), N_))
    assert "县教委: 2 shared duties\nDuties cooperative 3、cooperative 2" in shown


def test_a_duty_says_with_whom_it_is_shared() -> None:
    shown = titles(svg(ego(model(*FIVE), POLICE), model(*FIVE), N_))
    assert "cooperative 3 未成年人保护\nwith 县教委、县民政局" in shown
    assert "cooperative 1 独自巡逻" in shown


def test_only_where_its_own_statement_says_so_the_number_is_filled() -> None:
    told = ego(model(*FIVE), POLICE)
    assert {one.duty.title: one.leads for one in told.tasks} == {
        "未成年人保护": False,
        "校园安全": True,
        "独自巡逻": False,
        "出具证明": False,
    }
    chips = {
        one.findtext("{*}text"): rect.get("fill")
        for one in found(parsed(svg(told, model(*FIVE), N_)), "g")
        if (rect := one.find("{*}rect")) is not None
    }
    assert chips["cooperative 3"] == "#ffffff"
    assert chips["cooperative 2"] != "#ffffff"


def test_each_shared_duty_has_a_line_to_each_partner() -> None:
    root = parsed(svg(ego(model(*FIVE), POLICE), model(*FIVE), N_))
    curves = [one for one in found(root, "path") if "C" in one.attrib["d"]]
    # Four duties from the department, three participations of partners.
    assert len(curves) == 4 + 3


def test_numbers_equal_the_answer_of_ask_co_owners(path: Path) -> None:
    questions = Questions(SparqlEngine(snapshot_of(path)))
    drawn = model_of(path)
    for county, name in drawn.departments():
        told = ego(drawn, (county, name))
        rows = questions.co_owners(name)
        assert {row.department: row.shared for row in rows} == {
            partner: len(places) for partner, places in told.partners
        }
        assert len(told.tasks) == len(questions.duties(name))


def test_no_label_runs_into_another(path: Path) -> None:
    drawn = model_of(path)
    for department in drawn.departments():
        drawing = svg(ego(drawn, department), drawn, N_)
        assert list(overlaps(labels(drawing))) == []
        assert outside(drawing) == []


def test_a_long_title_is_cut_and_whole_where_the_pointer_rests() -> None:
    long = "对未经许可经营烟花爆竹的单位和个人的处罚，" * 12
    drawn = model(cooperative(1, "县公安局", "县教委", title=long))
    drawing = svg(ego(drawn, POLICE), drawn, N_)
    cut = [text for text in texts(drawing) if text.endswith("…")]
    assert len(cut) == 1
    assert any(long in title for title in titles(drawing))


def test_a_department_that_shares_nothing_says_so() -> None:
    drawn = model(reclaimed(1, "平安法治", "县公安局"))
    drawing = svg(ego(drawn, POLICE), drawn, N_)
    assert "This department shares" in " ".join(texts(drawing))
    assert list(overlaps(labels(drawing))) == []


def test_duties_of_several_lists_name_their_township() -> None:
    lists = tuple(
        listed(cooperative(1, "县公安局", "县教委"), place=("某省", "甲县", name))
        for name in ("东镇", "西镇")
    )
    drawing = svg(ego(Model(lists), POLICE), Model(lists), N_)
    assert {"东镇 cooperative 1", "西镇 cooperative 1"} <= set(texts(drawing))
    assert list(overlaps(labels(drawing))) == []


def test_duties_of_another_county_s_department_of_that_name_stay_out() -> None:
    here = listed(cooperative(1, "县公安局", "县教委"))
    there = listed(cooperative(2, "县公安局", "县教委"), place=("某省", "乙县", "西镇"))
    assert [one.duty.number for one in ego(Model((here, there)), POLICE).tasks] == [1]


def test_a_picture_for_word_needs_no_style_sheet(path: Path) -> None:
    drawn = model_of(path)
    drawing = svg(ego(drawn, drawn.departments()[0]), drawn, N_)
    assert not re.search(r"var\(| style=|<style|foreignObject|href|url\(", drawing)


def test_hostile_names_are_inert() -> None:
    drawn = model(cooperative(1, *HOSTILE, title=HOSTILE[0], lead=HOSTILE[0]))
    for name in HOSTILE:
        drawing = svg(ego(drawn, ("某省甲县", name)), drawn, N_)
        assert list(overlaps(labels(drawing))) == []
        assert outside(drawing) == []
