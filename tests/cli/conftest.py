"""Shells for the tests of the command line: in an empty folder, or with the sample list loaded."""

import shutil
from pathlib import Path

import pytest
from shell import Shell

from dutygraph.tasks import SAMPLE


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder whose store holds the sample list; not to be changed."""
    folder = tmp_path_factory.mktemp("loaded")
    Shell(folder).ok("-q", "load", str(SAMPLE))
    return folder


@pytest.fixture
def shell(loaded: Path, tmp_path: Path) -> Shell:
    """Return a shell whose store holds the sample list."""
    shutil.copytree(loaded / "store", tmp_path / "store")
    return Shell(tmp_path)


@pytest.fixture
def empty(tmp_path: Path) -> Shell:
    """Return a shell in an empty folder."""
    return Shell(tmp_path)


@pytest.fixture(scope="module")
def reading(loaded: Path) -> Shell:
    """Return a shell for commands that only read the sample's store."""
    return Shell(loaded)
