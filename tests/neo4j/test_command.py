"""`dutygraph mirror`, as users run it."""

from pathlib import Path

import pytest
from neo4j_database import Database
from shell import PLACE, Shell

from dutygraph.tasks import SAMPLE


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Return a shell whose store holds the sample list."""
    shell = Shell(tmp_path)
    shell.ok("-q", "load", str(SAMPLE))
    return shell


def told(shell: Shell, *arguments: str, code: int = 0) -> tuple[str, list[str]]:
    """Return what a run of mirror says on stdout, and the lines of stderr."""
    done = shell.run("mirror", *arguments)
    assert done.returncode == code, done.stderr
    return done.stdout, done.stderr.splitlines()


def test_a_store_is_mirrored_verified_and_left_alone(shell: Shell, database: Database) -> None:
    nothing = [{"n": 0}]
    planned, [counts] = told(shell, "--dry-run")
    assert [line.split("\t")[0] for line in planned.splitlines()] == ["new", "new"]
    assert counts == "Graphs: 2 new, 0 changed, 0 unchanged, 0 gone."
    assert database.rows("MATCH (n) RETURN count(n) AS n") == nothing

    # A slow run says how far it is, too.
    output, [*_, graphs, changes] = told(shell)
    assert (output, graphs) == ("", counts)
    assert " 0 changed, 0 deleted (" in changes
    output, [said] = told(shell, "--verify")
    assert (output, said) == ("", "Neo4j says what the store says, in 2 graphs.")

    _, [graphs, changes] = told(shell, "--list", PLACE)
    assert graphs == "Graphs: 0 new, 0 changed, 2 unchanged, 0 gone."
    assert changes.startswith("Nodes and relationships: 0 created, 0 changed, 0 deleted (")

    database.rows("MATCH (n:Duty {kind: 'basic', number: 1}) SET n.title = $t", t="改" * 500)
    output, [error] = told(shell, "--verify", code=1)
    head, minus, plus = output.splitlines()
    assert head.endswith("/list/1: 1 missing, 1 surplus")
    assert (minus[:2], plus[:2], plus[-1]) == ("- ", "+ ", "…")
    assert error.startswith("Error: Neo4j differs from the store: 1 statements are missing")
    told(shell, "--force")
    assert told(shell, "--verify")[0] == ""

    shell.ok("-q", "remove", PLACE)
    planned, _ = told(shell, "--dry-run")
    assert [line.split("\t")[0] for line in planned.splitlines()] == ["gone", "gone"]
    told(shell)
    assert database.rows("MATCH (n) RETURN count(n) AS n") == nothing


def refused(shell: Shell, *arguments: str, uri: str = "", code: int = 1) -> list[str]:
    """Return the lines that a run says that must fail; none holds the password."""
    done = shell.run(
        "mirror",
        *arguments,
        NEO4J_URI=uri,
        NEO4J_USERNAME="",
        NEO4J_PASSWORD="ge`heim",  # noqa: S106 - made up
        NEO4J_DATABASE="",
    )
    assert (done.returncode, done.stdout) == (code, "")
    assert "heim" not in done.stderr
    return done.stderr.splitlines()


class TestARefusal:
    def test_no_address(self, shell: Shell) -> None:
        [line] = refused(shell)
        assert "NEO4J_URI is not set" in line

    def test_no_server(self, shell: Shell) -> None:
        uri = "bolt://127.0.0.1:1"
        [line] = refused(shell, uri=uri)
        assert f"no Neo4j answers at {uri}" in line

    def test_plain_text_to_another_machine_is_warned_of(self, shell: Shell) -> None:
        warning, line = refused(shell, uri="bolt://0.0.0.0:1")
        assert warning == (
            "bolt://0.0.0.0:1 is not encrypted: use bolt+s or neo4j+s outside of this machine."
        )
        assert "no Neo4j answers" in line

    def test_a_name_that_does_not_resolve(self, shell: Shell) -> None:
        [line] = refused(shell, uri="neo4j+s://nowhere.invalid")
        assert "no Neo4j answers at neo4j+s://nowhere.invalid" in line

    @pytest.mark.parametrize("other", ["--dry-run", "--force"])
    def test_verify_goes_alone(self, shell: Shell, other: str) -> None:
        lines = refused(shell, "--verify", other, code=2)
        assert "--verify goes with neither" in lines[-1]

    def test_an_older_edition(self, shell: Shell) -> None:
        shell.ok("-q", "load", str(SAMPLE), "--edition", "2")
        [line] = refused(shell, "--list", f"{PLACE}@1")
        assert "is an older edition" in line

    def test_no_store(self, tmp_path: Path) -> None:
        [line] = refused(Shell(tmp_path), uri="bolt://127.0.0.1:1")
        assert "Neo4j" not in line
