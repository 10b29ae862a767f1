"""The store into Neo4j: new things first, and what is stale only after all was written.

The first transaction of a graph stamps the node that stands for it and takes its fingerprint away;
each later one makes sure that no other run has stamped it since. The fingerprint comes back when
the graph is whole, so that a run that ends early leaves graphs that the next one completes, and
nothing deleted that the store still says. What is new is created without looking; where something
is there already, what Neo4j holds is read, and only what differs is written.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from secrets import randbits
from typing import TYPE_CHECKING, NamedTuple

from dutygraph.errors import Neo4jError
from dutygraph.graph.editions import Edition
from dutygraph.graph.neo4j import cypher, schema
from dutygraph.graph.neo4j.changes import changes
from dutygraph.graph.neo4j.connection import Target, rows
from dutygraph.graph.neo4j.plan import Mirrored, Plan, compare, wanted
from dutygraph.graph.neo4j.projection import Edge, Node, nodes_and_edges
from dutygraph.graph.neo4j.readback import read_back
from dutygraph.graph.neo4j.specs import FINGERPRINT, GRAPH, IRI, specs
from dutygraph.graph.neo4j.statements import Statement, Writer, batches
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
    # A session that shares the driver's bookmarks reads in a cluster what `rows` has seen.
    bookmarks = target.driver.execute_query_bookmark_manager
    with target.driver.session(database=target.database, bookmark_manager=bookmarks) as session:
        mirroring = _Run(target, session, batch, progress)
        rest = mirroring.write(snapshot, todo)
        _index(target)
        for writer, statements in rest:
            mirroring.carry_out(writer, statements, writer.hold())
        for graph in todo.gone:
            mirroring.drop(graph)
    return mirroring.summary


def prepare(target: Target) -> None:
    """Make the constraints, and let the database know all names that queries use."""
    known = specs()
    _make_lacking(target, schema.constraints(known))
    for names, held, create in (
        (schema.types(known), cypher.HELD_TYPES, cypher.CREATE_TYPES),
        (schema.keys(known), cypher.HELD_KEYS, cypher.CREATE_KEYS),
    ):
        lacking = sorted(set(names) - {row["name"] for row in rows(target, held)})
        if lacking:
            _make(target, [create], names=lacking)


def _index(target: Target) -> None:
    """Make the indexes, last: filled from what is there they take half the time."""
    if _make_lacking(target, schema.indexes(specs())):
        rows(target, "CALL db.awaitIndexes($seconds)", seconds=_PATIENCE)


def _make_lacking(target: Target, texts: Iterable[str]) -> bool:
    """Make those constraints or indexes that are not there; return whether there were any."""
    held = {row["name"] for row in rows(target, cypher.HELD_INDEXES)}
    lacking = [text for text in texts if schema.name(text) not in held]
    _make(target, lacking)
    return bool(lacking)


def _make(target: Target, texts: Sequence[str], **parameters: object) -> None:
    """Carry out statements in one transaction, which costs a fraction of one for each."""
    with target.driver.session(database=target.database) as session:
        session.execute_write(lambda tx: [tx.run(text, parameters).consume() for text in texts])


class _Projected(NamedTuple):
    graph: Mirrored
    nodes: list[Node]
    edges: list[Edge]


def _projected(snapshot: Snapshot, graphs: Iterable[Mirrored]) -> Iterator[_Projected]:
    """Yield what graphs should be; while the server writes one, a thread makes the next."""

    def project(graph: Mirrored) -> _Projected:
        try:
            return _Projected(graph, *nodes_and_edges(snapshot.quads(graph.iri), specs()))
        except Neo4jError as error:
            # An iterator of Oxigraph may not leave its thread, not even in a traceback.
            raise error.with_traceback(None)  # noqa: B904 - it is the same error

    with ThreadPoolExecutor(max_workers=1) as thread:
        ahead: list[Future[_Projected]] = []
        for graph in graphs:
            ahead.append(thread.submit(project, graph))
            if len(ahead) > 1:
                yield ahead.pop(0).result()
        if ahead:
            yield ahead.pop().result()


class _Run:
    """One run: its stamp, what it counts, and the session that it writes through."""

    def __init__(self, target: Target, session: "Session", batch: int, progress: Progress) -> None:
        self.target, self.session = target, session
        self.batch, self.progress = batch, progress
        # Drawn by lot, so that no two runs have the same whatever their clocks say.
        self.stamp = randbits(62)
        self.summary = Summary()

    def write(self, snapshot: Snapshot, todo: Plan) -> list[tuple[Writer, list[Statement]]]:
        """Write what is new or differs; return what is left to do in graphs that were there."""
        new = set(todo.new)
        rest = []
        for one in _projected(snapshot, todo.to_write()):
            writer = Writer(specs(), one.graph, self.stamp)
            if one.graph in new and self.create(writer, one):
                continue
            finish = self.change(writer, one, force=todo.force)
            if finish:
                rest.append((writer, finish))
        return rest

    def create(self, writer: Writer, wanted: _Projected) -> bool:
        """Write a graph of which nothing should be there; return whether that was so."""
        from neo4j.exceptions import ConstraintError

        try:
            # Nothing of it can be stale, and no later run need write it if this one ends early.
            whole = [*writer.creating(wanted.nodes, wanted.edges), writer.seal()]
            self.carry_out(writer, whole, None)
        except ConstraintError:
            return False
        return True

    def change(self, writer: Writer, wanted: _Projected, *, force: bool) -> list[Statement]:
        """Write what differs, or with force all; return what deletes the rest and ends it."""
        self.claim(writer)
        held = read_back(self.target, writer.graph.iri)
        found = changes(wanted.nodes, wanted.edges, held, force=force)
        if self.carry_out(writer, writer.merging(found), writer.hold()):
            return [*writer.deleting(found), writer.seal()]
        return []

    def drop(self, graph: Mirrored) -> None:
        """Delete a graph that the store no longer has, the node that stands for it last."""
        writer = Writer(specs(), graph, self.stamp)
        self.claim(writer)
        before = None
        while before != self.summary.deleted:
            before = self.summary.deleted
            if not self.carry_out(writer, [writer.emptying(self.batch)], writer.hold()):
                return
        self.carry_out(writer, [writer.dropping()], writer.hold())

    def claim(self, writer: Writer) -> None:
        if self.session.execute_write(_carry_out, (), writer.claim()) is None:
            raise _in_the_way(writer.graph.label, writer.graph.root)

    def carry_out(
        self, writer: Writer, statements: Iterable[Statement], held: Statement | None
    ) -> bool:
        """Carry out statements in batches; return whether the graph was ours all the time."""
        for batch in batches(statements, self.batch):
            done: _Done | None = self.session.execute_write(_carry_out, batch, held)
            if done is None:
                self.summary.left.append(writer.graph.iri)
                return False
            held = writer.hold()
            self.summary.created += done.created
            self.summary.changed += done.written - done.created
            self.summary.deleted += done.deleted
            self.progress(writer.graph, done.written)
        return True


class _Done(NamedTuple):
    """The rows that a transaction wrote, how many of them it created, and how many it deleted."""

    written: int
    created: int
    deleted: int


def _carry_out(
    transaction: "ManagedTransaction", statements: Sequence[Statement], held: Statement | None
) -> _Done | None:
    """Carry out statements; return None where `held` does not find the graph held by this run."""
    if held is not None:
        found = transaction.run(held.text, held.parameters).single()
        if found is None or not found["held"]:
            return None
    written = created = deleted = 0
    for statement in statements:
        result = transaction.run(statement.text, {**statement.parameters, "rows": statement.rows})
        record = result.single()
        counters = result.consume().counters
        done = int(record[0]) if record else 0
        if statement.deletes:
            deleted += done
            continue
        if done != len(statement.rows):
            raise _missing(transaction, statement)
        written += done
        created += counters.nodes_created + counters.relationships_created
    return _Done(written, created, deleted)


def _missing(transaction: "ManagedTransaction", statement: Statement) -> Neo4jError:
    if statement.label is None:
        return Neo4jError(
            N_("Neo4j lacks {iri}, or one that it refers to: run mirror --force"),
            iri=statement.rows[0][0],
        )
    iris = [row[IRI] for row in statement.rows]
    found = transaction.run(cypher.foreign(statement.label), {"iris": iris}).single()
    return _in_the_way(statement.label, found["iri"] if found else iris[0])


def _in_the_way(label: str, iri: str) -> Neo4jError:
    return Neo4jError(
        N_("a node that is not ours has the label {label} and the iri {iri}; rename or remove it"),
        label=label,
        iri=iri,
    )
