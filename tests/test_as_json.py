"""The JSON of a duty list holds to its published schema and loses nothing but lookup."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import dutygraph
from dutygraph.as_json import as_json, position
from dutygraph.loaders import read_bytes, read_file
from dutygraph.messages import N_, translator
from dutygraph.model import DutyList, Position

PACKAGE = Path(dutygraph.__file__).parent
ODD = (
    "某镇\n配合履职事项清单\n序号\t事项名称\t对应上级部门\t上级部门职责\t镇配合职责\n"
    "0\t\t/\t做甲。做乙。\t\x07\n7\t甲\t县甲局（牵头）、县乙局(县丙中心)\t各部门：做。\t\n7\t\t\t\t\n"
    "上级部门收回事项清单\n1\t乙\t无需列明\n2\t丙\t承接部门：\n"
)


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    """Return the validator of the schema that stands in the package."""
    schema = json.loads((PACKAGE / "duty-list.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def documents(request: pytest.FixtureRequest) -> dict[str, DutyList]:
    return {
        "real": read_file(request.getfixturevalue("real_list")),
        "sample": read_file(PACKAGE / "samples" / "qingxi.txt"),
        "odd": read_bytes(ODD.encode(), "odd.txt"),
    }


@pytest.fixture(scope="module", params=["real", "sample", "odd"])
def duty_list(request: pytest.FixtureRequest) -> DutyList:
    """Return the real list, the sample list, and one full of faults."""
    return documents(request)[request.param]


def test_json_holds_to_its_schema(
    duty_list: DutyList, validator: jsonschema.Draft202012Validator
) -> None:
    written = json.loads(json.dumps(as_json(duty_list, N_), ensure_ascii=False))
    assert [error.message for error in validator.iter_errors(written)] == []


def test_schema_refuses_what_it_does_not_know(
    duty_list: DutyList, validator: jsonschema.Draft202012Validator
) -> None:
    written: dict[str, Any] = json.loads(json.dumps(as_json(duty_list, N_)))
    written["duties"][0]["kind"] = "other"
    written["surplus"] = 1
    assert len(list(validator.iter_errors(written))) == 2


def test_json_has_all_parts(duty_list: DutyList) -> None:
    written = as_json(duty_list, N_)
    assert len(written["categories"]) == len(duty_list.categories)
    assert len(written["findings"]) == len(duty_list.findings)
    for row, duty in zip(written["duties"], duty_list.duties, strict=True):
        assert (row["kind"], row["number"], row["title"]) == (duty.kind, duty.number, duty.title)
        assert [one["text"] for one in row["statements"]] == [one.text for one in duty.statements]
        assert [one["text"] for one in row["township"]] == [one.text for one in duty.township]
        assert [one["text"] for one in row["methods"]] == [one.text for one in duty.methods]
        assert [one["name"] for one in row["receivers"]] == [one.name for one in duty.receivers]
        assert [one["roles"] for one in row["receivers"]] == [
            [*one.roles] for one in duty.receivers
        ]
        assert (row["discontinued"] is None) == (duty.discontinued is None)


def test_hints_are_translated(duty_list: DutyList) -> None:
    in_english = [one["hint"] for one in as_json(duty_list, translator("en"))["findings"]]
    translated = [
        one["hint"] for one in as_json(duty_list, lambda words: f"译：{words}")["findings"]
    ]
    assert len(translated) == len(in_english) > 0
    assert all(hint.startswith("译：") for hint in translated)


def test_position_has_only_the_fields_of_its_form() -> None:
    assert position(Position(line=3, end_line=4)) == {"line": 3, "end_line": 4}
    assert position(Position(sheet="表一", cell="B2")) == {"sheet": "表一", "cell": "B2"}
