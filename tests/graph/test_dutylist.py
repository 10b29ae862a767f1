"""What a list's graph tells is the list that was projected, as far as a graph holds it."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from duties import differences, plain
from hypothesis import given, settings
from pyoxigraph import Quad, RdfFormat, parse

from dutygraph.graph import dutylist, export, rdf, store
from dutygraph.loaders import read_file
from dutygraph.model import Bearer, Duty, DutyList, Kind, Method, Participation, Statement
from dutygraph.tasks import SAMPLE
from tests.graph.test_rdf import duty_lists


def quads_of(duty_list: DutyList) -> Iterable[Quad]:
    graph = rdf.project(duty_list)
    return parse(graph.quads + b"".join(graph.shared.values()), format=RdfFormat.N_QUADS)


def sets(duty_list: DutyList) -> DutyList:
    """Return a list with all sorted that is a set in the graph."""

    def said(one: Statement) -> Statement:
        return replace(
            one,
            bearers=tuple(sorted(one.bearers)),
            marks=tuple(sorted(one.marks)),
            mentions=tuple(sorted(one.mentions)),
        )

    def method(one: Method) -> Method:
        return replace(one, mentions=tuple(sorted(one.mentions)))

    def party(one: Participation) -> Participation:
        return replace(one, written=tuple(sorted(one.written)))

    def sorted_in(duty: Duty) -> Duty:
        moved = duty.transfer and replace(
            duty.transfer,
            receivers=tuple(map(party, duty.receivers)),
            methods=tuple(map(method, duty.methods)),
        )
        return replace(
            duty,
            departments=tuple(map(party, duty.departments)),
            statements=tuple(map(said, duty.statements)),
            township=tuple(map(said, duty.township)),
            transfer=moved,
        )

    return replace(duty_list, duties=tuple(map(sorted_in, duty_list.duties)))


@pytest.fixture(scope="module", params=["real", "sample"])
def original(request: pytest.FixtureRequest) -> DutyList:
    path: Path = request.getfixturevalue("real_list") if request.param == "real" else SAMPLE
    return read_file(path)


def test_a_document_comes_back_as_it_was_projected(original: DutyList) -> None:
    found = dutylist.read(quads_of(original))
    assert "\n".join(differences(sets(original), sets(found))) == ""
    assert (found.title, found.place, found.edition) == (
        original.title,
        original.place,
        original.edition,
    )
    assert found.source == original.source
    assert found.bodies == original.bodies
    assert plain(found.names) == plain(original.names)
    assert found.packs == original.packs


def test_marks_stand_in_the_order_of_the_text(original: DutyList) -> None:
    def orders(one: DutyList) -> list[object]:
        return [said.marks for duty in one.duties for said in duty.statements]

    assert orders(dutylist.read(quads_of(original))) == orders(original)


def test_several_bearers_stand_in_the_order_of_their_column() -> None:
    """县商务委 would come before 县市场监管局 by code point."""
    sample = read_file(SAMPLE)
    duty = next(sample.of_kind(Kind.COOPERATIVE))
    assert [one.name for one in duty.departments] == ["县市场监管局", "县商务委"]
    together = (Bearer("县市场监管局"), Bearer("县商务委"))
    said = (replace(duty.statements[0], bearers=together),)
    changed = replace(sample, duties=(replace(duty, statements=said),), categories=())
    [found] = dutylist.read(quads_of(changed)).duties
    assert sorted(together) != list(together)
    assert found.statements[0].bearers == together


def test_a_list_of_a_store_comes_back(original: DutyList) -> None:
    with store.memory([rdf.project(original)]) as snapshot:
        [edition] = snapshot.lists()
        found = dutylist.read(export.of_list(snapshot, edition))
    assert "\n".join(differences(sets(original), sets(found))) == ""


@settings(max_examples=60)
@given(duty_lists())
def test_drawn_lists_come_back(duty_list: DutyList) -> None:
    found = dutylist.read(quads_of(duty_list))
    expected = sets(duty_list)
    orders = {(one.kind, one.name): one.order for one in duty_list.categories}
    duties = [
        replace(duty, category_order=orders[duty.kind, duty.category] if duty.category else None)
        for duty in expected.duties
    ]
    assert {(one.kind, one.key): plain(one) for one in sets(found).duties} == {
        (one.kind, one.key): plain(one) for one in duties
    }
    assert plain(found.names) == plain(tuple(sorted(duty_list.names)))
    assert found.bodies == duty_list.bodies


def test_lines_come_back() -> None:
    sample = read_file(SAMPLE)
    found = dutylist.read(quads_of(sample))
    for one, other in zip(sample.duties, found.duties, strict=True):
        assert other.positions[0].line == one.positions[0].line
        assert other.positions[0].end_line == one.positions[-1].end_line


def test_quads_of_two_lists_are_refused() -> None:
    sample = read_file(SAMPLE)
    both = [*quads_of(sample), *quads_of(replace(sample, edition="2"))]
    with pytest.raises(ValueError, match="2 lists"):
        dutylist.read(both)
