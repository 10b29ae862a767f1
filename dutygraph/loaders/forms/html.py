"""Web pages: of a site, of Word, Excel or WPS, of a recogniser; also Markdown with such tables."""

import html
import io
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import cast

from dutygraph.errors import DocumentError
from dutygraph.loaders.forms import extras
from dutygraph.loaders.forms.archives import damaged
from dutygraph.loaders.forms.characters import REPLACEMENT, replaced
from dutygraph.loaders.forms.elements import Elements, too_large
from dutygraph.loaders.forms.text import decode
from dutygraph.loaders.rows import Document
from dutygraph.model import Finding, Position

# A list of 283 duties has 11,000 start tags in 600 kilobytes as LibreOffice writes it.
_LARGEST = 16 * 2**20
_MOST_TAGS = 150_000
_MOST_LINES = 2_000_000
_MOST_REFERENCES = 1_000_000
_HEAD = 4096
_PICTURE = re.compile(rb"data:[\w/+.-]{0,80};base64,[A-Za-z0-9+/=\s]*")
_MHTML = re.compile(rb"\s*[^\s<](?:.{0,4000}?\n)?MIME-Version:|\s*MIME-Version:", re.I | re.DOTALL)
_CHARSET = re.compile(
    rb"(?:<meta\b[^>]{0,500}?\bcharset|<\?xml\b[^>]{0,500}?\bencoding)\s*=[\s\"']*([\w-]{1,40})",
    re.IGNORECASE,
)
_CHINESE = re.compile(rb"gb", re.IGNORECASE)
_REFERENCE = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,4})|0*([0-9]{1,5}))(?:;|(?![0-9a-fA-F]))")
# Excel names its sheets in the first part of a workbook and says there where each stands.
_SHEET = re.compile(
    rb"<x:ExcelWorksheet>\s*<x:Name>([^<]{1,200})</x:Name>"
    rb"(?:\s*<x:WorksheetSource\s+HRef=\"([^\"]{1,500})\")?"
)
_HIDDEN_SHEET = re.compile(rb"<x:Visible>\s*Sheet(?:Very)?Hidden")
_PAGES = {"text/html", "application/xhtml+xml"}
# What Word and Excel save beside the text: running headers, the names of the sheets once more.
_ASIDE = {"header.htm", "header.html", "tabstrip.htm"}


def read(data: bytes, name: str) -> Document:
    """Return the rows of a web page: of its tables, and the lines outside of them.

    Args:
        data: the page, or a page with its parts in one file (MHTML).
        name: the file's name, for messages.

    Raises:
        DocumentError: it is empty, damaged, or far larger than a duty list can be.
    """
    elements = Elements(name)
    for page, sheet in _pages(data, name):
        if _HIDDEN_SHEET.search(page):
            elements.findings.append(Finding("hidden-content", Position(sheet=sheet), sheet))
            continue
        if sheet:
            elements.add_sheet(sheet)
        parse(_markup(page, name, elements.findings), elements, name)
    return Document(elements.rows, elements.findings, tuple(dict.fromkeys(elements.titles)))


def parse(markup: str, elements: Elements, name: str) -> None:
    """Let the elements of a page or of a piece of one take place in `elements`.

    Raises:
        DocumentError: there are too many, or the library for them is missing.
    """
    try:
        from lxml import etree
    except ImportError as error:
        raise extras.missing("html", name) from error
    if markup.count("<") - markup.count("</") > _MOST_TAGS or len(markup) > _LARGEST:
        raise too_large(name)
    target = cast("etree.ParserTarget", elements)
    parser = etree.HTMLParser(target=target, encoding="utf-8")
    # Line by line, since the parser does not say where it is.
    try:
        for elements.line, line in enumerate(io.BytesIO(markup.encode()), start=1):
            parser.feed(line)
        if elements.line:
            elements.line += markup.endswith("\n")
            parser.close()
    except etree.LxmlError as error:
        raise damaged(name) from error


def _pages(data: bytes, name: str) -> Iterator[tuple[bytes, str]]:
    """Yield the page, or the pages of a file that holds several, each with its sheet's name."""
    if not _MHTML.match(data):
        sheets = _SHEET.findall(data)
        yield data, _unescaped(sheets[0][0], name) if len(sheets) == 1 else ""
        return
    sheets_by_file: dict[str, str] = {}
    for place, page in _parts(data, name):
        if place not in _ASIDE:
            for sheet, file in _SHEET.findall(page):
                sheets_by_file[_file_name(file.decode(errors="replace"))] = _unescaped(sheet, name)
            yield page, sheets_by_file.get(place, "")


def _parts(data: bytes, name: str) -> list[tuple[str, bytes]]:
    """Return the pages of an MHTML file with the names under which they were saved."""
    from email import message_from_bytes

    if data.count(b"\n") > _MOST_LINES:
        raise too_large(name)
    pages = []
    try:
        for part in message_from_bytes(data.lstrip()).walk():
            page = part.get_payload(decode=True)
            if part.get_content_type() in _PAGES and isinstance(page, bytes):
                pages.append((_file_name(str(part.get("Content-Location", ""))), page))
    except Exception as error:  # the email package raises what its many codecs do, and recurses
        raise damaged(name) from error
    return pages


def _file_name(location: str) -> str:
    return PurePosixPath(location).name.lower()


def _unescaped(sheet: bytes, name: str) -> str:
    return " ".join(html.unescape(decode(sheet, name)).split()) if sheet.strip() else ""


def _markup(page: bytes, name: str, findings: list[Finding]) -> str:
    """Return the text of a page without pictures and without characters that XML forbids."""
    if b";base64," in page:
        page = _PICTURE.sub(b"", page)
    if len(page) > _LARGEST or page.count(b"&#") > _MOST_REFERENCES:
        raise too_large(name)
    markup = _decoded(page, name)
    if "\r" in markup:
        markup = markup.replace("\r\n", "\n").replace("\r", "\n")
    if "&#" in markup:
        markup = _REFERENCE.sub(_forbidden_character, markup)
    found: list[Finding] = []
    if replaced(markup, Position(), found) and not found:
        return markup
    lines = enumerate(markup.split("\n"), start=1)
    return "\n".join(replaced(line, Position(line=n, end_line=n), findings) for n, line in lines)


def _forbidden_character(reference: re.Match[str]) -> str:
    """Write &#1; as the character itself, so that it is found among the others."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    if code == 0x0D:
        return " "
    forbidden = (code < 0x20 and code not in (0x09, 0x0A)) or code in (0xFFFE, 0xFFFF)
    return chr(code) if forbidden or 0xD800 <= code < 0xE000 else reference[0]


def _decoded(page: bytes, name: str) -> str:
    """Decode a page; where it says how it is encoded, single bytes may be wrong.

    What a page says of itself counts for no more: many were converted and go on saying gb2312, and
    Chinese text in GB18030 hardly ever reads as UTF-8.
    """
    charset = _CHARSET.search(page, 0, _HEAD)
    named = "" if charset is None else "gb18030" if _CHINESE.match(charset[1]) else "utf-8"
    if named == "utf-8" and _is_nearly_utf8(page):
        return page.decode("utf-8", errors="surrogateescape")
    try:
        return decode(page, name)
    except DocumentError:
        if not named:
            raise
        return page.decode(named, errors="surrogateescape")


def _is_nearly_utf8(page: bytes) -> bool:
    text = page.decode("utf-8", errors="replace")
    wrong = text.count(REPLACEMENT)
    return 0 < wrong * 20 < len(text) - len(text.encode("ascii", errors="ignore"))
