"""pdfminer within bounds: what the streams and fonts of a PDF file may unpack to.

pdfminer unpacks, repeats and counts whatever a file asks for. A few hundred bytes can ask for
gigabytes (a stream of zeros, a font with four thousand million widths), so each is weighed before
pdfminer touches it. Everything here raises `TooMuch` for a file that asks for more.
"""

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.lzw import lzwdecode
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfexceptions import PDFObjectNotFound
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import (
    LITERALS_ASCII85_DECODE,
    LITERALS_ASCIIHEX_DECODE,
    LITERALS_FLATE_DECODE,
    LITERALS_LZW_DECODE,
    LITERALS_RUNLENGTH_DECODE,
    PDFObjRef,
    PDFStream,
    resolve1,
)
from pdfminer.psparser import LIT, PSKeyword
from pdfminer.runlength import rldecode

from dutygraph.loaders.forms.archives import LARGEST

# pdfminer undoes these two in Python, byte by byte, and LZW grows up to a thousandfold.
_MOST_PREDICTED = 4 * 2**20
_MOST_LZW = 2**16
_STEP = 4096
_MOST_CODES = 2**20
_LONGEST_CHAIN = 8
_IMAGE, _XREF, _OBJECTS = LIT("Image"), LIT("XRef"), LIT("ObjStm")
_RANGES = re.compile(rb"begin(?:bf|cid|notdef)range(.*?)end", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<[^>]*>|\[[^\]]*\]|\d+)")


class TooMuch(Exception):  # noqa: N818 - it says what is wrong with the file
    """A file asks for more memory or time than a duty list needs."""


class _Scales:
    """What the streams of one file have unpacked to so far."""

    def __init__(self) -> None:
        self.left = LARGEST

    def unpack(self, stream: PDFStream, filters: Sequence[object]) -> None:
        """Unpack a stream within the bound and leave it where pdfminer looks for it.

        A stream that breaks off gives what stands before the break; pdfminer's own mending takes
        minutes for a megabyte.
        """
        data = stream.rawdata or b""
        if stream.decipher and stream.objid is not None and stream.genno is not None:
            data = stream.decipher(stream.objid, stream.genno, data, stream.attrs)
        for one in filters:
            unpacked = self._undone(data, one)
            if unpacked is None:
                return
            data = unpacked
            self._take(len(data))
        if stream.get_any(("DP", "DecodeParms", "FDecodeParms")) is None:
            stream.data, stream.rawdata = data, None
        elif len(filters) == 1 and filters[0] in LITERALS_FLATE_DECODE:
            if len(data) > _MOST_PREDICTED:
                raise TooMuch
            stream.rawdata, stream.decipher = zlib.compress(data, 0), None

    def _undone(self, data: bytes, name: object) -> bytes | None:
        if name in LITERALS_FLATE_DECODE:
            return self._inflated(data)
        if name in LITERALS_ASCII85_DECODE:
            return ascii85decode(data)
        if name in LITERALS_ASCIIHEX_DECODE:
            return asciihexdecode(data)
        if name in LITERALS_RUNLENGTH_DECODE:
            self._take(len(data) * 64)
            return rldecode(data)
        if name in LITERALS_LZW_DECODE:
            if len(data) > _MOST_LZW:
                raise TooMuch
            return lzwdecode(data)
        return None

    def _inflated(self, data: bytes) -> bytes:
        inflating = zlib.decompressobj()
        parts = []
        length = 0
        for start in range(0, len(data), _STEP):
            packed, spare = data[start : start + _STEP], inflating.copy()
            try:
                parts.append(inflating.decompress(packed))
            except zlib.error:
                parts.append(_before_break(spare, packed))
                break
            length += len(parts[-1])
            if length > self.left:
                raise TooMuch
        return b"".join(parts)

    def _take(self, length: int) -> None:
        self.left -= length
        if self.left < 0:
            raise TooMuch


def _before_break(inflating: "zlib._Decompress", packed: bytes) -> bytes:
    parts: list[bytes] = []
    with suppress(zlib.error):
        parts.extend(inflating.decompress(bytes((byte,))) for byte in packed)
    return b"".join(parts)


class _Parser(PDFParser):
    """Weighs the streams that pdfminer unpacks while it parses, before there are objects."""

    def __init__(self, file: object, scales: _Scales) -> None:
        super().__init__(file)  # type: ignore[arg-type] # any binary file
        self.scales = scales

    def do_keyword(self, pos: int, token: PSKeyword) -> None:
        super().do_keyword(pos, token)
        if token is not self.KEYWORD_STREAM or not self.curstack:
            return
        stream = self.curstack[-1][1]
        if isinstance(stream, PDFStream) and stream.get("Type") in (_XREF, _OBJECTS):
            self._weigh(stream)

    def _weigh(self, stream: PDFStream) -> None:
        if stream.decipher is None:
            self.scales.unpack(stream, _named_filters(stream))
        if stream.get("Type") is _XREF:
            index = stream.get("Index") or [0, stream.get("Size")]
            if sum(index[1::2]) > _MOST_CODES:
                raise TooMuch


def _named_filters(stream: PDFStream) -> list[object]:
    """Return the filters as they stand: no reference can be followed in the midst of parsing."""
    filters = stream.get_any(("F", "Filter"), [])
    named = filters if isinstance(filters, list) else [filters]
    if any(isinstance(one, PDFObjRef) for one in named):
        raise TooMuch
    return named


class BoundedDocument(PDFDocument):
    """A PDF document whose streams are unpacked within bounds."""

    def __init__(self, file: object) -> None:
        """Open a PDF from a binary file, with the empty password."""
        self.scales = _Scales()
        super().__init__(_Parser(file, self.scales))

    def getobj(self, objid: int) -> object:
        """Return an object; a stream among them is unpacked, unless it is a picture."""
        found = super().getobj(objid)
        # pdfminer follows references without end: 1 0 obj 1 0 R endobj.
        for _ in range(_LONGEST_CHAIN):
            if not isinstance(found, PDFObjRef):
                break
            found = super().getobj(found.objid)
        else:
            raise PDFObjectNotFound(objid)
        if not isinstance(found, PDFStream) or found.get("Subtype") is _IMAGE:
            return found
        if found.data is None:
            self.scales.unpack(found, [name for name, _ in found.get_filters()])
        return found


class BoundedResources(PDFResourceManager):
    """Makes fonts only of tables that have a size which fonts have."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """Return the font of a specification."""
        codes = _codes(spec.get("W"), 3) + _codes(spec.get("W2"), 5)
        for key in ("ToUnicode", "Encoding"):
            stream = resolve1(spec.get(key))
            if isinstance(stream, PDFStream):
                codes += _mapped_codes(stream.get_data())
        if codes > _MOST_CODES:
            raise TooMuch
        return super().get_font(objid, spec)


def _codes(widths: object, step: int) -> int:
    """Count the codes of a font's widths: `c [w w …]` or `first last w`, the latter as ranges."""
    found = resolve1(widths)
    numbers: list[float] = []
    total = 0
    for one in map(resolve1, found if isinstance(found, list) else ()):
        if isinstance(one, int | float):
            numbers.append(one)
        elif isinstance(one, Iterable):
            numbers = []
        if len(numbers) == step:
            total += max(0, int(numbers[1] - numbers[0]))
            numbers = []
    return total


def _mapped_codes(data: bytes) -> int:
    return sum(
        max(0, int(last, 16) - int(first, 16))
        for ranges in _RANGES.finditer(data)
        for first, last in _RANGE.findall(ranges[1])
    )
