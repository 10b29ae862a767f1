"""The three lists of one edition in several files: read as one, wherever each statement stands."""

import hashlib
from dataclasses import asdict

import pytest
from parted import parted

from dutygraph.errors import DocumentError
from dutygraph.loaders import read_bytes, read_documents
from dutygraph.model import DutyList, Finding, Kind
from dutygraph.tasks import SAMPLE

WHOLE = SAMPLE.read_text(encoding="utf-8")
PARTS = {f"{name}.txt": text for name, text in parted(WHOLE).items()}


def read(parts: dict[str, str], *order: str) -> DutyList:
    return read_documents([(parts[name].encode(), name) for name in order or parts])


def without_positions(value: object) -> object:
    """Return nested fields without where they stand."""
    if isinstance(value, dict):
        return {
            name: without_positions(one)
            for name, one in value.items()
            if name not in ("position", "positions")
        }
    return [without_positions(one) for one in value] if isinstance(value, list | tuple) else value


def differing(duty_list: DutyList) -> list[Finding]:
    return [one for one in duty_list.findings if one.rule == "files-differ"]


def test_three_files_are_read_as_the_one_they_were_cut_from() -> None:
    whole, joined = read_bytes(WHOLE.encode(), "whole.txt"), read(PARTS)
    assert joined.place == whole.place
    for field in ("title", "edition", "categories", "duties", "bodies", "names"):
        ours, theirs = asdict(joined)[field], asdict(whole)[field]
        assert without_positions(ours) == without_positions(theirs), field
    assert [one.rule for one in joined.findings if one.rule == "list-missing"] == []


def test_every_position_names_its_file() -> None:
    joined = read(PARTS)
    assert {duty.kind: {one.file for one in duty.positions} for duty in joined.duties} == {
        "basic": {"基本.txt"},
        "cooperative": {"配合.txt"},
        "reclaimed": {"收回.txt"},
    }
    statement = next(duty for duty in joined.duties if duty.statements).statements[0]
    assert {one.file for one in statement.positions} == {"配合.txt"}
    alone = read_bytes(WHOLE.encode(), "whole.txt")
    assert {one.file for duty in alone.duties for one in duty.positions} == {""}


def test_names_are_compared_over_the_columns_of_all_files() -> None:
    """A short form in one list may be the body that only another list spells out."""
    parts = PARTS | {
        "配合.txt": PARTS["配合.txt"].replace("县应急管理局", "县茶叶产业发展局"),
        "收回.txt": PARTS["收回.txt"].replace("县应急管理局", "县茶叶局"),
    }
    [similar] = [one for one in read(parts).findings if one.rule == "name-similar"]
    assert dict(similar.values) == {"name": "县茶叶局", "other": "县茶叶产业发展局"}
    alone = read(parts, "收回.txt").findings
    assert "name-similar" not in {one.rule for one in alone}


def test_the_order_of_the_files_does_not_matter() -> None:
    assert read(PARTS, "收回.txt", "基本.txt", "配合.txt") == read(PARTS)


def test_the_source_names_all_files_and_their_sum() -> None:
    lines = [
        f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in PARTS.items()
    ]
    source = read(PARTS).source
    assert source.file == "基本.txt + 配合.txt + 收回.txt"
    assert source.sha256 == hashlib.sha256("".join(lines).encode()).hexdigest()
    assert source.format == "text"


def test_a_list_that_no_file_holds_is_missing() -> None:
    [missing] = [one for one in read(PARTS, "基本.txt", "收回.txt").findings if "list" in one.rule]
    assert (missing.rule, dict(missing.values)) == ("list-missing", {"kind": "cooperative"})


def test_the_same_list_twice_in_two_layouts_is_no_finding() -> None:
    copy = PARTS["基本.txt"].replace("。\n", "。 \n").replace("\n\n", "\n")
    joined = read(PARTS | {"copy.txt": copy})
    assert differing(joined) == []
    assert len(joined.duties) == 42


@pytest.mark.parametrize(
    ("before", "after", "number"),
    [
        ("选好村（社区）党组织带头人", "选好党组织带头人", "2"),
        ("\n10\t", "\n11\t", "10"),
    ],
)
def test_of_two_files_that_differ_the_first_counts(before: str, after: str, number: str) -> None:
    other = PARTS["基本.txt"].replace(before, after)
    assert other != PARTS["基本.txt"]
    joined = read(PARTS | {"other.txt": other})
    [finding] = differing(joined)
    assert dict(finding.values) == {
        "kind": "basic",
        "number": number,
        "first": "基本.txt",
        "other": "other.txt",
    }
    assert {one.file for duty in joined.of_kind(Kind.BASIC) for one in duty.positions} == {
        "基本.txt"
    }


def test_files_of_two_places_are_no_list() -> None:
    parts = PARTS | {"配合.txt": PARTS["配合.txt"].replace("晴溪", "南岸")}
    with pytest.raises(DocumentError, match="are not one list"):
        read(parts)
    place = ("重庆市", "临江县", "晴溪镇")
    documents = [(text.encode(), name) for name, text in parts.items()]
    joined = read_documents(documents, place=place)
    assert joined.place == place
    [differs] = [one for one in joined.findings if one.rule == "place-differs"]
    assert dict(differs.values)["written"] == "重庆市/临江县/南岸镇"
