"""Which graphs the mirror lacks, has in another state, or has although the store does not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from dutygraph.graph.editions import Edition
from dutygraph.graph.neo4j.specs import specs
from dutygraph.graph.snapshot import Snapshot


@dataclass(frozen=True, slots=True, order=True)
class Mirrored:
    """One named graph, the node that stands for it, and a fingerprint of what the graph says.

    `iri` is the graph's, `root` the node's and `label` its class: the list itself, or the county
    of a graph of bodies. Two graphs with one fingerprint are mirrored alike.
    """

    iri: str
    root: str
    label: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The graphs by what has to be done: write, bring up to date, nothing, delete.

    With `force` all that `changed` say is written again, not only what differs.
    """

    new: tuple[Mirrored, ...]
    changed: tuple[Mirrored, ...]
    unchanged: tuple[Mirrored, ...]
    gone: tuple[Mirrored, ...]
    force: bool = False

    def to_write(self) -> tuple[Mirrored, ...]:
        """Return the graphs to write, those of counties first, since lists refer to them."""
        return tuple(sorted((*self.new, *self.changed), key=_counties_first))

    def is_empty(self) -> bool:
        """Return whether nothing has to be done."""
        return not (self.new or self.changed or self.gone)


def _counties_first(graph: Mirrored) -> tuple[bool, str]:
    return graph.label != "County", graph.iri


def wanted(snapshot: Snapshot, edition: Edition | None = None) -> list[Mirrored]:
    """Return the graphs of the store, or those of one list and its county, with fingerprints."""
    projected = blake2b(repr(specs()).encode(), digest_size=16).digest()
    lists = snapshot.lists() if edition is None else (edition,)
    graphs = [
        Mirrored(one.iri, one.iri, "DutyList", _fingerprint(projected, snapshot, one))
        for one in lists
    ]
    for county, bodies in sorted({(one.county, one.bodies_graph) for one in lists}):
        digest = _digest(snapshot, bodies)
        graphs.append(Mirrored(bodies, county, "County", _mixed(projected, digest)))
    return graphs


def _fingerprint(projected: bytes, snapshot: Snapshot, edition: Edition) -> str:
    return _mixed(projected, edition.digest or _digest(snapshot, edition.iri))


def _digest(snapshot: Snapshot, graph: str) -> str:
    lines = sorted(map(str, snapshot.quads(graph)))
    return blake2b("\n".join(lines).encode(), digest_size=16).hexdigest()


def _mixed(projected: bytes, digest: str) -> str:
    # Another projection of the same quads has to be written too.
    return blake2b(projected + digest.encode(), digest_size=12).hexdigest()


def compare(
    wanted: Iterable[Mirrored], held: Mapping[str, Mirrored], *, of: str = "", force: bool = False
) -> Plan:
    """Return what has to be done to make the graphs that are held the ones that are wanted.

    Args:
        wanted: the graphs of the store.
        held: the graphs of Neo4j, by IRI; the fingerprint is empty where one is not whole.
        of: only graphs whose IRI begins with this can be gone.
        force: take all that is held for changed.
    """
    new: list[Mirrored] = []
    changed: list[Mirrored] = []
    unchanged: list[Mirrored] = []
    for graph in sorted(wanted):
        known = held.get(graph.iri)
        if known is None:
            new.append(graph)
        elif force or known != graph:
            changed.append(graph)
        else:
            unchanged.append(graph)
    kept = {graph.iri for graph in (*new, *changed, *unchanged)}
    gone = [one for one in held.values() if one.iri not in kept and one.iri.startswith(of)]
    # Lists before their county, whose bodies they refer to.
    gone.sort(key=_counties_first, reverse=True)
    return Plan(tuple(new), tuple(changed), tuple(unchanged), tuple(gone), force)
