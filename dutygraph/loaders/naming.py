"""Names in one document while it is read: resolves them and remembers every spelling."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Literal

from dutygraph.loaders.departmentcolumn import Role, Token, is_role, split_names
from dutygraph.loaders.departments import mentions, registry, verdicts, without_bracket
from dutygraph.loaders.normalform import normal_form
from dutygraph.loaders.packs import Pack
from dutygraph.loaders.places import TOWNSHIP_WORDS, level_word
from dutygraph.model import Body, Finding, Name, Place, Position

Column = Literal["listed", "receiver"]

_UNRESOLVED = "unresolved"
_GIVEN = "names-file"
# No county has so many bodies: what stands in such columns are no names.
_MOST_COMPARED = 500
# What the name of a body ends in, where nothing else says that a word before a colon is one.
_BODY = re.compile(
    r"[县区市州旗](?!级|域|内|外|长|直).{1,20}(?:局|委|办|部|院|会|社|队|处|厅|中心|联|所|机关)"
)
# 县公安局主要职责：, 县公安局负责：
_HEADING_TAIL = re.compile(r"(?<=.)(?:的|主要|工作|具体|承担)*(?:职责(?:分工)?|负责|任务)$")
_ROLE_HEADING = re.compile("(?:(牵头)|配合|协助|协办|参与)(?:部门|单位)")
_OFFICE = "(?:人民政府|政府|党委|党工委|办事处)?"
_TOWNSHIP = re.compile(
    f"(?![县区市旗]).{{0,20}}(?:{'|'.join(TOWNSHIP_WORDS)}|镇街){_OFFICE}(?:[（(].*[）)])?{_OFFICE}"
)
_VILLAGE = re.compile(
    "(?:各|本|辖区)*(?:行政)?(?:村|社区)(?:居|社区|[（(](?:居|社区)[）)])?(?:民?委会|民委员会|两委)?"
)


def is_township(token: Token) -> bool:
    """Tell whether a name in a column is a township or less, or all: 各乡镇, 村（社区）."""
    words = token.spelling or token.written
    return bool(_TOWNSHIP.fullmatch(words) or _VILLAGE.fullmatch(words))


def role_of_heading(words: str) -> Role | None:
    """Return the role that 牵头部门 or 配合部门 before a colon names instead of a body."""
    found = _ROLE_HEADING.fullmatch(words)
    return None if found is None else "lead" if found[1] else "support"


def look_like_bodies(words: str, place: Place = ()) -> bool:
    """Tell whether words look like names of bodies and nothing else; no registry is needed."""
    tokens = split_names(words, place)
    return bool(tokens) and all(
        _BODY.fullmatch(normal_form(token.written, place)) for token in tokens
    )


def look_like_heading(words: str, known: Collection[str] = ()) -> bool:
    """Tell whether words before a colon look like names of bodies, `known` or not, or their role.

    No registry is needed; the words may end in 职责 or 负责.
    """
    tokens = split_names(_HEADING_TAIL.sub("", words), (), known)
    named = all(one.written in known or _BODY.fullmatch(one.written) for one in tokens)
    return (bool(tokens) and named) or role_of_heading(words) is not None


class Naming:
    """Resolves the names of one document against its own columns and the alias packs."""

    def __init__(self, columns: Iterable[str], place: Place, packs: Sequence[Pack]) -> None:
        self.place = place
        self.level = level_word(place)
        self._verdicts = verdicts(place, packs)
        listed = [
            token.spelling
            for column in columns
            for token in map(self._judged, split_names(column, place))
            if not (token.placeholder or self.is_no_body(token))
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
            tokens = split_names(text, self.place, self._registry.columns)
            self._tokens[text] = tuple(map(self._judged, tokens))
        return self._tokens[text]

    def _judged(self, token: Token) -> Token:
        """Return a name as packs judge it: a body, or an unnamed group, but never townships."""
        is_body = self._verdict(token)
        if is_body is None or self.is_no_body(token):
            return token
        return replace(token, placeholder=not is_body)

    def _verdict(self, token: Token) -> bool | None:
        return self._verdicts.get(normal_form(token.written, self.place))

    def is_no_body(self, token: Token) -> bool:
        """Tell whether a name in a column is a township or 责任单位, and no pack says otherwise."""
        names_none = is_township(token) or (is_role(token.written) and not token.placeholder)
        return names_none and not self._verdict(token)

    def bearers(self, heading: str) -> tuple[Token, ...]:
        """Return the names in a heading, which may end in 职责 or 负责."""
        return self.tokens(_HEADING_TAIL.sub("", heading))

    def is_heading(self, words: str) -> bool:
        """Tell whether the words before a colon name bearers, or their role, and nothing else."""
        if words not in self._headings:
            names = self.are_names(_HEADING_TAIL.sub("", words))
            self._headings[words] = names or role_of_heading(words) is not None
        return self._headings[words]

    def are_names(self, words: str) -> bool:
        """Tell whether words are names of bodies, or of unnamed groups, and nothing else."""
        tokens = self.tokens(words)
        return bool(tokens) and all(map(self._is_name, tokens))

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
        inner = (one for one in self.tokens(token.bracket or "") if not one.placeholder)
        bracketed = tuple(map(self._label, inner))
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
        """Return every spelling that occurred, and those of names files for its bodies, sorted."""
        bodies = {body.name for body in self.bodies()}
        known = self._names.keys() | set(map(without_bracket, self._names))
        given = [
            Name(written, name, _GIVEN, Position())
            for written, name in self._registry.given
            if name in bodies and written not in known
        ]
        return tuple(sorted([*self._names.values(), *given]))

    def bodies(self) -> tuple[Body, ...]:
        """Return every body that the document names, and the bodies they are part of, sorted."""
        pending = {name.name for name in self._names.values()} | self._mentioned
        pending |= {inner for name in self._names.values() for inner in name.bracketed}
        found: dict[str, Body] = {}
        while pending:
            name = pending.pop()
            facts = self._registry.facts(name)
            found[name] = Body(name, facts.type, facts.part_of)
            pending.update(one for one in facts.part_of if one not in found)
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
