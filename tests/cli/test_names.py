"""Names are reviewed: written by one command, edited by a person, given back to all others."""

import json
from pathlib import Path

import pytest
from shell import Shell

DUTY = "1\t禁毒\t县发展改革委、县公安局\t县发改革委：批。县公安局：查。\t宣传。\n"
LIST = (
    "重庆市云阳县龙角镇\n履行职责事项清单\n配合履职事项清单\n"
    f"序号\t事项名称\t对应上级部门\t上级部门职责\t镇配合职责\n{DUTY}"
)
OPEN = "县发展改革委,县发改革委,,,,待定"


@pytest.fixture
def office(empty: Shell) -> Shell:
    """Return a shell in a folder with a list that holds a name to be decided."""
    (empty.folder / "list.txt").write_text(LIST, encoding="utf-8")
    return empty


def edit(folder: Path, before: str, after: str) -> None:
    """Do what Excel does: save the file in the encoding of a Chinese Windows."""
    path = folder / "names.csv"
    text = path.read_bytes().decode("utf-8-sig")
    assert before in text
    path.write_bytes(text.replace(before, after).encode("gb18030"))


def doubts(shell: Shell, *options: str) -> list[str]:
    told = json.loads(shell.ok("parse", "list.txt", *options))
    return [one["rule"] for one in told["findings"] if one["rule"].startswith("name-")]


def test_what_a_person_decides_counts_from_then_on(office: Shell) -> None:
    assert doubts(office) == ["name-guessed"]
    office.ok("names", "list.txt", "-o", "names.csv")
    edit(office.folder, OPEN, OPEN.replace(",,,,", ",同一,,,"))
    assert doubts(office, "--names", "names.csv") == []
    office.ok("names", "list.txt", "--names", "names.csv", "-o", "names.csv")
    assert "县发展改革委,县发改革委,同一,,,已定" in (office.folder / "names.csv").read_text("utf-8")
    assert doubts(office, "--names", "names.csv") == []


def test_a_file_is_written_for_excel(office: Shell) -> None:
    said = office.run("names", "list.txt", "-o", "names.csv").stderr
    assert said == "1 names to decide, 0 unresolved, 2 resolved.\n"
    data = (office.folder / "names.csv").read_bytes()
    assert data.startswith("\ufeff范围,名称,写法,关系,类型,备注,状态,规则,位置\r\n".encode())
    assert data.count(b"\n") == data.count(b"\r\n") == 4


def test_a_pipe_gets_plain_csv_in_the_language_asked_for(office: Shell) -> None:
    text = office.ok("-q", "--lang", "en", "names", "list.txt")
    header, first, *_ = text.split("\n")
    assert header == "scope,name,other,relation,type,note,status,rule,where"
    assert first == ("重庆市/云阳县,县发展改革委,县发改革委,,,,suggested,short form,line 5")
    assert "\r" not in text


def test_decisions_are_never_overwritten(office: Shell) -> None:
    office.ok("-q", "names", "list.txt", "-o", "names.csv")
    said = office.refused("names", "list.txt", "-o", "names.csv", code=2)
    assert "names.csv is there already" in said
    assert "--names" in said


def test_only_csv_is_written(office: Shell) -> None:
    said = office.refused("names", "list.txt", "-o", "names.xlsx", code=2)
    assert "ends in .csv" in said


def test_a_list_without_its_whole_place_is_refused(office: Shell) -> None:
    text = LIST.replace("重庆市云阳县", "")
    (office.folder / "list.txt").write_text(text, encoding="utf-8")
    assert "--place" in office.refused_in_one_line("names", "list.txt", "-o", "names.csv")
    told = office.ok("-q", "names", "list.txt", "--place", "重庆市/云阳县/龙角镇")
    assert told.split("\n")[1].startswith("重庆市/云阳县,")


def test_what_can_be_read_is_written_and_the_rest_is_told(office: Shell) -> None:
    other = LIST.replace("龙角镇", "双江街道")
    (office.folder / "other.txt").write_text(other, encoding="utf-8")
    done = office.run("-q", "names", "list.txt", "other.txt", "missing.txt", "-o", "names.csv")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "missing.txt" in done.stderr
    text = (office.folder / "names.csv").read_text(encoding="utf-8")
    assert f"{OPEN},简称,list.txt 第 5 行、other.txt 第 5 行\n" in text
