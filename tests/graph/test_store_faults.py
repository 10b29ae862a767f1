"""A store that is refused, in use, damaged, or written by a process that dies."""

import json
import os
import random
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_lists import NS, small_list

from dutygraph.errors import StoreError
from dutygraph.graph.listgraph import ListGraph
from dutygraph.graph.store import load, open_store, remove

TOOLS = Path(__file__).resolve().parents[2] / "tools"
DUTIES = 1700  # three quads each: 10,000 in the two lists of one load


def contents(folder: Path) -> dict[str, bytes | None]:
    """Return every file below `folder` with its bytes, every folder with None."""
    found = sorted(folder.rglob("*"))
    return {str(each): each.read_bytes() if each.is_file() else None for each in found}


def notes(path: Path) -> list[tuple[str, int]]:
    """Return the texts of all duties, each with how many duties have it."""
    query = f"SELECT ?text (COUNT(*) AS ?n) {{ ?duty <{NS}text> ?text }} GROUP BY ?text"
    with open_store(path) as snapshot:
        rows = snapshot.select(query)
        return sorted((row["text"].value, int(row["n"].value)) for row in rows)


def version(path: Path) -> int:
    """Return the version of the two lists that `WRITER` loads, both whole and both the same."""
    ((text, count),) = notes(path)
    assert count == 2 * DUTIES
    return int(text)


def generations(path: Path) -> list[str]:
    return sorted(each.name for each in (path / "generations").iterdir())


def run(program: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(TOOLS), *sys.path])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.mark.parametrize("name", ["notes.txt", "current", ".hidden", "generations"])
def test_a_folder_with_other_files_is_refused_and_untouched(path: Path, name: str) -> None:
    path.mkdir()
    (path / name).write_text("1", encoding="utf-8")
    before = contents(path)
    for action in (
        lambda: load(path, [small_list("东镇")]),
        lambda: remove(path, "x"),
        lambda: open_store(path),
    ):
        with pytest.raises(StoreError, match="holds other files and is no store"):
            action()
    assert contents(path) == before


def test_a_foreign_marker_is_no_store(path: Path) -> None:
    path.mkdir()
    for text in ("", "[]", '{"format": "other", "version": 1}', '{"format": "dutygraph-store"}'):
        (path / "dutygraph-store.json").write_text(text, encoding="utf-8")
        with pytest.raises(StoreError, match="is no store"):
            load(path, [small_list("东镇")])
        assert contents(path) == {str(path / "dutygraph-store.json"): text.encode()}


def test_a_file_is_refused_and_untouched(path: Path) -> None:
    path.write_text("a list", encoding="utf-8")
    with pytest.raises(StoreError, match="is a file, not the folder of a store"):
        load(path, [small_list("东镇")])
    with pytest.raises(StoreError, match="is a file, not the folder of a store"):
        open_store(path)
    assert path.read_text(encoding="utf-8") == "a list"


def test_a_path_below_a_file_is_refused(path: Path) -> None:
    path.write_text("a list", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be read or written"):
        load(path / "store", [small_list("东镇")])


def test_a_newer_format_is_refused_and_untouched(path: Path) -> None:
    load(path, [small_list("东镇")])
    marker = path / "dutygraph-store.json"
    marker.write_text(json.dumps({"format": "dutygraph-store", "version": 2}), encoding="utf-8")
    before = contents(path)
    with pytest.raises(StoreError, match="newer format 2: update dutygraph"):
        load(path, [small_list("西镇")])
    with pytest.raises(StoreError, match="newer format 2: update dutygraph"):
        open_store(path)
    assert contents(path) == before


def test_reading_where_nothing_was_loaded_says_what_to_do(path: Path) -> None:
    message = f"^no store at {re.escape(str(path))}: load a document first$"
    with pytest.raises(StoreError, match=message):
        open_store(path)
    with pytest.raises(StoreError, match=message):
        remove(path, "x")
    assert not path.exists()
    path.mkdir()
    with pytest.raises(StoreError, match=message):
        open_store(path)
    assert contents(path) == {}


@pytest.mark.parametrize("text", ["", "x", "-1", "12345", "１", "../1"])
def test_a_damaged_pointer_is_one_clear_line(path: Path, text: str) -> None:
    load(path, [small_list("东镇")])
    (path / "current").write_text(text, encoding="utf-8")
    before = contents(path)
    with pytest.raises(StoreError, match="is damaged"):
        open_store(path)
    with pytest.raises(StoreError, match="is damaged"):
        load(path, [small_list("西镇")])
    assert contents(path) == before


@pytest.mark.parametrize("name", ["lists.json", "database/CURRENT"])
@pytest.mark.parametrize("text", [None, "", "{}"])
def test_a_damaged_generation_is_one_clear_line(path: Path, name: str, text: str | None) -> None:
    load(path, [small_list("东镇")])
    file = path / "generations" / "1" / name
    file.unlink()
    if text is not None:
        file.write_text(text, encoding="utf-8")
    for action in (lambda: open_store(path), lambda: load(path, [small_list("西镇")])):
        with pytest.raises(StoreError) as caught:
            action()
        assert "\n" not in str(caught.value)


class StoppedError(Exception):
    """What a document raises in the middle of a run."""


def stopping_after(*graphs: ListGraph) -> Iterator[ListGraph]:
    yield from graphs
    raise StoppedError


def test_a_run_that_fails_leaves_the_store_as_it_was(path: Path) -> None:
    load(path, [small_list("东镇", note="旧")])
    before = contents(path)
    with pytest.raises(StoppedError):
        load(path, stopping_after(small_list("东镇", note="新"), small_list("西镇")))
    assert contents(path) == before


def test_a_run_that_fails_leaves_no_new_store(path: Path) -> None:
    with pytest.raises(StoppedError):
        load(path, stopping_after(small_list("东镇")))
    assert not path.exists()
    path.mkdir()
    with pytest.raises(StoppedError):
        load(path, stopping_after(small_list("东镇")))
    assert contents(path) == {}


def test_an_error_of_the_documents_is_not_taken_for_the_stores(path: Path) -> None:
    def missing() -> Iterator[ListGraph]:
        yield small_list("东镇")
        raise FileNotFoundError("a document")

    with pytest.raises(FileNotFoundError, match="a document"):
        load(path, missing())


def test_loading_nothing_makes_no_store(path: Path) -> None:
    load(path, [])
    assert not path.exists()


def test_quads_that_do_not_parse_leave_the_store_as_it_was(path: Path) -> None:
    good = small_list("东镇")
    load(path, [good])
    before = contents(path)
    bad = ListGraph("x:l", "x:t", "x:c", "1", b"<x:l> nonsense", {})
    with pytest.raises(SyntaxError):
        load(path, [small_list("西镇"), bad])
    assert contents(path) == before
    load(path, [small_list("西镇")])


def test_a_second_writer_is_refused_at_once_or_waits(path: Path) -> None:
    entered, leave = threading.Event(), threading.Event()

    def slowly() -> Iterator[ListGraph]:
        yield small_list("东镇", note="一")
        entered.set()
        assert leave.wait(30)

    first = threading.Thread(target=load, args=(path, slowly()))
    first.start()
    assert entered.wait(30)
    began = time.monotonic()
    with pytest.raises(StoreError, match=r"another process is writing the store at .*--wait"):
        load(path, [small_list("西镇", note="二")])
    assert time.monotonic() - began < 1
    with pytest.raises(StoreError, match="another process is writing"):
        load(path, [small_list("西镇", note="二")], wait=0.3)
    threading.Timer(0.3, leave.set).start()
    load(path, [small_list("西镇", note="二")], wait=30)
    first.join()
    assert notes(path) == [("一", 1), ("二", 1)]


def test_one_who_waits_gets_its_turn_after_a_first_writer_that_failed(path: Path) -> None:
    entered, leave = threading.Event(), threading.Event()

    def failing() -> Iterator[ListGraph]:
        entered.set()
        assert leave.wait(30)
        yield from stopping_after()

    def first_writer() -> None:
        with pytest.raises(StoppedError):
            load(path, failing())

    first = threading.Thread(target=first_writer)
    first.start()
    assert entered.wait(30)
    threading.Timer(0.3, leave.set).start()
    load(path, [small_list("西镇", note="二")], wait=30)
    first.join()
    assert notes(path) == [("二", 1)]


def test_an_open_snapshot_stays_as_it_was(path: Path) -> None:
    load(path, [small_list("东镇", "1", note="旧")])
    load(path, [small_list("东镇", "2", note="旧")])
    with open_store(path) as snapshot:
        before = sorted(map(str, snapshot.quads()))
        for number in range(3):
            load(path, [small_list("东镇", "2", note=str(number))])
        assert sorted(map(str, snapshot.quads())) == before
        older = snapshot.editions()[0]
        assert len(list(snapshot.edition(older.iri).quads(older.iri))) == 3
        assert generations(path) == ["2", "2.lock", "5", "5.lock"]
    load(path, [small_list("东镇", "2", note="新")])
    assert generations(path) == ["6", "6.lock"]
    assert notes(path) == [("新", 1)]


READER = """
import sys, threading
from pathlib import Path
from dutygraph.graph.store import open_store
path, name, duties = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
query = f"SELECT ?t (COUNT(*) AS ?n) {{ ?d <{name}> ?t }} GROUP BY ?t"
stop = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
reads = 0
while not stop.is_set():
    with open_store(path) as snapshot:
        for _ in range(reads % 4):
            (row,) = snapshot.select(query)
            assert int(row["n"].value) == duties, row
    reads += 1
    if reads == 1:
        print("reading", flush=True)
print(reads)
"""


def test_a_reader_is_undisturbed_while_a_writer_loads(path: Path) -> None:
    load(path, [small_list("东镇", note="0", duties=50)])
    reader = run(READER, path, f"{NS}text", 50)
    assert first_line(reader) == "reading"
    for number in range(1, 31):
        load(path, [small_list("东镇", note=str(number), duties=50)])
    output, errors = reader.communicate(timeout=60)
    assert (reader.returncode, errors) == (0, "")
    assert int(output) > 30


WRITER = """
import sys
from small_lists import small_list
from dutygraph.graph.store import load
path, number, duties = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
while True:
    note = str(number)
    lists = [small_list(t, bodies=["县公安局"], note=note, duties=duties) for t in ("东镇", "西镇")]
    print("loading", flush=True)
    load(path, lists)
    number += 1
"""


def test_a_writer_killed_at_any_moment_leaves_the_store_before_or_after(path: Path) -> None:
    moments = random.Random(20)
    writer, seen, leftovers = run(WRITER, path, 1, DUTIES), 0, 0
    while not (path / "current").exists():
        time.sleep(0.01)
    for _ in range(20):
        assert first_line(writer) == "loading"
        time.sleep(moments.uniform(0, 0.5))
        writer.kill()
        writer.communicate()
        found = version(path)
        assert found >= max(seen, 1)
        seen = found
        leftovers += len(generations(path)) > 2
        writer = run(WRITER, path, found + 1, DUTIES)
    writer.kill()
    writer.communicate()
    # Killed between loads every time, the test would show nothing.
    assert leftovers > 5
    load(path, [small_list("南镇", note="完")])
    assert len(generations(path)) == 2


def test_a_first_writer_killed_at_any_moment_leaves_a_folder_that_can_be_loaded(
    tmp_path: Path,
) -> None:
    moments = random.Random(10)
    for number in range(10):
        path = tmp_path / str(number)
        writer = run(WRITER, path, 1, 10)
        assert first_line(writer) == "loading"
        time.sleep(moments.uniform(0, 0.03))
        writer.kill()
        writer.communicate()
        load(path, [small_list("南镇", note="完")])
        assert ("完", 1) in notes(path)


@pytest.mark.parametrize(
    "left", [["writing.lock"], ["writing.lock", "dutygraph-store.json.new"], ["current.new"]]
)
def test_what_a_killed_writer_left_is_no_hindrance(path: Path, left: list[str]) -> None:
    path.mkdir()
    for name in left:
        (path / name).write_text("", encoding="utf-8")
    if "current.new" in left:
        marker = {"format": "dutygraph-store", "version": 1}
        (path / "dutygraph-store.json").write_text(json.dumps(marker), encoding="utf-8")
        (path / "generations" / "1").mkdir(parents=True)
    load(path, [small_list("东镇", note="一")])
    assert notes(path) == [("一", 1)]


FULL_DISK = """
import resource, sys
from small_lists import small_list
from dutygraph.errors import StoreError
from dutygraph.graph.store import load
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
try:
    load(sys.argv[1], [small_list("西镇", bodies=["县公安局"], note="长" * 99, duties=5000)])
except StoreError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file size are a thing of POSIX")
def test_a_full_disk_leaves_the_store_as_it_was(path: Path) -> None:
    load(path, [small_list("东镇", note="一")])
    before = contents(path)
    program = run(FULL_DISK, path)
    output, errors = program.communicate(timeout=60)
    assert (program.returncode, errors) == (0, "")
    assert output.startswith(f"the store at {path} cannot be read or written: ")
    assert contents(path) == before
