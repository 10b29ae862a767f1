"""From a spelling to the department that it means, as the store's lists and the packs know it.

Resolving is never fuzzy. What comes first wins: the body's name, a spelling that stands in a list,
then the rules of `loaders.departments`. Only the suggestions after a failure go by likeness.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dutygraph.errors import QuestionError
from dutygraph.messages import N_
from dutygraph.queries.catalog import support
from dutygraph.queries.engines import Engine
from dutygraph.queries.narrowing import Narrowing

_SUGGESTIONS = 3
_LIKENESS = 0.4


class KnownBody(NamedTuple):
    """A body of the store: its IRI, its name, and the path of its county."""

    iri: str
    name: str
    county: str


class KnownSpelling(NamedTuple):
    """A spelling in a list, and the body that it means; see `model.Name`."""

    iri: str
    name: str
    county: str
    list: str
    written: str
    rule: str
    bracketed: tuple[str, ...]
    relation: str
    line: int | None


def resolve(narrowing: Narrowing, written: str) -> KnownBody:
    """Return the department that a spelling means.

    Raises:
        QuestionError: no department or several have it; the message names the nearest, or them.
    """
    known = known_bodies(narrowing)
    found = find(narrowing, written, known)
    if len(found) == 1:
        return found[0]
    raise ambiguous(written, found) if found else unknown(written, known)


def ambiguous(written: str, found: Sequence[KnownBody]) -> QuestionError:
    """Return the refusal of a spelling that several departments have.

    Only the county tells departments of one name apart.
    """
    message = N_("{name} may be {candidates}: write the full name or narrow it with --county")
    if len({one.name for one in found}) == 1:
        message = N_("{name} may be {candidates}: narrow it with --county")
    candidates = ", ".join(f"{one.name} ({one.county})" for one in found)
    return QuestionError(message, name=written, candidates=candidates)


def unknown(written: str, known: Iterable[KnownBody]) -> QuestionError:
    """Return the refusal of a spelling that no department has, with the nearest names."""
    near = nearest(written, (one.name for one in known))
    message = N_("no department {name}; the nearest names are {names}")
    if not near:
        message = N_("no department {name}; `dutygraph ask departments` lists them")
    return QuestionError(message, name=written, names=", ".join(near))


def known_bodies(narrowing: Narrowing) -> list[KnownBody]:
    """Return the bodies of the store, or of the county it is narrowed to."""
    rows = narrowing.engine.rows(support("bodies"), {})
    known = (KnownBody._make(row) for row in rows)
    inside = f"{narrowing.county}/" if narrowing.county else ""
    return [one for one in known if one.iri.startswith(inside)]


def known_spellings(engine: Engine, place: str = "") -> list[KnownSpelling]:
    """Return the spellings of the lists whose IRIs begin with `place`."""
    return [KnownSpelling._make(row) for row in engine.rows(support("names"), {"place": place})]


def find(narrowing: Narrowing, written: str, known: Sequence[KnownBody]) -> list[KnownBody]:
    """Return the departments that a spelling may mean: one a county if it is clear."""
    spelling = "".join(written.split())
    if named := [one for one in known if one.name == spelling]:
        return named
    by_iri = {one.iri: one for one in known}
    spellings = known_spellings(narrowing.engine)
    spelled = {one.iri for one in spellings if "".join(one.written.split()) == spelling}
    if met := [by_iri[iri] for iri in sorted(spelled & set(by_iri))]:
        return met
    return _by_rules(spelling, known)


def _by_rules(spelling: str, known: Sequence[KnownBody]) -> list[KnownBody]:
    # The packs are read only here, where nothing in the store has answered.
    from dutygraph.loaders.departments import registry
    from dutygraph.loaders.packs import bundled

    counties: dict[str, list[KnownBody]] = {}
    for one in known:
        counties.setdefault(one.county, []).append(one)
    clear: list[KnownBody] = []
    possible: list[KnownBody] = []
    for path, bodies in counties.items():
        names = registry([one.name for one in bodies], tuple(path.split("/")), bundled())
        resolution = names.resolve(spelling)
        clear += [one for one in bodies if one.name == resolution.name]
        possible += [one for one in bodies if one.name in resolution.candidates]
    return clear or possible


def nearest(written: str, names: Iterable[str]) -> list[str]:
    """Return a few names that look like what is written, the likest first."""
    from difflib import SequenceMatcher

    likeness = {name: SequenceMatcher(None, written, name).ratio() for name in names}
    near = sorted(likeness, key=lambda name: (-likeness[name], name))
    return [name for name in near[:_SUGGESTIONS] if likeness[name] >= _LIKENESS]
