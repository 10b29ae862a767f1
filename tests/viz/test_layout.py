"""Places on the page: labels apart, lines out of the boxes, the same every time."""

from itertools import combinations
from math import dist

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutygraph.viz.layout import (
    BOX_HEIGHT,
    ROOM,
    Layout,
    Point,
    arrange,
    box_width,
    frame,
    lay_out,
    shorten,
)

NAMES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"


def network(departments: int, duties: list[set[int]]) -> nx.Graph:
    """Make a network of departments 0, 1, … and of duties that list some of them."""
    made = nx.Graph()
    for at in range(departments):
        name = NAMES[at // len(NAMES)] + NAMES[at % len(NAMES)]
        made.add_node(f"b{at}", kind="department", label=f"县{name}局")
    for at, listed in enumerate(duties):
        made.add_node(f"d{at}", kind="duty", label=str(at))
        made.add_edges_from((f"d{at}", f"b{one}") for one in sorted(listed))
    return made


@st.composite
def networks(draw: st.DrawFn) -> nx.Graph:
    departments = draw(st.integers(2, 45))
    one = st.integers(0, departments - 1)
    return network(departments, draw(st.lists(st.sets(one, min_size=2, max_size=12), max_size=60)))


def boxes(layout: Layout) -> dict[str, Point]:
    return {node: layout.places[node] for node in layout.ports}


def crosses(start: Point, end: Point, box: Point, width: int) -> bool:
    """Say whether a line runs behind a box's label, by looking at a hundred points of it.

    The label begins 10 pixels from the left and right; a corner may be touched.
    """
    steps = np.linspace(0, 1, 101)[:, None]
    away = np.abs(np.array(start) * (1 - steps) + np.array(end) * steps - box)
    return bool((away < [width / 2 - 8, BOX_HEIGHT / 2 - 1]).all(axis=1).any())


@settings(max_examples=40)
@given(networks())
def test_boxes_never_overlap(drawn: nx.Graph) -> None:
    layout = lay_out(drawn)
    for (x, y), (other_x, other_y) in combinations(boxes(layout).values(), 2):
        assert abs(x - other_x) >= layout.box_width or abs(y - other_y) >= BOX_HEIGHT


@settings(max_examples=20)
@given(networks())
def test_no_line_runs_behind_a_box_and_no_duty_lies_under_one(drawn: nx.Graph) -> None:
    layout = lay_out(drawn)
    for duty, department in ((b, a) if a in layout.ports else (a, b) for a, b in drawn.edges):
        for box in boxes(layout).values():
            line = (layout.places[duty], layout.ports[department])
            assert not crosses(*line, box, layout.box_width)


def test_duties_stand_apart() -> None:
    drawn = network(30, [{at % 30, (at + 1) % 30} for at in range(60)] + [set(range(12))] * 5)
    layout = lay_out(drawn)
    duties = [place for node, place in layout.places.items() if node not in layout.ports]
    assert min(dist(*pair) for pair in combinations(duties, 2)) >= 0.8 * layout.apart == 0.8 * ROOM


def test_very_many_duties_stand_closer_so_that_names_stay_legible() -> None:
    drawn = network(40, [{at % 40, (at + 1 + at // 40) % 40} for at in range(480)])
    layout = lay_out(drawn)
    assert layout.apart < ROOM
    assert max(abs(x) for x, _ in layout.places.values()) < 600


@settings(max_examples=20)
@given(networks())
def test_the_same_network_has_the_same_places(drawn: nx.Graph) -> None:
    assert lay_out(drawn) == lay_out(drawn.copy())


def test_departments_that_share_stand_next_to_each_other() -> None:
    """Four pairs that share only with each other, named so that the names would part them."""
    drawn = network(8, [{0, 4}, {1, 5}, {2, 6}, {3, 7}] * 3)
    layout = lay_out(drawn)
    places = boxes(layout)
    for one, other in ((0, 4), (1, 5), (2, 6), (3, 7)):
        away = sorted(dist(places[f"b{one}"], place) for place in places.values())
        assert dist(places[f"b{one}"], places[f"b{other}"]) <= away[2] + 1


def test_exchanging_makes_the_way_between_close_ones_short() -> None:
    line = [(0, 0), (10, 0), (20, 0), (30, 0)]
    closeness = np.zeros((4, 4))
    closeness[0, 3] = closeness[3, 0] = closeness[1, 2] = closeness[2, 1] = 5
    slots = arrange(closeness, line)
    assert abs(slots[0] - slots[3]) == abs(slots[1] - slots[2]) == 1
    assert sorted(slots) == [0, 1, 2, 3]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 400])
@pytest.mark.parametrize("inside", [0, 1, 500.5])
def test_a_frame_has_a_place_for_any_count(count: int, inside: float) -> None:
    places = [slot.place for slot in frame(count, 120, inside).slots]
    assert len(set(places)) == count


def test_a_network_without_departments_has_no_places() -> None:
    assert lay_out(nx.Graph()).places == {}


def test_folded_departments_bow_outwards_so_that_lines_stay_inside() -> None:
    drawn = network(30, [])
    drawn.add_edges_from(((f"b{a}", f"b{b}") for a, b in combinations(range(30), 2)), weight=3)
    layout = lay_out(drawn)
    for one, other in drawn.edges:
        for node, box in boxes(layout).items():
            if node not in {one, other}:
                line = (layout.ports[one], layout.ports[other])
                assert not crosses(*line, box, layout.box_width)


def test_a_very_long_name_is_cut_in_its_box_and_only_there() -> None:
    assert shorten("县住房城乡建委") == "县住房城乡建委"
    assert shorten("国家税务总局某某土家族苗族自治县税务局") == "国家税务总局某某土家族苗族…"
    assert box_width(["县" * 30]) == box_width(["县" * 14])
