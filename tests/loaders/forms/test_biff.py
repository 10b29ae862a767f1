"""Workbooks of the old form, written record by record: what lies is refused, nothing crashes."""

import struct
from collections.abc import Sequence

import pytest

from dutygraph.errors import DocumentError
from dutygraph.loaders.forms import biff, workbook

EOF = (0x0A, b"")
GLOBALS, WORKSHEET = 5, 0x10
Record = tuple[int, bytes]


def bof(kind: int) -> Record:
    return 0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0)


def written(records: Sequence[Record]) -> bytes:
    return b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in records)


def strings(*texts: str, declared: int | None = None) -> Record:
    count = len(texts) if declared is None else declared
    items = [struct.pack("<HB", len(text), 1) + text.encode("utf-16-le") for text in texts]
    return 0xFC, struct.pack("<II", count, count) + b"".join(items)


def label(row: int, column: int, string: int = 0) -> Record:
    return 0xFD, struct.pack("<HHHI", row, column, 0, string)


def row(number: int, *, hidden: bool) -> Record:
    return 0x208, struct.pack("<HHHHIHH", number, 0, 1, 255, 0, 0x20 if hidden else 0, 0)


def book(
    cells: Sequence[Record], *shared: Record, more: Sequence[Record] = (), start: int | None = None
) -> bytes:
    """Return a workbook of one sheet 清单 with these records and shared strings."""
    name = "清单".encode("utf-16-le")
    sheet = struct.pack("<IBBBB", 0, 0, 0, 2, 1) + name
    head = [bof(GLOBALS), *more, (0x85, sheet), *(shared or (strings("养犬"),)), EOF]
    at = len(written(head)) if start is None else start
    head[1 + len(more)] = (0x85, struct.pack("<I", at) + sheet[4:])
    return biff.container(written(head) + written([bof(WORKSHEET), *cells, EOF]))


def texts(data: bytes) -> list[tuple[str, ...]]:
    return [row.texts for row in workbook.read(data, "list.xls").rows if row.table]


def test_shared_strings_are_read() -> None:
    assert texts(book([label(0, 0, 1), label(2, 1, 0)], strings("养犬", "序号"))) == [
        ("序号",),
        ("", "养犬"),
    ]


def test_a_shared_string_goes_on_in_the_next_record() -> None:
    kind, data = strings("养犬", "序号")
    rest = (0x3C, b"\x01" + data[13:])
    assert texts(book([label(0, 0), label(1, 0, 1)], (kind, data[:13]), rest)) == [
        ("养犬",),
        ("序号",),
    ]


def test_hidden_rows_and_errors_are_findings() -> None:
    error = (0x205, struct.pack("<HHHBB", 1, 1, 0, 0x17, 1))
    data = book([row(0, hidden=False), row(1, hidden=True), label(1, 0), error])
    found = [(one.rule, one.position.cell) for one in workbook.read(data, "list.xls").findings]
    assert found == [("hidden-content", ""), ("value-missing", "B2")]


FORMULA = struct.pack("<HHHdHI", 0, 0, 0, 7.0, 0, 0)
ODD = {
    "more strings declared than there are": book([label(0, 0)], strings("养犬", declared=2**30)),
    "a string longer than its record": book(
        [label(0, 0)], (0xFC, struct.pack("<IIHB", 1, 1, 9, 1))
    ),
    "a range of four thousand million rows": book(
        [(0x200, struct.pack("<IIHHH", 0, 2**32 - 1, 0, 1, 0)), label(0, 0)]
    ),
    "a range that ends before it begins": book(
        [(0x200, struct.pack("<IIHHH", 9, 1, 0, 1, 0)), label(0, 0)]
    ),
    "a cell of two bytes": book([(0xFD, b"\x00\x00")]),
    "a sheet behind the end": book([label(0, 0)], start=10**6),
    "a code page of no bytes": book([label(0, 0)], more=[(0x42, b"")]),
    "more merged cells than there are": book([(0xE5, b"\xff\xff"), label(0, 0)]),
    "a record that is cut off": biff.container(written([bof(GLOBALS)]) + b"\xfc\x00\xff\xff"),
}


@pytest.mark.parametrize("kind", ODD)
def test_a_workbook_that_lies_is_damaged(kind: str, capfd: pytest.CaptureFixture[str]) -> None:
    """A panic of the library would be told on stderr, and too much memory would end the program."""
    with pytest.raises(DocumentError, match=r"^list\.xls is damaged: open it and save it again\.$"):
        texts(ODD[kind])
    assert capfd.readouterr() == ("", "")


def test_formulas_and_names_are_not_looked_into(capfd: pytest.CaptureFixture[str]) -> None:
    """Calamine panics at names and formulas that are cut off; only the values count."""
    formula = (0x06, FORMULA + struct.pack("<H", 9) + b"\x24")
    data = book([formula, label(0, 1)], more=[(0x18, b"\x00" * 15), (0x17, b"\x09\x00\x01")])
    assert texts(data) == [("7", "养犬")]
    assert capfd.readouterr() == ("", "")


def test_a_password_is_named() -> None:
    data = book([label(0, 0)], more=[(0x2F, b"\x01\x00" + b"\x00" * 50)])
    with pytest.raises(DocumentError, match="protected by a password"):
        texts(data)


def test_a_cell_far_from_the_table_is_named() -> None:
    with pytest.raises(DocumentError, match="reaches to cell IV65536"):
        texts(book([label(0, 0), label(65535, 255)]))


def test_one_long_string_in_many_cells_is_refused() -> None:
    cells = [label(number, 0) for number in range(5_000)]
    with pytest.raises(DocumentError, match="far more than a duty list holds"):
        texts(book(cells, (0xFC, b"".join([struct.pack("<IIHB", 1, 1, 8000, 0), b"a" * 8000]))))
