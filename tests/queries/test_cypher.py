"""The Cypher of the questions as text, and what the engine sends; no server is needed."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, cast

import pytest
from neo4j import READ_ACCESS, Driver

from dutygraph.errors import QuestionError
from dutygraph.graph.neo4j import schema
from dutygraph.graph.neo4j.specs import MARKER, specs
from dutygraph.queries import catalog
from dutygraph.queries.catalog import Question, Row, Value
from dutygraph.queries.cypher_engine import CypherEngine
from dutygraph.queries.questions import Questions

FOLDER = Path(catalog.__file__).parent / "cypher"
SUPPORT = ("bodies", "lists", "names")
EVERY = [*map(catalog.question, catalog.names()), *map(catalog.support, SUPPORT)]

NODE = re.compile(
    r"""\((?P<name>\w*)(?P<labels>(:\w+)+)(\ \{[^}]*\})?\)  # (d:Duty:DutyGraph {kind: $kind})
      | \((?P<source>\w+)\)(?=<?-\[)                       # (d) before a relationship
      | (?<=->|\]-)\((?P<target>\w+)\)                      # or after one""",
    re.VERBOSE,
)

every_query = pytest.mark.parametrize("query", EVERY, ids=lambda one: one.name)


def code(query: Question) -> str:
    """Return the text without comments and without what stands in quotes."""
    return re.sub(r"(?m)^\s*//.*$|'[^']*'", "", query.cypher)


def test_every_question_has_its_cypher_and_no_file_stands_alone() -> None:
    assert {path.stem for path in FOLDER.glob("*.cypher")} == set(catalog.names())
    assert {path.stem for path in FOLDER.glob("support/*.cypher")} == set(SUPPORT)
    assert len(list(FOLDER.rglob("*.*"))) == len(EVERY)


@every_query
def test_the_last_clauses_return_the_columns_in_an_order(query: Question) -> None:
    _, returned = code(query).rsplit("\nRETURN ", 1)
    columns, order = returned.split("\nORDER BY ")
    while re.search(r"[({[][^(){}[\]]*[)}\]]", columns):
        columns = re.sub(r"[({[][^(){}[\]]*[)}\]]", "", columns)
    names = [column.split(" AS ")[-1].strip() for column in columns.split(",")]
    assert names == [column.name for column in query.columns]
    assert order.strip()


@every_query
def test_only_nodes_of_ours_are_matched(query: Question) -> None:
    """A node is told by our marker where it first stands; afterwards its name is enough."""
    met: set[str] = set()
    for found in NODE.finditer(code(query)):
        if found["labels"]:
            assert found["labels"].endswith(f":{MARKER}"), found[0]
            met.add(found["name"])
        else:
            assert (found["source"] or found["target"]) in met, found[0]


@every_query
def test_only_names_of_the_schema_stand_in_it(query: Question) -> None:
    known = specs()
    text = code(query)
    labels = set(re.findall(r":([A-Z][a-z]\w*)", text))
    types = set(re.findall(r":([A-Z][A-Z_]+)", text))
    keys = set(re.findall(r"\b[a-z]+\.([a-zA-Z]+)\b", text))
    keys |= set(re.findall(r"[{,] ?(\w+): \$?\w", text))
    assert labels <= {MARKER, *known.nodes}
    assert types <= set(schema.types(known))
    assert keys <= set(schema.keys(known))


@every_query
def test_all_that_is_given_comes_as_a_parameter(query: Question) -> None:
    used = set(re.findall(r"\$(\w+)", code(query)))
    assert used <= {"place", *(one.name for one in query.parameters)}
    assert used >= {one.name for one in query.parameters}
    if query.name not in SUPPORT:
        assert "place" in used


@every_query
def test_nothing_is_deprecated_or_bound_to_one_version(query: Question) -> None:
    assert not re.search(
        r"\bid\(|\bCALL \{|CYPHER \d|size\(\(|\bexists\(|apoc\.", query.cypher, re.IGNORECASE
    )


class FakeDriver:
    """Stands for a driver, its session and its transaction: keeps what it is asked, answers."""

    def __init__(self, records: Sequence[Mapping[str, object]] = ()) -> None:
        self.records = records
        self.asked: list[tuple[str, dict[str, Value | list[str]]]] = []
        self.settings: dict[str, object] = {}

    def session(self, **settings: object) -> Self:
        self.settings = settings
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        pass

    def execute_read(self, work: Callable[[Self], list[Row]]) -> list[Row]:
        return work(self)

    def run(
        self, text: str, parameters: dict[str, Value | list[str]]
    ) -> Iterator[Mapping[str, object]]:
        self.asked.append((text, parameters))
        return iter(self.records)


def engine(driver: FakeDriver, database: str | None = None) -> CypherEngine:
    return CypherEngine(cast("Driver", driver), database)


def test_values_are_parameters_and_the_text_is_the_file() -> None:
    driver = FakeDriver()
    text = "') RETURN 1 // `x` $place \n"
    engine(driver, "lists").rows(catalog.question("search"), {"text": text, "place": ""})
    file = (FOLDER / "search.cypher").read_text(encoding="utf-8")
    assert driver.asked == [(file, {"text": text, "place": ""})]
    assert driver.settings == {"database": "lists", "default_access_mode": READ_ACCESS}


def test_several_departments_are_a_list() -> None:
    driver = FakeDriver()
    values: dict[str, Value] = {"departments": "a:1 a:2", "placeholders": False, "place": "a:"}
    engine(driver).rows(catalog.question("shared"), values)
    [(_, parameters)] = driver.asked
    assert parameters == {"departments": ["a:1", "a:2"], "placeholders": False, "place": "a:"}


def test_texts_of_a_list_are_sorted_by_code_point_each_once_without_empty_ones() -> None:
    record = {"list": "甲", "number": 3, "title": "乙", "departments": ["\U0001f600", "ﾟ", "", "ﾟ"]}
    found = engine(FakeDriver([record])).rows(
        catalog.question("no-lead"), {"placeholders": False, "place": ""}
    )
    assert found == [("甲", 3, "乙", ("ﾟ", "\U0001f600"))]


def test_a_missing_number_is_none() -> None:
    record = {"list": "甲", "kind": "basic", "category": "乙", "declared": None, "found": 0}
    [row] = Questions(engine(FakeDriver([record]))).categories()
    assert row.declared is None


@pytest.mark.parametrize("value", [None, 7, ["x"]])
def test_a_value_of_another_kind_is_a_fault(value: object) -> None:
    record = {"list": value, "number": 1, "title": "x", "reason": ""}
    with pytest.raises(TypeError, match="the column list holds"):
        engine(FakeDriver([record])).rows(catalog.question("discontinued"), {"place": ""})


def test_an_older_edition_is_not_there() -> None:
    record = {
        "iri": "a:甲/乙/list/2",
        "edition": "2",
        "township": "a:甲/乙",
        "path": "甲/乙",
        "county": "a:甲",
        "county_path": "甲",
    }
    asked = engine(FakeDriver([record]))
    with pytest.raises(QuestionError, match="only the newest edition of each list"):
        Questions(asked, list_="乙@1")
    with pytest.raises(QuestionError, match="only the newest edition of each list"):
        asked.edition("a:甲/乙/list/1")
