"""The shapes of the vocabulary: our graphs conform, and a graph with any one fault does not.

The faults come from the shapes themselves: each constraint of each property is broken once, on a
copy of a member of the class, so that a new shape is tested without a new line here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, serialize
from pyshacl import validate
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

from dutygraph import loaders
from dutygraph.graph import rdf, store
from dutygraph.graph.ontology import NAMESPACE, PATH, ontology
from dutygraph.model import (
    Bearer,
    Body,
    Category,
    Citation,
    Discontinued,
    Duty,
    DutyList,
    Finding,
    Kind,
    Mark,
    Method,
    Name,
    Participation,
    Placeholder,
    Position,
    Source,
    Statement,
    Transfer,
)
from dutygraph.tasks import SAMPLE

SHAPES = Graph().parse(PATH, format="turtle")
HERE = (
    Position(
        line=1,
        end_line=2,
        page=3,
        box="70,100,200.5,120",
        sheet="配合",
        cell="B7",
        table=1,
        row=7,
        quote="原 文",
        file="甲.docx",
    ),
)
POLICE, SCHOOLS = "县公安局", "县教委"

WHOLE = DutyList(
    title="履行职责事项清单",
    place=("重庆市", "甲县", "东镇"),
    edition="1",
    source=Source("list.txt", "0" * 64, "text"),
    categories=(Category(Kind.COOPERATIVE, 1, "平安", 1, 1, HERE),),
    duties=(
        Duty(
            Kind.COOPERATIVE,
            1,
            "校园安全",
            "平安",
            HERE,
            occurrence=2,
            departments=(Participation(POLICE, (POLICE,), ("listed", "lead"), 1, HERE),),
            placeholders=(Placeholder("有关单位", HERE),),
            statements=(
                Statement(
                    1,
                    "牵头巡查。",
                    HERE,
                    (Bearer(POLICE), Bearer("有关单位", placeholder=True)),
                    (Mark("牵头", "牵头"),),
                    (SCHOOLS,),
                ),
            ),
            township=(Statement(1, "协助。", HERE, (), (Mark("配合", "协助"),), (SCHOOLS,)),),
            cites=(
                Citation("义务教育法", "第一条", basis=True, text="《义务教育法》第一条：为了甲。"),
            ),
        ),
        Duty(
            Kind.RECLAIMED,
            1,
            "旧证明",
            None,
            HERE,
            transfer=Transfer(
                (Participation(POLICE, (POLICE,), ("receiver",), 1, HERE),),
                (Method(1, "由县教委办理。", HERE, (SCHOOLS,)),),
            ),
            discontinued=Discontinued("已经废止。"),
        ),
    ),
    bodies=(Body(POLICE, "政府部门", (SCHOOLS,)), Body(SCHOOLS)),
    names=(Name("县公安局（县教委）", POLICE, "pack", HERE[0], (SCHOOLS,), "nameplate"),),
    findings=(Finding("stop-missing", HERE[0], "巡查"),),
    furniture=(),
    packs="0" * 64,
)
"""A list by hand in which each property of the vocabulary occurs."""


def graph_of(duty_list: DutyList) -> Graph:
    """Return what the store says about a list, merged."""
    with store.memory([rdf.project(duty_list)]) as snapshot:
        triples = (quad.triple for quad in snapshot.quads())
        return Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")


def report_on(graph: Graph) -> Graph:
    """Return the report of the validator."""
    _conforms, report, _text = validate(graph, shacl_graph=SHAPES)
    assert isinstance(report, Graph)
    return report


def messages(report: Graph) -> list[str]:
    return sorted(map(str, report.objects(None, SH.resultMessage)))


def test_the_sample_conforms() -> None:
    assert messages(report_on(graph_of(loaders.read_file(SAMPLE)))) == []


def test_the_real_list_conforms(real_list: Path) -> None:
    assert messages(report_on(graph_of(loaders.read_file(real_list)))) == []


def test_the_list_by_hand_conforms_and_holds_every_property() -> None:
    graph = graph_of(WHOLE)
    assert messages(report_on(graph)) == []
    assert {one.iri for one in ontology().properties.values()} <= set(
        map(str, graph.predicates(unique=True))
    )


# Faults


@dataclass(frozen=True, order=True)
class Fault:
    """One broken constraint on one property of one node."""

    focus: URIRef
    path: URIRef
    constraint: str

    def is_reported(self, report: Graph) -> bool:
        """Whether the validator found it, at this node and no other."""
        name = self.constraint[0].upper() + self.constraint[1:]
        return any(
            (found, SH.resultPath, self.path) in report
            and (found, SH.sourceConstraintComponent, SH[f"{name}ConstraintComponent"]) in report
            for found in report.subjects(SH.focusNode, self.focus)
        )


Break = Callable[[Graph, URIRef, URIRef, Node], None]


def drop(graph: Graph, focus: URIRef, path: URIRef, _limit: Node) -> None:
    graph.remove((focus, path, None))


def repeat(graph: Graph, focus: URIRef, path: URIRef, _limit: Node) -> None:
    graph.add((focus, path, Literal("one more")))


def lower(graph: Graph, focus: URIRef, path: URIRef, limit: Node) -> None:
    graph.set((focus, path, Literal(int(str(limit)) - 1)))


def link_to_a_stranger(graph: Graph, focus: URIRef, path: URIRef, _limit: Node) -> None:
    """Link to a node without a class, which no property may hold."""
    graph.set((focus, path, URIRef(f"{focus}/stranger")))


def say(value: Literal) -> Break:
    def said(graph: Graph, focus: URIRef, path: URIRef, _limit: Node) -> None:
        graph.set((focus, path, value))

    return said


IN_ENGLISH = say(Literal("???", lang="en"))

BREAKS: dict[str, Break] = {
    "minCount": drop,
    "maxCount": repeat,
    "datatype": IN_ENGLISH,
    "class": link_to_a_stranger,
    "or": link_to_a_stranger,
    "in": IN_ENGLISH,
    "languageIn": IN_ENGLISH,
    "minInclusive": lower,
    "minLength": say(Literal("", lang="zh")),
    "pattern": say(Literal("0x")),
}
"""How each kind of constraint is broken; a kind that is missing here fails the test."""


def planted(graph: Graph) -> Iterator[Fault]:
    """Break each constraint of each property of each class once, each on a node of its own."""
    found = {name: list(graph.subjects(RDF.type, class_iri(name))) for name in ontology().classes}
    for name, members in found.items():
        for shape in SHAPES.objects(class_iri(name), SH.property):
            [path] = SHAPES.objects(shape, SH.path)
            assert isinstance(path, URIRef)
            node = next(one for one in members if (one, path, None) in graph)
            for predicate, limit in SHAPES.predicate_objects(shape):
                if predicate in (SH.path, RDF.type):
                    continue
                constraint = str(predicate).removeprefix(str(SH))
                focus = URIRef(f"{node}/{str(path).removeprefix(NAMESPACE)}/{constraint}")
                for told, value in list(graph.predicate_objects(node)):
                    graph.add((focus, told, value))
                BREAKS[constraint](graph, focus, path, limit)
                yield Fault(focus, path, constraint)


def class_iri(name: str) -> URIRef:
    return URIRef(NAMESPACE + name)


@pytest.fixture(scope="module")
def faulty() -> tuple[list[Fault], Graph]:
    """Return all faults and the report on the graph that holds them."""
    graph = graph_of(WHOLE)
    faults = list(planted(graph))
    return faults, report_on(graph)


def test_every_planted_fault_is_found(faulty: tuple[list[Fault], Graph]) -> None:
    faults, report = faulty
    assert len(faults) > 200
    assert [fault for fault in faults if not fault.is_reported(report)] == []


def test_nothing_but_the_planted_faults_is_found(faulty: tuple[list[Fault], Graph]) -> None:
    faults, report = faulty
    found = {(focus, path) for focus, path in places(report)}
    assert found == {(fault.focus, fault.path) for fault in faults}


def places(report: Graph) -> Iterator[tuple[Node, Node]]:
    for found, focus in report.subject_objects(SH.focusNode):
        for path in report.objects(found, SH.resultPath):
            yield focus, path
