"""The command `names`: how names were resolved, for people to review and give back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dutygraph import messages, options
from dutygraph.clicks import click
from dutygraph.options import STDOUT, Settings, _

if TYPE_CHECKING:
    from dutygraph.loaders.namesreview import ReviewRow


@click.command(help=_("Write how names were taken, to be reviewed."))
@click.argument("files", type=click.Path(), nargs=-1, required=True)
@options.reading_options
@options.output_option(_("File for the names (CSV, for Excel) instead of stdout."))
@options.jobs_option
@click.pass_obj
def names(
    settings: Settings,
    /,
    files: tuple[str, ...],
    output: str | None,
    jobs: int,
    **how: options.ReadingOption,
) -> None:
    """Write a names file to be reviewed."""
    from dutygraph import tasks

    target = _target(output, how["names"])
    sources = options.sources(files)
    options.keep_inputs(target, sources)
    options.remark_skipped(settings, sources)
    done = tasks.names(sources, options.reading(**how, jobs=jobs), settings.language)
    if done.lists:
        _put(settings, done.rows, target)
    if done.faults:
        raise tasks.together(done.faults)


def _target(output: str | None, given: Sequence[str]) -> str:
    """Return the file to be written, which may be one of those given.

    Raises:
        UsageError: it is there, and what it says would be lost; or it is no CSV.
    """
    if output in (None, STDOUT):
        return STDOUT
    from pathlib import Path

    path = Path(str(output))
    if path.suffix.lower() != ".csv":
        words = _("{file}: a names file is CSV, and its name ends in .csv.")
        raise click.UsageError(words.format(file=output))
    if path.exists() and not any(Path(one).exists() and path.samefile(one) for one in given):
        words = _("{file} is there already: to go on with it, give it with --names as well.")
        raise click.UsageError(words.format(file=output))
    return str(output)


def _put(settings: Settings, rows: "Sequence[ReviewRow]", target: str) -> None:
    """Print a review, or write it to a file as Excel likes it, and say what is open in it."""
    from dutygraph.loaders import namesreview, packwords

    translate = messages.translator(settings.language)
    end, encoding = ("\n", "utf-8") if target == STDOUT else ("\r\n", "utf-8-sig")
    text = namesreview.csv_text(rows, settings.language, translate, end)
    options.put(text, target, encoding)
    count = {status: sum(row.status == status for row in rows) for status in packwords.STATUSES}
    words = _("{suggested} names to decide, {unresolved} unresolved, {resolved} resolved.")
    options.remark(settings, words.format(**count))
