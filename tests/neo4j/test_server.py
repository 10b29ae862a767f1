"""Starting, stopping and doing without a Neo4j server."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import neo4j_jars
import neo4j_server as tool
import pytest
from neo4j import GraphDatabase
from neo4j.warnings import Neo4jWarning
from neo4j_database import Database
from neo4j_server import Server


@pytest.fixture
def server(own_server: Server | None) -> Server:
    """Return the session's server if it is ours; what another is like is its owner's choice."""
    if own_server is None:
        pytest.skip("NEO4J_URI names a server that is not ours")
    return own_server


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as `make neo4j` does."""
    return subprocess.run(
        [sys.executable, tool.__file__, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


class TestTheServerOfTheSession:
    @pytest.mark.usefixtures("server")
    def test_it_is_the_community_edition_of_the_version_we_name(self, database: Database) -> None:
        assert database.server() == f"Neo4j Kernel {neo4j_jars.version()} community"

    def test_every_test_finds_an_empty_database(self, database: Database) -> None:
        database.rows("CREATE (:A {name: '甲县'})-[:R]->(:B)")
        database.rows("CREATE CONSTRAINT FOR (n:A) REQUIRE n.iri IS UNIQUE")
        database.rows("CREATE FULLTEXT INDEX FOR (n:A) ON EACH [n.name]")
        assert not database.is_empty()
        database.empty()
        assert database.is_empty()

    def test_a_notification_is_an_error(self, database: Database) -> None:
        database.rows("CREATE (:A), (:B)")
        with pytest.raises(Neo4jWarning, match="cartesian product"):
            database.rows("MATCH (a:A), (b:B) RETURN count(*) AS n")

    def test_creating_again_what_may_exist_is_none(self, database: Database) -> None:
        for _ in range(2):
            database.rows("CREATE CONSTRAINT c IF NOT EXISTS FOR (n:A) REQUIRE n.iri IS UNIQUE")
        assert database.rows("SHOW CONSTRAINTS YIELD name") == [{"name": "c"}]

    def test_without_a_password_it_listens_on_the_loopback_address_only(
        self, server: Server, database: Database
    ) -> None:
        settings = {
            row["name"]: row["value"] for row in database.rows("SHOW SETTINGS YIELD name, value")
        }
        assert settings["dbms.security.auth_enabled"] == "false"
        assert settings["server.bolt.listen_address"] == server.uri.removeprefix("bolt://")
        assert settings["server.http.enabled"] == settings["server.https.enabled"] == "false"
        with socket.socket() as other:
            # A server on all addresses would answer here too.
            assert other.connect_ex(("127.0.0.2", int(server.uri.rpartition(":")[2]))) != 0

    @pytest.mark.usefixtures("server")
    def test_it_tells_its_makers_nothing(self, database: Database) -> None:
        [row] = database.rows("SHOW SETTINGS 'dbms.usage_report.enabled' YIELD value")
        assert row == {"value": "false"}


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """Yield a server's home, and leave no server in it."""
    yield tmp_path / "home"
    tool.stop(tmp_path / "home")


@pytest.mark.usefixtures("server")
def test_start_and_stop_as_a_user_does(home: Path, tmp_path: Path) -> None:
    """The server outlives the command, needs no Maven the second time, and stops in order."""
    java = neo4j_jars.find_java()
    assert java is not None
    port = tool.free_port()
    at_home = ("--home", str(home), "--port", str(port))
    no_maven = {"PATH": str(tmp_path), "JAVA_HOME": str(java.parent.parent)}

    started = run("start", *at_home, **no_maven)
    assert (started.returncode, started.stdout) == (0, f"NEO4J_URI=bolt://127.0.0.1:{port}\n")
    assert f"export NEO4J_URI=bolt://127.0.0.1:{port}" in started.stderr
    with GraphDatabase.driver(f"bolt://127.0.0.1:{port}") as driver:
        driver.verify_connectivity()

    again = run("start", *at_home)
    assert (again.returncode, again.stdout) == (0, started.stdout)
    assert "already" in again.stderr

    stopped = run("stop", "--home", str(home))
    assert (stopped.returncode, stopped.stdout) == (0, "")
    assert (home / "logs" / "neo4j.log").read_text("utf-8").rstrip().endswith("Stopped.")
    with socket.socket() as client:
        assert client.connect_ex((tool.HOST, port)) != 0

    none = run("stop", "--home", str(home))
    assert (none.returncode, none.stderr) == (0, "no Neo4j runs here\n")


def test_a_process_that_only_got_the_number_of_an_old_server_is_left_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    known = f'{{"pid": {os.getpid()}, "uri": "bolt://127.0.0.1:1"}}'
    (home / tool.RUNNING).write_text(known, encoding="utf-8")
    assert tool.running(home) is None
    assert not tool.stop(home)


def test_a_server_that_ends_at_once_tells_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last_words = "echo 'Exception in thread \"main\" java.lang.Error: no room' >&2; exit 1"
    monkeypatch.setattr(tool, "java_command", lambda _: ["/bin/sh", "-c", last_words])
    with pytest.raises(tool.ServerError, match=r"did not start: java.lang.Error: no room; see "):
        tool.start(tmp_path, tool.free_port())
    assert tool.running(tmp_path) is None


class TestARefusal:
    """One line on stderr says what is wrong and what to do, and no home is left behind."""

    @pytest.fixture
    def refusal(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> Callable[[int], list[str]]:
        """Return a function that asks for a server, is refused, and returns the lines of stderr."""

        def ask(port: int) -> list[str]:
            home = tmp_path / "home"
            assert tool.main(["start", "--home", str(home), "--port", str(port)]) == 1
            out, err = capsys.readouterr()
            assert out == ""
            assert not home.exists()
            return err.splitlines()

        return ask

    def test_a_port_in_use(self, refusal: Callable[[int], list[str]]) -> None:
        with socket.create_server((tool.HOST, 0)) as taken:
            port = taken.getsockname()[1]
            [line] = refusal(port)
        assert f"127.0.0.1:{port}" in line
        assert "make neo4j NEO4J_PORT=" in line

    def test_a_port_that_cannot_be(self, refusal: Callable[[int], list[str]]) -> None:
        [line] = refusal(70_000)
        assert "127.0.0.1:70000" in line

    def test_a_missing_java(
        self,
        refusal: Callable[[int], list[str]],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(neo4j_jars, "find_java", lambda: None)
        [line] = refusal(tool.free_port())
        assert "Java 17 or 21" in line


def test_docker_users_get_a_server_for_this_machine_only(project: Path) -> None:
    """A password stands in the environment, never in the file."""
    lines = (project / "compose.yaml").read_text(encoding="utf-8").splitlines()
    texts = [line.strip() for line in lines]
    assert "image: neo4j:5.26-community" in texts
    ports = [text for text in texts if re.fullmatch(r'- ".*:\d+"', text)]
    assert ports == ['- "127.0.0.1:7474:7474"', '- "127.0.0.1:7687:7687"']
    [access] = [text for text in texts if text.startswith("NEO4J_AUTH:")]
    assert access.startswith("NEO4J_AUTH: ${NEO4J_AUTH:?")
