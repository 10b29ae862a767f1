"""Drawings as SVG text: a small writer, the widths of texts, colours for pages and for paper.

A drawing uses what Word, WPS and LibreOffice draw too: plain attributes, no style sheet, no foreign
objects. On a page colours are the variables of its style sheet, so that they follow its scheme; on
paper they are written out.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from dutygraph.grid import fold, wide

NAMESPACE = "http://www.w3.org/2000/svg"
FONTS = '"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif'
ELLIPSIS = "…"

Value = str | float
Attributes = dict[str, Value]

_NARROW = 1.24
"""How much wider than half its height a Latin letter may be: the digits and capitals of YaHei."""

# XML 1.0 holds none of these in any form; a name read through the Python API may.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a drawing; `is_paper` tells that they are written out on a white ground."""

    text: str
    muted: str
    line: str
    surface: str
    accent: str
    is_paper: bool

    def shade(self, strength: float) -> Attributes:
        """Return the fill of an area in the accent's colour, from 0 (the ground) to 1."""
        if self.is_paper:
            return {"fill": _mixed(self.accent, self.surface, strength)}
        return {"fill": self.accent, "fill-opacity": strength}


PAPER = Colours("#17212b", "#51606f", "#c3ccd6", "#ffffff", "#1a5f93", is_paper=True)
PAGE = Colours(
    "var(--text)",
    "var(--muted)",
    "var(--line)",
    "var(--surface)",
    "var(--accent)",
    is_paper=False,
)


def text_width(text: str, size: float) -> float:
    """Return how wide a text of one line is at most, in pixels, at a font's size in pixels."""
    columns = wide(text)
    full = 2 * (columns - len(text)) if columns > len(text) else 0
    return (full + max(columns - full, 0) * _NARROW) * size / 2


def lines(text: str, size: float, width: float, most: int) -> list[str]:
    """Fold a text into at most so many lines of a width in pixels; … stands for what is cut off."""
    plain = one_line(text)
    columns = max(int(2 * width / size), 2)
    folded = fold(plain, columns)
    while columns > 2 and any(text_width(line, size) > width for line in folded):
        columns -= 1
        folded = fold(plain, columns)
    if len(folded) <= most:
        return folded
    last = folded[most - 1]
    while last and text_width(last + ELLIPSIS, size) > width:
        last = last[:-1]
    return [*folded[: most - 1], last.rstrip() + ELLIPSIS]


def one_line(text: str) -> str:
    """Return a text without line breaks, and with one blank where there are several."""
    return " ".join(text.split())


class Part:
    """An element of a drawing, to which others are added."""

    def __init__(self, element: ET.Element) -> None:
        self._element = element

    def add(self, tag: str, text: str = "", /, **attributes: Value) -> "Part":
        """Add an element; in the names of attributes `_` stands for `-`, a last one for nothing."""
        element = ET.SubElement(self._element, tag, _named(attributes))
        element.text = _FORBIDDEN.sub("\ufffd", text) or None
        return Part(element)

    def group(self, title: str = "", /, **attributes: Value) -> "Part":
        """Add a group; its title is shown where the pointer rests on it."""
        group = self.add("g", **attributes)
        if title:
            group.add("title", title)
        return group

    def rect(
        self, x: float, y: float, width: float, height: float, /, **attributes: Value
    ) -> "Part":
        """Add a rectangle."""
        return self.add("rect", x=x, y=y, width=width, height=height, **attributes)

    def text(self, x: float, y: float, text: str, size: float, /, **attributes: Value) -> "Part":
        """Add one line of text; `y` is its base line."""
        return self.add("text", text, x=x, y=y, font_size=size, **attributes)

    def texts(
        self, x: float, y: float, folded: Iterable[str], size: float, pitch: float, /, **more: Value
    ) -> float:
        """Add lines of text below each other and return the base line that would come next."""
        for line in folded:
            self.text(x, y, line, size, **more)
            y += pitch
        return y


class Drawing(Part):
    """A drawing of a width and height in pixels."""

    def __init__(self, width: float, height: float, colours: Colours, **attributes: Value) -> None:
        told: dict[str, Value] = {
            "xmlns": NAMESPACE,
            "width": width,
            "height": height,
            "viewBox": f"0 0 {_written(width)} {_written(height)}",
            "font_family": FONTS,
        }
        super().__init__(ET.Element("svg", _named(told | attributes)))
        if colours.is_paper:
            self.rect(0, 0, width, height, fill=colours.surface)

    def svg(self) -> str:
        """Return the drawing as text, for a file in UTF-8 or for a page."""
        return ET.tostring(self._element, encoding="unicode")


def _named(attributes: Mapping[str, Value]) -> dict[str, str]:
    return {
        name.rstrip("_").replace("_", "-"): _written(value) for name, value in attributes.items()
    }


def _written(value: Value) -> str:
    if isinstance(value, str):
        return _FORBIDDEN.sub("\ufffd", value)
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _mixed(colour: str, ground: str, strength: float) -> str:
    pairs = zip(_parts(colour), _parts(ground), strict=True)
    return "#" + "".join(f"{round(a * strength + b * (1 - strength)):02x}" for a, b in pairs)


def _parts(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
