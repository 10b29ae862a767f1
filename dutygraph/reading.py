"""Documents → duty lists, one or many: how they are to be read, and which belong together."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

from dutygraph import loaders
from dutygraph.errors import DocumentError, DutygraphError, PlaceError, UsageError
from dutygraph.graph import iris
from dutygraph.jobs import in_order
from dutygraph.loaders.packs import Pack, bundled, read_pack
from dutygraph.loaders.places import problem, split_place
from dutygraph.loaders.reader import UNDATED
from dutygraph.loaders.sources import File, Sources, printable
from dutygraph.messages import N_
from dutygraph.model import DutyList, Kind, Place

Made = TypeVar("Made")
Key = tuple[Place, str]
"""What tells lists apart: place and edition."""

Make = Callable[[DutyList, str], Made]
"""Makes of a list what is wanted of it; the text is what messages call its files."""

_PARTS = frozenset("@/")


@dataclass(frozen=True)
class Reading:
    """How documents are to be read: place and edition that win, names files, base of IRIs.

    `strict` refuses to load what has errors; `jobs` is how many processes read.
    """

    place: str | None = None
    edition: str | None = None
    names: tuple[Path, ...] = ()
    base: str = iris.DEFAULT_BASE
    strict: bool = False
    jobs: int = 1

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

    def read(self, files: tuple[File, ...]) -> DutyList:
        """Read one file, or the files of one list.

        Raises:
            DocumentError: one cannot be read, or they are of different places or editions.
        """
        return loaders.read_documents(
            [(file.read(), file.name) for file in files],
            place=self.levels,
            edition=self.edition_name,
            packs=self.packs,
        )


@dataclass(frozen=True, slots=True)
class Told(Generic[Made]):
    """What became of a file, or of several that hold one list: a list or a fault.

    `shown` are the files as messages call them; `made` is what was made of the list, None for a
    fault; `sha256` is that of the list's source. A file that `is_part` holds only some of the three
    lists, and nothing was made of it yet.
    """

    shown: tuple[str, ...]
    made: Made | None = None
    fault: DutygraphError | None = None
    place: Place = ()
    edition: str = ""
    sha256: str = ""
    is_part: bool = False

    @property
    def key(self) -> Key:
        """Place and edition of the list."""
        return self.place, self.edition

    @property
    def name(self) -> str:
        """The files in one line."""
        return " + ".join(self.shown)


def lists(sources: Sources, how: Reading, make: Make[Made]) -> Iterator[Told[Made]]:
    """Read all files and yield what became of each, in their order.

    `make` makes of each list what is wanted of it, in the process that read it. Files that hold
    only some of the three lists are put together by place and edition, whatever lies between them,
    and one without a date with those of the only date; what became of them comes last. With many
    files no fault stops the others, not even one of the program.

    Raises:
        DutygraphError: the place, the edition or a names file is faulty.
    """
    how.check()
    work = _Work(how, make, sources.many, holds_parts=sources.count > 1)
    parts: dict[str, Key] = {}
    for told in in_order(work, _each(sources), how.jobs, work.died):
        if told.is_part:
            parts[told.shown[0]] = told.key
        else:
            yield told
    if parts:
        work = replace(work, holds_parts=False)
        yield from in_order(work, _together(sources, _dated(parts)), how.jobs, work.died)


def _dated(parts: dict[str, Key]) -> dict[str, Key]:
    """Return the parts, those without a date as of the edition that is the only one beside them."""
    editions: dict[Place, set[str]] = defaultdict(set)
    for place, edition in parts.values():
        editions[place] |= {edition} - {UNDATED}
    only = {place: min(dates) for place, dates in editions.items() if len(dates) == 1}
    return {shown: (place, only.get(place, edition)) for shown, (place, edition) in parts.items()}


def _each(sources: Sources) -> Iterator[tuple[File, ...]]:
    return ((file.portable(),) for file in sources)


def _together(sources: Sources, parts: dict[str, Key]) -> Iterator[tuple[File, ...]]:
    """Yield the files that hold parts of one list, as soon as all of them were met again."""
    lacking = Counter(parts.values())
    met: dict[Key, list[File]] = defaultdict(list)
    for file in sources:
        key = parts.pop(file.shown, None)
        if key is not None:
            met[key].append(file.portable())
            lacking[key] -= 1
            if not lacking[key]:
                yield tuple(met.pop(key))


@dataclass(frozen=True, slots=True)
class _Work(Generic[Made]):
    """Reads the files of one list, in whatever process, and makes of it what is wanted."""

    how: Reading
    make: Make[Made]
    many: bool
    holds_parts: bool

    def __call__(self, files: tuple[File, ...]) -> Told[Made]:
        shown = tuple(file.shown for file in files)
        try:
            return self._told(shown, self.how.read(files))
        except DutygraphError as fault:
            return Told(shown, fault=_named(fault, files))
        except Exception as error:
            # One bad file among many must not stop the others.
            if self.many:
                return Told(shown, fault=_fault_of_the_program(shown, error))
            raise

    def died(self, files: tuple[File, ...]) -> Told[Made]:
        """Return what is told of files over which a process died."""
        shown = tuple(file.shown for file in files)
        fault = DocumentError(
            N_("{file}: the process that read it was killed, perhaps for lack of memory."),
            file=" + ".join(shown),
        )
        return Told(shown, fault=fault)

    def _told(self, shown: tuple[str, ...], duty_list: DutyList) -> Told[Made]:
        key, digest = (duty_list.place, duty_list.edition), duty_list.source.sha256
        if self.holds_parts and _is_part(duty_list):
            return Told(shown, None, None, *key, digest, is_part=True)
        # Many folders hold files of one name.
        label = " + ".join(shown) if self.many else duty_list.source.file
        return Told(shown, self.make(duty_list, label), None, *key, digest)


def _is_part(duty_list: DutyList) -> bool:
    """Tell whether other files may hold the rest; one that does not say its place stands alone."""
    held = {duty.kind for duty in duty_list.duties}
    return len(held) < len(Kind) and problem(duty_list.place) is None


def _named(fault: DutygraphError, files: tuple[File, ...]) -> DutygraphError:
    """Return a fault that names its file with its folder, as messages do."""
    shown = {file.name: file.shown for file in files}
    name = shown.get(str(fault.fields.get("file")))
    if name is None:
        return fault
    return type(fault)(fault.message, **{**fault.fields, "file": name})


def _fault_of_the_program(shown: tuple[str, ...], error: Exception) -> DocumentError:
    return DocumentError(
        N_("{file}: a fault of the program: {error}. Please report it with the document."),
        file=" + ".join(shown),
        error=f"{type(error).__name__}: {error}",
    )


def called(duty_list: DutyList, label: str) -> DutyList:
    """Return a list whose file is called by `label`, as messages call it."""
    return replace(duty_list, source=replace(duty_list.source, file=label))
