"""Reading documents: what is refused, what is asked for, what is shown."""

import json
import random

import pytest
from shell import PLACE, Shell

from dutygraph.tasks import SAMPLE


def test_parse_prints_the_duty_list_and_touches_no_store(empty: Shell) -> None:
    told = json.loads(empty.ok("parse", str(SAMPLE)))
    assert told["list"]["place"] == PLACE.split("/")
    assert len(told["duties"]) == 42
    assert list(empty.folder.iterdir()) == []


def test_parse_reads_stdin_and_writes_a_file(empty: Shell) -> None:
    printed = empty.ok("parse", "-", stdin=SAMPLE.read_bytes())
    assert json.loads(printed)["list"]["source"]["file"] == "stdin"
    assert "晴溪镇" in printed
    empty.ok("parse", str(SAMPLE), "-o", "list.json")
    assert json.loads((empty.folder / "list.json").read_text(encoding="utf-8"))["duties"]


def test_check_shows_findings_for_people_and_programs(empty: Shell) -> None:
    text = empty.ok("check", str(SAMPLE))
    assert "warning: department without a statement (1) [listed-without-statement]" in text
    told = json.loads(empty.ok("check", str(SAMPLE), "-f", "json"))
    assert {one["file"] for one in told} == {"qingxi.txt"}
    assert {one["severity"] for one in told} == {"warning", "note"}
    assert list(empty.folder.iterdir()) == []


CUT = "一、党的建设（5项）", "一、党的建设（6项）"


def test_strict_stops_at_errors(shell: Shell) -> None:
    faulty = shell.folder / "faulty.txt"
    faulty.write_text(SAMPLE.read_text(encoding="utf-8").replace(*CUT), encoding="utf-8")
    assert shell.run("check", "faulty.txt").returncode == 0
    done = shell.run("check", "--strict", "faulty.txt")
    assert (done.returncode, "[count-mismatch]" in done.stdout) == (1, True)
    assert "1 error" in shell.refused_in_one_line("load", "--strict", "faulty.txt")
    shell.ok("load", "faulty.txt")
    assert shell.rows("summary")[0]["basic"] == 14


def document(rows: str, head: str = "重庆市临江县晴溪镇\n履行职责事项清单\n") -> bytes:
    return f"{head}\n基本履职事项清单\n\n序号\t事项名称\n{rows}".encode()


BAD = {
    "prose": "今天天气很好。\n明天也是。\n".encode(),
    "empty": b"",
    "blank": b"\n \n\t\n",
    "binary": bytes(random.Random(1).randbytes(3000)),
    "image": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100),
    "neither UTF-8 nor GB18030": document("1\t管好。\n") + b"\xff\xff\xff\xff",
    "no duty": document(""),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("command", ["load", "parse", "check", "view"])
def test_what_is_no_duty_list_is_refused_in_one_line(shell: Shell, command: str, name: str) -> None:
    (shell.folder / "bad.txt").write_bytes(BAD[name])
    assert "bad.txt" in shell.refused_in_one_line(command, "bad.txt")


@pytest.mark.parametrize("command", ["load", "parse", "check", "view"])
def test_a_file_that_cannot_be_opened_is_named(shell: Shell, command: str) -> None:
    (shell.folder / "folder").mkdir()
    assert "missing.txt" in shell.refused_in_one_line(command, "missing.txt")
    assert "folder" in shell.refused_in_one_line(command, "folder")


def test_an_incomplete_place_is_asked_for_when_loading(shell: Shell) -> None:
    (shell.folder / "list.txt").write_bytes(document("1\t管好。\n", "晴溪镇\n履行职责事项清单\n"))
    said = shell.refused_in_one_line("load", "list.txt")
    assert "list.txt" in said
    assert "--place" in said
    assert "[place-incomplete]" in shell.ok("check", "list.txt")
    assert json.loads(shell.ok("parse", "list.txt"))["duties"][0]["title"] == "管好。"
    assert "--place" in shell.refused_in_one_line("load", "list.txt", "--place", "晴溪镇")
    shell.ok("load", "list.txt", "--place", "重庆市/临江县/南岸镇")
    assert [row["list"] for row in shell.rows("summary")] == ["重庆市/临江县/南岸镇", PLACE]


def test_all_documents_are_loaded_or_none_and_every_fault_is_named(shell: Shell) -> None:
    (shell.folder / "good.txt").write_bytes(document("1\t管好。\n", "重庆市临江县南岸镇\n"))
    (shell.folder / "one.txt").write_bytes(b"")
    (shell.folder / "two.txt").write_bytes(BAD["prose"])
    said = shell.refused("load", "good.txt", "one.txt", "good.txt", "two.txt")
    faults = [line for line in said.splitlines() if line.startswith("Error: ")]
    assert [line.split(" ")[1] for line in faults] == ["one.txt", "two.txt"]


def test_a_place_and_an_edition_of_ones_own_win(shell: Shell) -> None:
    shell.ok("load", str(SAMPLE), "--place", "重庆市/临江县/南岸镇", "--edition", "2025-06")
    rows = json.loads(shell.ok("lists", "-f", "json"))
    assert [(row["list"], row["edition"], row["held"]) for row in rows] == [
        ("重庆市/临江县/南岸镇", "2025-06", "current"),
        (PLACE, "1", "current"),
    ]
