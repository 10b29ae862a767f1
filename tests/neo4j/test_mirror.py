"""The mirror on a real server: lossless, idempotent, careful with what is not ours."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import neo4j_server
import pytest
from hypothesis import HealthCheck, given, settings
from neo4j import GraphDatabase, Result, ResultSummary, SummaryCounters
from neo4j_database import Database
from neo4j_server import Server

from dutygraph import loaders
from dutygraph.errors import Neo4jError
from dutygraph.graph import rdf, store
from dutygraph.graph.neo4j import connection, mirror, verify
from dutygraph.graph.neo4j.connection import Access, Target
from dutygraph.graph.neo4j.mirror import Summary
from dutygraph.graph.neo4j.plan import Mirrored, wanted
from dutygraph.graph.neo4j.verify import Difference
from dutygraph.graph.snapshot import Snapshot
from dutygraph.model import DutyList
from dutygraph.tasks import SAMPLE
from tests.graph.test_rdf import duty_lists

AWKWARD = "局`\"'\\${x}\n\r\u2028\x7f\U0001f600 {iri: '1'}) DETACH DELETE n //"
OURS = "MATCH (n:DutyGraph) RETURN count(n) AS n"


@pytest.fixture
def target(database: Database) -> Target:
    """Return an empty database as the mirror takes it; its notifications are errors."""
    return Target(database.driver, database.name)


def mirrored(target: Target, snapshot: Snapshot, *, force: bool = False) -> Summary:
    return mirror.run(target, snapshot, mirror.plan(target, snapshot, force=force))


def differences(target: Target, snapshot: Snapshot) -> list[Difference]:
    return list(verify.differences(target, snapshot, wanted(snapshot)))


def holding(*lists: DutyList) -> Snapshot:
    return store.memory(map(rdf.project, lists))


def with_a_changed_statement(duty_list: DutyList) -> DutyList:
    """Return a list whose first statement says something else."""
    duties = list(duty_list.duties)
    index = next(index for index, duty in enumerate(duties) if duty.statements)
    first, *others = duties[index].statements
    duties[index] = replace(duties[index], statements=(replace(first, text=AWKWARD), *others))
    return replace(duty_list, duties=tuple(duties))


def with_a_statement_less(duty_list: DutyList) -> DutyList:
    """Return a list that lacks the last statement of a duty, which one body alone bears."""
    duties = list(duty_list.duties)
    index = next(
        index
        for index, duty in enumerate(duties)
        if duty.statements and len(duty.statements[-1].bearers) == 1
    )
    duties[index] = replace(duties[index], statements=duties[index].statements[:-1])
    return replace(duty_list, duties=tuple(duties))


@pytest.fixture(scope="module")
def sample() -> DutyList:
    return loaders.read_file(SAMPLE)


@pytest.fixture(scope="module")
def neighbour(sample: DutyList) -> DutyList:
    """Return the list of another township of the county, with a body that only it names."""
    return loaders.read_bytes(
        SAMPLE.read_text("utf-8").replace("县公安局", "县海洋局").encode(),
        "neighbour.txt",
        place=(*sample.place[:-1], "北岸镇"),
    )


def test_the_real_list_comes_back_equal_and_leaves_no_trace(
    target: Target, database: Database, real_list: Path
) -> None:
    """A second run changes nothing; after removal all is gone but what others have put there."""
    duty_list = loaders.read_file(real_list)
    strangers = [
        "CREATE (:Department {name: '县公安局'})-[:PARTICIPATES_IN {roles: ['listed']}]->(:Duty)",
        "CREATE (:Person {name: '甲'})",
    ]
    for text in strangers:
        database.rows(text)
    before = database.rows("MATCH (n) RETURN labels(n) AS l, properties(n) AS p ORDER BY l, p.name")
    with holding(duty_list) as snapshot:
        first = mirrored(target, snapshot)
        assert first.created > 4000
        assert (first.changed, first.deleted, first.left) == (0, 0, [])
        assert differences(target, snapshot) == []
        stored = database.rows("MATCH (n) RETURN properties(n) AS p ORDER BY elementId(n)")
        assert mirrored(target, snapshot) == Summary()
        assert mirror.plan(target, snapshot).is_empty()
        assert database.rows("MATCH (n) RETURN properties(n) AS p ORDER BY elementId(n)") == stored
    with holding() as nothing:
        gone = mirrored(target, nothing)
        assert (gone.created, gone.changed) == (0, 0)
        assert differences(target, nothing) == []
    assert database.rows(OURS) == [{"n": 0}]
    after = database.rows("MATCH (n) RETURN labels(n) AS l, properties(n) AS p ORDER BY l, p.name")
    assert after == before
    assert database.rows("MATCH ()-[r]->() RETURN count(r) AS n") == [{"n": 1}]


def test_every_counter_of_a_second_run_is_zero(
    target: Target, sample: DutyList, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither data nor constraints nor indexes change."""
    consume = Result.consume
    seen: list[SummaryCounters] = []

    def counting(result: Result) -> ResultSummary:
        summary = consume(result)
        seen.append(summary.counters)
        return summary

    monkeypatch.setattr(Result, "consume", counting)
    with holding(sample) as snapshot:
        mirrored(target, snapshot)
        assert {one.contains_updates for one in seen} == {True, False}
        seen.clear()
        assert mirrored(target, snapshot) == Summary()
    assert seen
    assert {one.contains_updates or one.contains_system_updates for one in seen} == {False}


class TestTwoListsOfOneCounty:
    def test_when_one_goes_what_they_share_stays(
        self, target: Target, database: Database, sample: DutyList, neighbour: DutyList
    ) -> None:
        with holding(sample, neighbour) as both:
            mirrored(target, both)
            assert differences(target, both) == []
        named = "MATCH (d:Department {name: $name}) RETURN count(d) AS n"
        assert database.rows(named, name="县海洋局") == [{"n": 1}]
        with holding(sample) as one:
            done = mirrored(target, one)
            assert done.created == 0
            assert differences(target, one) == []
        assert database.rows(named, name="县海洋局") == [{"n": 0}]

    def test_one_that_changed_is_written_alone(
        self, target: Target, sample: DutyList, neighbour: DutyList
    ) -> None:
        changed = replace(sample, duties=sample.duties[1:], title=AWKWARD)
        with holding(sample, neighbour) as before:
            mirrored(target, before)
        with holding(changed, neighbour) as after:
            todo = mirror.plan(target, after)
            assert [one.iri for one in todo.changed] == [rdf.project(changed).iri]
            assert (todo.new, todo.gone, len(todo.unchanged)) == ((), (), 2)
            done = mirror.run(target, after, todo)
            assert done.deleted > 0
            assert differences(target, after) == []
            assert mirrored(target, after) == Summary()

    def test_one_changed_statement_is_all_that_is_written(
        self, target: Target, database: Database, sample: DutyList, neighbour: DutyList
    ) -> None:
        """What stays as it is keeps even what others have put there."""
        with holding(sample, neighbour) as before:
            mirrored(target, before)
        database.rows("MATCH (n:DutyGraph) SET n.seen = true")
        database.rows("MATCH (:DutyGraph)-[r]->(:DutyGraph) SET r.seen = true")
        with holding(with_a_changed_statement(sample), neighbour) as after:
            assert mirrored(target, after) == Summary(changed=1)
            assert differences(target, after) == []
            assert mirrored(target, after) == Summary()
        unseen = (
            "MATCH (n:DutyGraph) WHERE n.seen IS NULL RETURN labels(n)[0] AS label, n.text AS t"
        )
        assert database.rows(unseen) == [{"label": "Statement", "t": AWKWARD}]
        links = "MATCH ()-[r]->() WHERE r.seen IS NULL RETURN count(r) AS n"
        assert database.rows(links) == [{"n": 0}]

    def test_one_statement_less_is_all_that_is_deleted(
        self, target: Target, sample: DutyList, neighbour: DutyList
    ) -> None:
        """And when it comes back, it and its relationships are all that is created."""
        with holding(sample, neighbour) as before:
            mirrored(target, before)
            nodes, links = 1, 2
            with holding(with_a_statement_less(sample), neighbour) as less:
                done = mirrored(target, less)
                assert (done.created, done.changed) == (0, 0)
                assert done.deleted == nodes + links
                assert differences(target, less) == []
            assert mirrored(target, before) == Summary(created=nodes + links)
            assert differences(target, before) == []

    def test_one_alone_can_be_mirrored(
        self, target: Target, sample: DutyList, neighbour: DutyList
    ) -> None:
        """The other one's nodes stay as they are, even where the store has it no longer."""
        with holding(sample, neighbour) as both:
            mirrored(target, both)
        with holding(replace(sample, edition="2")) as one:
            [edition] = one.lists()
            todo = mirror.plan(target, one, edition)
            assert [graph.iri for graph in todo.gone] == [rdf.project(sample).iri]
            mirror.run(target, one, todo)
            found = verify.differences(target, one, wanted(one, edition), alone=True)
            assert list(found) == []
            [other] = differences(target, one)
            assert other.graph == rdf.project(neighbour).iri


def test_what_another_made_of_our_nodes_is_shown_and_repaired(
    target: Target, database: Database, sample: DutyList
) -> None:
    """Labels and properties that others added are none of our business."""
    with holding(sample) as snapshot:
        mirrored(target, snapshot)
        database.rows("MATCH (n:Duty) SET n:Important, n.seen = true")
        assert differences(target, snapshot) == []
        database.rows("MATCH (n:Duty {kind: 'basic', number: 1}) SET n.title = '改了'")
        database.rows("MATCH (:Statement)-[r:BORNE_BY]->() WITH r LIMIT 1 DELETE r")
        database.rows("MATCH (n:Finding) WITH n LIMIT 1 DETACH DELETE n")
        [found] = differences(target, snapshot)
        assert [line.split('"')[1] for line in found.surplus] == ["改了"]
        assert sum("#bearer>" in line for line in found.missing) == 1
        mirrored(target, snapshot, force=True)
        assert differences(target, snapshot) == []


def test_nodes_whose_list_node_somebody_deleted_are_found_by_force(
    target: Target, database: Database, sample: DutyList
) -> None:
    with holding(sample) as snapshot:
        mirrored(target, snapshot)
    database.rows("MATCH (n:DutyList) DETACH DELETE n")
    with holding() as nothing:
        mirrored(target, nothing, force=True)
    assert database.rows(OURS) == [{"n": 0}]


def test_a_stranger_with_our_label_and_iri_is_named_and_left(
    target: Target, database: Database, sample: DutyList
) -> None:
    graph = rdf.project(sample)
    iri = f"{graph.iri}/basic/1"
    database.rows("CREATE (:Duty {iri: $iri, title: '别人的'})", iri=iri)
    with holding(sample) as snapshot, pytest.raises(Neo4jError, match=f"label Duty.*{iri};"):
        mirrored(target, snapshot)
    [stranger] = database.rows("MATCH (n:Duty {iri: $iri}) RETURN properties(n) AS p", iri=iri)
    assert stranger == {"p": {"iri": iri, "title": "别人的"}}
    database.rows("MATCH (n:Duty {iri: $iri}) WHERE NOT n:DutyGraph DELETE n", iri=iri)
    with holding(sample) as snapshot:
        mirrored(target, snapshot)
        assert differences(target, snapshot) == []


def test_awkward_values_arrive_as_they_are(target: Target, sample: DutyList) -> None:
    """Quotes, back-ticks, line breaks, dollars, an emoji, Cypher, and a text of a megabyte."""
    first, *others = sample.duties
    duties = (replace(first, title=AWKWARD * 20_000), *others)
    awkward = replace(sample, title=AWKWARD, duties=duties)
    with holding(awkward) as snapshot:
        mirrored(target, snapshot)
        assert differences(target, snapshot) == []


def test_a_name_too_long_for_an_index_is_refused_before_anything_is_written(
    target: Target, database: Database, sample: DutyList
) -> None:
    first, *others = sample.names
    names = (replace(first, written="局" * 4000), *others)
    with (
        holding(replace(sample, names=names)) as snapshot,
        pytest.raises(Neo4jError, match="too long"),
    ):
        mirrored(target, snapshot)
    assert database.rows("MATCH (n:DutyList) RETURN n.iri AS iri") == []


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(duty_list=duty_lists())
def test_whatever_a_loader_makes_comes_back_equal(target: Target, duty_list: DutyList) -> None:
    """The list that the example before left there is removed by the same run."""
    with holding(duty_list) as snapshot:
        todo = mirror.plan(target, snapshot)
        mirror.run(target, snapshot, todo, batch=7)
        assert differences(target, snapshot) == []


class TestTwoRunsAtOnce:
    def test_the_later_one_wins_and_the_other_says_so(
        self, target: Target, sample: DutyList
    ) -> None:
        """The first is overtaken after its first batch; nothing that the second wrote is lost."""
        changed = replace(sample, duties=sample.duties[3:])
        with holding(sample) as old, holding(changed) as new:
            mirrored(target, old)
            overtaken: list[Summary] = []

            def overtake(graph: Mirrored, _: int) -> None:
                if not overtaken and graph.label == "DutyList":
                    overtaken.append(mirror.run(target, new, mirror.plan(target, new)))

            todo = mirror.plan(target, old, force=True)
            done = mirror.run(target, old, todo, batch=50, progress=overtake)
            assert rdf.project(sample).iri in done.left
            assert overtaken[0].left == []
            assert differences(target, new) == []
            assert mirrored(target, new) == Summary()

    def test_both_can_start_on_an_empty_database(self, target: Target, sample: DutyList) -> None:
        with holding(sample) as snapshot:
            todo = mirror.plan(target, snapshot)
            mirror.run(target, snapshot, todo)
            again = mirror.run(target, snapshot, todo)
            assert (again.created, again.deleted) == (0, 0)
            assert differences(target, snapshot) == []


@pytest.fixture
def start(tmp_path: Path, own_server: Server | None) -> Iterator[Callable[[], Server]]:
    """Yield a function that starts a server of ours on one home, again and again."""
    if own_server is None:
        pytest.skip("NEO4J_URI names a server that is not ours to kill")
    port, servers = neo4j_server.free_port(), []

    def start_again() -> Server:
        servers.append(neo4j_server.start(tmp_path / "home", port))
        return servers[-1]

    yield start_again
    for server in servers:
        if server.process.poll() is None:
            server.stop()


@pytest.mark.parametrize("last", [3, 9])
def test_a_server_killed_between_batches_loses_nothing_and_is_repaired(
    start: Callable[[], Server], sample: DutyList, neighbour: DutyList, last: int
) -> None:
    """What the store still says was there before is there after, and the next run completes it.

    The first eight batches write, the others delete.
    """
    server = start()
    access = Access(server.uri)
    renamed = tuple(replace(one, title=f"{one.title}（改）") for one in sample.duties[5:])
    changed = replace(sample, duties=renamed)
    with holding(sample, neighbour) as before, connection.connect(access) as target:
        mirrored(target, before)
        said = set(map(str, before.quads()))
    with holding(changed, neighbour) as after:
        batches = []

        def kill(*_: object) -> None:
            batches.append(time.monotonic())
            if len(batches) == last:
                server.process.kill()
                server.process.wait()

        with (
            pytest.raises(Neo4jError, match=r"connection to .* was lost"),
            connection.connect(access, patience=1) as target,
        ):
            mirror.run(target, after, mirror.plan(target, after), batch=5, progress=kill)
        assert len(batches) == last
        start()
        with connection.connect(access) as target:
            assert [said & set(one.missing) for one in differences(target, after)] == [set()]
            todo = mirror.plan(target, after)
            assert [one.iri for one in todo.changed] == [rdf.project(changed).iri]
            mirror.run(target, after, todo)
            assert differences(target, after) == []
            assert mirrored(target, after) == Summary()


def test_a_database_that_is_not_there_is_named(neo4j_uri: str) -> None:
    access = Access(neo4j_uri, database="nowhere")
    with pytest.raises(Neo4jError, match="no database nowhere at"), connection.connect(access):
        pass


def test_a_wrong_password_is_named(
    start: Callable[[], Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And one that is missing is asked for, where somebody can answer."""
    monkeypatch.setattr(
        neo4j_server,
        "SETTINGS",
        neo4j_server.SETTINGS.replace("auth_enabled=false", "auth_enabled=true"),
    )
    monkeypatch.setattr(neo4j_server, "_wait", answers)
    uri = start().uri
    wrong = Access(uri, password="geheim")  # noqa: S106 - it is wrong
    with pytest.raises(Neo4jError, match="refuses neo4j: name or password") as error:
        connection.connect(wrong).__enter__()
    assert "geheim" not in str(error.value)
    with pytest.raises(Neo4jError, match="set NEO4J_PASSWORD"):
        connection.connect(Access(uri)).__enter__()
    with pytest.raises(Neo4jError, match="wants a new password for neo4j"):
        connection.connect(Access(uri), lambda _, default: default or "neo4j").__enter__()


def answers(server: Server) -> None:
    """Wait until a server answers, be it with a refusal."""
    from neo4j.exceptions import AuthError, ServiceUnavailable

    with GraphDatabase.driver(server.uri) as driver:
        while True:
            try:
                driver.verify_connectivity()
            except ServiceUnavailable:
                time.sleep(0.1)
            except AuthError:
                return
