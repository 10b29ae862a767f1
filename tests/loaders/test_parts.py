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
    ("before", "after", "numbers"),
    [
        ("选好村（社区）党组织带头人", "选好党组织带头人", "2"),
        ("\n10\t", "\n11\t", "10–11"),
    ],
)
def test_of_two_files_that_differ_the_first_counts(before: str, after: str, numbers: str) -> None:
    other = PARTS["基本.txt"].replace(before, after)
    assert other != PARTS["基本.txt"]
    joined = read(PARTS | {"other.txt": other})
    [finding] = differing(joined)
    assert dict(finding.values) == {
        "kind": "basic",
        "numbers": numbers,
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


def test_a_file_without_a_date_belongs_to_the_only_date_of_the_others() -> None:
    parts = dict(PARTS)
    for name in ("配合.txt", "收回.txt"):
        parts[name] = parts[name].replace("履行职责事项清单\n", "履行职责事项清单\n2025年6月\n", 1)
    assert read(parts).edition == "2025-06"
    parts["收回.txt"] = parts["收回.txt"].replace("2025年6月", "2024年6月")
    with pytest.raises(DocumentError, match="are not one list"):
        read(parts)


# One of the three lists in pieces

HEAD = "重庆市临江县晴溪镇\n履行职责事项清单\n基本履职事项清单\n序号\t事项名称\n"


def piece(*lines: str) -> str:
    return HEAD + "\n".join(lines) + "\n"


def numbers(duty_list: DutyList) -> list[int]:
    return [duty.number for duty in duty_list.duties]


def test_files_with_other_numbers_of_one_list_are_united() -> None:
    parts = {
        "a.txt": piece("一、党的建设（3项）\t", "1\t学习理论。", "2\t发展党员。"),
        "b.txt": piece(
            "一、党的建设（3项）\t", "3\t收缴党费。", "二、民生服务（1项）\t", "4\t看望老人。"
        ),
    }
    united = read(parts)
    assert read(parts, "b.txt", "a.txt") == united
    assert numbers(united) == [1, 2, 3, 4]
    assert [duty.category for duty in united.duties] == ["党的建设"] * 3 + ["民生服务"]
    assert [(one.order, one.name, one.declared, one.found) for one in united.categories] == [
        (1, "党的建设", 3, 3),
        (2, "民生服务", 1, 1),
    ]
    # Only the other two lists are missing.
    assert [one.rule for one in united.findings] == ["list-missing"] * 2


def test_each_of_the_lists_is_in_the_order_of_its_numbers() -> None:
    other = "配合履职事项清单\n序号\t事项名称\t对应上级部门\t上级部门职责\t乡镇配合职责\n"
    row = "{0}\t第{0}项整治\t县公安局\t1.查处违法行为。\t1.上报线索。\n"
    parts = {
        "a.txt": piece("2\t发展党员。") + other + row.format(1),
        "b.txt": piece("1\t学习理论。") + other + row.format(2),
    }
    united = read(parts)
    assert numbers(united) == [1, 2, 1, 2]
    assert united.source.file == "b.txt + a.txt"
    assert read(parts, "b.txt", "a.txt") == united


def test_headings_that_count_the_duties_of_their_own_file_are_no_mismatch() -> None:
    parts = {
        "a.txt": piece("一、党的建设（2项）\t", "1\t学习理论。", "2\t发展党员。"),
        "b.txt": piece("一、党的建设（1项）\t", "3\t收缴党费。"),
    }
    united = read(parts)
    assert [(one.name, one.declared, one.found) for one in united.categories] == [
        ("党的建设", None, 3)
    ]
    assert [one.rule for one in united.findings] == ["list-missing"] * 2


def test_files_that_overlap_without_a_difference_are_united() -> None:
    parts = {
        "a.txt": piece("1\t学习理论。", "2\t发展党员。"),
        "b.txt": piece("2\t发展党员。", "3\t收缴党费。"),
    }
    assert numbers(read(parts)) == [1, 2, 3]
    assert differing(read(parts)) == []


def test_every_number_that_differs_or_is_lost_is_named() -> None:
    parts = {
        "a.txt": piece("1\t学习理论。", "2\t发展党员。", "3\t收缴党费。", "4\t看望老人。"),
        "b.txt": piece(
            *("1\t学习理论。", "2\t看望老人。", "3\t收缴党费。", "4\t发展党员。"),
            *("5\t培训骨干。", "7\t管理档案。"),
        ),
    }
    joined = read(parts)
    assert numbers(joined) == [1, 2, 3, 4]
    [finding] = differing(joined)
    assert (dict(finding.values)["numbers"], finding.text) == ("2, 4–5, 7", "看望老人。")
    assert finding.position.file == "b.txt"


def test_a_third_file_is_compared_with_all_pieces_before_it() -> None:
    parts = {
        "a.txt": piece("1\t学习理论。"),
        "b.txt": piece("2\t发展党员。"),
        "c.txt": piece("1\t学习理论。", "2\t收缴党费。"),
    }
    joined = read(parts)
    assert [duty.title for duty in joined.duties] == ["学习理论。", "发展党员。"]
    [finding] = differing(joined)
    assert dict(finding.values) == {
        "kind": "basic",
        "numbers": "2",
        "first": "a.txt + b.txt",
        "other": "c.txt",
    }


def test_the_findings_of_a_file_whose_list_does_not_count_are_kept() -> None:
    parts = {
        "a.txt": piece("1\t学习理论。", "2\t发展党员。"),
        "b.txt": piece("1\t看望老人。", "", "本页以下内容由县档案馆于去年冬天另行补充说明。"),
    }
    unread = [one for one in read(parts).findings if one.rule == "unread-text"]
    assert [one.position.file for one in unread] == ["b.txt"]
