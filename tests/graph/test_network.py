"""Networks say what the graph says: who shares which duty, and all of it as GraphML."""

import re
from io import BytesIO
from pathlib import Path

import networkx as nx
import pytest
from pyoxigraph import RdfFormat, parse

from dutygraph.graph import network, rdf, store
from dutygraph.graph.listgraph import ListGraph
from dutygraph.graph.network import DEPARTMENT, DUTY, Figures, Text, of_kind
from dutygraph.graph.ontology import ontology
from dutygraph.loaders import read_file

DG = "https://w3id.org/dutygraph/ns#"
BASE = "https://w3id.org/dutygraph/id/"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def quads(graph: str, described: dict[str, dict[str, object]]) -> bytes:
    """Write N-Quads by hand: numbers, `<iri>`, "text" or 中文 (taken as Chinese); lists repeat."""

    def term(value: object) -> str:
        if isinstance(value, int):
            return f'"{value}"^^<http://www.w3.org/2001/XMLSchema#integer>'
        text = str(value)
        return text if text.startswith(("<", '"')) else f'"{text}"@zh'

    lines = []
    for subject, properties in described.items():
        for name, values in properties.items():
            predicate = TYPE if name == "a" else f"<{DG}{name}>"
            for value in values if isinstance(values, list) else [values]:
                told = f"<{DG}{value}>" if name == "a" else term(value)
                lines.append(f"<{subject}> {predicate} {told} <{graph}> .\n")
    return "".join(lines).encode()


def one_list(county_path: str, township: str) -> ListGraph:
    """Make a list of six duties: two are shared by 甲局 and 乙局, one of these by 丙局 too."""
    county = BASE + county_path
    place, iri = f"{county}/{township}", f"{county}/{township}/list/1"
    body = {name: f"<{county}/body/{name}>" for name in ("县甲局", "县乙局", "县丙局", "县丁局")}

    def duty(kind: str, number: int, title: str, **more: object) -> dict[str, object]:
        same = {"a": "Duty", "list": f"<{iri}>", "kind": f'"{kind}"', "number": number}
        return same | {"title": title} | more

    first, second = f"{iri}/cooperative/1", f"{iri}/cooperative/1-2"
    third, fourth = f"{iri}/cooperative/3", f"{iri}/reclaimed/1"
    described: dict[str, dict[str, object]] = {
        iri: {
            "a": "DutyList",
            "title": "履行职责事项清单",
            "edition": '"1"',
            "township": f"<{place}>",
        },
        f"{iri}/basic/1": duty("basic", 1, "自己做"),
        f"{iri}/basic/2": duty("basic", 2, "也自己做"),
        f"{iri}/cooperative/category/1": {"a": "Category", "name": "民生", "order": 1},
        first: duty(
            "cooperative",
            1,
            "一起做",
            category=f"<{iri}/cooperative/category/1>",
            listedBody=[body["县甲局"], body["县乙局"], body["县丙局"]],
        ),
        second: duty(
            "cooperative",
            1,
            "再一起做",
            occurrence=2,
            listedBody=[body["县乙局"], body["县甲局"]],
        ),
        third: duty("cooperative", 3, "一家做", listedBody=[body["县甲局"]]),
        fourth: duty("reclaimed", 1, "收回"),
        f"{iri}/finding/1": {"a": "Finding", "list": f"<{iri}>", "rule": '"name-guessed"'},
    }
    listed = [(first, "县甲局"), (first, "县乙局"), (first, "县丙局")]
    listed += [(second, "县甲局"), (second, "县乙局"), (third, "县甲局"), (fourth, "县丁局")]
    for at, (of, name) in enumerate(listed, 1):
        described[f"{of}/participation/{name}"] = {
            "a": "Participation",
            "duty": f"<{of}>",
            "body": body[name],
            "order": at,
        }
    described[f"{first}/statement/1"] = {
        "a": "Statement",
        "duty": f"<{first}>",
        "order": 1,
        "text": "牵头做，会同做。",
        "bearer": [body["县甲局"], body["县乙局"]],
        "mark": ['"牵头"', '"会同"'],
        "markWord": ['"牵头"', '"联合"'],
    }
    described[f"{first}/statement/2"] = {
        "a": "Statement",
        "duty": f"<{first}>",
        "order": 2,
        "text": "做。",
        "bearer": body["县丙局"],
    }
    shared: dict[str, dict[str, object]] = {
        county: {"a": "County", "name": "某县", "path": f'"{county_path}"'},
        place: {
            "a": "Township",
            "name": township,
            "path": f'"{county_path}/{township}"',
            "county": f"<{county}>",
        },
    }
    for name, named in body.items():
        shared[named[1:-1]] = {"a": "Body", "name": name, "county": f"<{county}>"}
    return ListGraph(
        iri=iri,
        township=place,
        county=county,
        edition="1",
        quads=quads(iri, described),
        shared={
            subject: quads(f"{county}/bodies", {subject: told}) for subject, told in shared.items()
        },
    )


@pytest.fixture
def snapshot() -> store.Snapshot:
    return store.memory([one_list("某省/某县", "子镇"), one_list("某省/某县", "丑镇")])


@pytest.fixture
def one(snapshot: store.Snapshot) -> nx.Graph:
    """The network of 子镇 alone."""
    return network.sharing(
        snapshot, network.figures(snapshot, duty_list=f"{BASE}某省/某县/子镇/list/1")
    )


def iri(path: str) -> str:
    return f"{BASE}某省/某县/{path}"


def test_figures_count_each_list_by_kind(snapshot: store.Snapshot) -> None:
    first, second = network.figures(snapshot)
    assert (first.path, second.path) == ("某省/某县/丑镇", "某省/某县/子镇")
    assert second == Figures(
        path="某省/某县/子镇",
        edition="1",
        list=iri("子镇/list/1"),
        county=f"{BASE}某省/某县",
        title="履行职责事项清单",
        basic=2,
        cooperative=3,
        reclaimed=1,
        findings=1,
    )
    assert second.duties == 6


def test_figures_can_be_narrowed_to_a_county() -> None:
    snapshot = store.memory([one_list("某省/某县", "子镇"), one_list("某省/他县", "子镇")])
    (only,) = network.figures(snapshot, county=f"{BASE}某省/他县")
    assert only.path == "某省/他县/子镇"


def test_a_duty_of_one_department_is_not_shared(one: nx.Graph) -> None:
    assert of_kind(one, DUTY) == [
        iri("子镇/list/1/cooperative/1"),
        iri("子镇/list/1/cooperative/1-2"),
    ]


def test_every_department_that_takes_part_is_there_with_the_count_of_its_shared_duties(
    one: nx.Graph,
) -> None:
    shared = {
        one.nodes[node]["label"]: one.nodes[node]["shared"] for node in of_kind(one, DEPARTMENT)
    }
    assert shared == {"县甲局": 2, "县乙局": 2, "县丙局": 1, "县丁局": 0}


def test_a_duty_says_what_the_graph_says_of_it(one: nx.Graph) -> None:
    duty = one.nodes[iri("子镇/list/1/cooperative/1")]
    assert duty == {
        "kind": "duty",
        "label": "1",
        "number": 1,
        "title": "一起做",
        "category": "民生",
        "path": "某省/某县/子镇",
        "list": iri("子镇/list/1"),
        "lead": True,
        "statements": (
            Text(1, "牵头做，会同做。", ("县甲局", "县乙局"), ("会同", "牵头"), ("牵头", "联合")),
            Text(2, "做。", ("县丙局",), (), ()),
        ),
    }


def test_a_repeated_number_stays_told_apart(one: nx.Graph) -> None:
    assert one.nodes[iri("子镇/list/1/cooperative/1-2")]["label"] == "1-2"


def test_an_edge_knows_the_column_s_order_and_whose_statement_leads(
    one: nx.Graph,
) -> None:
    edges = one[iri("子镇/list/1/cooperative/1")]
    told = {one.nodes[body]["label"]: (edge["order"], edge["lead"]) for body, edge in edges.items()}
    assert told == {"县甲局": (1, True), "县乙局": (2, True), "县丙局": (3, False)}


def test_the_network_counts_shared_duties_and_those_without_lead(one: nx.Graph) -> None:
    assert one.graph == {"shared": 2, "without_lead": 1}


def test_lists_of_one_county_meet_in_the_same_departments(snapshot: store.Snapshot) -> None:
    both = network.sharing(snapshot, network.figures(snapshot), texts=False)
    assert len(of_kind(both, DEPARTMENT)) == 4
    assert len(of_kind(both, DUTY)) == 4
    assert both.nodes[iri("body/县丙局")]["shared"] == 2
    assert both.nodes[iri("子镇/list/1/cooperative/1")]["statements"] == ()


def test_folded_departments_are_joined_by_how_many_duties_they_share(
    snapshot: store.Snapshot,
) -> None:
    folded = network.aggregate(network.sharing(snapshot, network.figures(snapshot)))
    weights = {
        frozenset(map(folded.nodes(data="label").__getitem__, pair)): weight
        for *pair, weight in folded.edges(data="weight")
    }
    assert weights == {
        frozenset({"县甲局", "县乙局"}): 4,
        frozenset({"县甲局", "县丙局"}): 2,
        frozenset({"县乙局", "县丙局"}): 2,
    }
    assert folded.graph == {"shared": 4, "without_lead": 2}


def test_queries_name_only_terms_that_the_vocabulary_has() -> None:
    known = ontology().classes.keys() | ontology().properties.keys()
    named = set(re.findall(r"\bdg:(\w+)", "".join(network.QUERIES)))
    assert named
    assert named <= known


def test_the_whole_graph_has_a_node_for_each_resource_and_an_edge_for_each_link() -> None:
    text = quads(
        f"{BASE}g",
        {
            f"{BASE}s": {
                "a": "Statement",
                "order": 7,
                "text": "做<好>。",
                "mark": ['"配合"', '"会同"'],
                "bearer": [f"<{BASE}b>", f"<{BASE}a>"],
            },
            f"{BASE}a": {"a": "Body", "name": "县甲局"},
        },
    )
    whole = network.whole(parse(text, RdfFormat.N_QUADS), ontology())
    assert dict(whole.nodes(data=True)) == {
        f"{BASE}a": {"graph": f"{BASE}g", "name": "县甲局", "type": "Body"},
        f"{BASE}s": {
            "graph": f"{BASE}g",
            "mark": "会同\n配合",
            "order": 7,
            "text": "做<好>。",
            "type": "Statement",
        },
        f"{BASE}b": {},
    }
    assert list(whole.edges(keys=True, data=True)) == [
        (f"{BASE}s", f"{BASE}a", "e1", {"type": "bearer", "graph": f"{BASE}g"}),
        (f"{BASE}s", f"{BASE}b", "e2", {"type": "bearer", "graph": f"{BASE}g"}),
    ]


def test_graphml_has_the_same_bytes_whatever_the_order_of_quads() -> None:
    listed = one_list("某省/某县", "子镇")
    told = list(parse(listed.quads, RdfFormat.N_QUADS))
    forth, back = (
        network.graphml(network.whole(order, ontology())) for order in (told, reversed(told))
    )
    assert forth == back


def test_graphml_read_back_is_the_same_network(snapshot: store.Snapshot) -> None:
    whole = network.whole(snapshot.quads(), ontology())
    back = nx.read_graphml(BytesIO(network.graphml(whole)), force_multigraph=True)
    assert dict(back.nodes(data=True)) == dict(whole.nodes(data=True))
    assert sorted(back.edges(keys=True)) == sorted(whole.edges(keys=True))


def test_the_real_list_shares_what_two_hand_readings_count(real_list: Path) -> None:
    snapshot = store.memory([rdf.project(read_file(real_list))])
    lists = network.figures(snapshot)
    shared = network.sharing(snapshot, lists)
    assert [(one.basic, one.cooperative, one.reclaimed) for one in lists] == [(115, 88, 80)]
    assert len(of_kind(shared, DEPARTMENT)) == 38
    assert shared.graph == {"shared": 48, "without_lead": 32}
    folded = network.aggregate(shared)
    pairs = sorted(
        (
            (weight, *sorted((folded.nodes[a]["label"], folded.nodes[b]["label"])))
            for a, b, weight in folded.edges(data="weight")
        ),
        reverse=True,
    )
    assert len(pairs) == 245
    assert pairs[:2] == [
        (10, "县住房城乡建委", "县规划自然资源局"),
        (9, "县公安局", "县市场监管局"),
    ]
