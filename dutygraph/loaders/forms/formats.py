"""Which form a document has: told by its content, since names lie."""

import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from dutygraph.errors import DocumentError
from dutygraph.loaders.forms import archives, extras
from dutygraph.messages import N_

TEXT, HTML, JSON, DOCX, XLSX, XLS, PDF, ZIP = (
    "text",
    "html",
    "json",
    "docx",
    "xlsx",
    "xls",
    "pdf",
    "zip",
)

# A few may have slipped into a text, and are replaced there; a binary file is full of them.
_TEXT_PER_NUL = 50
_HEAD = 4096
_PDF_WITHIN = 1024
_UTF16 = (BOM_UTF16_LE, BOM_UTF16_BE)
# An empty archive, and one that begins with a mark of its parts, are ZIPs too.
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK\x03\x04")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF87a", b"GIF89a")
# Letters alone are no proof: a text may well begin with BM or RIFF.
_PICTURE = re.compile(
    rb"BM.{4}\x00{4}|RIFF.{4}WEBP|.{4}ftyp(?:hei[cfmsx]|hev[cx]|mif1|avif)", re.DOTALL
)
_HTML = re.compile(
    rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|style"
    rb"|table|div|center|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_TABLE, _ROW = re.compile(rb"<table[\s>]", re.IGNORECASE), re.compile(rb"<tr[\s>]", re.IGNORECASE)
_MHTML = re.compile(
    rb"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,9}MIME-Version:", re.IGNORECASE
)
_JSON = re.compile(rb"\[\s*[\[{]|\{\s*\"")
# Word and Excel of 2003, Word's flat package, flat OpenDocument, China's own office form (UOF).
_OFFICE_XML = re.compile(
    rb"schemas[.-]microsoft[.-]com[:/]office[:/](?:spreadsheet|word/2003|2006/xmlPackage)"
    rb"|urn:oasis:names:tc:opendocument|schemas\.uof\.org"
)


def recognise(data: bytes, name: str) -> str:
    """Return the form of a file as one of this module's names; what is no other is text.

    `name` is for messages only.

    Raises:
        DocumentError: the file is of a form that is not read, with the way to convert it.
    """
    if data.startswith(_ZIP):
        return _of_archive(data, name)
    if data.startswith(OLE):
        return _of_ole(data, name)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return PDF
    if data.startswith(_PICTURES) or _PICTURE.match(data):
        raise DocumentError(
            N_("{file} is a picture: run a text recogniser over it and load what that writes."),
            file=name,
        )
    if data.startswith(_OTHER_ARCHIVES):
        raise DocumentError(
            N_("{file} is packed in a form that is not read: unpack it and load what it holds."),
            file=name,
        )
    return _of_text(data, name)


def _of_archive(data: bytes, name: str) -> str:
    with archives.open_archive(data, name) as archive:
        return of_parts(set(archive.namelist()), name)


def of_parts(parts: set[str], name: str) -> str:
    """Return the form of an archive with these parts: a document, or a ZIP that holds some.

    Raises:
        DocumentError: it is a document of a form that is not read.
    """
    parts = {part.casefold() for part in parts}
    # The main part has a number in some files: word/document2.xml.
    if any(re.fullmatch(r"word/document\d*\.xml", part) for part in parts):
        return DOCX
    if any(re.fullmatch(r"xl/workbook\d*\.(?:xml|bin)", part) for part in parts):
        return XLSX
    if "content.xml" in parts and "mimetype" in parts:
        raise DocumentError(
            N_("{file} is an OpenDocument file: save it as .docx or .xlsx."), file=name
        )
    if "ofd.xml" in parts:
        raise DocumentError(N_("{file} is an OFD file: save it as PDF or .docx."), file=name)
    if "[content_types].xml" in parts:
        raise _unknown(name)
    return ZIP


def _of_ole(data: bytes, name: str) -> str:
    streams = _streams(data, name)
    if "encryptedpackage" in streams:
        raise archives.protected(name)
    # Word before Excel: a converted file may hold both, and only Word's is then the document.
    if "worddocument" in streams:
        raise DocumentError(
            N_("{file} is a Word file of the old form (.doc): open it and save it as .docx."),
            file=name,
        )
    if streams & {"workbook", "book"}:
        return XLS
    raise _unknown(name)


def _streams(data: bytes, name: str) -> set[str]:
    """Return the streams of the file itself, in small letters, not those of what it embeds."""
    try:
        import olefile
    except ImportError as error:
        raise extras.missing("office", name) from error
    try:
        # Bytes that are too short it would take for the name of a file.
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            return {path[0].casefold() for path in ole.listdir() if len(path) == 1}
    except Exception as error:  # olefile lets through what struct and slices raise
        raise archives.damaged(name) from error


def _of_text(data: bytes, name: str) -> str:
    if data.startswith(_UTF16):
        data = data[: 2 * _HEAD].decode("utf-16", "ignore").encode()
    head = data[:_HEAD].removeprefix(BOM_UTF8).lstrip()
    if head.startswith(rb"{\rtf"):
        raise DocumentError(N_("{file} is an RTF file: open it and save it as .docx."), file=name)
    if head.startswith(b"<") and _OFFICE_XML.search(head) and not _HTML.match(head):
        raise DocumentError(
            N_("{file} is an office file in one piece of XML: save it as .docx or .xlsx."),
            file=name,
        )
    if head.count(b"\x00") * _TEXT_PER_NUL > len(head):
        raise _unknown(name)
    if _JSON.match(head):
        return JSON
    if _HTML.match(head) or _MHTML.match(head):
        return HTML
    table = _TABLE.search(data)
    return HTML if table and _ROW.search(data, table.end()) else TEXT


def _unknown(name: str) -> DocumentError:
    return DocumentError(
        N_("{file} is of no form that is read: save it as .docx, .xlsx or text."), file=name
    )
