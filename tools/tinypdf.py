"""Small PDF files of which every stroke is known, for tests of the PDF reader.

Lengths are points from the page's upper left corner. Letters need no font file: a standard
encoding of Chinese names them, and each is as wide as it is high, an ASCII letter half of that.
"""

import hashlib
import re
import zlib
from collections.abc import Iterable, Sequence

WIDTH, HEIGHT = 400, 300
_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_CATALOG, _PAGES, _FONT, _LETTERS, _INFO, _ENCRYPT, _FIRST = 1, 2, 3, 4, 5, 6, 7


def words(x: float, top: float, text: str, size: float = 10, matrix: str = "1 0 0 1") -> bytes:
    """Return what draws a line of text; `matrix` turns it."""
    code = text.encode("utf-16-be").hex()
    return f"BT /F {size} Tf {matrix} {x} {HEIGHT - top - size} Tm <{code}> Tj ET\n".encode()


def stroke(x0: float, top: float, x1: float, bottom: float) -> bytes:
    """Return what draws a straight line."""
    return f"{x0} {HEIGHT - top} m {x1} {HEIGHT - bottom} l S\n".encode()


def block(x0: float, top: float, x1: float, bottom: float, colour: str = "0 g") -> bytes:
    """Return what draws a filled rectangle."""
    box = f"{x0} {HEIGHT - bottom} {x1 - x0} {bottom - top} re"
    return f"q {colour} {box} f Q\n".encode()


def grid(xs: Sequence[float], tops: Sequence[float]) -> bytes:
    """Return what draws a table's lines: upright at each of `xs`, level at each of `tops`."""
    level = [stroke(xs[0], top, xs[-1], top) for top in tops]
    return b"".join([*level, *(stroke(x, tops[0], x, tops[-1]) for x in xs)])


def stream(data: bytes, attributes: str = "", *, packed: bool = True) -> bytes:
    """Return the body of a stream object."""
    if packed:
        data, attributes = zlib.compress(data), attributes + " /Filter /FlateDecode"
    return f"<< {attributes} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def font(attributes: str = "") -> bytes:
    """Return a font's dictionary; `attributes` come on top, of which the first of a name counts."""
    return (
        f"<< /Type /Font /Subtype /Type0 {attributes} /BaseFont /Song /Encoding /UniGB-UCS2-H"
        f" /DescendantFonts [{_LETTERS} 0 R] >>"
    ).encode()


def letters(widths: str = "[1 95 500]") -> bytes:
    """Return the dictionary of a font's letters."""
    return (
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000"
        f" /W {widths} /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>"
    ).encode()


def write(
    pages: Iterable[bytes],
    *,
    page: str = "",
    title: bytes = b"",
    objects: dict[int, bytes] | None = None,
    resources: str = "",
    passwords: tuple[str, str] | None = None,
) -> bytes:
    """Return a PDF whose pages carry out these instructions.

    `page` are further attributes of each page, `resources` further ones of its resources,
    `objects` stand in for objects of this file or add to them, by number (50 and above are free),
    `passwords` are the user's and the owner's.
    """
    contents = list(pages)
    numbers = range(_FIRST * 10, _FIRST * 10 + 2 * len(contents), 2)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    made = {
        _CATALOG: f"<< /Type /Catalog /Pages {_PAGES} 0 R >>".encode(),
        _PAGES: f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        _FONT: font(),
        _LETTERS: letters(),
    }
    for number, content in zip(numbers, contents, strict=True):
        made[number] = (
            f"<< /Type /Page /Parent {_PAGES} 0 R /Contents {number + 1} 0 R {page}"
            f" /MediaBox [0 0 {WIDTH} {HEIGHT}]"
            f" /Resources << /Font << /F {_FONT} 0 R >> {resources} >> >>"
        ).encode()
        made[number + 1] = content if content.startswith(b"<<") else stream(content)
    if title:
        made[_INFO] = b"<< /Title <" + title.hex().encode() + b"> >>"
    return _file(made | (objects or {}), passwords)


def _file(objects: dict[int, bytes], passwords: tuple[str, str] | None) -> bytes:
    trailer = f"/Root {_CATALOG} 0 R"
    if _INFO in objects:
        trailer += f" /Info {_INFO} 0 R"
    if passwords:
        objects, key = _encrypted(objects, *passwords)
        trailer += f" /Encrypt {_ENCRYPT} 0 R /ID [<{key}> <{key}>]"
    output = bytearray(b"%PDF-1.4\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(output)
        output += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(output)
    output += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        output += f"{number} 1\n{place:010} 00000 n \n".encode()
    size = max(places) + 1
    output += f"trailer\n<< /Size {size} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(output)


def _encrypted(objects: dict[int, bytes], user: str, owner: str) -> tuple[dict[int, bytes], str]:
    """Encrypt the streams (PDF 1.7, section 7.6, revision 2); return the file's identifier too."""
    identifier = "00" * 16
    user_words, owner_words = ((one.encode() + _PADDING)[:32] for one in (user, owner))
    owners = _rc4(_md5(owner_words)[:5], user_words)
    rights = (-4).to_bytes(4, "little", signed=True)
    key = _md5(user_words + owners + rights + bytes(16))[:5]
    users = _rc4(key, _PADDING)
    encrypted = {number: _hidden(number, body, key) for number, body in objects.items()}
    encrypted[_ENCRYPT] = (
        f"<< /Filter /Standard /V 1 /R 2 /O <{owners.hex()}> /U <{users.hex()}> /P -4 >>"
    ).encode()
    return encrypted, identifier


def _hidden(number: int, body: bytes, key: bytes) -> bytes:
    """Encrypt an object's words in brackets and its stream."""
    own = _md5(key + number.to_bytes(3, "little") + bytes(2))[:10]
    head, found, rest = body.partition(b"\nstream\n")
    head = re.sub(rb"\((\w+)\)", lambda word: b"<%s>" % _rc4(own, word[1]).hex().encode(), head)
    if not found:
        return head
    return head + found + _rc4(own, rest.removesuffix(b"\nendstream")) + b"\nendstream"


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    other = 0
    for one in range(256):
        other = (other + state[one] + key[one % len(key)]) % 256
        state[one], state[other] = state[other], state[one]
    output = bytearray()
    one = other = 0
    for byte in data:
        one = (one + 1) % 256
        other = (other + state[one]) % 256
        state[one], state[other] = state[other], state[one]
        output.append(byte ^ state[(state[one] + state[other]) % 256])
    return bytes(output)
