"""Streams, wrong use, and two languages."""

import subprocess

import pytest
from shell import PROGRAM, Shell
from wcwidth import wcswidth

from dutygraph.tasks import SAMPLE

# Streams


@pytest.mark.parametrize("arguments", [("ask", "duties", "-f", "json"), ("export",), ("ask",)])
def test_a_reader_that_goes_away_is_no_error(reading: Shell, arguments: tuple[str, ...]) -> None:
    process = subprocess.Popen(
        [*PROGRAM, *arguments],
        cwd=reading.folder,
        env=reading.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait(timeout=30)


def test_pipes_are_utf_8_without_colour_whatever_the_console(reading: Shell) -> None:
    done = reading.run("ask", "pairs", PYTHONIOENCODING="gbk", FORCE_COLOR="1")
    assert "县公安局" in done.stdout
    assert "\x1b" not in done.stdout + reading.run("--help", FORCE_COLOR="1").stdout


def test_remarks_are_silenced(shell: Shell) -> None:
    assert shell.run("-q", "load", str(SAMPLE)).stderr == ""
    assert "42 duties" in shell.run("load", str(SAMPLE)).stderr


# Wrong use


@pytest.mark.parametrize(
    "arguments",
    [
        ("paint",),
        ("load",),
        ("parse",),
        ("load", "a.txt", "--jobs", "0"),
        ("load", "--wait", "soon", "a.txt"),
        ("ask", "weather"),
        ("ask", "pairs", "--min", "many"),
        ("ask", "pairs", "-f", "docx"),
        ("ask", "pairs", "-o", "pairs.docx"),
        ("ask", "duty", "配合"),
        ("ask", "duty", "配合", "四"),
        ("ask", "duty", "圆", "4"),
        ("ask", "shared", "县公安局"),
        ("ask", "search"),
        ("ask", "search", ""),
        ("export", "-f", "docx"),
        ("export", "-o", "graph.docx"),
        ("--lang", "fr", "ask"),
        ("query",),
    ],
)
def test_wrong_use_ends_with_two(shell: Shell, arguments: tuple[str, ...]) -> None:
    assert shell.refused(*arguments, code=2)


# Two languages


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--lang", "zh", "--help"), "载入"),
        (("--lang", "zh", "ask", "pairs", "--help"), "部门"),
        (("--lang", "zh", "ask", "summary"), "基本"),
        (("--lang=zh", "check", str(SAMPLE)), "警告"),
        (("--lang", "en", "ask", "summary"), "basic"),
    ],
)
def test_the_language_is_that_of_the_option(
    reading: Shell, arguments: tuple[str, ...], words: str
) -> None:
    assert words in reading.ok(*arguments)


def test_the_language_is_that_of_the_locale(reading: Shell) -> None:
    assert "基本" in reading.run("ask", "summary", LC_ALL="zh_CN.UTF-8").stdout
    assert "basic" in reading.run("ask", "summary", LC_ALL="de_DE.UTF-8").stdout


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "arguments", [("--help",), ("ask",), ("ask", "pairs", "-h"), ("load", "-h"), ("check", "-h")]
)
def test_help_fits_eighty_columns_and_is_whole(
    reading: Shell, language: str, arguments: tuple[str, ...]
) -> None:
    text = reading.ok("--lang", language, *arguments)
    assert [line for line in text.splitlines() if wcswidth(line) > 80] == []
    assert "..." not in text.replace("[ARGS]...", "").replace("FILES...", "")


def test_check_shows_the_others_beside_a_file_that_cannot_be_read(reading: Shell) -> None:
    done = reading.run("check", "missing.txt", str(SAMPLE))
    assert done.returncode == 1
    assert "missing.txt cannot be read" in done.stderr
    assert "qingxi.txt: " in done.stdout
