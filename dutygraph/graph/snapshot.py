"""A snapshot: one state of the store to read from, whatever writers do meanwhile."""

from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Self

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolution,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    Variable,
)

from dutygraph.errors import QuestionError, StoreError
from dutygraph.graph.editions import Catalog, Edition
from dutygraph.graph.service import calls_service, names_dataset
from dutygraph.graph.shelf import Shelf
from dutygraph.messages import N_

Term = NamedNode | BlankNode | Literal | Triple


def _nothing() -> None:
    pass


class Snapshot:
    """The duty lists of a store at one moment, as a context manager; read only inside its block."""

    def __init__(self, shelf: Shelf, close: Callable[[], None] = _nothing) -> None:
        self._shelf: Shelf | None = shelf
        self._close = close

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database and let writers delete its generation."""
        self._shelf = None
        self._close()

    def lists(self) -> tuple[Edition, ...]:
        """Return the newest edition of each township, which is what questions are about."""
        return tuple(sorted(self._open.catalog.lists.values()))

    def editions(self) -> tuple[Edition, ...]:
        """Return the older editions that are kept beside the database."""
        return tuple(sorted(self._open.catalog.older.values()))

    def edition(self, iri: str) -> "Snapshot":
        """Return the older edition with the list IRI `iri`, read into memory.

        Raises:
            StoreError: no older edition has this IRI.
        """
        edition = self._open.catalog.older.get(iri)
        if edition is None:
            raise StoreError(N_("no older edition {list} in the store"), list=iri)
        store = Store()
        store.bulk_load(self._open.archive[iri], RdfFormat.N_QUADS)
        return Snapshot(Shelf(store, Catalog({edition.township: edition}), {}))

    def select(self, query: str, bindings: Mapping[str, Term] | None = None) -> list[QuerySolution]:
        """Return the rows of one of our own SELECT queries over the union of all graphs.

        Args:
            query: the SPARQL text.
            bindings: values by variable name; they are bound, never pasted into the text. Each
                of these variables has to stand in the SELECT clause.
        """
        values = {Variable(name): term for name, term in (bindings or {}).items()}
        found = self._open.store.query(query, use_default_graph_as_union=True, substitutions=values)
        if not isinstance(found, QuerySolutions):
            raise TypeError("select takes a SELECT query")
        return list(found)

    def query(self, query: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Return the result of anybody's SPARQL query, over the union of all graphs without FROM.

        Raises:
            QuestionError: it does not parse, is an update, or calls another server by SERVICE.
        """
        if calls_service(query):
            raise QuestionError(
                N_("SERVICE is refused: a query asks this store and no other server")
            )
        try:
            whole = not names_dataset(query)
            return self._open.store.query(query, use_default_graph_as_union=whole)
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            reason = " ".join(str(error).split())
            raise QuestionError(
                N_("the query cannot be answered: {reason}"), reason=reason
            ) from error

    def quads(self, graph: str | None = None) -> Iterator[Quad]:
        """Return the quads of one graph, or of all, in no particular order."""
        name = None if graph is None else NamedNode(graph)
        return self._open.store.quads_for_pattern(None, None, None, name)

    @property
    def _open(self) -> Shelf:
        if self._shelf is None:
            raise ValueError("the snapshot is closed")
        return self._shelf
