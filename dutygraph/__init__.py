"""Reads township duty lists (履行职责事项清单) into a knowledge graph of duties and departments.

The way from a document to an answer:

    duty_list = read_file(Path("list.txt"))           # document → duty list, with its findings
    load("dutygraph-store", [project(duty_list)])     # duty list → graph → store
    with open_store("dutygraph-store") as snapshot:
        Questions(snapshot).pairs(minimum=2)          # rows with named fields
        view(snapshot).save("page.html")              # a page, which Jupyter shows

`memory` takes the place of `load` and `open_store` where nothing is to stay on disk. All errors
that a user can cause are DutygraphErrors.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dutygraph.errors import DutygraphError
    from dutygraph.graph.listgraph import ListGraph
    from dutygraph.graph.rdf import project
    from dutygraph.graph.snapshot import Snapshot
    from dutygraph.graph.store import load, memory, open_store, remove
    from dutygraph.loaders import read_bytes, read_file
    from dutygraph.model import DutyList
    from dutygraph.pages import ego, matrix, save_site, transfers, view
    from dutygraph.queries.cypher_engine import CypherEngine
    from dutygraph.queries.engines import Engine, SparqlEngine
    from dutygraph.queries.questions import Questions
    from dutygraph.viz.shown import Page, Picture

__all__ = [
    "CypherEngine",
    "DutyList",
    "DutygraphError",
    "Engine",
    "ListGraph",
    "Page",
    "Picture",
    "Questions",
    "Snapshot",
    "SparqlEngine",
    "__version__",
    "ego",
    "load",
    "matrix",
    "memory",
    "open_store",
    "project",
    "read_bytes",
    "read_file",
    "remove",
    "save_site",
    "transfers",
    "view",
]

__version__ = "0.1.0"

_HOMES = {
    "CypherEngine": "queries.cypher_engine",
    "DutyList": "model",
    "DutygraphError": "errors",
    "Engine": "queries.engines",
    "ListGraph": "graph.listgraph",
    "Page": "viz.shown",
    "Picture": "viz.shown",
    "Questions": "queries.questions",
    "Snapshot": "graph.snapshot",
    "SparqlEngine": "queries.engines",
    "ego": "pages",
    "load": "graph.store",
    "matrix": "pages",
    "memory": "graph.store",
    "open_store": "graph.store",
    "project": "graph.rdf",
    "read_bytes": "loaders",
    "read_file": "loaders",
    "remove": "graph.store",
    "save_site": "pages",
    "transfers": "pages",
    "view": "pages",
}


def __getattr__(name: str) -> object:
    # Imported at first use: a command on a pipe pays only for the parts that it needs.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
