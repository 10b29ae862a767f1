"""The command `mirror`: the store into Neo4j, or what would change, or how the two differ."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Self

from dutygraph import options
from dutygraph.clicks import click
from dutygraph.errors import Neo4jError, QuestionError
from dutygraph.messages import N_
from dutygraph.options import Settings, _

if TYPE_CHECKING:
    from dutygraph.graph.editions import Edition
    from dutygraph.graph.neo4j.mirror import Summary
    from dutygraph.graph.neo4j.plan import Mirrored, Plan
    from dutygraph.graph.neo4j.verify import Difference
    from dutygraph.graph.store import Snapshot

_SHOWN = 10
_WIDTH = 240
"""Of differences: how many lines of a graph are shown, and how much of a line."""


@click.command(
    help=_("Mirror the store into Neo4j, writing what has changed."),
    epilog=_(
        "NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE say where; at a terminal"
        " what is missing is asked for."
    ),
)
@click.option(
    "--list",
    "list_",
    default="",
    help=_("Only this list and what its county shares: its place, as much as is unique."),
)
@click.option("--dry-run", is_flag=True, help=_("Change nothing; show what would change."))
@click.option("--verify", is_flag=True, help=_("Change nothing; compare Neo4j with the store."))
@click.option("--force", is_flag=True, help=_("Write again what has not changed, too."))
@click.option(
    "--batch",
    type=click.IntRange(1, 1_000_000),
    default=5000,
    show_default=True,
    help=_("Nodes and relationships in one transaction."),
)
@click.pass_obj
def mirror(
    settings: Settings, /, list_: str, batch: int, *, dry_run: bool, verify: bool, force: bool
) -> None:
    """Mirror the store into Neo4j."""
    if verify and (dry_run or force):
        raise click.UsageError(_("--verify goes with neither --dry-run nor --force."))
    with options.open_store(settings) as snapshot:
        edition = _edition(snapshot, list_)
        if verify:
            _verify(settings, snapshot, edition)
        else:
            _mirror(settings, snapshot, edition, batch, dry_run=dry_run, force=force)


def _edition(snapshot: "Snapshot", list_: str) -> "Edition | None":
    from dutygraph.queries.holdings import find_list

    if not list_:
        return None
    edition = find_list(snapshot, list_)
    if edition in snapshot.editions():
        raise QuestionError(
            N_("{list} is an older edition; the mirror holds the newest of each list"), list=list_
        )
    return edition


def _mirror(
    settings: Settings,
    snapshot: "Snapshot",
    edition: "Edition | None",
    batch: int,
    *,
    dry_run: bool,
    force: bool,
) -> None:
    from dutygraph.graph.neo4j import mirror as mirroring

    with options.neo4j(settings) as target:
        todo = mirroring.plan(target, snapshot, edition, force=force)
        if dry_run:
            options.put(_planned(todo), None)
            options.remark(settings, _graphs(todo))
            return
        with _Meter.running(settings, len(todo.to_write())) as meter:
            done = mirroring.run(target, snapshot, todo, batch=batch, progress=meter.tell)
    options.remark(settings, _graphs(todo))
    options.remark(settings, _changes(done, meter.rate()))
    if done.left:
        raise Neo4jError(
            N_("another run wrote {count} of these graphs meanwhile; run mirror again"),
            count=len(done.left),
        )


def _planned(todo: "Plan") -> str:
    parts = ((_("new"), todo.new), (_("changed"), todo.changed), (_("gone"), todo.gone))
    return "".join(f"{word}\t{graph.iri}\n" for word, graphs in parts for graph in graphs)


def _graphs(todo: "Plan") -> str:
    words = _("Graphs: {new} new, {changed} changed, {unchanged} unchanged, {gone} gone.")
    return words.format(
        new=len(todo.new),
        changed=len(todo.changed),
        unchanged=len(todo.unchanged),
        gone=len(todo.gone),
    )


def _changes(done: "Summary", rate: int) -> str:
    words = _(
        "Nodes and relationships: {created} created, {changed} changed, {deleted} deleted"
        " ({rate} per second)."
    )
    return words.format(created=done.created, changed=done.changed, deleted=done.deleted, rate=rate)


class _Meter:
    """Shows on stderr how far a run is: at a terminal always, else every ten seconds."""

    def __init__(self, settings: Settings, graphs: int) -> None:
        self.settings, self.graphs = settings, graphs
        self.seen: set[str] = set()
        self.rows = 0
        self.terminal = sys.stderr.isatty()
        self.start = self.shown = time.monotonic()

    @classmethod
    @contextmanager
    def running(cls, settings: Settings, graphs: int) -> Iterator[Self]:
        meter = cls(settings, graphs)
        try:
            yield meter
        finally:
            if meter.terminal and meter.rows and not settings.quiet:
                click.echo("", err=True)

    def rate(self) -> int:
        return round(self.rows / max(time.monotonic() - self.start, 0.001))

    def tell(self, graph: "Mirrored", rows: int) -> None:
        self.seen.add(graph.iri)
        self.rows += rows
        now = time.monotonic()
        if self.settings.quiet or now - self.shown < (0.2 if self.terminal else 10):
            return
        self.shown = now
        words = _("{done} of {graphs} graphs, {rows} nodes and relationships, {rate} per second")
        text = words.format(
            done=len(self.seen), graphs=self.graphs, rows=self.rows, rate=self.rate()
        )
        click.echo(f"\r{text}  " if self.terminal else text, err=True, nl=not self.terminal)


def _verify(settings: Settings, snapshot: "Snapshot", edition: "Edition | None") -> None:
    from dutygraph.graph.neo4j import verify
    from dutygraph.graph.neo4j.plan import wanted

    missing = surplus = 0
    graphs = wanted(snapshot, edition)
    with options.neo4j(settings) as target:
        for found in verify.differences(target, snapshot, graphs, alone=edition is not None):
            missing += len(found.missing)
            surplus += len(found.surplus)
            options.put("".join(_shown(found)), None)
    if missing or surplus:
        raise Neo4jError(
            N_(
                "Neo4j differs from the store: {missing} statements are missing there, {surplus}"
                " are there only; repair it with mirror --force"
            ),
            missing=missing,
            surplus=surplus,
        )
    words = _("Neo4j says what the store says, in {count} graphs.")
    options.remark(settings, words.format(count=len(graphs)))


def _shown(found: "Difference") -> Iterator[str]:
    """Yield the first lines of a difference: - in the store only, + in Neo4j only."""
    words = _("{graph}: {missing} missing, {surplus} surplus")
    counts = words.format(graph=found.graph, missing=len(found.missing), surplus=len(found.surplus))
    yield f"{counts}\n"
    for sign, lines in (("-", found.missing), ("+", found.surplus)):
        for line in islice(lines, _SHOWN):
            yield f"{sign} {line if len(line) <= _WIDTH else line[:_WIDTH] + '…'}\n"
