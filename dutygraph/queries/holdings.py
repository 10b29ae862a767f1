"""What the store holds: its lists and their editions."""

from typing import NamedTuple

from dutygraph.errors import QuestionError
from dutygraph.graph.editions import Edition
from dutygraph.graph.snapshot import Snapshot
from dutygraph.messages import N_
from dutygraph.queries.catalog import support
from dutygraph.queries.engines import SparqlEngine
from dutygraph.queries.narrowing import known_lists, narrow


class HoldingRow(NamedTuple):
    """One edition of a list.

    `held` is current for the edition that questions see, `load again` where the alias packs have
    changed since it was loaded, and older for one that is kept beside. Counts are None there.
    """

    list: str
    edition: str
    held: str
    duties: int | None
    findings: int | None


def held(snapshot: Snapshot) -> list[HoldingRow]:
    """Return the editions of the store by place, the current one first."""
    from dutygraph.loaders.packs import bundled, digest

    packs = digest(bundled())
    engine = SparqlEngine(snapshot)
    paths: dict[str, str] = {}
    rows = []
    for row in engine.rows(support("holdings"), {}):
        township, path, edition, duties, findings, used = row
        paths[str(township)] = str(path)
        state = "current" if str(used).partition("+")[0] == packs else "load again"
        rows.append(
            HoldingRow(str(path), str(edition), state, int(str(duties)), int(str(findings)))
        )
    older = [
        HoldingRow(paths.get(one.township, one.township), one.name, "older", None, None)
        for one in sorted(snapshot.editions(), key=lambda one: one.rank, reverse=True)
    ]
    return sorted([*rows, *older], key=lambda row: (row.list, row.held == "older"))


def find_list(snapshot: Snapshot, written: str) -> Edition:
    """Return the edition that a user means: its place as far as it is unique, @edition optional.

    Raises:
        QuestionError: the place is unknown or not unique, or has no such edition.
    """
    if not written.strip():
        raise QuestionError(N_("name the list by its place, such as 龙角镇 or 云阳县/龙角镇"))
    iri = narrow(SparqlEngine(snapshot), written).place.removesuffix("/")
    return next(one for one in (*snapshot.lists(), *snapshot.editions()) if one.iri == iri)


def path_of(snapshot: Snapshot, edition: Edition) -> str:
    """Return the path of the place that an edition is of."""
    known = known_lists(SparqlEngine(snapshot))
    return next((one.path for one in known if one.township == edition.township), edition.township)


def narrowed(snapshot: Snapshot, list_: str, county: str) -> tuple[Snapshot, str, str]:
    """Return the snapshot to read, the IRI of the list ("" for all) and of the county likewise.

    Raises:
        QuestionError: the list or the county is unknown or not unique.
    """
    engine = SparqlEngine(snapshot)
    place = narrow(engine, county=county).county if county else ""
    if not list_:
        return snapshot, "", place
    edition = find_list(snapshot, list_)
    if edition in snapshot.editions():
        return snapshot.edition(edition.iri), edition.iri, ""
    return snapshot, edition.iri, place
