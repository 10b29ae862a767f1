"""Duty list → quads, as N-Quads text: the one place that states what the vocabulary declares.

Every subject stands in one graph: the list's, or its county's graph of bodies. Nothing is stated
twice, since the union of graphs does not remove duplicates.
"""

import json.encoder
from collections import defaultdict
from collections.abc import Iterable, Sequence

from dutygraph import findings, messages
from dutygraph.graph import iris
from dutygraph.graph.listgraph import ListGraph
from dutygraph.graph.ontology import ontology
from dutygraph.model import (
    Body,
    Category,
    Citation,
    Duty,
    DutyList,
    Finding,
    Method,
    Name,
    Participation,
    Position,
    Statement,
)

_ONTOLOGY = ontology()


def _class(name: str) -> str:
    return f"<{_ONTOLOGY.class_(name)}>"


def _property(name: str) -> str:
    return f"<{_ONTOLOGY.property_(name)}>"


_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_INTEGER = "^^<http://www.w3.org/2001/XMLSchema#integer>"
_TRUE = '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'

_DUTY_LIST, _CATEGORY, _DUTY = _class("DutyList"), _class("Category"), _class("Duty")
_PARTICIPATION, _PLACEHOLDER = _class("Participation"), _class("Placeholder")
_STATEMENT, _TOWNSHIP_STATEMENT = _class("Statement"), _class("TownshipStatement")
_TRANSFER, _METHOD, _CITATION = _class("Transfer"), _class("Method"), _class("Citation")
_NAME, _FINDING = _class("Name"), _class("Finding")
_BODY, _TOWNSHIP, _COUNTY = _class("Body"), _class("Township"), _class("County")

_list, _township, _county = _property("list"), _property("township"), _property("county")
_category, _duty, _body = _property("category"), _property("duty"), _property("body")
_bearer, _listed_body = _property("bearer"), _property("listedBody")
_receiver, _mentions = _property("receiver"), _property("mentions")
_part_of, _bracketed = _property("partOf"), _property("bracketed")
_name, _title, _text, _path = (_property(name) for name in ("name", "title", "text", "path"))
_kind, _order, _written = _property("kind"), _property("order"), _property("written")
_rule, _edition, _packs = _property("rule"), _property("edition"), _property("packs")
_source_file, _source_hash = _property("sourceFile"), _property("sourceHash")
_source_format, _declared = _property("sourceFormat"), _property("declared")
_number, _occurrence = _property("number"), _property("occurrence")
_discontinued, _reason = _property("discontinued"), _property("reason")
_role, _mark, _mark_word = _property("role"), _property("mark"), _property("markWord")
_law, _article, _basis = _property("law"), _property("article"), _property("basis")
_body_type, _relation = _property("bodyType"), _property("relation")
_severity, _hint = _property("severity"), _property("hint")
_line, _end_line, _quote = _property("line"), _property("endLine"), _property("quote")
_page, _box, _sheet = _property("page"), _property("box"), _property("sheet")
_table, _row, _cell = _property("table"), _property("row"), _property("cell")
_in_file = _property("inFile")

# N-Quads escape as JSON does, and this function is a tenth of the time of str.translate.
_quoted = json.encoder.encode_basestring

Statements = Iterable[tuple[str, str]]
"""Predicate and object of one subject, in N-Quads syntax."""


def project(duty_list: DutyList, base: str = iris.DEFAULT_BASE) -> ListGraph:
    """Return a duty list as quads under the data base IRI `base`.

    The list's place must be complete. Predicates and classes are those of ontology.ttl; texts
    carry the language tag zh. Two calls with equal lists give equal bytes.
    """
    return _Projection(duty_list, base).graph()


def _plain(text: str) -> str:
    return _quoted(text)


def _zh(text: str) -> str:
    return f"{_quoted(text)}@zh"


def _integer(value: int) -> str:
    return f'"{value}"{_INTEGER}'


def _span(positions: Sequence[Position]) -> Statements:
    """State the first place, and with lines the last one, only where it differs."""
    lines = [position.line for position in positions if position.line]
    if lines:
        first, last = min(lines), max(position.end_line for position in positions)
        yield _line, _integer(first)
        if last > first:
            yield _end_line, _integer(last)
    if positions:
        yield from _elsewhere(positions[0])
    for quote in dict.fromkeys(position.quote for position in positions if position.quote):
        yield _quote, _zh(quote)


def _elsewhere(place: Position) -> Statements:
    """State where something stands in a form of document that has more than lines."""
    for number, term in ((place.page, _page), (place.table, _table), (place.row, _row)):
        if number:
            yield term, _integer(number)
    words = ((place.box, _box), (place.sheet, _sheet), (place.cell, _cell), (place.file, _in_file))
    for text, term in words:
        if text:
            yield term, _plain(text)


class _Projection:
    """Collects the lines of one list's graph and of the subjects that its county shares."""

    def __init__(self, duty_list: DutyList, base: str) -> None:
        self.source = duty_list
        self.township = iris.place(base, duty_list.place)
        self.county = iris.place(base, duty_list.place[:-1])
        self.iri = iris.duty_list(self.township, duty_list.edition)
        self.graph_term = f"<{self.iri}>"
        self.lines: list[str] = []

    def graph(self) -> ListGraph:
        source = self.source
        self.state(self.iri, self.duty_list())
        for category in source.categories:
            self.state(self.category_iri(category), self.category(category))
        categories = {
            (one.kind, key): self.category_iri(one)
            for one in source.categories
            for key in (one.order, one.name)
        }
        for duty in source.duties:
            key = duty.category_order or duty.category or ""
            self.duty(duty, categories.get((duty.kind, key)))
        for name in source.names:
            self.state(f"{self.iri}/name/{iris.segment(name.written)}", self.name(name))
        for index, finding in enumerate(source.findings, start=1):
            self.state(f"{self.iri}/finding/{index}", self.finding(finding))
        quads = "".join(self.lines).encode()
        return ListGraph(self.iri, self.township, self.county, source.edition, quads, self.shared())

    def state(self, subject: str, statements: Statements) -> None:
        head, tail = f"<{subject}> ", f" {self.graph_term} .\n"
        self.lines += [f"{head}{predicate} {value}{tail}" for predicate, value in statements]

    def body_term(self, name: str) -> str:
        return f"<{iris.body(self.county, name)}>"

    def category_iri(self, category: Category) -> str:
        return f"{self.iri}/{category.kind}/category/{category.order}"

    # The list's own graph

    def duty_list(self) -> Statements:
        source = self.source
        yield _TYPE, _DUTY_LIST
        yield _title, _zh(source.title)
        yield _edition, _plain(source.edition)
        yield _township, f"<{self.township}>"
        yield _source_file, _plain(source.source.file)
        yield _source_hash, _plain(source.source.sha256)
        yield _source_format, _plain(source.source.format)
        yield _packs, _plain(source.packs)

    def category(self, category: Category) -> Statements:
        yield _TYPE, _CATEGORY
        yield _list, self.graph_term
        yield _kind, _plain(category.kind)
        yield _order, _integer(category.order)
        yield _name, _zh(category.name)
        if category.declared is not None:
            yield _declared, _integer(category.declared)
        yield from _span(category.positions)

    def duty(self, duty: Duty, category: str | None) -> None:
        iri = f"{self.iri}/{duty.kind}/{duty.key}"
        term = f"<{iri}>"
        self.state(iri, self.duty_itself(duty, category))
        places = self.placeholders(iri, term, duty)
        for participation in (*duty.departments, *duty.receivers):
            subject = f"{iri}/participation/{iris.segment(participation.name)}"
            self.state(subject, self.participation(term, participation))
        for statement in duty.statements:
            subject = f"{iri}/statement/{statement.order}"
            self.state(subject, self.statement(term, statement, _STATEMENT, places))
        for statement in duty.township:
            subject = f"{iri}/township/{statement.order}"
            self.state(subject, self.statement(term, statement, _TOWNSHIP_STATEMENT, places))
        self.transfer(iri, term, duty)
        for index, cited in enumerate(duty.cites, start=1):
            self.state(f"{iri}/citation/{index}", self.citation(term, cited))

    def citation(self, duty: str, cited: Citation) -> Statements:
        yield _TYPE, _CITATION
        yield _duty, duty
        yield _law, _zh(cited.law)
        if cited.article:
            yield _article, _zh(cited.article)
        if cited.basis:
            yield _basis, _TRUE
        if cited.text:
            yield _text, _zh(cited.text)

    def duty_itself(self, duty: Duty, category: str | None) -> Statements:
        yield _TYPE, _DUTY
        yield _list, self.graph_term
        yield _kind, _plain(duty.kind)
        yield _number, _integer(duty.number)
        if duty.occurrence > 1:
            yield _occurrence, _integer(duty.occurrence)
        yield _title, _zh(duty.title)
        if category:
            yield _category, f"<{category}>"
        for one in duty.departments:
            yield _listed_body, self.body_term(one.name)
        if duty.discontinued:
            yield _discontinued, _TRUE
            if duty.discontinued.reason is not None:
                yield _reason, _zh(duty.discontinued.reason)
        yield from _span(duty.positions)

    def placeholders(self, iri: str, term: str, duty: Duty) -> dict[str, str]:
        """State the duty's placeholders and return their terms by their words."""
        terms: dict[str, str] = {}
        for order, placeholder in enumerate(duty.placeholders, start=1):
            subject = f"{iri}/placeholder/{order}"
            terms.setdefault(placeholder.name, f"<{subject}>")
            head = [(_TYPE, _PLACEHOLDER), (_duty, term), (_order, _integer(order))]
            words = (_name, _zh(placeholder.name))
            self.state(subject, [*head, words, *_span(placeholder.positions)])
        return terms

    def participation(self, duty: str, participation: Participation) -> Statements:
        yield _TYPE, _PARTICIPATION
        yield _duty, duty
        yield _body, self.body_term(participation.name)
        for role in participation.roles:
            yield _role, _plain(role)
        yield _order, _integer(participation.order)
        for written in participation.written:
            yield _written, _plain(written)
        yield from _span(participation.positions)

    def statement(
        self, duty: str, statement: Statement, class_: str, placeholders: dict[str, str]
    ) -> Statements:
        yield _TYPE, class_
        yield _duty, duty
        yield _order, _integer(statement.order)
        yield _text, _zh(statement.text)
        for bearer in statement.bearers:
            by_body = self.body_term(bearer.name)
            yield _bearer, placeholders[bearer.name] if bearer.placeholder else by_body
        for mark in dict.fromkeys(mark.mark for mark in statement.marks):
            yield _mark, _plain(mark)
        for mark_word in statement.marks:
            if mark_word.word:
                yield _mark_word, _plain(mark_word.word)
        yield from self.mentioned(statement.mentions)
        yield from _span(statement.positions)

    def mentioned(self, names: Iterable[str]) -> Statements:
        for name in names:
            yield _mentions, self.body_term(name)

    def transfer(self, iri: str, term: str, duty: Duty) -> None:
        if duty.transfer is None:
            return
        if duty.transfer.receivers:
            receivers = [(_receiver, self.body_term(one.name)) for one in duty.receivers]
            self.state(f"{iri}/transfer", [(_TYPE, _TRANSFER), (_duty, term), *receivers])
        for method in duty.methods:
            self.state(f"{iri}/method/{method.order}", self.method(term, method))

    def method(self, duty: str, method: Method) -> Statements:
        yield _TYPE, _METHOD
        yield _duty, duty
        yield _order, _integer(method.order)
        yield _text, _zh(method.text)
        yield from self.mentioned(method.mentions)
        yield from _span(method.positions)

    def name(self, name: Name) -> Statements:
        yield _TYPE, _NAME
        yield _list, self.graph_term
        yield _written, _plain(name.written)
        yield _rule, _plain(name.rule)
        yield _body, self.body_term(name.name)
        for bracketed in name.bracketed:
            yield _bracketed, self.body_term(bracketed)
        if name.relation:
            yield _relation, _plain(name.relation)
        yield from _span([name.position])

    def finding(self, finding: Finding) -> Statements:
        yield _TYPE, _FINDING
        yield _list, self.graph_term
        yield _rule, _plain(finding.rule)
        yield _severity, _plain(findings.severity(finding))
        if finding.text:
            yield _text, _zh(finding.text)
        yield _hint, _zh(findings.hint(finding, messages.translator("zh")))
        yield from _span([finding.position])

    # What the lists of a county share

    def shared(self) -> dict[str, bytes]:
        place = self.source.place
        told: dict[str, list[tuple[str, str]]] = defaultdict(list)
        told[self.county] = [
            (_TYPE, _COUNTY),
            (_name, _zh(place[-2])),
            (_path, _plain("/".join(place[:-1]))),
        ]
        told[self.township] = [
            (_TYPE, _TOWNSHIP),
            (_name, _zh(place[-1])),
            (_path, _plain("/".join(place))),
            (_county, f"<{self.county}>"),
        ]
        for body in self.source.bodies:
            told[iris.body(self.county, body.name)] = self.body(body)
        tail = f" <{self.county}/bodies> .\n"
        return {
            subject: "".join(f"<{subject}> {p} {o}{tail}" for p, o in statements).encode()
            for subject, statements in told.items()
        }

    def body(self, body: Body) -> list[tuple[str, str]]:
        kind = [(_body_type, _plain(body.type))] if body.type else []
        parents = [(_part_of, self.body_term(name)) for name in body.part_of]
        return [
            (_TYPE, _BODY),
            (_name, _zh(body.name)),
            (_county, f"<{self.county}>"),
            *kind,
            *parents,
        ]
