"""The graph as CSV files for `neo4j-admin database import full`: the quickest first load.

One file for each label and for each kind of relationship, and `import.args` with the tool's
options, so that all it takes is `neo4j-admin database import full neo4j @import.args` in the
folder. What it loads, the mirror takes for its own and has nothing to write.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from dutygraph.errors import UsageError
from dutygraph.graph.editions import Edition
from dutygraph.graph.neo4j.cypher import Link
from dutygraph.graph.neo4j.plan import Mirrored, wanted
from dutygraph.graph.neo4j.projection import Edge, Node, Value, nodes_and_edges
from dutygraph.graph.neo4j.specs import FINGERPRINT, GRAPH, IRI, MARKER, Specs, ValueSpec, specs
from dutygraph.graph.snapshot import Snapshot
from dutygraph.messages import N_

ARGUMENTS = "import.args"

_OPTIONS = (
    # Between the values of an array: no document holds this control character.
    "--array-delimiter=U+001F",
    "--id-type=string",
    "--multiline-fields=true",
)
_BUFFER = 4
"""Megabytes that the import tool reads at once; a line has to fit in."""

_SEPARATOR = "\u001f"
_TYPES = {"integer": "long", "boolean": "boolean"}


def write(snapshot: Snapshot, folder: Path, edition: Edition | None = None) -> None:
    """Write the store, or one list and its county, into a folder that appears when it is whole.

    Only one graph is held in memory at a time.

    Raises:
        UsageError: the folder is there already.
        Neo4jError: a graph cannot be mirrored.
    """
    if folder.exists():
        raise UsageError(N_("{folder} is there already; name a new folder"), folder=folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as scratch:
        part = Path(scratch, folder.name)
        part.mkdir()
        with ExitStack() as stack:
            files = _Files(part, specs(), stack)
            for graph in sorted(wanted(snapshot, edition)):
                files.add(graph, *nodes_and_edges(snapshot.quads(graph.iri), files.specs))
            arguments = "".join(f"{one}\n" for one in (*_OPTIONS, *files.arguments()))
        (part / ARGUMENTS).write_text(arguments, encoding="utf-8", newline="\n")
        part.rename(folder)


class _Files:
    """The open files of a folder, each made when its first row comes."""

    def __init__(self, folder: Path, specs: Specs, stack: ExitStack) -> None:
        self.folder, self.specs, self.stack = folder, specs, stack
        self.files: dict[str | Link, IO[str]] = {}
        self.longest = 0

    def add(self, graph: Mirrored, nodes: Iterable[Node], edges: Iterable[Edge]) -> None:
        for node in nodes:
            fingerprint = graph.fingerprint if node.iri == graph.root else None
            head = [node.iri, node.graph, fingerprint]
            spec = self.specs.nodes[node.label]
            self.row(node.label, [*head, *_cells(node.properties, spec.values)])
        for edge in edges:
            link = (edge.start_label, edge.type, edge.end_label)
            row: list[object] = [edge.start_iri, edge.end_iri, edge.graph]
            becomes = self.specs.edges.get(edge.type)
            if becomes:
                row += [edge.iri, *_cells(edge.properties, becomes.values)]
            self.row(link, row)

    def row(self, of: str | Link, row: list[object]) -> None:
        if of not in self.files:
            path = self.folder / _file(of)
            file = self.stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            self.files[of] = file
            file.write(_line(self.header(of)))
        line = _line(row)
        self.longest = max(self.longest, len(line))
        self.files[of].write(line)

    def header(self, of: str | Link) -> list[str]:
        graph = f"{GRAPH}:string"
        if isinstance(of, str):
            node = self.specs.nodes[of]
            values = [_column(spec) for spec in node.values.values()]
            return [f"{IRI}:ID({of})", graph, f"{FINGERPRINT}:string", *values]
        start, type_, end = of
        edge = self.specs.edges.get(type_)
        values = [_column(spec) for spec in edge.values.values()] if edge else []
        iri = [f"{IRI}:string"] if edge else []
        return [f":START_ID({start})", f":END_ID({end})", graph, *iri, *values]

    def arguments(self) -> Iterator[str]:
        yield f"--read-buffer-size={max(_BUFFER, 2 + (self.longest * 4 >> 20))}m"
        for of in sorted(self.files, key=_file):
            if isinstance(of, str):
                yield f"--nodes={of}:{MARKER}={_file(of)}"
            else:
                yield f"--relationships={of[1]}={_file(of)}"


def _line(cells: Iterable[object]) -> str:
    # The quotes tell an empty text from none.
    quoted = ("" if one is None else '"' + str(one).replace('"', '""') + '"' for one in cells)
    return ",".join(quoted) + "\n"


def _file(of: str | Link) -> str:
    return f"{of}.csv" if isinstance(of, str) else f"{'-'.join(of)}.csv"


def _column(spec: ValueSpec) -> str:
    type_ = _TYPES.get(spec.datatype.rpartition("#")[2], "string")
    return f"{spec.key}:{type_}{'[]' if spec.many else ''}"


def _cells(properties: Mapping[str, Value], specs: Mapping[str, ValueSpec]) -> Iterator[object]:
    for spec in specs.values():
        yield _cell(properties.get(spec.key))


def _cell(value: Value | None) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return _SEPARATOR.join(map(str, value))
    return value
