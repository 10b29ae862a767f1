"""How documents are read: the options that say it, and documents that get in each other's way."""

import json
import os
import sys

import pytest
from shell import Shell

from dutygraph.tasks import SAMPLE

COMMANDS = ("load", "parse", "check", "names", "view")


@pytest.mark.parametrize("edition", ["", "  ", "a@b", "2025/06", "2025\x07", "2025\n06"])
def test_an_edition_that_cannot_be_named_again_is_refused(empty: Shell, edition: str) -> None:
    said = empty.refused("load", str(SAMPLE), "--edition", edition, code=2)
    assert said.startswith("Error: --edition ")
    assert said.count("\n") == 1


def test_blanks_around_an_edition_do_not_count(empty: Shell) -> None:
    told = json.loads(empty.ok("parse", str(SAMPLE), "--edition", " 2025-06 "))
    assert told["list"]["edition"] == "2025-06"


def test_a_place_is_typed_with_the_slashes_of_windows_too(empty: Shell) -> None:
    told = json.loads(empty.ok("parse", str(SAMPLE), "--place", "重庆市\\云阳 县\\龙角镇"))
    assert told["list"]["place"] == ["重庆市", "云阳县", "龙角镇"]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_faulty_option_is_told_once_for_all_documents(empty: Shell, command: str) -> None:
    (empty.folder / "names.csv").write_text("name,other,relation\n县甲局,县乙局,sme\n", "utf-8")
    (empty.folder / "copy.txt").write_bytes(SAMPLE.read_bytes())
    files = [str(SAMPLE), "copy.txt"] if command in ("load", "check") else [str(SAMPLE)]
    said = empty.refused(command, *files, "--names", "names.csv")
    assert said == (
        "Error: names.csv:2: “sme” is no relation; use one of "
        "same/同一, former/曾用名, part-of/隶属, nameplate/挂牌, subordinate/下属, not-same/不同, "
        "not-a-body/不是部门\n"
    )
    assert "--place 龙角镇" in empty.refused_in_one_line(command, *files, "--place", "龙角镇")


def test_every_fault_of_a_names_file_has_a_line_of_its_own(empty: Shell) -> None:
    text = "name,other,relation\n县甲局,县乙局,sme\n,县乙局,same\n"
    (empty.folder / "names.csv").write_text(text, "utf-8")
    said = empty.refused("load", str(SAMPLE), "missing.txt", "--names", "names.csv").splitlines()
    assert [line.split(" ")[1] for line in said] == ["names.csv:2:", "names.csv:3:"]


def test_two_documents_of_one_place_and_edition_are_refused(empty: Shell) -> None:
    other = SAMPLE.read_text(encoding="utf-8").replace("县妇联", "县侨联")
    (empty.folder / "other.txt").write_text(other, "utf-8")
    said = empty.refused_in_one_line("-q", "load", str(SAMPLE), "other.txt")
    assert f"{SAMPLE} and other.txt" in said
    assert "重庆市/临江县/晴溪镇" in said
    place = ("--place", "重庆市/临江县/南岸镇")
    assert "南岸镇" in empty.refused_in_one_line("-q", "load", str(SAMPLE), "other.txt", *place)


def test_one_document_named_twice_is_loaded_once(empty: Shell) -> None:
    (empty.folder / "copy.txt").write_bytes(SAMPLE.read_bytes())
    done = empty.run("load", str(SAMPLE), "copy.txt", str(SAMPLE))
    assert done.returncode == 0
    assert done.stderr.splitlines()[-1].startswith("store: 1 added, 0 replaced, 0 kept")


def test_editions_of_one_place_are_loaded_together(empty: Shell) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    for year in (2024, 2025):
        dated = text.replace("履行职责事项清单\n", f"履行职责事项清单\n{year}年6月\n", 1)
        (empty.folder / f"{year}.txt").write_text(dated, "utf-8")
    empty.ok("load", "2024.txt", "2025.txt", "--place", "重庆市/临江县/南岸镇")
    rows = json.loads(empty.ok("lists", "-f", "json"))
    assert [row["edition"] for row in rows] == ["2025-06", "2024-06"]


@pytest.mark.skipif(sys.platform != "linux", reason="only there a file's name may be any bytes")
def test_a_file_whose_name_is_no_utf_8_is_read_like_any_other(empty: Shell) -> None:
    name = os.fsdecode(b"\xff\xfe.txt")
    (empty.folder / name).write_bytes(SAMPLE.read_bytes())
    told = json.loads(empty.ok("parse", name))
    assert told["list"]["source"]["file"].strip("\ufffd") == ".txt"
    for command in ("load", "check", "view"):
        empty.ok(command, name)
    (empty.folder / name).write_bytes(b"")
    for command in COMMANDS:
        assert ".txt" in empty.refused_in_one_line(command, name)


@pytest.mark.skipif(sys.platform != "linux", reason="only there an argument may be any bytes")
def test_an_option_that_is_no_utf_8_is_refused(empty: Shell) -> None:
    odd = os.fsdecode(b"\xff\xfe")
    assert empty.refused("load", str(SAMPLE), "--edition", odd, code=2).count("\n") == 1
    assert "--place" in empty.refused_in_one_line("load", str(SAMPLE), "--place", f"重庆市/{odd}镇")


def test_a_names_file_is_remembered_with_the_list(empty: Shell) -> None:
    rows_of_file = "县应急管理局,县怪名局,same\n县应急管理局,县别处办,former\n县丙局,县丁局,same\n"
    text = f"name,other,relation\n{rows_of_file}"
    (empty.folder / "names.csv").write_text(text, "utf-8")
    empty.ok("load", str(SAMPLE), "--names", "names.csv")
    rows = json.loads(empty.ok("explain", "县怪名局", "-f", "json"))
    assert ("县怪名局", "县应急管理局", "names-file", None) in [
        (row["written"], row["department"], row["rule"], row["line"]) for row in rows
    ]
    assert empty.rows("duties", "县别处办") == empty.rows("duties", "县应急管理局") != []
    assert "县丁局" in empty.refused_in_one_line("explain", "县丁局")
    assert [row["held"] for row in json.loads(empty.ok("lists", "-f", "json"))] == ["current"]


def test_a_place_that_contradicts_the_document_is_told(empty: Shell) -> None:
    place = ("--place", "重庆市/临江县/南岸镇")
    assert "[place-differs]" in empty.ok("check", str(SAMPLE), *place)
    assert "[place-differs]" not in empty.ok("check", str(SAMPLE))
