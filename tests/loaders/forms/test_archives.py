"""ZIP archives are opened and unpacked within bounds, whatever their entries say."""

import io
import struct
import tracemalloc
import zipfile
import zlib

import pytest

from dutygraph.errors import DocumentError
from dutygraph.loaders.forms.archives import LARGEST, chunks, open_archive, read_part

MEGABYTE = 2**20


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def lying(content: bytes, declared: int) -> bytes:
    """Return an archive with one part that is longer than its entry says."""
    data = zipped({"a": content})
    size = struct.pack("<L", len(content))
    assert data.count(size) == 2
    return data.replace(size, struct.pack("<L", declared))


def unpack(data: bytes) -> None:
    with open_archive(data, "list.docx") as archive:
        for part in archive.infolist():
            read_part(archive, part, "list.docx")


def refusal(data: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        unpack(data)
    message = str(caught.value)
    assert message.startswith("list.docx ")
    assert "\n" not in message
    return message


def test_parts_are_read_by_name_and_entry() -> None:
    with open_archive(zipped({"a": b"one", "b": b"two"}), "x.zip") as archive:
        assert read_part(archive, "a", "x.zip") == b"one"
        assert read_part(archive, archive.getinfo("b"), "x.zip") == b"two"


def test_a_long_part_comes_in_pieces() -> None:
    content = bytes(range(256)) * 1000
    with open_archive(zipped({"a": content}), "x.zip") as archive:
        pieces = list(chunks(archive, "a", "x.zip"))
    assert len(pieces) > 3
    assert b"".join(pieces) == content


def test_a_missing_part_is_refused() -> None:
    with (
        open_archive(zipped({"a": b"one"}), "x.zip") as archive,
        pytest.raises(DocumentError, match="damaged"),
    ):
        read_part(archive, "b", "x.zip")


@pytest.mark.parametrize("cut", [1, 30, 60, 100])
def test_a_cut_archive_is_refused(cut: int) -> None:
    assert "is damaged" in refusal(zipped({"a": b"one" * 100})[:-cut])


def test_a_part_with_a_wrong_checksum_is_refused() -> None:
    data = zipped({"a": b"one"}, zipfile.ZIP_STORED)
    assert "is damaged" in refusal(data.replace(b"one", b"two"))


def test_a_part_that_does_not_unpack_is_refused() -> None:
    content = b"one" * 1000
    packed = zipped({"a": content})
    middle = packed.index(zlib.compress(content)[2:6])
    assert "is damaged" in refusal(packed[:middle] + b"\xff" * 4 + packed[middle + 4 :])


def test_an_encrypted_archive_is_refused() -> None:
    data = bytearray(zipped({"a": b"one"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in refusal(bytes(data))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_rare_methods_are_refused(method: int) -> None:
    """A small part of theirs may unpack to gigabytes at once."""
    assert "rare way" in refusal(zipped({"a": b"one"}, method))


def test_a_part_that_packs_far_too_well_is_refused() -> None:
    assert "far more" in refusal(zipped({"a": bytes(40 * MEGABYTE)}))


def test_a_thousand_pages_of_one_table_are_no_bomb() -> None:
    with open_archive(zipped({"a": b"<w:tr/>" * MEGABYTE}), "x.docx") as archive:
        assert len(read_part(archive, "a", "x.docx")) == 7 * MEGABYTE


def test_parts_that_are_too_large_together_are_refused() -> None:
    part = bytes(30 * MEGABYTE)
    assert "far more" in refusal(zipped(dict.fromkeys("abcdefgh", part)))
    assert 8 * len(part) > LARGEST


def test_very_many_parts_are_refused() -> None:
    assert "far more" in refusal(zipped({str(number): b"" for number in range(10_001)}))


def test_a_part_that_is_longer_than_it_says_takes_no_memory() -> None:
    data = lying(bytes(150 * MEGABYTE), declared=1000)
    tracemalloc.start()
    assert "is damaged" in refusal(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2 * MEGABYTE
