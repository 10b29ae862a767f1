"""The store into a real Neo4j, against rdflib-neo4j; and questions in Cypher against SPARQL."""

import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.loading import load
from benchmarks.measure import Comparison, apart, median_seconds, peak_memory, seconds
from benchmarks.questions import ARGUMENTS, county_of
from dutygraph.graph.neo4j import mirror
from dutygraph.graph.neo4j.connection import Access, connect
from dutygraph.graph.store import open_store
from dutygraph.queries import catalog
from dutygraph.queries.cypher_engine import CypherEngine
from dutygraph.queries.engines import SparqlEngine
from dutygraph.queries.questions import ask

sys.path.append(str(Path(__file__).parent.parent / "tools"))

from neo4j_database import Database
from neo4j_server import Server, free_port, start

_FIRST, _AGAIN, _ONE_LIST, _QUESTION, _GROWTH = 2.5, 20, 20, 6, 1.2
# Enough for a server to be warm and for memory to settle.
_FEW = 20
_RUNS = 3


def compare(folder: Path, documents: Sequence[Path]) -> Iterator[Comparison]:
    """Mirror a store of `documents`, again, and after one list has changed; then ask it."""
    store, few = folder / "store", folder / "few"
    load(documents, store)
    load(documents[:_FEW], few)
    yield from _warm(folder, few, min(_FEW, len(documents)))
    peer = _on_fresh_server(folder / "neo4j-peer", rdflib_neo4j, store)
    small = _on_fresh_server(folder / "neo4j-few", mirrored, few)
    server = start(folder / "neo4j", free_port())
    try:
        yield from _mirror(server, store, documents, peer, beyond_reading(few, small))
        yield from _questions(server, store, len(documents))
    finally:
        server.stop()


class Run(NamedTuple):
    """A run in a process of its own: seconds, and its peak of memory in megabytes."""

    seconds: float
    memory: float


def _warm(folder: Path, store: Path, lists: int) -> Iterator[Comparison]:
    """Compare both on one server that has run both before: on its own speed, not on its start."""
    server = start(folder / "neo4j-warm", free_port())
    works = (rdflib_neo4j, mirrored)
    try:
        for work in works:
            _on_empty_database(server, work, store)
        peer, ours = (_on_empty_database(server, work, store) for work in works)
    finally:
        server.stop()
    what = f"mirror {lists} lists, warm server; peer: rdflib-neo4j, same lists"
    yield _rates(what, store, ours, peer)


def _rates(what: str, store: Path, ours: Run, peer: Run) -> Comparison:
    each = 1e6 / apart(quads_of, store)
    return Comparison(what, ours.seconds * each, "µs/t", peer.seconds * each, _FIRST, faster=True)


def _on_fresh_server(home: Path, work: Callable[[str, Path], Run], store: Path) -> Run:
    server = start(home, free_port())
    try:
        return apart(work, server.uri, store)
    finally:
        server.stop()


def _on_empty_database(server: Server, work: Callable[[str, Path], Run], store: Path) -> Run:
    with connect(Access(server.uri), None) as target:
        Database(target.driver, target.database).empty()
    return apart(work, server.uri, store)


def _mirror(
    server: Server, store: Path, documents: Sequence[Path], peer: Run, small: float
) -> Iterator[Comparison]:
    first = apart(mirrored, server.uri, store)
    what = f"mirror {len(documents)} lists, fresh server; peer: rdflib-neo4j"
    yield _rates(what, store, first, peer)
    memory = beyond_reading(store, first)
    again = statistics.median(apart(mirrored, server.uri, store).seconds for _ in range(_RUNS))
    what = "mirror again; peer: the first time"
    yield Comparison(what, again, "s", first.seconds, _AGAIN, faster=True)
    text = documents[0].read_text(encoding="utf-8")
    documents[0].write_text(text.replace("宣传", "宣讲"), encoding="utf-8")
    load(documents[:1], store)
    changed = apart(mirrored, server.uri, store).seconds
    what = "mirror one changed list; peer: the first time"
    yield Comparison(what, changed, "s", first.seconds, _ONE_LIST, faster=True)
    yield Comparison(
        f"memory of the client, less Oxigraph's; peer: {_FEW} lists", memory, "MB", small, _GROWTH
    )


def quads_of(store: Path) -> int:
    """Return how many quads a store holds."""
    with open_store(store) as snapshot:
        return sum(1 for _ in snapshot.quads())


def beyond_reading(store: Path, run: Run) -> float:
    """Return the peak of a run less that of a process that only reads the store.

    Oxigraph keeps what it has read in a cache of fixed size, which some sixty lists fill.
    """
    return run.memory - apart(reading, store)


def reading(store: Path) -> float:
    """Read the lists of a store one by one, and return the peak of memory in MB."""
    with open_store(store) as snapshot:
        for edition in snapshot.lists():
            for _ in snapshot.quads(edition.iri):
                pass
    return peak_memory()


def mirrored(uri: str, store: Path) -> Run:
    """Mirror a store."""
    with connect(Access(uri), None) as target, open_store(store) as snapshot:
        took = seconds(lambda: mirror.run(target, snapshot, mirror.plan(target, snapshot)))
    return Run(took, peak_memory())


def rdflib_neo4j(uri: str, store: Path) -> Run:
    """Write a store into Neo4j with rdflib-neo4j, from one N-Triples file."""
    from rdflib import Graph
    from rdflib_neo4j import HANDLE_VOCAB_URI_STRATEGY, Neo4jStore, Neo4jStoreConfig

    file = store.with_name(f"{store.name}.nt")
    with open_store(store) as snapshot, file.open("w", encoding="utf-8") as lines:
        lines.writelines(f"{quad.triple} .\n" for quad in snapshot.quads())
    config = Neo4jStoreConfig(
        auth_data={"uri": uri, "database": "neo4j", "user": "neo4j", "pwd": "none"},
        handle_vocab_uri_strategy=HANDLE_VOCAB_URI_STRATEGY.IGNORE,
        batching=True,
    )
    graph = Graph(store=Neo4jStore(config=config))

    def write() -> None:
        graph.parse(file, format="nt")
        graph.close(commit_pending_transaction=True)

    return Run(seconds(write), peak_memory())


def _questions(server: Server, store: Path, lists: int) -> Iterator[Comparison]:
    with connect(Access(server.uri), None) as target, open_store(store) as snapshot:
        sparql = SparqlEngine(snapshot)
        cypher = CypherEngine(target.driver, target.database)
        county = county_of(store)
        for name in catalog.names():
            narrowed = county if name in ("co-owners", "shared") else ""
            arguments = ARGUMENTS.get(name)
            ours = median_seconds(lambda: ask(cypher, name, arguments, county=narrowed), _RUNS)  # noqa: B023 - called at once
            peer = median_seconds(lambda: ask(sparql, name, arguments, county=narrowed), _RUNS)  # noqa: B023 - called at once
            what = f"{name} in Cypher over {lists} lists; peer: SPARQL"
            yield Comparison(what, ours * 1000, "ms", peer * 1000, _QUESTION)
