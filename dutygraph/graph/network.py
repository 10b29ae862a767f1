"""The whole graph as a network, for GraphML: every resource is a node, every link an edge."""

from collections import defaultdict
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from networkx import MultiDiGraph
    from pyoxigraph import Literal, Quad

    from dutygraph.graph.ontology import Ontology

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
INTEGER = "http://www.w3.org/2001/XMLSchema#integer"


def whole(quads: "Iterable[Quad]", ontology: "Ontology") -> "MultiDiGraph":
    """Return every resource as a node and every link as an edge, in the order of their IRIs.

    A node has `type` (its class), `graph` (the IRI of its graph) and an attribute for each property
    that holds values: a whole number, else text; several values are sorted, one a line. An edge has
    `type`, the property, and `graph`. Terms stand under their local names.
    """
    from networkx import MultiDiGraph
    from pyoxigraph import Literal

    names = {spec.iri: name for name, spec in (ontology.properties | ontology.classes).items()}
    links, values = [], defaultdict(list)
    for quad in quads:
        subject, graph = _text_of(quad.subject), _text_of(quad.graph_name)
        predicate, term = quad.predicate.value, quad.object
        if isinstance(term, Literal):
            values[subject, names.get(predicate, predicate)].append(term)
        elif predicate == RDF_TYPE:
            values[subject, "type"].append(Literal(names.get(_text_of(term), _text_of(term))))
        else:
            links.append((subject, names.get(predicate, predicate), _text_of(term), graph))
        values[subject, "graph"] = [Literal(graph)]
    network = MultiDiGraph()
    for (subject, name), terms in sorted(values.items()):
        network.add_node(subject, **{name: _told(terms)})
    for at, (subject, name, target, graph) in enumerate(sorted(links), 1):
        network.add_edge(subject, target, f"e{at}", type=name, graph=graph)
    return network


def graphml(network: "MultiDiGraph") -> bytes:
    """Return a network of `whole` as GraphML; the same network gives the same bytes."""
    from networkx import write_graphml_xml

    stream = BytesIO()
    write_graphml_xml(network, stream, prettyprint=True)
    return stream.getvalue()


def _text_of(term: object) -> str:
    """Return the text of an IRI or literal; empty for what has none: nothing, the default graph."""
    value = getattr(term, "value", "")
    return value if isinstance(value, str) else ""


def _told(terms: "list[Literal]") -> int | str:
    if len(terms) == 1 and terms[0].datatype.value == INTEGER:
        return int(terms[0].value)
    return "\n".join(sorted(term.value for term in terms))
