"""Names of departments: from what is written to the body that it means.

The document's own columns come first, then alias packs, then one careful rule: the short form is an
in-order subsequence of the full name with the same first and last character. Nothing is ever
matched by likeness: 县民政局 and 县财政局 look alike and are not.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dutygraph.loaders.departmentcolumn import Role, Token, is_placeholder, split_names
from dutygraph.loaders.mentions import Scanner, scanner
from dutygraph.loaders.normalform import normal_form
from dutygraph.loaders.packs import BELONGS, SPELLINGS, Pack, Row
from dutygraph.loaders.places import Place, county, level_word, stems

__all__ = [
    "BodyFacts",
    "Registry",
    "Resolution",
    "Role",
    "Token",
    "is_placeholder",
    "mentions",
    "normal_form",
    "registry",
    "split_names",
]

_BRACKET = re.compile(r"(?<=.)[（(][^（(]*[)）]$")
_SHORTER = (("办公室", "办"), ("联合会", "联"))
# 县委办 is no short form of 县委编办: what stands before and after 委 has to agree by itself.
_OWNERS = ("委", "政府", "人大", "政协")


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
    """What packs say of a body: its type ("" if none does) and the bodies it belongs to."""

    type: str = ""
    part_of: tuple[str, ...] = ()
    nameplate_of: tuple[str, ...] = ()
    subordinate_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Registry:
    """The names that one document and the packs know, for one county.

    `columns` are the spellings of the department columns, `bodies` the names of the bodies they
    mean, in order of appearance. `names` leads from each known normal form to the body's name.
    """

    place: Place
    level: str
    columns: frozenset[str]
    bodies: tuple[str, ...]
    names: Mapping[str, str]
    apart: frozenset[frozenset[str]]
    relations: Mapping[tuple[str, str], str]
    types: Mapping[str, str]
    scanner: Scanner

    def resolve(self, written: str, among: Collection[str] = ()) -> Resolution:
        """Return the body that `written` means; A(B) counts as A.

        `among` are names of bodies to be preferred by the subsequence rule: the duty's own.
        """
        written = _BRACKET.sub("", "".join(written.split()))
        form = normal_form(written, self.place)
        for variant in _variants(form, self.place, self.level):
            if name := self.names.get(variant):
                return Resolution(name, self._rule(written, variant, name))
        packed = [name for name in dict.fromkeys(self.names.values()) if name not in self.bodies]
        for pool in (among, self.bodies, packed):
            found = sorted({name for name in pool if self._may_mean(form, name)})
            if len(found) == 1:
                return Resolution(found[0], "subsequence")
            if found:
                return Resolution(None, "", tuple(found))
        return Resolution(None, "")

    def facts(self, name: str) -> BodyFacts:
        """Return what packs say of the body with this name."""
        return BodyFacts(
            self.types.get(name, ""),
            *(
                self._related(name, relation)
                for relation in ("part-of", "nameplate", "subordinate")
            ),
        )

    def relation(self, name: str, other: str) -> str:
        """Return what packs say `name` is to `other`, as for B to A in A(B).

        The answer is part-of, nameplate, subordinate, separate (they are never one), or "".
        """
        separate = "separate" if self._are_apart(name, other) else ""
        return self.relations.get((name, other), separate)

    def probable(self) -> tuple[tuple[str, str], ...]:
        """Return pairs of the document's bodies that may be one, though nothing known says so."""
        return tuple(
            (first, second)
            for place, first in enumerate(self.bodies)
            for second in self.bodies[place + 1 :]
            if self._may_mean(first, second)
        )

    def _rule(self, written: str, variant: str, name: str) -> str:
        if written == name:
            return "column" if written in self.columns else "pack"
        return "normal-form" if variant == name else "pack"

    def _may_mean(self, form: str, name: str) -> bool:
        if self._are_apart(form, name) or self._are_apart(self.level + form, name):
            return False
        return _is_short_for(_bare(form, self.level), _bare(name, self.level))

    def _are_apart(self, form: str, name: str) -> bool:
        return frozenset((form, name)) in self.apart

    def _related(self, name: str, relation: str) -> tuple[str, ...]:
        found = (
            two for (one, two), said in self.relations.items() if (one, said) == (name, relation)
        )
        return tuple(sorted(found))


def mentions(text: str, registry: Registry) -> tuple[str, ...]:
    """Return the names of the bodies that a running text names, by position, each once.

    A body counts where a known spelling stands with its level word or the county's own name, and
    in an enumeration after such a one (县发改委、教委、应急局). 辖区公安局 is no mention.
    """
    return registry.scanner.mentions(text)


def registry(columns: Iterable[str], place: Place, packs: Sequence[Pack]) -> Registry:
    """Make the registry of one document.

    `columns` are the names in its department columns, without placeholders; A(B) counts as A, and
    B is known by its name. Of the packs only the rows count whose scope holds `place`; a later pack
    wins over an earlier one, and within a pack a narrower scope over a wider one.
    """
    level = level_word(place) or "县"
    spellings = tuple(dict.fromkeys(columns))
    written = tuple(dict.fromkeys(_BRACKET.sub("", name) for name in spellings))
    rows = tuple(_rows_for(place, level, packs))
    others = {row: normal_form(row.other, place) for row in rows}
    apart = frozenset(
        frozenset((row.name, others[row])) for row in rows if row.relation == "not-same"
    )
    names = _names(rows, others, apart)
    for name in (*_bracketed(spellings, place, level), *written):
        form = normal_form(name, place)
        names[form] = _known(form, names, place, level)
    named = {name: names[normal_form(name, place)] for name in written}
    spelled = {row.other: names[others[row]] for row in rows if others[row] in names}
    return Registry(
        place=place,
        level=level,
        columns=frozenset(written),
        bodies=tuple(dict.fromkeys(named.values())),
        names=names,
        apart=apart,
        relations=_relations(rows, others, names),
        types={names.get(row.name, row.name): row.type for row in rows if row.type},
        scanner=scanner(names | spelled | named, level, stems(place)),
    )


def _rows_for(place: Place, level: str, packs: Sequence[Pack]) -> Iterator[Row]:
    """Yield the rows that count for a place, in the order in which a later one wins."""
    for pack in packs:
        for row in sorted(pack.rows, key=lambda row: len(row.scope)):
            if county(place)[: len(row.scope)] == row.scope:
                yield _localised(row, level)


def _relations(
    rows: Iterable[Row], others: Mapping[Row, str], names: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    """Return (name of a body, name of the body that it belongs to) → how it belongs there."""
    return {
        (names.get(row.name, row.name), names.get(others[row], others[row])): row.relation
        for row in rows
        if row.relation in BELONGS
    }


def _bracketed(spellings: Iterable[str], place: Place, level: str) -> Iterator[str]:
    """Yield the bodies B of each A(B); a bracket may hold several, or only a remark."""
    for spelling in spellings:
        if bracket := _BRACKET.search(spelling):
            for token in split_names(bracket[0][1:-1], place):
                if token.written.startswith(level) and not token.placeholder:
                    yield token.written


def _localised(row: Row, level: str) -> Row:
    """Return the row with the list's own level word in the place of 县."""
    if level == "县":
        return row
    name, other = row.name.replace("县", level), row.other.replace("县", level)
    return Row(row.scope, name, other, row.relation, row.type, row.note, row.line)


def _variants(form: str, place: Place, level: str) -> Iterator[str]:
    """Yield the form, then the form with the level word that it leaves out: 教委, 云阳教委."""
    yield form
    for stem in ("", *stems(place)):
        if form.startswith(stem) and len(form) > len(stem) + 1:
            yield level + form.removeprefix(stem)


def _known(form: str, names: Mapping[str, str], place: Place, level: str) -> str:
    return next((names[one] for one in _variants(form, place, level) if one in names), form)


def _names(
    rows: Iterable[Row], others: Mapping[Row, str], apart: frozenset[frozenset[str]]
) -> dict[str, str]:
    """Return normal form → name; a name that a later row calls a spelling leads on."""
    canonical: dict[str, str] = {}
    for row in rows:
        canonical.setdefault(row.name, row.name)
        other = others[row]
        if row.relation in SPELLINGS and frozenset((row.name, other)) not in apart:
            canonical[row.name] = row.name
            canonical[other] = row.name
    ends = {form: _end(canonical, form) for form in canonical}
    return {form: form if frozenset((form, end)) in apart else end for form, end in ends.items()}


def _end(canonical: Mapping[str, str], form: str) -> str:
    seen = {form}
    while (name := canonical.get(form, form)) not in seen:
        seen.add(name)
        form = name
    return name


def _bare(form: str, level: str) -> str:
    for long, short in _SHORTER:
        form = form.replace(long, short)
    return form.removeprefix(level)


def _is_short_for(first: str, second: str) -> bool:
    """Tell whether one of two names is the other with characters left out in the middle."""
    short, long = sorted((first, second), key=len)
    for owner in _OWNERS:
        if short.startswith(owner) and long.startswith(owner):
            short, long = short.removeprefix(owner), long.removeprefix(owner)
            break
        if short.startswith(owner) or long.startswith(owner):
            return False
    if short == long:
        return True
    if len(short) < 2 or short[0] != long[0]:
        return False
    # Only the very last character may end it: 县公安局交通管理分局 holds 县公安局 whole and goes
    # on, so that it is a part of it and no longer spelling of it.
    return _is_within(short, long) and not _is_within(short, long[:-1])


def _is_within(short: str, long: str) -> bool:
    rest = iter(long)
    return all(character in rest for character in short)
