"""Cells of text documents: `<p>`, `<ol>`, `<li>`, `<br>`, closed or not, or no markup at all."""

import html
import re

from dutygraph.loaders.rows import Cell, Layout, Paragraph
from dutygraph.model import Position

OPENS = {
    "p": Layout.PARAGRAPH,
    "div": Layout.PARAGRAPH,
    "ol": Layout.BLOCK,
    "ul": Layout.BLOCK,
    "li": Layout.ITEM,
}
"""How the text behind a start tag is set apart, until the next tag of these."""

CLOSES = {
    "p": Layout.PLAIN,
    "div": Layout.PLAIN,
    "ol": Layout.PLAIN,
    "ul": Layout.PLAIN,
    "li": Layout.BLOCK,
}
"""After an end tag, text goes on as if it stood bare in the cell, or in the list around an item."""

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,9})(?:\s[^<>]{0,500})?/?>")
_BREAK = "br"


def paragraphs(text: str, position: Position) -> Cell:
    """Cut a cell into its paragraphs, white space folded; blank ones and other tags are dropped."""
    if "<" not in text:
        return _cell([(Layout.PLAIN, text)], position)
    runs: list[tuple[Layout, str]] = []
    layout, start, pending = Layout.PLAIN, 0, ""
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        pending += text[start : tag.start()]
        start = tag.end()
        if name == _BREAK:
            layout = line_layout(layout)
            runs.append((layout, pending))
            pending = ""
        elif name in OPENS:
            runs.append((layout, pending))
            layout, pending = (CLOSES if tag[1] else OPENS)[name], ""
    runs.append((layout, pending + text[start:]))
    return _cell(runs, position)


def line_layout(layout: Layout) -> Layout:
    """Lines that a `<br>` cuts are paragraphs of their own, unless a list holds them."""
    return Layout.PARAGRAPH if layout is Layout.PLAIN else layout


def _cell(runs: list[tuple[Layout, str]], position: Position) -> Cell:
    cleaned = ((layout, " ".join(html.unescape(run).split())) for layout, run in runs)
    return tuple(Paragraph(run, layout, ((0, position),)) for layout, run in cleaned if run)
