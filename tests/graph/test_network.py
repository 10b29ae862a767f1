"""The whole graph as GraphML: every resource, every link, the same bytes whatever the order."""

from io import BytesIO

import networkx as nx
from pyoxigraph import Quad, RdfFormat, parse

from dutygraph.graph import network
from dutygraph.graph.ontology import ontology
from dutygraph.graph.rdf import project
from dutygraph.loaders import read_file
from dutygraph.tasks import SAMPLE

DG = "https://w3id.org/dutygraph/ns#"
BASE = "https://w3id.org/dutygraph/id/"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def quads(graph: str, described: dict[str, dict[str, object]]) -> bytes:
    """Write N-Quads by hand: numbers, `<iri>`, "text" or 中文 (taken as Chinese); lists repeat."""

    def term(value: object) -> str:
        if isinstance(value, int):
            return f'"{value}"^^<http://www.w3.org/2001/XMLSchema#integer>'
        text = str(value)
        return text if text.startswith(("<", '"')) else f'"{text}"@zh'

    lines = []
    for subject, properties in described.items():
        for name, values in properties.items():
            predicate = TYPE if name == "a" else f"<{DG}{name}>"
            for value in values if isinstance(values, list) else [values]:
                told = f"<{DG}{value}>" if name == "a" else term(value)
                lines.append(f"<{subject}> {predicate} {told} <{graph}> .\n")
    return "".join(lines).encode()


def sample() -> list[Quad]:
    return list(parse(project(read_file(SAMPLE)).quads, RdfFormat.N_QUADS))


def test_the_whole_graph_has_a_node_for_each_resource_and_an_edge_for_each_link() -> None:
    text = quads(
        f"{BASE}g",
        {
            f"{BASE}s": {
                "a": "Statement",
                "order": 7,
                "text": "做<好>。",
                "mark": ['"配合"', '"会同"'],
                "bearer": [f"<{BASE}b>", f"<{BASE}a>"],
            },
            f"{BASE}a": {"a": "Body", "name": "县甲局"},
        },
    )
    whole = network.whole(parse(text, RdfFormat.N_QUADS), ontology())
    assert dict(whole.nodes(data=True)) == {
        f"{BASE}a": {"graph": f"{BASE}g", "name": "县甲局", "type": "Body"},
        f"{BASE}s": {
            "graph": f"{BASE}g",
            "mark": "会同\n配合",
            "order": 7,
            "text": "做<好>。",
            "type": "Statement",
        },
        f"{BASE}b": {},
    }
    assert list(whole.edges(keys=True, data=True)) == [
        (f"{BASE}s", f"{BASE}a", "e1", {"type": "bearer", "graph": f"{BASE}g"}),
        (f"{BASE}s", f"{BASE}b", "e2", {"type": "bearer", "graph": f"{BASE}g"}),
    ]


def test_graphml_has_the_same_bytes_whatever_the_order_of_quads() -> None:
    forth, back = (
        network.graphml(network.whole(order, ontology()))
        for order in (sample(), reversed(sample()))
    )
    assert forth == back


def test_graphml_read_back_is_the_same_network() -> None:
    whole = network.whole(sample(), ontology())
    back = nx.read_graphml(BytesIO(network.graphml(whole)), force_multigraph=True)
    assert dict(back.nodes(data=True)) == dict(whole.nodes(data=True))
    assert sorted(back.edges(keys=True)) == sorted(whole.edges(keys=True))
