"""Where documents come from: files, standard input, folders, and ZIP archives of documents."""

import glob
import os
import re
import stat
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from dutygraph.errors import DocumentError
from dutygraph.loaders import zipped
from dutygraph.loaders.forms.archives import LARGEST
from dutygraph.messages import N_

STDIN = "-"
STORE = "dutygraph-store.json"
"""A folder with this file in it is a store (`graph.generations`), no place of documents."""

ENDINGS = frozenset(
    ending
    for endings in (
        " .txt .md .markdown .tsv .htm .html .mht .mhtml .json .pdf .ofd",
        ".docx .docm .dotx .doc .wps .rtf .odt .xlsx .xlsm .xltx .xlsb .xls .et .ods",
        ".zip .rar .7z .tar .gz",
    )
    for ending in endings.split(" ")
)
"""The endings of what is read or refused with a reason where a folder or ZIP holds it."""

# What systems and programs leave beside documents: ~$ are the lock files of Word.
_HIDDEN = re.compile(
    r"\..*|~\$.*|\$recycle\.bin|thumbs\.db|ehthumbs\.db|desktop\.ini|__macosx|@eadir",
    re.IGNORECASE,
)
_ZIP = ".zip"
_DEEPEST = 2
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")

Content = Path | bytes | DocumentError | Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class File:
    """A file that should be a document: what messages call it, and where its bytes are."""

    shown: str
    content: Content

    @property
    def name(self) -> str:
        """The file's own name, without folders."""
        return Path(self.shown).name or self.shown

    def read(self) -> bytes:
        """Return the bytes.

        Raises:
            DocumentError: it cannot be opened, or it is larger than a document may be.
        """
        if isinstance(self.content, Path):
            return _bytes_of(self.content, self.shown)
        if isinstance(self.content, bytes):
            return self.content
        if isinstance(self.content, DocumentError):
            raise self.content
        return self.content()

    def portable(self) -> "File":
        """Return a file that can be read later and by other processes."""
        if not callable(self.content):
            return self
        try:
            return File(self.shown, self.content())
        except DocumentError as fault:
            return File(self.shown, fault)


@dataclass(slots=True)
class Sources:
    """The files that the arguments of a command name, in order; each walk finds them anew.

    A folder is walked with all below it, in the order of the names; a ZIP archive is read where it
    lies, and so is one within it. `arguments` may have `-`, whose bytes `stdin` gives, and patterns
    such as *.docx, which Windows leaves to the program.
    """

    arguments: Sequence[str]
    stdin: Callable[[], bytes] = bytes
    many: bool = field(init=False)
    """Whether a folder or a ZIP is among the arguments, in which one bad file is to be expected."""
    count: int = field(init=False)
    skipped: Counter[str] = field(init=False, default_factory=Counter)
    """The endings of the files in folders that are no documents, with how many there are."""
    _given: list[File] = field(init=False)

    def __post_init__(self) -> None:
        self._given = [file for one in self.arguments for file in self._named(one)]
        self.many = any(map(_holds_files, self._given))
        self.count = sum(1 for _ in _files(self._given, self.skipped))

    def __iter__(self) -> Iterator[File]:
        return _files(self._given, Counter())

    def holds(self, path: Path) -> bool:
        """Tell whether a file on the disk is one of those that are read, by whatever name."""
        return path.is_file() and any(
            isinstance(file.content, Path) and _is_same(file.content, path)
            for given in self._given
            for file in _on_disk(given, Counter())
        )

    def _named(self, argument: str) -> Iterator[File]:
        if argument == STDIN:
            yield File("stdin", self.stdin())
            return
        is_pattern = not os.path.lexists(argument) and glob.has_magic(argument)
        for name in (is_pattern and sorted(glob.glob(argument))) or [argument]:  # noqa: PTH207 - keeps the name as typed
            yield File(printable(name), Path(name))


def printable(text: str) -> str:
    """Return a text of the system's with U+FFFD for control characters and for what is none.

    On Linux a file's name may be any bytes, such as GBK from an archive.
    """
    return _UNPRINTABLE.sub("\ufffd", text)


def _bytes_of(path: Path, shown: str) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise _unreadable(shown, error) from error
    if len(data) > LARGEST:
        raise DocumentError(
            N_("{file} has more than {megabytes} MB, as no duty list has: it is not read."),
            file=shown,
            megabytes=LARGEST // 2**20,
        )
    return data


def _unreadable(shown: str, error: OSError) -> DocumentError:
    reason = error.strerror or str(error)
    return DocumentError(N_("{file} cannot be read: {reason}."), file=shown, reason=reason)


def _holds_files(file: File) -> bool:
    if not isinstance(file.content, Path | bytes):
        return False
    if _is_folder(file.content):
        return True
    try:
        archive = zipped.open_documents(file.content, file.shown)
    except DocumentError:
        return True
    if archive:
        archive.close()
    return archive is not None


def _is_folder(content: Content) -> bool:
    return isinstance(content, Path) and os.path.isdir(content)  # noqa: PTH112 - Path.is_dir raises


def _files(given: Sequence[File], skipped: Counter[str]) -> Iterator[File]:
    for file in given:
        found = (one for each in _on_disk(file, skipped) for one in _unpacked(each, skipped))
        yield from _or_refused(file, found) if _is_folder(file.content) else found


def _on_disk(given: File, skipped: Counter[str]) -> Iterator[File]:
    """Yield a file, or the files in it where it is a folder; archives as they lie there."""
    if isinstance(given.content, Path) and _is_folder(given.content):
        yield from _in_folder(given.content, skipped)
    else:
        yield given


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _or_refused(file: File, found: Iterator[File]) -> Iterator[File]:
    """Yield what was found, else `file` itself as one that is refused."""
    first = next(found, None)
    if first is None:
        nothing = DocumentError(N_("{file} holds no document to read."), file=file.shown)
        yield File(file.shown, nothing)
        return
    yield first
    yield from found


def _in_folder(top: Path, skipped: Counter[str]) -> Iterator[File]:
    left, seen = [top], set[str]()
    while left:
        path = left.pop()
        file = File(printable(str(path)), path)
        if not _is_folder(path):
            if _is_wanted(path.name, skipped) and not _is_special(path):
                yield file
            continue
        # Links may lead around in a circle.
        place = os.path.realpath(path)  # noqa: PTH100,RUF100 - Path.resolve raises for a link to itself
        if place in seen or (path / STORE).exists():
            continue
        seen.add(place)
        try:
            inside = sorted(path.iterdir(), key=lambda one: one.name, reverse=True)
        except OSError as error:
            yield File(file.shown, _unreadable(file.shown, error))
            continue
        left += [one for one in inside if not _HIDDEN.fullmatch(one.name)]


def _is_wanted(name: str, skipped: Counter[str]) -> bool:
    """Tell whether a file in a folder may be a document, and count it if not."""
    ending = os.path.splitext(name)[1].lower()  # noqa: PTH122 - the names in archives are no paths
    if ending in ENDINGS:
        return True
    skipped[printable(ending)] += 1
    return False


def _is_special(path: Path) -> bool:
    """Tell whether a file is a pipe or a device, which may never end."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        # Read as a document, it is refused with the reason.
        return False


def _unpacked(file: File, skipped: Counter[str], depth: int = 0) -> Iterator[File]:
    """Yield a file, or the documents in it where it is an archive of them."""
    archive, content = None, file.content
    try:
        if isinstance(content, Path | bytes) and depth < _DEEPEST:
            archive = zipped.open_documents(content, file.shown)
    except DocumentError as fault:
        file = File(file.shown, fault)
    if archive is None:
        yield file
        return
    with archive:
        yield from _or_refused(file, _in_archive(archive, file.shown, skipped, depth))


def _in_archive(
    archive: zipfile.ZipFile, shown: str, skipped: Counter[str], depth: int
) -> Iterator[File]:
    for entry in zipped.entries(archive):
        if any(map(_HIDDEN.fullmatch, entry.path)) or not _is_wanted(entry.path[-1], skipped):
            continue
        name = printable("/".join([shown, *entry.path]))
        file = File(name, partial(zipped.read, archive, entry, name))
        if name.lower().endswith(_ZIP):
            yield from _unpacked(file.portable(), skipped, depth + 1)
        else:
            yield file
