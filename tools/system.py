"""What tests need beyond Python: a browser, a font, Java and Maven, LibreOffice and pandoc.

`make test` runs this file before pytest. As root on a system with apt-get it installs the missing
Debian packages; elsewhere it names them in one line, and fails only where CI is set.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Never

import browser
import neo4j_jars
import office


@dataclass(frozen=True, slots=True)
class Need:
    """What some tests need: which, how to learn what is missing, what to do without packages."""

    tests: str
    missing_packages: Callable[[], list[str]]
    otherwise: str


NEEDS = (
    Need(
        "the tests of the pages",
        browser.missing_packages,
        "set DUTYGRAPH_CHROMIUM to a browser's path",
    ),
    Need(
        "the tests of the Neo4j mirror",
        lambda: [] if os.environ.get("NEO4J_URI") else neo4j_jars.missing_packages(),
        "set NEO4J_URI to an empty server's address",
    ),
    Need(
        "the tests of the forms of documents",
        office.missing_packages,
        "set DUTYGRAPH_SOFFICE to LibreOffice's path and put pandoc on PATH",
    ),
)


def lacking(part: str) -> Never:
    """Fail in CI, where every real part has to be there; skip visibly elsewhere."""
    import pytest

    if os.environ.get("CI"):
        pytest.fail(part, pytrace=False)
    pytest.skip(part)


def can_install() -> bool:
    """Return whether this user may install Debian packages."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and shutil.which("apt-get") is not None


def install(packages: list[str]) -> None:
    """Install Debian packages without asking; "a | b" is the first of them that the system offers.

    Raises:
        CalledProcessError: apt-get failed.
    """
    _apt_get("update")
    chosen = [_offered(package.split(" | ")) for package in packages]
    _apt_get("install", "--yes", "--no-install-recommends", *chosen)


def _offered(names: list[str]) -> str:
    for name in names:
        known = subprocess.run(["apt-cache", "show", name], capture_output=True, check=False)
        if known.returncode == 0:
            return name
    return names[0]


def _apt_get(*arguments: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "--quiet=2", "--option=Dpkg::Use-Pty=0", *arguments]
    # apt tells its progress on stdout, where only the tests' own report belongs.
    subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=True
    )


def main() -> int:
    """Bring what is missing, or say it; return the exit code."""
    missing = [package for need in NEEDS for package in need.missing_packages()]
    if missing and can_install():
        print(f"installing for the tests: {' '.join(missing)}", file=sys.stderr)
        try:
            install(missing)
        except subprocess.CalledProcessError as error:
            print(f"apt-get failed with code {error.returncode}", file=sys.stderr)
    complete = True
    for need in NEEDS:
        packages = need.missing_packages()
        if packages:
            complete = False
            remedy = f"install {' and '.join(packages)}, or {need.otherwise}"
            print(f"missing for {need.tests}: {remedy}", file=sys.stderr)
    return int(not complete and bool(os.environ.get("CI")))


if __name__ == "__main__":
    sys.exit(main())
