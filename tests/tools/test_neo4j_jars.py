"""Finding a Java for Neo4j, and bringing its program files once."""

from pathlib import Path

import neo4j_jars as tool
import pytest
from neo4j_jars import MissingPartError

MAIN_CLASS = "org.neo4j.server.CommunityEntryPoint"

MAVEN = """\
for argument; do case $argument in -DoutputDirectory=*) folder=${argument#*=} ;; esac; done
/bin/mkdir "$folder"
echo > "$folder/neo4j.jar"
"""

MAVEN_WITHOUT_NETWORK = """\
echo '[ERROR] Could not resolve org.neo4j:neo4j: the network is down'
echo '[ERROR] Re-run Maven with the -X switch'
exit 1
"""


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Put us on a machine with no program on PATH and nothing downloaded."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(tool, "JVMS", tmp_path / "jvm")
    monkeypatch.setattr(tool, "CACHE", tmp_path / "cache")


def program(path: Path, text: str) -> None:
    """Write a program for the shell."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


def java(path: Path, version: str) -> None:
    """Write a program that says it is this version of Java."""
    program(path, f"echo 'openjdk version \"{version}\" 2025-04-15' >&2")


@pytest.mark.parametrize(
    ("place", "version"),
    [("bin/java", "21"), ("jvm/java-21/bin/java", "21.0.2"), ("mine/bin/java", "17.0.15")],
)
def test_java_is_found_on_path_or_where_systems_keep_it_or_in_java_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: str, version: str
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "mine"))
    java(tmp_path / place, version)
    assert tool.find_java() == (tmp_path / place).resolve()


def test_without_java_the_message_says_which_to_install() -> None:
    with pytest.raises(MissingPartError, match=r"Java 17 or 21; install .* or set JAVA_HOME"):
        tool.java_command(MAIN_CLASS)


def test_a_java_that_neo4j_does_not_know_is_none(tmp_path: Path) -> None:
    java(tmp_path / "bin" / "java", "11.0.2")
    java(tmp_path / "jvm" / "java-25" / "bin" / "java", "25.0.1")
    assert tool.find_java() is None


def test_without_maven_the_message_says_to_install_it(tmp_path: Path) -> None:
    java(tmp_path / "bin" / "java", "17.0.15")
    with pytest.raises(MissingPartError, match="install maven"):
        tool.java_command(MAIN_CLASS)


def test_without_network_the_message_is_mavens_first_and_no_half_download_is_left(
    tmp_path: Path,
) -> None:
    java(tmp_path / "bin" / "java", "17.0.15")
    program(tmp_path / "bin" / "mvn", MAVEN_WITHOUT_NETWORK)
    with pytest.raises(MissingPartError, match=r"the network is down$"):
        tool.java_command(MAIN_CLASS)
    assert list((tmp_path / "cache").iterdir()) == []


def test_what_was_downloaded_once_needs_maven_no_more(tmp_path: Path) -> None:
    java(tmp_path / "bin" / "java", "17.0.15")
    program(tmp_path / "bin" / "mvn", MAVEN)
    first = tool.java_command(MAIN_CLASS)
    jars = tmp_path / "cache" / f"jars-{tool.version()}"
    assert first[-3:] == ["-cp", f"{jars}/*", MAIN_CLASS]
    assert [path.name for path in jars.iterdir()] == ["neo4j.jar"]
    (tmp_path / "bin" / "mvn").unlink()
    assert tool.java_command(MAIN_CLASS) == first


def test_what_is_missing_has_the_names_of_debian() -> None:
    expected = ["openjdk-17-jre-headless | openjdk-21-jre-headless", "maven"]
    assert tool.missing_packages() == expected
