"""The annotations of the vocabulary say how each class and property is mirrored."""

import pytest

from dutygraph.graph.neo4j.specs import Specs, ValueSpec, specs
from dutygraph.graph.ontology import NAMESPACE, ontology

KNOWN = specs()
TERMS = ontology()


def keys(of: Specs, name: str) -> dict[str, bool]:
    """Return the property keys of a label or type, and whether they hold arrays."""
    values: dict[str, ValueSpec] = dict((of.nodes | of.edges)[name].values)
    return {value.key: value.many for value in values.values()}


def test_every_class_is_a_node_or_a_relationship() -> None:
    of = [*KNOWN.nodes.values()]
    assert {spec.iri for spec in of} | {spec.iri for spec in KNOWN.edges.values()} == {
        one.iri for one in TERMS.classes.values()
    }
    assert KNOWN.nodes["Department"].iri == TERMS.class_("Body")
    [participation] = KNOWN.edges.values()
    assert (participation.start_label, participation.type, participation.end_label) == (
        "Department",
        "PARTICIPATES_IN",
        "Duty",
    )


def test_every_link_that_is_not_derived_has_a_type() -> None:
    types = {link.iri: link.type for spec in KNOWN.nodes.values() for link in spec.links.values()}
    links = {one.iri for one in TERMS.properties.values() if one.link and not one.derived}
    assert set(types) == links
    assert len(set(types.values())) == len(types)
    assert {rule.iri for rule in KNOWN.derived} == {
        one.iri for one in TERMS.properties.values() if one.derived
    }


def test_nothing_refers_to_what_becomes_a_relationship() -> None:
    ends = {end for spec in KNOWN.nodes.values() for one in spec.links.values() for end in one.ends}
    assert ends <= set(KNOWN.nodes)


def test_what_may_be_many_in_its_shape_is_an_array() -> None:
    assert keys(KNOWN, "PARTICIPATES_IN") == {
        "roles": True,
        "order": False,
        "written": True,
        "line": False,
        "endLine": False,
        **dict.fromkeys(("page", "box", "sheet", "cell", "table", "row", "inFile"), False),
        "quote": True,
    }
    assert keys(KNOWN, "Name")["written"] is False
    assert keys(KNOWN, "Statement") == {
        "order": False,
        "text": False,
        "marks": True,
        "markWords": True,
        "line": False,
        "endLine": False,
        **dict.fromkeys(("page", "box", "sheet", "cell", "table", "row", "inFile"), False),
        "quote": True,
    }


@pytest.mark.parametrize("label", KNOWN.nodes)
def test_captions_and_indexes_name_properties_of_their_class(label: str) -> None:
    spec = KNOWN.nodes[label]
    assert {key for index in spec.indexes for key in index} <= set(keys(KNOWN, label))
    assert spec.caption is None or spec.caption in keys(KNOWN, label)
    assert (spec.caption is None) == (label == "Transfer")


def test_no_index_is_over_free_text() -> None:
    indexed = {key for spec in KNOWN.nodes.values() for index in spec.indexes for key in index}
    assert not indexed & {"text", "title", "quote", "hint", "reason"}


def test_shared_are_the_classes_of_the_graph_of_bodies() -> None:
    assert KNOWN.labels()[:3] == ("Department", "Township", "County")
    assert {label for label, spec in KNOWN.nodes.items() if spec.shared} == set(KNOWN.labels()[:3])


def test_no_key_is_one_of_ours() -> None:
    own = {"iri", "graph", "run", "fingerprint"}
    assert not any(own & set(keys(KNOWN, name)) for name in (*KNOWN.nodes, *KNOWN.edges))
    assert f"{NAMESPACE}listedBody" == KNOWN.derived[0].iri
