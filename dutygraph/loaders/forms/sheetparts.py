"""The parts of an XLSX file, measured before calamine reads them."""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import islice
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from dutygraph.errors import DocumentError
from dutygraph.loaders.forms.archives import damaged, open_archive, too_large
from dutygraph.loaders.forms.sheetbounds import (
    MOST_COLUMNS,
    MOST_FILLED,
    MOST_TEXT,
    Measured,
    Sheet,
    check_texts,
    column_number,
)
from dutygraph.messages import N_

_LARGEST = 100 * 2**20
_MOST_READ = 2**30
_WINDOW = 2**20
_LONGEST_NUMBER = 7

# A cell as every program writes it, with its address, its other attributes and whether a formula
# follows; or one that is written otherwise, with nothing. Names may have a prefix: <x:c>.
_PLAIN = rb'<c r="([A-Z]{1,3})([0-9]{1,7})"([^>"]*+(?:"[^">]*+"[^>"]*+)*+)'
_CELL = re.compile(_PLAIN + rb">(<f)?|<(?:[^\s<>/:]*+:)?+c[\s/>]")
_FILLED_CELL = re.compile(_PLAIN + rb"(?<!/)>(?!</)(<f)?")
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_COLUMNS = re.compile(rb"<(?:\w+:)?col\s[^<>]*>")
# A formula that gives an empty text has the type str: there an empty <v> is the value.
_NO_VALUE = re.compile(
    rb'<c (?![^>]*\bt="str")[^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"[^>]*(?<!/)>\s*'
    rb"<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)
_ERROR = re.compile(rb'<c (?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"')
_STRING_END = re.compile(rb"</(?:[^\s<>/]*:)?si\s*>")
_INDEX = re.compile(rb">\s*([0-9]+)\s*<")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(r"(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_TITLE = re.compile(rb"<(?:\w+:)?title\b[^>]*>([^<]*)<")


def measure(data: bytes, name: str) -> Measured:
    """Return the sheets of an XLSX file as measured, by their names, and the file's own title.

    Raises:
        DocumentError: it is damaged or binary, or too much of it would have to be held.
    """
    with open_archive(data, name) as archive:
        parts = archive.infolist()
        if "xl/workbook.bin" in archive.NameToInfo:
            raise DocumentError(
                N_("{file} is a binary workbook (.xlsb): open it and save it as .xlsx."), file=name
            )
        if sum(part.file_size for part in parts) > _LARGEST:
            raise too_large(name)
        paths, title = _paths(archive, data, name)
        sheets: dict[str, Sheet] = {}
        largest = 0
        for part in parts:
            content = unpacked(data, part, name)
            if b"sheetData" in content:
                sheets[part.filename] = _sheet(content, name)
                largest = max(largest, len(content))
        # Several names may stand for one part, so that calamine reads it again and again.
        if largest * len(paths) > _MOST_READ:
            raise too_large(name)
        filled = sum(sheet.filled for sheet in sheets.values())
        if filled > MOST_FILLED:
            raise too_large(name)
        if any(sheet.shares for sheet in sheets.values()):
            _check_strings(archive, data, sheets, name)
    return Measured(data, [sheets.get(path, Sheet()) for path in paths], title)


def _check_strings(archive: ZipFile, data: bytes, sheets: dict[str, Sheet], name: str) -> None:
    """Refuse shared strings that are short in the file and long in a thousand cells."""
    contents = (unpacked(data, part, name) for part in archive.infolist())
    strings = (_STRING_END.split(content) for content in contents if b"si>" in content)
    lengths = [len(one) for part in strings for one in part]
    if sum(sheet.filled for sheet in sheets.values()) * max(lengths, default=0) > MOST_TEXT:
        used = (unpacked(data, archive.getinfo(part), name) for part in sheets)
        check_texts(lengths, _uses(used), name)


def unpacked(data: bytes, part: ZipInfo, name: str) -> bytes:
    """Return the whole content of one part of the archive `data`.

    Zipfile stops where the part's entry says that it ends. Others go on, to gigabytes, so a part
    that goes on is refused.

    Raises:
        DocumentError: the part is damaged, or packed in a way that Excel does not use.
    """
    head = data[part.header_offset : part.header_offset + 30]
    start = part.header_offset + 30 + int.from_bytes(head[26:28], "little")
    start += int.from_bytes(head[28:30], "little")
    packed = data[start : start + part.compress_size]
    if part.compress_type == ZIP_STORED:
        content, is_whole = packed, True
    elif part.compress_type == ZIP_DEFLATED:
        content, is_whole = _inflated(packed, part.file_size)
    else:
        raise damaged(name)
    if not is_whole or len(content) != part.file_size:
        raise damaged(name)
    return content


def _inflated(packed: bytes, size: int) -> tuple[bytes, bool]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = inflater.decompress(packed, size + 1)
    except zlib.error:
        return b"", False
    return content, inflater.eof


def _paths(archive: ZipFile, data: bytes, name: str) -> tuple[list[str], str]:
    """Return where the sheets stand in the archive, in their order, and the title of the file."""

    def part(path: str) -> bytes:
        entry = archive.NameToInfo.get(path)
        return unpacked(data, entry, name) if entry else b""

    targets = {
        found.get("Id"): found.get("Target", "").removeprefix("/").removeprefix("xl/")
        for found in _attributes(_RELATIONSHIP, part("xl/_rels/workbook.xml.rels"))
    }
    found = _attributes(_SHEET, part("xl/workbook.xml"))
    paths = [f"xl/{targets.get(sheet.get('id'), '')}" for sheet in found]
    title = _TITLE.search(part("docProps/core.xml"))
    return paths, unescape(title[1].decode("utf-8", "replace")).strip() if title else ""


def _attributes(tag: re.Pattern[bytes], content: bytes) -> Iterator[dict[str, str]]:
    for found in tag.finditer(content):
        text = found[0].decode("utf-8", "replace")
        yield {key: unescape(one or other) for key, one, other in _ATTRIBUTE.findall(text)}


# Sheets


def _sheet(content: bytes, name: str) -> Sheet:
    sheet, may_lack_values = _plain_sheet(content, _CELL)
    if sheet is not None and not sheet.fits():
        sheet, _ = _plain_sheet(content, _FILLED_CELL)
    if sheet is None:
        sheet = _parsed_sheet(content, name)
    sheet.check(name)
    if b"hidden" in content:
        sheet.hidden = len(_HIDDEN_ROW.findall(content))
        sheet.hidden_columns = list(islice(_hidden_columns(content), MOST_COLUMNS))
    if may_lack_values:
        found = [*_ERROR.findall(content), *_NO_VALUE.findall(content)]
        sheet.valueless = [cell.decode() for cell in found]
    return sheet


def _hidden_columns(content: bytes) -> Iterator[range]:
    for column in _attributes(_COLUMNS, content):
        first, last = column.get("min", ""), column.get("max", "")
        if column.get("hidden") in {"1", "true"} and _are_columns(first, last):
            yield range(int(first) - 1, int(last))


def _are_columns(*numbers: str) -> bool:
    return all(one.isascii() and one.isdecimal() and len(one) <= _LONGEST_NUMBER for one in numbers)


def _plain_sheet(content: bytes, pattern: re.Pattern[bytes]) -> tuple[Sheet | None, bool]:
    """Measure the cells that `pattern` finds, and tell whether some may be without a value.

    There is no sheet if it finds cells that are written another way than usual.
    """
    found: tuple[set[bytes], ...] = (set(), set(), set(), set())
    filled = 0
    for start, stop in _windows(content):
        cells = pattern.findall(content, start, stop)
        filled += len(cells)
        for known, new in zip(found, zip(*cells, strict=True), strict=False):
            known.update(new)
    columns, rows, attributes, formulas = found
    if b"" in columns:
        return None, True
    reach = max(map(int, rows), default=0), max(map(column_number, columns), default=0)
    shares = any(b't="s"' in one for one in attributes)
    has_errors = any(b't="e"' in one for one in attributes)
    return Sheet(*reach, filled, shares=shares), has_errors or b"<f" in formulas


def _windows(content: bytes) -> Iterator[tuple[int, int]]:
    """Cut a part before its cells, so that what is found in it never takes much memory at once."""
    start = 0
    while start < len(content):
        stop = content.find(b"<c", start + _WINDOW)
        stop = len(content) if stop < 0 else stop
        yield start, stop
        start = stop


def _parsed_sheet(content: bytes, name: str) -> Sheet:
    """Measure a sheet of which cells are written another way than usual."""
    measuring = _Measuring()
    parser = expat.ParserCreate()
    parser.StartElementHandler = measuring.begin
    # The declaration could give cells an address that calamine does not see.
    parser.StartDoctypeDeclHandler = measuring.refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError) as error:
        raise damaged(name) from error
    return measuring.sheet


class _Measuring:
    """Follows the elements of a sheet as calamine does: an address may be missing."""

    def __init__(self) -> None:
        self.sheet = Sheet(shares=True)
        self.row = 0
        self.address = ""
        self.further = 0
        self.is_open = False

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        address = attributes.get("r")
        if tag == "row":
            self.row = self.row + 1 if address is None else _number(address)
            self.address, self.further, self.is_open = "", 0, False
        elif tag == "c":
            self.address = self.address if address is None else address
            self.further = self.further + 1 if address is None else 0
            self.is_open = True
        elif self.is_open and tag in {"v", "is", "f"}:
            self.is_open = False
            self._fill()

    def _fill(self) -> None:
        sheet, (row, column) = self.sheet, _place(self.address) if self.address else (0, 0)
        # A cell without an address stands in the open row, behind the last one that has one.
        sheet.rows = max(sheet.rows, row, self.row, 1)
        sheet.columns = max(sheet.columns, column + self.further)
        sheet.filled += 1

    def refuse(self, *_: object) -> None:
        raise ValueError


def _place(address: str) -> tuple[int, int]:
    """Return row and column of a cell's address, from 1."""
    name = address.rstrip("0123456789")
    if not name.isascii() or not name.isalpha() or len(name) > _LONGEST_NUMBER:
        raise ValueError
    return _number(address[len(name) :]), column_number(name.upper().encode())


def _number(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER or not digits.isascii():
        raise ValueError
    return int(digits)


def _uses(contents: Iterable[bytes]) -> Counter[bytes]:
    """Count how often each shared string is used; a number that is none counts too."""
    uses: Counter[bytes] = Counter()
    for content in contents:
        for start, stop in _windows(content):
            uses.update(_INDEX.findall(content, start, stop))
    return uses
