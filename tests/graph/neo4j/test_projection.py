"""Quads become nodes and relationships and come back the same."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from pyoxigraph import Quad, RdfFormat, parse

from dutygraph import loaders
from dutygraph.errors import Neo4jError
from dutygraph.graph import rdf
from dutygraph.graph.neo4j.projection import Edge, Node, Value, nodes_and_edges, quads
from dutygraph.graph.neo4j.specs import specs
from dutygraph.model import DutyList
from dutygraph.tasks import SAMPLE
from tests.graph.test_rdf import duty_lists, quads_of

KNOWN = specs()

LIST = "http://x/s/c/t/list/1"
DUTY = f"{LIST}/cooperative/4"
BODY = "http://x/s/c/body/县公安局"
HEAD = """
@prefix dg: <https://w3id.org/dutygraph/ns#> .
@prefix l: <http://x/s/c/t/list/> .
"""


def told(statements: str, graph: str = LIST) -> list[Quad]:
    text = f"{HEAD} <{graph}> {{ {statements} }}"
    return list(parse(text.encode(), format=RdfFormat.TRIG))


PARTICIPATION = f"""
<{DUTY}> a dg:Duty ; dg:list <{LIST}> ; dg:kind "cooperative" ; dg:number 4 ; dg:title "禁毒"@zh ;
    dg:listedBody <{BODY}> .
<{DUTY}/participation/县公安局> a dg:Participation ; dg:duty <{DUTY}> ; dg:body <{BODY}> ;
    dg:role "listed" , "lead" ; dg:order 1 ; dg:written "公安局" , "县公安局" ; dg:line 7 .
"""


def test_a_participation_is_a_relationship() -> None:
    nodes, edges = nodes_and_edges(told(PARTICIPATION), KNOWN)
    values: dict[str, Value] = {"kind": "cooperative", "number": 4, "title": "禁毒"}
    assert nodes == [Node("Duty", DUTY, LIST, values)]
    assert edges == [
        Edge("IN_LIST", "Duty", DUTY, "DutyList", LIST, LIST),
        Edge(
            "PARTICIPATES_IN",
            "Department",
            BODY,
            "Duty",
            DUTY,
            LIST,
            f"{DUTY}/participation/县公安局",
            {"roles": ["lead", "listed"], "order": 1, "written": ["公安局", "县公安局"], "line": 7},
        ),
    ]
    assert set(quads(nodes, edges, KNOWN)) == set(told(PARTICIPATION))


def test_a_bearer_is_a_placeholder_of_these_quads_or_a_department_of_the_county() -> None:
    statement = (
        f"<{DUTY}/statement/1> a dg:Statement ; dg:bearer <{BODY}> , <{DUTY}/placeholder/1> ."
    )
    placeholder = f"<{DUTY}/placeholder/1> a dg:Placeholder ."
    _, edges = nodes_and_edges(told(statement + placeholder), KNOWN)
    assert {(edge.end_label, edge.end_iri) for edge in edges} == {
        ("Department", BODY),
        ("Placeholder", f"{DUTY}/placeholder/1"),
    }


def test_a_truth_is_a_truth() -> None:
    [node], _ = nodes_and_edges(told(f"<{DUTY}> a dg:Duty ; dg:discontinued true ."), KNOWN)
    assert node.properties == {"discontinued": True}
    assert set(quads([node], [], KNOWN)) == set(
        told(f"<{DUTY}> a dg:Duty ; dg:discontinued true .")
    )


@pytest.mark.parametrize(
    "statements",
    [
        "l:1 a dg:DutyList ; dg:colour 1 .",
        "l:1 a dg:DutyList ; dg:text '清单'@zh .",
        "l:1 a dg:DutyList ; dg:title '一'@zh , '二'@zh .",
        "l:1 a dg:DutyList ; dg:title 'list'@en .",
        "l:1 a dg:DutyList ; dg:title '清单' .",
        "l:1 a dg:DutyList ; dg:list l:1 .",
        "l:1 a dg:Duty ; dg:number 01 .",
        "l:1 a dg:Duty ; dg:number 9223372036854775808 .",
        "l:1 a dg:Duty ; dg:number '4' .",
        "l:1 a dg:Duty ; dg:discontinued '1'^^<http://www.w3.org/2001/XMLSchema#boolean> .",
        "l:1 a dg:Colour .",
        "l:1 dg:title '清单'@zh .",
        "l:1 a dg:Participation ; dg:body l:2 .",
        "l:1 a dg:Participation ; dg:body l:2 ; dg:duty l:3 , l:4 .",
        "l:1 a dg:Duty ; dg:listedBody l:2 .",
        "l:1 a dg:Participation ; dg:body l:2 ; dg:duty l:3 ; dg:role 'listed' .",
        "l:1 a dg:Duty ; dg:list _:b .",
        "_:b a dg:Duty .",
    ],
)
def test_what_would_not_come_back_is_refused(statements: str) -> None:
    with pytest.raises(Neo4jError, match="cannot be mirrored"):
        nodes_and_edges(told(statements), KNOWN)


def test_a_subject_in_two_graphs_is_refused() -> None:
    both = told("l:1 a dg:DutyList .") + told("l:1 dg:edition '1' .", graph="http://x/other")
    with pytest.raises(Neo4jError, match="cannot be mirrored"):
        nodes_and_edges(both, KNOWN)


@pytest.mark.parametrize(
    ("node", "edge"),
    [
        (Node("Colour", LIST, LIST), None),
        (Node("DutyList", LIST, LIST, {"colour": "red"}), None),
        (None, Edge("LIKES", "Duty", DUTY, "Duty", DUTY, LIST)),
        (None, Edge("IN_LIST", "DutyList", LIST, "DutyList", LIST, LIST)),
        (None, Edge("IN_LIST", "Duty", DUTY, "DutyList", LIST, LIST, LIST)),
    ],
)
def test_what_is_not_ours_is_refused_on_reading(node: Node | None, edge: Edge | None) -> None:
    with pytest.raises(Neo4jError, match="cannot be mirrored"):
        list(quads([node] if node else [], [edge] if edge else [], KNOWN))


def back(given_: Iterable[Quad]) -> list[Quad]:
    return list(quads(*nodes_and_edges(given_, KNOWN), KNOWN))


def test_the_sample_comes_back_with_nothing_twice() -> None:
    expected = quads_of(rdf.project(loaders.read_file(SAMPLE)))
    found = back(expected)
    assert set(found) == set(expected)
    assert len(found) == len(expected)


@given(duty_list=duty_lists())
def test_any_list_comes_back(duty_list: DutyList) -> None:
    expected = quads_of(rdf.project(duty_list))
    assert sorted(map(str, back(expected))) == sorted(map(str, set(expected)))


def test_the_order_of_the_quads_does_not_matter() -> None:
    expected = quads_of(rdf.project(loaders.read_file(SAMPLE)))
    assert nodes_and_edges(reversed(expected), KNOWN) == nodes_and_edges(expected, KNOWN)
