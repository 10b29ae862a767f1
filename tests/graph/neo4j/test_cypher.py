"""The Cypher that the mirror sends, as whole text; values are parameters and cannot enter it."""

import re
from collections.abc import Iterator

import pytest

from dutygraph.graph.neo4j import cypher, schema
from dutygraph.graph.neo4j.specs import plain, specs

KNOWN = specs()


def test_nodes() -> None:
    assert cypher.merge_nodes("Duty") == (
        "UNWIND $rows AS row\n"
        "MERGE (n:`Duty` {`iri`: row.`iri`})\n"
        "ON CREATE SET n:`DutyGraph`\n"
        "WITH n, row WHERE n:`DutyGraph`\n"
        "SET n = row\n"
        "RETURN count(n) AS written"
    )


ENDS = (
    "UNWIND $rows AS row\n"
    "MATCH (a:`{0}`:`DutyGraph` {{`iri`: row[0]}})\n"
    "USING INDEX SEEK a:`{0}`(`iri`)\n"
    "MATCH (b:`{1}`:`DutyGraph` {{`iri`: row[1]}})\n"
    "USING INDEX SEEK b:`{1}`(`iri`)\n"
)
"""How both ends of a relationship are found, whatever the statistics of the database say."""


def test_participations() -> None:
    assert cypher.merge_edges(("Department", "PARTICIPATES_IN", "Duty")) == (
        ENDS.format("Department", "Duty")
        + "MERGE (a)-[r:`PARTICIPATES_IN` {`iri`: row[2].`iri`}]->(b)\n"
        "SET r = row[2]\n"
        "RETURN count(DISTINCT row) AS written"
    )


class TestWhatIsNewIsCreatedWithoutLookingForIt:
    def test_nodes(self) -> None:
        assert cypher.create_nodes("Township", ["name", "path"]) == (
            "UNWIND $rows AS row\n"
            "CREATE (n:`Township`:`DutyGraph` {`iri`: row[0], `graph`: $graph, `name`: row[1],"
            " `path`: row[2]})\n"
            "RETURN count(n) AS written"
        )

    def test_a_node_that_stands_for_its_graph_is_taken_by_the_run(self) -> None:
        for label in cypher.ROOTS:
            text = cypher.create_nodes(label, ["name"])
            assert "{`iri`: row[0], `graph`: $graph, `run`: $run, `name`: row[1]}" in text
        assert "$run" not in cypher.create_nodes("Duty", [])

    def test_links(self) -> None:
        assert cypher.create_links(("Duty", "IN_LIST", "DutyList")) == (
            ENDS.format("Duty", "DutyList") + "CREATE (a)-[r:`IN_LIST` {`graph`: $graph}]->(b)\n"
            "RETURN count(r) AS written"
        )

    def test_participations(self) -> None:
        link = ("Department", "PARTICIPATES_IN", "Duty")
        assert cypher.create_edges(link, ["order", "roles"]) == (
            ENDS.format("Department", "Duty")
            + "CREATE (a)-[r:`PARTICIPATES_IN` {`iri`: row[2], `graph`: $graph, `order`: row[3],"
            " `roles`: row[4]}]->(b)\n"
            "RETURN count(r) AS written"
        )


def test_the_hold_on_a_graph() -> None:
    assert cypher.hold("DutyList") == (
        "MATCH (n:`DutyList`:`DutyGraph` {`iri`: $iri})\n"
        "SET n.`iri` = $iri\n"
        "WITH n\n"
        "RETURN n.`run` = $run AS held"
    )


def test_what_is_stale() -> None:
    assert cypher.DELETE_RELATIONSHIPS == (
        "MATCH (:`DutyGraph`)-[r]->(:`DutyGraph`)"
        " WHERE elementId(r) IN $rows AND r.`graph` = $graph\n"
        "DELETE r\n"
        "RETURN count(*) AS deleted"
    )
    assert cypher.DELETE_NODES == (
        "MATCH (n:`DutyGraph`) WHERE elementId(n) IN $rows AND n.`graph` = $graph\n"
        "DETACH DELETE n\n"
        "RETURN count(*) AS deleted"
    )
    assert cypher.DELETE_GRAPH == (
        "MATCH (n:`DutyGraph` {`graph`: $graph}) WHERE n.`iri` <> $iri\n"
        "WITH n LIMIT $batch\n"
        "DETACH DELETE n\n"
        "RETURN count(*) AS deleted"
    )


def test_what_is_read() -> None:
    links, participations = cypher.read_relationships(KNOWN)
    assert links == (
        "MATCH (n:`DutyGraph` {`graph`: $graph})-[r:`BORNE_BY`|`BRACKETS`|`IN_CATEGORY`|"
        "`IN_COUNTY`|`IN_LIST`|`MEANS`|`MENTIONS`|`OF_DUTY`|`OF_TOWNSHIP`|`PART_OF`|"
        "`RECEIVED_BY`]->(m:`DutyGraph`)\n"
        "WHERE r.`graph` = $graph\n"
        "RETURN elementId(r) AS id, type(r) AS type, properties(r) AS properties,\n"
        "  labels(n) AS start_labels, n.`iri` AS start,\n"
        "  labels(m) AS end_labels, m.`iri` AS end"
    )
    assert participations == (
        "MATCH (n:`Duty`:`DutyGraph` {`graph`: $graph})<-[r:`PARTICIPATES_IN`]-"
        "(m:`Department`:`DutyGraph`)\n"
        "WHERE r.`graph` = $graph\n"
        "RETURN elementId(r) AS id, type(r) AS type, properties(r) AS properties,\n"
        "  labels(m) AS start_labels, m.`iri` AS start,\n"
        "  labels(n) AS end_labels, n.`iri` AS end"
    )


def test_constraints() -> None:
    assert schema.constraints(KNOWN) == tuple(
        f"CREATE CONSTRAINT `dutygraph_{label}_iri` IF NOT EXISTS"
        f" FOR (n:`{label}`) REQUIRE n.`iri` IS UNIQUE"
        for label in (
            "DutyList",
            "Category",
            "Duty",
            "Placeholder",
            "Statement",
            "TownshipStatement",
            "Transfer",
            "Method",
            "Citation",
            "Name",
            "Finding",
            "Department",
            "Township",
            "County",
        )
    )


def test_indexes() -> None:
    """Those of Neo4j that refuse long values are over short ones only."""
    head = "CREATE RANGE INDEX `dutygraph_"
    assert schema.indexes(KNOWN) == (
        f"{head}DutyGraph_graph` IF NOT EXISTS FOR (n:`DutyGraph`) ON (n.`graph`)",
        f"{head}Duty_kind_number` IF NOT EXISTS FOR (n:`Duty`) ON (n.`kind`, n.`number`)",
        f"{head}Name_written` IF NOT EXISTS FOR (n:`Name`) ON (n.`written`)",
        f"{head}Department_name` IF NOT EXISTS FOR (n:`Department`) ON (n.`name`)",
        f"{head}Township_path` IF NOT EXISTS FOR (n:`Township`) ON (n.`path`)",
        f"{head}Township_name` IF NOT EXISTS FOR (n:`Township`) ON (n.`name`)",
        f"{head}County_path` IF NOT EXISTS FOR (n:`County`) ON (n.`path`)",
        f"{head}County_name` IF NOT EXISTS FOR (n:`County`) ON (n.`name`)",
        (
            "CREATE FULLTEXT INDEX `dutygraph_text` IF NOT EXISTS FOR (n:`DutyGraph`)"
            " ON EACH [n.`law`, n.`name`, n.`text`, n.`title`]"
            " OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
        ),
    )


@pytest.mark.parametrize("name", ["", "1a", "a b", "a`b", "a'", "部门", "a\n", "A) DELETE n //"])
def test_a_name_that_could_end_its_quotes_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="cannot name anything in Cypher"):
        plain(name)


def statements() -> Iterator[str]:
    """Yield every text that can be sent."""
    yield from schema.constraints(KNOWN)
    yield from schema.indexes(KNOWN)
    keys = schema.keys(KNOWN)
    for label, spec in KNOWN.nodes.items():
        yield from (
            cypher.merge_nodes(label),
            cypher.create_nodes(label, keys),
            cypher.foreign(label),
        )
        for link in spec.links.values():
            for end in link.ends:
                ends = (label, link.type, end)
                yield cypher.create_links(ends)
    for edge in KNOWN.edges.values():
        ends = (edge.start_label, edge.type, edge.end_label)
        yield from (cypher.merge_edges(ends), cypher.create_edges(ends, keys))
    for root in cypher.ROOTS:
        yield from (cypher.claim(root), cypher.hold(root), cypher.seal(root), cypher.drop(root))
    yield from cypher.read_relationships(KNOWN)
    yield from (cypher.DELETE_RELATIONSHIPS, cypher.DELETE_NODES, cypher.DELETE_GRAPH)
    yield from (cypher.READ_NODES, cypher.GRAPHS, cypher.roots())


def test_every_name_is_declared_and_quoted() -> None:
    names = {*KNOWN.nodes, *schema.types(KNOWN), *schema.keys(KNOWN), "DutyGraph"}
    quoted = {name for text in statements() for name in re.findall("`([^`]*)`", text)}
    own = {name for name in quoted if name.startswith(("dutygraph_", "fulltext."))}
    assert quoted - own <= names
    assert names - quoted <= set(schema.keys(KNOWN))
    # After a colon or a dot no name stands without its quotes.
    rest = [re.sub("`[^`]*`", "``", text) for text in statements()]
    assert [text for text in rest if re.search(r"[:.|][A-Za-z]", text)] == []


def test_what_writes_or_deletes_keeps_to_our_marker() -> None:
    changing = [
        text for text in statements() if re.search(r"\b(SET|DELETE|REMOVE|MERGE|CREATE \()", text)
    ]
    assert len(changing) > 40
    assert [text for text in changing if "`DutyGraph`" not in text] == []
