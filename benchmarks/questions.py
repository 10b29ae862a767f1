"""Questions to a loaded store on disk; `pairs` also against rdflib's in-memory store."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pyoxigraph import RdfFormat, serialize

from benchmarks.loading import load
from benchmarks.measure import Comparison, apart, median_seconds, seconds
from dutygraph.graph.store import open_store
from dutygraph.queries import catalog
from dutygraph.queries.engines import SparqlEngine
from dutygraph.queries.questions import ask

_TARGET = 10
# rdflib takes over five minutes for the pairs of 50 lists, and 16 seconds for those of 10.
_RDFLIB_LISTS = 20
_DEPARTMENT = "县公安局"
ARGUMENTS: dict[str, dict[str, Any]] = {
    "co-owners": {"department": _DEPARTMENT},
    "duty": {"kind": "cooperative", "number": "10"},
    "search": {"text": "安全"},
    "shared": {"departments": (_DEPARTMENT, "县市场监管局")},
}


def compare(folder: Path, documents: Sequence[Path]) -> Iterator[Comparison]:
    """Ask a store every question about `documents`, and rdflib the pairs of the first of them."""
    store = folder / "store"
    apart(load, documents, store)
    yield _pairs(folder, documents)
    county = county_of(store)
    for name in catalog.names():
        narrowed = county if name in ("co-owners", "shared") else ""
        took, rows = apart(dutygraph, store, name, narrowed)
        where = "one county" if narrowed else f"{len(documents)} lists"
        yield Comparison(f"{name} over {where}: {rows} rows", took * 1000, "ms")


def dutygraph(store: Path, name: str, county: str = "") -> tuple[float, int]:
    """Return the median time of a question, with opening the store, and its count of rows."""
    rows: list[catalog.Row] = []

    def work() -> None:
        with open_store(store) as snapshot:
            rows[:] = ask(SparqlEngine(snapshot), name, ARGUMENTS.get(name), county=county)

    return median_seconds(work, runs=3), len(rows)


def rdflib(triples: Path, name: str) -> tuple[float, int]:
    """Return the time of the same query in rdflib's in-memory store, and its count of rows."""
    from rdflib import Graph, Literal

    graph = Graph()
    graph.parse(triples, format="nt")
    question = catalog.question(name)
    values = {"place": "", **{one.name: one.default for one in question.parameters}}
    bindings = {f"given_{name}": Literal(value) for name, value in values.items()}
    rows: list[object] = []
    took = seconds(lambda: rows.extend(graph.query(question.text, initBindings=bindings)))
    return took, len(rows)


def _pairs(folder: Path, documents: Sequence[Path]) -> Comparison:
    fewer = documents[:_RDFLIB_LISTS]
    store = folder / "fewer"
    apart(load, fewer, store)
    peer, expected = apart(rdflib, _triples(store, folder / "fewer.nt"), "pairs")
    ours, rows = apart(dutygraph, store, "pairs")
    if rows != expected:
        raise AssertionError(f"pairs: {rows} rows here, {expected} rows in rdflib")
    what = f"pairs over {len(fewer)} lists; peer: rdflib in memory"
    return Comparison(what, ours, "s", peer, _TARGET, faster=True)


def _triples(store: Path, path: Path) -> Path:
    """Write the union of the store's graphs, where nothing stands twice."""
    with open_store(store) as snapshot, path.open("wb") as file:
        serialize((quad.triple for quad in snapshot.quads()), file, RdfFormat.N_TRIPLES)
    return path


def county_of(store: Path) -> str:
    """Return a county of the store, where several have a department of the same name."""
    with open_store(store) as snapshot:
        rows = ask(SparqlEngine(snapshot), "departments")
    return str(rows[0][0])
