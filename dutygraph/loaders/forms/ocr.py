"""What text recognisers write as JSON: pages of blocks, whose tables are HTML.

    MinerU      content_list.json (either version) and middle.json
    PaddleOCR   PP-Structure and PaddleOCR-VL
    dots.ocr    and others that give each block of a page a category and a text

They agree on little but this: a block says what it is, and holds a text or a table. So the blocks
are looked for by the words that any of them uses.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dutygraph.errors import DocumentError
from dutygraph.loaders.forms import html
from dutygraph.loaders.forms.characters import replaced
from dutygraph.loaders.forms.elements import Elements, too_large
from dutygraph.loaders.forms.text import decode
from dutygraph.loaders.rows import Document
from dutygraph.messages import N_
from dutygraph.model import Finding, Position

Object = Mapping[str, Any]

_LARGEST = 16 * 2**20
_MOST_PARTS = 500_000
_MOST_STRINGS = 1_000_000
_MOST_BLOCKS = 20_000
_DEEPEST = 30
_BETWEEN = re.compile(r"[\s,]*")
_KINDS = ("type", "category", "block_label", "label")
_FROM_ZERO = ("page_idx", "page_index", "img_idx")
_FROM_ONE = ("page_no", "page_num", "page_number", "page_id", "page")
_PAGE = re.compile(r"(?:page|第)?[\s_-]{0,3}(\d{1,5})\s*页?", re.IGNORECASE)
_PAGES = {"pages", "pdf_info", "layoutParsingResults"}
_HOLDERS = _PAGES | {
    *(
        "para_blocks",
        "parsing_res_list",
        "prunedResult",
        "layout",
        "full_layout_info",
        "layout_dets",
    ),
    *("blocks", "cells", "content_list", "contents", "content", "data", "document", "elements"),
    *("items", "page", "res", "result", "results", "regions"),
}
_BEFORE, _AFTER = "table_caption", "table_footnote"
_BODIES = (
    *("table_body", "html", "list_items", "text", "content", "block_content", "res", "lines"),
    *("spans", "code_body", "item_content", "title_content", "paragraph_content", "list_content"),
)
_PAGE_NUMBERS = {"page_number", "number"}
_FURNITURE = {"header", "footer", "page_header", "page_footer", "discarded", "aside_text"}


@dataclass(frozen=True, slots=True)
class _Page:
    """The number of a page as it stands, and whether that counts from 1 or, for all, from 0."""

    number: int = 0
    certain: bool = True


@dataclass(frozen=True, slots=True)
class _Block:
    """What stands in one place of a page: its kind in small letters, and its lines."""

    kind: str
    page: _Page
    lines: tuple[str, ...]
    picture: str = ""


def read(data: bytes, name: str) -> Document:
    """Return the rows of a recogniser's output; running headers and page numbers are left out.

    Args:
        data: the file's content, JSON or one JSON value a line.
        name: the file's name, for messages.

    Raises:
        DocumentError: it is no JSON, far too large, or holds no blocks that are known.
    """
    blocks = [block for value in _values(data, name) for block in _blocks(value, _Page(), 0)]
    if not blocks:
        raise _unknown(name)
    if len(blocks) > _MOST_BLOCKS:
        raise too_large(name)
    shift = int(any(not one.page.certain and one.page.number == 0 for one in blocks))
    running = Counter(one.lines for one in blocks if one.kind in _FURNITURE)
    elements = Elements(name)
    for block in blocks:
        # What stands at the edge of one page alone may well be the title of a list.
        if block.kind not in _PAGE_NUMBERS and running[block.lines] < 2:
            number = block.page.number + (0 if block.page.certain else shift)
            elements.page = max(number, 1)
            _take(block, elements, name)
    return Document(elements.rows, elements.findings)


def _unknown(name: str) -> DocumentError:
    return DocumentError(
        N_(
            "{file} is JSON of no form that is read: of recognisers, those of MinerU, PaddleOCR"
            " and dots.ocr are."
        ),
        file=name,
    )


def _take(block: _Block, elements: Elements, name: str) -> None:
    position = Position(page=elements.page)
    for line in block.lines:
        text = replaced(line, position, elements.findings)
        if "<table" in text.lower():
            html.parse(text, elements, name)
        else:
            elements.take_lines(text)
    if block.picture and not block.lines:
        elements.findings.append(Finding("unread-text", position, block.picture))


# The values of the file


def _values(data: bytes, name: str) -> list[Any]:
    """Return what the file holds, in most files one value."""
    parts, quotes = data.count(b"[") + data.count(b"{"), data.count(b'"')
    if len(data) > _LARGEST or parts > _MOST_PARTS or quotes > _MOST_STRINGS * 2:
        raise too_large(name)
    text = decode(data, name).strip()
    decoder, values, start = json.JSONDecoder(), list[Any](), 0
    try:
        while start < len(text):
            value, end = decoder.raw_decode(text, start)
            _refuse_our_own(value, name)
            values.append(value)
            gap = _BETWEEN.match(text, end)
            start = gap.end() if gap else end
    except json.JSONDecodeError as error:
        raise DocumentError(
            N_("{file}, line {line}: this is no valid JSON: let it be written again."),
            file=name,
            line=error.lineno,
        ) from error
    except (RecursionError, ValueError) as error:
        # Nested a thousand deep, or a number of a thousand digits.
        raise _unknown(name) from error
    return values


def _refuse_our_own(value: Any, name: str) -> None:
    """Refuse files that look like a document, but were made of one."""
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, dict):
        return
    if {"list", "duties", "findings"} <= first.keys():
        raise DocumentError(
            N_("{file} was written by parse: load the document of which it was made."), file=name
        )
    if {"@context", "@graph", "@id"} & first.keys():
        raise DocumentError(
            N_("{file} is a graph (JSON-LD): load the document of which it was made."), file=name
        )


# Pages and their blocks


def _blocks(value: Any, page: _Page, depth: int) -> Iterator[_Block]:
    """Yield the blocks of a page, of a list of them, or of whatever holds such."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for number, one in enumerate(value, start=1):
            inner = _Page(number) if depth == 0 and isinstance(one, list) else page
            yield from _blocks(one, inner, depth + 1)
    elif isinstance(value, dict):
        page = _page(value) or page
        block = _block(value, page)
        if block:
            yield block
        else:
            yield from _within(value, page, depth)


def _within(value: Object, page: _Page, depth: int) -> Iterator[_Block]:
    found = False
    for key, inner in value.items():
        numbered = _PAGE.fullmatch(key)
        if key in _PAGES and isinstance(inner, list):
            for number, one in enumerate(inner, start=1):
                yield from _blocks(one, _Page(number), depth + 1)
        elif key in _HOLDERS and isinstance(inner, list | dict):
            yield from _blocks(inner, page, depth + 1)
        elif numbered and isinstance(inner, list | dict):
            yield from _blocks(inner, _Page(int(numbered[1]), certain=False), depth + 1)
        else:
            continue
        found = True
    markdown = value.get("markdown")
    if isinstance(markdown, str) and not found:
        yield _Block("text", page, (markdown,))


def _page(value: Object) -> _Page | None:
    for key in (*_FROM_ZERO, *_FROM_ONE):
        number = value.get(key)
        if isinstance(number, str):
            written = _PAGE.fullmatch(number)
            number = int(written[1]) if written else None
        if isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 100_000:
            return _Page(number + 1) if key in _FROM_ZERO else _Page(number, certain=False)
    return None


def _block(value: Object, page: _Page) -> _Block | None:
    """Return the block that an object is, None if it is none or only holds others."""
    kinds = (value.get(key) for key in _KINDS)
    kind = next((one for one in kinds if isinstance(one, str)), None)
    if kind is None:
        return None
    content = value.get("content")
    inner = content if isinstance(content, dict) else value
    body = next((inner[key] for key in _BODIES if inner.get(key)), None)
    lines = (*_lines(inner.get(_BEFORE)), *_lines(body), *_lines(inner.get(_AFTER)))
    picture = value.get("img_path") if kind == "table" else None
    if not lines and not picture:
        return None
    name = re.sub(r"[\s-]", "_", kind.lower())
    return _Block(name, page, lines, picture if isinstance(picture, str) else "")


def _lines(value: Any) -> tuple[str, ...]:
    """Return the lines of a block's text, of a list's items, or of one table."""
    if isinstance(value, list) and not _is_inline(value):
        return tuple(filter(str.strip, (_joined(one, 0) for one in value)))
    line = _joined(value, 0)
    return (line,) if line.strip() else ()


def _is_inline(parts: list[Any]) -> bool:
    """Tell the stretches of one text, as recognised line by line, from the items of a list."""
    return all(
        isinstance(one, dict) and not one.keys() & {"item_type", "item_content"} for one in parts
    )


def _joined(value: Any, depth: int) -> str:
    if isinstance(value, str):
        return value
    if depth > _DEEPEST:
        return ""
    if isinstance(value, list):
        return "".join(_joined(one, depth + 1) for one in value)
    if isinstance(value, dict):
        return _joined(next((value[key] for key in _BODIES if value.get(key)), ""), depth + 1)
    return ""
