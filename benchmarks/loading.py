"""Documents → loaded store, against Oxigraph alone on the same N-Quads; and its memory."""

import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import RdfFormat, Store

from benchmarks import corpus
from benchmarks.measure import Comparison, apart, peak_memory, seconds
from dutygraph import tasks
from dutygraph.loaders.sources import Sources
from dutygraph.reading import Reading

_ROUNDS = 3
_TARGET = 2
_GROWTH = 1.2
# Before this many lists memory still grows to what Oxigraph and Python hold anyway.
_SETTLED = 20


class Run(NamedTuple):
    """One load in a process of its own: its time in seconds, its peak of memory in megabytes."""

    seconds: float
    memory: float


def compare(folder: Path, documents: Sequence[Path]) -> Iterator[Comparison]:
    """Load `documents` with dutygraph and with Oxigraph alone, in turns, each in a fresh store."""
    quads = corpus.write_quads(documents, folder / "quads")
    few = documents[: max(1, len(documents) // 5)]
    ours, peer, small = [], [], []
    for turn in range(_ROUNDS):
        peer.append(apart(oxigraph, quads, folder / f"oxigraph-{turn}"))
        ours.append(apart(dutygraph, documents, folder / f"dutygraph-{turn}"))
        small.append(apart(dutygraph, few, folder / f"few-{turn}"))
    yield Comparison(
        f"load {len(documents)} lists; peer: Oxigraph, same N-Quads",
        statistics.median(run.seconds for run in ours),
        "s",
        statistics.median(run.seconds for run in peer),
        _TARGET,
    )
    yield Comparison(
        f"memory at {len(documents)} lists; peer: at {len(few)} lists",
        statistics.median(run.memory for run in ours),
        "MB",
        statistics.median(run.memory for run in small),
        _GROWTH if len(few) >= _SETTLED else None,
    )


def dutygraph(documents: Sequence[Path], store: Path) -> Run:
    """Load documents into a new store the way the command does."""
    took = seconds(lambda: load(documents, store))
    return Run(took, peak_memory())


def load(documents: Sequence[Path], store: Path) -> None:
    """Load documents into the store at `store`."""
    files = [str(path) for path in documents]
    tasks.load(store, Sources(files), Reading())


def oxigraph(quads: Sequence[Path], store: Path) -> Run:
    """Load N-Quads into a new store of Oxigraph, one bulk load per list."""
    took = seconds(lambda: _bulk_load(quads, store))
    return Run(took, peak_memory())


def _bulk_load(quads: Sequence[Path], folder: Path) -> None:
    store = Store(str(folder))
    for path in quads:
        store.bulk_load(path.read_bytes(), RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
