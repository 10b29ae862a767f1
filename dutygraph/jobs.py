"""Work shared out to processes, its results in the order of the work."""

import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

MOST = 60
"""How many processes there may be; Windows waits for no more."""

# So many items wait at each process: it is never idle, and memory stays flat.
_AHEAD = 2


def in_order(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    jobs: int,
    died: Callable[[Item], Result],
) -> Iterator[Result]:
    """Yield what `work` makes of each item, in their order.

    With one job it is done here, one by one. With more, `work`, items and results travel between
    processes, and items are taken only a few ahead. Where a process dies over an item, killed for
    its memory perhaps, `died` makes the result.
    """
    if jobs == 1:
        yield from map(work, items)
        return
    processes = _Processes(work, jobs, died)
    left: deque[tuple[Item, Future[Result]]] = deque()
    try:
        for item in items:
            left.append((item, processes.submit(item)))
            if len(left) == jobs * _AHEAD:
                yield processes.result(*left.popleft())
        while left:
            yield processes.result(*left.popleft())
    except BaseException:
        # Interrupted, or nobody wants the rest: what is still being done is for nothing.
        processes.end()
        raise
    processes.pool.shutdown()


class _Processes(Generic[Item, Result]):
    """A pool of processes that is set up again when one of them dies."""

    def __init__(
        self, work: Callable[[Item], Result], jobs: int, died: Callable[[Item], Result]
    ) -> None:
        self.work, self.jobs, self.died = work, jobs, died
        self.others = multiprocessing.active_children()
        self.pool = _pool(jobs)

    def submit(self, item: Item) -> Future[Result]:
        with _children_deaf_to_interrupts():
            try:
                return self.pool.submit(self.work, item)
            except BrokenProcessPool:
                self.pool.shutdown()
                self.pool = _pool(self.jobs)
                return self.pool.submit(self.work, item)

    def result(self, item: Item, future: Future[Result]) -> Result:
        try:
            return future.result()
        except BrokenProcessPool:
            # All items under way are lost with the process of one: alone, the guilty one shows.
            return self._alone(item)

    def _alone(self, item: Item) -> Result:
        with _pool(1) as pool, _children_deaf_to_interrupts():
            future = pool.submit(self.work, item)
        try:
            return future.result()
        except BrokenProcessPool:
            return self.died(item)

    def end(self) -> None:
        self.pool.shutdown(wait=False, cancel_futures=True)
        for child in multiprocessing.active_children():
            if child not in self.others:
                child.terminate()


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Forked processes would share the locks of a store's threads; Windows spawns in any case.
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_end_when_interrupted)


def _end_when_interrupted() -> None:
    """Let Ctrl-C, which a terminal sends to all processes, end this one without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def _children_deaf_to_interrupts() -> Iterator[None]:
    """Keep processes that start inside the block from answering Ctrl-C with a traceback."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
