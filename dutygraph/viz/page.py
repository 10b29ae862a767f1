"""One HTML file with all views of a model: a clerk sends it to a colleague, who opens it offline.

It holds all it needs (scripts, styles, data) and asks nothing of any server. Text from documents
travels packed, as letters and digits that cannot be markup, and enters the page by textContent.
"""

import base64
import json
import re
import zlib
from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from dutygraph.messages import HTML_LANGUAGES, Translate, translator
from dutygraph.viz import head, matrix, paper, transfers
from dutygraph.viz.layout import BOX_HEIGHT, FONT, ROOM, Layout, lay_out, shorten
from dutygraph.viz.model import Model, Object
from dutygraph.viz.sharing import DEPARTMENT, aggregate, of_kind, sharing, strong
from dutygraph.viz.words import words

if TYPE_CHECKING:
    from jinja2 import Environment
    from networkx import Graph
    from pyvis.network import Network

ASSETS = Path(__file__).parent / "assets"


STYLES = ("base", "finder", "panel", "table", "overview", "ego", "matrix", "transfers", "print")

SCRIPTS = (
    *("elements", "model", "state", "filters", "marks", "parts", "painting"),
    *("finder", "panel", "overview", "table", "ego", "matrix", "transfers", "townships"),
    *("files", "print", "main"),
)
"""The modules of the page, each after those that it imports."""

VIEWS = ("overview", "duties", "department", "matrix", "transfers", "townships")

OPTIONS = {
    "layout": {"improvedLayout": False},
    "physics": {"enabled": False},
    "edges": {"smooth": False},
    "interaction": {"dragNodes": False, "hover": True, "tooltipDelay": 150},
}


START_LEAST = 2
"""How many duties a pair shares at least to be shown first; more where that shows too much."""
START_DEPARTMENTS = 32
START_SIZE = (860, 600)
"""How many boxes may be shown first, and how large their picture may be.

All names are legible then where a screen of 1280 × 800 leaves 700 × 490 for it.
"""


def page(
    drawn: Model,
    language: str,
    start: Mapping[str, str],
    beside: Mapping[str, str] | None = None,
    of: str = "",
) -> str:
    """Draw a model.

    Args:
        drawn: what to draw.
        language: zh or en.
        start: what the page shows first, as `assets/js/state.js` names it.
        beside: of a page in a folder, the links to those of other departments; it has no pictures.
        of: the department that such a page is of, its heading.
    """
    translate = translator(language)
    shown = drawn if beside is None else Model(())
    network = aggregate(sharing(shown)) if drawn.is_folded else sharing(shown)
    least, first = _first(network)
    layouts = {"whole": lay_out(network), "start": first}
    net = _network(network, layouts)
    told = {
        **drawn.objects(translate),
        **(_pictures(drawn, translate) if beside is None else {}),
        "nodes": net.nodes,
        "edges": net.edges,
        "options": OPTIONS,
        "measures": _measures(layouts),
        "words": words(translate),
        "folded": drawn.is_folded,
        "start": {"min": str(least), **start},
        "beside": beside,
        "place": head.place(drawn),
        "name": head.file_name(drawn),
        "source": paper.source(drawn, translate),
    }
    net.templateEnv.globals |= {
        **_template_values(drawn, translate, is_part=beside is not None),
        "language": HTML_LANGUAGES[language],
        "packed": pack(told),
        "of": of,
    }
    html: str = net.generate_html()
    return html


def _template_values(drawn: Model, translate: Translate, *, is_part: bool) -> Object:
    """Return what the template shows before any script runs, and the files it is made of."""
    return {
        "words": words(translate),
        "head": head.head(drawn, translate),
        "views": _views(drawn, is_part=is_part),
        "is_part": is_part,
        "folded": drawn.is_folded,
        "styles": [f"css/{name}.css" for name in STYLES],
        "script": script(SCRIPTS),
    }


def _views(drawn: Model, *, is_part: bool) -> list[str]:
    if is_part:
        return ["department", "duties"]
    return [name for name in VIEWS if name != "townships" or len(drawn.lists) > 1]


def script(names: Iterable[str]) -> str:
    """Join modules into one block, where imports and exports have no more to say."""
    texts = ((ASSETS / "js" / f"{name}.js").read_text(encoding="utf-8") for name in names)
    joined = "\n".join(
        re.sub(r'^import [^;]* from "[^"]*";\n|^export ', "", text, flags=re.M) for text in texts
    )
    return f'"use strict";\n{{\n{joined}}}'


def pack(told: Object) -> str:
    """Return objects as deflated JSON in base64: a third of the size, and inert."""
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode("ascii")


def _environment() -> "Environment":
    """Return where templates come from: ours first, then those of pyvis with its script."""
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader

    loader = ChoiceLoader([FileSystemLoader(ASSETS), PackageLoader("pyvis", "templates")])
    return Environment(loader=loader, autoescape=True)


def _pictures(drawn: Model, translate: Translate) -> Object:
    """Return the drawings as SVG, empty where there is none, and who stands where in the matrix."""
    shared, moved = matrix.matrix(drawn), transfers.transfers(drawn)
    return {
        "pictures": {
            "matrix": matrix.svg(shared, translate) if shared.names else "",
            "transfers": transfers.svg(moved, translate) if moved.duties else "",
        },
        "matrix": [
            {"department": department, "community": community}
            for department, community in zip(shared.departments, shared.communities, strict=True)
        ],
    }


def _first(network: "Graph") -> tuple[int, Layout]:
    """Return how many duties the pairs share at least that a page shows first, and their layout."""
    parts = ((least, strong(network, least)) for least in count(START_LEAST))
    few = (
        (least, part)
        for least, part in parts
        if len(of_kind(part, DEPARTMENT)) <= START_DEPARTMENTS
    )
    layouts = ((least, lay_out(part)) for least, part in few)
    return next((least, layout) for least, layout in layouts if _is_legible(layout))


def _is_legible(layout: Layout) -> bool:
    wide = max((abs(x) for x, _ in layout.places.values()), default=0)
    high = max((abs(y) for _, y in layout.places.values()), default=0)
    size = 2 * wide + layout.box_width, 2 * high + BOX_HEIGHT
    return all(one <= largest for one, largest in zip(size, START_SIZE, strict=True))


def _measures(layouts: Mapping[str, Layout]) -> Object:
    """Return what the script has to know of boxes and dots to draw them as they were laid out."""
    of_layouts = {
        name: {"width": layout.box_width, "dot": layout.apart / ROOM}
        for name, layout in layouts.items()
    }
    return {"font": FONT, "height": BOX_HEIGHT, **of_layouts}


def _network(network: "Graph", layouts: Mapping[str, Layout]) -> "Network":
    """Put departments and duties on a network of pyvis, each with its places."""
    from pyvis.network import Network

    # A directed network takes edges as they come; an undirected one looks for each among all.
    net = Network(directed=True)
    net.path = "page.html"
    net.options = OPTIONS
    net.templateEnv = _environment()
    for node, values in network.nodes(data=True):
        start = _place(layouts["start"], node)
        told = {
            **values,
            **_place(layouts["whole"], node),
            **({"start": start} if start else {}),
            "label": shorten(values["label"]),
        }
        shape = "box" if values["kind"] == DEPARTMENT else "circle"
        net.add_node(node, shape=shape, group=values["kind"], **told)
    for one, other, values in network.edges(data=True):
        net.add_edge(one, other, **values)
    return net


def _place(layout: Layout, node: str) -> Object:
    """Return where a node stands in a layout, and its port if it has one."""
    if node not in layout.places:
        return {}
    x, y = layout.places[node]
    port = {"port": layout.ports[node]} if node in layout.ports else {}
    return {"x": x, "y": y, **port}
