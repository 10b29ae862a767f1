import re

import pytest

from dutygraph.graph.ontology import ontology
from dutygraph.queries import catalog, rows
from dutygraph.queries.catalog import Column, Parameter, Question

QUESTIONS = {
    "summary": ("list basic cooperative reclaimed departments shared findings", ""),
    "departments": ("county department duties shared statements received", ""),
    "co-owners": ("county department shared duties", "DEPARTMENT"),
    "pairs": ("county first second shared duties", "--min --max-bodies"),
    "shared": ("list kind number title departments", "DEPARTMENT"),
    "duties": (
        "list kind number title category departments roles statements",
        "DEPARTMENT --kind --category",
    ),
    "duty": ("list body roles marks statement", "KIND NUMBER"),
    "township": ("list kind number title statement", "DEPARTMENT"),
    "transfers": ("list number title category department method", "DEPARTMENT"),
    "discontinued": ("list number title reason", ""),
    "leftover": ("list number title method", ""),
    "no-lead": ("list number title departments", ""),
    "mentioned": ("list kind number title department text", ""),
    "repeated": ("list first second text", ""),
    "unmatched": ("list kind number title department problem", ""),
    "categories": ("list kind category declared found", ""),
    "laws": ("law article list kind number title", "TEXT"),
    "search": ("list kind number title where text", "TEXT"),
}
"""The table of the design: columns and parameters of each question."""

ROWS = {
    "summary": rows.SummaryRow,
    "departments": rows.DepartmentRow,
    "co-owners": rows.CoOwnerRow,
    "pairs": rows.PairRow,
    "shared": rows.SharedRow,
    "duties": rows.DutyRow,
    "duty": rows.StatementRow,
    "township": rows.TownshipRow,
    "transfers": rows.TransferRow,
    "discontinued": rows.DiscontinuedRow,
    "leftover": rows.LeftoverRow,
    "no-lead": rows.NoLeadRow,
    "mentioned": rows.MentionedRow,
    "repeated": rows.RepeatedRow,
    "unmatched": rows.UnmatchedRow,
    "categories": rows.CategoryRow,
    "laws": rows.LawRow,
    "search": rows.SearchRow,
}
SUPPORT = ("bodies", "names", "lists")
TYPES = {"text": str, "integer": int, "list": tuple[str, ...]}


def every_query() -> list[Question]:
    return [*map(catalog.question, catalog.names()), *map(catalog.support, SUPPORT)]


every_query_file = pytest.mark.parametrize("query", every_query(), ids=lambda one: one.name)


def without_comments(text: str) -> str:
    return re.sub(r"(?m)^\s*#.*$", "", text)


def test_every_question_of_the_design_has_a_file() -> None:
    assert catalog.names() == tuple(sorted(QUESTIONS))


@pytest.mark.parametrize("name", QUESTIONS)
def test_columns_and_parameters_are_those_of_the_design(name: str) -> None:
    columns, parameters = QUESTIONS[name]
    query = catalog.question(name)
    assert [column.name for column in query.columns] == columns.split()
    shown = [one.shown for one in query.parameters if one.shown != "--placeholders"]
    assert shown == parameters.split()


@pytest.mark.parametrize("name", QUESTIONS)
def test_fields_of_a_row_are_the_columns(name: str) -> None:
    expected = {
        column.name: TYPES[column.kind] | None if column.optional else TYPES[column.kind]
        for column in catalog.question(name).columns
    }
    assert ROWS[name].__annotations__ == expected


@every_query_file
def test_a_query_selects_its_columns_then_its_parameters(query: Question) -> None:
    head = without_comments(query.text).partition("SELECT")[2].partition("WHERE")[0]
    head = re.sub(r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*AS (\?\w+)\)", r"\1", head)
    selected = re.findall(r"[?$](\w+)", head)
    columns = [column.name for column in query.columns]
    given = set(re.findall(r"\$(given_\w+)", without_comments(query.text)))
    assert selected[: len(columns)] == columns
    assert set(selected[len(columns) :]) == given
    assert {"given_place", *(f"given_{one.name}" for one in query.parameters)} <= given


@every_query_file
def test_a_query_has_a_total_order(query: Question) -> None:
    assert "\nORDER BY " in query.text


@every_query_file
def test_a_query_uses_only_terms_of_the_vocabulary(query: Question) -> None:
    known = ontology()
    for term in re.findall(r"\bdg:(\w+)", without_comments(query.text)):
        (known.class_ if term[0].isupper() else known.property_)(term)


@every_query_file
def test_every_summary_and_help_is_one_sentence(query: Question) -> None:
    for text in (query.summary, *(one.help for one in query.parameters)):
        assert text.endswith(".")
        assert "\n" not in text
        assert len(text) < 100


def test_reading_is_lazy_and_done_once() -> None:
    assert catalog.question("pairs") is catalog.question("pairs")


def test_no_question_outside_the_folder_is_read() -> None:
    for name in ("support/bodies", "../catalog", "pears", ""):
        with pytest.raises(KeyError):
            catalog.question(name)


def test_a_header_says_what_goes_in_and_what_comes_out() -> None:
    text = (
        "# A question.\n#\n# More of it,\n# in two lines.\n#\n"
        "#: argument WHO who : department, optional | Who it is about.\n"
        "#: option --min minimum : integer = 2 | At least so many.\n"
        "#: option --kind kind : kind = | Only this kind.\n"
        "#: option --all all : flag | All of them.\n"
        "#: argument TEXT text : text | What to look for.\n"
        "#: column name : text\n"
        "#: column count : integer, optional\n"
        "\nSELECT ?name ?count { }\n"
    )
    assert catalog.read("sample", text) == Question(
        "sample",
        "A question.",
        "More of it,\nin two lines.",
        (
            Parameter("who", "WHO", "department", "", "Who it is about."),
            Parameter("minimum", "--min", "integer", 2, "At least so many."),
            Parameter("kind", "--kind", "kind", "", "Only this kind."),
            Parameter("all", "--all", "flag", False, "All of them."),
            Parameter("text", "TEXT", "text", None, "What to look for."),
        ),
        (Column("name", "text"), Column("count", "integer", optional=True)),
        text,
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "x.rq:1: the first line must be a sentence"),
        ("# No full stop\n", "x.rq:1: the first line must be a sentence"),
        ("# A.\n#: column name : number\n", "x.rq:2: unknown kind number"),
        (
            "# A.\n#: option --min min : integer = few | Help.\n",
            "x.rq:2: the default is no integer",
        ),
        ("# A.\n#: argument WHO who : department\n", "x.rq:2: neither an argument"),
        ("# A.\n#\n#: colum name : text\n", "x.rq:3: neither an argument"),
    ],
)
def test_a_malformed_header_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        catalog.read("x", text)
