"""The records of an XLS file, measured before calamine reads them.

Calamine trusts what an XLS file says of its own sizes, and follows its chains of sectors for ever.
So olefile takes out the one stream that matters; it is measured, rid of names and formulas, of
which only the values count, and put into a container of our own. Numbers of records and their
fields are those of [MS-XLS] 2.3 and 2.4.
"""

import io
import struct
from collections import Counter
from collections.abc import Iterator

from dutygraph.loaders.forms.archives import damaged, protected, too_large
from dutygraph.loaders.forms.extras import missing
from dutygraph.loaders.forms.sheetbounds import (
    MOST_FILLED,
    MOST_PLACES,
    Measured,
    Sheet,
    address,
    check_texts,
)

_LARGEST = 64 * 2**20
_MOST_RECORDS = 2_000_000
_PROPERTIES = "\x05SummaryInformation"
_CODE_PAGE, _TITLE, _TEXT, _UNICODE = 1, 2, 0x1E, 65001
_MOST_PROPERTIES = 100

_EOF, _FILEPASS, _BOUNDSHEET, _SST, _CONTINUE = 0x0A, 0x2F, 0x85, 0xFC, 0x3C
_DIMENSIONS, _ROW, _MERGED, _MULRK = 0x200, 0x208, 0xE5, 0xBD
_FORMULA, _BOOLERR, _LABELSST = 0x06, 0x205, 0xFD
_CELLS = frozenset({0x203, 0x204, _BOOLERR, 0x27E, _LABELSST, _FORMULA, _MULRK})
_NAMES = frozenset({0x17, 0x18})
"""Records of names and of references to other sheets, which only formulas need."""

_LEAST = {
    0x22: 2,
    _FILEPASS: 2,
    0x42: 2,
    _BOUNDSHEET: 8,
    _SST: 8,
    0x809: 4,
    0x203: 14,
    0x204: 10,
    _BOOLERR: 8,
    0x27E: 10,
    _LABELSST: 10,
    _FORMULA: 22,
    _MULRK: 6,
    _DIMENSIONS: 10,
    _ROW: 16,
    _MERGED: 2,
}
"""The least length of the records that are looked into."""

_HIDDEN = 0x20
_ERROR = 2

Record = tuple[int, int, int]
"""A record's number, where its content begins and where it ends."""


def measure(data: bytes, name: str) -> Measured:
    """Return the sheets of an XLS file as measured, and its workbook in a plain container.

    Raises:
        DocumentError: it is damaged or encrypted, or too much of it would have to be held.
    """
    content, title = _workbook(data, name)
    stream = bytearray(content)
    try:
        sheets = _Stream(stream, name).sheets()
    except (struct.error, IndexError, ValueError) as error:
        raise damaged(name) from error
    return Measured(container(bytes(stream)), sheets, title)


def _workbook(data: bytes, name: str) -> tuple[bytes, str]:
    """Return the stream of the workbook and the title among the file's properties."""
    try:
        import olefile
    except ImportError as error:
        raise missing("office", name) from error
    if len(data) > _LARGEST:
        raise too_large(name)
    try:
        # Bytes that are too short it would take for the name of a file.
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            path = "Workbook" if ole.exists("Workbook") else "Book"
            has_title = ole.exists(_PROPERTIES)
            properties = ole.openstream(_PROPERTIES).read() if has_title else b""
            return ole.openstream(path).read(), _title(properties)
    except Exception as error:  # olefile lets through what struct and slices raise
        raise damaged(name) from error


def _title(properties: bytes) -> str:
    """Return the title among a file's properties ([MS-OLEPS] 2.20), empty if it cannot be told.

    Olefile would read them too, but takes hours where a number of values is wrong.
    """
    try:
        (section,) = struct.unpack_from("<I", properties, 44)
        (count,) = struct.unpack_from("<I", properties, section + 4)
        listed = properties[section + 8 : section + 8 + 8 * min(count, _MOST_PROPERTIES)]
        places = dict(struct.iter_unpack("<II", listed))
        kind, length = struct.unpack_from("<II", properties, section + places[_TITLE])
        (page,) = struct.unpack_from("<H", properties, section + places[_CODE_PAGE] + 4)
        start = section + places[_TITLE] + 8
        encoding = "utf-8" if page == _UNICODE else f"cp{page}"
        title = properties[start : start + length].decode(encoding) if kind == _TEXT else ""
    except (struct.error, LookupError, UnicodeDecodeError):
        return ""
    return title.rstrip("\x00").strip()


class _Stream:
    """The stream of a workbook: first what holds for all sheets, then the sheets one by one."""

    def __init__(self, stream: bytearray, name: str) -> None:
        self.stream = stream
        self.name = name
        self.left = _MOST_RECORDS
        self.starts: list[int] = []
        self.lengths: list[int] = []
        self.uses: Counter[int] = Counter()

    def sheets(self) -> list[Sheet]:
        self._globals()
        sheets = [self._sheet(start) for start in self.starts]
        # Calamine holds all sheets at once, and a second rectangle for formulas.
        places = sum(sheet.rows * sheet.columns for sheet in sheets)
        filled = sum(sheet.filled for sheet in sheets)
        if places > MOST_PLACES // 2 or filled > MOST_FILLED:
            raise too_large(self.name)
        check_texts(self.lengths, self.uses, self.name)
        return sheets

    def _records(self, start: int) -> Iterator[Record]:
        """Yield the records from `start` to the one that ends the sheet."""
        while start + 4 <= len(self.stream):
            kind, length = struct.unpack_from("<HH", self.stream, start)
            start += 4
            self.left -= 1
            if self.left < 0:
                raise too_large(self.name)
            if kind == _EOF:
                return
            if start + length > len(self.stream) or length < _LEAST.get(kind, 0):
                raise ValueError
            yield kind, start, start + length
            start += length

    def _globals(self) -> None:
        shared: list[tuple[int, int]] = []
        for kind, start, end in self._records(0):
            if kind == _FILEPASS:
                raise protected(self.name)
            if kind == _BOUNDSHEET:
                self.starts.append(self._start(start))
            if kind in _NAMES:
                self.stream[start - 4 : start - 2] = b"\x00\x00"
            if kind == _SST:
                shared = [(start, end)]
            elif kind == _CONTINUE and shared and shared[-1][1] + 4 == start:
                shared.append((start, end))
        if shared:
            self.lengths = list(_Strings(self.stream, shared).lengths())

    def _start(self, at: int) -> int:
        start: int = struct.unpack_from("<I", self.stream, at)[0]
        if start >= len(self.stream):
            raise ValueError
        return start

    def _sheet(self, start: int) -> Sheet:
        sheet = Sheet()
        for kind, at, end in self._records(start):
            if kind in _CELLS:
                self._cell(sheet, kind, at, end)
            elif kind == _ROW and self.stream[at + 12] & _HIDDEN:
                sheet.hidden += 1
            elif kind == _DIMENSIONS:
                self._dimensions(at, end)
            elif (
                kind == _MERGED and 2 + 8 * struct.unpack_from("<H", self.stream, at)[0] > end - at
            ):
                raise ValueError
        sheet.check(self.name)
        return sheet

    def _cell(self, sheet: Sheet, kind: int, at: int, end: int) -> None:
        row, column = struct.unpack_from("<HH", self.stream, at)
        last = struct.unpack_from("<H", self.stream, end - 2)[0] if kind == _MULRK else column
        sheet.rows = max(sheet.rows, row + 1)
        sheet.columns = max(sheet.columns, last + 1)
        sheet.filled += max(1, last + 1 - column)
        if kind == _LABELSST:
            self.uses[struct.unpack_from("<I", self.stream, at + 6)[0]] += 1
        elif self._is_error(kind, at):
            sheet.valueless.append(address(row, column))
        if kind == _FORMULA:
            # The length of the formula: without one calamine does not look at it.
            self.stream[at + 20 : at + 22] = b"\x00\x00"

    def _is_error(self, kind: int, at: int) -> bool:
        content = self.stream
        if kind == _BOOLERR:
            return content[at + 7] == 1
        return (
            kind == _FORMULA
            and content[at + 12 : at + 14] == b"\xff\xff"
            and content[at + 6] == _ERROR
        )

    def _dimensions(self, at: int, end: int) -> None:
        """Calamine makes room for what the sheet says of itself, however large."""
        form = "<IIHH" if end - at == 14 else "<HHHH"
        top, bottom, left, right = struct.unpack_from(form, self.stream, at)
        if bottom > 2**16 or right > 2**8 or top > max(bottom - 1, 0) or left > max(right - 1, 0):
            raise ValueError


class _Strings:
    """The shared strings, which go on from one record to the next."""

    def __init__(self, stream: bytearray, pieces: list[tuple[int, int]]) -> None:
        self.stream = stream
        self.pieces = iter(pieces)
        self.at, self.end = next(self.pieces)

    def lengths(self) -> Iterator[int]:
        """Yield the most bytes that each string takes in UTF-8; as many as the record declares."""
        declared = self._number("<4xI")
        for _ in range(declared):
            if self.at == self.end:
                self.at, self.end = next(self.pieces, (0, 0))
            characters, flags = self._number("<H"), self._number("<B")
            runs = self._number("<H") if flags & 8 else 0
            extra = self._number("<I") if flags & 4 else 0
            self._skip_text(characters, flags)
            self._skip(runs * 4 + extra)
            yield characters * 3

    def _number(self, form: str) -> int:
        size = struct.calcsize(form)
        if self.at + size > self.end:
            raise ValueError
        number: int = struct.unpack_from(form, self.stream, self.at)[0]
        self.at += size
        return number

    def _skip_text(self, characters: int, flags: int) -> None:
        while characters:
            width = 1 + (flags & 1)
            here = min(characters, (self.end - self.at) // width)
            self.at += here * width
            characters -= here
            if characters:
                self.at, self.end = self._next()
                flags = self._number("<B")

    def _skip(self, size: int) -> None:
        while size:
            here = min(size, self.end - self.at)
            self.at += here
            size -= here
            if size:
                self.at, self.end = self._next()

    def _next(self) -> tuple[int, int]:
        piece = next(self.pieces, None)
        if piece is None:
            raise ValueError
        return piece


# The container

_SECTOR = 4096
_CHAIN_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_NONE = 0xFFFFFFFF


def container(stream: bytes) -> bytes:
    """Return an OLE file of version 4 that holds only the stream of a workbook ([MS-CFB] 2)."""
    sectors = max(1, -(-len(stream) // _SECTOR))
    tables = 1
    while tables * (_SECTOR // 4) < sectors + 1 + tables:
        tables += 1
    chain = [*range(1, sectors), _CHAIN_END, _CHAIN_END, *[_TABLE] * tables]
    chain += [_FREE] * (tables * (_SECTOR // 4) - len(chain))
    size = sectors * _SECTOR
    # Calamine refuses a root without a small stream, so its own sector stands for one.
    directory = _entry("Root Entry", 5, child=1, start=sectors, size=0)
    directory += _entry("Workbook", 2, child=_NONE, start=0, size=size)
    return b"".join(
        [
            _header(directory_at=sectors, tables=tables).ljust(_SECTOR, b"\x00"),
            stream.ljust(size, b"\x00"),
            directory.ljust(_SECTOR, b"\x00"),
            struct.pack(f"<{len(chain)}I", *chain),
        ]
    )


def _header(directory_at: int, tables: int) -> bytes:
    places = [directory_at + 1 + number for number in range(tables)]
    places += [_FREE] * (109 - tables)
    return struct.pack(
        "<8s16xHHHHH6xIIIIIIIII109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        *(0x3E, 4, 0xFFFE, 12, 6),
        *(1, tables, directory_at, 0, _SECTOR, _CHAIN_END, 0, _CHAIN_END, 0),
        *places,
    )


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII36xIQ",
        *(written, len(written) + 2, kind, 1, _NONE, _NONE, child, start, size),
    )
