"""Pages and pictures of a store, by the names that people use for lists, departments and duties."""

from collections.abc import Sequence
from pathlib import Path

from dutygraph.errors import QuestionError, UsageError
from dutygraph.graph.snapshot import Snapshot
from dutygraph.messages import N_, translator
from dutygraph.queries.arguments import KINDS
from dutygraph.queries.departments import known_bodies, resolve, unknown
from dutygraph.queries.engines import SparqlEngine
from dutygraph.queries.holdings import narrowed
from dutygraph.queries.narrowing import narrow
from dutygraph.viz import egopicture, model, page, site
from dutygraph.viz import matrix as matrices
from dutygraph.viz import transfers as flows
from dutygraph.viz.model import Model
from dutygraph.viz.shown import Page, Picture


def view(
    snapshot: Snapshot,
    language: str = "zh",
    *,
    list_: str = "",
    county: str = "",
    department: str = "",
    duty: Sequence[str] = (),
) -> Page:
    """Draw what a snapshot holds as one page, which Jupyter shows.

    Args:
        snapshot: the graph to read.
        language: zh or en.
        list_: the place of a list, as much of it as is unique, to leave out all others.
        county: a county, to leave out the lists of others.
        department: the department that the page opens at, by any spelling.
        duty: kind and number of the duty that it opens at: ("配合", "12").

    Raises:
        QuestionError: a list, county, department or duty is unknown or not unique.
        UsageError: there is no such kind of duty.
    """
    drawn = _model(snapshot, list_, county)
    name = _department(snapshot, drawn, department, list_, county)[1] if department else ""
    start = drawn.start(name, _duty(drawn, *duty) if duty else "")
    return Page(page.page(drawn, language, start))


def matrix(
    snapshot: Snapshot, language: str = "zh", *, list_: str = "", county: str = ""
) -> Picture:
    """Draw for a document how many duties each two departments share; see `view`.

    Raises:
        QuestionError: a list or county is unknown or not unique, or no duty is shared.
    """
    drawn, translate = _model(snapshot, list_, county), translator(language)
    told = matrices.matrix(drawn, most=matrices.MOST_ON_PAPER)
    if not told.names:
        raise QuestionError(N_("no two departments share a duty: there is no matrix to draw"))
    return Picture(matrices.svg(told, translate, matrices.caption(drawn, told, translate)))


def transfers(
    snapshot: Snapshot, language: str = "zh", *, list_: str = "", county: str = ""
) -> Picture:
    """Draw for a document where reclaimed duties go; see `view`.

    Raises:
        QuestionError: a list or county is unknown or not unique, or no duty is reclaimed.
    """
    drawn, translate = _model(snapshot, list_, county), translator(language)
    told = flows.transfers(drawn)
    if not told.duties:
        raise QuestionError(N_("no duty is reclaimed: there are no transfers to draw"))
    return Picture(flows.svg(told, translate, flows.caption(drawn, told, translate)))


def ego(
    snapshot: Snapshot, department: str, language: str = "zh", *, list_: str = "", county: str = ""
) -> Picture:
    """Draw for a document one department, its duties and with whom it shares them; see `view`.

    Raises:
        QuestionError: a list, county or the department is unknown or not unique.
    """
    drawn = _model(snapshot, list_, county)
    told = egopicture.ego(drawn, _department(snapshot, drawn, department, list_, county))
    return Picture(egopicture.svg(told, drawn, translator(language)))


def save_site(
    snapshot: Snapshot, folder: Path, language: str = "zh", *, list_: str = "", county: str = ""
) -> int:
    """Write a folder with an index and a page for each department; return how many there are.

    The folder appears when it is whole; one that an earlier run wrote is replaced.

    Raises:
        UsageError: the folder holds other files.
        DutygraphError: a list or county is unknown, or the folder cannot be written.
    """
    return site.save(_model(snapshot, list_, county), folder, language)


def _model(snapshot: Snapshot, list_: str, county: str) -> Model:
    snapshot, iri, county_iri = narrowed(snapshot, list_, county)
    editions = (
        one for one in snapshot.lists() if iri in {"", one.iri} and county_iri in {"", one.county}
    )
    return model.read(snapshot, editions)


def _department(
    snapshot: Snapshot, drawn: Model, written: str, list_: str, county: str
) -> tuple[str, str]:
    """Return county and name of the department that a spelling means in the lists drawn."""
    narrowing = narrow(SparqlEngine(snapshot), list_, county)
    body = resolve(narrowing, written)
    found = "".join(body.county.split("/")), body.name
    known = set(drawn.departments())
    if found not in known:
        names = {name for _, name in known}
        raise unknown(written, [one for one in known_bodies(narrowing) if one.name in names])
    return found


def _duty(drawn: Model, kind: str, number: str) -> str:
    if kind not in KINDS:
        message = N_(
            "{written} is no kind of duty; use basic, cooperative, reclaimed (基本, 配合, 收回)"
        )
        raise UsageError(message, written=kind)
    wanted = f"{KINDS[kind]}/{number}"
    if not any(f"{duty.kind}/{duty.key}" == wanted for _, duty in drawn.duties()):
        raise QuestionError(
            N_("no duty {kind} {number} here; `dutygraph ask duties` lists them"),
            kind=kind,
            number=number,
        )
    return wanted
