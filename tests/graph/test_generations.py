"""Races between readers and writers, each played out at its worst moment."""

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from small_lists import small_list

from dutygraph.graph import generations, locks
from dutygraph.graph.listgraph import ListGraph
from dutygraph.graph.store import load, open_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store"


def test_a_reader_whose_generation_goes_before_it_has_the_lock_takes_the_next(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(path, [small_list("东镇", note="旧")])

    def locking_late(lock: Path) -> BinaryIO | None:
        monkeypatch.undo()
        handle = lock.open("rb")
        load(path, [small_list("东镇", note="新")])
        return handle

    monkeypatch.setattr(generations, "read_lock", locking_late)
    with open_store(path) as snapshot:
        assert sum('"新"' in str(quad) for quad in snapshot.quads()) == 1


def test_a_reader_whose_lock_file_is_gone_takes_the_next_generation(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(path, [small_list("东镇", note="旧")])

    def locking_too_late(lock: Path) -> BinaryIO | None:
        monkeypatch.undo()
        load(path, [small_list("东镇", note="新")])
        return locks.read_lock(lock)

    monkeypatch.setattr(generations, "read_lock", locking_too_late)
    with open_store(path) as snapshot:
        assert sum('"新"' in str(quad) for quad in snapshot.quads()) == 1


def test_a_lock_on_a_file_that_its_last_holder_deleted_does_not_count(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = path / "lock"
    lock = locks._lock

    def locking_what_is_deleted(handle: BinaryIO, *, shared: bool) -> bool:
        monkeypatch.undo()
        file.unlink()
        return lock(handle, shared=shared)

    monkeypatch.setattr(locks, "_lock", locking_what_is_deleted)
    with locks.write_lock(file, wait=5) or pytest.fail("no lock"):
        assert locks.write_lock(file) is None
        assert locks.read_lock(file) is None


def test_shared_locks_go_together_and_keep_a_writer_out(path: Path) -> None:
    file = path / "lock"
    assert locks.read_lock(file) is None
    (locks.write_lock(file) or pytest.fail("no lock")).close()
    with (
        locks.read_lock(file) or pytest.fail("no lock"),
        locks.read_lock(file) or pytest.fail("no second lock"),
    ):
        assert locks.write_lock(file) is None
    (locks.write_lock(file) or pytest.fail("no lock")).close()


def test_a_writer_clears_what_a_killed_one_left_before_it_needs_the_room(path: Path) -> None:
    load(path, [small_list("东镇")])
    folder = path / "generations"
    (folder / "2").mkdir()
    (folder / "2" / "half").write_text("a database", encoding="utf-8")
    found: list[list[str]] = []

    def looking() -> Iterator[ListGraph]:
        found.append(sorted(each.name for each in folder.glob("*/half")))
        yield small_list("西镇")

    load(path, looking())
    assert found == [[]]


def test_a_lost_pointer_is_written_again_by_the_next_load(path: Path) -> None:
    load(path, [small_list("东镇", note="旧")])
    (path / "current").unlink()
    load(path, [small_list("西镇", note="新")])
    with open_store(path) as snapshot:
        assert len(snapshot.lists()) == 2
