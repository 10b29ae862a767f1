"""What the reader's tests share: the real list and the sample list, each read once."""

import re
from pathlib import Path

import pytest

from dutygraph import loaders
from dutygraph.loaders import read_file
from dutygraph.model import DutyList

SAMPLE = Path(loaders.__file__).parent.parent / "samples" / "qingxi.txt"
_TAG = re.compile(r"<[^>]*>")


@pytest.fixture(scope="session")
def sample_path() -> Path:
    """Return the path of the bundled sample list."""
    return SAMPLE


@pytest.fixture(scope="session")
def sample() -> DutyList:
    """Return the sample list as it is read."""
    return read_file(SAMPLE)


@pytest.fixture(scope="session")
def real(real_list: Path) -> DutyList:
    """Return the real list as it is read."""
    return read_file(real_list)


@pytest.fixture(scope="session")
def real_lines(real_list: Path) -> list[list[str]]:
    """Return the cells of every line of the real list, without tags and white space."""
    lines = real_list.read_text(encoding="utf-8").split("\n")
    return [
        ["".join(_TAG.sub("", cell).split()) for cell in line.rstrip("\r").split("\t")]
        for line in lines
    ]
