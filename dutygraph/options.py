"""What the commands share: options, the global settings, and where results and remarks go.

Words are translated when the module is loaded, so the language is looked up in the arguments first.
Paths stay strings until a command needs them: a pipe waits for every import.
"""

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from dutygraph import messages, terminal
from dutygraph.clicks import click
from dutygraph.errors import UsageError
from dutygraph.messages import N_

if TYPE_CHECKING:
    from pathlib import Path

    from dutygraph.graph.neo4j.connection import Target
    from dutygraph.graph.store import Snapshot
    from dutygraph.loaders.sources import Sources
    from dutygraph.reading import Reading
    from dutygraph.tables import Rows
    from dutygraph.tasks import Progress

LANGUAGE = messages.install(messages.chosen_language(sys.argv[1:]))
_ = messages.translator(LANGUAGE)

STDOUT = "-"
Command = Callable[..., Any]
ReadingOption = Any
"""The value of one of the options that `reading_options` adds: place, edition, names."""


class Settings(NamedTuple):
    """The global options; `language` is that of pages, which are Chinese unless asked otherwise."""

    store: str
    quiet: bool
    verbose: bool
    language: str


# Options


def output_option(words: str) -> Callable[[Command], Command]:
    """Return the option -o, with what it is good for."""
    return click.option("-o", "--output", type=click.Path(dir_okay=False), help=words)


def rows_options(command: Command) -> Command:
    """Add the format of rows and the file for them."""
    formats = click.option(
        "-f",
        "--format",
        "format_",
        type=click.Choice(terminal.ROW_FORMATS),
        help=_("Format of the rows; by default a table."),
    )
    file = output_option(_("File for the rows; its ending chooses the format."))
    return formats(file(command))


def reading_options(command: Command) -> Command:
    """Add how documents are read; the command gets them as one `how`, see `reading`."""
    for option in (
        click.option(
            "--names",
            type=click.Path(),
            multiple=True,
            help=_("Names file (CSV) that wins over the bundled alias packs."),
        ),
        click.option("--edition", help=_("Name of the edition, such as 2025-06.")),
        click.option("--place", help=_("Place of the list: Province/County/Township.")),
    ):
        command = option(command)
    return command


def narrowing_options(command: Command) -> Command:
    """Add what narrows a question to a list or a county."""
    by_list = click.option(
        "--list",
        "list_",
        default="",
        help=_("Only this list: its place, as much as is unique, @edition optional."),
    )
    county = click.option("--county", default="", help=_("Only the lists of this county."))
    return by_list(county(command))


wait_option = click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=0,
    help=_("Seconds to wait while another process writes the store."),
)

jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1, 60),
    default=1,
    help=_("How many processes read documents at the same time."),
)


# Where things come from and go to


def reading(
    place: str | None,
    edition: str | None,
    names: Sequence[str],
    *,
    strict: bool = False,
    jobs: int = 1,
) -> "Reading":
    """Return how documents are to be read."""
    from pathlib import Path

    from dutygraph.reading import Reading

    return Reading(place, edition, tuple(map(Path, names)), strict=strict, jobs=jobs)


def stdin() -> bytes:
    """Return all of standard input."""
    return sys.stdin.buffer.read()


def sources(arguments: Sequence[str]) -> "Sources":
    """Return the files that arguments name: files, folders, ZIP archives, standard input."""
    from dutygraph.loaders.sources import Sources

    return Sources(arguments, stdin)


def keep_inputs(output: str | None, documents: "Sources", names: Sequence[str] = ()) -> None:
    """Refuse to write over what is to be read: documents, or names files.

    Raises:
        UsageError: the file to be written is one of the inputs, by whatever name.
    """
    if output in (None, STDOUT):
        return
    from pathlib import Path

    from dutygraph.loaders.sources import Sources

    if any(inputs.holds(Path(str(output))) for inputs in (documents, Sources(names))):
        words = N_("{file} is to be read and stays as it is: name another file with -o.")
        raise UsageError(words, file=output)


def open_store(settings: Settings) -> "Snapshot":
    """Open the store to read from."""
    from dutygraph.graph import store

    return store.open_store(settings.store)


@contextlib.contextmanager
def neo4j(settings: Settings) -> Iterator["Target"]:
    """Open the Neo4j that the environment names, or whoever sits at the terminal."""
    import os

    from dutygraph.graph.neo4j import connection

    ask = _asked if sys.stdin.isatty() and sys.stderr.isatty() else None
    who = connection.access(os.environ, ask)
    if who.is_plain_text():
        words = _("{uri} is not encrypted: use bolt+s or neo4j+s outside of this machine.")
        remark(settings, words.format(uri=who.shown))
    with connection.connect(who, ask) as target:
        yield target


def _asked(name: str, default: str | None) -> str:
    answer: str = click.prompt(name, default=default, hide_input=default is None, err=True)
    return answer


def remark(settings: Settings, text: str) -> None:
    """Say something on stderr, unless remarks are not wanted."""
    if not settings.quiet:
        click.echo(text, err=True)


def remark_skipped(settings: Settings, sources: "Sources") -> None:
    """Say which files in folders are left out because no document ends like them."""
    if sources.skipped:
        words = _("{count} files were left out, as no document ends like them: {endings}.")
        endings = (f"{ending} {count}" for ending, count in sorted(sources.skipped.items()))
        count = sum(sources.skipped.values())
        remark(settings, words.format(count=count, endings=", ".join(endings)))


def remark_progress(settings: Settings, told: "Progress") -> None:
    """Say what became of a file, and how far a run over many files has come."""
    words = told.summary or _("{file}: refused").format(file=told.name)
    if told.total > 1:
        remark(settings, f"[{told.done}/{told.total}] {words}")
    elif told.summary:
        remark(settings, words)


def put(text: str, output: str | None, encoding: str = "utf-8") -> None:
    """Print a text, or write it to a file that appears when it is whole."""
    if output in (None, STDOUT):
        click.echo(text, nl=False)
    else:
        with binary(output) as file:
            file.write(text.encode(encoding))


def put_rows(
    settings: Settings,
    rows: "Rows",
    format_: str | None,
    output: str | None,
    hidden: Sequence[str] = (),
) -> None:
    """Print rows or write them to a file; a table leaves the `hidden` columns out."""
    chosen = format_ or by_ending(output, terminal.ENDINGS) or "table"
    if chosen == "table":
        rows = rows.without(hidden)
    if chosen == "xlsx":
        put_workbook(rows.workbook(_), output)
    else:
        # Without its mark, Excel on a Chinese Windows takes UTF-8 for GBK.
        encoding = "utf-8-sig" if chosen == "csv" else "utf-8"
        put(rows.text(chosen, _, terminal.width()), output, encoding)
    if not rows.rows:
        remark(settings, _("Nothing was found."))


def put_workbook(data: bytes, output: str | None) -> None:
    """Write a workbook to a file, or into a pipe.

    Raises:
        UsageError: it would go to the terminal.
    """
    if output in (None, STDOUT) and sys.stdout.isatty():
        raise click.UsageError(_("A workbook is no text: name its file with -o FILE.xlsx."))
    with binary(output) as file:
        file.write(data)


@contextlib.contextmanager
def binary(output: str | None) -> Iterator[IO[bytes]]:
    """Open a file that appears when it is whole, or standard output."""
    if output in (None, STDOUT):
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    from pathlib import Path

    with terminal.whole_file(Path(str(output))) as file:
        yield file


def new_file(output: str) -> str:
    """Return the name of a file that is still to be made.

    Raises:
        UsageError: it is there, and may hold what somebody has typed.
    """
    from pathlib import Path

    if output != STDOUT and Path(output).exists():
        words = _("{file} is there already and stays as it is: name another file with -o.")
        raise click.UsageError(words.format(file=output))
    return output


def new_folder(output: str | None) -> "Path":
    """Return the folder that -o names.

    Raises:
        UsageError: it names none.
    """
    from pathlib import Path

    if output in (None, STDOUT):
        raise click.UsageError(_("This format makes a folder: name it with -o FOLDER."))
    return Path(str(output))


def by_ending(output: str | None, endings: dict[str, str]) -> str | None:
    """Return the format that the ending of a file's name chooses, None for standard output.

    Raises:
        UsageError: no format has this ending.
    """
    if output in (None, STDOUT):
        return None
    name = str(output).lower()
    found = [format_ for ending, format_ in endings.items() if name.endswith(ending)]
    if not found:
        words = _("{file}: no format has this ending; use one of {endings}, or -f.")
        raise click.UsageError(words.format(file=output, endings=", ".join(endings)))
    return found[0]


def hidden_columns(counties: Sequence[str], list_: str, county: str) -> list[str]:
    """Return the columns that say nothing in a table: one list, or one county, is all there is.

    `counties` has the county of each list.
    """
    one_list = bool(list_) or len(counties) < 2
    one_county = one_list or bool(county) or len(set(counties)) < 2
    return [*(["list"] if one_list else []), *(["county"] if one_county else [])]


def paragraphs(texts: Iterable[str]) -> str:
    """Return texts as the paragraphs of a help text, translated, their lines joined."""
    return "\n\n".join(_(" ".join(text.split())) for text in texts if text)
