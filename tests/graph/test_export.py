"""Files of the graph: read back by other tools they say what the store says."""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import networkx as nx
import pytest
from pyoxigraph import Literal as PlainLiteral
from pyoxigraph import NamedNode, Quad
from rdflib import Dataset, Graph
from rdflib.term import Literal, URIRef

from dutygraph import loaders
from dutygraph.graph import export, formats, rdf, store
from dutygraph.graph.snapshot import Snapshot
from dutygraph.model import Kind
from dutygraph.tasks import SAMPLE

RDFLIB = {
    "nquads": "nquads",
    "trig": "trig",
    "jsonld": "json-ld",
    "turtle": "turtle",
    "rdfxml": "xml",
}
RDF_TEXT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
XSD = "http://www.w3.org/2001/XMLSchema#"
COUNTY = "https://w3id.org/dutygraph/id/重庆市/临江县"


@pytest.fixture(scope="module")
def real(real_list: Path) -> Iterator[Snapshot]:
    """Yield the real list in memory."""
    with store.memory([rdf.project(loaders.read_file(real_list))]) as snapshot:
        yield snapshot


@pytest.fixture(scope="module")
def sample() -> Iterator[Snapshot]:
    """Yield the sample list with an older edition, and a neighbour with one duty of two bodies."""
    whole = loaders.read_file(SAMPLE)
    market = next(whole.of_kind(Kind.COOPERATIVE))
    neighbour = replace(
        whole,
        place=("重庆市", "临江县", "雨溪镇"),
        categories=(),
        duties=(replace(market, category=None),),
        names=(),
        findings=(),
    )
    lists = [whole, neighbour, replace(whole, edition="0")]
    with store.memory(map(rdf.project, lists)) as snapshot:
        yield snapshot


def written(quads: Iterable[Quad], format_: str) -> bytes:
    output = BytesIO()
    export.write(quads, format_, output)
    return output.getvalue()


def line(terms: Iterable[object]) -> str:
    """Return a statement in one form for both libraries; there are no blank nodes."""
    return " ".join(map(word, terms))


def word(term: object) -> str:
    if isinstance(term, NamedNode | URIRef):
        return f"<{str(term).strip('<>')}>"
    if isinstance(term, PlainLiteral):
        return repr((term.value, term.language, term.datatype.value))
    assert isinstance(term, Literal)
    plain = RDF_TEXT if term.language else f"{XSD}string"
    return repr((str(term), term.language, str(term.datatype or plain)))


def told(snapshot: Snapshot, *, graphs: bool) -> list[str]:
    """Return what the store says, each statement as often as it stands there."""
    return sorted(
        line((q.subject, q.predicate, q.object, *([q.graph_name] * graphs)))
        for q in snapshot.quads()
    )


def read(data: bytes, format_: str) -> list[str]:
    if format_ in formats.TRIPLE_FORMATS:
        return sorted(map(line, Graph().parse(data=data, format=RDFLIB[format_])))
    dataset = Dataset()
    dataset.parse(data=data, format=RDFLIB[format_])
    return sorted(map(line, dataset.quads()))


# rdflib's own parsers still use what it has deprecated.
@pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")
@pytest.mark.parametrize("format_", formats.QUAD_FORMATS)
def test_quad_formats_equal_the_store(real: Snapshot, format_: str) -> None:
    assert read(written(export.whole(real), format_), format_) == told(real, graphs=True)


@pytest.mark.parametrize("format_", formats.TRIPLE_FORMATS)
def test_triple_formats_equal_the_merge_of_the_store(real: Snapshot, format_: str) -> None:
    """Nothing is stated twice, so that the merge has as many triples as the store has quads."""
    assert read(written(export.whole(real), format_), format_) == told(real, graphs=False)


def test_graphml_has_a_node_for_each_resource(real: Snapshot) -> None:
    network = nx.read_graphml(BytesIO(written(export.whole(real), "graphml")))
    assert network.number_of_nodes() == len({quad.subject for quad in real.quads()})
    links = [
        quad
        for quad in real.quads()
        if isinstance(quad.object, NamedNode) and not quad.predicate.value.endswith("#type")
    ]
    assert network.number_of_edges() == len(links)


PROGRAM = """
import sys
from dutygraph import loaders
from dutygraph.graph import export, formats, rdf, store
from dutygraph.tasks import SAMPLE
with store.memory([rdf.project(loaders.read_file(SAMPLE))]) as snapshot:
    for format_ in formats.FORMATS:
        export.write(export.whole(snapshot), format_, sys.stdout.buffer)
"""


def test_two_runs_give_the_same_bytes() -> None:
    """Hash seeds change the order of sets; the files must not show it."""
    runs = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert len(runs[0]) > 100_000


def test_statements_stand_in_order(sample: Snapshot) -> None:
    lines = written(export.whole(sample), "nquads").decode().split("\n")
    assert lines.pop() == ""
    graphs = [line.rsplit(" ", 2)[1] for line in lines]
    assert graphs == sorted(graphs)
    subjects = [(graph, line.split(" ", 1)[0]) for graph, line in zip(graphs, lines, strict=True)]
    assert subjects == sorted(subjects)


def test_a_list_is_written_with_what_it_refers_to_and_nothing_else(sample: Snapshot) -> None:
    [edition] = [one for one in sample.lists() if "雨溪" in one.iri]
    quads = list(export.of_list(sample, edition))
    assert {quad.graph_name for quad in quads} == {
        NamedNode(edition.iri),
        NamedNode(f"{COUNTY}/bodies"),
    }
    described: set[object] = {quad.subject for quad in quads}
    assert {quad.object for quad in quads if "/dutygraph/id/" in str(quad.object)} <= described
    bodies = {str(one).rsplit("/", 1)[-1] for one in described if "/body/" in str(one)}
    assert bodies == {"县市场监管局>", "县商务委>"}
    assert not any("晴溪" in str(one) for one in described)
    assert set(sample.quads(edition.iri)) <= set(quads)


def test_an_older_edition_is_written_from_its_own_snapshot(sample: Snapshot) -> None:
    [older] = sample.editions()
    with sample.edition(older.iri) as opened:
        quads = list(export.of_list(opened, older))
    assert {quad.graph_name for quad in quads} == {
        NamedNode(older.iri),
        NamedNode(f"{COUNTY}/bodies"),
    }


def test_every_format_has_an_ending() -> None:
    assert set(formats.ENDINGS.values()) == {*formats.FORMATS, *formats.DOCUMENT_FORMATS}
