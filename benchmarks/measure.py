"""Seconds, bytes and ratios: how to take them, and how to print them beside their target."""

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")

_STATUS = Path("/proc/self/status")
_WIDTHS = (56, 10, 10, 9, 9)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Our figure beside a peer's, both in `unit`, and the bound that their ratio has to keep.

    The ratio is ours by the peer's and at most `target`; with `faster` it is the peer's by ours and
    at least `target`. Without a target the figure is only printed.
    """

    what: str
    ours: float
    unit: str
    peer: float | None = None
    target: float | None = None
    faster: bool = False

    @property
    def ratio(self) -> float | None:
        """How the two figures stand to each other."""
        if self.peer is None:
            return None
        return self.peer / self.ours if self.faster else self.ours / self.peer

    @property
    def is_kept(self) -> bool:
        """Whether the ratio keeps the target."""
        if self.ratio is None or self.target is None:
            return True
        return self.ratio >= self.target if self.faster else self.ratio <= self.target

    def line(self) -> str:
        """Return the comparison as one line under `HEADING`."""
        sign, verdict = ("≥" if self.faster else "≤"), ("ok" if self.is_kept else "NOT")
        target = "" if self.target is None else f"{sign} {self.target:g} ×"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f} ×"
        peer = "" if self.peer is None else f"{_figure(self.peer)} {self.unit}"
        cells = (self.what, f"{_figure(self.ours)} {self.unit}", peer, ratio, target)
        return f"{_cells(cells)}  {verdict if target else ''}".rstrip()


def _figure(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def _cells(cells: tuple[str, ...]) -> str:
    first, *rest = cells
    sized = zip(rest, _WIDTHS[1:], strict=True)
    return f"{first:{_WIDTHS[0]}}" + "".join(f"{cell:>{width}}" for cell, width in sized)


HEADING = _cells(("what", "ours", "peer", "ratio", "target"))


def seconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median_seconds(work: Callable[[], object], runs: int = 5) -> float:
    """Return the median time of several runs of `work`, after one that does not count."""
    work()
    return statistics.median(seconds(work) for _ in range(runs))


def apart(function: Callable[..., Result], *arguments: object) -> Result:
    """Return what a function of a module returns in a fresh process of its own."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as process:
        return process.submit(function, *arguments).result()


def peak_memory() -> float:
    """Return the most memory in megabytes that this process has had."""
    if _STATUS.exists():
        # Not ru_maxrss, which a process takes over from the one that started it.
        lines = _STATUS.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
