"""Names of departments: from what is written to the body that it means.

The document's own columns come first, then alias packs, then one careful rule: the short form is an
in-order subsequence of the full name with the same first and last character. Nothing is ever
matched by likeness: 县民政局 and 县财政局 look alike and are not.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby

from dutygraph.loaders.departmentcolumn import split_names
from dutygraph.loaders.mentions import Scanner, scanner
from dutygraph.loaders.normalform import normal_form, variants
from dutygraph.loaders.packs import Pack, Row, bundled
from dutygraph.loaders.packwords import BELONGS, NOT_A_BODY, NOT_SAME
from dutygraph.loaders.places import Place, county, level_word, stems
from dutygraph.loaders.shortforms import ShortForms

_BRACKET = re.compile(r"(?<=.)[（(][^（(]*[)）]$")
_Claim = tuple[Row, str]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a spelling means: the body's name and the rule, or None and the bodies it may mean.

    The rule is "column" (it stands so in the document's columns), "normal-form", "pack",
    "subsequence", or "" if the spelling is unresolved.
    """

    name: str | None
    rule: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """What packs say of a body: its type ("" if none does) and the bodies it is part of."""

    type: str = ""
    part_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Registry:
    """The names that one document and the packs know, for one county.

    `columns` are the spellings of the department columns, `bodies` the names of the bodies they
    mean, in order of appearance. `names` leads from each known normal form to the body's name.
    `given` are the spellings of names files, each with the name of its body.
    """

    place: Place
    level: str
    columns: frozenset[str]
    bodies: tuple[str, ...]
    names: Mapping[str, str]
    given: tuple[tuple[str, str], ...]
    apart: frozenset[frozenset[str]]
    relations: Mapping[tuple[str, str], str]
    known_facts: Mapping[str, BodyFacts]
    scanner: Scanner
    pools: tuple[ShortForms, ShortForms]

    def resolve(self, written: str, among: Collection[str] = ()) -> Resolution:
        """Return the body that `written` means; A(B) counts as A.

        `among` are names of bodies to be preferred by the subsequence rule: the duty's own.
        """
        written = _BRACKET.sub("", "".join(written.split()))
        form = normal_form(written, self.place)
        for variant in variants(form, self.place):
            if name := self.names.get(variant):
                return Resolution(name, self._rule(written, variant, name))
        for pool in (ShortForms(among, self.level), *self.pools):
            found = self._fitting(form, pool)
            if len(found) == 1:
                return Resolution(found[0], "subsequence")
            if found:
                return Resolution(None, "", tuple(found))
        return Resolution(None, "")

    def facts(self, name: str) -> BodyFacts:
        """Return what packs say of the body with this name."""
        return self.known_facts.get(name, BodyFacts())

    def relation(self, name: str, other: str) -> str:
        """Return what packs say `name` is to `other`, as for B to A in A(B).

        The answer is part-of, nameplate, subordinate, separate (they are never one), or "".
        """
        separate = "separate" if self._are_apart(name, other) else ""
        return self.relations.get((name, other), separate)

    def like(self, name: str) -> tuple[str, ...]:
        """Return the document's other bodies that may be one with this one, sorted."""
        return tuple(other for other in self._fitting(name, self.pools[0]) if other != name)

    def probable(self) -> tuple[tuple[str, str], ...]:
        """Return pairs of the document's bodies that may be one, though nothing known says so."""
        places = {name: place for place, name in enumerate(self.bodies)}
        return tuple(
            (first, second)
            for first in self.bodies
            for second in sorted(self.like(first), key=places.__getitem__)
            if places[first] < places[second]
        )

    def _rule(self, written: str, variant: str, name: str) -> str:
        if written == name:
            return "column" if written in self.columns else "pack"
        return "normal-form" if variant == name else "pack"

    def _fitting(self, form: str, pool: ShortForms) -> list[str]:
        return sorted(name for name in pool.fitting(form) if not self._are_apart(form, name))

    def _are_apart(self, form: str, name: str) -> bool:
        return any(frozenset((one, name)) in self.apart for one in (form, self.level + form))


def mentions(text: str, registry: Registry) -> tuple[str, ...]:
    """Return the names of the bodies that a running text names, by position, each once.

    A body counts where a known spelling stands with its level word or the county's own name, and
    in an enumeration after such a one (县发改委、教委、应急局). 辖区公安局 is no mention.
    """
    return registry.scanner.mentions(text)


def without_bracket(written: str) -> str:
    """Return the A of A(B)."""
    return _BRACKET.sub("", written)


def verdicts(place: Place, packs: Iterable[Pack]) -> dict[str, bool]:
    """Return normal form → whether it names a body, for all that packs say something of."""
    found: dict[str, bool] = {}
    for group in _said(place, level_word(place) or "县", packs).groups:
        for row, other in group:
            found |= dict.fromkeys([row.name, *([other] if row.is_spelling else [])], True)
        found |= {other: False for row, other in group if row.relation == NOT_A_BODY}
    return found


def registry(columns: Iterable[str], place: Place, packs: Sequence[Pack]) -> Registry:
    """Make the registry of one document.

    `columns` are the names in its department columns, without placeholders; A(B) counts as A, and
    B is known by its name. Of the packs only the rows count whose scope holds `place`; a later pack
    wins over an earlier one, and within a pack a narrower scope over a wider one.
    """
    level = level_word(place) or "县"
    spellings = tuple(dict.fromkeys(columns))
    written = tuple(dict.fromkeys(_BRACKET.sub("", name) for name in spellings))
    said = _said(place, level, packs)
    names = _names(said)
    _learn(names, (*_bracketed(spellings, place, level), *written), place)
    named = {name: names[normal_form(name, place)] for name in written}
    bodies = tuple(dict.fromkeys(named.values()))
    spelled = {row.other: names[form] for row, form in said.rows if form in names}
    relations = _relations(said, names)
    return Registry(
        place=place,
        level=level,
        columns=frozenset(written),
        bodies=bodies,
        names=names,
        given=_given(place, level, packs, spelled),
        apart=said.apart,
        relations=relations,
        known_facts=_facts(said, names, relations),
        scanner=scanner(names | spelled | named, level, stems(place)),
        pools=(ShortForms(bodies, level), ShortForms(_others(names, bodies), level)),
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What the packs say of one county: the rows, each with the normal form of its `other`.

    A later group of rows wins over those before it; the order within a group does not matter.
    `apart` are the pairs of names that are never one body.
    """

    groups: tuple[tuple[_Claim, ...], ...]
    apart: frozenset[frozenset[str]]

    @property
    def rows(self) -> Iterator[_Claim]:
        """All rows, those that win last."""
        return chain.from_iterable(self.groups)


def _said(place: Place, level: str, packs: Iterable[Pack]) -> _Said:
    groups = tuple(
        tuple((row, normal_form(row.other, place)) for row in group)
        for group in _groups_for(place, level, packs)
    )
    rows = chain.from_iterable(groups)
    apart = (frozenset((row.name, other)) for row, other in rows if row.relation == NOT_SAME)
    return _Said(groups, frozenset(apart))


def _learn(names: dict[str, str], written: Iterable[str], place: Place) -> None:
    """Add the names of the document; one that the packs know keeps its name there."""
    for name in written:
        form = normal_form(name, place)
        names[form] = _known(form, names, place)


def _groups_for(place: Place, level: str, packs: Iterable[Pack]) -> Iterator[list[Row]]:
    """Yield the rows that count for a place, by pack and scope; a later group wins."""
    for pack in packs:
        rows = [row for row in pack.rows if counts_for(row, place)]
        rows.sort(key=lambda row: len(row.scope))
        for _, group in groupby(rows, key=lambda row: row.scope):
            yield [localised(row, level) for row in group]


def _given(
    place: Place, level: str, packs: Iterable[Pack], spelled: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return the spellings of names files, which no other document of the county may know."""
    files = [pack for pack in packs if pack not in bundled()]
    rows = chain.from_iterable(_groups_for(place, level, files))
    spellings = {row.other for row in rows if row.is_spelling}
    return tuple((one, spelled[one]) for one in sorted(spellings) if spelled.get(one, one) != one)


def _others(names: Mapping[str, str], bodies: Iterable[str]) -> list[str]:
    """Return the names of bodies that the packs know and the document's columns do not."""
    known = set(bodies)
    return [name for name in dict.fromkeys(names.values()) if name not in known]


def _relations(said: _Said, names: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """Return (name of a body, name of the body that it belongs to) → how it belongs there."""
    return {
        (names.get(row.name, row.name), names.get(other, other)): row.relation
        for row, other in said.rows
        if row.relation in BELONGS
    }


def _facts(
    said: _Said, names: Mapping[str, str], relations: Mapping[tuple[str, str], str]
) -> dict[str, BodyFacts]:
    types = {names.get(row.name, row.name): row.type for row, _ in said.rows if row.type}
    part_of: dict[str, list[str]] = {}
    for (name, other), relation in sorted(relations.items()):
        if relation == "part-of":
            part_of.setdefault(name, []).append(other)
    return {
        name: BodyFacts(types.get(name, ""), tuple(part_of.get(name, ())))
        for name in types.keys() | part_of.keys()
    }


def _bracketed(spellings: Iterable[str], place: Place, level: str) -> Iterator[str]:
    """Yield the bodies B of each A(B); a bracket may hold several, or only a remark."""
    for spelling in spellings:
        if bracket := _BRACKET.search(spelling):
            for token in split_names(bracket[0][1:-1], place):
                if normal_form(token.written, place).startswith(level) and not token.placeholder:
                    yield token.written


def counts_for(row: Row, place: Place) -> bool:
    """Tell whether a row of a pack counts for a list, or a county, of this place."""
    return county(place)[: len(row.scope)] == row.scope


def localised(row: Row, level: str) -> Row:
    """Return the row with the list's own level word in the place of 县."""
    if level == "县":
        return row
    name, other = row.name.replace("县", level), row.other.replace("县", level)
    return replace(row, name=name, other=other)


def _known(form: str, names: Mapping[str, str], place: Place) -> str:
    return next((names[one] for one in variants(form, place) if one in names), form)


def _names(said: _Said) -> dict[str, str]:
    """Return normal form → name; a name that a row calls a spelling leads on."""
    canonical: dict[str, str] = {}
    for group in said.groups:
        _add(canonical, group, said.apart)
    ends = {form: _end(canonical, form) for form in canonical}
    return {
        form: form if frozenset((form, end)) in said.apart else end for form, end in ends.items()
    }


def _add(
    canonical: dict[str, str], group: Iterable[_Claim], apart: Collection[frozenset[str]]
) -> None:
    spellings = [
        (row.name, other)
        for row, other in group
        if row.is_spelling and frozenset((row.name, other)) not in apart
    ]
    for row, _ in group:
        if row.name:
            canonical.setdefault(row.name, row.name)
    canonical |= {name: name for name, _ in spellings}
    for name, other in spellings:
        # Two that are spellings of each other: the first line counts.
        if _end(canonical, name) != other:
            canonical[other] = name
    for row, other in group:
        if row.relation == NOT_A_BODY:
            canonical.pop(other, None)


def _end(canonical: Mapping[str, str], form: str) -> str:
    seen = {form}
    while (name := canonical.get(form, form)) not in seen:
        seen.add(name)
        form = name
    return name
