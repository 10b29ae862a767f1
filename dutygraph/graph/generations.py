"""The folder of a store: whole generations, and a pointer that names the current one.

    dutygraph-store.json    what this folder is: format and version
    current                 the number of the current generation
    writing.lock            held by the one writer
    generations/7/          one generation, complete and never written again
    generations/7.lock      shared by the readers of generation 7

A writer builds the next generation beside the current one and then switches the pointer in one
step. Killed at any moment, the pointer still names a whole generation. The numbers only grow, so
a reader that holds the lock of a generation and sees the pointer still on it may stay as long as it
likes: an old generation is deleted only under its exclusive lock.
"""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from dutygraph.errors import StoreError
from dutygraph.graph.locks import PAUSE, read_lock, write_lock
from dutygraph.messages import N_

FORMAT = "dutygraph-store"
VERSION = 1

_MARKER = "dutygraph-store.json"
CATALOG = "lists.json"
"""What a writer puts into a generation last: one that has it is whole."""

_POINTER = "current"
_LOCK = "writing.lock"
_GENERATIONS = "generations"
# What a first writer that was killed early may have left in a folder without a marker.
_BEGINNINGS = {_LOCK, f"{_MARKER}.new"}
_ATTEMPTS = 40


@dataclass(slots=True)
class Draft:
    """The generation that a writer builds in `new`, after `old`; it counts if `keep` is set."""

    old: Path | None
    new: Path
    keep: bool = False


@contextmanager
def storage(root: Path) -> Iterator[None]:
    """Turn what the disk or the database says inside the block into a StoreError about `root`."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or " ".join(str(error).split())
        raise StoreError(
            N_("the store at {path} cannot be read or written: {reason}"), path=root, reason=reason
        ) from error


def hold(root: Path) -> tuple[Path, BinaryIO]:
    """Return the current generation's folder and the handle that keeps it; close it when done.

    Raises:
        StoreError: there is no store at `root`, or it is damaged.
    """
    for _ in range(_ATTEMPTS):
        number = _current(root) if _is_store(root) else None
        if number is None:
            raise StoreError(N_("no store at {path}: load a document first"), path=root)
        handle = read_lock(_lock_of(root, number))
        if handle is not None:
            if _current(root) == number:
                return root / _GENERATIONS / str(number), handle
            handle.close()
        time.sleep(PAUSE)
    raise damaged(root, _GENERATIONS)


@contextmanager
def writing(root: Path, wait: float) -> Iterator[Draft]:
    """Hold the store's only place for a writer, and switch to the draft if the block keeps it.

    A missing or empty folder becomes a store if the draft is kept, and is left as it was if not.

    Raises:
        StoreError: `root` is no store, or another process still writes it after `wait` seconds.
    """
    with storage(root):
        is_new = not root.exists()
        _is_store(root)
        lock = write_lock(root / _LOCK, wait=wait)
    if lock is None:
        raise StoreError(
            N_("another process is writing the store at {path}: try again, or wait with --wait"),
            path=root,
        )
    with lock:
        try:
            yield from _draft(root)
        finally:
            # Still under the lock: whoever waits for it finds out that the file is gone.
            if not (root / _POINTER).exists():
                _undo(root, folder=is_new)


def _draft(root: Path) -> Iterator[Draft]:
    try:
        with storage(root):
            draft = _begin(root)
        yield draft
        if draft.keep:
            with storage(root):
                _sync_tree(draft.new)
                _write(root / _POINTER, draft.new.name)
    finally:
        with suppress(OSError, StoreError):
            _clear(root)


def _begin(root: Path) -> Draft:
    if not _is_store(root):
        _write(root / _MARKER, json.dumps({"format": FORMAT, "version": VERSION}))
    _mend_pointer(root)
    current = _current(root)
    _clear(root)
    folder = root / _GENERATIONS
    folder.mkdir(exist_ok=True)
    number = 1 + max([current or 0, *_numbers(root)])
    _lock_of(root, number).touch()
    draft = Draft(folder / str(current) if current is not None else None, folder / str(number))
    draft.new.mkdir()
    return draft


def _mend_pointer(root: Path) -> None:
    """Write a lost pointer again: a generation that has its catalog is whole."""
    if not (root / _POINTER).exists():
        whole = [
            number
            for number in _numbers(root)
            if (root / _GENERATIONS / str(number) / CATALOG).exists()
        ]
        if whole:
            _write(root / _POINTER, str(max(whole)))


def _is_store(root: Path) -> bool:
    """Tell a store from a folder that may become one; refuse all else."""
    if not root.exists():
        return False
    if not root.is_dir():
        raise StoreError(N_("{path} is a file, not the folder of a store"), path=root)
    names = {path.name for path in root.iterdir()}
    if _MARKER not in names and names <= _BEGINNINGS:
        return False
    version = _version(root / _MARKER)
    if version is None:
        raise StoreError(
            N_("{path} holds other files and is no store: choose another folder"), path=root
        )
    if version > VERSION:
        raise StoreError(
            N_("the store at {path} has the newer format {version}: update dutygraph"),
            path=root,
            version=version,
        )
    return True


def _version(marker: Path) -> int | None:
    try:
        content = json.loads(marker.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        return None
    version = content.get("version")
    return version if isinstance(version, int) else None


def _current(root: Path) -> int | None:
    try:
        text = (root / _POINTER).read_text(encoding="ascii").strip()
        number = int(text)
    except FileNotFoundError:
        return None
    except ValueError:
        raise damaged(root, _POINTER) from None
    if not (root / _GENERATIONS / str(number)).is_dir():
        # Between two reads of the pointer a writer may have deleted what it named.
        if (root / _POINTER).read_text(encoding="ascii").strip() == text:
            raise damaged(root, f"{_GENERATIONS}/{number}")
        return _current(root)
    return number


def damaged(root: Path, name: str) -> StoreError:
    """Return the error that names the part of the store at `root` that is damaged."""
    return StoreError(
        N_("the store at {path} is damaged ({name}): load the documents into a new one"),
        path=root,
        name=name,
    )


def _lock_of(root: Path, number: int) -> Path:
    return root / _GENERATIONS / f"{number}.lock"


def _numbers(root: Path) -> set[int]:
    names = (path.name.removesuffix(".lock") for path in (root / _GENERATIONS).glob("*"))
    return {int(name) for name in names if name.isdecimal()}


def _clear(root: Path) -> None:
    """Delete every generation that is not current and that nobody reads; only for the writer."""
    import shutil

    current = _current(root)
    for number in _numbers(root) - {current}:
        path = _lock_of(root, number)
        lock = write_lock(path)
        if lock is None:
            continue
        # Windows refuses to delete what is open: the next writer tries again.
        with lock, suppress(OSError):
            folder = root / _GENERATIONS / str(number)
            if folder.exists():
                shutil.rmtree(folder)
            _delete_locked(path, lock)


def _delete_locked(path: Path, lock: BinaryIO) -> None:
    if os.name == "nt":
        lock.close()
    path.unlink()


def _undo(root: Path, *, folder: bool) -> None:
    with suppress(OSError):
        if (root / _GENERATIONS).exists():
            (root / _GENERATIONS).rmdir()
        for name in (_MARKER, f"{_MARKER}.new", f"{_POINTER}.new", _LOCK):
            (root / name).unlink(missing_ok=True)
        if folder:
            root.rmdir()


def _write(path: Path, text: str) -> None:
    """Write a small file whole or not at all."""
    new = path.with_name(f"{path.name}.new")
    with new.open("w", encoding="utf-8") as file:
        file.write(f"{text}\n")
        file.flush()
        os.fsync(file.fileno())
    _replace(new, path)
    _sync(path.parent)


def _replace(new: Path, path: Path) -> None:
    # Windows refuses for the moment in which a reader has the file open.
    for _ in range(_ATTEMPTS if os.name == "nt" else 0):
        with suppress(PermissionError):
            new.replace(path)
            return
        time.sleep(PAUSE)
    new.replace(path)


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)
    _sync(folder.parent)


def _sync(path: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
