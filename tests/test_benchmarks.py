"""The benchmarks run; at this size their figures mean nothing."""

from pathlib import Path

import pytest

from benchmarks import __main__ as benchmarks
from benchmarks import corpus, loading, questions, startup
from benchmarks import documents as many
from benchmarks.measure import Comparison, apart, median_seconds, peak_memory
from dutygraph import loaders
from dutygraph.queries import catalog

SAMPLE = Path(__file__).parents[1] / "dutygraph" / "samples" / "qingxi.txt"


@pytest.fixture
def documents(tmp_path: Path) -> list[Path]:
    return corpus.write_documents(SAMPLE, tmp_path / "documents", 2)


def test_invented_places_differ_ten_townships_to_a_county() -> None:
    found = list(corpus.places(100))

    assert len(set(found)) == 100
    assert len({place[:-1] for place in found}) == 10
    assert len(set(corpus.places(corpus.MOST))) == corpus.MOST


def test_a_document_of_the_corpus_is_the_same_list_under_its_place(documents: list[Path]) -> None:
    original = loaders.read_file(SAMPLE)
    found = [loaders.read_file(path) for path in documents]

    assert [one.place for one in found] == list(corpus.places(2))
    assert {len(one.duties) for one in found} == {len(original.duties)}
    assert {len(one.bodies) for one in found} == {len(original.bodies)}


def test_quads_of_the_corpus_state_nothing_twice(documents: list[Path], tmp_path: Path) -> None:
    files = corpus.write_quads(documents, tmp_path / "quads")
    lines = [line for file in files for line in file.read_bytes().split(b"\n") if line]

    assert len(files) == 2
    assert len(lines) == len(set(lines))


def test_loading_is_compared_with_oxigraph_and_with_fewer_lists(
    documents: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_ROUNDS", 1)

    time, memory = loading.compare(tmp_path, documents)

    assert (time.target, time.faster) == (2, False)
    assert time.ratio is not None
    assert memory.unit == "MB"
    assert memory.target is None, "two lists say nothing about growth"


def test_two_jobs_are_compared_with_one(
    documents: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUTYGRAPH_REAL_LIST", str(SAMPLE))
    monkeypatch.setattr(many, "_FILES", 2)
    monkeypatch.setattr(many, "_ROUNDS", 1)
    monkeypatch.setattr(many, "apart", lambda function, *arguments: function(*arguments))

    check, load = many.compare(tmp_path, documents)

    assert (check.target, check.faster, load.target) == (1.7, True, None)
    assert check.ratio is not None
    assert (tmp_path / "load-2-0" / "current").exists()


def test_every_question_is_timed_and_pairs_compared_with_rdflib(
    documents: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "apart", lambda function, *arguments: function(*arguments))

    pairs, *others = questions.compare(tmp_path, documents[:1])

    assert (pairs.target, pairs.faster) == (10, True)
    assert pairs.ratio is not None
    assert len(others) == len(catalog.names())


def test_start_up_is_compared_with_the_bare_interpreter(
    documents: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(startup, "_ROUNDS", 1)

    found = list(startup.compare(tmp_path, documents))

    assert [one.target for one in found] == [5, 10]
    assert all(one.ratio is not None and one.ratio > 1 for one in found)


@pytest.mark.parametrize(
    ("comparison", "ratio", "is_kept"),
    [
        (Comparison("load", 3.0, "s", 2.0, 2), 1.5, True),
        (Comparison("load", 5.0, "s", 2.0, 2), 2.5, False),
        (Comparison("ask", 1.0, "s", 20.0, 10, faster=True), 20.0, True),
        (Comparison("ask", 1.0, "s", 5.0, 10, faster=True), 5.0, False),
        (Comparison("no peer", 1.0, "s"), None, True),
    ],
)
def test_a_missed_target_is_not_ok(
    comparison: Comparison, ratio: float | None, is_kept: bool
) -> None:
    assert comparison.ratio == ratio
    assert comparison.is_kept is is_kept
    assert comparison.line().endswith("NOT") is not is_kept


def test_a_missed_target_is_the_exit_code(
    real_list: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DUTYGRAPH_REAL_LIST", str(real_list))
    for peer, code in ((2.0, 0), (0.4, 1)):
        comparison = Comparison("load", 1.0, "s", peer, 2)
        monkeypatch.setitem(benchmarks.MEASUREMENTS, "loading", lambda *_, c=comparison: iter([c]))
        assert benchmarks.main(["--lists", "1", "--only", "loading"]) == code
    assert "load" in capsys.readouterr().out


def test_a_function_runs_apart_in_a_process_of_its_own() -> None:
    assert 1 < apart(peak_memory) < 1000


def test_the_first_run_does_not_count() -> None:
    runs: list[None] = []
    median_seconds(lambda: runs.append(None), runs=3)

    assert len(runs) == 4
