"""Names in one document while it is read: resolves them and remembers every spelling."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from dutygraph.loaders.departments import Token, mentions, normal_form, registry, split_names
from dutygraph.loaders.packs import Pack
from dutygraph.loaders.places import level_word
from dutygraph.model import Body, Finding, Name, Place, Position

Column = Literal["listed", "receiver"]

_UNRESOLVED = "unresolved"
# No county has so many bodies: what stands in such columns are no names.
_MOST_COMPARED = 500
# What the name of a body ends in, where nothing else says that a word before a colon is one.
_BODY = re.compile(
    r"[县区市州旗](?!级|域|内|外|长|直).{1,20}(?:局|委|办|部|院|会|社|队|处|厅|中心|联|所|机关)"
)


class Naming:
    """Resolves the names of one document against its own columns and the alias packs."""

    def __init__(self, columns: Iterable[str], place: Place, packs: Sequence[Pack]) -> None:
        self.place = place
        self.level = level_word(place)
        listed = [
            token.spelling
            for column in columns
            for token in split_names(column, place)
            if not token.placeholder
        ]
        self._registry = registry(listed, place, packs)
        self._tokens: dict[str, tuple[Token, ...]] = {}
        self._headings: dict[str, bool] = {}
        self._names: dict[str, Name] = {}
        self._bracketed: dict[str, set[str]] = {}
        self._mentioned: set[str] = set()

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Return the names of a column or heading, one by one."""
        if text not in self._tokens:
            self._tokens[text] = split_names(text, self.place, self._registry.columns)
        return self._tokens[text]

    def is_heading(self, words: str) -> bool:
        """Tell whether the words before a colon name bearers and nothing else."""
        if words not in self._headings:
            tokens = self.tokens(words)
            self._headings[words] = bool(tokens) and all(map(self._is_name, tokens))
        return self._headings[words]

    def _is_name(self, token: Token) -> bool:
        if token.placeholder or self._registry.resolve(token.written).name is not None:
            return True
        return bool(_BODY.fullmatch(token.written))

    def resolve(
        self, token: Token, position: Position, among: Sequence[str] = ()
    ) -> tuple[str, list[Finding]]:
        """Return a body's label and what is doubtful about it; `among` are likelier bodies."""
        written = token.spelling
        if written in self._names:
            return self._names[written].name, []
        found = self._registry.resolve(written, among)
        name = found.name or self._label(token)
        bracketed = tuple(map(self._label, self.tokens(token.bracket or "")))
        relation = self._registry.relation(bracketed[0], name) if len(bracketed) == 1 else ""
        relation = "subordinate" if relation == "part-of" else relation
        self._names[written] = Name(
            written, name, found.rule or _UNRESOLVED, position, bracketed, relation
        )
        self._bracketed.setdefault(name, set()).update(bracketed)
        return name, list(_doubts(written, name, found.rule, found.candidates, position))

    def _label(self, token: Token) -> str:
        known = self._registry.resolve(token.spelling).name
        return known or normal_form(token.written, self.place) or token.written

    def mentions(self, text: str, listed: Iterable[str]) -> tuple[str, ...]:
        """Return the bodies that a text names although they are not among `listed`.

        A body in the brackets of a listed one, A(B), is listed with it.
        """
        found = mentions(text, self._registry)
        if found:
            known = {one for name in listed for one in (name, *self._bracketed.get(name, ()))}
            found = tuple(one for one in found if one not in known)
            self._mentioned.update(found)
        return found

    def names(self) -> tuple[Name, ...]:
        """Return every spelling that occurred, sorted."""
        return tuple(sorted(self._names.values()))

    def bodies(self) -> tuple[Body, ...]:
        """Return every body that the document names, and the bodies they are part of, sorted."""
        pending = {name.name for name in self._names.values()} | self._mentioned
        pending |= {inner for name in self._names.values() for inner in name.bracketed}
        found: dict[str, Body] = {}
        while pending:
            name = pending.pop()
            facts = self._registry.facts(name)
            found[name] = Body(name, facts.type, facts.part_of)
            pending |= set(facts.part_of) - found.keys()
        return tuple(sorted(found.values()))

    def similar(self) -> list[Finding]:
        """Return a finding for every two bodies that may be one: the rule fits, nothing decides."""
        if len(self._registry.bodies) > _MOST_COMPARED:
            return []
        first: dict[str, Name] = {}
        for name in self._names.values():
            first.setdefault(name.name, name)
        return [
            Finding(
                "name-similar",
                first[two].position,
                first[two].written,
                (("name", two), ("other", one)),
            )
            for one, two in self._registry.probable()
            if one in first and two in first
        ]


def _doubts(
    written: str, name: str, rule: str, candidates: tuple[str, ...], position: Position
) -> Iterable[Finding]:
    if rule == "subsequence":
        yield Finding("name-guessed", position, written, (("written", written), ("name", name)))
    elif candidates:
        values = (("name", written), ("candidates", "、".join(candidates)))
        yield Finding("name-ambiguous", position, written, values)
    elif not rule:
        yield Finding("name-unresolved", position, written, (("name", written),))
