"""Getting at a Neo4j: who, where, whether safely, and what went wrong, in one line."""

import contextlib
import ipaddress
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from dutygraph.errors import Neo4jError
from dutygraph.messages import N_

if TYPE_CHECKING:
    from neo4j import Driver
    from neo4j.exceptions import Neo4jError as ServerError

OLDEST = (5, 23)
"""The first version of Neo4j that has all that the mirror and the questions need."""

DEFAULT_URI = "bolt://127.0.0.1:7687"
DEFAULT_USER = "neo4j"

Ask = Callable[[str, str | None], str]
"""Asks a person for a value: what for, and the default; without a default the answer is secret."""


@dataclass(frozen=True, slots=True)
class Access:
    """Where a Neo4j is and who asks; without a password nobody in particular does."""

    uri: str
    username: str = DEFAULT_USER
    password: str | None = field(default=None, repr=False)
    database: str | None = None

    @property
    def shown(self) -> str:
        """The address without anything secret that somebody wrote into it."""
        parts = urlsplit(self.uri)
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"

    def is_plain_text(self) -> bool:
        """Return whether what is sent can be read on its way: unencrypted, to another machine."""
        parts = urlsplit(self.uri)
        return not parts.scheme.endswith(("+s", "+ssc")) and not _is_loopback(parts.hostname or "")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


@dataclass(frozen=True, slots=True)
class Target:
    """An open Neo4j database; the name None is the one that the user gets without asking."""

    driver: "Driver"
    database: str | None = None


def rows(target: Target, text: str, **parameters: object) -> list[dict[str, Any]]:
    """Return the rows of a query that only reads."""
    from neo4j import RoutingControl

    result = target.driver.execute_query(
        text, parameters, database_=target.database, routing_=RoutingControl.READ
    )
    return [record.data() for record in result.records]


def access(environment: Mapping[str, str], ask: Ask | None) -> Access:
    """Return who asks which Neo4j: from NEO4J_URI, _USERNAME, _PASSWORD and _DATABASE, or a person.

    Args:
        environment: where the variables stand; empty ones count as missing.
        ask: asks a person; None where nobody is there to answer.

    Raises:
        Neo4jError: no address is given.
    """
    uri = environment.get("NEO4J_URI")
    if not uri:
        if ask is None:
            raise Neo4jError(
                N_("NEO4J_URI is not set; it names the Neo4j to use, such as {uri}"),
                uri=DEFAULT_URI,
            )
        uri = ask("NEO4J_URI", DEFAULT_URI)
    found = Access(
        uri,
        environment.get("NEO4J_USERNAME") or DEFAULT_USER,
        environment.get("NEO4J_PASSWORD") or None,
        environment.get("NEO4J_DATABASE") or None,
    )
    if ask and found.password is None and environment.get("NEO4J_USERNAME"):
        return replace(found, password=ask("NEO4J_PASSWORD", None))
    return found


@contextlib.contextmanager
def connect(access: Access, ask: Ask | None = None, *, patience: float = 30) -> Iterator[Target]:
    """Open a Neo4j and close it at the end; what it refuses meanwhile is one clear line.

    Args:
        access: where and who.
        ask: asks a person for name and password where the server wants them and none are given.
        patience: seconds for which a transaction that failed for the moment is tried again.

    Raises:
        Neo4jError: it cannot be reached, is too old, refuses, or the connection is lost.
    """
    with contextlib.ExitStack() as stack:
        driver = stack.enter_context(_opened(access, patience))
        try:
            _greet(driver, access)
        except _PasswordWantedError:
            if ask is None:
                raise Neo4jError(
                    N_("{uri} wants a password; set NEO4J_PASSWORD"), uri=access.shown
                ) from None
            user = ask("NEO4J_USERNAME", access.username)
            access = replace(access, username=user, password=ask("NEO4J_PASSWORD", None))
            driver = stack.enter_context(_opened(access, patience))
            _greet(driver, access)
        with told(access, N_("the connection to {uri} was lost ({reason}); run it again")):
            yield Target(driver, access.database)


class _PasswordWantedError(Exception):
    """The server asks who we are, and nobody has said."""


def _opened(access: Access, patience: float) -> "Driver":
    from neo4j import GraphDatabase
    from neo4j.exceptions import ConfigurationError

    no_address = Neo4jError(
        N_("NEO4J_URI is no address of a Neo4j; an example is {uri}"), uri=DEFAULT_URI
    )
    # The driver would try others, such as http, in its own preview.
    if urlsplit(access.uri).scheme.partition("+")[0] not in ("bolt", "neo4j"):
        raise no_address
    who = (access.username, access.password) if access.password else None
    try:
        return GraphDatabase.driver(
            access.uri,
            auth=who,
            max_transaction_retry_time=patience,
            notifications_min_severity="OFF",
        )
    except (ConfigurationError, ValueError):
        # Not its cause: the driver's words repeat the address, with what is secret in it.
        raise no_address from None


def _greet(driver: "Driver", access: Access) -> None:
    """Make sure that the server answers, knows us and the database, and is new enough."""
    with told(access, N_("no Neo4j answers at {uri} ({reason}); is it running?")):
        agent = driver.get_server_info().agent
        driver.execute_query("RETURN 1", database_=access.database)
    refuse_old(agent, access)


def refuse_old(agent: str, access: Access) -> None:
    """Refuse a server, by what it calls itself, that lacks what the mirror needs."""
    # Neo4j/5.26.30, and Neo4j/2025.01.0 since it counts by the year.
    version = re.match(r"(\d+)\.(\d+)", agent.rpartition("/")[2])
    if version and (int(version[1]), int(version[2])) < OLDEST:
        raise Neo4jError(
            N_("{uri} is {agent}; the mirror needs Neo4j {oldest} or newer"),
            uri=access.shown,
            agent=agent,
            oldest=".".join(map(str, OLDEST)),
        )


@contextlib.contextmanager
def told(access: Access, unreachable: str) -> Iterator[None]:
    """Turn what the driver raises into our error."""
    from neo4j.exceptions import DriverError
    from neo4j.exceptions import Neo4jError as ServerError

    try:
        yield
    except ServerError as error:
        if access.password is None and error.code == _UNAUTHORIZED:
            raise _PasswordWantedError from error
        raise _refusal(access, error) from error
    except DriverError as error:
        raise Neo4jError(unreachable, uri=access.shown, reason=_first_line(error)) from error


_UNAUTHORIZED = "Neo.ClientError.Security.Unauthorized"
_READ_ONLY = N_("{user} may only read the database {database} at {uri}")
_REFUSALS = {
    _UNAUTHORIZED: N_("{uri} refuses {user}: name or password is wrong"),
    "Neo.ClientError.Security.CredentialsExpired": N_(
        "{uri} wants a new password for {user} before anything else; set it in Neo4j Browser"
    ),
    "Neo.ClientError.Security.AuthenticationRateLimit": N_(
        "{uri} has seen too many wrong passwords; wait a little"
    ),
    "Neo.ClientError.Database.DatabaseNotFound": N_(
        "there is no database {database} at {uri}; NEO4J_DATABASE names it"
    ),
    "Neo.ClientError.Security.Forbidden": _READ_ONLY,
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": _READ_ONLY,
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase": _READ_ONLY,
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": N_(
        "{uri} has too little memory for a batch; try a smaller --batch"
    ),
}


def _refusal(access: Access, error: "ServerError") -> Neo4jError:
    return Neo4jError(
        _REFUSALS.get(str(error.code), N_("{uri} refuses: {reason}")),
        uri=access.shown,
        user=access.username,
        database=access.database or "(default)",
        reason=_first_line(error),
    )


def _first_line(error: BaseException) -> str:
    message = getattr(error, "message", None) or str(error) or type(error).__name__
    return str(message).strip().splitlines()[0]
