"""`ask --engine cypher` as users run it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j_database import Database
from shell import PLACE, Shell

from dutygraph.tasks import SAMPLE


@pytest.fixture(scope="module")
def mirrored(
    session_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Shell]:
    """Yield a shell whose store holds the sample list, and so does Neo4j."""
    session_database.empty()
    shell = Shell(tmp_path_factory.mktemp("mirrored"))
    shell.ok("-q", "load", str(SAMPLE))
    shell.ok("-q", "mirror")
    yield shell
    session_database.empty()


def test_both_engines_print_the_same(mirrored: Shell, tmp_path: Path) -> None:
    nowhere = Shell(tmp_path)
    for question in (("pairs", "--min", "2"), ("duties", "公安局"), ("summary", "-f", "json")):
        in_sparql = mirrored.ok("-q", "ask", *question)
        assert in_sparql
        assert mirrored.ok("-q", "ask", *question, "--engine", "sparql") == in_sparql
        # Without a store: Neo4j alone answers.
        assert nowhere.ok("-q", "ask", *question, "--engine", "cypher") == in_sparql


def test_an_unknown_department_gets_suggestions(mirrored: Shell) -> None:
    said = mirrored.refused_in_one_line("ask", "duties", "县公安居", "--engine", "cypher")
    assert "县公安局" in said


def test_an_older_edition_is_asked_of_the_store(mirrored: Shell) -> None:
    said = mirrored.refused_in_one_line(
        "ask", "summary", "--engine", "cypher", "--list", f"{PLACE}@1999"
    )
    assert "only the newest edition of each list" in said
    assert "--engine sparql" in said


def test_an_empty_neo4j_answers_nothing(database: Database, tmp_path: Path) -> None:
    assert database.is_empty()
    asked = Shell(tmp_path).run("ask", "summary", "--engine", "cypher", "-f", "json")
    assert (asked.returncode, asked.stdout) == (0, "[]\n")
    assert asked.stderr.splitlines() == ["Nothing was found."]


def test_without_an_address_one_line_says_what_is_missing(tmp_path: Path) -> None:
    asked = Shell(tmp_path).run("ask", "summary", "--engine", "cypher", NEO4J_URI="")
    assert (asked.returncode, asked.stdout) == (1, "")
    assert "NEO4J_URI is not set" in asked.stderr
    assert asked.stderr.count("\n") == 1
