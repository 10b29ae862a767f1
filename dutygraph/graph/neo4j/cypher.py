"""The Cypher that the mirror sends, made from specs: names are ours, values are parameters."""

from collections.abc import Sequence

from dutygraph.graph.neo4j.specs import FINGERPRINT, GRAPH, IRI, MARKER, RUN, Specs

Link = tuple[str, str, str]
"""Start label, relationship type and end label."""

ROOTS = ("DutyList", "County")
"""The labels of the nodes that stand for their graph: they keep its fingerprint and its run."""


HELD_TYPES = "CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType AS name"
HELD_KEYS = "CALL db.propertyKeys() YIELD propertyKey RETURN propertyKey AS name"
HELD_INDEXES = "SHOW INDEXES YIELD name RETURN name"
CREATE_TYPES = "UNWIND $names AS name CALL db.createRelationshipType(name) RETURN count(*) AS names"
CREATE_KEYS = "UNWIND $names AS name CALL db.createProperty(name) RETURN count(*) AS names"
"""What the database knows, and how it learns the rest: to query what it does not earns warnings."""


def merge_nodes(label: str) -> str:
    """Return the statement that writes nodes of a label, whole, from the maps in $rows.

    It skips a node with this label and IRI that is not ours; `written` counts the others.
    """
    return f"""\
UNWIND $rows AS row
MERGE (n:`{label}` {{`{IRI}`: row.`{IRI}`}})
ON CREATE SET n:`{MARKER}`
WITH n, row WHERE n:`{MARKER}`
SET n = row
RETURN count(n) AS written"""


def create_nodes(label: str, keys: Sequence[str]) -> str:
    """Return the statement that creates nodes of a label from the lists in $rows.

    A row holds the IRI and the values of these property keys, null where there is none: lists
    travel in half the time of maps. The constraint refuses an IRI that is there already.
    """
    run = f", `{RUN}`: $run" if label in ROOTS else ""
    return f"""\
UNWIND $rows AS row
CREATE (n:`{label}`:`{MARKER}` {{`{IRI}`: row[0], `{GRAPH}`: $graph{run}{_values(keys, 1)}}})
RETURN count(n) AS written"""


def _values(keys: Sequence[str], first: int) -> str:
    """Return the values of a row, from number `first` on, as properties."""
    return "".join(f", `{key}`: row[{column}]" for column, key in enumerate(keys, first))


def foreign(label: str) -> str:
    """Return the query for an IRI among $iris that a node of this label has that is not ours."""
    return f"""\
UNWIND $iris AS iri
MATCH (n:`{label}` {{`{IRI}`: iri}}) WHERE NOT n:`{MARKER}`
RETURN iri LIMIT 1"""


def _ends(link: Link) -> str:
    """Return the clauses that find both ends of the relationships in $rows by their IRIs.

    Without the hints the planner, whose statistics lag behind a first load, reads whole indexes.
    """
    start, _, end = link
    return f"""\
UNWIND $rows AS row
MATCH (a:`{start}`:`{MARKER}` {{`{IRI}`: row[0]}})
USING INDEX SEEK a:`{start}`(`{IRI}`)
MATCH (b:`{end}`:`{MARKER}` {{`{IRI}`: row[1]}})
USING INDEX SEEK b:`{end}`(`{IRI}`)"""


def merge_edges(link: Link) -> str:
    """Return the statement that writes relationships with an IRI, whole, from $rows.

    A row holds the IRIs of both ends and the map of the properties.
    """
    return f"""\
{_ends(link)}
MERGE (a)-[r:`{link[1]}` {{`{IRI}`: row[2].`{IRI}`}}]->(b)
SET r = row[2]
RETURN count(DISTINCT row) AS written"""


def create_links(link: Link) -> str:
    """Return the statement that creates links from the pairs of IRIs in $rows."""
    return f"""\
{_ends(link)}
CREATE (a)-[r:`{link[1]}` {{`{GRAPH}`: $graph}}]->(b)
RETURN count(r) AS written"""


def create_edges(link: Link, keys: Sequence[str]) -> str:
    """Return the statement that creates relationships with an IRI from the lists in $rows.

    A row holds the IRIs of both ends, its own, and the values of these property keys.
    """
    return f"""\
{_ends(link)}
CREATE (a)-[r:`{link[1]}` {{`{IRI}`: row[2], `{GRAPH}`: $graph{_values(keys, 3)}}}]->(b)
RETURN count(r) AS written"""


HAS_MARKER = f"CALL db.labels() YIELD label WHERE label = '{MARKER}' RETURN label"
"""Asked first: a query that names a label nobody has used yet earns a warning."""


def roots() -> str:
    """Return the query for the nodes that stand for the graphs that are mirrored."""
    parts = (f"MATCH (n:`{label}`:`{MARKER}`) RETURN properties(n) AS held" for label in ROOTS)
    return "\nUNION ALL\n".join(parts)


GRAPHS = f"MATCH (n:`{MARKER}`) RETURN DISTINCT n.`{GRAPH}` AS graph"
"""All graphs of which there is a node, by looking at every node."""


def claim(label: str) -> str:
    """Return the statement that takes a graph for this run, and forgets its fingerprint.

    It returns nothing where a node that is not ours is in the way.
    """
    return f"""\
MERGE (n:`{label}` {{`{IRI}`: $iri}})
ON CREATE SET n:`{MARKER}`, n.`{GRAPH}` = $graph
WITH n WHERE n:`{MARKER}`
SET n.`{RUN}` = $run
REMOVE n.`{FINGERPRINT}`
RETURN true AS held"""


def hold(label: str) -> str:
    """Return the statement that says whether a graph is still this run's, and keeps it so.

    Setting a property, even to what it is, locks the node until the transaction ends; the run is
    read under the lock.
    """
    return f"""\
MATCH (n:`{label}`:`{MARKER}` {{`{IRI}`: $iri}})
SET n.`{IRI}` = $iri
WITH n
RETURN n.`{RUN}` = $run AS held"""


def seal(label: str) -> str:
    """Return the statement that says a graph is mirrored whole."""
    return f"""\
MATCH (n:`{label}`:`{MARKER}` {{`{IRI}`: $iri}})
SET n.`{FINGERPRINT}` = $fingerprint"""


def drop(label: str) -> str:
    """Return the statement that deletes the node that stands for a graph."""
    return f"""\
MATCH (n:`{label}`:`{MARKER}` {{`{IRI}`: $iri}})
DETACH DELETE n
RETURN count(*) AS deleted"""


DELETE_RELATIONSHIPS = f"""\
MATCH (:`{MARKER}`)-[r]->(:`{MARKER}`) WHERE elementId(r) IN $rows AND r.`{GRAPH}` = $graph
DELETE r
RETURN count(*) AS deleted"""
DELETE_NODES = f"""\
MATCH (n:`{MARKER}`) WHERE elementId(n) IN $rows AND n.`{GRAPH}` = $graph
DETACH DELETE n
RETURN count(*) AS deleted"""
"""Delete what a graph no longer says, as it was found by reading."""

DELETE_GRAPH = f"""\
MATCH (n:`{MARKER}` {{`{GRAPH}`: $graph}}) WHERE n.`{IRI}` <> $iri
WITH n LIMIT $batch
DETACH DELETE n
RETURN count(*) AS deleted"""
"""Deletes a batch of the nodes of a graph, but the one that stands for it."""

READ_NODES = f"""\
MATCH (n:`{MARKER}` {{`{GRAPH}`: $graph}})
RETURN elementId(n) AS id, labels(n) AS labels, properties(n) AS properties"""


def read_relationships(specs: Specs) -> tuple[str, ...]:
    """Return the queries for the relationships of a graph, from the node `n` that lies in it."""
    links = sorted({link.type for spec in specs.nodes.values() for link in spec.links.values()})
    types = "|".join(f"`{type_}`" for type_ in links)
    node = f"(n:`{MARKER}` {{`{GRAPH}`: $graph}})"
    patterns = [_read(f"{node}-[r:{types}]->(m:`{MARKER}`)", "n", "m")]
    for edge in specs.edges.values():
        end = f"(n:`{edge.end_label}`:`{MARKER}` {{`{GRAPH}`: $graph}})"
        pattern = f"{end}<-[r:`{edge.type}`]-(m:`{edge.start_label}`:`{MARKER}`)"
        patterns.append(_read(pattern, "m", "n"))
    return tuple(patterns)


def _read(pattern: str, start: str, end: str) -> str:
    return f"""\
MATCH {pattern}
WHERE r.`{GRAPH}` = $graph
RETURN elementId(r) AS id, type(r) AS type, properties(r) AS properties,
  labels({start}) AS start_labels, {start}.`{IRI}` AS start,
  labels({end}) AS end_labels, {end}.`{IRI}` AS end"""
