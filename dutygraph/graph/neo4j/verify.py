"""Reading Neo4j back into quads, and what they lack or have beyond those of the store."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Quad

from dutygraph.graph.neo4j import cypher
from dutygraph.graph.neo4j.connection import Target, rows
from dutygraph.graph.neo4j.plan import Mirrored
from dutygraph.graph.neo4j.projection import Edge, Node, Value, quads
from dutygraph.graph.neo4j.specs import GRAPH, IRI, Specs, ValueSpec, specs
from dutygraph.graph.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Difference:
    """What a graph says in the store only (`missing`) and in Neo4j only, as N-Quads, sorted."""

    graph: str
    missing: tuple[str, ...]
    surplus: tuple[str, ...]


def differences(
    target: Target, snapshot: Snapshot, wanted: Sequence[Mirrored], *, alone: bool = False
) -> Iterator[Difference]:
    """Yield how Neo4j differs from the store, graph by graph, so that memory does not grow.

    Args:
        target: the Neo4j database.
        snapshot: the store.
        wanted: the graphs of the store to compare.
        alone: whether `wanted` are only some of the store's graphs; if not, what Neo4j holds of
            other graphs is surplus.

    Raises:
        Neo4jError: a node of ours says what the vocabulary does not declare.
    """
    held = set() if rows(target, cypher.HAS_MARKER) == [] else _graphs(target)
    for graph in sorted(one.iri for one in wanted):
        here = set(snapshot.quads(graph))
        there = set(read(target, graph)) if graph in held else set()
        if here != there:
            yield Difference(graph, _lines(here - there), _lines(there - here))
    if not alone:
        for graph in sorted(held - {one.iri for one in wanted}):
            yield Difference(graph, (), _lines(set(read(target, graph))))


def _graphs(target: Target) -> set[str]:
    return {str(row["graph"]) for row in rows(target, cypher.GRAPHS)}


def _lines(found: set[Quad]) -> tuple[str, ...]:
    return tuple(sorted(map(str, found)))


def read(target: Target, graph: str) -> Iterator[Quad]:
    """Yield what one graph says in Neo4j, as quads.

    Labels and properties that others have put on our nodes are left out.
    """
    known = specs()
    nodes = [_node(row, known) for row in rows(target, cypher.READ_NODES, graph=graph)]
    edges = [
        _edge(row, known)
        for text in cypher.read_relationships(known)
        for row in rows(target, text, graph=graph)
    ]
    return quads(nodes, edges, known)


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
