"""The program: `python -m benchmarks [--lists N] [--only NAME]`; exits 1 if a target is missed."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks import corpus, documents, loading, mirroring, questions, readers, startup
from benchmarks.measure import HEADING, Comparison

MEASUREMENTS: dict[str, Callable[[Path, Sequence[Path]], Iterator[Comparison]]] = {
    "startup": startup.compare,
    "loading": loading.compare,
    "documents": documents.compare,
    "readers": readers.compare,
    "questions": questions.compare,
    "mirror": mirroring.compare,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the measurements, print a line for each, and return the exit code."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--lists", type=int, default=100, metavar="N", help="how many lists")
    parser.add_argument("--only", choices=MEASUREMENTS, help="take one measurement alone")
    chosen = parser.parse_args(arguments)
    if chosen.lists not in range(1, corpus.MOST + 1):
        parser.error(f"--lists takes 1 to {corpus.MOST}")
    names = [chosen.only] if chosen.only else list(MEASUREMENTS)
    with tempfile.TemporaryDirectory(prefix="dutygraph-bench-") as folder:
        return _measure(Path(folder), names, chosen.lists)


def _measure(folder: Path, names: Sequence[str], lists: int) -> int:
    written = corpus.write_documents(corpus.real_list(), folder / "documents", lists)
    missed = 0
    print(HEADING, flush=True)
    for name in names:
        (folder / name).mkdir()
        for comparison in MEASUREMENTS[name](folder / name, written):
            print(comparison.line(), flush=True)
            missed += not comparison.is_kept
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
