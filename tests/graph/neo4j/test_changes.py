"""What has to be written and deleted is what differs, and nothing else."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dutygraph.graph.neo4j.changes import Changes, changes
from dutygraph.graph.neo4j.projection import Edge, Node
from dutygraph.graph.neo4j.readback import Held

GRAPH = "http://x/list/1"
LIST = Node("DutyList", GRAPH, GRAPH, {"title": "清单"})
DUTY = Node("Duty", f"{GRAPH}/basic/1", GRAPH, {"number": 1})
IN_LIST = Edge("IN_LIST", "Duty", DUTY.iri, "DutyList", LIST.iri, GRAPH)
PART = Edge("PARTICIPATES_IN", "Department", "http://x/b", "Duty", DUTY.iri, GRAPH, "http://x/p")

HELD = Held({"n1": LIST, "n2": DUTY}, {"r1": IN_LIST, "r2": PART})
NOTHING = Changes([], [], [], [])


def test_of_what_is_there_nothing_is_written() -> None:
    assert changes([LIST, DUTY], [IN_LIST, PART], HELD) == NOTHING


def test_what_is_missing_or_differs_is_written() -> None:
    renamed = replace(LIST, properties={"title": "新清单"})
    lead = replace(PART, properties={"roles": ["lead"]})
    new = replace(DUTY, iri=f"{GRAPH}/basic/2")
    found = changes([renamed, DUTY, new], [IN_LIST, lead], HELD)
    assert found == Changes([renamed, new], [lead], [], [])


def test_with_force_all_that_others_may_have_touched_is_written() -> None:
    found = changes([LIST, DUTY], [IN_LIST, PART], HELD, force=True)
    assert found == Changes([LIST, DUTY], [PART], [], [])


def test_what_is_there_only_is_stale() -> None:
    assert changes([LIST], [PART], HELD) == Changes([], [], ["n2"], ["r1"])


def test_what_now_leads_elsewhere_is_another_relationship() -> None:
    moved = replace(PART, start_iri="http://x/c")
    assert changes([LIST, DUTY], [IN_LIST, moved], HELD) == Changes([], [moved], [], ["r2"])


def test_a_node_that_has_lost_its_label_is_replaced() -> None:
    held = Held({"n1": LIST, "n2": replace(DUTY, label="", properties={})}, HELD.edges)
    assert changes([LIST, DUTY], [IN_LIST, PART], held) == Changes([DUTY], [], ["n2"], [])


def test_a_copy_of_what_is_ours_is_stale() -> None:
    held = Held(HELD.nodes, {**HELD.edges, "r3": IN_LIST})
    assert changes([LIST, DUTY], [IN_LIST, PART], held) == Changes([], [], [], ["r3"])


@given(st.sets(st.sampled_from("abcd")), st.sets(st.sampled_from("abcd")))
def test_changes_make_the_one_of_the_other(wanted: set[str], held: set[str]) -> None:
    nodes = [replace(DUTY, iri=iri) for iri in sorted(wanted)]
    found = changes(nodes, [], Held({iri: replace(DUTY, iri=iri) for iri in held}, {}))
    kept = held - set(found.stale_nodes)
    assert kept | {node.iri for node in found.nodes} == wanted
    assert kept == wanted & held
