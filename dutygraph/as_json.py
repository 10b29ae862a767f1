"""A duty list as JSON: plain objects of the shape that duty-list.schema.json describes."""

from collections.abc import Iterable, Sequence
from typing import Any

from dutygraph import findings
from dutygraph.messages import Translate
from dutygraph.model import (
    Category,
    Citation,
    Duty,
    DutyList,
    Finding,
    Mark,
    Method,
    Participation,
    Position,
    Statement,
)

Object = dict[str, Any]


def as_json(duty_list: DutyList, translate: Translate) -> Object:
    """Return a duty list as objects, lists, strings and numbers; hints are translated."""
    source = duty_list.source
    return {
        "list": {
            "title": duty_list.title,
            "place": list(duty_list.place),
            "edition": duty_list.edition,
            "source": {"file": source.file, "sha256": source.sha256, "format": source.format},
        },
        "categories": [_category(category) for category in duty_list.categories],
        "duties": [_duty(duty) for duty in duty_list.duties],
        "findings": [finding(one, translate) for one in duty_list.findings],
    }


def finding(one: Finding, translate: Translate) -> Object:
    """Return one finding as an object."""
    return {
        "rule": one.rule,
        "severity": findings.severity(one),
        "position": position(one.position),
        "text": one.text,
        "hint": findings.hint(one, translate),
    }


def position(place: Position) -> Object:
    """Return a position with the fields that its form of document has."""
    return {name: value for name, value in place._asdict().items() if value}


def _positions(places: Iterable[Position]) -> list[Object]:
    return [position(place) for place in places]


def _category(category: Category) -> Object:
    return {
        "kind": category.kind,
        "order": category.order,
        "name": category.name,
        "declared": category.declared,
        "found": category.found,
    }


def _duty(duty: Duty) -> Object:
    ended = duty.discontinued
    return {
        "kind": duty.kind,
        "number": duty.number,
        "title": duty.title,
        "category": duty.category,
        "departments": [_participation(one) for one in duty.departments],
        "placeholders": [
            {"name": one.name, "positions": _positions(one.positions)} for one in duty.placeholders
        ],
        "statements": [_statement(one) for one in duty.statements],
        "township": [_township(one) for one in duty.township],
        "receivers": [_receiver(one) for one in duty.receivers],
        "methods": [_method(one) for one in duty.methods],
        "discontinued": {"reason": ended.reason} if ended else None,
        "cites": [_citation(one) for one in duty.cites],
        "positions": _positions(duty.positions),
    }


def _citation(one: Citation) -> Object:
    more: Object = {"basis": True} if one.basis else {}
    more |= {"text": one.text} if one.text else {}
    return {"law": one.law, "article": one.article, **more}


def _participation(one: Participation) -> Object:
    return {
        "name": one.name,
        "written": list(one.written),
        "roles": list(one.roles),
        "order": one.order,
        "positions": _positions(one.positions),
    }


def _receiver(one: Participation) -> Object:
    whole = _participation(one)
    return {name: whole[name] for name in ("name", "written", "roles", "positions")}


def _marks(marks: Sequence[Mark]) -> list[Object]:
    return [{"mark": one.mark, "word": one.word} for one in marks]


def _township(one: Statement) -> Object:
    return {
        "order": one.order,
        "text": one.text,
        "marks": _marks(one.marks),
        "positions": _positions(one.positions),
    }


def _statement(one: Statement) -> Object:
    bearers = [{"name": bearer.name, "placeholder": bearer.placeholder} for bearer in one.bearers]
    return {"order": one.order, "bearers": bearers} | _township(one)


def _method(one: Method) -> Object:
    return {"order": one.order, "text": one.text, "positions": _positions(one.positions)}
