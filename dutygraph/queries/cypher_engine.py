"""An engine over the Neo4j mirror: the same questions, asked in Cypher.

Neo4j sorts texts that it has stored by code point, as SPARQL does, but texts that a query makes or
is given by UTF-16 unit. Therefore no query sorts by a text that it has made.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Self

from dutygraph.errors import QuestionError
from dutygraph.graph.editions import Edition
from dutygraph.messages import N_
from dutygraph.queries.catalog import Cell, Column, Question, Row, Value

if TYPE_CHECKING:
    from neo4j import Driver, ManagedTransaction

_NEWEST_ONLY = N_(
    "Neo4j holds only the newest edition of each list; ask the store about others (--engine sparql)"
)


class CypherEngine:
    """Asks a Neo4j database that `dutygraph mirror` has filled; `database` None is its default."""

    def __init__(self, driver: "Driver", database: str | None = None) -> None:
        self._driver = driver
        self._database = database

    def rows(self, question: Question, values: Mapping[str, Value]) -> Sequence[Row]:
        """Return the rows of a question, in one read transaction; values are parameters."""
        from neo4j import READ_ACCESS

        parameters = _parameters(question, values)

        def read(transaction: "ManagedTransaction") -> list[Row]:
            found = transaction.run(question.cypher, parameters)
            return [_row(record, question.columns) for record in found]

        with self._driver.session(
            database=self._database, default_access_mode=READ_ACCESS
        ) as session:
            return session.execute_read(read)

    def older(self) -> tuple[Edition, ...]:
        """Refuse to look for older editions.

        Raises:
            QuestionError: always, since only the store keeps them.
        """
        raise QuestionError(_NEWEST_ONLY)

    def edition(self, iri: str) -> Self:  # noqa: ARG002 - the protocol's signature
        """Refuse to open an older edition; see `older`."""
        raise QuestionError(_NEWEST_ONLY)


def _parameters(question: Question, values: Mapping[str, Value]) -> dict[str, Value | list[str]]:
    parameters: dict[str, Value | list[str]] = {"place": values.get("place", "")}
    for one in question.parameters:
        value = values[one.name]
        parameters[one.name] = str(value).split() if one.kind == "departments" else value
    return parameters


def _row(record: Mapping[str, object], columns: Sequence[Column]) -> Row:
    return tuple(_cell(record[column.name], column) for column in columns)


def _cell(value: object, column: Column) -> Cell:
    if value is None and column.optional:
        return None
    if column.kind == "list" and isinstance(value, list):
        return tuple(sorted({str(text) for text in value if text}))
    if isinstance(value, int if column.kind == "integer" else str):
        return value
    raise TypeError(f"the column {column.name} holds {value!r}")
