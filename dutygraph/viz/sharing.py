"""The network that pages draw: departments and the cooperative duties that they share.

`sharing` joins a duty to each department that it lists; `aggregate` folds the duties of many lists
into lines between departments.
"""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dutygraph.model import Duty, Kind
from dutygraph.viz.model import LEAD, Model

if TYPE_CHECKING:
    from networkx import Graph

DEPARTMENT = "department"
DUTY = "duty"


def is_shared(duty: Duty) -> bool:
    """Tell whether two or more departments are listed in a cooperative duty."""
    return duty.kind is Kind.COOPERATIVE and len(duty.departments) > 1


def sharing(model: Model) -> "Graph":
    """Return the departments of a model and the duties that they share.

    Departments that share none are left out.

    Returns:
        A bipartite network. A node has `kind`, department or duty, `at`, its place among the
        departments or duties of the model, and `label`: a name or a number. An edge has `lead`,
        whether a statement of this department opens with 牵头.
    """
    from networkx import Graph

    network = Graph()
    nodes = {}
    labels = _labels(model)
    for at, (county, name) in enumerate(model.departments()):
        nodes[county, name] = f"b{at}"
        network.add_node(f"b{at}", kind=DEPARTMENT, at=at, label=labels[county, name])
    for at, (listed, duty) in enumerate(model.duties()):
        if is_shared(duty):
            leads = _leads(duty)
            network.add_node(f"d{at}", kind=DUTY, at=at, label=duty.key)
            for one in duty.departments:
                department = nodes[listed.county, one.name]
                network.add_edge(f"d{at}", department, lead=one.name in leads)
    network.remove_nodes_from([node for node, degree in network.degree() if not degree])
    return network


def _labels(model: Model) -> dict[tuple[str, str], str]:
    """Return what departments are called: those of one name with the last part of their county."""
    counties = {one.county: "".join(one.duty_list.place[-2:-1]) for one in model.lists}
    names = Counter(name for _, name in model.departments())
    return {
        (county, name): f"{name}（{counties[county]}）" if names[name] > 1 else name
        for county, name in model.departments()
    }


def aggregate(network: "Graph") -> "Graph":
    """Return the departments of a network of `sharing`, joined where they share duties.

    Returns:
        The same departments; an edge has `weight`, how many duties both share.
    """
    from networkx import bipartite

    return bipartite.weighted_projected_graph(network, of_kind(network, DEPARTMENT))


def strong(network: "Graph", least: int) -> "Graph":
    """Return the part of a network that pairs sharing `least` duties or more make up."""
    folded = network if not of_kind(network, DUTY) else aggregate(network)
    pairs = [pair[:2] for pair in folded.edges(data="weight") if pair[2] >= least]
    if folded is network:
        return _part(network, pairs)
    return _part(
        network,
        (
            (duty, department)
            for pair in pairs
            for duty in set(network[pair[0]]) & set(network[pair[1]])
            for department in pair
        ),
    )


def of_kind(network: "Graph", kind: str) -> list[str]:
    """Return the nodes of one kind (department or duty), in the order of the network."""
    return [node for node, of in network.nodes(data="kind") if of == kind]


def _part(network: "Graph", edges: Iterable[tuple[str, str]]) -> "Graph":
    """Return the part that edges make up, in the order of the network.

    The order of a view of networkx is that of a set, another one in each run.
    """
    kept = network.edge_subgraph(edges)
    part = network.__class__()
    part.add_nodes_from((node, values) for node, values in network.nodes(data=True) if node in kept)
    part.add_edges_from(
        (*edge, values) for *edge, values in network.edges(data=True) if kept.has_edge(*edge)
    )
    return part


def _leads(duty: Duty) -> set[str]:
    """Return the departments of which a statement opens with 牵头."""
    return {
        bearer.name
        for statement in duty.statements
        if any(mark.mark == LEAD for mark in statement.marks)
        for bearer in statement.bearers
        if not bearer.placeholder
    }
