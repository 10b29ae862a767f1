"""A document's form is told by its content; what is not read is refused with the way to convert."""

import io
import struct
import zipfile

import pytest

from dutygraph.errors import DocumentError
from dutygraph.loaders.forms import formats
from dutygraph.loaders.forms.formats import recognise

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5


def zipped(*parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return buffer.getvalue()


def ole(*names: str, inside: tuple[str, ...] = ()) -> bytes:
    """Return a compound file with empty streams, those `inside` in the storage ObjectPool."""
    entries = [_entry("Root Entry", ROOT, child=1)]
    top = [*names, "ObjectPool"] if inside else list(names)
    for index, name in enumerate(top, start=1):
        right = index + 1 if index < len(top) else FREE
        is_pool = name == "ObjectPool"
        entries.append(
            _entry(name, STORAGE if is_pool else STREAM, right, len(top) + 1 if is_pool else FREE)
        )
    for index, name in enumerate(inside, start=len(top) + 1):
        last = index == len(top) + len(inside)
        entries.append(_entry(name, STREAM, FREE if last else index + 1))
    entries += [_entry("", 0)] * (-len(entries) % 4)
    sectors = len(entries) // 4
    chain = [FAT, *range(2, sectors + 1), END]
    fat = struct.pack("<128L", *chain, *[FREE] * (128 - len(chain)))
    header = formats.OLE + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9L", 0, 1, 1, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109L", 0, *[FREE] * 108)
    return header + fat + b"".join(entries) + bytes(2 * SECTOR)


def _entry(name: str, kind: int, right: int = FREE, child: int = FREE) -> bytes:
    written = name.encode("utf-16-le")
    entry = written.ljust(64, b"\0") + struct.pack("<H", len(written) + 2 if name else 0)
    entry += bytes([kind, 1]) + struct.pack("<3L", FREE, right, child)
    return entry + bytes(36) + struct.pack("<LQ", END, 0)


TABLE = "<table><tbody><tr><td>1</td></tr></tbody></table>"
HEADER = "序号\t事项名称\n1\t甲\n"


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"", "text"),
        (HEADER.encode(), "text"),
        (HEADER.encode("gb18030"), "text"),
        (HEADER.encode("utf-16"), "text"),
        ("| 序号 | 事项 |\n| --- | --- |\n".encode(), "text"),
        ("1\t<p>甲</p><ol>乙\n".encode(), "text"),
        ("1\t见 <table> 与表\n".encode(), "text"),
        (f"# 清单\n\n{TABLE}\n".encode(), "html"),
        (f"﻿  <!DOCTYPE html>\n{TABLE}".encode(), "html"),
        (f"<?xml version='1.0'?><!-- a --><HTML xmlns:o='x'>{TABLE}</HTML>".encode(), "html"),
        (b'<html xmlns:x="urn:schemas-microsoft-com:office:excel">', "html"),
        ('<html xmlns:w="urn:schemas-microsoft-com:office:word">县'.encode("gb18030"), "html"),
        (f"<html>{TABLE}".encode("utf-16"), "html"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "html"),
        (b"From: <x>\r\nContent-Type: a;\r\n\tb=c\r\nMIME-Version: 1.0\r\n", "html"),
        (b'[{"type": "table", "table_body": "<table><tr><td>1</td></tr></table>"}]', "json"),
        (b'\xef\xbb\xbf{\n "pages": []}', "json"),
        ('{"a": 1}'.encode("utf-16"), "json"),
        (b"[1] a note\n", "text"),
        (b"{a}", "text"),
        (b"%PDF-1.4\n", "pdf"),
        (b"\r\n junk %PDF-1.7\n", "pdf"),
        ("BM区履行职责事项清单\n".encode(), "text"),
        ("PK镇履行职责事项清单\n".encode(), "text"),
        ("RIFF镇履行职责事项清单\n".encode(), "text"),
        ("GIF8\t甲\n".encode(), "text"),
        (zipped("[Content_Types].xml", "_rels/.rels", "word/document.xml"), "docx"),
        (zipped("[Content_Types].xml", "word/document2.xml", "xl/workbook.xml"), "docx"),
        (zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "docx"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (zipped("[Content_Types].xml", "xl/Workbook.xml", "xl/vbaProject.bin"), "xlsx"),
        (zipped("[Content_Types].xml", "xl/workbook.bin"), "xlsx"),
        (zipped("清单.docx", "word/清单.xlsx"), "zip"),
        (zipped(), "zip"),
        (ole("Workbook", "\x05SummaryInformation"), "xls"),
        (ole("Book"), "xls"),
        (ole("WORKBOOK", inside=("WordDocument",)), "xls"),
    ],
)
def test_form_of_a_content(data: bytes, form: str) -> None:
    assert recognise(data, "list.dat") == form


FLAT = '<?xml version="1.0" encoding="UTF-8"?>\n{}'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (ole("WordDocument", "1Table"), "Word file of the old form (.doc): open it and save it as"),
        (ole("WordDocument", inside=("Workbook",)), "Word file of the old form"),
        (ole("EncryptedPackage", "EncryptionInfo"), "protected by a password"),
        (ole("PowerPoint Document"), "no form that is read"),
        (ole("Other", inside=("Workbook",)), "no form that is read"),
        (formats.OLE + b"\0" * 10, "is damaged"),
        (formats.OLE + b"\xff" * 4000, "is damaged"),
        (ole("Workbook")[:700], "is damaged"),
        (b"PK\x03\x04 cut", "is damaged"),
        (zipped("mimetype", "content.xml", "styles.xml"), "OpenDocument file: save it as .docx or"),
        (zipped("OFD.xml", "Doc_0/Document.xml"), "OFD file: save it as PDF or .docx"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), "no form that is read"),
        (rb"{\rtf1\ansi", "RTF file: open it and save it as .docx"),
        (
            FLAT.format(
                '<?mso-application progid="Word.Document"?>'
                '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">'
            ).encode(),
            "one piece of XML: save it as .docx or .xlsx",
        ),
        (
            FLAT.format(
                '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
            ).encode(),
            "one piece of XML",
        ),
        (
            FLAT.format('<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">').encode(),
            "one piece of XML",
        ),
        (
            FLAT.format(
                '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">'
            ).encode("utf-16"),
            "one piece of XML",
        ),
        (b"\x89PNG\r\n\x1a\n\0\0", "is a picture: run a text recogniser"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "is a picture"),
        (b"GIF89a\x01\0\x01\0", "is a picture"),
        (b"II*\x00\x08\0\0\0", "is a picture"),
        (b"BM\x36\x10\x0e\0\0\0\0\0\x36\0\0\0", "is a picture"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "is a picture"),
        (b"\0\0\0\x18ftypheic\0\0", "is a picture"),
        (b"Rar!\x1a\x07\x01\0", "unpack it"),
        (b"7z\xbc\xaf\x27\x1c\0\x04", "unpack it"),
        (b"\x1f\x8b\x08\0\0", "unpack it"),
        (bytes(4) * 9 + bytes(range(256)), "no form that is read"),
    ],
)
def test_other_forms_are_refused_with_the_way_to_convert(data: bytes, words: str) -> None:
    with pytest.raises(DocumentError) as caught:
        recognise(data, "list.dat")
    message = str(caught.value)
    assert words in message
    assert message.startswith("list.dat ")
    assert "\n" not in message


@pytest.mark.parametrize(
    "piece", [b"<table ", b"<table>", b"<!-- ", b"<", b"a: b\n", b"MIME", b"[{", b"<table><a>"]
)
def test_long_contents_are_told_at_once(piece: bytes) -> None:
    """Five megabytes would take minutes if any pattern were quadratic."""
    assert recognise(piece * (5 * 2**20 // len(piece)), "x") in {"text", "html", "json"}
