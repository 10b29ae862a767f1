"""The first page: one HTML file that shows which departments share which duties.

It holds all it needs (script, style, data) and asks nothing of any server. Text from documents
travels as JSON and enters the page by textContent only, so that no name can become markup.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dutygraph.graph.network import DEPARTMENT, DUTY, Figures, aggregate, figures, of_kind, sharing
from dutygraph.messages import N_, Translate, translator
from dutygraph.viz.layout import BOX_HEIGHT, FONT, ROOM, Layout, lay_out, shorten
from dutygraph.viz.words import words

if TYPE_CHECKING:
    from jinja2 import Environment
    from networkx import Graph
    from pyvis.network import Network

    from dutygraph.graph.store import Snapshot

ASSETS = Path(__file__).parent / "assets"

HTML_LANGUAGES = {"zh": "zh-CN", "en": "en"}

MOST_LISTS = 10
"""Beyond, duties are folded into edges between departments: thousands of dots say nothing."""

OPTIONS = {
    "layout": {"improvedLayout": False},
    "physics": {"enabled": False},
    "edges": {"smooth": False},
    "interaction": {"dragNodes": False, "hover": True, "tooltipDelay": 150},
}


def view(snapshot: "Snapshot", language: str, *, county: str = "", duty_list: str = "") -> str:
    """Draw what a snapshot holds; `county` and `duty_list` are IRIs to narrow it, see `figures`."""
    lists = figures(snapshot, county=county, duty_list=duty_list)
    network = sharing(snapshot, lists, texts=len(lists) <= MOST_LISTS)
    return page(network, lists, language)


def page(network: "Graph", lists: Sequence[Figures], language: str) -> str:
    """Draw departments and the duties they share.

    Args:
        network: what `graph.network.sharing` returns for these lists.
        lists: the figures of the lists.
        language: zh or en.

    Returns:
        A whole HTML page; the same arguments give the same text. Write it as UTF-8.
    """
    from pyvis.network import Network

    translate = translator(language)
    folded = len(lists) > MOST_LISTS
    if folded:
        network = aggregate(network)
    layout = lay_out(network)
    drawn = Network()
    drawn.path = "page.html"
    drawn.options = OPTIONS
    drawn.templateEnv = _environment()
    drawn.templateEnv.globals |= {
        "language": HTML_LANGUAGES[language],
        "words": words(translate),
        "head": _head(network, lists, translate),
        "folded": folded,
        "measures": {
            "font": FONT,
            "width": layout.box_width,
            "height": BOX_HEIGHT,
            "dot": layout.apart / ROOM,
        },
    }
    _draw(drawn, network, layout)
    html: str = drawn.generate_html()
    return html


def _environment() -> "Environment":
    """Return where templates come from: ours first, then those of pyvis with its script."""
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader

    loader = ChoiceLoader([FileSystemLoader(ASSETS), PackageLoader("pyvis", "templates")])
    environment = Environment(loader=loader, autoescape=True)
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    return environment


def _head(network: "Graph", lists: Sequence[Figures], translate: Translate) -> dict[str, Any]:
    """Say whose lists these are, and what they hold."""
    if len(lists) == 1:
        place = "".join(lists[0].path.split("/"))
        kicker = [
            lists[0].title,
            translate(N_("Edition {edition}")).format(edition=lists[0].edition),
        ]
    else:
        counties = sorted({one.path.rpartition("/")[0] for one in lists})
        place = "、".join("".join(county.split("/")) for county in counties)
        kicker = [translate(N_("{lists} duty lists")).format(lists=len(lists))]
    return {"place": place, "kicker": kicker, "figures": _figures(network, lists, translate)}


def _figures(network: "Graph", lists: Sequence[Figures], translate: Translate) -> list[list[str]]:
    """Return name, number and remark of each figure."""
    sums = translate(N_("= {basic} basic + {cooperative} cooperative + {reclaimed} reclaimed"))
    kinds = {
        kind: sum(getattr(one, kind) for one in lists)
        for kind in ("basic", "cooperative", "reclaimed")
    }
    rows = [
        (N_("Duties"), sum(kinds.values()), sums.format(**kinds)),
        (N_("Departments"), len(of_kind(network, DEPARTMENT)), ""),
        (N_("Shared duties"), network.graph["shared"], ""),
        (N_("of these, no statement says “牵头”"), network.graph["without_lead"], ""),
        (N_("Findings"), sum(one.findings for one in lists), ""),
    ]
    return [[translate(name), str(number), remark] for name, number, remark in rows]


def _draw(drawn: "Network", network: "Graph", layout: Layout) -> None:
    """Put the network on the page, under short ids, so that a link costs few bytes."""
    departments, duties = of_kind(network, DEPARTMENT), of_kind(network, DUTY)
    ids = {department: f"b{at}" for at, department in enumerate(departments)}
    ids |= {duty: f"d{at}" for at, duty in enumerate(duties)}
    counties = {network.nodes[one]["county"] for one in departments}
    lists = {network.nodes[one]["list"] for one in duties}
    for node, short in ids.items():
        values = network.nodes[node]
        told = (
            _department(values, county_named=len(counties) > 1)
            if values["kind"] == DEPARTMENT
            else _duty(values, list_named=len(lists) > 1)
        )
        x, y = layout.places[node]
        if node in layout.ports:
            told |= {"port": layout.ports[node]}
        drawn.add_node(short, x=x, y=y, kind=values["kind"], group=values["kind"], **told)
    for one, other, values in network.edges(data=True):
        drawn.add_edge(ids[one], ids[other], **values)


def _department(values: Mapping[str, Any], *, county_named: bool) -> dict[str, Any]:
    name = f"{values['label']}（{values['county']}）" if county_named else values["label"]
    return {
        "shape": "box",
        "label": shorten(values["label"]),
        "name": name,
        "title": name,
        "shared": values["shared"],
    }


def _duty(values: Mapping[str, Any], *, list_named: bool) -> dict[str, Any]:
    return {
        "shape": "circle",
        "label": values["label"],
        "name": values["title"],
        "title": f"{values['label']} {values['title']}",
        "category": values["category"],
        "path": values["path"] if list_named else "",
        "lead": values["lead"],
        "statements": [asdict(statement) for statement in values["statements"]],
    }
