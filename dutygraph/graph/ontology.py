"""The vocabulary, read once from ontology.ttl into frozen specs."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

NAMESPACE = "https://w3id.org/dutygraph/ns#"
PATH = Path(__file__).parent.parent / "ontology.ttl"

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


@dataclass(frozen=True, slots=True)
class Labels:
    """A term's label and definition, by language (zh, en)."""

    label: MappingProxyType[str, str]
    comment: MappingProxyType[str, str]


@dataclass(frozen=True, slots=True)
class ClassSpec:
    """A class: its local name, IRI and words."""

    name: str
    iri: str
    words: Labels


@dataclass(frozen=True, slots=True)
class PropertySpec:
    """A property: whose it is, what it holds, in which language, from which scheme of codes.

    `range` holds local names of classes for a link (`link` is true), else one datatype IRI.
    """

    name: str
    iri: str
    words: Labels
    domain: tuple[str, ...]
    range: tuple[str, ...]
    link: bool
    language: str | None
    codes: str | None
    derived: bool


@dataclass(frozen=True, slots=True)
class CodeSpec:
    """One value of a scheme, such as `basic` of Kind, and its words."""

    scheme: str
    code: str
    label: MappingProxyType[str, str]


@dataclass(frozen=True, slots=True)
class Ontology:
    """All terms by local name; looking up a term that is not there raises KeyError."""

    classes: MappingProxyType[str, ClassSpec]
    properties: MappingProxyType[str, PropertySpec]
    codes: MappingProxyType[tuple[str, str], CodeSpec]

    def class_(self, name: str) -> str:
        """Return a class's IRI by its local name; KeyError for a term that is not declared."""
        return self.classes[name].iri

    def property_(self, name: str) -> str:
        """Return a property's IRI by its local name; KeyError for one that is not declared."""
        return self.properties[name].iri

    def label(self, scheme: str, code: str, language: str) -> str:
        """Return what a code value is called in `language` (zh or en)."""
        return self.codes[scheme, code].label[language]


class _Statements:
    """The statements of the file, by subject and predicate."""

    def __init__(self, path: Path) -> None:
        self.values: dict[tuple[str, str], list[ox.NamedNode | ox.Literal]] = defaultdict(list)
        self.typed: dict[str, list[str]] = defaultdict(list)
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            subject, predicate, value = quad.subject, quad.predicate, quad.object
            if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
                self.values[subject.value, predicate.value].append(value)
                if predicate.value == _RDF_TYPE:
                    self.typed[value.value].append(subject.value)

    def own(self, type_: str) -> list[str]:
        """Return the IRIs of our namespace that have a type, in the order of the file."""
        return [iri for iri in self.typed[type_] if iri.startswith(NAMESPACE)]

    def texts(self, iri: str, predicate: str) -> MappingProxyType[str, str]:
        found = (value for value in self.values[iri, predicate] if isinstance(value, ox.Literal))
        return MappingProxyType({value.language or "": value.value for value in found})

    def names(self, iri: str, predicate: str) -> tuple[str, ...]:
        return tuple(_local(value.value) for value in self.values[iri, predicate])

    def words(self, iri: str) -> Labels:
        return Labels(self.texts(iri, _RDFS + "label"), self.texts(iri, _RDFS + "comment"))


def _local(iri: str) -> str:
    return iri.removeprefix(NAMESPACE)


@cache
def ontology() -> Ontology:
    """Return the vocabulary of this package."""
    return read(PATH)


def read(path: Path) -> Ontology:
    """Read a vocabulary in Turtle; terms outside of our namespace are left to RDF tools."""
    told = _Statements(path)
    own = told.own(_OWL + "Class")
    classes = {_local(iri): ClassSpec(_local(iri), iri, told.words(iri)) for iri in own}
    links, values = told.own(_OWL + "ObjectProperty"), told.own(_OWL + "DatatypeProperty")
    properties = {_local(iri): _property(told, iri, iri in links) for iri in links + values}
    codes = [_code(told, iri) for iri in told.own(_SKOS + "Concept")]
    return Ontology(
        MappingProxyType(classes),
        MappingProxyType(properties),
        MappingProxyType({(code.scheme, code.code): code for code in codes}),
    )


def _property(told: _Statements, iri: str, link: bool) -> PropertySpec:
    language = told.names(iri, NAMESPACE + "language")
    codes = told.names(iri, NAMESPACE + "codes")
    return PropertySpec(
        name=_local(iri),
        iri=iri,
        words=told.words(iri),
        domain=told.names(iri, _RDFS + "domain"),
        range=told.names(iri, _RDFS + "range"),
        link=link,
        language=language[0] if language else None,
        codes=codes[0] if codes else None,
        derived=bool(told.values[iri, NAMESPACE + "derived"]),
    )


def _code(told: _Statements, iri: str) -> CodeSpec:
    (scheme,) = told.names(iri, _SKOS + "inScheme")
    (code,) = told.names(iri, _SKOS + "notation")
    return CodeSpec(scheme, code, told.texts(iri, _SKOS + "prefLabel"))
