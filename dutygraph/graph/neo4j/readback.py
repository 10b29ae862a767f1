"""What Neo4j holds of a graph, as the nodes and relationships that the projection makes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dutygraph.graph.neo4j import cypher
from dutygraph.graph.neo4j.connection import Target, rows
from dutygraph.graph.neo4j.projection import Edge, Node, Value
from dutygraph.graph.neo4j.specs import GRAPH, IRI, Specs, ValueSpec, specs


@dataclass(frozen=True, slots=True)
class Held:
    """The nodes and relationships of a graph, by what Neo4j itself calls them (elementId)."""

    nodes: Mapping[str, Node]
    edges: Mapping[str, Edge]


def read_back(target: Target, graph: str) -> Held:
    """Read one graph; labels and properties that others have put on our nodes are left out."""
    known = specs()
    nodes = rows(target, cypher.READ_NODES, graph=graph)
    edges = (
        row for text in cypher.read_relationships(known) for row in rows(target, text, graph=graph)
    )
    return Held(
        {row["id"]: _node(row, known) for row in nodes},
        {row["id"]: _edge(row, known) for row in edges},
    )


def _node(row: Mapping[str, Any], known: Specs) -> Node:
    label, told = _label(row["labels"], known), row["properties"]
    spec = known.nodes.get(label)
    return Node(label, told[IRI], told[GRAPH], _ours(told, spec.values if spec else {}))


def _edge(row: Mapping[str, Any], known: Specs) -> Edge:
    told = row["properties"]
    spec = known.edges.get(row["type"])
    return Edge(
        row["type"],
        _label(row["start_labels"], known),
        row["start"],
        _label(row["end_labels"], known),
        row["end"],
        told[GRAPH],
        told.get(IRI),
        _ours(told, spec.values if spec else {}),
    )


def _label(labels: Sequence[str], known: Specs) -> str:
    """Return the label of ours among the labels of a node."""
    return next((label for label in labels if label in known.nodes), "")


def _ours(told: Mapping[str, Value], specs: Mapping[str, ValueSpec]) -> dict[str, Value]:
    keys = {spec.key for spec in specs.values()}
    return {key: value for key, value in told.items() if key in keys}
