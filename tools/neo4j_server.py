"""Starts and stops a Neo4j Community server on this machine, without Docker.

    python tools/neo4j_server.py start [--port PORT] [--home FOLDER]
    python tools/neo4j_server.py stop [--home FOLDER]

neo4j_jars.py brings its program files, once, into .neo4j. The server asks for no password and
therefore listens on the loopback address only. Linux and macOS.
"""

import argparse
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from neo4j_jars import CACHE, MissingPartError, java_command, version

from dutygraph.graph.locks import write_lock

DEFAULT_HOME = CACHE / "home"
HOST = "127.0.0.1"
DEFAULT_PORT = 7687
PATIENCE = 180
"""Seconds that a start or a stop may take; on a busy machine a start took 15."""

RUNNING = "running.json"
"""The file in a server's home that names its process, locked as long as that process lives."""

CONSOLE = "console.log"

SETTINGS = """\
server.default_listen_address={host}
server.bolt.listen_address={host}:{port}
server.bolt.advertised_address={host}:{port}
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled=false
dbms.usage_report.enabled=false
server.memory.pagecache.size=128m
# Half a gigabyte of empty files for each home otherwise.
db.tx_log.preallocate=false
# Stopping takes ten seconds more otherwise, even without any connection.
internal.server.bolt.connection_shutdown_wait_time=0s
internal.server.bolt.thread_pool_shutdown_wait_time=0s
"""


class ServerError(Exception):
    """There is no server; the message is one line that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that this process started; it goes on when this process ends."""

    uri: str
    home: Path
    process: subprocess.Popen[bytes]

    def stop(self) -> int:
        """Stop the server in order and return its exit code, 0 where all went well."""
        self.process.terminate()
        return self.process.wait(PATIENCE)


def free_port() -> int:
    """Return a port of the loopback address on which nothing listens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _refuse_busy(port: int) -> None:
    with socket.socket() as probe:
        # As the server does; without it a port stays taken for a minute after a stop.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", error)
            raise ServerError(
                f"cannot listen on {HOST}:{port} ({reason}); name another port,"
                " as in make neo4j NEO4J_PORT=7688"
            ) from error


def running(home: Path) -> str | None:
    """Return the URI of the server that runs in a home, or None."""
    process = _process(home)
    return process[1] if process else None


def _process(home: Path) -> tuple[int, str] | None:
    path = home / RUNNING
    if not path.exists():
        return None
    lock = write_lock(path)
    if lock is not None:
        lock.close()
        return None
    text = path.read_text(encoding="utf-8")
    if not text:
        raise ServerError(f"a server is just starting in {home}; try again")
    known = json.loads(text)
    return known["pid"], known["uri"]


def start(home: Path, port: int) -> Server:
    """Start a server and return it as soon as it answers.

    Args:
        home: the folder of its data and logs, made where it is missing.
        port: where it speaks Bolt on the loopback address.

    Raises:
        MissingPartError: Java, Maven or the network is missing.
        ServerError: the home or the port is in use, or the server did not start.
    """
    _refuse_busy(port)
    command = java_command("org.neo4j.server.CommunityEntryPoint")
    lock = write_lock(home / RUNNING)
    if lock is None:
        raise ServerError(f"a server runs in {home} already; stop it first")
    with lock:
        server = _launch(command, home.resolve(), port, lock)
    try:
        _wait(server)
    except BaseException:
        server.stop()
        raise
    return server


def _launch(command: list[str], home: Path, port: int, lock: BinaryIO) -> Server:
    lock.truncate(0)
    conf = home / "conf"
    conf.mkdir(exist_ok=True)
    settings = SETTINGS.format(host=HOST, port=port)
    (conf / "neo4j.conf").write_text(settings, encoding="utf-8")
    with (home / CONSOLE).open("wb") as console:
        process = subprocess.Popen(
            [*command, f"--home-dir={home}", f"--config-dir={conf}"],
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=console,
            # The server inherits the lock, so that the file names a live process while it is held.
            pass_fds=[lock.fileno()],
            start_new_session=True,
        )
    uri = f"bolt://{HOST}:{port}"
    lock.write(json.dumps({"pid": process.pid, "uri": uri}).encode())
    return Server(uri, home, process)


def _wait(server: Server) -> None:
    from neo4j import GraphDatabase
    from neo4j.exceptions import ServiceUnavailable, SessionExpired, TransientError

    deadline = time.monotonic() + PATIENCE
    with GraphDatabase.driver(server.uri) as driver:
        while time.monotonic() < deadline:
            if server.process.poll() is not None:
                raise ServerError(f"Neo4j did not start: {_last_words(server.home)}")
            try:
                driver.verify_connectivity()
                driver.execute_query("RETURN 1")
            except (ServiceUnavailable, SessionExpired, TransientError):
                time.sleep(0.1)
            else:
                return
    raise ServerError(f"Neo4j did not answer within {PATIENCE} s; see {server.home / 'logs'}")


def _last_words(home: Path) -> str:
    logs = (home / CONSOLE, home / "logs" / "neo4j.log")
    text = "\n".join(log.read_text("utf-8", "replace") for log in logs if log.exists())
    error = re.search(r"(?:ERROR\W+|Exception in thread \S+ )(.*)", text)
    return f"{error[1]}; see {home}" if error else f"see {home}"


def stop(home: Path) -> bool:
    """Stop the server that runs in a home, whoever started it; return whether there was one.

    Raises:
        ServerError: it did not stop.
    """
    process = _process(home)
    if process is None:
        return False
    os.kill(process[0], signal.SIGTERM)
    lock = write_lock(home / RUNNING, wait=PATIENCE)
    if lock is None:
        raise ServerError(f"process {process[0]} did not stop within {PATIENCE} s")
    lock.close()
    return True


def _start(home: Path, port: int) -> None:
    uri = running(home)
    if uri:
        print(f"Neo4j runs already in {home}", file=sys.stderr)
    else:
        uri = start(home, port).uri
        print(f"Neo4j {version()} answers, to this machine only", file=sys.stderr)
    print(f"NEO4J_URI={uri}", flush=True)
    print(f"no password is asked for: export NEO4J_URI={uri}", file=sys.stderr)


def _stop(home: Path) -> None:
    print("Neo4j stopped" if stop(home) else "no Neo4j runs here", file=sys.stderr)


def main(arguments: list[str] | None = None) -> int:
    """Carry out one command and return the exit code."""
    parser = argparse.ArgumentParser(description="Start or stop Neo4j on this machine.")
    parser.add_argument("command", choices=["start", "stop"])
    parser.add_argument("--home", type=Path, default=DEFAULT_HOME, help="its data and logs")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="where it speaks Bolt")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command == "start":
            _start(chosen.home, chosen.port)
        else:
            _stop(chosen.home)
    except (MissingPartError, ServerError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
