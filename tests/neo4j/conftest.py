"""One real Neo4j for the session: the one that NEO4J_URI names, else one of our own."""

import os
from collections.abc import Iterator

import neo4j_server
import pytest
from neo4j import (
    Driver,
    GraphDatabase,
    NotificationDisabledClassification,
    NotificationMinimumSeverity,
)
from neo4j.exceptions import DriverError, Neo4jError
from neo4j_database import Database
from neo4j_jars import MissingPartError
from neo4j_server import Server
from system import lacking

# A server of our own knows no users and has one database: these would only mislead.
ACCESS = ("NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE")

SERVER = pytest.StashKey[str]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the server that answered, once one did."""
    server = terminalreporter.config.stash.get(SERVER, None)
    if server:
        terminalreporter.write_line(server)


@pytest.fixture(scope="session")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server | None]:
    """Yield the server that we start, or None where NEO4J_URI names one."""
    if os.environ.get("NEO4J_URI"):
        yield None
        return
    try:
        server = neo4j_server.start(tmp_path_factory.mktemp("neo4j"), neo4j_server.free_port())
    except MissingPartError as error:
        lacking(f"no Neo4j: {error}, or set NEO4J_URI to an empty server's address")
    yield server
    assert server.stop() == 0


@pytest.fixture(scope="session")
def neo4j_uri(own_server: Server | None) -> Iterator[str]:
    """Yield the address of the server; the environment names it as well."""
    with pytest.MonkeyPatch.context() as environment:
        if own_server:
            environment.setenv("NEO4J_URI", own_server.uri)
            for name in ACCESS:
                environment.delenv(name, raising=False)
        yield os.environ["NEO4J_URI"]


@pytest.fixture(scope="session")
def driver(neo4j_uri: str) -> Iterator[Driver]:
    """Yield a driver whose every notification of the server is a warning, so an error in tests."""
    password = os.environ.get("NEO4J_PASSWORD")
    with GraphDatabase.driver(
        neo4j_uri,
        auth=(os.environ.get("NEO4J_USERNAME", "neo4j"), password) if password else None,
        warn_notification_severity=NotificationMinimumSeverity.INFORMATION,
        # IF NOT EXISTS on a constraint that exists is what we mean, not a mistake.
        notifications_disabled_classifications=[NotificationDisabledClassification.SCHEMA],
    ) as opened:
        yield opened


@pytest.fixture(scope="session")
def session_database(
    driver: Driver, neo4j_uri: str, pytestconfig: pytest.Config
) -> Iterator[Database]:
    """Yield the database that all tests use, empty at the start and at the end."""
    found = Database(driver, os.environ.get("NEO4J_DATABASE"))
    refusal = _refusal(found)
    if refusal:
        pytest.fail(f"NEO4J_URI names {neo4j_uri}, which gives no access: {refusal}", pytrace=False)
    pytestconfig.stash[SERVER] = f"{found.server()} at {neo4j_uri}"
    if not found.is_empty():
        pytest.fail(
            f"the database at {neo4j_uri} is not empty, and tests delete all that is in it:"
            " unset NEO4J_URI, or name an empty one",
            pytrace=False,
        )
    yield found
    found.empty()


def _refusal(database: Database) -> str:
    try:
        # Asked first, since a query would try again for half a minute.
        database.driver.verify_connectivity()
        database.rows("RETURN 1")
    except (DriverError, Neo4jError) as error:
        return str(error).partition("\n")[0]
    return ""


@pytest.fixture
def database(session_database: Database) -> Database:
    """Return an empty database; the environment names its server."""
    session_database.empty()
    return session_database
