"""Duty list → quads: nothing lost, nothing twice, the same bytes each time, IRIs that are IRIs."""

import unicodedata
from collections import Counter
from dataclasses import replace
from io import BytesIO
from typing import TypeVar
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, parse
from rdflib import Dataset, URIRef
from rdflib import Literal as RdflibLiteral

from dutygraph.graph import export, formats, iris, rdf, store
from dutygraph.graph.listgraph import ListGraph
from dutygraph.graph.ontology import NAMESPACE
from dutygraph.model import (
    Bearer,
    Body,
    Category,
    Citation,
    Discontinued,
    Duty,
    DutyList,
    Finding,
    Kind,
    Mark,
    Method,
    Name,
    Participation,
    Placeholder,
    Position,
    Source,
    Statement,
    Transfer,
)

T = TypeVar("T")

# What loaders let through: no surrogates, no CR, no characters that XML 1.0 forbids.
CHARACTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
ODD = st.sampled_from('"\\ \n\t\u2028\u00a0<>{}|^`%/?#[]@:.́é县局①𠮷\u200b')
TEXTS = st.text(st.one_of(CHARACTERS, ODD), min_size=1, max_size=12)
NAMES = st.text(st.one_of(CHARACTERS, ODD), min_size=1, max_size=6).map(
    lambda text: unicodedata.normalize("NFC", text)
)
LINES = st.integers(min_value=1, max_value=999)
MARKS = st.sampled_from(
    [Mark("牵头", "牵头"), Mark("会同", "会同"), Mark("会同", "联合"), Mark("共同", "")]
)
CITATIONS = st.builds(Citation, TEXTS, st.just("") | TEXTS, st.booleans(), st.just("") | TEXTS)


def several(values: st.SearchStrategy[T], most: int = 2) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(values, max_size=most, unique=True).map(tuple)


@st.composite
def positions(draw: st.DrawFn) -> tuple[Position, ...]:
    quote = draw(st.one_of(st.just(""), TEXTS))
    if draw(st.booleans()):
        first = draw(LINES)
        return (Position(line=first, end_line=first + draw(st.integers(0, 3)), quote=quote),)
    numbers, words = st.just(0) | LINES, st.just("") | NAMES
    return (
        Position(
            page=draw(numbers),
            box=draw(words),
            sheet=draw(words),
            cell=draw(words),
            table=draw(numbers),
            row=draw(numbers),
            quote=quote,
            file=draw(words),
        ),
    )


@st.composite
def statements(draw: st.DrawFn, order: int, bearers: list[Bearer]) -> Statement:
    return Statement(
        order,
        draw(TEXTS),
        draw(positions()),
        draw(several(st.sampled_from(bearers))) if bearers else (),
        draw(several(MARKS)),
        draw(several(NAMES)),
    )


@st.composite
def duties(draw: st.DrawFn, kind: Kind, number: int, categories: tuple[str, ...]) -> Duty:
    role = ("receiver",) if kind is Kind.RECLAIMED else ("listed",)
    parts = tuple(
        Participation(name, draw(several(TEXTS)) or (name,), role, order, draw(positions()))
        for order, name in enumerate(draw(several(NAMES, 3)), start=1)
    )
    groups = tuple(Placeholder(name, draw(positions())) for name in draw(several(NAMES)))
    bearers = [Bearer(one.name) for one in parts]
    bearers += [Bearer(one.name, placeholder=True) for one in groups]
    bare = Duty(
        kind,
        number,
        draw(TEXTS),
        draw(st.sampled_from(categories)) if categories else None,
        draw(positions()),
        cites=tuple(draw(CITATIONS) for _ in range(number % 3)),
    )
    if kind is Kind.RECLAIMED:
        ended = draw(st.none() | st.builds(Discontinued, st.none() | TEXTS))
        methods = tuple(Method(n, draw(TEXTS), draw(positions())) for n in (1, 2))
        return replace(bare, transfer=Transfer(parts, methods), discontinued=ended)
    return replace(
        bare,
        departments=parts,
        placeholders=groups,
        statements=tuple(draw(statements(n, bearers)) for n in (1, 2)),
        township=(draw(statements(1, [])),),
    )


@st.composite
def duty_lists(draw: st.DrawFn) -> DutyList:
    """Draw any list that a loader may make."""
    headings = draw(several(NAMES))
    found = tuple(
        draw(duties(kind, number, headings))
        for kind in Kind
        for number in range(1, draw(st.integers(1, 2)) + 1)
    )
    found += (replace(found[0], occurrence=2),)
    taking_part = [p for duty in found for p in (*duty.departments, *duty.receivers)]
    said = [s for duty in found for s in (*duty.statements, *duty.township)]
    names = {p.name for p in taking_part} | {name for s in said for name in s.mentions}
    spellings = draw(several(NAMES)) if names else ()
    return DutyList(
        title=draw(TEXTS),
        place=(draw(NAMES), draw(NAMES), draw(NAMES)),
        edition=draw(NAMES),
        source=Source(draw(NAMES), "0" * 64, "text"),
        categories=tuple(
            Category(kind, order, name, draw(st.none() | LINES), 1, draw(positions()))
            for kind in Kind
            for order, name in enumerate(headings, start=1)
        ),
        duties=found,
        bodies=tuple(Body(name) for name in sorted(names)),
        names=tuple(
            Name(written, min(names), "column", draw(positions())[0]) for written in spellings
        ),
        findings=tuple(
            Finding("stop-missing", draw(positions())[0], text) for text in draw(several(TEXTS))
        ),
        furniture=(),
        packs="0" * 64,
    )


def quads_of(graph: ListGraph) -> list[Quad]:
    data = graph.quads + b"".join(graph.shared.values())
    return list(parse(data, format=RdfFormat.N_QUADS))


def literals(quads: list[Quad], *names: str) -> Counter[str]:
    """Return the texts of some properties, each with how often it stands there."""
    wanted = {NAMESPACE + name for name in names}
    return Counter(q.object.value for q in quads if q.predicate.value in wanted)  # type: ignore[union-attr] # a triple term stands nowhere


@settings(max_examples=60)
@given(duty_lists())
def test_nothing_is_lost(duty_list: DutyList) -> None:
    quads = quads_of(rdf.project(duty_list))
    found = duty_list.duties
    said = [s for duty in found for s in (*duty.statements, *duty.township)]
    texts = [one.text for one in said]
    texts += [method.text for duty in found for method in duty.methods]
    texts += [finding.text for finding in duty_list.findings]
    texts += [cited.text for duty in found for cited in duty.cites if cited.text]
    assert literals(quads, "text") == Counter(texts)
    assert literals(quads, "title") == Counter([duty_list.title, *(duty.title for duty in found)])
    assert literals(quads, "law") == Counter(one.law for duty in found for one in duty.cites)
    reasons = [duty.discontinued.reason for duty in found if duty.discontinued]
    assert literals(quads, "reason") == Counter(one for one in reasons if one is not None)
    taking_part = [p for duty in found for p in (*duty.departments, *duty.receivers)]
    written = [text for one in taking_part for text in one.written]
    assert literals(quads, "written") == Counter(
        [*written, *(name.written for name in duty_list.names)]
    )
    names = [heading.name for heading in duty_list.categories]
    names += [body.name for body in duty_list.bodies]
    names += [group.name for duty in found for group in duty.placeholders]
    assert literals(quads, "name") == Counter([*names, *duty_list.place[-2:]])


@settings(max_examples=60)
@given(duty_lists())
def test_nothing_is_stated_twice_and_each_subject_stands_in_one_graph(duty_list: DutyList) -> None:
    quads = quads_of(rdf.project(duty_list))
    assert len(set(quads)) == len(quads)
    graphs: dict[object, object] = {}
    for quad in quads:
        assert graphs.setdefault(quad.subject, quad.graph_name) == quad.graph_name


@settings(max_examples=60)
@given(duty_lists())
def test_every_node_has_an_iri_that_is_normal_and_described(duty_list: DutyList) -> None:
    """An IRI that RFC 3987 forbids would be refused here."""
    quads = quads_of(rdf.project(duty_list))
    terms = [term for quad in quads for term in (quad.subject, quad.object, quad.graph_name)]
    assert not any(isinstance(term, BlankNode) for term in terms)
    nodes = {term.value for term in terms if isinstance(term, NamedNode)}
    assert all(iri == unicodedata.normalize("NFC", NamedNode(iri).value) for iri in nodes)
    described = {quad.subject for quad in quads}
    linked = {q.object for q in quads if isinstance(q.object, NamedNode)}
    assert {one for one in linked if one.value.startswith(iris.DEFAULT_BASE)} <= described


@settings(max_examples=30)
@given(duty_lists())
def test_two_projections_give_the_same_bytes(duty_list: DutyList) -> None:
    assert rdf.project(duty_list) == rdf.project(replace(duty_list))


def by_pyoxigraph(data: bytes, format_: RdfFormat) -> set[str]:
    loaded = Store()
    loaded.load(data, format_)
    return {str(quad) for quad in loaded}


def by_rdflib(data: bytes, format_: str) -> set[str]:
    dataset = Dataset()
    dataset.parse(data=data, format=format_)
    return {" ".join(map(_term, quad)) for quad in dataset.quads()}


def _term(term: object) -> str:
    if isinstance(term, URIRef):
        return str(NamedNode(str(term)))
    assert isinstance(term, RdflibLiteral)
    if term.language:
        return str(Literal(str(term), language=term.language))
    return str(Literal(str(term), datatype=NamedNode(str(term.datatype or _STRING))))


_STRING = "http://www.w3.org/2001/XMLSchema#string"


# rdflib's own parsers still use what it has deprecated.
@pytest.mark.filterwarnings("ignore:.* is deprecated, use Dataset:DeprecationWarning")
@settings(max_examples=25)
@given(duty_lists())
def test_what_is_exported_reads_back_the_same(duty_list: DutyList) -> None:
    with store.memory([rdf.project(duty_list)]) as snapshot:
        told = {str(quad) for quad in snapshot.quads()}
        for name in formats.QUAD_FORMATS:
            output = BytesIO()
            export.write(export.whole(snapshot), name, output)
            assert by_pyoxigraph(output.getvalue(), export.RDF_FORMATS[name]) == told
            if name == "nquads":
                assert by_rdflib(output.getvalue(), name) == told
        triples = {str(quad.triple) for quad in snapshot.quads()}
        for name in formats.TRIPLE_FORMATS:
            output = BytesIO()
            export.write(export.whole(snapshot), name, output)
            read = parse(output.getvalue(), format=export.RDF_FORMATS[name])
            assert {str(quad.triple) for quad in read} == triples


# IRIs


@given(st.one_of(TEXTS, NAMES))
def test_a_segment_tells_its_text(text: str) -> None:
    """What can be read back is never shared by two texts."""
    segment = iris.segment(text)
    assert unquote(segment) == unicodedata.normalize("NFC", text)
    assert not set(segment) & set('/?#[] <>"{}|\\^`')
    NamedNode(iris.DEFAULT_BASE + segment)


@pytest.mark.parametrize(
    ("text", "segment"),
    [
        ("县公安局", "县公安局"),
        ("县委宣传部(县文明办)", "县委宣传部(县文明办)"),
        ("县委宣传部（县文明办）", "县委宣传部（县文明办）"),
        ("a/b", "a%2Fb"),
        ("100%", "100%25"),
        ("a b", "a%20b"),
        ("县\u3000局\u00a0", "县%E3%80%80局%C2%A0"),
        ("..", "%2E%2E"),
        ("e\u0301", "é"),
        ("\ue000", "%EE%80%80"),
    ],
)
def test_a_segment_is_readable_and_encoded_where_the_syntax_asks(text: str, segment: str) -> None:
    assert iris.segment(text) == segment


def test_the_iris_are_those_of_the_design() -> None:
    place = ("重庆市", "云阳县", "龙角镇")
    county, township = iris.place("https://a/", place[:-1]), iris.place("https://a/", place)
    assert iris.body(county, "县公安局") == "https://a/重庆市/云阳县/body/县公安局"
    assert iris.duty_list(township, "2025-06") == "https://a/重庆市/云阳县/龙角镇/list/2025-06"
