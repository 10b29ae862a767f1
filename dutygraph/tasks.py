"""What the commands do, from documents to store and pages; the command line only prints it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from dutygraph import findings, loaders
from dutygraph.errors import DocumentError, DutygraphError, PlaceError
from dutygraph.graph import iris, rdf, store
from dutygraph.graph.listgraph import ListGraph
from dutygraph.loaders.packs import Pack, bundled, read_pack
from dutygraph.loaders.places import problem, split_place
from dutygraph.messages import N_
from dutygraph.model import DutyList
from dutygraph.queries.engines import SparqlEngine
from dutygraph.queries.holdings import find_list, narrowed, path_of
from dutygraph.queries.questions import Questions
from dutygraph.queries.rows import PairRow
from dutygraph.terminal import whole_file

STDIN = "-"
SAMPLE = Path(__file__).parent / "samples" / "qingxi.txt"


@dataclass(frozen=True, slots=True)
class Reading:
    """How documents are to be read: place and edition that win, names files, base of IRIs."""

    place: str | None = None
    edition: str | None = None
    names: tuple[Path, ...] = ()
    base: str = iris.DEFAULT_BASE
    strict: bool = False

    def packs(self) -> tuple[Pack, ...]:
        """Return the alias packs in force; names files win over the bundled ones."""
        return (*bundled(), *map(read_pack, self.names))


def read(file: str, how: Reading, stdin: Callable[[], bytes]) -> DutyList:
    """Read one document from a path, or from standard input where `file` is `-`."""
    place = split_place(how.place) if how.place else None
    if place is not None and problem(place):
        raise PlaceError(N_("--place {place}: {problem}."), place=how.place, problem=problem(place))
    packs = how.packs()
    if file == STDIN:
        return loaders.read_bytes(stdin(), "stdin", place=place, edition=how.edition, packs=packs)
    return loaders.read_file(Path(file), place=place, edition=how.edition, packs=packs)


def load(
    path: str | Path,
    files: Sequence[str],
    how: Reading,
    *,
    wait: float = 0,
    stdin: Callable[[], bytes] = bytes,
    loaded: Callable[[DutyList], None] = lambda _: None,
) -> store.Loaded:
    """Load documents into the store at `path`, all of them or none.

    `wait` is in seconds, see `graph.store.load`; `stdin` gives the bytes of the file `-`. `loaded`
    is called with each document that was read. After a fault the rest is read all the same, so that
    all faults are named at once.

    Raises:
        DutygraphError: a document cannot be read or loaded, or the store cannot be written.
    """
    return store.load(path, _graphs(files, how, stdin, loaded), wait=wait)


def _graphs(
    files: Sequence[str],
    how: Reading,
    stdin: Callable[[], bytes],
    loaded: Callable[[DutyList], None],
) -> Iterator[ListGraph]:
    faults: list[DutygraphError] = []
    for file in files:
        try:
            duty_list = read(file, how, stdin)
            refuse_faulty(duty_list, strict=how.strict)
        except DutygraphError as fault:
            faults.append(fault)
            continue
        if not faults:
            loaded(duty_list)
            yield rdf.project(duty_list, how.base)
    if faults:
        raise _together(faults)


def remove(path: str | Path, written: str, wait: float) -> tuple[str, str | None]:
    """Take the list out that `written` means.

    Returns:
        The place and edition of the list, and the edition that is the newest again, if any.
    """
    with store.open_store(path) as snapshot:
        edition = find_list(snapshot, written)
        known = {one.iri: one.name for one in snapshot.editions()}
        name = f"{path_of(snapshot, edition)}@{edition.name}"
    done = store.remove(path, edition.iri, wait=wait)
    return name, known.get(done.restored or "")


def refuse_faulty(duty_list: DutyList, *, strict: bool) -> None:
    """Refuse a list that cannot be loaded: without a whole place, or faulty where `strict`."""
    file = duty_list.source.file
    lacking = problem(duty_list.place)
    if lacking:
        raise PlaceError(
            N_("{file}: {problem}; name it with --place Province/County/Township."),
            file=file,
            problem=lacking,
        )
    errors = findings.count(duty_list.findings)["error"]
    if strict and errors:
        raise DocumentError(
            N_("{file}: {count} errors, and --strict loads none: see `dutygraph check`."),
            file=file,
            count=errors,
        )


def _together(faults: Sequence[DutygraphError]) -> DutygraphError:
    if len(faults) == 1:
        return faults[0]
    return DutygraphError(
        N_("{count} documents cannot be loaded; the store is as it was."),
        count=len(faults),
        each=tuple(faults),
    )


def read_alone(file: str, how: Reading, stdin: Callable[[], bytes]) -> store.Snapshot:
    """Read one document into memory, as if it were the only list of a store."""
    duty_list = read(file, how, stdin)
    refuse_faulty(duty_list, strict=False)
    return store.memory([rdf.project(duty_list, how.base)])


def page(snapshot: store.Snapshot, list_: str, county: str, language: str) -> str:
    """Return the page of a store, or of a list or county of it, as HTML in zh or en."""
    from dutygraph.viz.page import view

    snapshot, iri, county_iri = narrowed(snapshot, list_, county)
    return view(snapshot, language, county=county_iri, duty_list=iri)


def export(snapshot: store.Snapshot, list_: str, format_: str, output: IO[bytes]) -> None:
    """Write the store, or one list of it, in one of `graph.export.FORMATS`."""
    from dutygraph.graph import export

    if not list_:
        export.write(export.whole(snapshot), format_, output)
        return
    edition = find_list(snapshot, list_)
    if edition in snapshot.editions():
        snapshot = snapshot.edition(edition.iri)
    export.write(export.of_list(snapshot, edition), format_, output)


@dataclass(frozen=True, slots=True)
class Demo:
    """What the demonstration did: the list it loaded, the strongest pairs, store and page."""

    duty_list: DutyList
    pairs: list[PairRow]
    store: Path
    page: Path


def demo(language: str) -> Demo:
    """Load the sample list, find the pairs that share two or more duties, and write the page.

    All of it goes to the folder dutygraph-demo in the working directory.
    """
    folder = Path("dutygraph-demo")
    place, file = folder / "store", folder / "page.html"
    duty_list = loaders.read_file(SAMPLE)
    store.load(place, [rdf.project(duty_list)])
    with store.open_store(place) as snapshot:
        pairs = Questions(SparqlEngine(snapshot)).pairs(minimum=2)
        html = page(snapshot, "", "", language)
    with whole_file(file) as output:
        output.write(html.encode())
    return Demo(duty_list, pairs, place, file)
