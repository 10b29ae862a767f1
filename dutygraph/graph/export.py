"""The graph as RDF files and GraphML, sorted, so that two runs give the same bytes."""

from collections.abc import Iterable, Iterator
from typing import IO

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize

from dutygraph.graph.editions import Edition
from dutygraph.graph.formats import QUAD_FORMATS
from dutygraph.graph.ontology import NAMESPACE
from dutygraph.graph.snapshot import Snapshot

PREFIXES = {"dg": NAMESPACE, "xsd": "http://www.w3.org/2001/XMLSchema#"}

RDF_FORMATS = {
    "nquads": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "turtle": RdfFormat.TURTLE,
    "rdfxml": RdfFormat.RDF_XML,
}


def write(quads: Iterable[Quad], format_: str, output: IO[bytes]) -> None:
    """Write quads in one of `formats.FORMATS` to a binary stream.

    `quads` come sorted (see `ordered`). Quad formats keep the graphs, triple formats merge them;
    GraphML makes a node of every resource and an edge of every link.
    """
    if format_ == "graphml":
        _graphml(quads, output)
    elif format_ in QUAD_FORMATS:
        serialize(quads, output, RDF_FORMATS[format_], prefixes=_prefixes(format_))
    else:
        serialize((quad.triple for quad in quads), output, RDF_FORMATS[format_], prefixes=PREFIXES)


def _prefixes(format_: str) -> dict[str, str] | None:
    return None if format_ == "nquads" else PREFIXES


def ordered(snapshot: Snapshot, graphs: Iterable[str]) -> Iterator[Quad]:
    """Yield the quads of some graphs, sorted by graph, subject, predicate and object.

    Only one graph is held in memory at a time.
    """
    for graph in sorted(graphs):
        yield from sorted(snapshot.quads(graph), key=_key)


def _key(quad: Quad) -> tuple[str, str, str]:
    return str(quad.subject), quad.predicate.value, str(quad.object)


def _graphml(quads: Iterable[Quad], output: IO[bytes]) -> None:
    from dutygraph.graph import network
    from dutygraph.graph.ontology import ontology

    output.write(network.graphml(network.whole(quads, ontology())))


def whole(snapshot: Snapshot) -> Iterator[Quad]:
    """Yield all quads of the store, sorted."""
    editions = snapshot.lists()
    graphs = {one.iri for one in editions} | {one.bodies_graph for one in editions}
    return ordered(snapshot, graphs)


def of_list(snapshot: Snapshot, edition: Edition) -> Iterator[Quad]:
    """Yield the quads of one list, and of what its county shares only what it refers to."""
    own = list(ordered(snapshot, [edition.iri]))
    shared = list(ordered(snapshot, [edition.bodies_graph]))
    wanted = {quad.object for quad in own}
    while more := {q.object for q in shared if q.subject in wanted} - wanted:
        wanted |= more
    yield from sorted((*own, *(quad for quad in shared if quad.subject in wanted)), key=_in_graph)


def _in_graph(quad: Quad) -> tuple[str, str, str, str]:
    graph = quad.graph_name
    return (graph.value if isinstance(graph, NamedNode) else "", *_key(quad))
