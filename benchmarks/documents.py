"""Many documents checked and loaded by two processes, against one."""

import statistics
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks import corpus
from benchmarks.measure import Comparison, apart, seconds
from dutygraph import checking, tasks
from dutygraph.loaders.sources import Sources
from dutygraph.reading import Reading

_FILES = 200
_JOBS = 2
_ROUNDS = 3
_TARGET = 1.7


def compare(folder: Path, _documents: Sequence[Path]) -> Iterator[Comparison]:
    """Check and load a folder of 200 documents with one job and with two, in turns."""
    lists = folder / "lists"
    corpus.write_documents(corpus.real_list(), lists, _FILES)
    for name, target in (("check", _TARGET), ("load", None)):
        one, several = [], []
        for turn in range(_ROUNDS):
            one.append(apart(run, name, lists, folder / f"{name}-1-{turn}", 1))
            several.append(apart(run, name, lists, folder / f"{name}-{_JOBS}-{turn}", _JOBS))
        yield Comparison(
            f"{name} {_FILES} files, {_JOBS} jobs; peer: one job",
            statistics.median(several),
            "s",
            statistics.median(one),
            target,
            faster=True,
        )


def run(name: str, lists: Path, store: Path, jobs: int) -> float:
    """Check or load a folder and return how many seconds that takes."""
    sources, how = Sources([str(lists)]), Reading(jobs=jobs)
    if name == "load":
        return seconds(partial(tasks.load, store, sources, how))
    show = checking.Showing("text", "zh", 80, whole=False)
    checked = checking.Checking(sources, how)
    return seconds(lambda: sum(map(len, checking.texts(checked, show))))
