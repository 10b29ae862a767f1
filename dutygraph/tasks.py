"""What the commands do, from documents to store and pages; the command line only prints it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import IO

from dutygraph import findings, loaders
from dutygraph.errors import DocumentError, DutygraphError, PlaceError, UsageError
from dutygraph.graph import iris, rdf, store
from dutygraph.graph.listgraph import ListGraph
from dutygraph.loaders.packs import Pack, bundled, read_pack
from dutygraph.loaders.places import problem, split_place
from dutygraph.messages import N_
from dutygraph.model import DutyList, Place
from dutygraph.queries.engines import SparqlEngine
from dutygraph.queries.holdings import find_list, narrowed, path_of
from dutygraph.queries.questions import Questions
from dutygraph.queries.rows import PairRow
from dutygraph.terminal import whole_file

STDIN = "-"
_PARTS = frozenset("@/")
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
SAMPLE = Path(__file__).parent / "samples" / "qingxi.txt"


@dataclass(frozen=True)
class Reading:
    """How documents are to be read: place and edition that win, names files, base of IRIs."""

    place: str | None = None
    edition: str | None = None
    names: tuple[Path, ...] = ()
    base: str = iris.DEFAULT_BASE
    strict: bool = False

    @cached_property
    def levels(self) -> Place | None:
        """The place, level by level."""
        place = split_place(self.place) if self.place is not None else None
        lacking = problem(place) if place is not None else None
        if lacking:
            raise PlaceError(N_("--place {place}: {problem}."), place=self.place, problem=lacking)
        return place

    @cached_property
    def edition_name(self) -> str | None:
        """The edition without blanks around it; users name lists as place@edition."""
        edition = self.edition.strip() if self.edition is not None else None
        if edition is not None and (
            not edition.isprintable() or not edition or _PARTS & {*edition}
        ):
            raise UsageError(
                N_("--edition “{edition}” is blank or holds @, / or odd signs; write 2025-06."),
                edition=printable(edition),
            )
        return edition

    @cached_property
    def packs(self) -> tuple[Pack, ...]:
        """The alias packs in force, read once; names files win over the bundled ones."""
        return (*bundled(), *map(read_pack, self.names))

    def check(self) -> None:
        """Refuse what no document can be read with, so that it is told once for all of them.

        Raises:
            DutygraphError: the place, the edition or a names file is faulty.
        """
        _ = self.levels, self.edition_name, self.packs


def read(file: str, how: Reading, stdin: Callable[[], bytes]) -> DutyList:
    """Read one document from a path, or from standard input where `file` is `-`."""
    how.check()
    place, edition, packs = how.levels, how.edition_name, how.packs
    if file == STDIN:
        return loaders.read_bytes(stdin(), "stdin", place=place, edition=edition, packs=packs)
    duty_list = loaders.read_file(Path(file), place=place, edition=edition, packs=packs)
    # On Linux a file's name may be any bytes, such as GBK from an archive; texts may not.
    source = replace(duty_list.source, file=printable(duty_list.source.file))
    return replace(duty_list, source=source)


def printable(text: str) -> str:
    """Return a text of the system's with U+FFFD for control characters and for what is none."""
    return _UNPRINTABLE.sub("\ufffd", text)


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
    how.check()
    return store.load(path, _graphs(files, how, stdin, loaded), wait=wait)


def _graphs(
    files: Sequence[str],
    how: Reading,
    stdin: Callable[[], bytes],
    loaded: Callable[[DutyList], None],
) -> Iterator[ListGraph]:
    faults: list[DutygraphError] = []
    seen: dict[tuple[Place, str], tuple[str, str]] = {}
    for file in files:
        try:
            duty_list = read(file, how, stdin)
            refuse_faulty(duty_list, strict=how.strict)
            if _is_repeated(file, duty_list, seen):
                continue
        except DutygraphError as fault:
            faults.append(fault)
            continue
        if not faults:
            loaded(duty_list)
            yield rdf.project(duty_list, how.base)
    if faults:
        raise together(faults)


def _is_repeated(
    file: str, duty_list: DutyList, seen: dict[tuple[Place, str], tuple[str, str]]
) -> bool:
    """Tell whether the same document was there before, and remember it.

    Raises:
        DocumentError: another document of the same place and edition was there before.
    """
    key, sha256 = (duty_list.place, duty_list.edition), duty_list.source.sha256
    if key not in seen:
        seen[key] = file, sha256
        return False
    first, before = seen[key]
    if before != sha256:
        raise DocumentError(
            N_("{first} and {file} are both {list}, edition {edition}: name them by --edition."),
            first=printable(first),
            file=printable(file),
            list="/".join(duty_list.place),
            edition=duty_list.edition,
        )
    return True


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


def read_all(
    files: Sequence[str], how: Reading, stdin: Callable[[], bytes]
) -> tuple[list[DutyList], list[DutygraphError]]:
    """Read documents and return those that could be read, and what is wrong with the others."""
    lists: list[DutyList] = []
    faults: list[DutygraphError] = []
    how.check()
    for file in files:
        try:
            lists.append(read(file, how, stdin))
        except DutygraphError as fault:
            faults.append(fault)
    return lists, faults


def together(faults: Sequence[DutygraphError]) -> DutygraphError:
    """Return one error that tells all faults."""
    if len(faults) == 1:
        return faults[0]
    return DutygraphError(
        N_("{count} documents cannot be loaded; the store is as it was."),
        count=len(faults),
        each=tuple(_each(faults)),
    )


def _each(faults: Iterable[DutygraphError]) -> Iterator[DutygraphError]:
    """Yield the faults one by one, also those that an error has gathered already."""
    for fault in faults:
        gathered = fault.fields.get("each")
        yield from gathered if isinstance(gathered, tuple) else (fault,)


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
    """Write the store, or one list of it, in one of `graph.formats.FORMATS`."""
    from dutygraph.graph import export

    if not list_:
        export.write(export.whole(snapshot), format_, output)
        return
    edition = find_list(snapshot, list_)
    if edition in snapshot.editions():
        snapshot = snapshot.edition(edition.iri)
    export.write(export.of_list(snapshot, edition), format_, output)


def export_folder(snapshot: store.Snapshot, list_: str, folder: Path) -> None:
    """Write the store, or one list of it, as a folder of files for Neo4j's import tool."""
    from dutygraph.graph.neo4j import bulk

    edition = find_list(snapshot, list_) if list_ else None
    if edition is not None and edition in snapshot.editions():
        snapshot = snapshot.edition(edition.iri)
    bulk.write(snapshot, folder, edition)


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
