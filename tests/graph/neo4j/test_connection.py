"""Where the Neo4j is and who asks: from the environment or a person, never shown in clear."""

import pytest
from neo4j import exceptions

from dutygraph.errors import Neo4jError
from dutygraph.graph.neo4j import connection
from dutygraph.graph.neo4j.connection import Access, access, connect

SECRET = "ge`heim$1"  # noqa: S105 - made up


class Person:
    """Answers what is asked, and remembers what that was."""

    def __init__(self, **answers: str) -> None:
        self.answers = answers
        self.asked: list[tuple[str, str | None]] = []

    def __call__(self, name: str, default: str | None) -> str:
        self.asked.append((name, default))
        return self.answers.get(name, default or "")


def test_the_environment_says_it_all() -> None:
    environment = {
        "NEO4J_URI": "neo4j+s://db.example:7687",
        "NEO4J_USERNAME": "zhang",
        "NEO4J_PASSWORD": SECRET,
        "NEO4J_DATABASE": "duties",
    }
    person = Person()
    found = access(environment, person)
    assert found == Access("neo4j+s://db.example:7687", "zhang", SECRET, "duties")
    assert person.asked == []


def test_a_person_is_asked_for_what_is_missing() -> None:
    person = Person(NEO4J_PASSWORD=SECRET)
    assert access({}, person) == Access(connection.DEFAULT_URI, "neo4j", None)
    assert person.asked == [("NEO4J_URI", connection.DEFAULT_URI)]
    found = access({"NEO4J_URI": "bolt://h", "NEO4J_USERNAME": "zhang"}, person)
    assert found.password == SECRET
    # Without a default, so that the answer is not shown.
    assert person.asked[-1] == ("NEO4J_PASSWORD", None)


@pytest.mark.parametrize("environment", [{}, {"NEO4J_URI": ""}])
def test_without_address_and_person_the_variable_is_named(environment: dict[str, str]) -> None:
    with pytest.raises(Neo4jError, match="NEO4J_URI is not set"):
        access(environment, None)


def test_secrets_are_not_shown() -> None:
    found = Access(f"bolt://zhang:{SECRET}@h:7687", "zhang", SECRET)
    assert SECRET not in repr(found).replace(found.uri, "")
    assert found.shown == "bolt://h:7687"


@pytest.mark.parametrize(
    ("uri", "plain"),
    [
        ("bolt://127.0.0.1:7687", False),
        ("bolt://localhost", False),
        ("neo4j://[::1]:7687", False),
        ("bolt://127.3.2.1", False),
        ("neo4j+s://db.example", False),
        ("bolt+ssc://db.example", False),
        ("bolt://db.example", True),
        ("neo4j://10.0.0.7:7687", True),
        ("bolt://localhost.example", True),
        ("bolt://0.0.0.0", True),
    ],
)
def test_plain_text_to_another_machine_is_known(uri: str, plain: bool) -> None:
    assert Access(uri).is_plain_text() is plain


@pytest.mark.parametrize("uri", ["http://h", "h:7687", "bolt:/", "bolt://a:b@h", ""])
def test_an_address_that_is_none_is_one_line(uri: str) -> None:
    with pytest.raises(Neo4jError) as error, connect(Access(uri, password=SECRET)):
        pass
    assert "\n" not in str(error.value)
    assert SECRET not in str(error.value)


def test_nobody_answers() -> None:
    with pytest.raises(Neo4jError, match=r"no Neo4j answers at bolt://127.0.0.1:1 .*is it running"):
        connect(Access("bolt://127.0.0.1:1")).__enter__()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("Neo.ClientError.Security.Unauthorized", "bolt://h refuses zhang"),
        ("Neo.ClientError.Security.Forbidden", "zhang may only read the database duties"),
        (
            "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
            "zhang may only read the database duties",
        ),
        ("Neo.ClientError.Database.DatabaseNotFound", "no database duties at bolt://h"),
        ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", "smaller --batch"),
        ("Neo.ClientError.Schema.ConstraintCreationFailed", "bolt://h refuses: first line"),
    ],
)
def test_a_refusal_is_one_line(code: str, words: str) -> None:
    """The server's words may have many lines."""
    error = exceptions.Neo4jError._hydrate_neo4j(code=code, message="first line\nsecond")
    with (
        pytest.raises(Neo4jError, match=words) as told,
        connection.told(Access("bolt://h", "zhang", SECRET, "duties"), "{uri}"),
    ):
        raise error
    assert "\n" not in str(told.value)
    assert SECRET not in str(told.value)


@pytest.mark.parametrize("agent", ["Neo4j/4.4.40", "Neo4j/3.5.1"])
def test_an_old_server_is_named(agent: str) -> None:
    with pytest.raises(Neo4jError, match=rf"{agent}; the mirror needs Neo4j 5"):
        connection.refuse_old(agent, Access("bolt://h"))


@pytest.mark.parametrize("agent", ["Neo4j/5.26.30", "Neo4j/2025.10.1", "Other/v5"])
def test_a_newer_server_is_taken(agent: str) -> None:
    connection.refuse_old(agent, Access("bolt://h"))
