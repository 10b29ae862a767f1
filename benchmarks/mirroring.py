"""The store into a real Neo4j, against rdflib-neo4j; and questions in Cypher against SPARQL."""

import statistics
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

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

from neo4j_server import Server, free_port, start

_FIRST, _AGAIN, _ONE_LIST, _QUESTION, _GROWTH = 2.5, 20, 20, 6, 1.2
# rdflib-neo4j takes minutes for what is mirrored in seconds; a rate needs no more than this.
_PEER_LISTS = 5
_RUNS = 3


def compare(folder: Path, documents: Sequence[Path]) -> Iterator[Comparison]:
    """Mirror a store of `documents`, again, and after one list has changed; then ask it."""
    store = folder / "store"
    load(documents, store)
    peer = apart(rdflib_neo4j, folder, documents[:_PEER_LISTS])
    server = start(folder / "neo4j", free_port())
    try:
        yield from _mirror(server, store, documents, peer)
        yield from _questions(server, store, len(documents))
    finally:
        server.stop()


def _mirror(
    server: Server, store: Path, documents: Sequence[Path], peer: float
) -> Iterator[Comparison]:
    quads = apart(quads_of, store)
    first, memory = apart(mirrored, server.uri, store)
    yield Comparison(
        f"mirror {len(documents)} lists; peer: rdflib-neo4j, {_PEER_LISTS} lists",
        first / quads * 1e6,
        "µs/t",
        peer,
        _FIRST,
        faster=True,
    )
    again = statistics.median(apart(mirrored, server.uri, store)[0] for _ in range(_RUNS))
    yield Comparison("mirror again; peer: the first time", again, "s", first, _AGAIN, faster=True)
    text = documents[0].read_text(encoding="utf-8")
    documents[0].write_text(text.replace("宣传", "宣讲"), encoding="utf-8")
    load(documents[:1], store)
    changed = apart(mirrored, server.uri, store)[0]
    what = "mirror one changed list; peer: the first time"
    yield Comparison(what, changed, "s", first, _ONE_LIST, faster=True)
    few = store.with_name("few")
    load(documents[: max(1, len(documents) // 5)], few)
    other = start(store.with_name("neo4j-few"), free_port())
    try:
        small = apart(mirrored, other.uri, few)[1]
    finally:
        other.stop()
    yield Comparison(
        "memory of the client; peer: a fifth of the lists", memory, "MB", small, _GROWTH
    )


def quads_of(store: Path) -> int:
    """Return how many quads a store holds."""
    with open_store(store) as snapshot:
        return sum(1 for _ in snapshot.quads())


def mirrored(uri: str, store: Path) -> tuple[float, float]:
    """Mirror a store; return the seconds, and the peak of memory in MB."""
    with connect(Access(uri), None) as target, open_store(store) as snapshot:
        took = seconds(lambda: mirror.run(target, snapshot, mirror.plan(target, snapshot)))
    return took, peak_memory()


def rdflib_neo4j(folder: Path, documents: Sequence[Path]) -> float:
    """Return the microseconds that rdflib-neo4j takes for a triple, on a server of its own."""
    from rdflib import Graph
    from rdflib_neo4j import HANDLE_VOCAB_URI_STRATEGY, Neo4jStore, Neo4jStoreConfig

    load(documents, folder / "peer-store")
    file = folder / "peer.nt"
    with open_store(folder / "peer-store") as snapshot:
        lines = [f"{quad.triple} .\n" for quad in snapshot.quads()]
    file.write_text("".join(lines), encoding="utf-8")
    server = start(folder / "neo4j-peer", free_port())
    try:
        config = Neo4jStoreConfig(
            auth_data={"uri": server.uri, "database": "neo4j", "user": "neo4j", "pwd": "none"},
            handle_vocab_uri_strategy=HANDLE_VOCAB_URI_STRATEGY.IGNORE,
            batching=True,
        )
        graph = Graph(store=Neo4jStore(config=config))

        def write() -> None:
            graph.parse(file, format="nt")
            graph.close(commit_pending_transaction=True)

        took = seconds(write)
    finally:
        server.stop()
    return took / len(lines) * 1e6


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
