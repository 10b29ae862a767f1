"""Which lists a question is about: all of them, those of a county, or one."""

from collections.abc import Iterable
from typing import NamedTuple

from dutygraph.errors import QuestionError
from dutygraph.messages import N_
from dutygraph.queries.catalog import support
from dutygraph.queries.engines import Engine

_SHOWN = 8


class Narrowing(NamedTuple):
    """What a question sees: an engine, and the beginning of the IRIs that count ("" for all).

    `county` is the IRI of the county that departments are looked up in, "" for all.
    """

    engine: Engine
    place: str = ""
    county: str = ""


class KnownList(NamedTuple):
    """A list of the store: IRIs of list, township and county, and the paths of their places."""

    iri: str
    edition: str
    township: str
    path: str
    county: str
    county_path: str


def known_lists(engine: Engine) -> list[KnownList]:
    """Return the newest edition of each list, by the path of its place."""
    return [KnownList._make(row) for row in engine.rows(support("lists"), {})]


def narrow(engine: Engine, list_: str = "", county: str = "") -> Narrowing:
    """Return what is left of the store for a list (`place` or `place@edition`) and a county.

    A place is as much of its path as is unique: 龙角镇, 云阳县/龙角镇, 云阳县龙角镇.

    Raises:
        QuestionError: a place is unknown or not unique, or the list has no such edition.
    """
    if not list_ and not county:
        return Narrowing(engine)
    lists = known_lists(engine)
    place = county_iri = ""
    if county:
        paths = {one.county_path: one.county for one in lists}
        county_iri = paths[_only(county, paths, N_("county"))]
        place = f"{county_iri}/"
        lists = [one for one in lists if one.county == county_iri]
    if not list_:
        return Narrowing(engine, place, county_iri)
    written, _, edition = list_.partition("@")
    by_path = {one.path: one for one in lists}
    return _of_edition(engine, by_path[_only(written, by_path, N_("list"))], edition)


def _of_edition(engine: Engine, newest: KnownList, edition: str) -> Narrowing:
    if edition in ("", newest.edition):
        return Narrowing(engine, f"{newest.iri}/", newest.county)
    older = [one for one in engine.older() if one.township == newest.township]
    for one in older:
        if one.name == edition:
            return Narrowing(engine.edition(one.iri), f"{one.iri}/", newest.county)
    raise QuestionError(
        N_("{list} has no edition {edition}; the store holds {editions}"),
        list=newest.path,
        edition=edition,
        editions=", ".join(sorted({newest.edition, *(one.name for one in older)})),
    )


def _only(written: str, paths: Iterable[str], what: str) -> str:
    found = sorted(path for path in paths if _ends_with(path, written))
    if len(found) == 1:
        return found[0]
    shown = ", ".join((found or sorted(paths))[:_SHOWN])
    if found:
        raise QuestionError(
            N_("several lists or counties are called {written}: {places}; write more of the path"),
            written=written,
            places=shown,
        )
    message = N_("no {what} {written} in the store, which holds {places}")
    if not shown:
        message = N_("no {what} {written} in the store, which is empty")
    raise QuestionError(message, what=what, written=written, places=shown)


def _ends_with(path: str, written: str) -> bool:
    """Tell whether `written` is the end of a path, in whole levels, with slashes or without."""
    levels = path.split("/")
    wanted = "".join(written.replace("/", "").split())
    return any("".join(levels[start:]) == wanted for start in range(len(levels)))
