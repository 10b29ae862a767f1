"""Reading Neo4j back into quads, and what they lack or have beyond those of the store."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Quad

from dutygraph.graph.neo4j import cypher
from dutygraph.graph.neo4j.connection import Target, rows
from dutygraph.graph.neo4j.plan import Mirrored
from dutygraph.graph.neo4j.projection import quads
from dutygraph.graph.neo4j.readback import read_back
from dutygraph.graph.neo4j.specs import specs
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
    """Yield what one graph says in Neo4j, as quads."""
    held = read_back(target, graph)
    return quads(held.nodes.values(), held.edges.values(), specs())
