"""Bringing what tests need beyond Python, or naming it."""

import subprocess
from pathlib import Path

import pytest
import system

PAGES = system.Need("the tests of the pages", lambda: ["chromium", "fontconfig"], "set A")
MIRROR = system.Need("the tests of the mirror", lambda: ["jre-17 | jre-21"], "set B")
COMPLETE = system.Need("other tests", list, "do nothing")


@pytest.fixture(autouse=True)
def incomplete_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put us on a machine that lacks things and where we may not install any."""
    monkeypatch.setattr(system, "NEEDS", (PAGES, MIRROR, COMPLETE))
    monkeypatch.setattr(system, "can_install", lambda: False)
    monkeypatch.delenv("CI", raising=False)


def test_one_line_for_each_need_names_everything_that_is_missing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert system.main() == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "missing for the tests of the pages: install chromium and fontconfig, or set A",
        "missing for the tests of the mirror: install jre-17 | jre-21, or set B",
    ]


def test_ci_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert system.main() == 1


def test_ci_passes_with_everything_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(system, "NEEDS", (COMPLETE,))
    assert system.main() == 0


def test_a_test_without_its_part_fails_in_ci_and_is_skipped_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(pytest.skip.Exception, match="no such thing"):
        system.lacking("no such thing")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no such thing"):
        system.lacking("no such thing")


def test_a_server_that_the_environment_names_needs_no_packages(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:7687")
    [need] = [need for need in system.NEEDS if "Neo4j" in need.tests]
    assert need.missing_packages() == []


@pytest.mark.parametrize(
    ("offered", "expected"), [("jre-17 jre-21", "jre-17"), ("jre-21", "jre-21")]
)
def test_the_first_package_that_the_system_offers_is_installed(
    monkeypatch: pytest.MonkeyPatch, offered: str, expected: str
) -> None:
    commands: list[list[str]] = []

    def pretend(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        commands.append(command)
        known = command[0] != "apt-cache" or command[-1] in offered.split()
        return subprocess.CompletedProcess(command, 0 if known else 100)

    monkeypatch.setattr(subprocess, "run", pretend)
    system.install(["jre-17 | jre-21", "maven"])
    assert commands[0][-1] == "update"
    assert commands[-1][-2:] == [expected, "maven"]
