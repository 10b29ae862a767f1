"""The totals that two independent hand readings of the real list agree on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dutygraph import loaders
from dutygraph.graph import rdf, store
from dutygraph.queries.engines import SparqlEngine
from dutygraph.queries.questions import Questions


@pytest.fixture(scope="module")
def real(real_list: Path) -> Iterator[Questions]:
    with store.memory([rdf.project(loaders.read_file(real_list))]) as snapshot:
        yield Questions(SparqlEngine(snapshot))


def test_pairs_of_the_real_list(real: Questions) -> None:
    pairs = real.pairs()
    assert len(pairs) == 245
    assert [(row.first, row.second, row.shared) for row in pairs[:2]] == [
        ("县住房城乡建委", "县规划自然资源局", 10),
        ("县公安局", "县市场监管局", 9),
    ]


def test_summary_of_the_real_list(real: Questions) -> None:
    (row,) = real.summary()
    assert row[:6] == ("重庆市/云阳县/龙角镇", 115, 88, 80, 38, 48)


def test_counts_of_the_real_list(real: Questions) -> None:
    departments = real.departments()
    assert len(departments) == 38
    assert sum(row.duties for row in departments) == 239
    assert sum(row.statements for row in departments) == 667
    assert sum(row.received for row in departments) == 78
    assert len(real.duties()) == 283
    assert len(real.township()) == 367
    assert len(real.no_lead()) == 32
    assert len(real.laws()) == 9


def test_reclaimed_duties_of_the_real_list(real: Questions) -> None:
    without_receiver = {3, 54, 76, 77}
    assert {row.number for row in real.transfers()} == set(range(1, 81)) - without_receiver
    assert {row.number for row in real.discontinued()} == without_receiver | {1, 62}


def test_one_department_of_the_real_list_has_no_statement(real: Questions) -> None:
    assert [(row.kind, row.number, row.problem) for row in real.unmatched()] == [
        ("cooperative", 70, "listed-without-statement")
    ]


def test_every_category_of_the_real_list_holds_what_it_declares(real: Questions) -> None:
    categories = real.categories()
    assert len(categories) == 23
    assert all(row.declared == row.found for row in categories)


def test_every_duty_of_the_real_list_says_something(real: Questions) -> None:
    duties = real.duties()
    assert len(duties) == 283
    for duty in duties:
        assert real.duty(duty.kind, duty.number)
