"""The store into Neo4j: new things first, and what is stale only after all was written.

The first transaction of a graph stamps the node that stands for it and takes its fingerprint away;
each later one makes sure that no other run has stamped it since. The fingerprint comes back when
the graph is whole, so that a run that ends early leaves graphs that the next one writes again, and
nothing deleted that the store still says.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from secrets import randbits
from typing import TYPE_CHECKING, Any

from dutygraph.errors import Neo4jError
from dutygraph.graph.editions import Edition
from dutygraph.graph.neo4j import cypher, schema
from dutygraph.graph.neo4j.connection import Target, rows
from dutygraph.graph.neo4j.plan import Mirrored, Plan, compare, wanted
from dutygraph.graph.neo4j.projection import Edge, Node, nodes_and_edges
from dutygraph.graph.neo4j.specs import FINGERPRINT, GRAPH, IRI, RUN, specs
from dutygraph.graph.snapshot import Snapshot
from dutygraph.messages import N_

if TYPE_CHECKING:
    from neo4j import ManagedTransaction, Session

_PATIENCE = 3600
"""Seconds that filling the indexes may take."""

BATCH = 5000
"""Nodes and relationships that one transaction writes."""

Progress = Callable[[Mirrored, int], None]
"""Is told after each transaction which graph it wrote, and how many nodes and relationships."""


@dataclass(slots=True)
class Summary:
    """What a run did, in nodes and relationships; `left` are graphs that another run took over."""

    created: int = 0
    changed: int = 0
    deleted: int = 0
    left: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Statement:
    """Cypher with its parameters; `rows` are those that it has to write, each of them."""

    text: str
    parameters: dict[str, Any]
    rows: list[Any] = field(default_factory=list)
    label: str | None = None


def plan(
    target: Target, snapshot: Snapshot, edition: Edition | None = None, *, force: bool = False
) -> Plan:
    """Return what a run would have to do, for the whole store or for one list and its county."""
    # Of one list: an edition that is no longer the newest, never its neighbours.
    of = f"{edition.township}/list/" if edition else ""
    return compare(wanted(snapshot, edition), _held(target, force), of=of, force=force)


def _held(target: Target, thorough: bool) -> dict[str, Mirrored]:
    """Return the graphs that Neo4j holds; `thorough` finds even those whose node is missing."""
    if not rows(target, cypher.HAS_MARKER):
        return {}
    held = {}
    for row in rows(target, cypher.roots()):
        told = row["held"]
        label = "DutyList" if told[IRI] == told[GRAPH] else "County"
        fingerprint = told.get(FINGERPRINT, "")
        held[told[GRAPH]] = Mirrored(told[GRAPH], told[IRI], label, fingerprint)
    if thorough:
        for row in rows(target, cypher.GRAPHS):
            held.setdefault(row["graph"], _of_graph(row["graph"]))
    return held


def _of_graph(iri: str) -> Mirrored:
    root = iri.removesuffix("/bodies")
    return Mirrored(iri, root, "DutyList" if root == iri else "County", "")


def run(
    target: Target,
    snapshot: Snapshot,
    todo: Plan,
    *,
    batch: int = BATCH,
    progress: Progress = lambda *_: None,
) -> Summary:
    """Carry out a plan.

    Args:
        target: the Neo4j database.
        snapshot: the store, in the state that the plan was made from.
        todo: the plan.
        batch: the largest number of nodes and relationships in one transaction.
        progress: is told how far it is.

    Raises:
        Neo4jError: a graph cannot be mirrored, or a node that is not ours is in the way.
    """
    prepare(target)
    with target.driver.session(database=target.database) as session:
        mirroring = _Run(session, snapshot, batch, progress)
        rewritten = mirroring.write_all(todo)
        _index(target)
        mirroring.delete_all(rewritten, todo.gone)
    return mirroring.summary


def prepare(target: Target) -> None:
    """Make the constraints, and let the database know all names that queries use."""
    known = specs()
    _make(target, schema.constraints(known))
    for names, held, create in (
        (schema.types(known), cypher.HELD_TYPES, cypher.CREATE_TYPES),
        (schema.keys(known), cypher.HELD_KEYS, cypher.CREATE_KEYS),
    ):
        lacking = sorted(set(names) - {row["name"] for row in rows(target, held)})
        if lacking:
            _make(target, [create], names=lacking)


def _index(target: Target) -> None:
    """Make the indexes, last: filled from what is there they take half the time."""
    _make(target, schema.indexes(specs()))
    rows(target, "CALL db.awaitIndexes($seconds)", seconds=_PATIENCE)


def _make(target: Target, texts: Iterable[str], **parameters: object) -> None:
    """Carry out statements in one transaction, which costs a fraction of one for each."""
    with target.driver.session(database=target.database) as session:
        session.execute_write(lambda tx: [tx.run(text, parameters).consume() for text in texts])


class _Run:
    """One run: its stamp, what it counts, and the session that it writes through."""

    def __init__(
        self, session: "Session", snapshot: Snapshot, batch: int, progress: Progress
    ) -> None:
        self.session, self.snapshot = session, snapshot
        self.batch, self.progress = batch, progress
        self.specs = specs()
        # Drawn by lot, so that no two runs have the same whatever their clocks say.
        self.stamp = randbits(62)
        self.summary = Summary()

    def write_all(self, todo: Plan) -> list[Mirrored]:
        """Write the graphs; return those that may hold what is stale, and are not whole yet."""
        new = set(todo.new)
        rewritten = []
        for graph in todo.to_write():
            if not self.write(graph):
                continue
            # Nothing of it can be stale, and the next run need not write it if this one ends early.
            if graph in new:
                self.seal(graph)
            else:
                rewritten.append(graph)
        return rewritten

    def delete_all(self, rewritten: Iterable[Mirrored], gone: Iterable[Mirrored]) -> None:
        """Delete what is stale in graphs that were written again, and graphs that are gone."""
        for graph in rewritten:
            if self.delete_stale(graph):
                self.seal(graph)
        for graph in gone:
            self.drop(graph)

    def write(self, graph: Mirrored) -> bool:
        """Write all that a graph says; return whether it is still ours."""
        nodes, edges = nodes_and_edges(self.snapshot.quads(graph.iri), self.specs)
        # The first row takes the graph: it is the node that stands for it, without a fingerprint.
        nodes.sort(key=lambda node: node.iri != graph.root)
        done = self.write_rows(graph, self.nodes(nodes), None)
        if done is None:
            return False
        # Each relationship of a graph has an end among its nodes; at a new node there is none yet.
        fresh = done.created == done.rows
        return self.write_rows(graph, self.edges(graph, edges, fresh), self.held(graph)) is not None

    def write_rows(
        self, graph: Mirrored, statements: Iterable[_Statement], held: _Statement | None
    ) -> "_Done | None":
        """Write rows in batches; return what was done, None if the graph is no longer ours."""
        rows = created = 0
        for batch in _batches(statements, self.batch):
            done = self.in_transaction(graph, batch, held)
            if done is None:
                return None
            held = self.held(graph)
            rows, created = rows + done.rows, created + done.created
            self.progress(graph, done.rows)
        self.summary.created += created
        self.summary.changed += rows - created
        return _Done(rows, created)

    def nodes(self, nodes: Sequence[Node]) -> Iterator[_Statement]:
        for label, of_label in groupby(nodes, lambda node: node.label):
            rows = [self.row(node) for node in of_label]
            yield _Statement(cypher.merge_nodes(label), {}, rows, label)

    def edges(self, graph: Mirrored, edges: Sequence[Edge], fresh: bool) -> Iterator[_Statement]:
        write_edges = cypher.create_edges if fresh else cypher.merge_edges
        write_links = cypher.create_links if fresh else cypher.merge_links
        parameters = {"graph": graph.iri, "run": self.stamp}
        for link, of_link in groupby(edges, _link):
            if link[1] in self.specs.edges:
                edge_rows = [[one.start_iri, one.end_iri, self.row(one)] for one in of_link]
                yield _Statement(write_edges(link), {}, edge_rows)
            else:
                pairs = [[one.start_iri, one.end_iri] for one in of_link]
                yield _Statement(write_links(link), parameters, pairs)

    def row(self, one: Node | Edge) -> dict[str, Any]:
        return {**one.properties, IRI: one.iri, GRAPH: one.graph, RUN: self.stamp}

    def delete_stale(self, graph: Mirrored) -> bool:
        """Delete what a graph no longer says; return whether it is still ours."""
        texts = (*cypher.stale_relationships(self.specs), cypher.STALE_NODES)
        return all(self.delete(graph, text) for text in texts)

    def delete(self, graph: Mirrored, text: str) -> bool:
        parameters = {"graph": graph.iri, "run": self.stamp, "batch": self.batch}
        while True:
            done = self.in_transaction(graph, [_Statement(text, parameters)], self.held(graph))
            if done is None:
                return False
            self.summary.deleted += done.rows
            if done.rows < self.batch:
                return True

    def seal(self, graph: Mirrored) -> None:
        parameters = {"iri": graph.root, "fingerprint": graph.fingerprint}
        sealed = _Statement(cypher.seal(graph.label), parameters)
        self.in_transaction(graph, [sealed], self.held(graph))

    def drop(self, graph: Mirrored) -> None:
        """Delete a graph that the store no longer has, the node that stands for it last."""
        parameters = {"iri": graph.root, "graph": graph.iri, "run": self.stamp}
        self.in_transaction(graph, [_Statement(cypher.claim(graph.label), parameters)])
        if self.delete(graph, cypher.STALE_NODES):
            gone = _Statement(cypher.drop(graph.label), {"iri": graph.root})
            if self.in_transaction(graph, [gone], self.held(graph)):
                self.summary.deleted += 1

    def held(self, graph: Mirrored) -> _Statement:
        return _Statement(cypher.hold(graph.label), {"iri": graph.root, "run": self.stamp})

    def in_transaction(
        self, graph: Mirrored, statements: Sequence[_Statement], held: _Statement | None = None
    ) -> "_Done | None":
        """Carry out statements; return None where `held` finds that the graph is not ours."""
        done: _Done | None = self.session.execute_write(_carry_out, statements, held)
        if done is None:
            self.summary.left.append(graph.iri)
        return done


@dataclass(frozen=True, slots=True)
class _Done:
    """The rows that a transaction wrote or deleted, and how many of them it created."""

    rows: int
    created: int


def _carry_out(
    transaction: "ManagedTransaction", statements: Sequence[_Statement], held: _Statement | None
) -> _Done | None:
    if held is not None:
        found = transaction.run(held.text, held.parameters).single()
        if found is None or not found["held"]:
            return None
    rows = created = 0
    for statement in statements:
        result = transaction.run(statement.text, {**statement.parameters, "rows": statement.rows})
        record = result.single()
        counters = result.consume().counters
        done = int(record[0]) if record else 0
        if statement.rows and done != len(statement.rows):
            raise _in_the_way(transaction, statement)
        rows += done
        created += counters.nodes_created + counters.relationships_created
    return _Done(rows, created)


def _in_the_way(transaction: "ManagedTransaction", statement: _Statement) -> Neo4jError:
    if statement.label is None:
        return Neo4jError(
            N_("Neo4j lacks {iri}, or one that it refers to: run mirror --force"),
            iri=statement.rows[0][0],
        )
    iris = [row[IRI] for row in statement.rows]
    found = transaction.run(cypher.foreign(statement.label), {"iris": iris}).single()
    return Neo4jError(
        N_("a node that is not ours has the label {label} and the iri {iri}; rename or remove it"),
        label=statement.label,
        iri=found["iri"] if found else iris[0],
    )


def _link(edge: Edge) -> cypher.Link:
    return edge.start_label, edge.type, edge.end_label


def _batches(statements: Iterable[_Statement], size: int) -> Iterator[list[_Statement]]:
    """Yield statements in groups of at most `size` rows; one with more is cut."""
    batch: list[_Statement] = []
    room = size
    for statement in statements:
        rows = statement.rows
        while rows:
            batch.append(replace(statement, rows=rows[:room]))
            rows, room = rows[room:], room - len(rows[:room])
            if not room:
                yield batch
                batch, room = [], size
    if batch:
        yield batch
