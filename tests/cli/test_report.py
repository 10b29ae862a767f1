"""`check -o`: a report as page, workbook or JSON, also on many files and on those not read."""

import json
from pathlib import Path

import pytest
from shell import Shell

SAMPLE = Path(__file__).parents[2] / "dutygraph" / "samples" / "qingxi.txt"


@pytest.fixture
def folder(shell: Shell) -> Shell:
    """Return a shell in a folder with a list, and with a text that is none."""
    lists = shell.folder / "lists"
    lists.mkdir()
    (lists / "a.txt").write_bytes(SAMPLE.read_bytes())
    (lists / "b.txt").write_text("会议通知\n", encoding="utf-8")
    return shell


@pytest.mark.parametrize("name", ["r.html", "r.xlsx", "r.json"])
def test_a_report_names_what_could_not_be_read_and_exits_with_1(folder: Shell, name: str) -> None:
    done = folder.run("check", "lists", "-o", name)
    assert done.returncode == 1
    assert "b.txt holds no readable duty" in done.stderr
    assert (folder.folder / name).stat().st_size > 1000


def test_the_json_report_counts_and_names_the_faults(folder: Shell) -> None:
    folder.run("check", "lists", "-o", "r.json")
    whole, fault = json.loads((folder.folder / "r.json").read_text(encoding="utf-8"))
    assert whole["duties"] == {"basic": 14, "cooperative": 16, "reclaimed": 12}
    assert fault["file"].endswith("b.txt")


def test_a_page_is_chinese_unless_english_is_asked_for(shell: Shell) -> None:
    shell.ok("-q", "check", str(SAMPLE), "-o", "zh.html")
    shell.ok("-q", "--lang", "en", "check", str(SAMPLE), "-o", "en.html")
    assert '<html lang="zh-CN">' in (shell.folder / "zh.html").read_text(encoding="utf-8")
    assert "Check of duty lists" in (shell.folder / "en.html").read_text(encoding="utf-8")


def test_strict_writes_the_report_all_the_same(shell: Shell) -> None:
    (shell.folder / "a.txt").write_text(
        SAMPLE.read_text(encoding="utf-8").replace("一、党的建设（5项）", "一、党的建设（6项）"),
        encoding="utf-8",
    )
    done = shell.run("check", "a.txt", "-o", "r.html", "--strict")
    assert done.returncode == 1
    assert (shell.folder / "r.html").exists()


@pytest.mark.parametrize(
    "arguments", [("-f", "json", "-o", "r.html"), ("-o", "r.docx"), ("-o", "r")]
)
def test_a_form_that_no_report_has_is_wrong_use(shell: Shell, arguments: tuple[str, ...]) -> None:
    shell.refused("check", str(SAMPLE), *arguments, code=2)


def test_two_runs_give_the_same_bytes(shell: Shell) -> None:
    for name in ("r.html", "r.xlsx", "r.json"):
        shell.ok("-q", "check", str(SAMPLE), "-o", name)
        first = (shell.folder / name).read_bytes()
        shell.ok("-q", "check", str(SAMPLE), "-o", name)
        assert (shell.folder / name).read_bytes() == first
