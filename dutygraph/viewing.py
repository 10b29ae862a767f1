"""The command `view`: a page, a folder of pages, or one picture for a document."""

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from dutygraph import options
from dutygraph.clicks import click
from dutygraph.errors import DutygraphError
from dutygraph.options import STDOUT, Settings, _

if TYPE_CHECKING:
    from dutygraph.graph.store import Snapshot

_PAGES = {".html": "html", ".htm": "html"}
_PICTURES = {".svg": "svg", ".png": "png"}


class Wanted(NamedTuple):
    """What is to be drawn, of which lists, and where it goes to."""

    list_: str
    county: str
    department: str
    duty: tuple[str, str] | None
    matrix: bool
    transfers: bool
    ego: str
    output: str | None

    @property
    def picture(self) -> str:
        """The picture that is wanted; empty for pages."""
        named = {"matrix": self.matrix, "transfers": self.transfers, "ego": bool(self.ego)}
        return next((name for name, is_wanted in named.items() if is_wanted), "")

    @property
    def target(self) -> str:
        """The file or folder to write."""
        return self.output or (f"{self.picture}.svg" if self.picture else "dutygraph.html")

    @property
    def is_site(self) -> bool:
        """Whether a folder is to be written: it is there, or its name ends like one."""
        if self.target == STDOUT:
            return False
        return self.target.endswith(("/", os.sep)) or os.path.isdir(self.target)  # noqa: PTH112 - the ending counts, which a Path forgets


@click.command(
    help=_("Write a page or a picture: of the store, or of FILE."),
    epilog=_("PNG takes resvg, rsvg-convert, Inkscape, Chromium, Chrome or Edge, if one is here."),
)
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path())
@options.reading_options
@options.narrowing_options
@click.option("--department", default="", help=_("Department that the page opens at."))
@click.option(
    "--duty",
    type=(str, str),
    metavar="KIND NUMBER",
    help=_("Duty that the page opens at, such as 配合 12."),
)
@click.option(
    "--matrix", is_flag=True, help=_("Picture: how many duties each two departments share.")
)
@click.option("--transfers", is_flag=True, help=_("Picture: where reclaimed duties go."))
@click.option(
    "--ego",
    metavar="DEPARTMENT",
    default="",
    help=_("Picture: one department, its duties, and with whom it shares them."),
)
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    help=_(
        "File for the page (.html) or picture (.svg, .png), or FOLDER/ for an index and a page"
        " for each department; by default dutygraph.html."
    ),
)
@click.option("--open", "is_opened", is_flag=True, help=_("Open it in the browser."))
@click.pass_obj
def view(
    settings: Settings,
    /,
    files: tuple[str, ...],
    place: str | None,
    edition: str | None,
    names: tuple[str, ...],
    *,
    is_opened: bool,
    **what: Any,
) -> None:
    """Write a page or a picture."""
    from dutygraph import tasks

    wanted = Wanted(**what)
    form = _form(wanted, is_opened=is_opened)
    faults: tuple[DutygraphError, ...] = ()
    if files:
        sources = options.sources(files)
        options.keep_inputs(wanted.target, sources, names)
        options.remark_skipped(settings, sources)
        how = options.reading(place, edition, names)
        source, faults = tasks.read_together(sources, how)
    elif place or edition or names:
        raise click.UsageError(_("--place, --edition and --names are for documents: name a FILE."))
    else:
        source = options.open_store(settings)
    with source as snapshot:
        _write(settings, snapshot, wanted, form)
    if is_opened:
        _open(wanted)
    if faults:
        raise tasks.together(faults)


def _form(wanted: Wanted, *, is_opened: bool) -> str:
    """Return the format of the file: html, svg, png, or site for a folder.

    Raises:
        UsageError: the options do not go together.
    """
    _refuse_mixed(wanted)
    if wanted.target == STDOUT:
        if is_opened:
            raise click.UsageError(_("--open takes a file: name it with -o."))
        return "svg" if wanted.picture else "html"
    if wanted.is_site:
        return "site"
    if wanted.picture:
        return _ending(wanted.target, _PICTURES, _("a picture is .svg or .png"))
    return _ending(
        wanted.target,
        _PAGES,
        _("a page is .html; pictures take --matrix, --transfers or --ego DEPARTMENT"),
    )


def _refuse_mixed(wanted: Wanted) -> None:
    starts = bool(wanted.department) + bool(wanted.duty)
    if wanted.matrix + wanted.transfers + bool(wanted.ego) > 1:
        raise click.UsageError(_("--matrix, --transfers and --ego are one picture each."))
    if starts > 1:
        raise click.UsageError(_("A page opens at --department or at --duty, not at both."))
    if wanted.picture and starts:
        raise click.UsageError(
            _("--department and --duty are for a page; a picture of one department is --ego.")
        )
    if wanted.is_site and (wanted.picture or starts):
        words = _("{folder} is a folder, which takes an index and a page for each department.")
        raise click.UsageError(words.format(folder=wanted.target))


def _ending(target: str, endings: dict[str, str], otherwise: str) -> str:
    for ending, form in endings.items():
        if target.lower().endswith(ending):
            return form
    raise click.UsageError(f"{target}: {otherwise}.")


def _write(settings: Settings, snapshot: "Snapshot", wanted: Wanted, form: str) -> None:
    """Draw what is wanted, write it, and say so."""
    from pathlib import Path

    from dutygraph import pages

    narrowed = {"list_": wanted.list_, "county": wanted.county}
    if form == "site":
        count = pages.save_site(snapshot, Path(wanted.target), settings.language, **narrowed)
        words = _("{folder}: an index and the pages of {count} departments were written.")
        options.remark(settings, words.format(folder=wanted.target, count=count))
        return
    if wanted.picture:
        _write_picture(settings, snapshot, wanted, form)
        return
    page = pages.view(
        snapshot,
        settings.language,
        department=wanted.department,
        duty=wanted.duty or (),
        **narrowed,
    )
    options.put(page.html, wanted.target)
    if wanted.target != STDOUT:
        words = _("{file} was written: open it in a browser.")
        options.remark(settings, words.format(file=wanted.target))


def _write_picture(settings: Settings, snapshot: "Snapshot", wanted: Wanted, form: str) -> None:
    from dutygraph import pages
    from dutygraph.viz import png

    narrowed = {"list_": wanted.list_, "county": wanted.county}
    if wanted.ego:
        picture = pages.ego(snapshot, wanted.ego, settings.language, **narrowed)
    else:
        draw = pages.matrix if wanted.matrix else pages.transfers
        picture = draw(snapshot, settings.language, **narrowed)
    if form == "svg":
        options.put(picture.svg, wanted.target)
        remark = _("{file} was written.").format(file=wanted.target)
    else:
        data, renderer = png.render(picture.svg)
        with options.binary(wanted.target) as file:
            file.write(data)
        words = _("{file} was written, drawn by {program}.")
        remark = words.format(file=wanted.target, program=renderer)
    if wanted.target != STDOUT:
        options.remark(settings, remark)


def _open(wanted: Wanted) -> None:
    import webbrowser
    from pathlib import Path

    path = Path(wanted.target).resolve()
    webbrowser.open((path / "index.html" if wanted.is_site else path).as_uri())
