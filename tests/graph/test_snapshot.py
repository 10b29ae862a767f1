"""What a snapshot answers, and what it refuses."""

import pytest
from pyoxigraph import Literal, QueryBoolean, QuerySolutions, QueryTriples
from small_lists import NS, county_iri, list_iri, small_list

from dutygraph.errors import QuestionError
from dutygraph.graph.store import memory


def test_bindings_are_values_and_never_text() -> None:
    with memory([small_list("东镇", note="甲 ?x } 乙")]) as snapshot:
        query = f"SELECT ?duty ?text {{ ?duty <{NS}text> ?text }}"
        held = snapshot.select(query, {"text": Literal("甲 ?x } 乙")})
        assert [str(row["duty"]) for row in held] == [f"<{list_iri('东镇')}/basic/1>"]
        assert snapshot.select(query, {"text": Literal("无")}) == []


def test_free_queries_answer_in_their_own_kind() -> None:
    with memory([small_list("东镇")]) as snapshot:
        assert isinstance(snapshot.query("SELECT * { ?s ?p ?o }"), QuerySolutions)
        assert isinstance(snapshot.query("CONSTRUCT WHERE { ?s ?p ?o }"), QueryTriples)
        assert isinstance(snapshot.query(f"DESCRIBE <{county_iri('甲县')}>"), QueryTriples)
        found = snapshot.query(f'ASK {{ ?county <{NS}name> "甲县" }}')
        assert isinstance(found, QueryBoolean)
        assert bool(found)


@pytest.mark.parametrize(
    "query",
    [
        "DELETE WHERE { ?s ?p ?o }",
        f"INSERT DATA {{ <{NS}a> <{NS}b> 1 }}",
        "CLEAR ALL",
        "SELECT * { ?s ?p ?o",
        "SELECT (<https://example.org/f>(?o) AS ?x) { ?s ?p ?o }",
    ],
)
def test_what_is_no_query_is_refused_in_one_line(query: str) -> None:
    with memory([small_list("东镇")]) as snapshot:
        with pytest.raises(QuestionError) as caught:
            snapshot.query(query)
        assert "\n" not in str(caught.value)
        assert len(list(snapshot.quads())) == 5


# Oxigraph reads every one of these as a call of another server.
CALLS = [
    "SELECT * { SERVICE <http://x.test/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://x.test/> { ?s ?p ?o } }",
    "SELECT * { { SELECT ?s { SERVICE ?g { ?s ?p ?o } } } }",
    "SELECT * { ?s ?p 'it',''.SERVICE <http://x.test/> {} }",
    "SELECT * { ?s ?p 5SERVICE <http://x.test/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE <http://x.test/> { ?s ?p ?o } }",
    "PREFIX : <http://x.test/> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "PREFIX x: <http://x.test/> SELECT * { ?s ?p ?o FILTER(?s<?o)SERVICE#>\n x:x {} }",
    "PREFIX x: <http://x.test/> SELECT * { ?s ?p ?o FILTER(?s<?o)SERVICE#://>\n x:x {} }",
    'PREFIX x: <http://x.test/> SELECT * { FILTER(?s<?o#>"""\n) SERVICE x:x {} #"""\n }',
    "PREFIX x: <http://x.test/> SELECT * { FILTER(?s<'>')SERVICE x:x {} FILTER(?s='') }",
    "SELECT * { ?s ?p 'a\\'b' . # '\n SERVICE <http://x.test/> {} }",
    "SELECT * { FILTER EXISTS { SERVICE <http://x.test/> {} } }",
]


@pytest.mark.parametrize("query", CALLS)
def test_service_is_refused_wherever_it_stands(query: str) -> None:
    with memory([]) as snapshot, pytest.raises(QuestionError, match="SERVICE is refused"):
        snapshot.query(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'SERVICE <http://x.test/> {}' }",
        'SELECT * { ?s ?p "a \\" SERVICE" }',
        'SELECT * { ?s ?p """a " SERVICE\n""" }',
        "SELECT * { ?s ?p '''a ' SERVICE\n''' }",
        "SELECT * { ?s ?p ?o } # SERVICE <http://x.test/> {}",
        "SELECT * { ?s <http://x.test/service> ?o }",
        "SELECT * { ?s <http://x.test/a#SERVICE> ?o . ?s <http://x.test/b> ?p }",
        "PREFIX x: <http://x.test/> SELECT * { ?s x:service ?o }",
        "PREFIX x: <http://x.test/> SELECT * { ?s a x:PublicService }",
        "SELECT ?service { $service ?p ?service }",
        "SELECT * { ?s ?p 'a'@x-service }",
        "SELECT * { _:service ?p ?o FILTER(?o<3) }",
    ],
)
def test_the_word_service_alone_is_no_call(query: str) -> None:
    with memory([]) as snapshot:
        assert snapshot.query(query) is not None


def test_a_closed_snapshot_is_not_read() -> None:
    with memory([small_list("东镇")]) as snapshot:
        pass
    with pytest.raises(ValueError, match="closed"):
        snapshot.lists()
