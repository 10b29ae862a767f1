"""Quads ⇄ nodes and relationships: nothing is lost, and what is not declared is refused."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from pyoxigraph import Literal, NamedNode, Quad

from dutygraph.errors import Neo4jError
from dutygraph.graph.neo4j.specs import DerivedSpec, EdgeSpec, LinkSpec, Specs, ValueSpec
from dutygraph.messages import N_

Scalar = str | int | bool
Value = Scalar | list[Scalar]

_Key = TypeVar("_Key", str, tuple[str, str])
_Spec = TypeVar("_Spec")

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
_BOOLEANS = {"true": True, "false": False}
_LARGEST = 2**63
_LONGEST_IRI = 8000
"""Bytes that fit into an entry of Neo4j's indexes, with room for its own."""


@dataclass(frozen=True, slots=True)
class Node:
    """A resource: class label, IRI, IRI of its graph, and its literals by property key."""

    label: str
    iri: str
    graph: str
    properties: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship between two nodes, in one graph.

    `iri` names the resource that became the relationship; it is None where a link became it.
    """

    type: str
    start_label: str
    start_iri: str
    end_label: str
    end_iri: str
    graph: str
    iri: str | None = None
    properties: Mapping[str, Value] = field(default_factory=dict)


@dataclass(slots=True)
class _Resource:
    """What the quads tell of one subject."""

    graph: str
    type: str = ""
    values: dict[str, list[Literal]] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)


def nodes_and_edges(quads: Iterable[Quad], specs: Specs) -> tuple[list[Node], list[Edge]]:
    """Return quads as nodes and relationships, sorted by label or type and by IRI.

    Links may lead to resources outside of `quads`; those are of a class that counties share.

    Raises:
        Neo4jError: the quads say what the vocabulary does not declare, or what Neo4j cannot hold.
    """
    return _Projection(_gather(quads), specs).result()


def _gather(quads: Iterable[Quad]) -> dict[str, _Resource]:
    told: dict[str, _Resource] = {}
    for quad in quads:
        subject, graph, value = _iri(quad.subject), _iri(quad.graph_name), quad.object
        predicate = quad.predicate.value
        resource = told.get(subject)
        if resource is None:
            resource = told[subject] = _Resource(graph)
        elif resource.graph != graph:
            raise _refused(subject, predicate)
        if isinstance(value, Literal):
            resource.values.setdefault(predicate, []).append(value)
        elif predicate == _TYPE:
            resource.type = _iri(value)
        else:
            resource.links.append((predicate, _iri(value)))
    return told


def _iri(term: object) -> str:
    if not isinstance(term, NamedNode):
        raise Neo4jError(N_("{term} cannot be mirrored: it is no IRI"), term=term)
    return term.value


class _Projection:
    """Turns gathered resources into nodes and relationships."""

    def __init__(self, told: dict[str, _Resource], specs: Specs) -> None:
        self.told = told
        self.nodes_by_class = {spec.iri: spec for spec in specs.nodes.values()}
        self.edges_by_class = {spec.iri: spec for spec in specs.edges.values()}
        self.specs = specs
        self.derived = {spec.iri for spec in specs.derived}
        self.left_out: set[tuple[str, str, str]] = set()
        self.nodes: list[Node] = []
        self.edges: list[Edge] = []

    def result(self) -> tuple[list[Node], list[Edge]]:
        for iri, resource in self.told.items():
            if len(iri.encode()) > _LONGEST_IRI:
                raise Neo4jError(
                    N_("{iri}… cannot be mirrored: a name in it is too long"), iri=iri[:100]
                )
            edge = self.edges_by_class.get(resource.type)
            if edge:
                self.add_edge(edge, iri, resource)
            else:
                self.add_node(iri, resource)
        self.refuse_underivable()
        self.nodes.sort(key=lambda node: (node.label, node.iri))
        self.edges.sort(
            key=lambda edge: (edge.type, edge.start_label, edge.end_label, *_ends(edge))
        )
        return self.nodes, self.edges

    def add_node(self, iri: str, resource: _Resource) -> None:
        spec = self.nodes_by_class.get(resource.type)
        if spec is None:
            raise _refused(iri, "rdf:type")
        values = _values(iri, resource, spec.values)
        self.nodes.append(Node(spec.label, iri, resource.graph, values))
        for predicate, target in resource.links:
            link = spec.links.get(predicate)
            if link:
                end = self.end_label(link, target)
                self.edges.append(Edge(link.type, spec.label, iri, end, target, resource.graph))
            elif predicate in self.derived:
                self.left_out.add((predicate, iri, target))
            else:
                raise _refused(iri, predicate)

    def add_edge(self, spec: EdgeSpec, iri: str, resource: _Resource) -> None:
        ends = dict(resource.links)
        if len(resource.links) != 2 or set(ends) != {spec.start, spec.end}:
            raise _refused(iri, "rdf:type")
        start, end = ends[spec.start], ends[spec.end]
        values = _values(iri, resource, spec.values)
        self.edges.append(
            Edge(
                spec.type, spec.start_label, start, spec.end_label, end, resource.graph, iri, values
            )
        )

    def end_label(self, link: LinkSpec, target: str) -> str:
        told = self.told.get(target)
        if told:
            spec = self.nodes_by_class.get(told.type)
            if spec is None:
                raise _refused(target, "rdf:type")
            return spec.label
        labels = (label for label in link.ends if self.specs.nodes[label].shared)
        return next(labels, link.ends[0])

    def refuse_underivable(self) -> None:
        """Refuse a derived link that would not come back on reading."""
        follows = {
            (rule.iri, edge.end_iri, edge.start_iri)
            for rule in self.specs.derived
            for edge in self.edges
            if edge.type == rule.edge and _follows(edge, rule)
        }
        for predicate, iri, _ in self.left_out ^ follows:
            raise _refused(iri, predicate)


def _ends(edge: Edge) -> tuple[str, str, str]:
    return edge.start_iri, edge.end_iri, edge.iri or ""


def _refused(iri: str, predicate: str) -> Neo4jError:
    return Neo4jError(
        N_("{iri} cannot be mirrored: what it says with {property} is not declared"),
        iri=iri,
        property=predicate,
    )


def _values(iri: str, resource: _Resource, specs: Mapping[str, ValueSpec]) -> dict[str, Value]:
    """Return the literals of a resource by property key."""
    values: dict[str, Value] = {}
    for predicate, literals in resource.values.items():
        spec = specs.get(predicate)
        if spec is None or (len(literals) > 1 and not spec.many):
            raise _refused(iri, predicate)
        try:
            found = [_scalar(literal, spec) for literal in literals]
        except ValueError:
            raise _refused(iri, predicate) from None
        # Of one property all values have one type.
        values[spec.key] = sorted(found) if spec.many else found[0]
    return values


def _scalar(literal: Literal, spec: ValueSpec) -> Scalar:
    text = literal.value
    if literal.language != spec.language or literal.datatype.value != spec.datatype:
        raise ValueError(text)
    if spec.datatype == _INTEGER:
        number = int(text)
        if str(number) != text or not -_LARGEST <= number < _LARGEST:
            raise ValueError(text)
        return number
    if spec.datatype == _BOOLEAN:
        if text not in _BOOLEANS:
            raise ValueError(text)
        return _BOOLEANS[text]
    return text


def quads(nodes: Iterable[Node], edges: Iterable[Edge], specs: Specs) -> Iterator[Quad]:
    """Yield nodes and relationships as the quads that they were; derived links are rebuilt.

    Raises:
        Neo4jError: a label, type or property is none of ours, or a value is of another type.
    """
    for node in nodes:
        spec = _known(specs.nodes, node.label, node.iri)
        yield from _described(node.iri, spec.iri, node.graph, node.properties, spec.values)
    links = {
        (label, link.type): link.iri
        for label, spec in specs.nodes.items()
        for link in spec.links.values()
    }
    derived: dict[str, list[DerivedSpec]] = {}
    for rule in specs.derived:
        derived.setdefault(rule.edge, []).append(rule)
    for edge in edges:
        if edge.iri is None:
            link = _known(links, (edge.start_label, edge.type), edge.start_iri)
            yield _link(edge.start_iri, link, edge.end_iri, edge.graph)
            continue
        becomes = _known(specs.edges, edge.type, edge.iri)
        yield from _described(edge.iri, becomes.iri, edge.graph, edge.properties, becomes.values)
        yield _link(edge.iri, becomes.start, edge.start_iri, edge.graph)
        yield _link(edge.iri, becomes.end, edge.end_iri, edge.graph)
        for rule in derived.get(edge.type, ()):
            if _follows(edge, rule):
                yield _link(edge.end_iri, rule.iri, edge.start_iri, edge.graph)


def _known(specs: Mapping[_Key, _Spec], name: _Key, iri: str) -> _Spec:
    found = specs.get(name)
    if found is None:
        raise _refused(iri, str(name))
    return found


def _follows(edge: Edge, rule: DerivedSpec) -> bool:
    held = edge.properties.get(rule.key, [])
    return isinstance(held, list) and rule.value in held


def _described(
    iri: str,
    class_iri: str,
    graph: str,
    properties: Mapping[str, Value],
    specs: Mapping[str, ValueSpec],
) -> Iterator[Quad]:
    yield _link(iri, _TYPE, class_iri, graph)
    subject, name = NamedNode(iri), NamedNode(graph)
    by_key = {spec.key: spec for spec in specs.values()}
    for key, value in properties.items():
        spec = _known(by_key, key, iri)
        predicate = NamedNode(spec.iri)
        for one in value if isinstance(value, list) else [value]:
            yield Quad(subject, predicate, _literal(one, spec), name)


def _link(subject: str, predicate: str, target: str, graph: str) -> Quad:
    return Quad(NamedNode(subject), NamedNode(predicate), NamedNode(target), NamedNode(graph))


def _literal(value: Scalar, spec: ValueSpec) -> Literal:
    if spec.language:
        return Literal(str(value), language=spec.language)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return Literal(text, datatype=NamedNode(spec.datatype))
