"""The store: lists come, are replaced, kept as older editions, and go."""

import json
from pathlib import Path

import pytest
from shell import PLACE, Shell

from dutygraph.tasks import SAMPLE


def test_a_folder_that_is_no_store_is_refused(empty: Shell) -> None:
    foreign = empty.folder / "foreign"
    foreign.mkdir()
    (foreign / "letter.txt").write_text("mine", encoding="utf-8")
    for arguments in (("load", str(SAMPLE)), ("ask", "pairs"), ("remove", "晴溪镇"), ("export",)):
        assert "foreign" in empty.refused("--store", "foreign", *arguments)
        assert "letter.txt" in empty.refused("--store", "foreign/letter.txt", *arguments)
    assert list(foreign.iterdir()) == [foreign / "letter.txt"]


@pytest.mark.parametrize(
    "arguments", [("ask", "pairs"), ("lists",), ("remove", "晴溪镇"), ("export",), ("view",)]
)
def test_without_a_store_one_line_says_how_to_make_it(
    empty: Shell, arguments: tuple[str, ...]
) -> None:
    assert "load" in empty.refused_in_one_line(*arguments)


def test_loading_again_replaces(shell: Shell) -> None:
    before = shell.ok("export")
    done = shell.run("load", str(SAMPLE))
    assert done.stderr.splitlines()[-1] == ("store: 0 added, 1 replaced, 0 kept as older editions.")
    assert shell.ok("export") == before


def test_another_edition_is_kept_beside_and_comes_back(shell: Shell) -> None:
    before, exported = shell.rows("summary"), shell.ok("export")
    text = SAMPLE.read_text(encoding="utf-8")
    (shell.folder / "new.txt").write_text(
        text.replace("\n配合履职事项清单\n", "15\t新增的事项。\n\n配合履职事项清单\n", 1),
        encoding="utf-8",
    )
    shell.ok("load", "new.txt", "--edition", "2")
    assert shell.rows("summary")[0]["basic"] == 15
    assert shell.rows("summary", "--list", "晴溪镇@1") == before
    assert shell.rows("search", "新增的事项")[0]["number"] == 15
    assert shell.rows("search", "新增的事项", "--list", "晴溪镇@1") == []
    held = [(row["edition"], row["held"]) for row in json.loads(shell.ok("lists", "-f", "json"))]
    assert held == [("2", "current"), ("1", "older")]
    assert "has no edition 3" in shell.refused_in_one_line("ask", "pairs", "--list", "晴溪镇@3")
    done = shell.run("remove", "晴溪镇")
    assert done.stderr.splitlines() == [
        f"{PLACE}@2 was removed.",
        "Edition 1 is the newest again.",
    ]
    assert shell.rows("summary") == before
    assert shell.ok("export") == exported


def test_an_unknown_list_is_refused_with_those_there_are(shell: Shell) -> None:
    assert PLACE in shell.refused_in_one_line("remove", "北镇")
    assert PLACE in shell.refused_in_one_line("ask", "pairs", "--list", "北镇")


@pytest.fixture(scope="module")
def county(real_list: Path, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Return a shell whose store holds the real list."""
    shell = Shell(tmp_path_factory.mktemp("county"))
    shell.ok("load", str(real_list))
    return shell


def test_a_second_list_of_the_county_doubles_every_pair(county: Shell, real_list: Path) -> None:
    one, exported = county.rows("pairs"), county.ok("export")
    county.ok("load", str(real_list), "--place", "重庆市/云阳县/凤鸣镇")
    both = county.rows("pairs")
    assert {(row["first"], row["second"]): row["shared"] for row in both} == {
        (row["first"], row["second"]): 2 * int(str(row["shared"])) for row in one
    }
    table = county.ok("ask", "summary")
    assert "凤鸣镇" in table
    county.ok("remove", "凤鸣镇")
    assert county.ok("export") == exported


def test_bodies_go_with_the_last_list_that_names_them(county: Shell, real_list: Path) -> None:
    exported = county.ok("export")
    other = real_list.read_text(encoding="utf-8").replace("县妇联", "县侨联")
    (county.folder / "other.txt").write_text(other, encoding="utf-8")
    county.ok("load", "other.txt", "--place", "重庆市/云阳县/凤鸣镇")
    assert "/body/县侨联>" in county.ok("export")
    county.ok("remove", "凤鸣镇")
    assert county.ok("export") == exported
    assert "县侨联" in county.refused_in_one_line("ask", "duties", "县侨联")


def test_only_a_whole_place_is_removed(shell: Shell) -> None:
    for written in ("", " ", "溪镇", "临江"):
        shell.refused_in_one_line("remove", written)
    shell.ok("-q", "remove", "临江县/晴溪镇")
