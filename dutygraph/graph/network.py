"""Networks read from the graph: departments and the duties they share, and the whole of it.

`sharing` is what pages draw: departments, shared duties, and an edge for each department that a
duty lists. `aggregate` folds the duties of many lists into edges between departments. `whole` is
every resource and every link, for GraphML.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from networkx import Graph, MultiDiGraph
    from pyoxigraph import Literal, Quad, QuerySolution

    from dutygraph.graph.ontology import Ontology
    from dutygraph.graph.store import Snapshot

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
INTEGER = "http://www.w3.org/2001/XMLSchema#integer"

PREFIX = "PREFIX dg: <https://w3id.org/dutygraph/ns#>"

LISTS = """
SELECT ?list ?title ?edition ?path ?county WHERE {
  ?list a dg:DutyList ; dg:title ?title ; dg:edition ?edition ; dg:township ?township .
  ?township dg:path ?path ; dg:county ?county .
} ORDER BY ?path ?list"""

KINDS = """
SELECT ?list ?kind (COUNT(?duty) AS ?count) WHERE {
  ?duty dg:list ?list ; a dg:Duty ; dg:kind ?kind .
} GROUP BY ?list ?kind"""

FINDINGS = """
SELECT ?list (COUNT(?finding) AS ?count) WHERE {
  ?finding dg:list ?list ; a dg:Finding .
} GROUP BY ?list"""

BODIES = """
SELECT DISTINCT ?list ?body ?name ?county WHERE {
  ?duty dg:list ?list . ?participation dg:duty ?duty ; dg:body ?body .
  ?body dg:name ?name ; dg:county/dg:name ?county .
} ORDER BY ?body"""

DUTIES = """
SELECT ?list ?duty ?number ?occurrence ?title ?category WHERE {
  ?duty dg:list ?list ; dg:kind "cooperative" ; dg:number ?number ; dg:title ?title .
  OPTIONAL { ?duty dg:occurrence ?occurrence }
  OPTIONAL { ?duty dg:category/dg:name ?category }
} ORDER BY ?number ?occurrence ?duty"""

LISTED = """
SELECT ?list ?duty ?body ?order WHERE {
  ?duty dg:list ?list ; dg:kind "cooperative" ; dg:listedBody ?body .
  ?participation dg:duty ?duty ; dg:body ?body ; dg:order ?order .
} ORDER BY ?duty ?order ?body"""

LEADS = """
SELECT ?list ?duty ?body WHERE {
  ?duty dg:list ?list ; dg:kind "cooperative" .
  ?statement dg:duty ?duty ; a dg:Statement ; dg:mark "牵头" .
  OPTIONAL { ?statement dg:bearer ?body }
} ORDER BY ?duty ?body"""

STATEMENTS = """
SELECT ?list ?duty ?order ?text ?name ?mark ?word WHERE {
  ?duty dg:list ?list ; dg:kind "cooperative" .
  ?statement dg:duty ?duty ; a dg:Statement ; dg:order ?order ; dg:text ?text .
  OPTIONAL {
    ?statement dg:bearer ?bearer . ?bearer dg:name ?name .
    OPTIONAL { ?participation dg:duty ?duty ; dg:body ?bearer ; dg:order ?column }
  }
  OPTIONAL { ?statement dg:mark ?mark }
  OPTIONAL { ?statement dg:markWord ?word }
} ORDER BY ?duty ?order (!BOUND(?column)) ?column ?name ?mark ?word"""

QUERIES = (LISTS, KINDS, FINDINGS, BODIES, DUTIES, LISTED, LEADS, STATEMENTS)

DEPARTMENT = "department"
DUTY = "duty"


@dataclass(frozen=True, slots=True, order=True)
class Figures:
    """What one list holds: where it is from, its duties by kind, and how many findings it has.

    `path` is the place, province first, joined by `/`; `list` and `county` are IRIs.
    """

    path: str
    edition: str
    list: str
    county: str
    title: str
    basic: int
    cooperative: int
    reclaimed: int
    findings: int

    @property
    def duties(self) -> int:
        """All duties of the three kinds."""
        return self.basic + self.cooperative + self.reclaimed


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """A statement of a shared duty: its text, its bearers, its marks and their words.

    Bearers stand in the order of the department column; those that it does not name come last.
    """

    order: int
    text: str
    bearers: tuple[str, ...]
    marks: tuple[str, ...]
    words: tuple[str, ...]


def figures(snapshot: "Snapshot", *, county: str = "", duty_list: str = "") -> tuple[Figures, ...]:
    """Count what each list holds.

    Args:
        snapshot: the graph to read.
        county: the IRI of a county, to leave out the lists of others.
        duty_list: the IRI of a list, to leave out all others.

    Returns:
        One record for each list, by place.
    """
    return tuple(
        _figures(snapshot, row)
        for row in snapshot.select(f"{PREFIX}{LISTS}")
        if county in {"", _value(row, "county")} and duty_list in {"", _value(row, "list")}
    )


def sharing(snapshot: "Snapshot", lists: Iterable[Figures], *, texts: bool = True) -> "Graph":
    """Return the departments of these lists and the cooperative duties that two or more share.

    Args:
        snapshot: the graph to read.
        lists: whose duties to take.
        texts: whether duties carry their statements.

    Returns:
        A bipartite network whose nodes are IRIs. A department has `kind` department, `label`,
        `county` and `shared`, the count of its shared duties (may be 0). A duty has `kind` duty,
        `label` (its number), `number`, `title`, `category`, `path` and `list` of its list, `lead`
        (whether a statement opens with 牵头) and `statements`. An edge has `order`, the place in
        the department column, and `lead`, whether a statement of this department opens so. The
        network itself has `shared`, the count of the duties, and `without_lead`.
    """
    from networkx import Graph

    network = Graph()
    for duty_list in lists:
        _add_departments(network, snapshot, duty_list)
        _add_duties(network, snapshot, duty_list)
        if texts:
            _add_statements(network, snapshot, duty_list)
    for department in of_kind(network, DEPARTMENT):
        network.nodes[department]["shared"] = network.degree(department)
    leads = [network.nodes[duty]["lead"] for duty in of_kind(network, DUTY)]
    network.graph |= {"shared": len(leads), "without_lead": leads.count(False)}
    return network


def aggregate(network: "Graph") -> "Graph":
    """Return the departments of a network of `sharing`, joined where they share duties.

    Returns:
        The same departments and counts; an edge has `weight`, how many duties both share.
    """
    from networkx import bipartite

    return bipartite.weighted_projected_graph(network, of_kind(network, DEPARTMENT))


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


def of_kind(network: "Graph", kind: str) -> list[str]:
    """Return the nodes of one kind (department or duty), in the order of the network."""
    return [node for node, of in network.nodes(data="kind") if of == kind]


def _rows(snapshot: "Snapshot", query: str, duty_list: str) -> "list[QuerySolution]":
    from pyoxigraph import NamedNode

    return snapshot.select(f"{PREFIX}{query}", {"list": NamedNode(duty_list)})


def _value(row: "QuerySolution", name: str) -> str:
    return _text_of(row[name])


def _text_of(term: object) -> str:
    """Return the text of an IRI or literal; empty for what has none: nothing, the default graph."""
    value = getattr(term, "value", "")
    return value if isinstance(value, str) else ""


def _told(terms: "list[Literal]") -> int | str:
    if len(terms) == 1 and terms[0].datatype.value == INTEGER:
        return int(terms[0].value)
    return "\n".join(sorted(term.value for term in terms))


def _figures(snapshot: "Snapshot", row: "QuerySolution") -> Figures:
    duty_list = _value(row, "list")
    kinds = {
        _value(one, "kind"): int(_value(one, "count")) for one in _rows(snapshot, KINDS, duty_list)
    }
    return Figures(
        path=_value(row, "path"),
        edition=_value(row, "edition"),
        list=duty_list,
        county=_value(row, "county"),
        title=_value(row, "title"),
        basic=kinds.get("basic", 0),
        cooperative=kinds.get("cooperative", 0),
        reclaimed=kinds.get("reclaimed", 0),
        findings=sum(int(_value(one, "count")) for one in _rows(snapshot, FINDINGS, duty_list)),
    )


def _add_departments(network: "Graph", snapshot: "Snapshot", duty_list: Figures) -> None:
    for row in _rows(snapshot, BODIES, duty_list.list):
        network.add_node(
            _value(row, "body"),
            kind=DEPARTMENT,
            label=_value(row, "name"),
            county=_value(row, "county"),
        )


def _add_duties(network: "Graph", snapshot: "Snapshot", duty_list: Figures) -> None:
    leads = {
        (_value(row, "duty"), _value(row, "body")) for row in _rows(snapshot, LEADS, duty_list.list)
    }
    led = {duty for duty, _ in leads}
    listed = {
        duty: list(rows)
        for duty, rows in groupby(
            _rows(snapshot, LISTED, duty_list.list), key=lambda row: _value(row, "duty")
        )
    }
    for row in _rows(snapshot, DUTIES, duty_list.list):
        duty = _value(row, "duty")
        bodies = listed.get(duty, [])
        if len(bodies) < 2:
            continue
        network.add_node(
            duty,
            kind=DUTY,
            label="-".join(filter(None, (_value(row, "number"), _value(row, "occurrence")))),
            number=int(_value(row, "number")),
            title=_value(row, "title"),
            category=_value(row, "category"),
            path=duty_list.path,
            list=duty_list.list,
            lead=duty in led,
            statements=(),
        )
        for one in bodies:
            lead = (duty, _value(one, "body")) in leads
            network.add_edge(duty, _value(one, "body"), order=int(_value(one, "order")), lead=lead)


def _add_statements(network: "Graph", snapshot: "Snapshot", duty_list: Figures) -> None:
    rows = _rows(snapshot, STATEMENTS, duty_list.list)
    for duty, of_duty in groupby(rows, key=lambda row: _value(row, "duty")):
        if duty in network:
            by_order = groupby(of_duty, key=lambda row: int(_value(row, "order")))
            network.nodes[duty]["statements"] = tuple(
                _text(order, list(of_order)) for order, of_order in by_order
            )


def _text(order: int, rows: "list[QuerySolution]") -> Text:
    """Fold the rows of one statement, one for each combination of its values."""

    def values(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, (_value(row, name) for row in rows))))

    return Text(order, _value(rows[0], "text"), values("name"), values("mark"), values("word"))
