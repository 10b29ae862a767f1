"""Work in several processes: in order, a few ahead, and whole although a process dies."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dutygraph.errors import DocumentError
from dutygraph.jobs import in_order


def doubled(item: int) -> int:
    """Return twice the item, the first ones last; 13 kills its process."""
    if item == 13:
        os._exit(9)
    time.sleep(0.05 if item % 5 == 0 else 0)
    return 2 * item


def died(item: int) -> int:
    return -item


def test_results_come_in_the_order_of_the_items() -> None:
    assert list(in_order(doubled, range(8), 2, died)) == [0, 2, 4, 6, 8, 10, 12, 14]


def test_one_job_needs_no_process() -> None:
    assert list(in_order(lambda item: item + os.getpid(), [0], 1, died)) == [os.getpid()]


def test_only_the_item_over_which_a_process_dies_is_lost() -> None:
    items = [11, 12, 13, 14, 13, 15, 16, 17, 18]
    found = list(in_order(doubled, items, 2, died))
    assert found == [22, 24, -13, 28, -13, 30, 32, 34, 36]


def test_items_are_taken_a_few_ahead_only() -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for item in range(100):
            taken += 1
            yield item

    results = in_order(doubled, items(), 2, died)
    assert next(results) == 0
    assert taken == 4
    results.close()  # type: ignore[attr-defined] # it is a generator


def refuse(item: int) -> int:
    raise DocumentError("{file} {item} is {odd}", file="{a}.txt", item=item, odd=[])


def test_an_error_arrives_with_its_fields() -> None:
    with pytest.raises(DocumentError, match="is \\[\\]") as caught:
        list(in_order(refuse, [1], 2, died))
    assert caught.value.message == "{file} {item} is {odd}"
    assert caught.value.fields == {"file": "{a}.txt", "item": 1, "odd": []}


SLOW = """
import time
from dutygraph.jobs import in_order

def slow(item):
    print("begun", flush=True)
    time.sleep(60)

if __name__ == "__main__":
    list(in_order(slow, range(9), 2, slow))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
@pytest.mark.parametrize("whole_group", [True, False])
def test_an_interrupt_ends_everything_at_once(tmp_path: Path, whole_group: bool) -> None:
    """A terminal sends Ctrl-C to all processes, others to the first one alone."""
    program = tmp_path / "slow.py"
    program.write_text(SLOW, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(program)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout
    assert process.stdout.readline() == b"begun\n"
    began = time.monotonic()
    (os.killpg if whole_group else os.kill)(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert time.monotonic() - began < 20
    assert errors.count(b"Traceback") == 1, "that of the first process, which nobody caught"
    assert b"KeyboardInterrupt" in errors
