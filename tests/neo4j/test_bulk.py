"""The files for the import tool, loaded by the real tool into a server of our own."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import neo4j_server
import pytest
from neo4j_jars import java_command
from neo4j_server import Server
from shell import Shell

from dutygraph import loaders
from dutygraph.errors import UsageError
from dutygraph.graph import rdf, store
from dutygraph.graph.neo4j import bulk, connection, mirror, verify
from dutygraph.graph.neo4j.connection import Access
from dutygraph.graph.neo4j.mirror import Summary
from dutygraph.graph.neo4j.plan import wanted
from dutygraph.graph.snapshot import Snapshot
from dutygraph.model import Finding, Position
from dutygraph.tasks import SAMPLE

AWKWARD = 'a"b""c,d;e|f\\g\n\r\nh\ti \'j\' \u2028 \U0001f600 '


@pytest.fixture(scope="module")
def snapshot() -> Iterator[Snapshot]:
    """Yield the sample list with texts that CSV gets wrong, in two townships."""
    sample = loaders.read_file(SAMPLE)
    first, *others = sample.duties
    one, *rest = sample.names
    awkward = replace(
        sample,
        title=AWKWARD,
        duties=(replace(first, title=AWKWARD * 20_000), *others),
        names=(replace(one, written=AWKWARD), *rest),
        findings=(*sample.findings, Finding("stop-missing", Position(1, 2, quote=AWKWARD))),
    )
    neighbour = replace(sample, place=(*sample.place[:-1], "北岸镇"))
    with store.memory([rdf.project(awkward), rdf.project(neighbour)]) as opened:
        yield opened


def test_the_import_tool_loads_them_and_the_mirror_has_nothing_to_write(
    snapshot: Snapshot, tmp_path: Path, own_server: Server | None
) -> None:
    if own_server is None:
        pytest.skip("NEO4J_URI names a server, and the tool needs its files")
    home, folder = tmp_path / "home", tmp_path / "files"
    bulk.write(snapshot, folder)
    (home / "conf").mkdir(parents=True)
    done = subprocess.run(
        [
            *java_command("org.neo4j.cli.AdminTool"),
            *("database", "import", "full", "neo4j", f"@{bulk.ARGUMENTS}"),
        ],
        cwd=folder,
        env={**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    server = neo4j_server.start(home, neo4j_server.free_port())
    try:
        with connection.connect(Access(server.uri)) as target:
            assert list(verify.differences(target, snapshot, wanted(snapshot))) == []
            assert mirror.run(target, snapshot, mirror.plan(target, snapshot)) == Summary()
    finally:
        server.stop()


def test_headers_and_cells(snapshot: Snapshot, tmp_path: Path) -> None:
    bulk.write(snapshot, tmp_path / "files")
    lines = (tmp_path / "files" / "Duty-IN_LIST-DutyList.csv").read_text("utf-8").splitlines()
    assert lines[0] == '":START_ID(Duty)",":END_ID(DutyList)","graph:string"'
    graph = lines[1].split(",")[1]
    assert lines[1] == f'{graph[:-1]}/basic/1",{graph},{graph}'
    [head, first, *_] = (tmp_path / "files" / "Township.csv").read_text("utf-8").splitlines()
    assert head == (
        '"iri:ID(Township)","graph:string","fingerprint:string","name:string","path:string"'
    )
    assert first.endswith(',,"北岸镇","重庆市/临江县/北岸镇"')
    [head, *_] = (tmp_path / "files" / "Statement.csv").read_text("utf-8").splitlines()
    assert '"order:long","text:string","marks:string[]","markWords:string[]"' in head
    arguments = (tmp_path / "files" / "import.args").read_text("utf-8").splitlines()
    assert "--nodes=Department:DutyGraph=Department.csv" in arguments
    edges = "--relationships=PARTICIPATES_IN=Department-PARTICIPATES_IN-Duty.csv"
    assert edges in arguments


def test_two_runs_write_the_same_bytes(snapshot: Snapshot, tmp_path: Path) -> None:
    for name in ("a", "b"):
        bulk.write(snapshot, tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert sorted(path.name for path in (tmp_path / "b").iterdir()) == files
    assert all(
        (tmp_path / "a" / n).read_bytes() == (tmp_path / "b" / n).read_bytes() for n in files
    )


def test_a_folder_that_is_there_is_left_alone(snapshot: Snapshot, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is there already"):
        bulk.write(snapshot, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_command_makes_the_folder(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.ok("-q", "load", str(SAMPLE))
    assert "-o FOLDER" in shell.refused("export", "-f", "neo4j-csv", code=2)
    assert shell.ok("export", "-f", "neo4j-csv", "-o", "files", "--list", "晴溪镇") == ""
    assert (tmp_path / "files" / bulk.ARGUMENTS).is_file()
    shell.refused("export", "-f", "neo4j-csv", "-o", "files", code=2)
