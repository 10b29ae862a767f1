"""docs/neo4j.md: every question in it runs as it stands and finds something in the sample list."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j_database import Database

from dutygraph import CypherEngine, Questions, loaders
from dutygraph.graph import rdf, store
from dutygraph.graph.neo4j import mirror
from dutygraph.graph.neo4j.connection import Target
from dutygraph.tasks import SAMPLE

PROJECT = Path(__file__).parents[2]
GUIDE = PROJECT / "docs" / "neo4j.md"


def blocks(language: str, document: Path = GUIDE) -> list[str]:
    """Return the code blocks of a language."""
    text = document.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


CYPHER = blocks("cypher")


@pytest.fixture(scope="module")
def sample(session_database: Database) -> Iterator[Database]:
    """Yield a database that mirrors the sample list."""
    session_database.empty()
    target = Target(session_database.driver, session_database.name)
    with store.memory([rdf.project(loaders.read_file(SAMPLE))]) as snapshot:
        mirror.run(target, snapshot, mirror.plan(target, snapshot))
    session_database.rows("CALL db.awaitIndexes()")
    yield session_database
    session_database.empty()


def test_it_asks_ten_questions() -> None:
    headings = re.findall(
        r"^### (\d+)\. .*\?|^### (\d+)\. ", GUIDE.read_text("utf-8"), re.MULTILINE
    )
    assert [int(one or other) for one, other in headings] == list(range(1, 11))
    assert len(CYPHER) == 10


@pytest.mark.parametrize("cypher", CYPHER, ids=range(1, len(CYPHER) + 1))
def test_a_question_finds_something(sample: Database, cypher: str) -> None:
    """A notification of the server is an error here; see the driver of these tests."""
    assert sample.rows(cypher)


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_question_of_the_readme_finds_something(sample: Database, name: str) -> None:
    [cypher] = blocks("cypher", PROJECT / name)
    assert sample.rows(cypher)


def test_pairs_of_the_guide_are_those_of_the_catalogue(sample: Database) -> None:
    pairs = Questions(CypherEngine(sample.driver, sample.name)).pairs()
    expected = [(row.first, row.second, row.shared) for row in pairs[:10]]
    assert [tuple(row.values())[:3] for row in sample.rows(CYPHER[0])] == expected


def test_the_python_example_answers(sample: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    [python] = blocks("python")
    import neo4j

    class Opened:
        """The driver of these tests, which the example shall not close."""

        def __enter__(self) -> neo4j.Driver:
            return sample.driver

        def __exit__(self, *_: object) -> None: ...

    monkeypatch.setattr(neo4j.GraphDatabase, "driver", lambda _uri: Opened())
    names: dict[str, object] = {}
    exec(compile(python, str(GUIDE), "exec"), names)  # noqa: S102 - the guide is ours
    assert names["pairs"] == Questions(CypherEngine(sample.driver, sample.name)).pairs(minimum=2)
