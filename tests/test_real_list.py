"""The real list from the file to the answers on the screen: what the program must show."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from wcwidth import wcswidth

from dutygraph import Questions, Snapshot, load, messages, open_store, project, read_file
from dutygraph.queries import catalog
from dutygraph.queries.engines import SparqlEngine
from dutygraph.queries.questions import ask
from dutygraph.tables import Rows

ARGUMENTS: dict[str, dict[str, object]] = {
    "co-owners": {"department": "县公安局"},
    "duty": {"kind": "配合", "number": "36"},
    "search": {"text": "电动自行车"},
    "shared": {"departments": ("县公安局", "县市场监管局")},
}
"""What is given to the questions that ask for something; the others are asked for everything."""


@pytest.fixture(scope="module")
def store(real_list: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store on disk that holds the real list."""
    path = tmp_path_factory.mktemp("real") / "store"
    load(path, [project(read_file(real_list))])
    return path


@pytest.fixture(scope="module")
def snapshot(store: Path) -> Iterator[Snapshot]:
    with open_store(store) as opened:
        yield opened


@pytest.fixture(scope="module")
def questions(snapshot: Snapshot) -> Questions:
    return Questions(snapshot)


def test_the_whole_list_is_at_most_18000_triples(snapshot: Snapshot) -> None:
    quads = list(snapshot.quads())
    assert 12_000 < len(quads) <= 18_000
    assert len({quad.triple for quad in quads}) == len(quads)


def test_pairs(questions: Questions) -> None:
    pairs = questions.pairs()
    assert len(pairs) == 245
    assert [(row.first, row.second, row.shared) for row in pairs[:2]] == [
        ("县住房城乡建委", "县规划自然资源局", 10),
        ("县公安局", "县市场监管局", 9),
    ]


def test_counts(questions: Questions) -> None:
    assert len(questions.departments()) == 38
    assert len(questions.no_lead()) == 32
    assert len(questions.discontinued()) == 6
    assert len(questions.laws()) == 9
    assert len(questions.categories()) == 23
    assert [(row.kind, row.number) for row in questions.unmatched()] == [("cooperative", 70)]


def test_transfers_are_of_76_duties(questions: Questions) -> None:
    transfers = questions.transfers()
    assert len({row.number for row in transfers}) == 76
    assert len({(row.number, row.department) for row in transfers}) == 78


def test_the_program_gives_the_same_rows(store: Path, questions: Questions) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dutygraph", "--store", store, "ask", "pairs", "-f", "json"],
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=True,
    )
    rows = json.loads(done.stdout)
    assert [(*list(row.values())[:4], tuple(row["duties"])) for row in rows] == questions.pairs()


def test_every_question_that_needs_arguments_has_some() -> None:
    needing = {
        name
        for name in catalog.names()
        if any(one.is_required for one in catalog.question(name).parameters)
    }
    assert needing == set(ARGUMENTS)


@pytest.mark.parametrize("hidden", [["list", "county"], []])
@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("name", catalog.names())
def test_every_table_fits_eighty_columns(
    snapshot: Snapshot, name: str, language: str, hidden: list[str]
) -> None:
    """Also where several lists are held, and each row says which one it is of."""
    question = catalog.question(name)
    found = ask(SparqlEngine(snapshot), name, ARGUMENTS.get(name))
    assert found
    rows = Rows([column.name for column in question.columns], found).without(hidden)
    table = rows.text("table", messages.translator(language), 80)
    assert [line for line in table.splitlines() if wcswidth(line) > 80] == []
