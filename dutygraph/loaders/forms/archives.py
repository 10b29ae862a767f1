"""ZIP archives, which Word and Excel files are too, opened and unpacked within bounds."""

import io
import zipfile
from collections.abc import Iterator

from dutygraph.errors import DocumentError
from dutygraph.messages import N_

LARGEST = 200 * 2**20
"""Bytes that all parts of an archive may have together once unpacked."""

_LARGEST_RATIO = 200
# Below this a part that packs well is no danger: a thousand pages of one table do.
_SMALL = 32 * 2**20
_MOST_PARTS = 10_000
_PIECE = 2**16
# The other methods unpack a whole part at once, whatever size its entry declares.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 1


def open_archive(data: bytes, name: str) -> zipfile.ZipFile:
    """Open an archive from memory; its entries declare sizes within bounds.

    Nothing is unpacked yet. What reads it otherwise than by `read_part` and `chunks` has to check
    that the entries tell the truth.

    Raises:
        DocumentError: it is damaged or encrypted, or unpacks to more than memory should hold.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # zipfile lets through what struct, seeks and decoders raise
        raise damaged(name) from error
    parts = archive.infolist()
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise protected(name)
    total = sum(part.file_size for part in parts)
    if total > LARGEST or len(parts) > _MOST_PARTS or any(map(_is_swollen, parts)):
        raise too_large(name)
    return archive


def _is_swollen(part: zipfile.ZipInfo) -> bool:
    return part.file_size > max(_SMALL, part.compress_size * _LARGEST_RATIO)


def read_part(archive: zipfile.ZipFile, part: str | zipfile.ZipInfo, name: str) -> bytes:
    """Return one part of an archive, unpacked.

    Raises:
        DocumentError: the part is missing or damaged.
    """
    return b"".join(chunks(archive, part, name))


def chunks(archive: zipfile.ZipFile, part: str | zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    """Yield one part of an archive in pieces of 64 KB, unpacked one by one.

    There are never more bytes than the part's entry declares.

    Raises:
        DocumentError: the part is missing, damaged or packed in a rare way.
    """
    entry = archive.NameToInfo.get(part) if isinstance(part, str) else part
    if entry is None:
        raise damaged(name)
    if entry.compress_type not in _METHODS:
        raise DocumentError(
            N_("{file} is packed in a rare way: pack it again as an ordinary ZIP."), file=name
        )
    try:
        # Reading without a size would first unpack all there is, and then cut it as declared.
        with archive.open(entry) as stream:
            while piece := stream.read(_PIECE):
                yield piece
    except Exception as error:  # zipfile raises what its decompressors do: zlib, struct, EOF …
        raise damaged(name) from error


def damaged(name: str) -> DocumentError:
    """Return the error for a file that is not whole."""
    return DocumentError(N_("{file} is damaged: open it and save it again."), file=name)


def protected(name: str) -> DocumentError:
    """Return the error for a file that only opens with a password."""
    return DocumentError(N_("{file} is protected by a password: save it without one."), file=name)


def too_large(name: str) -> DocumentError:
    """Return the error for a file that would fill the memory."""
    return DocumentError(
        N_("{file} unpacks to far more than a duty list holds: it is not read."), file=name
    )
