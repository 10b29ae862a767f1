"""Each question has the same rows in Cypher, over the mirror, as in SPARQL, over the store."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from neo4j_database import Database

from dutygraph import loaders
from dutygraph.errors import DutygraphError
from dutygraph.graph import rdf, store
from dutygraph.graph.neo4j import mirror
from dutygraph.graph.neo4j.connection import Target
from dutygraph.graph.snapshot import Snapshot
from dutygraph.model import Body, Duty, DutyList, Kind
from dutygraph.queries import catalog
from dutygraph.queries.catalog import Question, Row, Value
from dutygraph.queries.cypher_engine import CypherEngine
from dutygraph.queries.departments import known_bodies, known_spellings
from dutygraph.queries.engines import Engine, SparqlEngine
from dutygraph.queries.explain import explain
from dutygraph.queries.narrowing import Narrowing, known_lists
from dutygraph.queries.questions import Questions, ask
from dutygraph.tasks import SAMPLE
from tests.graph.test_rdf import duty_lists
from tests.queries.conftest import (
    EAST_DUTIES,
    HERE,
    SOUTH_DUTIES,
    WEST_DUTIES,
    duty_list,
    says,
    takes_part,
)

Arguments = Mapping[str, object]
Asked = Sequence[Row] | str

FIRST_SEEKS = {"NodeUniqueIndexSeek", "NodeIndexSeek"}
"""How a plan may begin that looks at no more nodes than it is asked about."""

# Such texts sort differently by code point and by UTF-16 unit.
HIGH, EMOJI = "\uff9f局", "\U0001f600局"


def small_lists() -> list[DutyList]:
    """Return the lists of the other tests, whose answers were worked out by hand."""
    return [
        duty_list("甲县", "东镇", EAST_DUTIES),
        duty_list("甲县", "西镇", WEST_DUTIES),
        duty_list("乙县", "南乡", SOUTH_DUTIES),
    ]


def odd_list() -> DutyList:
    """Return a list whose names sort by code point only where somebody sees to it."""
    duties = tuple(
        Duty(
            Kind.COOPERATIVE,
            number,
            title,
            None,
            HERE,
            departments=takes_part(*names),
            statements=tuple(
                says(order, "巡查\n`$x`'。", name) for order, name in enumerate(names, 1)
            ),
        )
        for number, title, names in (
            (1, f"{EMOJI}管理", (EMOJI, HIGH, "县局")),
            (2, f"{HIGH}管理", (HIGH, "县局", EMOJI)),
        )
    )
    listed = duty_list("丙县", "北镇", duties)
    return replace(listed, bodies=tuple(map(Body, ("县局", HIGH, EMOJI))))


def moved(document: Path, county: str, township: str) -> DutyList:
    """Return the list of a document under another county's and another township's name."""
    old = loaders.read_file(document).place
    text = document.read_text(encoding="utf-8").replace(old[-1], township)
    text = text.replace(old[-2][:-1], county[:-1])
    return loaders.read_bytes(text.encode(), document.name)


def corpora(request: pytest.FixtureRequest) -> list[DutyList]:
    """Return the lists that the fixture's parameter names."""
    if request.param == "small":
        return [*small_lists(), odd_list()]
    if request.param == "sample":
        return [loaders.read_file(SAMPLE)]
    real: Path = request.getfixturevalue("real_list")
    lists = [loaders.read_file(real)]
    if request.param == "two counties":
        lists += [moved(real, lists[0].place[-2], "甲坝镇"), moved(real, "乙河县", "丙坝镇")]
    return lists


def fill(database: Database, snapshot: Snapshot) -> None:
    """Mirror a snapshot into a database without nodes; that it keeps its indexes saves time."""
    database.rows("MATCH (n) DETACH DELETE n")
    target = Target(database.driver, database.name)
    mirror.run(target, snapshot, mirror.plan(target, snapshot))


Both = tuple[SparqlEngine, CypherEngine]


@pytest.fixture(scope="module", params=["small", "sample", "real", "two counties"])
def both(request: pytest.FixtureRequest, session_database: Database) -> Iterator[Both]:
    """Yield both engines over the same lists."""
    with store.memory(map(rdf.project, corpora(request))) as snapshot:
        fill(session_database, snapshot)
        cypher = CypherEngine(session_database.driver, session_database.name)
        yield SparqlEngine(snapshot), cypher


def argument_sets(question: Question, engine: Engine) -> Iterator[dict[str, Any]]:
    """Yield several sets of arguments: nothing where it may be left out, and what there is."""
    names = [str(row[1]) for row in ask(engine, "departments")]
    of_kind: dict[str, list[Any]] = {
        "department": [names[0], names[-1], "县公安局"],
        "departments": [(names[0], names[1]), (names[-1], names[0]), names[:3]],
        "kind": ["基本", "cooperative", "收回"],
        "integer": [1, 2, 3],
        "text": ["安全", "法", "管", "'", "\U0001f600"],
        "flag": [True],
    }
    yield from one_at_a_time(
        {
            one.name: of_kind[one.kind] if one.is_required else [None, *of_kind[one.kind]]
            for one in question.parameters
        }
    )


def one_at_a_time(several: Mapping[str, Sequence[Any]]) -> Iterator[dict[str, Any]]:
    """Yield the first of all values, then sets that differ from it in one, and the last of all."""
    first = {name: values[0] for name, values in several.items()}
    yield first
    for name, values in several.items():
        yield from ({**first, name: value} for value in values[1:])
    yield {name: values[-1] for name, values in several.items()}


def narrowings(engine: Engine) -> list[dict[str, str]]:
    """Return all lists; of several also the last county, and the first list."""
    first, *others = known_lists(engine)
    if not others:
        return [{}]
    return [{}, {"county": others[-1].county_path}, {"list_": first.path}]


def answer(engine: Engine, name: str, arguments: Arguments, narrowing: dict[str, str]) -> Asked:
    try:
        return ask(engine, name, arguments, **narrowing)
    except DutygraphError as error:
        return str(error)


@pytest.mark.parametrize("name", catalog.names())
def test_rows_are_the_same_in_the_same_order(both: Both, name: str) -> None:
    sparql, cypher = both
    found = 0
    for arguments in argument_sets(catalog.question(name), sparql):
        for narrowing in narrowings(sparql):
            expected = answer(sparql, name, arguments, narrowing)
            assert answer(cypher, name, arguments, narrowing) == expected, (arguments, narrowing)
            found += len(expected)
    assert found or name in ("leftover", "mentioned", "no-lead"), "no answer says nothing"


def test_lists_departments_and_spellings_are_the_same(both: Both) -> None:
    sparql, cypher = both
    assert known_lists(cypher) == known_lists(sparql)
    assert known_bodies(Narrowing(cypher)) == known_bodies(Narrowing(sparql))
    assert known_spellings(cypher) == known_spellings(sparql)
    name = known_bodies(Narrowing(sparql))[0].name
    assert explain(cypher, name) == explain(sparql, name)


@pytest.mark.parametrize("both", ["small"], indirect=True)
def test_the_typed_questions_take_a_cypher_engine(both: Both) -> None:
    _, cypher = both
    assert [(row.first, row.second, row.shared) for row in Questions(cypher).pairs(2)] == [
        ("县公安局", "县水利局", 3),
        ("县局", HIGH, 2),
        ("县局", EMOJI, 2),
        (HIGH, EMOJI, 2),
    ]
    assert [row.number for row in Questions(cypher, list_="东镇").duties("水利局")] == [1, 2, 1]


# Graphs that are drawn


def every_value(question: Question, snapshot: Snapshot) -> Iterator[dict[str, Value]]:
    """Yield values of the parameters as the engines get them."""
    engine = SparqlEngine(snapshot)
    iris = [body.iri for body in known_bodies(Narrowing(engine))]
    places = ["", *(f"{one.iri}/" for one in known_lists(engine))]
    of_kind: dict[str, list[Value]] = {
        "department": [*iris[:1]],
        "departments": [" ".join(iris[:2]), iris[0]] if iris else [],
        "kind": ["basic", "cooperative", "reclaimed"],
        "integer": [1],
        "text": ["县", "\u2028", ""],
        "flag": [True],
    }
    several: dict[str, list[Value]] = {"place": [*places]}
    for one in question.parameters:
        default = [] if one.default is None else [one.default]
        several[one.name] = [*default, *of_kind[one.kind]]
    if all(several.values()):
        yield from one_at_a_time(several)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(duty_lists(), min_size=1, max_size=2, unique_by=lambda one: one.place))
def test_rows_are_the_same_over_drawn_graphs(
    session_database: Database, drawn: list[DutyList]
) -> None:
    cypher = CypherEngine(session_database.driver, session_database.name)
    with store.memory(map(rdf.project, drawn)) as snapshot:
        fill(session_database, snapshot)
        sparql = SparqlEngine(snapshot)
        queries = [*map(catalog.question, catalog.names())]
        queries += [catalog.support(name) for name in ("bodies", "lists", "names")]
        for question in queries:
            for values in every_value(question, snapshot):
                told = (question.name, values)
                assert cypher.rows(question, values) == sparql.rows(question, values), told


# What is not ours, and how much is looked at


def test_what_is_not_ours_does_not_count(both: Both, session_database: Database) -> None:
    sparql, cypher = both
    before = {name: answer(sparql, name, {}, {}) for name in ("summary", "departments", "duties")}
    session_database.rows(
        "MATCH (l:DutyList:DutyGraph) WITH l LIMIT 1"
        " CREATE (a:Department {iri: 'x:1', name: '县水利局'})"
        "-[:PARTICIPATES_IN {roles: ['listed']}]->(d:Duty {iri: 'x:2', kind: 'cooperative'})"
        "-[:IN_LIST]->(l)"
    )
    try:
        assert {name: answer(cypher, name, {}, {}) for name in before} == before
    finally:
        session_database.rows("MATCH (n) WHERE n.iri IN ['x:1', 'x:2'] DETACH DELETE n")


def leaves(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if not plan.get("children"):
        yield plan
    for child in plan.get("children", []):
        yield from leaves(child)


def begins_with(database: Database, question: Question, values: dict[str, object]) -> set[str]:
    """Return the operators that a question's plan began with, those that found nothing left out."""
    driver = database.driver
    with driver.session(database=database.name) as session:
        result = session.run(f"PROFILE {question.cypher}", values)
        assert list(result), "no answer says nothing"
        profile = result.consume().profile
    assert profile is not None
    return {one["operatorType"].partition("@")[0] for one in leaves(profile) if one["dbHits"]}


@pytest.mark.parametrize("both", ["two counties"], indirect=True)
@pytest.mark.parametrize("name", ["co-owners", "duties", "duty", "shared", "township", "transfers"])
def test_with_an_argument_no_label_is_scanned(
    both: Both, name: str, session_database: Database
) -> None:
    """Not `laws` and `search`: a text may stand anywhere within another."""
    iris = [
        one.iri
        for one in known_bodies(Narrowing(both[0]))
        if one.name in ("县公安局", "县市场监管局")
    ]
    question = catalog.question(name)
    values: dict[str, object] = {one.name: one.default for one in question.parameters}
    values |= {"place": "", "department": iris[0], "departments": iris[:2]}
    if name == "duty":
        values |= {"kind": "cooperative", "number": 10}
    assert begins_with(session_database, question, values) <= FIRST_SEEKS


@pytest.mark.parametrize("both", ["two counties"], indirect=True)
@pytest.mark.parametrize("name", ["categories", "leftover", "no-lead", "pairs", "search"])
def test_of_one_list_only_that_list_is_looked_at(
    both: Both, name: str, session_database: Database
) -> None:
    question = catalog.question(name)
    values: dict[str, object] = {one.name: one.default for one in question.parameters}
    values |= {"place": f"{known_lists(both[0])[0].iri}/", "text": "管理"}
    allowed = FIRST_SEEKS | {"NodeUniqueIndexSeekByRange"}
    # The names of departments belong to their county.
    allowed |= {"NodeByLabelScan", "IntersectionNodeByLabelsScan"} if name == "search" else set()
    assert begins_with(session_database, question, values) <= allowed
