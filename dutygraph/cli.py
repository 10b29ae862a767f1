"""The command line: parses arguments, calls, prints. No logic of its own."""

from collections.abc import Sequence

from dutygraph import __version__, messages, options, terminal
from dutygraph.asking import Questions
from dutygraph.clicks import click
from dutygraph.errors import DutygraphError
from dutygraph.graph import formats
from dutygraph.messages import N_
from dutygraph.mirroring import mirror
from dutygraph.options import Settings, _
from dutygraph.reviewing import names
from dutygraph.viewing import view

_INTERRUPTED = 130


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=_("Township duty lists (履行职责事项清单) as a graph of duties and departments."),
    epilog=_("Start with: dutygraph demo"),
)
@click.option(
    "--store",
    envvar="DUTYGRAPH_STORE",
    default="dutygraph-store",
    show_default=True,
    type=click.Path(),
    help=_("Folder of the store (or DUTYGRAPH_STORE)."),
)
@click.option("--lang", type=click.Choice(messages.LANGUAGES), help=_("Language of messages."))
@click.option("-q", "--quiet", is_flag=True, help=_("No remarks on stderr."))
@click.option("-v", "--verbose", is_flag=True, help=_("More remarks; all findings."))
@click.option("--debug", is_flag=True, expose_value=False, help=_("Show tracebacks of errors."))
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def program(
    context: click.Context, store: str, lang: str | None, quiet: bool, verbose: bool
) -> None:
    """Keep the global options for the commands."""
    context.obj = Settings(store, quiet, verbose, lang or "zh")


def run(arguments: Sequence[str]) -> int:
    """Run the program and return its exit code; the one place where an error is shown."""
    terminal.set_up_streams()
    try:
        code = program.main(list(arguments), prog_name="dutygraph", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo(_("Aborted."), err=True)
        return _INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        # The reader went away, as `head` does; nothing may be written at exit either.
        terminal.drop_stdout()
        return 1
    except DutygraphError as error:
        if "--debug" in arguments:
            raise
        click.echo(terminal.say(error, _), err=True)
        return error.exit_code
    except Exception as error:
        if "--debug" in arguments:
            raise
        words = _("A fault of the program: {error}. Please report it with the output of --debug.")
        click.echo(words.format(error=f"{type(error).__name__}: {error}"), err=True)
        return 1
    return code if isinstance(code, int) else 0


# Documents


@program.command(help=_("Read the files of one list and print it as JSON; - reads stdin."))
@click.argument("files", type=click.Path(), nargs=-1, required=True)
@options.reading_options
@options.output_option(_("File for the JSON instead of stdout."))
@click.pass_obj
def parse(
    settings: Settings,
    /,
    files: tuple[str, ...],
    output: str | None,
    **how: options.ReadingOption,
) -> None:
    """Print a duty list as JSON."""
    from dutygraph import report, tasks
    from dutygraph.as_json import as_json

    sources = options.sources(files)
    options.keep_inputs(output, sources, how["names"])
    duty_list = tasks.read(sources, options.reading(**how))
    options.put(terminal.json_text(as_json(duty_list, _)), output)
    options.remark(settings, report.summary(duty_list, _))


@program.command(help=_("Show the findings of documents: what a person should look at."))
@click.argument("files", type=click.Path(), nargs=-1, required=True)
@options.reading_options
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    help=_("Format of the findings on stdout; by default text."),
)
@options.output_option(_("File for a whole report: .html, .xlsx or .json."))
@click.option("--strict", is_flag=True, help=_("Exit with 1 if there is an error."))
@options.jobs_option
@click.pass_obj
def check(
    settings: Settings,
    /,
    files: tuple[str, ...],
    format_: str | None,
    output: str | None,
    jobs: int,
    *,
    strict: bool,
    **how: options.ReadingOption,
) -> None:
    """Show the findings of documents."""
    from dutygraph import checking, tasks

    if format_ and output:
        raise click.UsageError(_("-f is for stdout; with -o the ending chooses the format."))
    form = options.by_ending(output, checking.REPORTS)
    sources = options.sources(files)
    options.keep_inputs(output, sources, how["names"])
    options.remark_skipped(settings, sources)
    checked = checking.Checking(sources, options.reading(**how, jobs=jobs))
    if form:
        data = checking.report(checked, form, settings.language)
        with options.binary(output) as file:
            file.write(data)
        options.remark(settings, _("{file} was written.").format(file=output))
    else:
        show = checking.Showing(
            format_ or "text", options.LANGUAGE, terminal.width(), whole=settings.verbose
        )
        for text in checking.texts(checked, show):
            click.echo(text, nl=False)
    if checked.faults:
        raise tasks.together(checked.faults)
    if strict and checked.errors:
        raise DutygraphError(N_("{count} errors were found."), count=checked.errors)


program.add_command(names)


@program.command(help=_("Load documents, folders or ZIPs into the store."))
@click.argument("files", type=click.Path(), nargs=-1, required=True)
@options.reading_options
@click.option("--strict", is_flag=True, help=_("Refuse a document that has errors."))
@options.jobs_option
@options.wait_option
@click.pass_obj
def load(
    settings: Settings,
    /,
    files: tuple[str, ...],
    jobs: int,
    wait: float,
    *,
    strict: bool,
    **how: options.ReadingOption,
) -> None:
    """Load documents into the store."""
    from dutygraph import tasks

    sources = options.sources(files)
    options.remark_skipped(settings, sources)
    done = tasks.load(
        settings.store,
        sources,
        options.reading(**how, strict=strict, jobs=jobs),
        wait=wait,
        language=options.LANGUAGE,
        progress=lambda told: options.remark_progress(settings, told),
    )
    if not done.lists:
        raise tasks.together(done.faults)
    words = _("{store}: {added} added, {replaced} replaced, {archived} kept as older editions.")
    remark = words.format(
        store=settings.store,
        added=len(done.store.added),
        replaced=len(done.store.replaced),
        archived=len(done.store.archived),
    )
    options.remark(settings, remark)
    if done.faults:
        words = _("{lists} lists were loaded, {faults} documents were refused:")
        options.remark(settings, words.format(lists=done.lists, faults=len(done.faults)))
        raise tasks.together(done.faults)


# Store


@program.command("lists", help=_("Show the lists that the store holds."))
@options.rows_options
@click.pass_obj
def show_lists(settings: Settings, /, format_: str | None, output: str | None) -> None:
    """Show the lists of the store."""
    from dutygraph.queries import holdings
    from dutygraph.tables import Rows

    with options.open_store(settings) as snapshot:
        rows = Rows(holdings.HoldingRow._fields, holdings.held(snapshot))
    options.put_rows(settings, rows, format_, output)


@program.command(help=_("Take a list out of the store, named by its place."))
@click.argument("list_", metavar="PLACE[@EDITION]")
@options.wait_option
@click.pass_obj
def remove(settings: Settings, /, list_: str, wait: float) -> None:
    """Take a list out of the store."""
    from dutygraph import tasks

    removed, restored = tasks.remove(settings.store, list_, wait)
    options.remark(settings, _("{list} was removed.").format(list=removed))
    if restored:
        words = _("Edition {edition} is the newest again.")
        options.remark(settings, words.format(edition=restored))


# Questions


@program.group(
    cls=Questions,
    invoke_without_command=True,
    help=_("Ask a question; without one, list the questions."),
)
@click.pass_context
def ask(context: click.Context) -> None:
    """Ask a question."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@program.command(help=_("Answer any read-only SPARQL query on the store; - reads stdin."))
@click.argument("sparql")
@options.rows_options
@click.pass_obj
def query(settings: Settings, /, sparql: str, format_: str | None, output: str | None) -> None:
    """Answer a SPARQL query."""
    from dutygraph.queries import free
    from dutygraph.tables import FreeRows

    text = options.stdin().decode("utf-8-sig", "replace") if sparql == "-" else sparql
    with options.open_store(settings) as snapshot:
        answer = free.answer(snapshot, text)
    if not isinstance(answer, str):
        options.put_rows(settings, FreeRows(*answer), format_, output)
    elif format_:
        raise click.UsageError(_("-f is for SELECT; ASK gives true or false, others N-Triples."))
    else:
        options.put(answer, output)


@program.command(help=_("Show which spellings mean a department, where and by which rule."))
@click.argument("name")
@options.narrowing_options
@options.rows_options
@click.pass_obj
def explain(
    settings: Settings,
    /,
    name: str,
    list_: str,
    county: str,
    format_: str | None,
    output: str | None,
) -> None:
    """Show how a name was resolved."""
    from dutygraph.queries import explain as explaining
    from dutygraph.queries.engines import SparqlEngine
    from dutygraph.tables import Rows

    with options.open_store(settings) as snapshot:
        told = explaining.explain(SparqlEngine(snapshot), name, list_=list_, county=county)
        counties = [one.county for one in snapshot.lists()]
        hidden = options.hidden_columns(counties, list_, county)
    options.put_rows(
        settings, Rows(explaining.ExplainRow._fields, told.spellings), format_, output, hidden
    )
    for one, other in told.similar:
        words = _("{name} and {other} may be one department.")
        options.remark(settings, words.format(name=one, other=other))


# Pages and files


@program.command(help=_("Write the graph as RDF or GraphML; by default N-Quads."))
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice([*formats.FORMATS, *formats.DOCUMENT_FORMATS, *formats.FOLDER_FORMATS]),
    help=_(
        "Format of the graph; xlsx is one list as its own three tables, neo4j-csv a folder for "
        "neo4j-admin database import."
    ),
)
@options.output_option(_("File for the graph; its ending chooses the format."))
@click.option("--list", "list_", default="", help=_("Only this list, and what it refers to."))
@click.pass_obj
def export(settings: Settings, /, format_: str | None, output: str | None, list_: str) -> None:
    """Write the graph."""
    from dutygraph import tasks

    if format_ in formats.FOLDER_FORMATS:
        with options.open_store(settings) as snapshot:
            tasks.export_folder(snapshot, list_, options.new_folder(output))
        return
    chosen = format_ or options.by_ending(output, formats.ENDINGS) or "nquads"
    if chosen in formats.DOCUMENT_FORMATS:
        with options.open_store(settings) as snapshot:
            book, unread = tasks.export_workbook(snapshot, list_)
        options.put_workbook(book, output)
        if unread:
            words = _("{count} texts that were not understood are not in it: see `check`.")
            options.remark(settings, words.format(count=unread))
        return
    with options.open_store(settings) as snapshot, options.binary(output) as stream:
        tasks.export(snapshot, list_, chosen, stream)


@program.command(help=_("Write an empty workbook in which a township can type its list."))
@options.output_option(_("File for the workbook; by default list.xlsx."))
@click.pass_obj
def template(settings: Settings, /, output: str | None) -> None:
    """Write an empty workbook."""
    from dutygraph import tasks

    target = options.new_file(output or "list.xlsx")
    options.put_workbook(tasks.template(), target)
    if target != options.STDOUT:
        words = _("{file} was written: fill it in, then `dutygraph load` it.")
        options.remark(settings, words.format(file=target))


program.add_command(view)
program.add_command(mirror)


@program.command(help=_("Load the sample list, ask a question, write a page."))
@click.pass_obj
def demo(settings: Settings, /) -> None:
    """Show what the program does."""
    from dutygraph import report, tasks
    from dutygraph.queries.rows import PairRow
    from dutygraph.tables import Rows

    shown = tasks.demo(settings.language)
    click.echo(report.summary(shown.duty_list, _))
    click.echo("\n" + _("Which departments share two or more duties?") + "\n")
    options.put_rows(settings, Rows(PairRow._fields, shown.pairs), None, None, ["county"])
    click.echo("\n" + _("The page: {file}").format(file=shown.page))
    click.echo("\n" + _("Try next:"))
    called = terminal.called()
    for words in ("ask co-owners 公安局", "ask duty 配合 4", "ask no-lead", "explain 县经信委"):
        click.echo(f"  {called} --store {shown.store} {words}")
    click.echo(f"  {called} check " + _("YOUR-LIST.txt"))
