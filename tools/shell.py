"""A shell for tests: runs the program in a folder as users do, and looks at what it did."""

# ruff: noqa: S101 - it is a part of tests

import json
import os
import subprocess
import sys
from pathlib import Path

PROGRAM = (sys.executable, "-m", "dutygraph")
PLACE = "重庆市/临江县/晴溪镇"


class Shell:
    """Runs the program in a folder, with the store `store` in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = folder / "store"

    def environment(self, **more: str) -> dict[str, str]:
        """Return the variables that the program sees: English, 80 columns, the store."""
        known = {"DUTYGRAPH_STORE": "store", "LC_ALL": "C.UTF-8", "COLUMNS": "80"}
        return {**os.environ, **known, **more}

    def run(
        self, *arguments: str, stdin: bytes = b"", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a command, which never shows a traceback, and return what it did."""
        done = subprocess.run(
            [*PROGRAM, *arguments],
            cwd=self.folder,
            env=self.environment(**environment),
            input=stdin,
            capture_output=True,
            check=False,
            timeout=60,
        )
        # Universal newlines would hide a stray CR.
        output, errors = done.stdout.decode(), done.stderr.decode()
        assert "Traceback" not in errors
        assert "fault of the program" not in errors
        return subprocess.CompletedProcess(done.args, done.returncode, output, errors)

    def ok(self, *arguments: str, stdin: bytes = b"") -> str:
        """Run what must succeed, and return its stdout."""
        done = self.run(*arguments, stdin=stdin)
        assert (done.returncode, done.stderr if "-q" in arguments else "") == (0, ""), done.stderr
        return done.stdout

    def rows(self, *arguments: str) -> list[dict[str, object]]:
        """Return the rows of a question."""
        found: list[dict[str, object]] = json.loads(self.ok("ask", *arguments, "-f", "json"))
        return found

    def refused(self, *arguments: str, code: int = 1, stdin: bytes = b"") -> str:
        """Run what must fail, leaving the folder as it was, and return what it said."""
        before = contents(self.folder)
        done = self.run(*arguments, stdin=stdin)
        assert (done.returncode, done.stdout) == (code, ""), done.stderr
        assert contents(self.folder) == before
        return done.stderr

    def refused_in_one_line(self, *arguments: str, stdin: bytes = b"") -> str:
        """Run what must fail with one line, and return it."""
        said = self.refused(*arguments, stdin=stdin)
        assert said.count("\n") == 1
        assert said.endswith("\n")
        return said.rstrip("\n")


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {str(each): each.read_bytes() for each in sorted(folder.rglob("*")) if each.is_file()}
