"""Several processes at one store: writers wait, die, and disturb no reader."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from shell import PLACE, PROGRAM, Shell

from dutygraph import Questions, open_store
from dutygraph.tasks import SAMPLE

HOLDER = """
import sys
from dutygraph import load, project, read_file
from pathlib import Path
def held():
    print("writing", flush=True)
    sys.stdin.readline()
    yield project(read_file(Path(sys.argv[2]), place=("重庆市", "临江县", "南岸镇")))
load(sys.argv[1], held())
"""


@pytest.fixture
def holder(shell: Shell) -> Iterator[subprocess.Popen[str]]:
    """Yield a process that writes the store until it is sent a line."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(shell.store), str(SAMPLE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"
    yield process
    process.communicate("\n" if process.poll() is None else None, timeout=30)


def test_a_second_writer_is_told_to_wait(shell: Shell, holder: subprocess.Popen[str]) -> None:
    done = shell.run("load", str(SAMPLE))
    assert done.returncode == 1
    assert "--wait" in done.stderr.splitlines()[-1]
    assert shell.rows("summary")[0]["list"] == PLACE
    waiting = subprocess.Popen(
        [*PROGRAM, "-q", "load", "--wait", "30", str(SAMPLE), "--place", "重庆市/临江县/北岸镇"],
        cwd=shell.folder,
        env=shell.environment(),
    )
    time.sleep(0.3)
    assert waiting.poll() is None
    holder.communicate("\n", timeout=30)
    assert waiting.wait(timeout=30) == 0
    assert [str(row["list"])[-3:] for row in shell.rows("summary")] == [
        "北岸镇",
        "南岸镇",
        "晴溪镇",
    ]


READER = """
import sys
from dutygraph import Questions, open_store
seen = set()
while True:
    with open_store(sys.argv[1]) as snapshot:
        seen.add(tuple(row.basic for row in Questions(snapshot).summary()))
    print(len(seen), sorted(seen), flush=True)
"""


@pytest.fixture
def versions(shell: Shell) -> Shell:
    """Return a shell with two versions of two lists: 14 basic duties each (loaded), or 15."""
    text = SAMPLE.read_text(encoding="utf-8")
    more = text.replace("\n配合履职事项清单\n", "15\t新增的事项。\n\n配合履职事项清单\n", 1)
    for number, version in ((14, text), (15, more)):
        for place in ("晴溪", "南岸"):
            file = shell.folder / f"{place}{number}.txt"
            file.write_text(version.replace("晴溪镇", f"{place}镇", 1), encoding="utf-8")
    shell.ok("load", "晴溪14.txt", "南岸14.txt")
    return shell


@pytest.fixture
def reader_log(versions: Shell) -> Iterator[Path]:
    """Yield the file in which a process writes what it has seen while it reads again and again."""
    log = versions.folder / "seen.log"
    with log.open("w", encoding="utf-8") as output:
        reader = subprocess.Popen(
            [sys.executable, "-c", READER, str(versions.store)],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        yield log
        assert reader.poll() is None
        reader.kill()
        reader.wait()


def test_a_loader_killed_at_any_moment_leaves_the_store_before_or_after(
    versions: Shell, reader_log: Path
) -> None:
    moments, lasting, now, finished = random.Random(3), 1.0, 14, 0
    for _ in range(20):
        number = 29 - now
        loader = subprocess.Popen(
            [*PROGRAM, "load", f"晴溪{number}.txt", f"南岸{number}.txt"],
            cwd=versions.folder,
            env=versions.environment(),
            stderr=subprocess.DEVNULL,
        )
        time.sleep(moments.uniform(0.5, 1.5) * lasting)
        loader.kill()
        loader.wait()
        with open_store(versions.store) as snapshot:
            found = {row.basic for row in Questions(snapshot).summary()}
        assert found in ({14}, {15})
        # Half of the moments should come too late, however busy the machine is.
        lasting *= 1.15 if found == {now} else 0.85
        finished += found != {now}
        [now] = found
    seen = reader_log.read_text(encoding="utf-8").splitlines()[:-1]
    assert set(seen) == {"1 [(14, 14)]", "2 [(14, 14), (15, 15)]"}
    # Killed too early or too late every time, the test would show nothing.
    assert 0 < finished < 20
    versions.ok("load", "晴溪15.txt", "南岸15.txt")
