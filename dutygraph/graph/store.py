"""The embedded store: duty lists on disk, loaded all or nothing, read while others write.

A store is a folder of generations (see `generations`); each holds

    database/     Oxigraph: the newest edition of every township, and the counties' bodies
    editions/     the older editions, compressed N-Quads
    lists.json    which editions these are
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import Store

from dutygraph.graph.editions import Catalog, Edition, FolderArchive, read_catalog
from dutygraph.graph.generations import CATALOG, Draft, damaged, hold, storage, writing
from dutygraph.graph.listgraph import ListGraph
from dutygraph.graph.shelf import Loaded, Removed, Shelf, shelf_in_memory
from dutygraph.graph.snapshot import Snapshot, Term

__all__ = [
    "Edition",
    "Loaded",
    "Removed",
    "Snapshot",
    "Term",
    "load",
    "memory",
    "open_store",
    "remove",
]

_DATABASE = "database"
_EDITIONS = "editions"
_MANY = 10


def open_store(path: str | Path) -> Snapshot:
    """Return a snapshot of the store at `path`, to be used as a context manager.

    Raises:
        StoreError: there is no store at `path`, or it is damaged.
    """
    root = Path(path)
    with storage(root):
        generation, lock = hold(root)
        try:
            shelf = Shelf(
                Store.read_only(str(generation / _DATABASE)),
                _catalog(root, generation),
                FolderArchive(generation / _EDITIONS),
            )
        except BaseException:
            lock.close()
            raise
    return Snapshot(shelf, lock.close)


def memory(graphs: Iterable[ListGraph]) -> Snapshot:
    """Return a snapshot that holds `graphs` in memory and needs no folder."""
    return Snapshot(shelf_in_memory(graphs))


def load(path: str | Path, graphs: Iterable[ListGraph], *, wait: float = 0) -> Loaded:
    """Load lists into the store at `path`: all of `graphs`, or nothing if one of them fails.

    The same township and edition replaces; another edition adds, and the newest of a township is
    the one that questions see. Graphs are taken one by one, so that memory does not grow with them.

    Args:
        path: a store, or a missing or empty folder, which becomes one.
        graphs: the lists; what their iterator raises is passed on.
        wait: seconds to wait for another writer.

    Raises:
        StoreError: `path` is no store, another process writes it, or the disk refuses.
    """
    from concurrent.futures import ThreadPoolExecutor

    root = Path(path)
    with _writing(root, wait) as (draft, shelf):
        # Oxigraph lets other threads run: the next document is read while one is written.
        with ThreadPoolExecutor(1) as writer:
            put = writer.submit(lambda: None)
            for graph in graphs:
                with storage(root):
                    put.result()
                put = writer.submit(shelf.put, graph)
            with storage(root):
                put.result()
        done = shelf.loaded()
        draft.keep = bool(done.added or done.replaced)
    return done


def remove(path: str | Path, list_iri: str, *, wait: float = 0) -> Removed:
    """Take a list and what only it held out of the store at `path`.

    Where it was its township's newest edition, the next older one comes back.

    Raises:
        StoreError: there is no store or no such list, or another process writes the store.
    """
    root = Path(path)
    with open_store(root):
        pass
    with _writing(root, wait) as (draft, shelf):
        with storage(root):
            done = shelf.take(list_iri)
        draft.keep = True
    return done


@contextmanager
def _writing(root: Path, wait: float) -> Iterator[tuple[Draft, Shelf]]:
    with writing(root, wait) as draft:
        with storage(root):
            shelf = _shelf_on(root, draft)
        try:
            yield draft, shelf
            if draft.keep:
                with storage(root):
                    _finish(draft, shelf)
        finally:
            # Closes the database: there is no other reference to it.
            del shelf.store


def _shelf_on(root: Path, draft: Draft) -> Shelf:
    database = str(draft.new / _DATABASE)
    archive = FolderArchive(draft.new / _EDITIONS)
    (draft.new / _EDITIONS).mkdir()
    if draft.old is None:
        return Shelf(Store(database), Catalog(), archive)
    # Opened read-only: opening it to write would change files under its readers.
    Store.read_only(str(draft.old / _DATABASE)).backup(database)
    FolderArchive(draft.old / _EDITIONS).copy_to(draft.new / _EDITIONS)
    return Shelf(Store(database), _catalog(root, draft.old), archive)


def _finish(draft: Draft, shelf: Shelf) -> None:
    shelf.tidy()
    loaded = len(shelf.loaded().added) + len(shelf.loaded().replaced)
    # Takes a tenth of the loading time where the run wrote most of the store, and much more where
    # it only added to a large one; questions are a third faster after it.
    if loaded >= _MANY and 2 * loaded >= len(shelf.catalog.lists):
        shelf.store.optimize()
    shelf.store.flush()
    shelf.catalog.save(draft.new / CATALOG)


def _catalog(root: Path, generation: Path) -> Catalog:
    try:
        return read_catalog(generation / CATALOG)
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        raise damaged(root, f"{generation.name}/{CATALOG}") from None
