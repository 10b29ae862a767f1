"""The sample list: every row of the hand-written files in tests/data/sample."""

import csv
import json
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from dutygraph.model import Duty, DutyList, Kind, Mark

DATA = Path(__file__).parent.parent / "data" / "sample"
Row = dict[str, str]


def expected(name: str) -> list[Row]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def totals() -> dict[str, Any]:
    """Return the hand-counted totals."""
    loaded: dict[str, Any] = json.loads((DATA / "totals.json").read_text(encoding="utf-8"))
    return loaded


def own(duty: Duty, **fields: object) -> Row:
    texts = {"kind": str(duty.kind), "number": str(duty.number)}
    return texts | {name: str(value) for name, value in fields.items()}


def marks(found: tuple[Mark, ...]) -> str:
    return " ".join(f"{mark.mark}:{mark.word}" for mark in found)


def mentions(duty: Duty) -> list[str]:
    statements = [name for one in (*duty.statements, *duty.township) for name in one.mentions]
    return statements + [name for one in duty.methods for name in one.mentions]


def test_place_and_title(sample: DutyList) -> None:
    assert (sample.place, sample.title) == (("重庆市", "临江县", "晴溪镇"), "履行职责事项清单")


def test_categories(sample: DutyList) -> None:
    read = [
        {
            "kind": str(one.kind),
            "order": str(one.order),
            "name": one.name,
            "declared": str(one.declared),
        }
        for one in sample.categories
    ]
    assert read == expected("categories")
    assert [one.found for one in sample.categories] == [one.declared for one in sample.categories]


def test_duties(sample: DutyList) -> None:
    read = [
        own(
            one,
            title=one.title,
            category=one.category,
            discontinued=str(one.discontinued is not None).lower(),
            reason=(one.discontinued.reason or "") if one.discontinued else "",
        )
        for one in sample.duties
    ]
    assert read == expected("duties")


def test_departments_placeholders_and_receivers(sample: DutyList) -> None:
    rows = expected("departments")
    for duty in sample.duties:
        mine = [
            row for row in rows if (row["kind"], row["number"]) == (duty.kind, str(duty.number))
        ]
        read = [
            own(duty, name=one.name, written="、".join(one.written), role=one.roles[0])
            for one in (*duty.departments, *duty.receivers)
        ]
        assert read == [row for row in mine if row["role"] != "placeholder"]
        assert [one.name for one in duty.placeholders] == [
            row["name"] for row in mine if row["role"] == "placeholder"
        ]
        assert all(len(one.roles) == 1 for one in (*duty.departments, *duty.receivers))


def test_statements(sample: DutyList) -> None:
    read = [
        own(
            duty,
            order=one.order,
            bearers="、".join(bearer.name for bearer in one.bearers),
            text=one.text,
            marks=marks(one.marks),
        )
        for duty in sample.duties
        for one in duty.statements
    ]
    assert read == expected("statements")


def test_township_statements(sample: DutyList) -> None:
    read = [
        own(duty, order=one.order, text=one.text, marks=marks(one.marks))
        for duty in sample.duties
        for one in duty.township
    ]
    assert read == expected("township")


def test_methods(sample: DutyList) -> None:
    read = [
        {"number": str(duty.number), "order": str(one.order), "text": one.text}
        for duty in sample.duties
        for one in duty.methods
    ]
    assert read == expected("methods")


def test_citations(sample: DutyList) -> None:
    read = [
        own(duty, law=one.law, article=one.article) for duty in sample.duties for one in duty.cites
    ]
    assert read == expected("cites")


def test_counts(sample: DutyList, totals: dict[str, Any]) -> None:
    cooperative, reclaimed = (
        list(sample.of_kind(kind)) for kind in (Kind.COOPERATIVE, Kind.RECLAIMED)
    )
    listed = [part.name for one in cooperative for part in one.departments]
    receivers = [part.name for one in reclaimed for part in one.receivers]
    statements = [part for one in cooperative for part in one.statements]
    bearers = Counter(bearer.placeholder for part in statements for bearer in part.bearers)
    read = {
        "duties": {str(kind): len(list(sample.of_kind(kind))) for kind in Kind},
        "categories": dict(Counter(str(one.kind) for one in sample.categories)),
        "department_links": len(listed),
        "listed_bodies": len(set(listed)),
        "bodies": len({*listed, *receivers}),
        "placeholder_links": sum(len(one.placeholders) for one in cooperative),
        "department_statements": len(statements),
        "bearer_links": {"named": bearers[False], "placeholder": bearers[True]},
        "township_statements": sum(len(one.township) for one in cooperative),
        "receiver_links": len(receivers),
        "receivers": len(set(receivers)),
        "methods": sum(len(one.methods) for one in reclaimed),
        "discontinued": [one.number for one in reclaimed if one.discontinued],
        "without_receiver": [one.number for one in reclaimed if not one.receivers],
        "citations": sum(len(one.cites) for one in sample.duties),
        "leading_statements": sum(
            mark.mark == "牵头" for part in statements for mark in part.marks
        ),
    }
    assert read == {name: totals[name] for name in read}


def test_shared_duties(sample: DutyList, totals: dict[str, Any]) -> None:
    shared = [one for one in sample.of_kind(Kind.COOPERATIVE) if len(one.departments) > 1]
    pairs: dict[tuple[str, ...], list[int]] = {}
    for one in shared:
        for pair in combinations(sorted(part.name for part in one.departments), 2):
            pairs.setdefault(pair, []).append(one.number)
    no_lead = [
        one.number
        for one in shared
        if not any(mark.mark == "牵头" for part in one.statements for mark in part.marks)
    ]
    assert (len(shared), len(pairs)) == (totals["shared_duties"], totals["pairs"])
    assert no_lead == totals["no_lead"]
    for strong in totals["strongest_pairs"]:
        assert pairs[tuple(sorted((strong["first"], strong["second"])))] == strong["duties"]


def test_unmatched_and_mentioned_bodies(sample: DutyList, totals: dict[str, Any]) -> None:
    silent = [one for one in sample.findings if one.rule == "listed-without-statement"]
    by_line = {place.line: duty for duty in sample.duties for place in duty.positions}
    assert [
        {
            "kind": str(by_line[one.position.line].kind),
            "number": by_line[one.position.line].number,
            "name": dict(one.values)["name"],
        }
        for one in silent
    ] == totals["unmatched"]
    assert [
        {"kind": str(duty.kind), "number": duty.number, "name": name}
        for duty in sample.duties
        for name in dict.fromkeys(mentions(duty))
    ] == totals["mentioned"]


def test_repeated_texts(sample: DutyList, totals: dict[str, Any]) -> None:
    texts: dict[str, list[int]] = {}
    for duty in sample.duties:
        for text in dict.fromkeys(one.text for one in duty.township):
            texts.setdefault(text, []).append(duty.number)
    repeated = [list(pair) for same in texts.values() for pair in combinations(same, 2)]
    assert repeated == totals["repeated_township"]
    methods: dict[tuple[str, ...], list[int]] = {}
    for duty in sample.of_kind(Kind.RECLAIMED):
        methods.setdefault(tuple(one.text for one in duty.methods), []).append(duty.number)
    assert [same for text, same in methods.items() if text and len(same) > 1] == [
        totals["repeated_methods"]
    ]


def test_methods_that_still_name_the_township(sample: DutyList, totals: dict[str, Any]) -> None:
    township = ("乡镇", sample.place[-1])
    assert [
        {"number": duty.number, "order": one.order}
        for duty in sample.of_kind(Kind.RECLAIMED)
        for one in duty.methods
        if any(word in one.text for word in township)
    ] == totals["leftover"]


def test_reading_has_no_error(sample: DutyList) -> None:
    rules = Counter(one.rule for one in sample.findings)
    assert (rules["joined-over-page"], rules["heading-moved"], rules["template-text"]) == (8, 1, 1)
    assert not rules.keys() & {"unread-text", "count-mismatch", "number-missing", "list-missing"}


def test_quirk_lines_of_the_sample_lead_to_their_findings(sample: DutyList) -> None:
    at = {(one.rule, one.position.line) for one in sample.findings}
    assert {
        ("level-mismatch", 52),
        ("heading-moved", 57),
        ("listed-without-statement", 85),
        ("stop-missing", 87),
        ("template-text", 113),
    } <= at
