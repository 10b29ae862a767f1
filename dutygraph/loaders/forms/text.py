"""Text documents: tab-separated cells or Markdown tables with pipes, one row a line."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator

from dutygraph.errors import DocumentError
from dutygraph.loaders.forms.characters import REPLACEMENT, replaced
from dutygraph.loaders.forms.markup import paragraphs
from dutygraph.loaders.rows import Document, Row
from dutygraph.messages import N_
from dutygraph.model import Finding, Position

_PIPE = re.compile(r"(?<!\\)\|")
_CONTROL = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_MARKS = (BOM_UTF16_LE, BOM_UTF16_BE)
# Markdown: # before a heading, ** or __ around what is bold.
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,200}?)(?<=\S)\1")
# Below a header, as wide as the columns are.
_RULE = re.compile(r"[\s|:+=-]*-{4}[\s|:+=-]*")
_DASHES = re.compile(r"-{4,}")
# No list has so many columns; what stands behind goes into the last cell.
_MOST_CELLS = 500


def read(data: bytes, name: str) -> Document:
    """Return the rows of a text document and the findings about its characters.

    `data` is the file's content in UTF-8, UTF-16 or GB18030, `name` the file's name for messages.
    Blank lines give no row. Raises DocumentError if it is empty, binary or in another encoding.
    """
    lines = decode(data, name).split("\n")
    findings: list[Finding] = []
    framed = pipes_frame_rows(lines)
    rows = []
    for number, raw in enumerate(lines, start=1):
        line = raw.removesuffix("\r")
        if not line or line.isspace():
            continue
        position = Position(line=number, end_line=number)
        line = replaced(line, position, findings)
        if line.strip(REPLACEMENT + " \t"):
            rows.append(line_row(line, position, framed))
    return Document(rows, findings)


def decode(data: bytes, name: str) -> str:
    """Return the text of a file in UTF-8 (with or without mark), UTF-16 with mark, or GB18030."""
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        raise DocumentError(N_("{file} is empty: nothing to read."), file=name)
    if data.startswith(_MARKS):
        return _utf16(data, name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = _gb18030(data, name, error.start)
    if (len(data) - len(data.translate(None, _CONTROL))) * 100 > len(data):
        raise _binary(name)
    return text


def _utf16(data: bytes, name: str) -> str:
    # Excel calls it Unicode text.
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise _binary(name) from error
    if not text.strip():
        raise DocumentError(N_("{file} is empty: nothing to read."), file=name)
    return text


def _gb18030(data: bytes, name: str, not_utf8: int) -> str:
    # A binary file may by chance decode as GB18030; its many control characters give it away.
    if b"\x00" in data:
        raise _binary(name)
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        # The encoding that got further is likelier the one that was meant.
        line = data.count(b"\n", 0, max(error.start, not_utf8)) + 1
        raise DocumentError(
            N_("{file}, line {line}: neither UTF-8 nor GB18030: save it as UTF-8 text."),
            file=name,
            line=line,
        ) from error


def _binary(name: str) -> DocumentError:
    return DocumentError(N_("{file} is not a text file: save the duty list as text."), file=name)


def _without_emphasis(line: str) -> str:
    """Drop the marks of Markdown's headings and bold words."""
    if "**" in line or "__" in line:
        line = _BOLD.sub(r"\2", line)
    return _HEADING.sub("", line, count=1) if line.lstrip().startswith("#") else line


def pipes_frame_rows(lines: Iterable[str]) -> bool:
    """Tell `| a | b |` from `a | b`: in the first every row begins with a pipe."""
    piped = (line.lstrip() for line in lines if "|" in line and "\t" not in line)
    return all(line.startswith("|") for line in piped)


def line_row(line: str, position: Position, framed: bool) -> Row:
    """Return the row that a line is: its cells parted by tabs or pipes, or one cell without.

    `framed` tells that a pipe also opens and closes the rows, see `pipes_frame_rows`.
    """
    line = _DASHES.sub("---", line) if _RULE.fullmatch(line) else _without_emphasis(line)
    if "\t" in line:
        cells: Iterator[str] = iter(line.split("\t", _MOST_CELLS))
    elif "|" in line:
        cells = _pipe_cells(line, framed)
    else:
        return Row((paragraphs(line, position),), position, table=False)
    return Row(tuple(paragraphs(cell, position) for cell in cells), position)


def _pipe_cells(line: str, framed: bool) -> Iterator[str]:
    if framed:
        line = line.strip().removeprefix("|")
        line = line[:-1] if line.endswith("|") and not line.endswith("\\|") else line
    return (cell.replace("\\|", "|") for cell in _PIPE.split(line, _MOST_CELLS))
