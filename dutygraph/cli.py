"""The command line: parses arguments, calls, prints. No logic of its own.

Words are translated when the module is loaded, so the language is looked up in the arguments first.
"""

import contextlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from dutygraph import __version__, messages, terminal
from dutygraph.errors import DutygraphError
from dutygraph.messages import N_

if TYPE_CHECKING or not sys.stdout.isatty():
    import click
else:
    # Colours and panels for a person at a terminal; importing them costs what a pipe need not pay.
    import rich_click as click

if TYPE_CHECKING:
    from dutygraph.graph.store import Snapshot
    from dutygraph.queries.catalog import Parameter, Question
    from dutygraph.tasks import Reading

LANGUAGE = messages.install(messages.chosen_language(sys.argv[1:]))
_ = messages.translator(LANGUAGE)

STORE = "dutygraph-store"


# The same as graph.export.FORMATS and ENDINGS, which a test compares: importing them costs time.
FORMATS = ("nquads", "trig", "jsonld", "turtle", "rdfxml", "graphml")
ENDINGS = {
    ".nq": "nquads",
    ".trig": "trig",
    ".jsonld": "jsonld",
    ".ttl": "turtle",
    ".rdf": "rdfxml",
    ".xml": "rdfxml",
    ".graphml": "graphml",
}


class Settings(NamedTuple):
    """The global options; `language` is that of pages, which are Chinese unless asked otherwise."""

    store: Path
    quiet: bool
    verbose: bool
    language: str


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=_("Township duty lists (履行职责事项清单) as a graph of duties and departments."),
    epilog=_("Start with: dutygraph demo"),
)
@click.option(
    "--store",
    envvar="DUTYGRAPH_STORE",
    default=STORE,
    show_default=True,
    type=click.Path(path_type=Path, file_okay=True),
    help=_("Folder of the store (or DUTYGRAPH_STORE)."),
)
@click.option("--lang", type=click.Choice(messages.LANGUAGES), help=_("Language of messages."))
@click.option("-q", "--quiet", is_flag=True, help=_("No remarks on stderr."))
@click.option("-v", "--verbose", is_flag=True, help=_("More remarks; all findings."))
@click.option("--debug", is_flag=True, help=_("Show the traceback of an error."))
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def program(
    context: click.Context, store: Path, lang: str | None, quiet: bool, verbose: bool, debug: bool
) -> None:
    """Keep the global options for the commands."""
    del debug  # looked up in the arguments, before anything can fail
    context.obj = Settings(store, quiet, verbose, lang or "zh")


def run(arguments: Sequence[str]) -> int:
    """Run the program and return its exit code; the one place where an error is shown."""
    terminal.set_up_streams()
    try:
        code = program.main(list(arguments), prog_name="dutygraph", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo(_("Aborted."), err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        # The reader went away, as `head` does. Nothing must be written at exit either.
        sys.stdout = None
        return 1
    except DutygraphError as error:
        if "--debug" in arguments:
            raise
        click.echo(terminal.say(error, _), err=True)
        return error.exit_code
    return code if isinstance(code, int) else 0


# Shared options


def _rows_options(command: Callable[..., None]) -> Callable[..., None]:
    formats = click.option(
        "-f",
        "--format",
        "format_",
        type=click.Choice(terminal.ROW_FORMATS),
        help=_("Format of the rows; by default a table."),
    )
    return formats(_output_option(_("File for the rows; its ending chooses the format."))(command))


def _output_option(words: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help=words)


def _reading_options(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--names", type=click.Path(path_type=Path), multiple=True,
                     help=_("Names file (CSV) that wins over the bundled alias packs.")),
        click.option("--edition", help=_("Name of the edition, such as 2025-06.")),
        click.option("--place", help=_("Place of the list: Province/County/Township.")),
    ):  # fmt: skip
        command = option(command)
    return command


def _narrowing_options(command: Callable[..., None]) -> Callable[..., None]:
    by_list = click.option(
        "--list",
        "list_",
        default="",
        help=_("Only this list: its place, as much as is unique, @edition optional."),
    )
    county = click.option("--county", default="", help=_("Only the lists of this county."))
    return by_list(county(command))


_wait_option = click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=0,
    help=_("Seconds to wait while another process writes the store."),
)


def _reading(place: str | None, edition: str | None, names: Sequence[Path], **more: Any) -> "Reading":
    from dutygraph.tasks import Reading

    return Reading(place=place, edition=edition, names=tuple(names), **more)


def _stdin() -> bytes:
    return sys.stdin.buffer.read()


def _remark(settings: Settings, text: str) -> None:
    if not settings.quiet:
        click.echo(text, err=True)


@contextlib.contextmanager
def _binary(output: Path | None) -> Iterator[IO[bytes]]:
    """Open a file that appears when it is whole, or standard output."""
    if output is None or str(output) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    else:
        with terminal.whole_file(output) as file:
            yield file


def _put(text: str, output: Path | None) -> None:
    if output is None or str(output) == "-":
        click.echo(text, nl=False)
    else:
        with terminal.whole_file(output) as file:
            file.write(text.encode())


def _put_rows(
    rows: terminal.Rows, format_: str | None, output: Path | None, hidden: Sequence[str] = ()
) -> None:
    """Print rows or write them to a file; a table leaves the `hidden` columns out."""
    chosen = format_ or (terminal.ENDINGS.get(output.suffix.lower()) if output else "table")
    if chosen is None:
        raise _no_format(output, terminal.ENDINGS)
    if chosen == "table":
        rows = rows.without(hidden)
    width = None if output else terminal.width_of_terminal()
    _put(rows.text(chosen, _, width), output)


def _no_format(output: Path | None, endings: Iterable[str]) -> click.UsageError:
    words = _("{file}: no format has this ending; use one of {endings}, or -f.")
    return click.UsageError(words.format(file=output, endings=", ".join(endings)))


def _open(settings: Settings) -> "Snapshot":
    from dutygraph.graph.store import open_store

    return open_store(settings.store)


# Documents


@program.command(help=_("Read one document and print its duty list as JSON; - reads stdin."))
@click.argument("file", type=click.Path())
@_reading_options
@_output_option(_("File for the JSON instead of stdout."))
@click.pass_obj
def parse(
    settings: Settings,
    file: str,
    place: str | None,
    edition: str | None,
    names: tuple[Path, ...],
    output: Path | None,
) -> None:
    """Print a duty list as JSON."""
    from dutygraph import report, tasks
    from dutygraph.as_json import as_json

    duty_list = tasks.read(file, _reading(place, edition, names), _stdin)
    _put(json.dumps(as_json(duty_list, _), ensure_ascii=False, indent=1) + "\n", output)
    _remark(settings, report.summary(duty_list, _))


@program.command(help=_("Show the findings of documents: what a person should look at."))
@click.argument("files", type=click.Path(), nargs=-1, required=True)
@_reading_options
@click.option("-f", "--format", "format_", type=click.Choice(["text", "json"]), default="text")
@click.option("--strict", is_flag=True, help=_("Exit with 1 if there is an error."))
@click.pass_obj
def check(
    settings: Settings,
    files: tuple[str, ...],
    place: str | None,
    edition: str | None,
    names: tuple[Path, ...],
    format_: str,
    strict: bool,
) -> None:
    """Show the findings of documents."""
    from dutygraph import as_json, findings, report, tasks

    how = _reading(place, edition, names)
    lists = [tasks.read(file, how, _stdin) for file in files]
    if format_ == "json":
        found = [
            {"file": one.source.file} | as_json.finding(finding, _)
            for one in lists
            for finding in one.findings
        ]
        _put(json.dumps(found, ensure_ascii=False, indent=1) + "\n", None)
    else:
        texts = [report.findings_text(one, _, whole=settings.verbose) for one in lists]
        _put("\n".join(texts), None)
    errors = sum(findings.count(one.findings)["error"] for one in lists)
    if strict and errors:
        raise DutygraphError(N_("{count} errors were found."), count=errors)


@program.command(help=_("Load documents into the store: all of them or none."))
@click.argument("files", type=click.Path(), nargs=-1, required=True)
@_reading_options
@click.option("--strict", is_flag=True, help=_("Load nothing if a document has errors."))
@_wait_option
@click.pass_obj
def load(
    settings: Settings,
    files: tuple[str, ...],
    place: str | None,
    edition: str | None,
    names: tuple[Path, ...],
    strict: bool,
    wait: float,
) -> None:
    """Load documents into the store."""
    from dutygraph import report, tasks

    how = _reading(place, edition, names, strict=strict)
    done = tasks.load(
        settings.store,
        files,
        how,
        wait,
        _stdin,
        lambda duty_list, _graph: _remark(settings, report.summary(duty_list, _)),
    )
    _remark(
        settings,
        _("{store}: {added} lists added, {replaced} replaced, {archived} kept as older editions.")
        .format(store=settings.store, added=len(done.added), replaced=len(done.replaced),
                archived=len(done.archived)),
    )  # fmt: skip


# Store


@program.command("lists", help=_("Show the lists that the store holds."))
@_rows_options
@click.pass_obj
def lists_(settings: Settings, format_: str | None, output: Path | None) -> None:
    """Show the lists of the store."""
    from dutygraph.queries import holdings

    with _open(settings) as snapshot:
        _put_rows(terminal.Rows(holdings.COLUMNS, holdings.held(snapshot)), format_, output)


@program.command(help=_("Take a list out of the store; LIST is its place, @edition optional."))
@click.argument("list_", metavar="LIST")
@_wait_option
@click.pass_obj
def remove(settings: Settings, list_: str, wait: float) -> None:
    """Take a list out of the store."""
    from dutygraph.graph import store
    from dutygraph.queries import holdings

    with _open(settings) as snapshot:
        edition = holdings.find_list(snapshot, list_)
    done = store.remove(settings.store, edition.iri, wait=wait)
    _remark(settings, _("{list} was removed.").format(list=done.removed))
    if done.restored:
        _remark(settings, _("{list} is the newest edition again.").format(list=done.restored))


# Questions


class _Questions(click.Group):
    """The questions of the catalogue as commands; what they take stands in their files."""

    def list_commands(self, _context: click.Context) -> list[str]:
        from dutygraph.queries import catalog

        return list(catalog.names())

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        from dutygraph.queries import catalog

        if name not in catalog.names():
            return None
        question = catalog.question(name)
        texts = [question.summary, *question.description.split("\n\n")]
        command = click.Command(
            name,
            params=[_parameter(one) for one in question.parameters],
            help="\n\n".join(_(" ".join(text.split())) for text in texts if text),
            short_help=_(question.summary),
            callback=_asker(question),
        )
        return _narrowing_options(_rows_options(command))  # type: ignore[return-value,arg-type] # options may decorate commands


def _parameter(spec: "Parameter") -> click.Parameter:
    if spec.kind == "flag":
        return click.Option([spec.shown, spec.name], is_flag=True, help=_(spec.help))
    if spec.is_option:
        shown = None if spec.default in ("", 0) else spec.default
        return click.Option(
            [spec.shown, spec.name], default=spec.default, show_default=bool(shown), help=_(spec.help)
        )
    many = -1 if spec.kind == "departments" else 1
    return click.Argument([spec.name], required=spec.is_required, nargs=many, metavar=spec.shown)


def _asker(question: "Question") -> Callable[..., None]:
    @click.pass_obj
    def asked(
        settings: Settings,
        /,
        list_: str,
        county: str,
        format_: str | None,
        output: Path | None,
        **arguments: object,
    ) -> None:
        from dutygraph.queries import questions
        from dutygraph.queries.engines import SparqlEngine

        with _open(settings) as snapshot:
            engine = SparqlEngine(snapshot)
            found = questions.ask(engine, question.name, arguments, list_=list_, county=county)
            counties = {edition.county for edition in snapshot.lists()}
            alone = bool(list_) or len(snapshot.lists()) < 2
        rows = terminal.Rows([column.name for column in question.columns], found)
        hidden = (["list"] if alone else []) + (["county"] if len(counties) < 2 or county else [])
        _put_rows(rows, format_, output, hidden=hidden)

    return asked  # type: ignore[no-any-return] # click does not say what pass_obj returns


@program.group(cls=_Questions, invoke_without_command=True, help=_("Ask a question; alone, list the questions."))
@click.pass_context
def ask(context: click.Context) -> None:
    """Ask a question."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@program.command(help=_("Answer any read-only SPARQL query on the store; - reads stdin."))
@click.argument("sparql")
@_rows_options
@click.pass_obj
def query(settings: Settings, sparql: str, format_: str | None, output: Path | None) -> None:
    """Answer a SPARQL query."""
    from dutygraph.queries import free

    text = _stdin().decode("utf-8-sig", errors="replace") if sparql == "-" else sparql
    with _open(settings) as snapshot:
        answer = free.answer(snapshot, text)
    if isinstance(answer, str):
        _put(answer, output)
    else:
        _put_rows(terminal.Rows(*answer), format_, output)


@program.command(help=_("Show which spellings mean a department, where, and by which rule."))
@click.argument("name")
@_narrowing_options
@_rows_options
@click.pass_obj
def explain(
    settings: Settings,
    name: str,
    list_: str,
    county: str,
    format_: str | None,
    output: Path | None,
) -> None:
    """Show how a name was resolved."""
    from dutygraph.queries.engines import SparqlEngine
    from dutygraph.queries.explain import ExplainRow, explain

    with _open(settings) as snapshot:
        told = explain(SparqlEngine(snapshot), name, list_=list_, county=county)
        alone = bool(list_) or len(snapshot.lists()) < 2
    rows = terminal.Rows(ExplainRow._fields, told.spellings)
    _put_rows(rows, format_, output, hidden=["list"] if alone else [])
    for one, other in told.similar:
        _remark(
            settings, _("{name} and {other} may be one department.").format(name=one, other=other)
        )


# Pages and files


@program.command(
    help=_("Write a page of departments and the duties they share; with FILE no store is needed.")
)
@click.argument("file", required=False, type=click.Path())
@_reading_options
@_narrowing_options
@_output_option(_("File for the page; by default dutygraph.html."))
@click.pass_obj
def view(
    settings: Settings,
    file: str | None,
    place: str | None,
    edition: str | None,
    names: tuple[Path, ...],
    list_: str,
    county: str,
    output: Path | None,
) -> None:
    """Write a page."""
    from dutygraph import tasks

    target = output or Path("dutygraph.html")
    how = _reading(place, edition, names)
    with tasks.read_alone(file, how, _stdin) if file else _open(settings) as snapshot:
        html = tasks.page(snapshot, list_, county, settings.language)
    _put(html, target)
    if target != Path("-"):
        _remark(settings, _("{file} was written: open it in a browser.").format(file=target))


@program.command(help=_("Write the graph as RDF or GraphML, sorted; by default N-Quads to stdout."))
@click.option("-f", "--format", "format_", type=click.Choice(FORMATS), help=_("Format of the graph."))
@_output_option(_("File for the graph; its ending chooses the format."))
@click.option("--list", "list_", default="", help=_("Only this list, and what it refers to."))
@click.pass_obj
def export(settings: Settings, format_: str | None, output: Path | None, list_: str) -> None:
    """Write the graph."""
    from dutygraph import tasks

    chosen = format_ or (ENDINGS.get(output.suffix.lower()) if output else "nquads")
    if chosen is None:
        raise _no_format(output, ENDINGS)
    with _open(settings) as snapshot, _binary(output) as stream:
        tasks.export(snapshot, list_, chosen, stream)


@program.command(help=_("Load the sample list, answer a question and write a page: ./dutygraph-demo."))
@click.pass_obj
def demo(settings: Settings) -> None:
    """Show what the program does."""
    from dutygraph import report, tasks
    from dutygraph.queries.engines import SparqlEngine
    from dutygraph.queries.questions import Questions
    from dutygraph.queries.rows import PairRow

    folder = Path("dutygraph-demo")
    store, target = folder / "store", folder / "page.html"
    click.echo(report.summary(tasks.load_sample(store), _))
    with _open(settings._replace(store=store)) as snapshot:
        pairs = Questions(SparqlEngine(snapshot)).pairs(minimum=2)
        html = tasks.page(snapshot, "", "", settings.language)
    _put(html, target)
    click.echo("\n" + _("Which departments share two or more duties?") + "\n")
    _put_rows(terminal.Rows(PairRow._fields, pairs), None, None, hidden=["county"])
    click.echo("\n" + _("The page: {file}").format(file=target))
    click.echo("\n" + _("Try next:"))
    for words in ("ask co-owners 公安局", "ask duty 配合 4", "ask no-lead", "explain 县经信委"):
        click.echo(f"  dutygraph --store {store} {words}")
    click.echo("  " + _("dutygraph check YOUR-LIST.txt"))
