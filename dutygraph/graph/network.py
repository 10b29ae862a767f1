"""Networks read from the graph: departments and the duties they share, and the whole of it.

`sharing` is what pages draw: departments, shared duties, and an edge for each department that a
duty lists. `aggregate` folds the duties of many lists into edges between departments. `whole` is
every resource and every link, for GraphML.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from networkx import Graph, MultiDiGraph
    from pyoxigraph import Quad

    from dutygraph.graph.ontology import Ontology
    from dutygraph.graph.store import Snapshot

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
SELECT ?list (COUNT(?finding) AS ?count) WHERE { ?finding dg:list ?list ; a dg:Finding } GROUP BY ?list"""

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
  OPTIONAL { ?statement dg:bearer/dg:name ?name }
  OPTIONAL { ?statement dg:mark ?mark }
  OPTIONAL { ?statement dg:markWord ?word }
} ORDER BY ?duty ?order ?name ?mark ?word"""

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
    """A statement of a shared duty: its bearers' names, its text, its marks and their words."""

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
        for row in _rows(snapshot, LISTS)
        if county in {"", row["county"]} and duty_list in {"", row["list"]}
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


def of_kind(network: "Graph", kind: str) -> list[str]:
    """Return the nodes of one kind (department or duty), in the order of the network."""
    return [node for node, of in network.nodes(data="kind") if of == kind]


def _rows(snapshot: "Snapshot", query: str, duty_list: str = "") -> Iterator[dict[str, str]]:
    from pyoxigraph import NamedNode

    bindings = {"list": NamedNode(duty_list)} if duty_list else {}
    solutions = snapshot.select(f"{PREFIX}{query}", bindings)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        yield {
            name: value.value for name, value in zip(names, solution, strict=True) if value is not None
        }


def _figures(snapshot: "Snapshot", row: Mapping[str, str]) -> Figures:
    duty_list = row["list"]
    kinds = {one["kind"]: int(one["count"]) for one in _rows(snapshot, KINDS, duty_list)}
    return Figures(
        path=row["path"],
        edition=row["edition"],
        list=duty_list,
        county=row["county"],
        title=row["title"],
        basic=kinds.get("basic", 0),
        cooperative=kinds.get("cooperative", 0),
        reclaimed=kinds.get("reclaimed", 0),
        findings=sum(int(one["count"]) for one in _rows(snapshot, FINDINGS, duty_list)),
    )


def _add_departments(network: "Graph", snapshot: "Snapshot", duty_list: Figures) -> None:
    for row in _rows(snapshot, BODIES, duty_list.list):
        network.add_node(row["body"], kind=DEPARTMENT, label=row["name"], county=row["county"])


def _add_duties(network: "Graph", snapshot: "Snapshot", duty_list: Figures) -> None:
    leads = {(row["duty"], row.get("body")) for row in _rows(snapshot, LEADS, duty_list.list)}
    led = {duty for duty, _ in leads}
    listed = {
        duty: list(rows)
        for duty, rows in groupby(
            _rows(snapshot, LISTED, duty_list.list), key=lambda row: row["duty"]
        )
    }
    for row in _rows(snapshot, DUTIES, duty_list.list):
        duty = row["duty"]
        bodies = listed.get(duty, [])
        if len(bodies) < 2:  # noqa: PLR2004 - sharing takes two
            continue
        network.add_node(
            duty,
            kind=DUTY,
            label="-".join(row[part] for part in ("number", "occurrence") if part in row),
            number=int(row["number"]),
            title=row["title"],
            category=row.get("category", ""),
            path=duty_list.path,
            list=duty_list.list,
            lead=duty in led,
            statements=(),
        )
        for one in bodies:
            lead = (duty, one["body"]) in leads
            network.add_edge(duty, one["body"], order=int(one["order"]), lead=lead)


def _add_statements(network: "Graph", snapshot: "Snapshot", duty_list: Figures) -> None:
    rows = _rows(snapshot, STATEMENTS, duty_list.list)
    for duty, of_duty in groupby(rows, key=lambda row: row["duty"]):
        if duty in network:
            by_order = groupby(of_duty, key=lambda row: int(row["order"]))
            network.nodes[duty]["statements"] = tuple(
                _text(order, list(of_order)) for order, of_order in by_order
            )


def _text(order: int, rows: list[dict[str, str]]) -> Text:
    """Fold the rows of one statement, one for each combination of its values."""

    def values(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row[name] for row in rows if name in row))

    return Text(order, rows[0]["text"], values("name"), values("mark"), values("word"))
