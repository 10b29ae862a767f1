"""What the commands do, from documents to store and pages; the command line only prints it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from dutygraph import findings, loaders, reading, report
from dutygraph.errors import DocumentError, DutygraphError, PlaceError, QuestionError, UsageError
from dutygraph.graph import rdf, store
from dutygraph.graph.listgraph import ListGraph
from dutygraph.loaders import namesreview
from dutygraph.loaders.namesreview import ReviewRow
from dutygraph.loaders.parts import strangers
from dutygraph.loaders.places import problem
from dutygraph.loaders.sources import Sources
from dutygraph.messages import N_, translator
from dutygraph.model import DutyList
from dutygraph.queries.engines import SparqlEngine
from dutygraph.queries.holdings import find_list, path_of
from dutygraph.queries.questions import Questions
from dutygraph.queries.rows import PairRow
from dutygraph.reading import Reading

SAMPLE = Path(__file__).parent / "samples" / "qingxi.txt"


def read(sources: Sources, how: Reading) -> DutyList:
    """Read the files of one list.

    Raises:
        DutygraphError: one cannot be read, or they hold several lists.
    """
    found: dict[str, reading.Told[DutyList]] = {}
    faults: list[DutygraphError] = []
    for told in reading.lists(sources, how, _itself):
        if told.fault:
            faults.append(told.fault)
        else:
            found.setdefault(told.sha256, told)
    if faults:
        raise together(faults)
    first, *others = found.values()
    if others:
        raise strangers(first.name, others[0].name)
    assert first.made is not None  # noqa: S101 - for the type checker: there is no fault
    return first.made


def _itself(duty_list: DutyList, _label: str) -> DutyList:
    return duty_list


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come: `done` of `total` files, and what became of the last one.

    `summary` is one line about its list, empty where it was refused.
    """

    done: int
    total: int
    name: str
    summary: str


@dataclass(frozen=True, slots=True)
class Loading:
    """What a load did: in the store, and the faults of the files that it refused."""

    store: store.Loaded
    lists: int
    faults: tuple[DutygraphError, ...]


def load(
    path: str | Path,
    sources: Sources,
    how: Reading,
    *,
    wait: float = 0,
    language: str = "en",
    progress: Callable[[Progress], None] = lambda _: None,
) -> Loading:
    """Load documents into the store at `path`, in one step.

    Named one by one, all of them are loaded or none; after a fault the rest is read all the same,
    so that all faults are named at once. Of a folder or ZIP archive, what can be is loaded.

    Args:
        path: see `graph.store.load`, and so for `wait` in seconds.
        sources: the files.
        how: how they are read.
        wait: seconds to wait for another writer.
        language: zh or en, for the summaries.
        progress: is called with each file that was read.

    Raises:
        DutygraphError: a document cannot be read or loaded, or the store cannot be written.
    """
    how.check()
    run = _Run(sources, progress)
    make = partial(_graph, how=how, language=language)
    told = reading.lists(sources, how, make)
    done = store.load(path, run.graphs(told), wait=wait)
    return Loading(done, run.lists, tuple(run.faults))


def _graph(duty_list: DutyList, label: str, how: Reading, language: str) -> tuple[ListGraph, str]:
    refuse_faulty(duty_list, label, strict=how.strict)
    summary = report.summary(reading.called(duty_list, label), translator(language))
    return rdf.project(duty_list, how.base), summary


class _Run:
    """Counts what was read, gathers the faults, and lets through what is to be loaded."""

    def __init__(self, sources: Sources, progress: Callable[[Progress], None]) -> None:
        self.sources, self.progress = sources, progress
        self.done = self.lists = 0
        self.faults: list[DutygraphError] = []
        self.seen: dict[reading.Key, reading.Told[tuple[ListGraph, str]]] = {}

    def graphs(self, each: Iterable[reading.Told[tuple[ListGraph, str]]]) -> Iterator[ListGraph]:
        for told in each:
            self.done += len(told.shown)
            fault = told.fault or self._conflict(told)
            if fault:
                self.faults.append(fault)
            is_wanted = self.sources.many or not self.faults
            graph, summary = (told.made if not fault else None) or (None, "")
            if is_wanted:
                self.progress(Progress(self.done, self.sources.count, told.name, summary))
            if graph and is_wanted and self.seen.setdefault(told.key, told) is told:
                self.lists += 1
                yield graph
        if self.faults and not self.sources.many:
            raise together(self.faults)

    def _conflict(self, told: reading.Told[tuple[ListGraph, str]]) -> DutygraphError | None:
        """Return the fault where another document of this place and edition was there before."""
        first = self.seen.get(told.key)
        if first is None or first.sha256 == told.sha256:
            return None
        return DocumentError(
            N_("{first} and {file} are both {list}, edition {edition}: name them by --edition."),
            first=first.name,
            file=told.name,
            list="/".join(told.place),
            edition=told.edition,
        )


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The names in documents, to be reviewed by people, and the faults of those not read."""

    rows: list[ReviewRow]
    lists: int
    faults: tuple[DutygraphError, ...]


def names(sources: Sources, how: Reading, language: str) -> Reviewed:
    """Return what is to be reviewed of the names in documents; see `loaders.namesreview`.

    `language` is that of the places in words, zh or en.
    """
    make = partial(_names, language=language, many=sources.count > 1)
    rows: list[ReviewRow] = []
    faults: list[DutygraphError] = []
    lists = 0
    for told in reading.lists(sources, how, make):
        if told.fault:
            faults.append(told.fault)
        else:
            rows += told.made or []
            lists += 1
    return Reviewed(namesreview.review(rows, how.packs), lists, tuple(faults))


def _names(duty_list: DutyList, label: str, language: str, *, many: bool) -> list[ReviewRow]:
    refuse_faulty(duty_list, label, strict=False)
    before = f"{label} " if many else ""
    return namesreview.rows(duty_list, translator(language), before)


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


def refuse_faulty(duty_list: DutyList, file: str, *, strict: bool) -> None:
    """Refuse a list that cannot be loaded: without a whole place, or faulty where `strict`."""
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


def read_together(
    sources: Sources, how: Reading
) -> tuple[store.Snapshot, tuple[DutygraphError, ...]]:
    """Read documents into memory, as if they were all that a store holds.

    Named one by one, all of them are read or none; see `load`.

    Returns:
        The lists, and the faults of files in folders and archives that were left out.

    Raises:
        DutygraphError: a document cannot be read, or none of a folder can.
    """
    how.check()
    run = _Run(sources, lambda _: None)
    told = reading.lists(sources, how, partial(_graph, how=how, language="en"))
    snapshot = store.memory(run.graphs(told))
    if not run.lists:
        raise together(run.faults)
    return snapshot, tuple(run.faults)


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


def export_workbook(snapshot: store.Snapshot, list_: str) -> tuple[bytes, int]:
    """Write one list in the shape of its document; `list_` may be empty where it is the only one.

    Returns:
        The workbook, and how many findings hold text that nobody understood, which is not in it.

    Raises:
        DutygraphError: there are several lists, or see `listbook.write`.
    """
    from dutygraph import listbook
    from dutygraph.graph import dutylist, export

    lists = snapshot.lists()
    if not lists:
        raise QuestionError(N_("the store holds no list: load one first."))
    if len(lists) != 1 and not list_:
        raise UsageError(
            N_("a workbook holds one list, and the store {count}: name it with --list PLACE."),
            count=len(lists),
        )
    edition = find_list(snapshot, list_) if list_ else lists[0]
    if edition in snapshot.editions():
        snapshot = snapshot.edition(edition.iri)
    quads = list(export.of_list(snapshot, edition))
    return listbook.write(dutylist.read(quads)), dutylist.unread(quads)


def template() -> bytes:
    """Return an empty workbook for a list that is still to be typed; see `dutygraph.template`."""
    from dutygraph import template

    return template.write()


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
    from dutygraph import pages

    folder = Path("dutygraph-demo")
    place, file = folder / "store", folder / "page.html"
    duty_list = loaders.read_file(SAMPLE)
    store.load(place, [rdf.project(duty_list)])
    with store.open_store(place) as snapshot:
        pairs = Questions(SparqlEngine(snapshot)).pairs(minimum=2)
        pages.view(snapshot, language).save(file)
    return Demo(duty_list, pairs, place, file)
