"""How a property graph says the vocabulary: the annotations of ontology.ttl as frozen specs.

Labels, relationship types and property names of all Cypher that we generate come from here, so that
no value of a document can become a part of a query's text.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from dutygraph.graph.ontology import NAMESPACE, PATH, Ontology, PropertySpec, ontology

MARKER = "DutyGraph"
"""The label of every node of ours, besides that of its class; what lacks it is never touched."""

IRI, GRAPH, RUN, FINGERPRINT = "iri", "graph", "run", "fingerprint"
"""Properties of ours: of every node, of every node and relationship, and two notes of the mirror.

Only the node that stands for a graph has these: which run took it last, and what it says.
"""

_SH = "http://www.w3.org/ns/shacl#"
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class ValueSpec:
    """A literal property of one class: its IRI, the property `key` of the node or relationship.

    `many` values are a sorted array. Language and datatype come from here and are not stored.
    """

    name: str
    iri: str
    key: str
    many: bool
    datatype: str
    language: str | None
    fulltext: bool


@dataclass(frozen=True, slots=True)
class LinkSpec:
    """A link of one class: its IRI, the relationship's type, and the labels it may lead to."""

    iri: str
    type: str
    ends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NodeSpec:
    """A class whose resources become nodes; values and links by the IRI of the property.

    `indexes` are the property keys of each index. `shared` resources stand in a county's graph.
    """

    label: str
    iri: str
    values: MappingProxyType[str, ValueSpec]
    links: MappingProxyType[str, LinkSpec]
    caption: str | None
    indexes: tuple[tuple[str, ...], ...]
    shared: bool


@dataclass(frozen=True, slots=True)
class EdgeSpec:
    """A class whose resources become relationships; `start` and `end` are IRIs of links."""

    type: str
    iri: str
    start: str
    end: str
    start_label: str
    end_label: str
    values: MappingProxyType[str, ValueSpec]


@dataclass(frozen=True, slots=True)
class DerivedSpec:
    """A link that is rebuilt from the relationships of a type that hold `value` in `key`.

    It leads from where the relationship ends to where it starts.
    """

    iri: str
    edge: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Specs:
    """All specs: nodes by label, edges by type, and the derived links."""

    nodes: MappingProxyType[str, NodeSpec]
    edges: MappingProxyType[str, EdgeSpec]
    derived: tuple[DerivedSpec, ...]

    def labels(self) -> tuple[str, ...]:
        """Return the labels, those that other graphs refer to first."""
        return tuple(sorted(self.nodes, key=lambda label: not self.nodes[label].shared))


class _Annotations:
    """What the vocabulary says of its own terms, by subject and predicate."""

    def __init__(self, path: Path) -> None:
        self._told: dict[tuple[str, str], list[str]] = defaultdict(list)
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            self._told[quad.subject.value, quad.predicate.value].append(quad.object.value)

    def all(self, subject: str, name: str) -> list[str]:
        return self._told.get((subject, NAMESPACE + name), [])

    def one(self, subject: str, name: str) -> str | None:
        return next(iter(self.all(subject, name)), None)

    def shape(self, class_iri: str) -> Iterator[tuple[str, bool]]:
        """Yield the IRI of each property of a class, and whether it may have many values."""
        for shape in self._told[class_iri, _SH + "property"]:
            [path] = self._told[shape, _SH + "path"]
            yield path, self._told[shape, _SH + "maxCount"] != ["1"]


@cache
def specs() -> Specs:
    """Return the specs of this package's vocabulary."""
    return read(PATH, ontology())


def read(path: Path, terms: Ontology) -> Specs:
    """Read the annotations of a vocabulary.

    Raises:
        ValueError: a label, type or property name is not plain, so unfit to stand in Cypher.
    """
    return _Reader(_Annotations(path), terms).specs()


def plain(name: str) -> str:
    """Return a label, type or property name that may stand in Cypher; refuse any other."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} cannot name anything in Cypher")
    return name


class _Reader:
    """Makes specs from annotations and terms."""

    def __init__(self, told: _Annotations, terms: Ontology) -> None:
        self.told = told
        self.properties = {spec.iri: spec for spec in terms.properties.values()}
        found = {one.iri: told.one(one.iri, "mirrorLabel") for one in terms.classes.values()}
        self.labels = {iri: plain(label) for iri, label in found.items() if label}
        self.rest = [iri for iri, label in found.items() if not label]

    def specs(self) -> Specs:
        edges = [self.edge(iri) for iri in self.rest]
        return Specs(
            MappingProxyType({label: self.node(iri) for iri, label in self.labels.items()}),
            MappingProxyType({edge.type: edge for edge in edges}),
            tuple(self.derived(edges)),
        )

    def node(self, iri: str) -> NodeSpec:
        caption = self.told.one(iri, "caption")
        values = self.values(iri)
        keys = {value.name: value.key for value in values.values()}
        indexes = [index.split() for index in self.told.all(iri, "indexed")]
        return NodeSpec(
            label=self.labels[iri],
            iri=iri,
            values=values,
            links=self.links(iri),
            caption=values[caption].key if caption else None,
            indexes=tuple(tuple(keys[name] for name in index) for index in indexes),
            shared=bool(self.told.all(iri, "shared")),
        )

    def values(self, iri: str) -> MappingProxyType[str, ValueSpec]:
        found = {path: many for path, many in self.told.shape(iri) if not self.is_link(path)}
        return MappingProxyType({path: self.value(path, many) for path, many in found.items()})

    def value(self, path: str, many: bool) -> ValueSpec:
        term = self.properties[path]
        return ValueSpec(
            name=term.name,
            iri=path,
            key=plain(self.told.one(path, "mirrorName") or term.name),
            many=many,
            datatype=term.range[0],
            language=term.language,
            fulltext=bool(self.told.all(path, "fulltext")),
        )

    def is_link(self, path: str) -> bool:
        return self.properties[path].link

    def links(self, iri: str) -> MappingProxyType[str, LinkSpec]:
        found = [self.properties[path] for path, _ in self.told.shape(iri) if self.is_link(path)]
        return MappingProxyType({one.iri: self.link(one) for one in found if not one.derived})

    def link(self, term: PropertySpec) -> LinkSpec:
        [type_] = self.told.all(term.iri, "mirrorType")
        return LinkSpec(term.iri, plain(type_), self.ends(term))

    def ends(self, term: PropertySpec) -> tuple[str, ...]:
        return tuple(self.labels[NAMESPACE + name] for name in term.range)

    def edge(self, iri: str) -> EdgeSpec:
        [type_] = self.told.all(iri, "mirrorEdge")
        [start] = self.told.all(iri, "mirrorFrom")
        [end] = self.told.all(iri, "mirrorTo")
        [start_label] = self.ends(self.properties[start])
        [end_label] = self.ends(self.properties[end])
        return EdgeSpec(plain(type_), iri, start, end, start_label, end_label, self.values(iri))

    def derived(self, edges: list[EdgeSpec]) -> Iterator[DerivedSpec]:
        for term in (one for one in self.properties.values() if one.derived):
            [role] = self.told.all(term.iri, "mirrorRole")
            for edge in edges:
                key = edge.values[NAMESPACE + "role"].key
                yield DerivedSpec(term.iri, edge.type, key, role)
