"""The shelf of duty lists: the newest edition of each township in a database, older ones beside it.

It does not know where it stands: in memory, or in the generation that a writer builds.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse, serialize

from dutygraph.errors import StoreError
from dutygraph.graph import bodies
from dutygraph.graph.editions import Archive, Catalog, Edition, edition_of
from dutygraph.graph.listgraph import ListGraph
from dutygraph.messages import N_


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did, as list IRIs: new lists, replaced ones, and those now kept as older."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    archived: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Removed:
    """What a removal did: the list that went, and the older edition that came back for it."""

    removed: str
    restored: str | None = None


@dataclass(slots=True)
class Shelf:
    """Duty lists in a database, with the catalog of its editions and the archive of older ones."""

    store: Store
    catalog: Catalog
    archive: Archive
    _added: dict[str, None] = field(default_factory=dict)
    _replaced: dict[str, None] = field(default_factory=dict)
    _archived: dict[str, None] = field(default_factory=dict)
    _counties: set[str] = field(default_factory=set)
    _told: dict[str, bytes] = field(default_factory=dict)

    def put(self, graph: ListGraph) -> None:
        """Add one list, or replace the same edition of it; call `tidy` after the last one."""
        new = edition_of(graph)
        old = self.catalog.lists.get(new.township)
        is_held = new.iri in self.catalog.older or (old is not None and old.name == new.name)
        (self._replaced if is_held else self._added)[new.iri] = None
        if old is not None and new.rank < old.rank:
            self._archive(new, edition_text(_store_of(graph), new))
            return
        if old is not None and new.name != old.name:
            self._archive(old, edition_text(self.store, old))
        if old is not None:
            self._drop(old)
        self.store.bulk_load(graph.quads + self._untold(graph), RdfFormat.N_QUADS)
        self._hold(new)

    def take(self, iri: str) -> Removed:
        """Take one list out and bring its next older edition back; call `tidy` after that.

        Raises:
            StoreError: there is no such list.
        """
        if iri in self.catalog.older:
            self._unarchive(self.catalog.older[iri])
            return Removed(iri)
        edition = next((each for each in self.catalog.lists.values() if each.iri == iri), None)
        if edition is None:
            raise StoreError(N_("no list {list} in the store"), list=iri)
        self._drop(edition)
        del self.catalog.lists[edition.township]
        # First what only this list held goes; then what only the older edition knows comes back.
        self.tidy()
        older = self.catalog.newest_older(edition.township)
        if older is not None:
            self._bring_back(older)
        return Removed(iri, older.iri if older else None)

    def tidy(self) -> None:
        """Drop the bodies that no list names any more, in every county that was touched."""
        for county in self._counties:
            held = self.catalog.of_county(county)
            roots = {county, *(edition.township for edition in held)} if held else set()
            bodies.tidy(
                self.store,
                NamedNode(f"{county}/bodies"),
                {NamedNode(edition.iri) for edition in held},
                map(NamedNode, roots),
            )
        self._counties.clear()
        self._told.clear()

    def loaded(self) -> Loaded:
        """Return what all calls of `put` did together."""
        replaced = tuple(iri for iri in self._replaced if iri not in self._added)
        return Loaded(tuple(self._added), replaced, tuple(self._archived))

    def _untold(self, graph: ListGraph) -> bytes:
        """Return what the store does not know yet of what a county shares; renew what differs.

        It is to be bulk-loaded with the list: quads added one by one would stay in memory.
        """
        shared = NamedNode(graph.bodies_graph)
        untold = []
        for subject, text in graph.shared.items():
            if self._told.get(subject) == text:
                continue
            self._told[subject] = text
            known = self.store.quads_for_pattern(NamedNode(subject), None, None, shared)
            if next(known, None):
                bodies.describe(self.store, shared, {subject: text})
            else:
                untold.append(text)
        return b"".join(untold)

    def _hold(self, edition: Edition) -> None:
        self.catalog.lists[edition.township] = edition
        self._counties.add(edition.county)

    def _drop(self, edition: Edition) -> None:
        self.store.remove_graph(NamedNode(edition.iri))
        self._counties.add(edition.county)

    def _archive(self, edition: Edition, text: bytes) -> None:
        self.archive[edition.iri] = text
        self.catalog.older[edition.iri] = edition
        self._archived[edition.iri] = None

    def _unarchive(self, edition: Edition) -> None:
        del self.archive[edition.iri]
        del self.catalog.older[edition.iri]

    def _bring_back(self, edition: Edition) -> None:
        known = bodies.described(self.store, NamedNode(edition.bodies_graph)).keys()
        text = self.archive[edition.iri]
        quads = parse(text, format=RdfFormat.N_QUADS)
        self.store.extend(quad for quad in quads if quad.subject not in known)
        self._unarchive(edition)
        self._hold(edition)


def edition_text(store: Store, edition: Edition) -> bytes:
    """Return the N-Quads of a list's graph and of the bodies that it names, sorted by line."""
    graph = NamedNode(edition.iri)
    quads: list[Quad] = list(store.quads_for_pattern(None, None, None, graph))
    quads += bodies.named_by(store, graph, NamedNode(edition.bodies_graph))
    return _sorted_lines(serialize(quads, format=RdfFormat.N_QUADS))


def shelf_in_memory(graphs: Iterable[ListGraph]) -> Shelf:
    """Return a shelf that holds `graphs` in memory."""
    shelf = Shelf(Store(), Catalog(), {})
    for graph in graphs:
        shelf.put(graph)
    shelf.tidy()
    return shelf


def _store_of(graph: ListGraph) -> Store:
    store = Store()
    store.bulk_load(graph.quads, RdfFormat.N_QUADS)
    bodies.describe(store, NamedNode(f"{graph.county}/bodies"), graph.shared)
    return store


def _sorted_lines(text: bytes | None) -> bytes:
    # Not splitlines: literals may hold other line breaks, such as U+2028, as they are.
    return b"".join(
        sorted(f"{line}\n".encode() for line in (text or b"").decode().split("\n") if line)
    )
