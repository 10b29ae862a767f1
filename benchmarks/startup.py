"""How long the program takes to start on a pipe, against the bare interpreter."""

import compileall
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import dutygraph
from benchmarks.loading import load
from benchmarks.measure import Comparison, apart, seconds

_ROUNDS = 21
_BARE, _HELP, _ASK = "python -c pass", "dutygraph --help", "dutygraph ask duties DEPARTMENT"
_TARGETS = {_HELP: 5, _ASK: 10}
# What would cost us time that users do not pay, or lead us to another store.
_LEFT_OUT = ("PYTHONDONTWRITEBYTECODE", "DUTYGRAPH_STORE")


def compare(folder: Path, documents: Sequence[Path]) -> Iterator[Comparison]:
    """Time `--help` and one question on a store of one list, in turns with `python -c pass`."""
    compileall.compile_dir(Path(dutygraph.__file__).parent, quiet=1)
    store = folder / "one"
    apart(load, documents[:1], store)
    commands = {
        _BARE: [sys.executable, "-c", "pass"],
        _HELP: [*_program(), "--help"],
        _ASK: [*_program(), "--store", str(store), "ask", "duties", "县公安局"],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(_ROUNDS + 1):
        for name, command in commands.items():
            took = seconds(partial(_run, command))
            if turn:  # the first one only warms the caches
                taken[name].append(took * 1000)
    medians = {name: statistics.median(times) for name, times in taken.items()}
    for name, target in _TARGETS.items():
        yield Comparison(f"{name}; peer: {_BARE}", medians[name], "ms", medians[_BARE], target)


def _program() -> list[str]:
    """Return the installed program of this interpreter, else the package as one."""
    script = shutil.which("dutygraph", path=str(Path(sys.executable).parent))
    return [script] if script else [sys.executable, "-m", "dutygraph"]


def _run(command: Sequence[str]) -> None:
    kept = {key: value for key, value in os.environ.items() if key not in _LEFT_OUT}
    subprocess.run(command, check=True, stdout=subprocess.PIPE, env=kept)
