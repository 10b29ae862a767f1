"""Free SPARQL: rows of a SELECT, yes or no of an ASK, triples of a CONSTRUCT or DESCRIBE."""

import re

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    RdfFormat,
    serialize,
)

from dutygraph.errors import QuestionError
from dutygraph.graph.snapshot import Snapshot
from dutygraph.messages import N_

_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"

# "bad"^^xsd:integer is legal RDF, and int() refuses runs of more than 4300 digits.
_WHOLE = re.compile(r"[+-]?\d{1,4000}")

Table = tuple[list[str], list[list[str | int | bool | None]]]


def answer(snapshot: Snapshot, query: str) -> Table | str:
    """Answer a read-only query.

    Returns:
        Column names and rows for SELECT, where IRIs and texts are str, integers int and what is
        unbound None; `true` or `false` for ASK; sorted N-Triples for CONSTRUCT and DESCRIBE.

    Raises:
        QuestionError: the query does not parse, is an update, or calls another server.
    """
    found = snapshot.query(query)
    if isinstance(found, QueryBoolean):
        return f"{str(bool(found)).lower()}\n"
    try:
        if isinstance(found, QuerySolutions):
            names = [variable.value for variable in found.variables]
            return names, [[_value(solution[name]) for name in names] for solution in found]
        lines = bytes(serialize(found, format=RdfFormat.N_TRIPLES) or b"").decode()
    except (OSError, RuntimeError, ValueError) as error:
        # Rows are computed while they are read, so that a query can fail late.
        reason = " ".join(str(error).split())
        raise QuestionError(N_("the query cannot be answered: {reason}"), reason=reason) from error
    return "".join(sorted(lines.splitlines(keepends=True)))


def _value(term: object) -> str | int | bool | None:
    if isinstance(term, Literal):
        kind = term.datatype.value
        if kind == _INTEGER and _WHOLE.fullmatch(term.value):
            return int(term.value)
        return term.value == "true" if kind == _BOOLEAN else term.value
    if isinstance(term, NamedNode):
        return term.value
    return str(term) if isinstance(term, BlankNode) else None
