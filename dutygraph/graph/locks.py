"""Locks on files, shared or exclusive: what keeps writers in line and readers undisturbed."""

import os
import sys
import time
from pathlib import Path
from typing import BinaryIO

PAUSE = 0.05


if sys.platform == "win32":
    import portalocker

    def _lock(handle: BinaryIO, *, shared: bool) -> bool:
        kind = portalocker.LockFlags.SHARED if shared else portalocker.LockFlags.EXCLUSIVE
        try:
            portalocker.lock(handle, kind | portalocker.LockFlags.NON_BLOCKING)
        except portalocker.LockException:
            return False
        return True

else:
    # Not portalocker here: importing it takes longer than answering a question.
    import fcntl

    def _lock(handle: BinaryIO, *, shared: bool) -> bool:
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def read_lock(path: Path) -> BinaryIO | None:
    """Return the handle that holds a shared lock on `path`, or None if there is none to have now.

    Closing the handle releases the lock. The file is opened for reading only, so that a store on a
    read-only disk can be read.
    """
    try:
        handle = path.open("rb")
    except FileNotFoundError:
        return None
    return _locked(handle, shared=True)


def write_lock(path: Path, *, wait: float = 0) -> BinaryIO | None:
    """Return the handle that holds the exclusive lock on `path`, or None after `wait` seconds.

    The file and its folder are made where they are missing. Closing the handle releases the lock.
    """
    deadline = time.monotonic() + wait
    while True:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = _locked(path.open("ab"), shared=False)
        if handle is not None:
            if _still_names(path, handle):
                return handle
            handle.close()
        if time.monotonic() >= deadline:
            return None
        time.sleep(PAUSE)


def _locked(handle: BinaryIO, *, shared: bool) -> BinaryIO | None:
    if _lock(handle, shared=shared):
        return handle
    handle.close()
    return None


def _still_names(path: Path, handle: BinaryIO) -> bool:
    # The last holder may have deleted the file; a lock on what is left excludes nobody.
    try:
        return os.path.samestat(path.stat(), os.fstat(handle.fileno()))
    except FileNotFoundError:
        return False
