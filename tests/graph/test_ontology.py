"""The vocabulary holds what it promises: words in two languages, one kind of value, one shape."""

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

import dutygraph
from dutygraph.graph import rdf
from dutygraph.graph.ontology import NAMESPACE, PATH, ontology
from dutygraph.messages import LANGUAGES

TERMS = ontology()
PACKAGE = Path(dutygraph.__file__).parent
XSD = "http://www.w3.org/2001/XMLSchema#"
TEXT = str(RDF.langString)
DATATYPES = {f"{XSD}string", f"{XSD}integer", f"{XSD}boolean", TEXT}
POSITION = "Position"
ALIGNING = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch)
STANDARDS = re.compile(r"(?<![\w:])(?:cpsv|cv|org|prov|eli|rico):\w")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(PATH, format="turtle")


def shapes(graph: Graph, name: str) -> dict[str, Node]:
    """Return the property shapes of a class by the local names of their paths."""
    found = graph.objects(URIRef(NAMESPACE + name), SH.property)
    return {str(graph.value(one, SH.path)).removeprefix(NAMESPACE): one for one in found}


def of_class(name: str, *, positioned: bool) -> set[str]:
    """Return the properties that members of a class may have."""
    of = {name, POSITION} if positioned else {name}
    return {one.name for one in TERMS.properties.values() if of & set(one.domain)}


@pytest.mark.parametrize("name", [*TERMS.classes, *TERMS.properties])
def test_every_term_has_words_in_both_languages(name: str) -> None:
    terms = [found[name] for found in (TERMS.classes, TERMS.properties) if name in found]
    for term in terms:
        for words in (term.words.label, term.words.comment):
            assert set(words) == set(LANGUAGES)
            assert all(text.strip() == text != "" for text in words.values())
        assert term.words.comment["en"].endswith(".")
        assert term.words.comment["zh"].endswith("。")


def test_no_two_terms_have_one_label_and_meaning() -> None:
    for terms in (TERMS.classes, TERMS.properties):
        words = [(term.words.label["en"], term.words.comment["en"]) for term in terms.values()]
        assert len(set(words)) == len(words)


@pytest.mark.parametrize("name", TERMS.properties)
def test_every_property_says_whose_it_is_and_holds_one_kind_of_value(name: str) -> None:
    spec = TERMS.properties[name]
    assert spec.domain
    assert set(spec.domain) <= {*TERMS.classes, POSITION}
    if spec.link:
        assert spec.range
        assert set(spec.range) <= set(TERMS.classes)
        assert (spec.language, spec.codes) == (None, None)
    else:
        assert len(spec.range) == 1
        assert spec.range[0] in DATATYPES
        assert (spec.range[0] == TEXT) == (spec.language is not None)


def test_codes_are_declared_with_words(graph: Graph) -> None:
    schemes = {
        str(one).removeprefix(NAMESPACE) for one in graph.subjects(RDF.type, SKOS.ConceptScheme)
    }
    assert {scheme for scheme, _ in TERMS.codes} == schemes
    assert {one.codes for one in TERMS.properties.values() if one.codes} == schemes
    assert all(set(code.label) == set(LANGUAGES) for code in TERMS.codes.values())


def test_each_code_belongs_to_one_concept(graph: Graph) -> None:
    concepts = list(graph.subjects(RDF.type, SKOS.Concept))
    assert len(TERMS.codes) == len(concepts)


@pytest.mark.parametrize("name", TERMS.classes)
def test_the_shape_of_a_class_covers_exactly_its_properties(graph: Graph, name: str) -> None:
    assert (URIRef(NAMESPACE + name), RDF.type, SH.NodeShape) in graph
    shaped = set(shapes(graph, name))
    assert shaped == of_class(name, positioned="line" in shaped)


@pytest.mark.parametrize("name", TERMS.classes)
def test_shapes_ask_for_what_properties_declare(graph: Graph, name: str) -> None:
    for path, shape in shapes(graph, name).items():
        spec = TERMS.properties[path]
        if spec.codes:
            codes = {code for scheme, code in TERMS.codes if scheme == spec.codes}
            [values] = graph.objects(shape, SH["in"])
            assert {str(value) for value in Collection(graph, values)} == codes
        elif spec.link:
            assert classes_of(graph, shape) == set(spec.range)
        elif spec.language:
            [languages] = graph.objects(shape, SH.languageIn)
            assert [str(one) for one in Collection(graph, languages)] == [spec.language]
        elif spec.range[0] == f"{XSD}boolean":
            [values] = graph.objects(shape, SH["in"])
            assert [str(one) for one in Collection(graph, values)] == ["true"]
        elif not list(graph.objects(shape, SH.pattern)):
            assert [str(one) for one in graph.objects(shape, SH.datatype)] == [spec.range[0]]


def classes_of(graph: Graph, shape: Node) -> set[str]:
    found = set(graph.objects(shape, SH["class"]))
    for choice in graph.objects(shape, SH["or"]):
        for one in Collection(graph, choice):
            found |= set(graph.objects(one, SH["class"]))
    return {str(one).removeprefix(NAMESPACE) for one in found}


def test_alignments_stand_in_their_own_section_only(graph: Graph) -> None:
    text = PATH.read_text(encoding="utf-8")
    body = text[text.index("# 1 Classes") :]
    own, _, rest = body.partition("# 5 Alignments")
    aligned, _, mirrored = rest.partition("# 6 Mirror")
    for text in (own, mirrored):
        assert not STANDARDS.search(text)
        assert not re.search(r"subClassOf|subPropertyOf|closeMatch", text)
    assert STANDARDS.search(aligned)
    subjects = set(re.findall(r"^dg:(\w+)", aligned, re.MULTILINE))
    told = {s for one in ALIGNING for s in graph.subjects(one)}
    assert {NAMESPACE + name for name in subjects} == {str(one) for one in told}
    known = {*TERMS.classes, *TERMS.properties, *(one.codes for one in TERMS.properties.values())}
    assert subjects <= known


def test_the_mirror_is_told_in_its_own_section_in_declared_terms_only(graph: Graph) -> None:
    """Each annotation has words, and stands at a class or property that exists."""
    own, _, mirrored = PATH.read_text(encoding="utf-8").partition("# 6 Mirror")
    annotations = {
        str(one).removeprefix(NAMESPACE) for one in graph.subjects(RDF.type, OWL.AnnotationProperty)
    }
    used = re.findall(r" dg:(\w+) (?:\"|true|dg:)", mirrored)
    assert len(used) > 50
    assert set(used) <= annotations
    assert not (set(used) - {"derived", "language", "codes"}) & set(re.findall(r"dg:(\w+)", own))
    for name in annotations:
        for words in (RDFS.label, RDFS.comment):
            told = list(graph.objects(URIRef(NAMESPACE + name), words))
            assert {getattr(one, "language", None) for one in told} == set(LANGUAGES)
    subjects = set(re.findall(r"^dg:(\w+) dg:", mirrored, re.MULTILINE))
    assert subjects <= {*TERMS.classes, *TERMS.properties}


def used_terms() -> Iterator[tuple[str, str]]:
    """Yield each file of the package with each term that it writes with our prefix."""
    for path in sorted((*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.rq"))):
        text = path.read_text(encoding="utf-8")
        for name in re.findall(r"(?<![\w:])dg:(\w+)", text):
            yield path.name, name
        for name in re.findall(re.escape(NAMESPACE) + r"(\w+)", text):
            yield path.name, name


def test_every_term_that_code_or_query_names_exists(graph: Graph) -> None:
    known = {
        str(one).removeprefix(NAMESPACE)
        for one in graph.subjects(RDF.type)
        if NAMESPACE in str(one)
    }
    used = list(used_terms())
    assert len(used) > 300
    assert [(file, name) for file, name in used if name not in known] == []


@pytest.mark.parametrize(
    ("right", "wrong"), [('_class("Duty")', '_class("Dutty")'), ('("bearer")', '("bearers")')]
)
def test_a_mistyped_term_fails_at_import(tmp_path: Path, right: str, wrong: str) -> None:
    source = Path(str(rdf.__file__)).read_text(encoding="utf-8")
    assert right in source
    copy = tmp_path / "mistyped.py"
    copy.write_text(source.replace(right, wrong), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("mistyped", copy)
    assert spec is not None
    assert spec.loader is not None
    with pytest.raises(KeyError):
        spec.loader.exec_module(importlib.util.module_from_spec(spec))


def test_an_unknown_term_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        TERMS.property_("colour")
    with pytest.raises(KeyError):
        TERMS.class_("Colour")
    assert TERMS.label("Kind", "basic", "zh") == "基本"
