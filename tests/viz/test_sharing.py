"""The network that pages draw says what the documents say: who shares which duty."""

from pathlib import Path

import networkx as nx
from drawn import cooperative, listed, model, model_of, reclaimed

from dutygraph.viz.model import Model
from dutygraph.viz.sharing import DEPARTMENT, DUTY, aggregate, of_kind, sharing, strong


def names(network: nx.Graph, kind: str) -> list[str]:
    return [network.nodes[node]["label"] for node in of_kind(network, kind)]


def weights(network: nx.Graph) -> dict[frozenset[str], int]:
    """Return how many duties two departments share, of a network of `aggregate`."""
    return {
        frozenset(network.nodes[end]["label"] for end in ends): weight
        for *ends, weight in network.edges(data="weight")
    }


def test_only_shared_duties_and_departments_that_share_them_are_drawn(ordinary: Model) -> None:
    network = sharing(ordinary)
    assert names(network, DUTY) == ["4", "17"]
    assert sorted(names(network, DEPARTMENT)) == ["县公安局", "县教委", "县民政局"]


def test_nodes_say_which_department_or_duty_of_the_model_they_are(ordinary: Model) -> None:
    network = sharing(ordinary)
    departments, duties = ordinary.departments(), list(ordinary.duties())
    for _, node in network.nodes(data=True):
        if node["kind"] == DEPARTMENT:
            assert departments[node["at"]][1] == node["label"]
        else:
            assert duties[node["at"]][1].key == node["label"]


def test_departments_of_one_name_say_which_county_they_are_of() -> None:
    """县甲局 is in both counties, 县乙局 in one."""
    places = (("某市", "甲县", "东镇"), ("某市", "乙县", "南乡"))
    others = ("县乙局", "县丙局")
    both = Model(
        tuple(
            listed(cooperative(1, "县甲局", other), place=place)
            for place, other in zip(places, others, strict=True)
        )
    )
    assert sorted(names(sharing(both), DEPARTMENT)) == [
        *("县丙局", "县乙局", "县甲局（乙县）", "县甲局（甲县）")
    ]


def test_a_line_knows_whether_a_statement_of_its_department_leads(ordinary: Model) -> None:
    network = sharing(ordinary)
    (safety,) = [node for node in of_kind(network, DUTY) if network.nodes[node]["label"] == "4"]
    leads = {network.nodes[end]["label"]: line["lead"] for end, line in network[safety].items()}
    assert leads == {"县公安局": True, "县民政局": False, "县教委": False}


def test_folded_departments_are_joined_by_how_many_duties_they_share(towns: Model) -> None:
    assert weights(aggregate(sharing(towns))) == {
        frozenset({"县公安局", "县民政局"}): 4,
        frozenset({"县公安局", "县教委"}): 2,
        frozenset({"县民政局", "县教委"}): 2,
    }


def test_the_strong_part_leaves_out_lines_of_weaker_pairs(ordinary: Model) -> None:
    part = strong(sharing(ordinary), 2)
    assert sorted(names(part, DEPARTMENT)) == ["县公安局", "县民政局"]
    assert names(part, DUTY) == ["4", "17"]
    assert part.number_of_edges() == 4


def test_the_strong_part_of_folded_departments_has_the_heavy_lines(towns: Model) -> None:
    part = strong(aggregate(sharing(towns)), 3)
    assert weights(part) == {frozenset({"县公安局", "县民政局"}): 4}


def test_lists_that_share_nothing_have_an_empty_network() -> None:
    alone = model(cooperative(1, "县甲局"), reclaimed(1, "民生", "县乙局", "县丙局"))
    assert not sharing(alone)
    assert not strong(sharing(alone), 2)


def test_the_real_list_shares_what_two_hand_readings_count(real_list: Path) -> None:
    network = sharing(model_of(real_list))
    assert len(of_kind(network, DUTY)) == 48
    pairs = weights(aggregate(network))
    assert len(pairs) == 245
    assert pairs[frozenset({"县住房城乡建委", "县规划自然资源局"})] == 10
    assert pairs[frozenset({"县公安局", "县市场监管局"})] == 9
