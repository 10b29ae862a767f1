"""Who answers a question: an engine over the store."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, Self

from pyoxigraph import Literal, NamedNode, QuerySolution

from dutygraph.graph.editions import Edition
from dutygraph.graph.snapshot import Snapshot, Term
from dutygraph.queries.catalog import Cell, Column, Question, Row, Value

SEPARATOR = "\u001f"
"""Stands between the texts of a column of kind list: no document holds this control character."""

_DUTY = NamedNode("https://w3id.org/dutygraph/ns#Duty")


class Engine(Protocol):
    """Answers questions about the newest edition of each list, and opens older ones."""

    def rows(self, question: Question, values: Mapping[str, Value]) -> Sequence[Row]:
        """Return the rows of a question: its columns, in its order.

        `values` has a value for each parameter, and `place` for the narrowing.
        """
        ...

    def older(self) -> tuple[Edition, ...]:
        """Return the older editions that `edition` can open."""
        ...

    def edition(self, iri: str) -> Self:
        """Return an engine over an older edition alone."""
        ...


class SparqlEngine:
    """Asks the embedded store in SPARQL."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def rows(self, question: Question, values: Mapping[str, Value]) -> Sequence[Row]:
        """Return the rows of a question; values are bound to its variables, never pasted."""
        bindings = dict(_bindings(question, values))
        found = self._snapshot.select(question.text, bindings)
        return [_row(solution, question.columns) for solution in found]

    def older(self) -> tuple[Edition, ...]:
        """Return the older editions that the store keeps."""
        return self._snapshot.editions()

    def edition(self, iri: str) -> Self:
        """Return an engine over an older edition, read into memory."""
        return type(self)(self._snapshot.edition(iri))


def _bindings(question: Question, values: Mapping[str, Value]) -> Iterator[tuple[str, Term]]:
    yield "given_place", Literal(values.get("place", ""))
    for parameter in question.parameters:
        value = values[parameter.name]
        name = f"given_{parameter.name}"
        if parameter.kind == "department":
            # Bound as an IRI, so that the search starts at the body.
            yield name, NamedNode(str(value)) if value else Literal("")
            if f"${name}_absent" in question.text:
                yield f"{name}_absent", Literal("") if value else _DUTY
        elif parameter.kind == "departments":
            iris = str(value).split()
            yield name, Literal(f" {' '.join(iris)} ")
            yield f"{name}_first", NamedNode(iris[0])
            yield f"{name}_count", Literal(len(iris))
        else:
            yield name, Literal(value)


def _row(solution: QuerySolution, columns: Sequence[Column]) -> Row:
    return tuple(_cell(solution[column.name], column) for column in columns)


def _cell(term: object, column: Column) -> Cell:
    if term is None and column.optional:
        return None
    if not isinstance(term, Literal):
        raise TypeError(f"the column {column.name} holds {term!r}, which is no literal")
    if column.kind == "integer":
        return int(term.value)
    if column.kind == "list":
        return tuple(sorted({part for part in term.value.split(SEPARATOR) if part}))
    return term.value
