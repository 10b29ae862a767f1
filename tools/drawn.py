"""Small invented models to draw, and what drawings show: labels with their boxes, and titles."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from dutygraph.graph.rdf import project
from dutygraph.graph.snapshot import Snapshot
from dutygraph.graph.store import memory
from dutygraph.loaders import read_file
from dutygraph.model import (
    Bearer,
    Discontinued,
    Duty,
    DutyList,
    Kind,
    Mark,
    Participation,
    Source,
    Statement,
    Transfer,
)
from dutygraph.viz.model import Listed, Model, read
from dutygraph.viz.svg import text_width

HOSTILE = (
    "</script><img src=x onerror=alert(1)>局",
    "县\"甲'&amp;局",
    "href=javascript:alert(1)",
    "县\u202e局\u200f反",
    "🏛️局\u0007\ufffe二",
    "长" * 10_000,
)
"""Names that are markup, quotes, a link, marks of direction, an emoji with controls, too long."""

_SVG = "{http://www.w3.org/2000/svg}"

TAGS = {"svg", "g", "title", "rect", "path", "text"}
ATTRIBUTES = {
    *("x", "y", "width", "height", "rx", "d", "viewBox", "transform", "class", "fill", "stroke"),
    *("fill-opacity", "stroke-opacity", "stroke-width", "font-family", "font-size", "font-style"),
    *("font-weight", "text-anchor", "data-row", "data-column", "data-name", "data-along"),
    *("data-side", "data-community", "data-category", "data-department"),
}
"""All that drawings are made of: what Word draws, and keys for the page's script."""


# Models


def cooperative(number: int, *departments: str, title: str = "事项", lead: str = "") -> Duty:
    """Return a cooperative duty; of the department `lead` a statement says 牵头."""
    statement = Statement(1, "牵头办理。", (), (Bearer(lead),), (Mark("牵头", "牵头"),))
    return Duty(
        kind=Kind.COOPERATIVE,
        number=number,
        title=title,
        category="平安法治",
        positions=(),
        departments=_parties(departments, "listed"),
        statements=(statement,) if lead else (),
    )


def reclaimed(
    number: int, category: str | None, *receivers: str, ended: bool = False, title: str = "处罚"
) -> Duty:
    """Return a reclaimed duty."""
    return Duty(
        kind=Kind.RECLAIMED,
        number=number,
        title=title,
        category=category,
        positions=(),
        transfer=Transfer(_parties(receivers, "receiver"), ()) if receivers else None,
        discontinued=Discontinued(None) if ended else None,
    )


def listed(*duties: Duty, place: Sequence[str] = ("某省", "甲县", "东镇")) -> Listed:
    """Return a list of these duties."""
    source = Source("list.txt", "", "text")
    told = DutyList("履职清单", tuple(place), "2025", source, (), duties, (), (), (), (), "")
    return Listed(told, {})


def model(*duties: Duty) -> Model:
    """Return a model of one list."""
    return Model((listed(*duties),))


@cache
def snapshot_of(path: Path) -> Snapshot:
    """Return a store that holds one document."""
    return memory([project(read_file(path))])


@cache
def model_of(path: Path) -> Model:
    """Return the model of one document."""
    return read(snapshot_of(path), snapshot_of(path).lists())


def _parties(names: Iterable[str], role: str) -> tuple[Participation, ...]:
    return tuple(
        Participation(name, (name,), (role,), order, ()) for order, name in enumerate(names, 1)
    )


# Drawings


class Label(NamedTuple):
    """One text of a drawing and the box that it takes at most."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def parsed(svg: str) -> etree._Element:
    """Return a drawing as elements, after a look at what it is made of."""
    root = etree.fromstring(svg.encode())
    for element in root.iter():
        name, attributes = str(element.tag).removeprefix(_SVG), set(map(str, element.attrib))
        if name not in TAGS or attributes - ATTRIBUTES:
            raise ValueError(f"{name} with {sorted(attributes - ATTRIBUTES)}")
    return root


def found(root: etree._Element, tag: str) -> list[etree._Element]:
    """Return all elements of a tag."""
    return list(root.iter(f"{_SVG}{tag}"))


def texts(svg: str) -> list[str]:
    """Return all lines of text of a drawing."""
    return [element.text or "" for element in found(parsed(svg), "text")]


def titles(svg: str) -> list[str]:
    """Return all that a drawing says where the pointer rests."""
    return [element.text or "" for element in found(parsed(svg), "title")]


def labels(svg: str) -> list[Label]:
    """Return the texts of a drawing with their boxes."""
    return [_label(element) for element in found(parsed(svg), "text")]


def overlaps(found: Sequence[Label]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of texts whose boxes overlap."""
    for one, other in combinations(sorted(found, key=lambda label: label.top), 2):
        beside = one.right <= other.left or other.right <= one.left
        if not beside and one.bottom > other.top and other.bottom > one.top:
            yield one.text, other.text


def outside(svg: str) -> list[str]:
    """Return the texts that leave their drawing."""
    root = parsed(svg)
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    return [
        one.text
        for one in labels(svg)
        if one.left < 0 or one.top < 0 or one.right > width or one.bottom > height
    ]


def _label(element: etree._Element) -> Label:
    text = element.text or ""
    size, anchor = float(_inherited(element, "font-size")), _inherited(element, "text-anchor")
    width = text_width(text, size)
    x, y = float(element.attrib["x"]), float(element.attrib["y"])
    left = x - {"end": width, "middle": width / 2}.get(anchor, 0)
    box = (left, y - 0.85 * size, left + width, y + 0.15 * size)
    if str(element.get("transform", "")).startswith("rotate(-90"):
        # About the point where the text begins: what goes to the right goes up.
        box = (x - 0.85 * size, y - width, x + 0.15 * size, y)
    across, down = _offset(element)
    return Label(text, box[0] + across, box[1] + down, box[2] + across, box[3] + down)


def _inherited(element: etree._Element, name: str) -> str:
    values = [one.get(name) for one in (element, *element.iterancestors())]
    return next((str(value) for value in values if value is not None), "")


def _offset(element: etree._Element) -> tuple[float, float]:
    across = down = 0.0
    for one in element.iterancestors():
        told = str(one.get("transform", ""))
        if told:
            x, y = told.removeprefix("translate(").removesuffix(")").split()
            across, down = across + float(x), down + float(y)
    return across, down
