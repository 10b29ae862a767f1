"""Questions: formats, columns, suggestions, and free SPARQL that only reads."""

import csv
import io
import json

import pytest
from shell import Shell

from dutygraph.tasks import SAMPLE


def test_ask_alone_lists_the_questions(reading: Shell) -> None:
    text = reading.ok("ask")
    assert all(name in text for name in ("pairs", "no-lead", "discontinued", "search"))


@pytest.mark.parametrize(
    ("written", "nearest"), [("县公安居", "县公安局"), ("县市场监督局", "县市场监管局")]
)
def test_an_unknown_department_gets_suggestions(shell: Shell, written: str, nearest: str) -> None:
    for question in (("duties", written), ("co-owners", written)):
        said = shell.refused_in_one_line("ask", *question)
        assert written in said
        assert nearest in said
    assert nearest in shell.refused_in_one_line("explain", written)


def test_json_has_numbers_and_chinese_as_they_are(reading: Shell) -> None:
    text = reading.ok("ask", "pairs", "--min", "4", "-f", "json")
    assert "县规划自然资源局" in text
    [row] = json.loads(text)
    assert row["shared"] == 4
    assert [duty.rsplit("/", 1)[1] for duty in row["duties"]] == ["13", "14", "3", "4"]
    [duty] = [row for row in reading.rows("duties", "--kind", "收回") if row["number"] == 2]
    assert duty["kind"] == "reclaimed"


@pytest.mark.parametrize(("ending", "separator"), [("csv", ","), ("tsv", "\t")])
def test_a_file_gets_the_format_of_its_ending(shell: Shell, ending: str, separator: str) -> None:
    assert shell.ok("ask", "pairs", "-o", f"pairs.{ending}") == ""
    file = shell.folder / f"pairs.{ending}"
    # Excel on a Chinese Windows needs the mark at the head of a CSV file, and of that alone.
    assert file.read_bytes().startswith(b"\xef\xbb\xbf") == (ending == "csv")
    text = file.read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=separator))
    assert rows[0] == ["county", "first", "second", "shared", "duties"]
    assert len(rows) == 1 + 76
    assert shell.ok("ask", "pairs", "-f", ending) == text
    assert shell.ok("ask", "pairs", "-f", ending, "-o", "-") == text


def test_a_format_wins_over_the_ending(shell: Shell) -> None:
    shell.ok("ask", "summary", "-f", "json", "-o", "summary.csv")
    assert json.loads((shell.folder / "summary.csv").read_text(encoding="utf-8"))


def test_tables_leave_out_what_is_the_same_in_all_rows(shell: Shell) -> None:
    assert shell.ok("ask", "summary").split()[0] == "basic"
    assert shell.ok("ask", "pairs").split()[0] == "first"
    shell.ok("load", str(SAMPLE), "--place", "重庆市/临江县/南岸镇")
    assert shell.ok("ask", "summary").split()[0] == "list"
    assert shell.ok("ask", "pairs").split()[0] == "first"
    assert shell.ok("ask", "summary", "--list", "南岸镇").split()[0] == "basic"
    shell.ok("load", str(SAMPLE), "--place", "重庆市/奉节县/南岸镇")
    assert shell.ok("ask", "pairs").split()[0] == "county"
    assert shell.ok("ask", "pairs", "--county", "临江县").split()[0] == "first"
    assert "重庆市/奉节县/南岸镇" in shell.refused_in_one_line("remove", "南岸镇")


def test_an_answer_without_rows_says_so(reading: Shell) -> None:
    done = reading.run("ask", "duty", "配合", "999")
    assert (done.returncode, done.stderr) == (0, "Nothing was found.\n")
    assert len(done.stdout.splitlines()) == 1
    assert reading.ok("-q", "ask", "search", "没有的文字", "-f", "json") == "[]\n"


def test_a_question_takes_chinese_words_for_the_kinds(reading: Shell) -> None:
    assert reading.rows("duty", "配合", "4") == reading.rows("duty", "cooperative", "4")


def test_options_follow_the_question(reading: Shell) -> None:
    help_ = reading.ok("ask", "pairs", "--help")
    assert "--min" in help_
    assert "--max-bodies" in help_
    assert "no rank" in help_


def test_a_query_answers_rows_truth_and_triples(reading: Shell) -> None:
    prefix = "PREFIX dg: <https://w3id.org/dutygraph/ns#> "
    count = prefix + "SELECT (COUNT(*) AS ?n) { ?duty a dg:Duty }"
    assert json.loads(reading.ok("query", count, "-f", "json")) == [{"n": 42}]
    assert json.loads(reading.ok("query", "-", "-f", "json", stdin=count.encode())) == [{"n": 42}]
    assert reading.ok("query", prefix + "ASK { ?body dg:name '县公安局'@zh }") == "true\n"
    county = prefix + "CONSTRUCT { ?place a dg:County } { ?place a dg:County ; dg:name ?name }"
    assert reading.ok("query", county) == (
        "<https://w3id.org/dutygraph/id/重庆市/临江县> "
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<https://w3id.org/dutygraph/ns#County> .\n"
    )


@pytest.mark.parametrize(
    "query",
    [
        "SELECT",
        "DROP ALL",
        "INSERT DATA { <a:a> <a:a> <a:a> }",
        "SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }",
    ],
)
def test_a_query_only_reads(shell: Shell, query: str) -> None:
    shell.refused_in_one_line("query", query)


def test_explain_shows_spellings_with_place_and_rule(reading: Shell) -> None:
    rows = json.loads(reading.ok("explain", "县经信委", "-f", "json"))
    assert {row["department"] for row in rows} == {"县经济信息委"}
    assert "县经信委" in {row["written"] for row in rows}
    assert all(row["rule"] and row["line"] for row in rows)


# Free SPARQL


def free(shell: Shell, query: str) -> object:
    return json.loads(shell.ok("query", query, "-f", "json"))


def test_from_chooses_the_graphs(reading: Shell) -> None:
    counted = "SELECT (COUNT(*) AS ?n) {} WHERE {{ ?s ?p ?o }}"
    assert free(reading, counted.format("FROM <urn:none>")) == [{"n": 0}]
    assert free(reading, counted.format("")) != [{"n": 0}]
    said = 'SELECT ?said WHERE { ?s a ?said FILTER(STR(?said) = "from") }'
    assert free(reading, said) == []


def test_a_table_of_free_rows_shows_iris_and_codes_as_they_stand(reading: Shell) -> None:
    query = 'SELECT ?kind ?list { VALUES (?kind ?list) { ("basic" "a/b/basic/3") } }'
    shown = reading.ok("--lang", "zh", "query", query)
    assert [line.split() for line in shown.splitlines()] == [
        ["kind", "list"],
        ["basic", "a/b/basic/3"],
    ]


def test_a_literal_that_is_no_number_is_shown_as_text(reading: Shell) -> None:
    query = 'SELECT ?n { VALUES ?n { "bad"^^<http://www.w3.org/2001/XMLSchema#integer> } }'
    assert free(reading, query) == [{"n": "bad"}]


def test_only_select_has_rows(reading: Shell) -> None:
    assert "-f is for SELECT" in reading.refused("query", "ASK { ?s ?p ?o }", "-f", "json", code=2)
