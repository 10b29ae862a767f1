"""Text documents: tab-separated cells or Markdown tables with pipes, one row a line."""

import re
from collections.abc import Iterator

from dutygraph.errors import DocumentError
from dutygraph.findings import LONGEST_TEXT
from dutygraph.loaders.markup import paragraphs
from dutygraph.loaders.rows import Row
from dutygraph.messages import N_
from dutygraph.model import Finding, Position

_PIPE = re.compile(r"(?<!\\)\|")
# What XML 1.0 forbids, and the carriage return, which XML readers turn into a line feed.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_REPLACEMENT = "\ufffd"
# Markdown: # before a heading, ** or __ around what is bold.
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.{1,200}?)(?<=\S)\1")
# No list has so many columns; what stands behind goes into the last cell.
_MOST_CELLS = 500


def read(data: bytes, name: str) -> tuple[list[Row], list[Finding]]:
    """Return the rows of a text document and the findings about its characters.

    `data` is the file's content in UTF-8 or GB18030, `name` the file's name for messages. Blank
    lines give no row. Raises DocumentError if the file is empty, binary or in another encoding.
    """
    lines = decode(data, name).split("\n")
    findings: list[Finding] = []
    outer = _pipes_frame_rows(lines)
    rows = []
    for number, raw in enumerate(lines, start=1):
        line = raw.removesuffix("\r")
        if not line or line.isspace():
            continue
        position = Position(line=number, end_line=number)
        line, replaced = _FORBIDDEN.subn(_REPLACEMENT, line)
        if replaced:
            values = (("count", str(replaced)),)
            findings.append(Finding("characters-replaced", position, line[:LONGEST_TEXT], values))
        if line.strip(_REPLACEMENT + " \t"):
            rows.append(_row(_without_emphasis(line), position, outer))
    return rows, findings


def decode(data: bytes, name: str) -> str:
    """Return the text of a file in UTF-8 (with or without mark) or GB18030."""
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        raise DocumentError(N_("{file} is empty: nothing to read."), file=name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = _gb18030(data, name, error.start)
    if len(_CONTROL.findall(data)) * 100 > len(data):
        raise _binary(name)
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


def _pipes_frame_rows(lines: list[str]) -> bool:
    """Tell `| a | b |` from `a | b`: in the first every row begins with a pipe."""
    piped = (line.lstrip() for line in lines if "|" in line and "\t" not in line)
    return all(line.startswith("|") for line in piped)


def _row(line: str, position: Position, outer: bool) -> Row:
    if "\t" in line:
        cells: Iterator[str] = iter(line.split("\t", _MOST_CELLS))
    elif "|" in line:
        cells = _pipe_cells(line, outer)
    else:
        return Row((paragraphs(line, position),), position, table=False)
    return Row(tuple(paragraphs(cell, position) for cell in cells), position)


def _pipe_cells(line: str, outer: bool) -> Iterator[str]:
    if outer:
        line = line.strip().removeprefix("|")
        line = line[:-1] if line.endswith("|") and not line.endswith("\\|") else line
    return (cell.replace("\\|", "|") for cell in _PIPE.split(line, _MOST_CELLS))
