"""Statements are cut into batches, and the first row of a new graph takes it."""

from hypothesis import given
from hypothesis import strategies as st

from dutygraph.graph.neo4j.plan import Mirrored
from dutygraph.graph.neo4j.projection import Edge, Node
from dutygraph.graph.neo4j.specs import specs
from dutygraph.graph.neo4j.statements import Statement, Writer, batches

COUNTY = "http://x/s/c"
GRAPH, BODY = f"{COUNTY}/bodies", f"{COUNTY}/body/县公安局"


def test_a_row_holds_null_where_a_node_lacks_what_others_have() -> None:
    writer = Writer(specs(), Mirrored(GRAPH, COUNTY, "County", "f"), 7)
    bodies = [
        Node("Department", BODY, GRAPH, {"name": "县公安局"}),
        Node("Department", f"{BODY}2", GRAPH, {"note": "同"}),
    ]
    [statement] = writer.creating(bodies, [])
    assert statement.rows == [[BODY, "县公安局", None], [f"{BODY}2", None, "同"]]


def test_the_node_that_stands_for_the_graph_is_the_first_to_be_created() -> None:
    writer = Writer(specs(), Mirrored(GRAPH, COUNTY, "County", "f"), 7)
    county = Node("County", COUNTY, GRAPH, {"path": "某市/某县"})
    body = Node("Department", BODY, GRAPH, {"name": "县公安局"})
    edge = Edge("IN_COUNTY", "Department", BODY, "County", COUNTY, GRAPH)
    first, second, link = writer.creating([body, county], [edge])
    assert first.parameters == {"graph": GRAPH, "run": 7}
    assert first.rows == [[COUNTY, "某市/某县"]]
    assert [row[0] for row in second.rows] == [BODY]
    assert link.rows == [[BODY, COUNTY]]


@given(st.lists(st.integers(0, 9), max_size=6), st.integers(1, 7))
def test_batches_hold_every_row_in_order_and_no_more_than_fit(counts: list[int], size: int) -> None:
    rows = iter(range(100))
    statements = [
        Statement(str(number), {}, [next(rows) for _ in range(count)])
        for number, count in enumerate(counts)
    ]
    found = list(batches(statements, size))
    assert all(sum(len(one.rows) for one in batch) <= size for batch in found)
    cut = [one for batch in found for one in batch]
    assert [row for one in cut for row in one.rows] == list(range(sum(counts)))
    texts = [one.text for one in cut]
    assert sorted(set(texts), key=texts.index) == [str(number) for number in range(len(counts))]
