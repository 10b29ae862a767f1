"""Files that are whole or not there, and errors as lines."""

import json
import os
import sys
from pathlib import Path

import pytest

from dutygraph import messages, terminal
from dutygraph.errors import DutygraphError


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "答案.csv"
    with terminal.whole_file(path) as file:
        file.write(b"1")
        assert not path.exists()
    assert path.read_bytes() == b"1"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_half_written_file_is_not_left_behind(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "a.csv"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(error), terminal.whole_file(path) as file:  # noqa: PT012 - half a file first
        file.write(b"half")
        raise error
    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "a.csv"
    with (
        pytest.raises(DutygraphError, match=r"a\.csv cannot be written: No such file"),
        terminal.whole_file(path),
    ):
        pytest.fail("the file was opened")


def test_errors_become_one_line_each() -> None:
    one, two = DutygraphError("{file}: bad", file="a.txt"), DutygraphError("{n} bad", n=2)
    assert terminal.say(one, messages.N_) == "Error: a.txt: bad"
    both = DutygraphError("two documents", each=(one, two))
    assert terminal.say(both, messages.N_) == "Error: a.txt: bad\nError: 2 bad"


def test_json_is_unescaped_and_ends_its_line() -> None:
    text = terminal.json_text([{"部门": "县公安局", "n": 1}])
    assert "县公安局" in text
    assert text.endswith("]\n")
    assert json.loads(text) == [{"部门": "县公安局", "n": 1}]


@pytest.mark.parametrize(("columns", "width"), [("", 80), ("100", 100), ("0", 80), ("x", 80)])
def test_a_pipe_is_eighty_columns_wide(
    monkeypatch: pytest.MonkeyPatch, columns: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        monkeypatch.setattr(sys, "stdout", nowhere)
        assert not nowhere.isatty()
        assert terminal.width() == width
