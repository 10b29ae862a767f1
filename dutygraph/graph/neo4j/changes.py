"""What has to be written and deleted so that Neo4j says of a graph what the store says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from dutygraph.graph.neo4j.projection import Edge, Node
from dutygraph.graph.neo4j.readback import Held

_Item = TypeVar("_Item", Node, Edge)
_Key = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Nodes and relationships that are missing or differ, and the element ids of the stale."""

    nodes: list[Node]
    edges: list[Edge]
    stale_nodes: list[str]
    stale_edges: list[str]


def changes(
    nodes: Iterable[Node], edges: Iterable[Edge], held: Held, *, force: bool = False
) -> Changes:
    """Compare what a graph should be with what Neo4j holds of it; the order of both is kept.

    With `force` what has an IRI is written even where it is the same.
    """
    lacking_nodes, stale_nodes = _compared(nodes, held.nodes, force)
    lacking_edges, stale_edges = _compared(edges, held.edges, force)
    return Changes(lacking_nodes, lacking_edges, stale_nodes, stale_edges)


def _compared(
    wanted: Iterable[_Item], held: Mapping[str, _Item], force: bool
) -> tuple[list[_Item], list[str]]:
    by_key = {_key(one): one for one in wanted}
    found: dict[_Key, _Item] = {}
    stale = []
    for element, one in held.items():
        key = _key(one)
        # Two of one key are only there if somebody has copied what is ours.
        if key in by_key and key not in found:
            found[key] = one
        else:
            stale.append(element)
    # A link that is there says all that it can: it is never written again.
    again = {key for key, one in found.items() if force and one.iri}
    lacking = [one for key, one in by_key.items() if key in again or found.get(key) != one]
    return lacking, stale


def _key(one: Node | Edge) -> _Key:
    """Return what makes two of them the same, whatever their properties are."""
    if isinstance(one, Node):
        return one.label, one.iri
    return one.start_label, one.start_iri, one.type, one.end_label, one.end_iri, one.iri
