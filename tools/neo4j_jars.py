"""The program files of Neo4j Community: found, or brought by Maven, and the Java that runs them.

Maven brings them once, from the coordinates in neo4j-pom.xml, into .neo4j; after that neither it
nor the network is needed. Besides the server they hold the import tool of neo4j-admin.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

POM = Path(__file__).with_name("neo4j-pom.xml")
CACHE = POM.parent.parent / ".neo4j"
JVMS = Path("/usr/lib/jvm")
"""Where Linux systems keep the versions of Java that are not the default."""

JAVA_VERSIONS = (17, 21)
JAVA_PACKAGES = "openjdk-17-jre-headless | openjdk-21-jre-headless"
JAVA_OPTIONS = (
    "-Xms128m",
    "-Xmx512m",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
)


class MissingPartError(Exception):
    """This machine lacks Java, Maven or the network; the message is one line with what to do."""


def version() -> str:
    """Return the version of Neo4j that the coordinates name."""
    found: list[str] = re.findall(r"<neo4j\.version>(.+)</", POM.read_text(encoding="utf-8"))
    return found[0]


def java_command(main_class: str) -> list[str]:
    """Return the start of a command line that runs a class of Neo4j, fetched where needed.

    Raises:
        MissingPartError: Java, Maven or the network is missing.
    """
    java = find_java()
    if java is None:
        raise MissingPartError(
            "Neo4j needs Java 17 or 21; install openjdk-17-jre-headless or set JAVA_HOME"
        )
    return [str(java), *JAVA_OPTIONS, "-cp", str(fetch(java) / "*"), main_class]


def missing_packages() -> list[str]:
    """Return the Debian packages that would bring what Neo4j lacks here."""
    missing = [] if find_java() else [JAVA_PACKAGES]
    return missing if _folder().is_dir() or shutil.which("mvn") else [*missing, "maven"]


def find_java() -> Path | None:
    """Return a Java that Neo4j runs on: in JAVA_HOME, on PATH, else an installed one, or None."""
    for java in _installed_java():
        done = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
        found = re.search(r'version "(\d+)', done.stderr)
        if found and int(found[1]) in JAVA_VERSIONS:
            return java.resolve()
    return None


def _installed_java() -> Iterator[Path]:
    home = os.environ.get("JAVA_HOME")
    places = [shutil.which("java", path=f"{home}/bin") if home else None, shutil.which("java")]
    yield from (Path(place) for place in places if place)
    yield from sorted(JVMS.glob("*/bin/java"))


def fetch(java: Path) -> Path:
    """Return the folder with Neo4j's jars, brought by Maven under `java` if it is not there.

    Raises:
        MissingPartError: there is no Maven, or it could not bring them.
    """
    folder = _folder()
    if folder.is_dir():
        return folder
    maven = shutil.which("mvn")
    if maven is None:
        raise MissingPartError("Maven brings Neo4j the first time; install maven")
    print(f"downloading Neo4j {version()} (123 MB) into {CACHE.name}", file=sys.stderr)
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as scratch:
        part = Path(scratch, "jars")
        _download(maven, java, part)
        try:
            part.rename(folder)
        except OSError:
            # Another run was quicker; its jars are as good.
            if not folder.is_dir():
                raise
    return folder


def _folder() -> Path:
    return CACHE / f"jars-{version()}"


def _download(maven: str, java: Path, folder: Path) -> None:
    command = [maven, "-B", "-q", "-ntp", "-Dstyle.color=never", "-f", str(POM)]
    task = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder}"]
    done = subprocess.run(
        [*command, *task],
        env={**os.environ, "JAVA_HOME": str(java.parent.parent)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        # The first of many lines; the others say how to ask Maven for more.
        reason = re.search(r"ERROR\W+(.*)", done.stdout)
        raise MissingPartError(f"Maven brought no Neo4j: {reason[1] if reason else 'see mvn -X'}")
