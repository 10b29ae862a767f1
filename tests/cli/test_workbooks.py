"""Workbooks at the command line: lists exported, answers as tables, the template."""

import io
import subprocess
from pathlib import Path

import click
import openpyxl
import pytest
from duties import differences
from openpyxl.worksheet.worksheet import Worksheet
from shell import PLACE, PROGRAM, Shell

from dutygraph import options
from dutygraph.loaders import read_file
from dutygraph.tasks import SAMPLE


def page_of(file: Path) -> Worksheet:
    page = openpyxl.load_workbook(file).worksheets[0]
    assert isinstance(page, Worksheet)
    return page


def values(page: Worksheet) -> list[tuple[object, ...]]:
    return list(page.iter_rows(values_only=True))


def test_a_list_is_exported_and_loaded_again(shell: Shell) -> None:
    before = shell.rows("duties")
    shell.ok("-q", "export", "-o", "list.xlsx")
    shell.ok("-q", "load", "list.xlsx")
    assert shell.rows("duties") == before
    found = read_file(shell.folder / "list.xlsx")
    lines = differences(read_file(SAMPLE), found)
    assert {line.split("\n")[0] for line in lines} <= {"cooperative 3: departments"}


@pytest.mark.parametrize(
    "arguments", [("export", "-f", "xlsx"), ("lists", "-f", "xlsx"), ("template", "-o", "-")]
)
def test_a_workbook_goes_into_a_pipe(reading: Shell, arguments: tuple[str, ...]) -> None:
    done = subprocess.run(
        [*PROGRAM, *arguments],
        cwd=reading.folder,
        env=reading.environment(),
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    assert openpyxl.load_workbook(io.BytesIO(done.stdout)).sheetnames


def test_several_lists_are_refused_without_naming_one(shell: Shell) -> None:
    shell.ok("-q", "load", str(SAMPLE), "--place", "重庆市/临江县/南岸镇")
    said = shell.refused("export", "-f", "xlsx", "-o", "list.xlsx", code=2)
    assert said.count("\n") == 1
    assert "--list" in said
    shell.ok("-q", "export", "-o", "list.xlsx", "--list", "南岸镇")
    assert page_of(shell.folder / "list.xlsx")["A1"].value == "重庆市临江县南岸镇"


def test_an_empty_store_is_told(shell: Shell) -> None:
    shell.ok("-q", "remove", "晴溪镇")
    assert "holds no list" in shell.refused_in_one_line("export", "-o", "list.xlsx")


def test_an_older_edition_is_exported_too(shell: Shell) -> None:
    shell.ok("-q", "load", str(SAMPLE), "--edition", "2025-06")
    shell.ok("-q", "export", "-o", "list.xlsx", "--list", "晴溪镇@1")
    assert page_of(shell.folder / "list.xlsx")["A3"].value == "基本履职事项清单"
    shell.ok("-q", "export", "-o", "list.xlsx", "--list", "晴溪镇@2025-06")
    assert page_of(shell.folder / "list.xlsx")["A3"].value == "2025年6月"


def test_text_that_is_not_in_it_is_remarked(shell: Shell) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    odd = text.replace("\n配合履职事项清单\n\n", "\n谁也不懂的一行。\n\n配合履职事项清单\n\n", 1)
    (shell.folder / "odd.txt").write_text(odd, encoding="utf-8")
    shell.ok("-q", "load", "odd.txt")
    done = shell.run("export", "-o", "list.xlsx")
    assert done.returncode == 0
    assert done.stderr.startswith("1 texts that were not understood")


def test_answers_are_workbooks_with_numbers_filters_and_words(shell: Shell) -> None:
    shell.ok("--lang", "zh", "-q", "ask", "departments", "-o", "answer.xlsx")
    page = page_of(shell.folder / "answer.xlsx")
    rows = shell.rows("departments")
    header, *found = values(page)
    assert header[1] == "部门"
    assert [row[2] for row in found] == [row["duties"] for row in rows]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == f"A1:{'ABCDEFGH'[len(header) - 1]}{len(rows) + 1}"


def test_lists_query_and_explain_write_workbooks(reading: Shell, tmp_path: Path) -> None:
    for name, *arguments in (
        ("lists", "lists"),
        ("query", "query", "SELECT ?s (1 AS ?one) WHERE { ?s ?p ?o } LIMIT 3"),
        ("explain", "explain", "县公安局"),
    ):
        file = tmp_path / f"{name}.xlsx"
        reading.ok("-q", *arguments, "-o", str(file))
        assert len(values(page_of(file))) > 1
    assert [row[1] for row in values(page_of(tmp_path / "query.xlsx"))] == ["one", 1, 1, 1]
    listed = values(page_of(tmp_path / "lists.xlsx"))
    assert listed[1][0] == PLACE


def test_texts_of_a_query_are_no_formulas(reading: Shell, tmp_path: Path) -> None:
    file = tmp_path / "answer.xlsx"
    reading.ok("-q", "query", 'SELECT ("=1+1" AS ?text) WHERE {}', "-o", str(file))
    cell = page_of(file)["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_template_is_written_and_loaded(empty: Shell) -> None:
    done = empty.run("template")
    assert done.returncode == 0
    assert "list.xlsx" in done.stderr
    said = empty.run("check", "list.xlsx", "--strict", "--place", PLACE)
    assert said.returncode == 0
    empty.ok("-q", "load", "list.xlsx", "--place", PLACE)
    assert [row["basic"] for row in empty.rows("summary")] == [1]


def test_the_template_never_overwrites_what_was_typed(empty: Shell) -> None:
    (empty.folder / "list.xlsx").write_bytes(b"typed")
    assert "list.xlsx" in empty.refused("template", code=2)


def test_no_workbook_is_printed_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    with pytest.raises(click.UsageError):
        options.put_workbook(b"PK", None)
    assert capsys.readouterr().out == ""


def test_the_template_has_chinese_columns_in_both_languages(empty: Shell) -> None:
    empty.ok("-q", "--lang", "en", "template", "-o", "en.xlsx")
    empty.ok("-q", "--lang", "zh", "template", "-o", "zh.xlsx")
    first, second = ((empty.folder / name).read_bytes() for name in ("en.xlsx", "zh.xlsx"))
    assert first == second
    assert openpyxl.load_workbook(io.BytesIO(first))["配合履职事项清单"]["C2"].value == "事项名称"
