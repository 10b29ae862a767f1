"""The model of a page: all that its views look up, every text once, in a fixed order."""

import json
from pathlib import Path

import pytest
from drawn import cooperative, listed, model, model_of, snapshot_of

from dutygraph import findings
from dutygraph.loaders import read_file
from dutygraph.messages import N_
from dutygraph.viz.model import Model, initials, read


def test_departments_are_those_that_take_part(ordinary: Model) -> None:
    assert ordinary.departments() == [
        ("某省甲县", name) for name in ("县公安局", "县教委", "县民政局", "县统计局")
    ]


def test_a_duty_says_who_takes_part_and_what_they_do(ordinary: Model) -> None:
    told = ordinary.objects(N_)
    police, school, civil = 0, 1, 2
    duty = told["duties"][1]
    assert [one["department"] for one in duty["listed"]] == [police, civil, school]
    assert duty["listed"][0]["roles"] == ["listed", "lead"]
    assert [one["bearers"] for one in duty["statements"]] == [[police], [police, civil, school]]
    assert duty["statements"][1]["marks"] == [["会同", "联合"], ["共同", ""]]
    assert [one["text"] for one in duty["township"]] == ["登记上报。"]
    assert duty["laws"] == ["《义务教育法》第二十三条"]
    assert duty["where"] == "lines 6–9"
    assert duty["lead"]


def test_a_reclaimed_duty_says_where_it_goes(ordinary: Model) -> None:
    moved, ended = ordinary.objects(N_)["duties"][4:]
    assert moved["receivers"] == [2]
    assert [one["text"] for one in moved["methods"]] == ["网上受理。"]
    assert (moved["ended"], ended["ended"]) == (False, True)


def test_the_store_says_the_same_as_the_document(document: Path) -> None:
    told, source = model_of(document).lists[0], read_file(document)
    assert [duty.title for duty in told.duty_list.duties] == [one.title for one in source.duties]
    assert told.findings == {
        name: count for name, count in findings.count(source.findings).items() if count
    }


def test_reading_twice_gives_the_same_objects(document: Path) -> None:
    snapshot = snapshot_of(document)
    one, other = (json.dumps(read(snapshot, snapshot.lists()).objects(N_)) for _ in range(2))
    assert one == other


@pytest.mark.parametrize(
    ("text", "keys"),
    [("县公安局", "xgaj"), ("县住房城乡建委", "xzfcxjw"), ("AI监管", "aijg"), ("", "")],
)
def test_initials_are_those_that_people_type(text: str, keys: str) -> None:
    assert initials(text) == keys


def test_more_than_ten_lists_are_folded_and_leave_texts_out(many: Model, towns: Model) -> None:
    assert many.is_folded
    assert not towns.is_folded
    assert not any("statements" in duty for duty in many.objects(N_)["duties"])


def test_departments_name_their_county_where_there_are_several() -> None:
    places = (("某省", "甲县", "东镇"), ("某省", "乙县", "南乡"))
    both = Model(tuple(listed(cooperative(1, "县甲局", "县乙局"), place=one) for one in places))
    told = both.objects(N_)["departments"]
    assert [one["county"] for one in told] == ["某省乙县"] * 2 + ["某省甲县"] * 2
    assert {
        one["county"] for one in model(cooperative(1, "县甲局")).objects(N_)["departments"]
    } == {""}
    assert both.start("县乙局", "")["department"] == "某省乙县/县乙局"


def test_a_page_may_begin_at_a_department_or_a_duty(ordinary: Model, towns: Model) -> None:
    assert ordinary.start("县教委", "") == {"view": "department", "department": "县教委"}
    assert ordinary.start("", "cooperative/17") == {
        "view": "department",
        "duty": "cooperative-17",
    }
    assert towns.start("", "basic/1")["duty"] == "某省/甲县/东镇@2025/basic-1"
    assert ordinary.start("", "") == ordinary.start("县无此局", "basic/7") == {}
