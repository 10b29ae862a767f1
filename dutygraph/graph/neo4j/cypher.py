"""The Cypher that the mirror sends, made from specs: names are ours, values are parameters."""

from collections.abc import Iterator

from dutygraph.graph.neo4j.specs import FINGERPRINT, GRAPH, IRI, MARKER, RUN, Specs

Link = tuple[str, str, str]
"""Start label, relationship type and end label."""

ROOTS = ("DutyList", "County")
"""The labels of the nodes that stand for their graph: they keep its fingerprint and its run."""


HELD_TYPES = "CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType AS name"
HELD_KEYS = "CALL db.propertyKeys() YIELD propertyKey RETURN propertyKey AS name"
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


def foreign(label: str) -> str:
    """Return the query for an IRI among $iris that a node of this label has that is not ours."""
    return f"""\
UNWIND $iris AS iri
MATCH (n:`{label}` {{`{IRI}`: iri}}) WHERE NOT n:`{MARKER}`
RETURN iri LIMIT 1"""


def _ends(link: Link) -> str:
    """Return the clauses that find both ends of the relationships in $rows by their IRIs."""
    start, _, end = link
    return f"""\
UNWIND $rows AS row
MATCH (a:`{start}`:`{MARKER}` {{`{IRI}`: row[0]}})
MATCH (b:`{end}`:`{MARKER}` {{`{IRI}`: row[1]}})"""


def merge_links(link: Link) -> str:
    """Return the statement that writes links from the pairs of IRIs in $rows."""
    return f"""\
{_ends(link)}
MERGE (a)-[r:`{link[1]}` {{`{GRAPH}`: $graph}}]->(b)
SET r.`{RUN}` = $run
RETURN count(r) AS written"""


def merge_edges(link: Link) -> str:
    """Return the statement that writes relationships with an IRI, whole, from $rows.

    A row holds the IRIs of both ends and the map of the properties.
    """
    return f"""\
{_ends(link)}
MERGE (a)-[r:`{link[1]}` {{`{IRI}`: row[2].`{IRI}`}}]->(b)
SET r = row[2]
RETURN count(r) AS written"""


def create_links(link: Link) -> str:
    """Return the statement that writes links of which one end was only just created."""
    return f"""\
{_ends(link)}
CREATE (a)-[r:`{link[1]}` {{`{GRAPH}`: $graph, `{RUN}`: $run}}]->(b)
RETURN count(r) AS written"""


def create_edges(link: Link) -> str:
    """Return the statement that writes relationships to a node that was only just created."""
    return f"""\
{_ends(link)}
CREATE (a)-[r:`{link[1]}`]->(b)
SET r = row[2]
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
    """Return the statement that takes a graph for this run, and forgets its fingerprint."""
    return f"""\
MERGE (n:`{label}` {{`{IRI}`: $iri}})
ON CREATE SET n:`{MARKER}`, n.`{GRAPH}` = $graph
WITH n WHERE n:`{MARKER}`
SET n.`{RUN}` = $run
REMOVE n.`{FINGERPRINT}`
RETURN count(n) AS written"""


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
DETACH DELETE n"""


def stale_relationships(specs: Specs) -> tuple[str, ...]:
    """Return the statements that delete a batch of what a graph no longer says as relationships."""
    return tuple(
        f"""\
MATCH {pattern}
WHERE r.`{GRAPH}` = $graph AND r.`{RUN}` <> $run
WITH r LIMIT $batch
DELETE r
RETURN count(*) AS deleted"""
        for pattern in _patterns(specs)
    )


STALE_NODES = f"""\
MATCH (n:`{MARKER}` {{`{GRAPH}`: $graph}})
WHERE n.`{RUN}` <> $run
WITH n LIMIT $batch
DETACH DELETE n
RETURN count(*) AS deleted"""
"""Deletes a batch of the nodes of a graph that this run did not write."""

READ_NODES = f"""\
MATCH (n:`{MARKER}` {{`{GRAPH}`: $graph}})
RETURN labels(n) AS labels, properties(n) AS properties"""


def read_relationships(specs: Specs) -> tuple[str, ...]:
    """Return the queries for the relationships of a graph."""
    return tuple(
        f"""\
MATCH {pattern}
WHERE r.`{GRAPH}` = $graph
RETURN type(r) AS type, properties(r) AS properties,
  labels(startNode(r)) AS start_labels, startNode(r).`{IRI}` AS start,
  labels(endNode(r)) AS end_labels, endNode(r).`{IRI}` AS end"""
        for pattern in _patterns(specs)
    )


def _patterns(specs: Specs) -> Iterator[str]:
    """Yield patterns of the relationships of a graph, from the node that lies in it."""
    links = sorted({link.type for spec in specs.nodes.values() for link in spec.links.values()})
    types = "|".join(f"`{type_}`" for type_ in links)
    node = f"(n:`{MARKER}` {{`{GRAPH}`: $graph}})"
    yield f"{node}-[r:{types}]->(m:`{MARKER}`)"
    for edge in specs.edges.values():
        end = f"(n:`{edge.end_label}`:`{MARKER}` {{`{GRAPH}`: $graph}})"
        yield f"{end}<-[r:`{edge.type}`]-(m:`{edge.start_label}`:`{MARKER}`)"
