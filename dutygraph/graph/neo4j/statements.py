"""Cypher with the rows that it writes: what a graph needs in order to be mirrored, in batches."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from dutygraph.graph.neo4j import cypher
from dutygraph.graph.neo4j.changes import Changes
from dutygraph.graph.neo4j.plan import Mirrored
from dutygraph.graph.neo4j.projection import Edge, Node
from dutygraph.graph.neo4j.specs import GRAPH, IRI, RUN, Specs


@dataclass(frozen=True, slots=True)
class Statement:
    """Cypher with its parameters, one of which are `rows`: to be written, each of them, or deleted.

    `label` is that of nodes to write, of which one that is not ours can be in the way.
    """

    text: str
    parameters: dict[str, Any]
    rows: Sequence[Any] = ()
    label: str | None = None
    deletes: bool = False


@dataclass(frozen=True, slots=True)
class Writer:
    """Makes the statements of one run, which has a stamp of its own, for one graph."""

    specs: Specs
    graph: Mirrored
    run: int

    def creating(self, nodes: Iterable[Node], edges: Iterable[Edge]) -> Iterator[Statement]:
        """Yield what writes a graph of which nothing is there; its first row takes the graph."""
        # The node that stands for the graph comes first.
        ordered = sorted(nodes, key=lambda node: node.iri != self.graph.root)
        parameters = {"graph": self.graph.iri, "run": self.run}
        for label, of_label in groupby(ordered, lambda node: node.label):
            found = list(of_label)
            keys = _keys(found)
            rows = [[one.iri, *map(one.properties.get, keys)] for one in found]
            yield Statement(cypher.create_nodes(label, keys), parameters, rows)
        for link, of_link in groupby(edges, _link):
            yield self._creating(link, list(of_link), parameters)

    def _creating(
        self, link: cypher.Link, edges: Sequence[Edge], parameters: dict[str, Any]
    ) -> Statement:
        if link[1] not in self.specs.edges:
            return Statement(cypher.create_links(link), parameters, _pairs(edges))
        keys = _keys(edges)
        rows = [
            [one.start_iri, one.end_iri, one.iri, *map(one.properties.get, keys)] for one in edges
        ]
        return Statement(cypher.create_edges(link, keys), parameters, rows)

    def merging(self, changes: Changes) -> Iterator[Statement]:
        """Yield what writes all that is missing or differs, whether it is there or not."""
        for label, of_label in groupby(changes.nodes, lambda node: node.label):
            maps = [self._properties(one) for one in of_label]
            yield Statement(cypher.merge_nodes(label), {}, maps, label)
        for link, of_link in groupby(changes.edges, _link):
            if link[1] in self.specs.edges:
                rows = [[one.start_iri, one.end_iri, self._properties(one)] for one in of_link]
                yield Statement(cypher.merge_edges(link), {}, rows)
            else:
                # Only what is missing: a link has no properties that could differ.
                parameters = {"graph": self.graph.iri}
                yield Statement(cypher.create_links(link), parameters, _pairs(of_link))

    def deleting(self, changes: Changes) -> Iterator[Statement]:
        """Yield what deletes all that is stale."""
        parameters = {"graph": self.graph.iri}
        if changes.stale_edges:
            delete = cypher.DELETE_RELATIONSHIPS
            yield Statement(delete, parameters, changes.stale_edges, deletes=True)
        if changes.stale_nodes:
            yield Statement(cypher.DELETE_NODES, parameters, changes.stale_nodes, deletes=True)

    def _properties(self, one: Node | Edge) -> dict[str, Any]:
        run = {RUN: self.run} if one.iri == self.graph.root else {}
        return {**one.properties, IRI: one.iri, GRAPH: one.graph, **run}

    def claim(self) -> Statement:
        """Return what takes the graph, and finds it `held` unless its node is somebody else's."""
        parameters = {"iri": self.graph.root, "graph": self.graph.iri, "run": self.run}
        return Statement(cypher.claim(self.graph.label), parameters)

    def hold(self) -> Statement:
        """Return what finds whether the graph is `held` by this run, and keeps it so."""
        return Statement(cypher.hold(self.graph.label), {"iri": self.graph.root, "run": self.run})

    def seal(self) -> Statement:
        """Return what says that the graph is mirrored whole."""
        parameters = {"iri": self.graph.root, "fingerprint": self.graph.fingerprint}
        return Statement(cypher.seal(self.graph.label), parameters)

    def emptying(self, batch: int) -> Statement:
        """Return what deletes a batch of the graph's nodes, but not the one that stands for it."""
        parameters = {"iri": self.graph.root, "graph": self.graph.iri, "batch": batch}
        return Statement(cypher.DELETE_GRAPH, parameters, deletes=True)

    def dropping(self) -> Statement:
        """Return what deletes the node that stands for the graph."""
        return Statement(cypher.drop(self.graph.label), {"iri": self.graph.root}, deletes=True)


def _keys(those: Sequence[Node | Edge]) -> list[str]:
    return sorted({key for one in those for key in one.properties})


def _pairs(edges: Iterable[Edge]) -> list[list[str]]:
    return [[edge.start_iri, edge.end_iri] for edge in edges]


def _link(edge: Edge) -> cypher.Link:
    return edge.start_label, edge.type, edge.end_label


def batches(statements: Iterable[Statement], size: int) -> Iterator[list[Statement]]:
    """Yield statements in groups of at most `size` rows; one with more is cut."""
    batch: list[Statement] = []
    room = size
    for statement in statements:
        rows = statement.rows
        while rows and len(rows) > room:
            yield [*batch, replace(statement, rows=rows[:room])] if room else batch
            batch, rows, room = [], rows[room:], size
        batch.append(replace(statement, rows=rows))
        room -= len(rows)
    if batch:
        yield batch
