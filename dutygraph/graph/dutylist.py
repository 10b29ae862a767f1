"""Quads of one list → duty list: the inverse of `rdf`, for what is written in the document's shape.

A graph holds sets: spellings of a body and bodies that a text mentions come back sorted, several
bearers in the order of the department column, marks in the order of their words. It does not hold
furniture, nor what fills the hints of findings, nor more of several positions than the first and
the last line.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from dutygraph.graph.ontology import ontology
from dutygraph.loaders.marks import SORTS, marks
from dutygraph.model import (
    Bearer,
    Body,
    Category,
    Citation,
    Discontinued,
    Duty,
    DutyList,
    Kind,
    Mark,
    Method,
    Name,
    Participation,
    Placeholder,
    Position,
    Source,
    Statement,
    Transfer,
)

_ONTOLOGY = ontology()
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_RECEIVER = "receiver"
_UNREAD = {"unread-text", "column-unread", "receiver-unclear", "not-a-department"}


def read(quads: Iterable[Quad]) -> DutyList:
    """Return the duty list that the quads of one list's graph and of its bodies tell of.

    `findings` and `furniture` are empty, and the duties stand by category and number; see above
    for what else may differ from the list that was projected.

    Raises:
        ValueError: the quads are not those of one list.
    """
    return _Reader(quads).duty_list()


def unread(quads: Iterable[Quad]) -> int:
    """Return how many findings of a list hold text of the document that stands nowhere else."""
    rule = _ONTOLOGY.property_("rule")
    return sum(
        quad.predicate.value == rule
        and isinstance(quad.object, Literal)
        and quad.object.value in _UNREAD
        for quad in quads
    )


def severities(quads: Iterable[Quad]) -> dict[str, int]:
    """Return how many findings of each severity a list has."""
    severity = _ONTOLOGY.property_("severity")
    return Counter(
        quad.object.value
        for quad in quads
        if quad.predicate.value == severity and isinstance(quad.object, Literal)
    )


class _Subject:
    """What is said of one subject."""

    def __init__(self, iri: str) -> None:
        self.iri = iri
        self.said: dict[str, list[str]] = defaultdict(list)

    def all(self, name: str) -> list[str]:
        """Return the values of a property by its local name, sorted; links are IRIs."""
        return sorted(self.said.get(_ONTOLOGY.property_(name), ()))

    def first(self, name: str) -> str:
        """Return the value of a property, the empty text where it has none."""
        return next(iter(self.all(name)), "")

    def number(self, name: str) -> int:
        """Return the value of a property as a number, 0 where it has none."""
        return int(self.first(name) or 0)

    @property
    def order(self) -> int:
        """The place among its like: what it says, else the number at the end of its IRI."""
        last = self.iri.rsplit("/", 1)[-1]
        return self.number("order") or (int(last) if last.isdecimal() else 0)

    def positions(self) -> tuple[Position, ...]:
        """Return the place in the document: one position, or none."""
        line = self.number("line")
        place = Position(
            line=line,
            end_line=self.number("endLine") or line,
            page=self.number("page"),
            box=self.first("box"),
            sheet=self.first("sheet"),
            cell=self.first("cell"),
            table=self.number("table"),
            row=self.number("row"),
            quote=self.first("quote"),
            file=self.first("inFile"),
        )
        return (place,) if place != Position() else ()


class _Reader:
    """Finds the parts of a list by their class, and by the duty that they belong to."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.subjects: dict[str, _Subject] = {}
        for quad in quads:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                iri = quad.subject.value
                subject = self.subjects.setdefault(iri, _Subject(iri))
                subject.said[quad.predicate.value].append(quad.object.value)
        self.by_class: dict[str, list[_Subject]] = defaultdict(list)
        self.by_duty: dict[tuple[str, str], list[_Subject]] = defaultdict(list)
        for subject in sorted(self.subjects.values(), key=lambda one: (one.order, one.iri)):
            for class_ in subject.said.get(_TYPE, ()):
                self.by_class[class_].append(subject)
                self.by_duty[subject.first("duty"), class_].append(subject)

    def all(self, class_: str) -> list[_Subject]:
        return self.by_class[_ONTOLOGY.class_(class_)]

    def parts(self, duty: _Subject, class_: str) -> list[_Subject]:
        return self.by_duty[duty.iri, _ONTOLOGY.class_(class_)]

    def label(self, iri: str) -> str:
        return self.subjects[iri].first("name")

    def labels(self, subject: _Subject, name: str) -> tuple[str, ...]:
        return tuple(sorted(map(self.label, subject.all(name))))

    # The list

    def duty_list(self) -> DutyList:
        lists = self.all("DutyList")
        if len(lists) != 1:
            raise ValueError(f"the quads are of {len(lists)} lists")
        [source] = lists
        duties = sorted(map(self.duty, self.all("Duty")), key=_in_document)
        return DutyList(
            title=source.first("title"),
            place=tuple(self.subjects[source.first("township")].first("path").split("/")),
            edition=source.first("edition"),
            source=Source(*map(source.first, ("sourceFile", "sourceHash", "sourceFormat"))),
            categories=self.categories(duties),
            duties=tuple(duties),
            bodies=tuple(sorted(map(self.body, self.all("Body")))),
            names=tuple(sorted(map(self.name, self.all("Name")))),
            findings=(),
            furniture=(),
            packs=source.first("packs"),
        )

    def categories(self, duties: Sequence[Duty]) -> tuple[Category, ...]:
        found = Counter((duty.kind, duty.category_order) for duty in duties)
        categories = [
            Category(
                kind=(kind := Kind(one.first("kind"))),
                order=one.order,
                name=one.first("name"),
                declared=one.number("declared") if one.all("declared") else None,
                found=found[kind, one.order],
                positions=one.positions(),
            )
            for one in self.all("Category")
        ]
        return tuple(sorted(categories, key=lambda one: (_KINDS.index(one.kind), one.order)))

    def body(self, one: _Subject) -> Body:
        return Body(one.first("name"), one.first("bodyType"), self.labels(one, "partOf"))

    def name(self, one: _Subject) -> Name:
        return Name(
            written=one.first("written"),
            name=self.label(one.first("body")),
            rule=one.first("rule"),
            position=next(iter(one.positions()), Position()),
            bracketed=self.labels(one, "bracketed"),
            relation=one.first("relation"),
        )

    # One duty

    def duty(self, one: _Subject) -> Duty:
        category = self.subjects.get(one.first("category"))
        parts = [self.participation(part) for part in self.parts(one, "Participation")]
        receivers = tuple(part for part in parts if _RECEIVER in part.roles)
        departments = tuple(part for part in parts if _RECEIVER not in part.roles)
        methods = tuple(map(self.method, self.parts(one, "Method")))
        parties = self.parties(one, departments)
        return Duty(
            kind=Kind(one.first("kind")),
            number=one.number("number"),
            title=one.first("title"),
            category=category.first("name") if category else None,
            category_order=category.order if category else None,
            positions=one.positions(),
            occurrence=one.number("occurrence") or 1,
            departments=departments,
            placeholders=tuple(map(_placeholder, self.parts(one, "Placeholder"))),
            statements=tuple(
                self.statement(part, parties) for part in self.parts(one, "Statement")
            ),
            township=tuple(
                self.statement(part, parties) for part in self.parts(one, "TownshipStatement")
            ),
            transfer=Transfer(receivers, methods) if receivers or methods else None,
            discontinued=_discontinued(one),
            cites=tuple(map(_citation, self.parts(one, "Citation"))),
        )

    def participation(self, one: _Subject) -> Participation:
        return Participation(
            name=self.label(one.first("body")),
            written=tuple(one.all("written")),
            roles=tuple(sorted(one.all("role"), key=_ROLES.index)),
            order=one.order,
            positions=one.positions(),
        )

    def parties(self, duty: _Subject, departments: Iterable[Participation]) -> dict[Bearer, int]:
        """Return who may bear a statement, each with its place: bodies, then unnamed groups."""
        groups = (part.first("name") for part in self.parts(duty, "Placeholder"))
        named = [Bearer(one.name) for one in departments]
        everyone = named + [Bearer(name, placeholder=True) for name in groups]
        return {bearer: place for place, bearer in enumerate(everyone)}

    def statement(self, one: _Subject, parties: dict[Bearer, int]) -> Statement:
        found = [self.bearer(iri) for iri in one.all("bearer")]
        bearers = sorted(found, key=lambda bearer: (parties.get(bearer, len(parties)), bearer))
        return Statement(
            order=one.order,
            text=one.first("text"),
            positions=one.positions(),
            bearers=tuple(bearers),
            marks=_marks(one, len(bearers)),
            mentions=self.labels(one, "mentions"),
        )

    def bearer(self, iri: str) -> Bearer:
        group = _ONTOLOGY.class_("Placeholder") in self.subjects[iri].said[_TYPE]
        return Bearer(self.label(iri), placeholder=group)

    def method(self, one: _Subject) -> Method:
        return Method(one.order, one.first("text"), one.positions(), self.labels(one, "mentions"))


_KINDS = list(Kind)
_ROLES = ("listed", _RECEIVER, "lead", "support")


def _in_document(duty: Duty) -> tuple[int, int, int, int]:
    # Numbers may begin anew in each category.
    return _KINDS.index(duty.kind), duty.category_order or 0, duty.number, duty.occurrence


def _placeholder(one: _Subject) -> Placeholder:
    return Placeholder(one.first("name"), one.positions())


def _citation(one: _Subject) -> Citation:
    return Citation(
        one.first("law"),
        one.first("article"),
        basis=bool(one.first("basis")),
        text=one.first("text"),
    )


def _discontinued(one: _Subject) -> Discontinued | None:
    if not one.all("discontinued"):
        return None
    return Discontinued(one.first("reason") if one.all("reason") else None)


def _marks(one: _Subject, bearers: int) -> tuple[Mark, ...]:
    """Put sorts and words together again, in the order in which the text has them."""
    worded = [Mark(SORTS[word], word) for word in one.all("markWord") if word in SORTS]
    sorts = {mark.mark for mark in worded}
    found = worded + [Mark(sort, "") for sort in one.all("mark") if sort not in sorts]
    known = marks(one.first("text"), bearers)
    places = {mark: place for place, mark in enumerate(known)}
    return tuple(sorted(found, key=lambda mark: (places.get(mark, len(places)), mark)))
