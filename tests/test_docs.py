"""The documents say what the program does: generated pages, examples that run, links that lead."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import forms
import office
import pytest
from system import lacking

import dutygraph
from dutygraph.findings import RULES
from dutygraph.graph.ontology import ontology
from dutygraph.loaders import read_file
from dutygraph.model import Kind
from dutygraph.queries import catalog
from dutygraph.tasks import SAMPLE

DOCUMENTS = ("README.md", "README.zh.md", "docs/guide.md", "docs/guide.zh.md", "CHANGELOG.md")
PROGRAM = f"{shlex.quote(sys.executable)} -m dutygraph"
HEAVY = {"pyoxigraph", "rdflib", "networkx", "pyvis", "click", "rich", "jinja2", "hashlib"}


def text_of(project: Path, name: str) -> str:
    return (project / name).read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    """Return the code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def commands(text: str) -> Iterator[str]:
    """Yield the commands of a document that can be run as they stand, in their order."""
    for found in re.finditer(r"^(dutygraph .+)$|`(dutygraph [^`]+)`", text, re.MULTILINE):
        command = (found[1] or found[2]).partition("  #")[0].partition(" # ")[0].rstrip()
        # Those that need a server run in tests/neo4j.
        served = command.startswith("dutygraph mirror") or "--engine cypher" in command
        if not served and not command.endswith(("…", " NAME", " 名称")):
            yield command


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the documents that the examples are about."""
    if office.find_office() is None:
        lacking("no LibreOffice on PATH; name one in DUTYGRAPH_SOFFICE")
    made = tmp_path_factory.mktemp("documents")
    sample = SAMPLE.read_text(encoding="utf-8")
    for place, name in (("临江县", "云阳县"), ("晴溪", "龙角")):
        sample = sample.replace(place, name)
    for name in ("list.txt", "清单.txt"):
        (made / name).write_text(sample, encoding="utf-8")
    whole = read_file(made / "list.txt")
    for name in ("list.docx", "清单.docx"):
        (made / name).write_bytes(forms.write(whole, "docx"))
    for kind, name in zip(Kind, ("基本.docx", "配合.xlsx", "收回.pdf"), strict=True):
        part = replace(
            whole,
            duties=tuple(whole.of_kind(kind)),
            categories=tuple(one for one in whole.categories if one.kind is kind),
        )
        (made / name).write_bytes(forms.write(part, name.partition(".")[2]))
    for folder in ("lists", "清单"):
        (made / folder).mkdir()
        (made / folder / "a.docx").write_bytes((made / "list.docx").read_bytes())
    return made


@pytest.fixture
def folder(documents: Path, tmp_path: Path) -> Path:
    """Return a folder of its own with those documents."""
    shutil.copytree(documents, tmp_path, dirs_exist_ok=True)
    return tmp_path


def run(command: str, folder: Path) -> str:
    done = subprocess.run(
        ["bash", "-c", command.replace("dutygraph", PROGRAM, 1)],
        cwd=folder,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr if "Traceback" in done.stderr else "") == (0, ""), command
    return done.stdout


@pytest.mark.parametrize(
    ("name", "count"),
    [("README.md", 10), ("README.zh.md", 9), ("docs/guide.md", 8), ("docs/guide.zh.md", 8)],
)
def test_the_commands_of_a_document_run(project: Path, folder: Path, name: str, count: int) -> None:
    found = list(commands(text_of(project, name)))
    assert len(found) >= count
    for command in found:
        run(command, folder)


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_python_example_runs(project: Path, folder: Path, name: str) -> None:
    [example] = blocks(text_of(project, name), "python")
    done = subprocess.run(
        [sys.executable, "-c", example], cwd=folder, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines()[0] == "县住房城乡建委 县规划自然资源局 4"


@pytest.mark.parametrize("name", ["guide.md", "guide.zh.md"])
def test_the_names_file_of_the_guide_is_read(project: Path, folder: Path, name: str) -> None:
    [example] = blocks(text_of(project, f"docs/{name}"), "csv")
    (folder / "names.csv").write_text(example, encoding="utf-8")
    run("dutygraph check list.txt --names names.csv", folder)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion_is_what_the_guide_says(project: Path, folder: Path, shell: str) -> None:
    variable = f"_DUTYGRAPH_COMPLETE={shell}_source"
    for name in ("guide.md", "guide.zh.md"):
        assert f"{variable} dutygraph" in text_of(project, f"docs/{name}")
    assert "_DUTYGRAPH_COMPLETE" in run(f"export {variable}; dutygraph", folder)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(project: Path, name: str) -> None:
    here = (project / name).parent
    links = re.findall(r"\]\(([^)#\s]+)", text_of(project, name))
    local = [link for link in links if not link.startswith(("https://", "http://"))]
    assert [link for link in local if not (here / link).exists()] == []


@pytest.mark.parametrize("name", ["guide.md", "guide.zh.md"])
def test_the_guide_names_every_question_and_finding(project: Path, name: str) -> None:
    text = text_of(project, f"docs/{name}")
    [table] = re.findall(r"^\| (?:question|问题) \|.*\n(?:\|.*\n)+", text, re.MULTILINE)
    named = re.findall(r"^\| `([a-z-]+)", table, re.MULTILINE)
    assert sorted(named) == sorted(catalog.names())
    if name == "guide.md":
        severities = re.findall(r"^- \*(\w+)\*: .*?\((.*)\)$", text, re.MULTILINE)
        rules = {
            rule: level for level, names in severities for rule in re.findall(r"`(.*?)`", names)
        }
        assert rules == {rule: spec.severity for rule, spec in RULES.items()}


@pytest.mark.parametrize("name", ["ontology.md", "neo4j-schema.md", "cli.md"])
def test_generated_pages_are_up_to_date(project: Path, tmp_path: Path, name: str) -> None:
    """Run `make docs` after a change of the vocabulary or the command line."""
    program = [sys.executable, str(project / "tools" / "docs.py"), str(tmp_path)]
    subprocess.run(program, env={**os.environ, "LANG": "zh_CN.UTF-8"}, check=True)
    made = (tmp_path / name).read_text(encoding="utf-8")
    assert text_of(project, f"docs/{name}") == made


def test_the_reference_names_every_term(project: Path) -> None:
    page = text_of(project, "docs/ontology.md")
    terms = ontology()
    assert all(f"| `dg:{name}` |" in page for name in (*terms.classes, *terms.properties))
    assert all(f"| `dg:{scheme}` | `{code}` |" in page for scheme, code in terms.codes)


# The public names


def test_every_public_name_is_there() -> None:
    assert sorted(dutygraph.__all__) == list(dutygraph.__all__)
    for name in dutygraph.__all__:
        assert getattr(dutygraph, name) is not None
        assert name in dir(dutygraph)
    with pytest.raises(AttributeError, match="no attribute 'colour'"):
        getattr(dutygraph, "colour")  # noqa: B009 - type checkers see that it is not there


def test_the_types_and_the_lazy_names_agree() -> None:
    """What type checkers see under TYPE_CHECKING is what a program gets."""
    source = Path(str(dutygraph.__file__)).read_text(encoding="utf-8")
    seen = {
        name: module
        for module, names in re.findall(r"    from dutygraph\.(\S+) import (.+)", source)
        for name in names.split(", ")
    }
    assert seen == dutygraph._HOMES
    assert sorted([*seen, "__version__"]) == list(dutygraph.__all__)


def test_importing_the_package_imports_nothing_else() -> None:
    program = "import sys, dutygraph; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, encoding="utf-8"
    )
    loaded = set(done.stdout.split())
    assert not HEAVY & loaded
    assert {name for name in loaded if name.startswith("dutygraph.")} == set()
