"""The same document in other clothes is the same duty list: words, cells, tags, bytes, cuts."""

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dutygraph.as_json import as_json
from dutygraph.loaders import read_bytes
from dutygraph.model import DutyList, Kind

Change = Callable[[str], str]
Object = dict[str, Any]
NAMES = ("real", "sample")
_TAG = re.compile(r"<[^>]*>")
_OL = re.compile(r"(<ol[^>]*>)(.*?)(?=<p>|<ol|\t|\n|$)")


@pytest.fixture(scope="session", params=NAMES)
def text(request: pytest.FixtureRequest, sample_path: Path) -> str:
    """Return the text of the real list, then of the sample list."""
    real = request.param == "real"
    path: Path = request.getfixturevalue("real_list") if real else sample_path
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def original(text: str) -> DutyList:
    """Return the duty list of the unchanged text."""
    return read(text)


def read(text: str) -> DutyList:
    return read_bytes(text.encode(), "list.txt")


def whole(duty_list: DutyList) -> Object:
    """Return everything but the file's name and hash."""
    found: Object = json.loads(json.dumps(as_json(duty_list, str)))
    del found["list"]["source"]
    return found


def content(duty_list: DutyList) -> Object:
    """Return what the list says, without positions and findings, with mentioned bodies."""
    found: Object = without_positions(whole(duty_list))
    del found["findings"]
    for row, duty in zip(found["duties"], duty_list.duties, strict=True):
        statements = [one.mentions for one in (*duty.statements, *duty.township)]
        row["mentions"] = [list(one) for one in statements]
        row["mentions"] += [list(one.mentions) for one in duty.methods]
    return found


def without_positions(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: without_positions(one) for name, one in value.items() if name != "positions"}
    return [without_positions(one) for one in value] if isinstance(value, list) else value


def rules(duty_list: DutyList) -> Counter[str]:
    return Counter(one.rule for one in duty_list.findings)


# Levels are variables


@pytest.mark.parametrize(
    "words",
    [
        {"县": "区", "区": "县", "镇": "街道", "街道": "镇"},
        {"县": "区", "镇": "街道"},
        {"县": "区"},
        {"县": "市"},
        {"县": "旗", "镇": "苏木"},
        {"镇": "街道"},
        {"镇": "乡"},
    ],
    ids=lambda words: "-".join(map("".join, words.items())),
)
def test_levels_are_variables(text: str, original: DutyList, words: dict[str, str]) -> None:
    word = re.compile("|".join(words))

    def replaced(before: str) -> str:
        return word.sub(lambda found: words[found[0]], before)

    changed = read(replaced(text))
    assert content(changed) == json.loads(
        replaced(json.dumps(content(original), ensure_ascii=False))
    )
    odd = {"level-mismatch"}
    assert {k: n for k, n in rules(changed).items() if k not in odd} == {
        k: n for k, n in rules(original).items() if k not in odd
    }


# Another table, the same cells


def framed(text: str) -> str:
    """Turn tabs into a Markdown table: pipes around each row, a rule under each header."""
    lines = []
    for line in text.split("\n"):
        cells = line.split("\t")
        lines.append(f"| {' | '.join(cells)} |" if len(cells) > 1 else line)
        if cells[0] == "序号":
            lines.append("|" + " --- |" * len(cells))
    return "\n".join(lines)


def exchanged(text: str) -> str:
    """Exchange the last two columns of the cooperative list, headers and continuations too."""
    rows = (line.split("\t") for line in text.split("\n"))
    return "\n".join(
        "\t".join([*row[:3], row[4], row[3]] if len(row) == 5 else row) for row in rows
    )


def with_items(text: str) -> str:
    """Give the numbered statements of a list without items the items that it should have."""

    def items(block: re.Match[str]) -> str:
        texts = re.split(r"(?:^|(?<=。)|(?<=\s))\s*\d+\.\s*(?!\d)", block[2])
        if len(texts) == 1:
            return block[0]
        return block[1] + "".join(f"<li>{one.strip()}</li>" for one in texts if one) + "</ol>"

    return _OL.sub(items, text)


def without_repeated_headers(text: str) -> str:
    seen: set[str] = set()
    lines = []
    for line in text.split("\n"):
        if line.startswith("序号") and line in seen:
            continue
        seen.add(line)
        lines.append(line)
    return "\n".join(lines)


SAME_TEXTS: dict[str, Change] = {
    "naive pipes": lambda text: text.replace("\t", "|"),
    "framed pipes": framed,
    "pipes and CRLF": lambda text: framed(text).replace("\n", "\r\n"),
    "last two columns exchanged": exchanged,
    "lists closed": lambda text: _OL.sub(r"\1\2</ol>", text),
    "items in lists": with_items,
    "capital tags": lambda text: _TAG.sub(lambda tag: tag[0].upper(), text),
    "tags with attributes": lambda text: text.replace("<p>", '<p class="a" style="b: c;">'),
    "paragraphs not closed": lambda text: text.replace("</p>", ""),
    "paragraphs as divisions": lambda text: text.replace("<p>", "<div>").replace("</p>", "</div>"),
    "paragraphs cut by br": lambda text: text.replace("</p> <p>", "<br/>"),
    "lists closed, else only br": lambda text: re.sub("</?p>", "<br>", _OL.sub(r"\1\2</ol>", text)),
    "no white space between tags": lambda text: re.sub("> +<", "><", text),
    "bold and span": lambda text: text.replace("<p>", "<p><b><span>").replace(
        "</p>", "</span></b></p>"
    ),
    "full-width digits": lambda text: re.sub(
        r"(?<=<p>)\d+(?=\.)|^\d+(?=\t)",
        lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in number[0]),
        text,
        flags=re.MULTILINE,
    ),
    "numbers with 、": lambda text: re.sub(r"(?<=<p>)(\d+)\.", r"\1、", text),
    "numbers of rows with a stop": lambda text: re.sub(
        r"^(\d+)(?=\t)", r"\1.", text, flags=re.MULTILINE
    ),
    "Markdown headings and bold": lambda text: re.sub(
        r"(?<=<p>)([^<>：]{2,40}：)(?=</p>)",
        r"**\1**",
        re.sub(
            r"^([一二三四五六七八九]、.*?[）)])",
            r"**\1**",
            re.sub(r"^(\S*清单|目 录|重庆市\S*)$", r"## \1", framed(text), flags=re.MULTILINE),
            flags=re.MULTILINE,
        ),
    ),
    "white space around cells": lambda text: text.replace("\t", " \t　"),
    "no headers but the first": without_repeated_headers,
}


@pytest.mark.parametrize("change", SAME_TEXTS.values(), ids=SAME_TEXTS.keys())
def test_same_texts_in_another_table(text: str, original: DutyList, change: Change) -> None:
    assert change(text) != text
    assert content(read(change(text))) == content(original)


# Other bytes


BYTES: dict[str, Callable[[str], bytes]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "byte-order mark": lambda text: text.encode("utf-8-sig"),
    "GB18030": lambda text: text.encode("gb18030"),
    "no line feed at the end": lambda text: text.rstrip("\n").encode(),
    "blank lines at the end": lambda text: (text + "\n \n\t\n").encode(),
}


@pytest.mark.parametrize("encode", BYTES.values(), ids=BYTES.keys())
def test_same_text_in_other_bytes(
    text: str, original: DutyList, encode: Callable[[str], bytes]
) -> None:
    assert whole(read_bytes(encode(text), "list.txt")) == whole(original)


# Tags lost


def test_without_tags_only_lists_without_numbers_differ(text: str, original: DutyList) -> None:
    changed = read(_TAG.sub("", text))
    findings = {one.position.line for one in changed.findings if one.rule == "sentences-not-split"}
    differing = Counter[str]()
    for before, after in zip(original.duties, changed.duties, strict=True):
        for field in ("statements", "township"):
            old, new = getattr(before, field), getattr(after, field)
            if old != new:
                differing[field] += 1
                assert {place.line for one in new for place in one.positions} & findings
                assert "".join(one.text for one in old) == "".join(one.text for one in new)
                assert [*dict.fromkeys(one.bearers for one in old)] == [one.bearers for one in new]
        assert (before.title, before.departments, before.placeholders) == (
            after.title,
            after.departments,
            after.placeholders,
        )
        assert (before.transfer, before.discontinued, before.cites) == (
            after.transfer,
            after.discontinued,
            after.cites,
        )
    # Cooperative 1 and 2 of the real list, 1 of the sample: five and three blocks in these cells.
    real = len(original.duties) == 283
    assert differing == (
        {"statements": 2, "township": 2} if real else {"statements": 1, "township": 1}
    )


@pytest.mark.parametrize("gap", ["", " "])
def test_without_tags_and_white_space_numbers_and_headings_are_still_found(
    text: str, original: DutyList, gap: str
) -> None:
    """Other forms glue the paragraphs: no blank stands after 。, ： and the tags that are gone."""

    def glued(line: str) -> str:
        return re.sub(r"(?<=[。；：:])\s+", gap, _TAG.sub("", line))

    changed = read("\n".join("\t".join(map(glued, line.split("\t"))) for line in text.split("\n")))
    for before, after in zip(original.duties, changed.duties, strict=True):
        assert after.departments == before.departments
        assert [one.name for one in after.receivers] == [one.name for one in before.receivers]
        if not any("。" in one.text[:-1] for one in (*after.statements, *after.township)):
            assert after.statements == before.statements
            assert after.township == before.township


# Parts lost


def lines_of(duty_list: DutyList, kind: Kind) -> list[int]:
    return [one.positions[0].line for one in duty_list.of_kind(kind)]


def test_last_page_cut_off(text: str, original: DutyList) -> None:
    last = original.duties[-1].positions[0].line
    lines = text.split("\n")
    start = max(n for n, line in enumerate(lines[: last - 1]) if not line.strip())
    changed = read("\n".join(lines[:start]))
    kept = [one for one in original.duties if one.positions[-1].line <= start]
    assert len(kept) < len(original.duties)
    assert list(changed.duties[: len(kept)]) == kept
    mismatches = [one for one in changed.findings if one.rule == "count-mismatch"]
    begun = [one.name for one in original.categories if one.positions[0].line <= start]
    assert [one.text for one in mismatches] == begun[-1:]


def test_cut_in_the_middle_of_a_list(text: str, original: DutyList) -> None:
    cooperative = lines_of(original, Kind.COOPERATIVE)
    cut = cooperative[len(cooperative) // 2]
    changed = read("\n".join(text.split("\n")[: cut - 1]))
    kept = [one for one in original.duties if one.positions[0].line < cut]
    assert [(one.kind, one.number, one.title) for one in changed.duties] == [
        (one.kind, one.number, one.title) for one in kept
    ]
    assert rules(changed)["list-missing"] == 1
    assert rules(changed)["count-mismatch"] == 1


@pytest.mark.parametrize("kind", Kind)
def test_whole_list_missing(text: str, original: DutyList, kind: Kind) -> None:
    lines = text.split("\n")
    starts = [
        max(n for n, line in enumerate(lines[: lines_of(original, one)[0]]) if "清单" in line)
        for one in Kind
    ] + [len(lines)]
    at = list(Kind).index(kind)
    changed = read("\n".join(lines[: starts[at]] + lines[starts[at + 1] :]))
    rest = [one for one in original.duties if one.kind is not kind]
    assert [(one.kind, one.number, one.title) for one in changed.duties] == [
        (one.kind, one.number, one.title) for one in rest
    ]
    missing = [one for one in changed.findings if one.rule == "list-missing"]
    assert [one.values for one in missing] == [(("kind", str(kind)),)]
    assert not rules(changed)["count-mismatch"]


@pytest.mark.parametrize("kind", Kind)
def test_number_missing_and_repeated(text: str, original: DutyList, kind: Kind) -> None:
    duty = next(one for one in original.of_kind(kind) if one.number == 5)
    lines = text.split("\n")
    line = duty.positions[0].line - 1
    gone = [*lines[:line], *lines[duty.positions[-1].line :]]
    missing = read("\n".join(gone))
    findings = [one for one in missing.findings if one.rule == "number-missing"]
    assert [dict(one.values)["numbers"] for one in findings] == ["5"]
    assert len(missing.duties) == len(original.duties) - 1

    lines[line] = lines[line].replace("5\t", "4\t", 1)
    repeated = read("\n".join(lines))
    findings = [one for one in repeated.findings if one.rule == "number-repeated"]
    assert [dict(one.values)["number"] for one in findings] == ["4"]
    assert [one.key for one in repeated.of_kind(kind)][3:5] == ["4", "4-2"]
    assert [one.title for one in repeated.duties] == [one.title for one in original.duties]


def test_number_lost(text: str, original: DutyList) -> None:
    duty = next(one for one in original.of_kind(Kind.COOPERATIVE) if one.number == 3)
    lines = text.split("\n")
    line = duty.positions[0].line - 1
    lines[line] = lines[line].removeprefix("3")
    changed = read("\n".join(lines))
    assert content(changed) == content(original)
    assert [one.position.line for one in changed.findings if one.rule == "number-guessed"] == [
        line + 1
    ]


def test_a_page_break_after_a_full_stop_begins_a_new_paragraph() -> None:
    text = (
        "重庆市临江县晴溪镇\n配合履职事项清单\n"
        "序号\t事项名称\t对应上级部门\t上级部门职责\t镇配合职责\n"
        "1\t防汛\t县水利局\t<p>巡查河道。</p>\t<p>报告险情，</p>\n"
        "\t\t\t<p>发布预警。</p>\t<p>转移群众。</p>\n"
    )
    [duty] = read(text).duties
    assert [one.text for one in duty.statements] == ["巡查河道。", "发布预警。"]
    assert [one.text for one in duty.township] == ["报告险情，转移群众。"]


def test_a_numbered_statement_goes_on_over_a_page_break_after_a_semicolon() -> None:
    """1.…；…。 is one statement, but not what the next number or heading begins."""
    text = (
        "重庆市临江县晴溪镇\n配合履职事项清单\n"
        "序号\t事项名称\t对应上级部门\t上级部门职责\t镇配合职责\n"
        "1\t防汛\t县水利局、县气象局\t<p>县水利局：</p><p>1.巡查河道；</p>\t<p>1.报告险情；</p>\n"
        "\t\t\t<p>发布预警。</p><p>县气象局：</p><p>1.会商天气；</p>\t<p>2.转移群众。</p>\n"
        "\t\t\t<p>县气象局：</p><p>2.播报。</p>\t\n"
    )
    [duty] = read(text).duties
    assert [one.text for one in duty.statements] == ["巡查河道；发布预警。", "会商天气；", "播报。"]
    assert [one.text for one in duty.township] == ["报告险情；", "转移群众。"]
