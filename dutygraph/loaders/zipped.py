"""Documents in a ZIP archive: their names as people wrote them, and their bytes within bounds."""

import io
import re
import zipfile
from pathlib import Path
from typing import NamedTuple

from dutygraph.errors import DocumentError
from dutygraph.loaders.forms import formats
from dutygraph.loaders.forms.archives import read_part
from dutygraph.messages import N_

LARGEST = 50 * 2**20
"""Bytes that one document may have once unpacked; several are in memory while they wait."""

_LARGEST_RATIO = 200
_SMALL = 2**20
_MOST = 100_000
_ENCRYPTED, _UTF_8 = 0x1, 0x800
_SEPARATOR = re.compile(r"[/\\]")
_LEADS_AWAY = re.compile(r"\.{0,2}|[A-Za-z]:")


class Entry(NamedTuple):
    """A file in an archive: the parts of its path there, and where it is to be read."""

    path: tuple[str, ...]
    info: zipfile.ZipInfo


def open_documents(content: Path | bytes, name: str) -> zipfile.ZipFile | None:
    """Open an archive of documents; None for all else, Word and Excel files among it.

    Raises:
        DocumentError: it unpacks to far more than its size allows.
    """
    archive = _opened(content) if _begins_like_one(content) else None
    if archive is None:
        return None
    if not _holds_documents(archive, name):
        archive.close()
        return None
    if _is_bomb(archive, len(content) if isinstance(content, bytes) else content.stat().st_size):
        archive.close()
        raise DocumentError(
            N_("{file} unpacks to far more than its size allows: it is not read."), file=name
        )
    return archive


def _begins_like_one(content: Path | bytes) -> bool:
    if isinstance(content, bytes):
        return content.startswith(b"PK")
    try:
        # Opening a pipe would take what its one reader is to get.
        if not content.is_file():
            return False
        with content.open("rb") as file:
            return file.read(2) == b"PK"
    except OSError:
        return False


def _opened(content: Path | bytes) -> zipfile.ZipFile | None:
    try:
        return zipfile.ZipFile(io.BytesIO(content) if isinstance(content, bytes) else content)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        # Read as a document, it is refused with the reason.
        return None


def _holds_documents(archive: zipfile.ZipFile, name: str) -> bool:
    try:
        return formats.of_parts({*archive.namelist()}, name) == formats.ZIP
    except DocumentError:
        return False


def _is_bomb(archive: zipfile.ZipFile, size: int) -> bool:
    """Tell by all entries together, since entries may overlap in the archive."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    return len(entries) > _MOST or unpacked > max(_SMALL, size * _LARGEST_RATIO)


def entries(archive: zipfile.ZipFile) -> list[Entry]:
    """Return the files of an archive, sorted by their paths, which lead nowhere outside."""
    found = []
    for info in archive.infolist():
        name = _written(info)
        path = tuple(part for part in _SEPARATOR.split(name) if not _LEADS_AWAY.fullmatch(part))
        if path and not _SEPARATOR.match(name[-1]):
            found.append(Entry(path, info))
    return sorted(found, key=lambda entry: entry.path)


def _written(info: zipfile.ZipInfo) -> str:
    """Return the name as whoever made the archive wrote it: in UTF-8 by its flag, else told here.

    Chinese Windows writes GBK and macOS UTF-8, both without the flag.
    """
    if info.flag_bits & _UTF_8:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437", "replace")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")
    # 一 in GBK, D2 BB, is a letter of two bytes in UTF-8 too; Chinese has three bytes there.
    is_short = not text.isascii() and max(text) < "\u0800"
    return raw.decode("gb18030", "replace") if is_short else text


def read(archive: zipfile.ZipFile, entry: Entry, name: str) -> bytes:
    """Return the bytes of an entry, which `name` names in messages.

    Raises:
        DocumentError: it is encrypted, damaged or larger than a document may be.
    """
    info = entry.info
    if info.flag_bits & _ENCRYPTED:
        raise DocumentError(
            N_("{file} is protected by a password: save it without one."), file=name
        )
    if info.file_size > max(_SMALL, min(LARGEST, info.compress_size * _LARGEST_RATIO)):
        raise DocumentError(
            N_("{file} unpacks to far more than a duty list holds: it is not read."), file=name
        )
    return read_part(archive, info, name)
