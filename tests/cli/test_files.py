"""Pages and files of the graph: written whole, or not at all."""

import shutil
import zipfile

import pytest
from shell import Shell

from dutygraph.tasks import SAMPLE

NAMES = "scope,name,other,relation\n*,县妇联,县妇女联合会,same\n"


def test_a_page_from_a_document_needs_no_store(empty: Shell) -> None:
    empty.ok("view", str(SAMPLE), "-o", "page.html")
    assert [each.name for each in empty.folder.iterdir()] == ["page.html"]
    html = (empty.folder / "page.html").read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>")
    assert "县公安局" in html


def test_a_page_from_the_store_is_the_same_page(shell: Shell) -> None:
    done = shell.run("view")
    assert done.stderr == "dutygraph.html was written: open it in a browser.\n"
    written = (shell.folder / "dutygraph.html").read_text(encoding="utf-8")
    assert shell.ok("view", str(SAMPLE), "-o", "-") == written
    assert shell.ok("view", "--list", "晴溪镇", "-o", "-") == written
    assert "北镇" in shell.refused_in_one_line("view", "--list", "北镇", "-o", "page.html")


ENDINGS = {
    "nquads": ".nq",
    "trig": ".trig",
    "turtle": ".ttl",
    "jsonld": ".jsonld",
    "rdfxml": ".rdf",
    "graphml": ".graphml",
}


@pytest.mark.parametrize("format_", ENDINGS)
def test_export_writes_every_format_by_name_and_by_ending(shell: Shell, format_: str) -> None:
    printed = shell.ok("export", "-f", format_)
    shell.ok("export", "-o", f"graph{ENDINGS[format_]}")
    assert (shell.folder / f"graph{ENDINGS[format_]}").read_text(encoding="utf-8") == printed
    assert "县公安局" in printed


def test_export_of_a_list_leaves_the_others_out(shell: Shell) -> None:
    alone = shell.ok("export")
    shell.ok("load", str(SAMPLE), "--place", "重庆市/临江县/南岸镇")
    assert shell.ok("export", "--list", "晴溪镇") == alone
    assert "南岸镇" in shell.ok("export")


def test_demo_works_in_an_empty_folder(empty: Shell) -> None:
    text = empty.ok("demo")
    assert [each.name for each in empty.folder.iterdir()] == ["dutygraph-demo"]
    assert (empty.folder / "dutygraph-demo" / "page.html").is_file()
    called = "  python -m dutygraph "
    tried = [
        line.removeprefix(called).split()
        for line in text.splitlines()
        if line.startswith(f"{called}--store")
    ]
    assert len(tried) == 4
    for arguments in tried:
        assert empty.ok(*arguments)
    assert empty.ok("demo") == text


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "pairs", "-o"),
        ("export", "-f", "turtle", "-o"),
        ("parse", str(SAMPLE), "-o"),
        ("view", "-o"),
        ("query", "SELECT * { ?s ?p ?o }", "-f", "json", "-o"),
    ],
)
def test_a_file_that_cannot_be_written_leaves_nothing_behind(
    shell: Shell, arguments: tuple[str, ...]
) -> None:
    name = "answer.html" if "view" in arguments else "answer.csv"
    said = shell.refused_in_one_line(*arguments, f"missing/{name}")
    assert f"missing/{name} cannot be written" in said
    (shell.folder / "file").write_text("mine", encoding="utf-8")
    assert "cannot be written" in shell.refused_in_one_line(*arguments, f"file/{name}")


def refuses_to_write_over_its_input(shell: Shell, *arguments: str) -> bool:
    said = shell.refused("-q", *arguments, code=2)
    return said.count("\n") == 1 and "is to be read and stays as it is" in said


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("parse", "list.json"),
        ("check", "list.xlsx"),
        ("view", "list.html"),
        ("view", "dutygraph.html"),
    ],
)
def test_a_document_is_never_written_over(empty: Shell, command: str, name: str) -> None:
    shutil.copy(SAMPLE, empty.folder / name)
    output = () if name == "dutygraph.html" else ("-o", name)
    assert refuses_to_write_over_its_input(empty, command, name, *output)


def test_names_are_never_written_over_a_document(empty: Shell) -> None:
    """A names file that is given may be written, unless it is read as a document as well."""
    shutil.copy(SAMPLE, empty.folder / "list.csv")
    arguments = ("names", "list.csv", "--names", "list.csv", "-o", "list.csv")
    assert refuses_to_write_over_its_input(empty, *arguments)


def test_other_names_of_an_input_are_known(empty: Shell) -> None:
    shutil.copy(SAMPLE, empty.folder / "list.html")
    (empty.folder / "link.html").symlink_to("list.html")
    (empty.folder / "hard.html").hardlink_to(empty.folder / "list.html")
    for output in (str(empty.folder / "list.html"), "./list.html", "link.html", "hard.html"):
        assert refuses_to_write_over_its_input(empty, "check", "list.html", "-o", output)
    assert refuses_to_write_over_its_input(empty, "view", "link.html", "-o", "list.html")


def test_an_archive_and_a_names_file_are_inputs_as_well(empty: Shell) -> None:
    with zipfile.ZipFile(empty.folder / "lists.xlsx", "w") as archive:
        archive.write(SAMPLE, "list.txt")
    (empty.folder / "names.html").write_text(NAMES, encoding="utf-8")
    assert refuses_to_write_over_its_input(empty, "check", "lists.xlsx", "-o", "lists.xlsx")
    arguments = ("check", str(SAMPLE), "--names", "names.html", "-o", "names.html")
    assert refuses_to_write_over_its_input(empty, *arguments)


def test_a_folder_of_documents_takes_a_result_that_is_none_of_them(empty: Shell) -> None:
    (empty.folder / "lists").mkdir()
    shutil.copy(SAMPLE, empty.folder / "lists" / "list.html")
    shutil.copy(SAMPLE, empty.folder / "lists" / "list.txt")
    assert refuses_to_write_over_its_input(empty, "check", "lists", "-o", "lists/list.html")
    empty.ok("-q", "check", "lists/list.txt", "-o", "lists/report.html")
    empty.ok("-q", "check", "lists/list.txt", "-o", "lists/report.html")
