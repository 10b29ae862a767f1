"""Two languages on the terminal: the catalogue is complete, and the right one is shown."""

import os
import pty
import re
import string
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from messages import MO, PO, compiled, merged, read, untranslated, written

from dutygraph.findings import RULES
from dutygraph.messages import chosen_language, translator
from dutygraph.queries import catalog
from dutygraph.queries.explain import ExplainRow
from dutygraph.queries.holdings import HoldingRow
from dutygraph.tables import _CODES, _WORDS

COMMANDS = (
    *(["ask"], ["check"], ["demo"], ["explain"], ["export"], ["lists"], ["load"], ["parse"]),
    *(["names"], ["query"], ["remove"], ["view"]),
)
HELPS = ([], *COMMANDS, *(["ask", name] for name in catalog.names()))

CHINESE = re.compile(r"[\u4e00-\u9fff：]")
SENTENCE = re.compile(r"[A-Za-z]*[a-z][A-Za-z']*(?: +[A-Za-z']*[a-z][A-Za-z']*){2}")
"""Three English words in a row; FILE and --list are none."""

CALL = re.compile(r"dutygraph(?: ask)?(?: [a-z-]+)?")

chinese = translator("zh")


def entries() -> list[Message]:
    return [entry for entry in read(PO) if entry.id]


def forms(value: str | Sequence[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())


def fields(text: str) -> set[str]:
    """Return the {fields} of a message, with their conversions, and its %(fields)s."""
    braces = {f"{name}!{how}" for _, name, _, how in string.Formatter().parse(text) if name}
    return braces | set(re.findall(r"%\(\w+\)\w", text))


def run(*arguments: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program on a pipe, with no settings of a language but those given."""
    return subprocess.run(
        [sys.executable, "-m", "dutygraph", *arguments],
        capture_output=True,
        check=False,
        cwd=folder,
        env=environment(**variables),
        timeout=60,
    )


def environment(**variables: str) -> dict[str, str]:
    of_language = ("LC_", "LANG", "PYTHONIOENCODING", "PYTHONUTF8", "COLUMNS", "DUTYGRAPH_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(of_language)}
    return kept | variables


# The catalogue


def test_every_message_has_chinese() -> None:
    assert untranslated(read(PO)) == []


def test_a_message_without_one_of_its_forms_counts_as_untranslated() -> None:
    known = read(PO)
    known.add(("{count} list", "{count} lists"), ("",))
    known.add("never seen")
    assert untranslated(known) == [("{count} list", "{count} lists"), "never seen"]


def test_the_catalogue_holds_what_the_sources_say_and_nothing_else() -> None:
    assert {entry.id for entry in entries()} == {entry.id for entry in merged() if entry.id}


def test_gathering_again_changes_no_byte() -> None:
    assert written(merged()) == PO.read_bytes()


def test_the_compiled_file_is_that_of_the_catalogue() -> None:
    assert compiled(read(PO)) == MO.read_bytes()


def test_nothing_is_doubtful_or_obsolete() -> None:
    known = read(PO)
    assert [entry.id for entry in known if entry.id and entry.fuzzy] == []
    assert dict(known.obsolete) == {}


def test_translations_fill_in_the_same_fields() -> None:
    different = [
        (entry.id, entry.string)
        for entry in entries()
        for said in forms(entry.string)
        # A plural's forms may leave out what the singular spells, so the last one counts.
        if fields(said) != fields(forms(entry.id)[-1])
    ]
    assert different == []


def test_translations_are_chinese_and_keep_to_the_glossary() -> None:
    said = [(entry.id, form) for entry in entries() for form in forms(entry.string)]
    assert [pair for pair in said if not CHINESE.search(pair[1])] == []
    assert [pair for pair in said if re.search("牵头部门|主责|三元组", pair[1])] == []


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_chinese_headline_and_hint(rule: str) -> None:
    for words in (RULES[rule].headline, RULES[rule].hint):
        assert CHINESE.search(chinese(words))


def columns() -> Iterator[str]:
    for name in catalog.names():
        yield from (column.name for column in catalog.question(name).columns)
    yield from (*ExplainRow._fields, *HoldingRow._fields)


@pytest.mark.parametrize("column", sorted(set(columns())))
def test_every_column_has_a_short_chinese_header(column: str) -> None:
    header = chinese(_WORDS[column])
    assert CHINESE.search(header)
    assert len(header) <= 6


def test_every_code_in_a_cell_has_chinese() -> None:
    assert [code for code, word in _CODES.items() if not CHINESE.search(chinese(word))] == []


def test_a_finding_reads_naturally_with_what_is_filled_in() -> None:
    hint = chinese(RULES["list-missing"].hint).format(kind=chinese("basic"))
    assert hint == "未找到“基本”部分：请核对文件是否完整。"


# Help


@pytest.mark.parametrize("command", HELPS, ids=" ".join)
def test_help_is_chinese_throughout_and_fits_the_screen(command: list[str], tmp_path: Path) -> None:
    done = run("--lang", "zh", *command, "--help", folder=tmp_path, LC_ALL="C")
    text = done.stdout.decode()
    assert done.returncode == 0
    assert text.startswith("用法：dutygraph")
    assert "显示此帮助并退出。" in text
    assert SENTENCE.findall(CALL.sub("", text)) == []
    assert [line for line in text.splitlines() if len(line.encode("gbk")) > 80] == []


def test_help_at_a_terminal_has_chinese_titles(tmp_path: Path) -> None:
    code, text = at_terminal("--lang", "zh", "--help", folder=tmp_path, LC_ALL="C.UTF-8")
    assert code == 0
    assert all(title in text.decode() for title in ("用法：", "选项", "命令", "默认："))
    assert not re.search("Usage|Options|Commands|default", text.decode())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check"], "错误：缺少参数 'FILES...'"),
        (["--nope"], "错误：没有选项 '--nope'。"),
        (["nope"], "错误：没有命令 'nope'。"),
        (
            ["ask", "pairs", "-f", "xml"],
            "'xml' 不在可选值 'table', 'json', 'csv', 'tsv', 'xlsx' 之中。",
        ),
        (["ask", "pairs", "more"], "错误：多余的参数（more）"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_is_told_in_chinese(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = run("--lang", "zh", *arguments, folder=tmp_path)
    assert said in done.stderr.decode()
    assert SENTENCE.findall(CALL.sub("", done.stderr.decode())) == []
    assert done.returncode == 2


def test_a_missing_file_is_told_in_chinese_with_its_reason(tmp_path: Path) -> None:
    done = run("--lang", "zh", "check", "nope.txt", folder=tmp_path)
    assert done.stderr.decode() == "错误：无法读取 nope.txt：没有此文件或文件夹。\n"
    assert done.returncode == 1


# Which language


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LC_ALL": "zh_CN.GBK"}, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.GBK"}, "zh"),
        ({"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({}, "en"),
    ],
    ids=str,
)
def test_the_locale_chooses_the_language(
    variables: dict[str, str], language: str, tmp_path: Path
) -> None:
    done = run("lists", "--help", folder=tmp_path, **variables)
    assert done.stdout.decode().startswith({"zh": "用法：", "en": "Usage: "}[language])


def test_lang_wins_over_the_locale(tmp_path: Path) -> None:
    english = run("--lang", "en", "lists", "--help", folder=tmp_path, LC_ALL="zh_CN.UTF-8")
    spelt_together = run("--lang=zh", "lists", "--help", folder=tmp_path, LC_ALL="C")
    assert english.stdout.decode().startswith("Usage: ")
    assert spelt_together.stdout.decode().startswith("用法：")


def test_another_language_is_refused_in_the_language_of_the_locale(tmp_path: Path) -> None:
    done = run("--lang", "fr", "lists", folder=tmp_path, LC_ALL="zh_CN.UTF-8")
    assert "'fr' 不在可选值 'zh', 'en' 之中。" in done.stderr.decode()
    assert done.returncode == 2


def test_an_option_that_lacks_its_language_leaves_that_of_the_locale(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert chosen_language(["--lang"]) == "zh"
    assert chosen_language(["--lang", "en"]) == "en"


# Consoles without UTF-8


def at_terminal(*arguments: str, folder: Path, **variables: str) -> tuple[int, bytes]:
    """Run the program at a terminal of 80 columns; return its exit code and what it showed."""
    outer, inner = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "dutygraph", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=inner,
        stderr=inner,
        cwd=folder,
        env=environment(TERM="dumb", COLUMNS="80", **variables),
    ) as process:
        os.close(inner)
        shown = b"".join(iter(lambda: _read(outer), b""))
    os.close(outer)
    return process.returncode, shown


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so at the end of a terminal
        return b""


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "cp437"])
def test_a_console_without_utf8_shows_what_it_can(encoding: str, tmp_path: Path) -> None:
    # 㙟 stands in no GBK table; U+FFFD and 😀 neither.
    (tmp_path / "㙟😀.txt").write_text("\ufffd", encoding="utf-8")
    code, shown = at_terminal(
        "--lang", "zh", "check", "㙟😀.txt", folder=tmp_path, PYTHONIOENCODING=encoding
    )
    assert code == 1
    assert b"Traceback" not in shown
    if encoding == "gbk":
        assert "清单" in shown.decode("gbk")


def test_help_on_a_gbk_console_is_gbk(tmp_path: Path) -> None:
    code, shown = at_terminal("--lang", "zh", "--help", folder=tmp_path, PYTHONIOENCODING="gbk")
    assert code == 0
    assert "履行职责事项清单" in shown.decode("gbk")


def test_a_pipe_gets_utf8_whatever_the_console_takes(tmp_path: Path) -> None:
    done = run("--lang", "zh", "--help", folder=tmp_path, PYTHONIOENCODING="gbk")
    assert done.returncode == 0
    assert "履行职责事项清单" in done.stdout.decode("utf-8")
