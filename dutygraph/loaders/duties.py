"""Raw rows → duties: who is listed, what each bearer does, where a reclaimed duty goes."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from dutygraph.findings import LONGEST_TEXT
from dutygraph.loaders import transfers
from dutygraph.loaders.citations import bases, citations
from dutygraph.loaders.departmentcolumn import Role, Token
from dutygraph.loaders.headers import BODIES, DUTIES, Field
from dutygraph.loaders.joins import RawDuty
from dutygraph.loaders.marks import marks
from dutygraph.loaders.naming import Column, Naming, role_of_heading
from dutygraph.loaders.rows import Cell, cell_text
from dutygraph.loaders.slips import slips
from dutygraph.loaders.statements import Part, clean, split
from dutygraph.model import (
    Bearer,
    Category,
    Citation,
    Discontinued,
    Duty,
    Finding,
    Kind,
    Method,
    Participation,
    Placeholder,
    Position,
    Statement,
    Transfer,
)

_ROLES: dict[Field, Role] = {
    Field.LEAD: "lead",
    Field.SUPPORT: "support",
    Field.LEAD_DUTIES: "lead",
    Field.SUPPORT_DUTIES: "support",
}
_LONGEST_MARK = 50
_MOST_JOINT = 100
_JOINTS = "、，,和及与"


@dataclass(slots=True)
class Reading:
    """One duty and what there is to say about it."""

    duty: Duty
    findings: list[Finding] = field(default_factory=list)


def read(raw: RawDuty, category: Category | None, naming: Naming) -> Reading:
    """Read one row with its continuations; `naming` resolves the names and remembers them."""
    return _Duty(raw, naming).read(category)


class _Duty:
    """One row while it is being understood."""

    def __init__(self, raw: RawDuty, naming: Naming) -> None:
        self.raw = raw
        self.naming = naming
        self.findings: list[Finding] = []
        self.roles: dict[str, dict[Role, None]] = {}
        self.positions = tuple(dict.fromkeys(raw.positions))

    def cell(self, name: Field) -> Cell:
        return self.raw.cells.get(name, ())

    def read(self, category: Category | None) -> Reading:
        raw = self.raw
        title = clean("".join(paragraph.text for paragraph in self.cell(Field.TITLE)))
        if not title:
            self.find("title-missing", self.positions[0], "", number=str(raw.number))
        self.slips(title, self.positions[0], sentence=raw.kind is Kind.BASIC)
        columns = [(cell, _ROLES.get(name)) for name in BODIES if (cell := self.cell(name))]
        departments, placeholders = self.listed(columns, "listed")
        statements = self.statements(departments, placeholders)
        departments = self.with_roles(departments)
        receiving = transfers.read(raw.cells, title, self.naming.are_names)
        receivers = self.receivers(receiving.receivers)
        listed = [one.name for one in (*departments, *receivers)]
        duty = Duty(
            kind=raw.kind,
            number=raw.number,
            title=title,
            category=category.name if category else None,
            category_order=category.order if category else None,
            positions=self.positions,
            occurrence=raw.occurrence,
            departments=departments,
            placeholders=self.with_bearers(placeholders, statements),
            statements=statements,
            township=tuple(self.township(listed)),
            transfer=self.transfer(receiving, receivers, listed),
            discontinued=Discontinued(receiving.reason) if receiving.discontinued else None,
        )
        cites = (*_cited(duty), *bases(self.cell(Field.BASIS)))
        return Reading(replace(duty, cites=cites) if cites else duty, self.findings)

    def find(
        self, rule: str, position: Position, text: str, *, whole: bool = False, **values: str
    ) -> None:
        self.findings.append(
            Finding(rule, position, text if whole else text[:LONGEST_TEXT], tuple(values.items()))
        )

    def slips(self, text: str, position: Position, sentence: bool) -> None:
        self.findings += slips(text, self.naming.level, position, sentence)

    # Who is listed

    def listed(
        self, cells: Iterable[tuple[Cell, Role | None]], column: Column
    ) -> tuple[tuple[Participation, ...], tuple[Placeholder, ...]]:
        """Return the bodies of columns in their order, each once, and the placeholders.

        A cell comes with the role that its column gives, which a remark in it overrules.
        """
        spellings: dict[str, dict[str, None]] = {}
        roles: dict[str, dict[str, None]] = {}
        places: dict[str, dict[Position, None]] = {}
        placeholders: dict[str, Placeholder] = {}
        for token, positions, role in self.tokens(cells):
            if self.naming.is_no_body(token):
                self.find("not-a-department", positions[0], token.spelling, name=token.spelling)
            elif token.placeholder:
                placeholders[token.written] = Placeholder(token.written, positions)
            else:
                name = self.resolve(token, positions[0])
                spellings.setdefault(name, {})[token.spelling] = None
                roles.setdefault(name, {column: None})[role or column] = None
                places.setdefault(name, {}).update(dict.fromkeys(positions))
        participations = tuple(
            Participation(name, tuple(written), tuple(roles[name]), order, tuple(places[name]))
            for order, (name, written) in enumerate(spellings.items(), start=1)
        )
        return participations, tuple(placeholders.values())

    def tokens(
        self, cells: Iterable[tuple[Cell, Role | None]]
    ) -> Iterator[tuple[Token, tuple[Position, ...], Role | None]]:
        for cell, role in cells:
            where = _Where(cell)
            for token in self.naming.tokens(cell_text(cell)):
                yield token, where.of_next(token.spelling), token.role or role

    def resolve(self, token: Token, position: Position, among: Sequence[str] = ()) -> str:
        """Return the label of a body, noting what is doubtful about it."""
        name, findings = self.naming.resolve(token, position, among)
        self.findings += findings
        return name

    # What they do

    def statements(
        self, departments: tuple[Participation, ...], placeholders: tuple[Placeholder, ...]
    ) -> tuple[Statement, ...]:
        listed = [one.name for one in departments]
        statements: list[Statement] = []
        for name in DUTIES:
            cell, role = self.cell(name), _ROLES.get(name)
            alone = self.alone(departments, placeholders, role)
            joint = _joint_pattern(departments, cell_text(cell))
            for part in split(cell, self.naming.is_heading, joint):
                if part.head is not None:
                    bearers = self.bearers(part.head, part, departments, listed, role)
                else:
                    bearers = alone
                if not bearers:
                    self.find("statement-without-bearer", part.positions[0], part.text)
                order = len(statements) + 1
                statements.append(self.statement(order, part, listed, bearers))
        self.compare(departments, statements)
        return tuple(statements)

    def alone(
        self,
        departments: tuple[Participation, ...],
        placeholders: tuple[Placeholder, ...],
        role: Role | None,
    ) -> tuple[Bearer, ...]:
        """Return who bears what has no heading: the one body listed, or the one of a role."""
        having = [one for one in departments if role in one.roles]
        if role and not having:
            having = [one for one in departments if not {*_ROLES.values()} & {*one.roles}]
        found = [Bearer(one.name) for one in (having if role else departments)]
        if not role:
            found += [Bearer(one.name, placeholder=True) for one in placeholders]
        return tuple(found) if len(found) == 1 else ()

    def bearers(
        self,
        head: str,
        part: Part,
        departments: tuple[Participation, ...],
        listed: list[str],
        of_column: Role | None,
    ) -> tuple[Bearer, ...]:
        """Return whom a heading names; its remarks on roles are kept for `with_roles`.

        `listed` are the names of the departments; `of_column` is the role that the column gives to
        all whom it names.
        """
        role = role_of_heading(head)
        if role and self.naming.are_names(part.text.rstrip("。；;")):
            head = part.text.rstrip("。；;")
        elif role:
            # 配合部门： means those who have the role; where nobody has, an unnamed group.
            having = [one.name for one in self.with_roles(departments) if role in one.roles]
            return tuple(map(Bearer, having)) or (Bearer(head, placeholder=True),)
        found: dict[Bearer, None] = {}
        for token in self.naming.bearers(head):
            if token.placeholder:
                found[Bearer(token.written, placeholder=True)] = None
                continue
            name = self.resolve(token, part.positions[0], listed)
            found[Bearer(name)] = None
            if given := token.role or role or of_column:
                self.roles.setdefault(name, {})[given] = None
        return tuple(found)

    def with_roles(self, departments: tuple[Participation, ...]) -> tuple[Participation, ...]:
        """Add the roles that headings in the duties column give: 县公安局（牵头）：."""
        if not self.roles:
            return departments
        return tuple(
            replace(one, roles=tuple(dict.fromkeys((*one.roles, *self.roles.get(one.name, ())))))
            for one in departments
        )

    def statement(
        self, order: int, part: Part, listed: list[str], bearers: tuple[Bearer, ...] = ()
    ) -> Statement:
        self.look_over(part)
        return Statement(
            order,
            part.text,
            part.positions,
            bearers,
            marks(part.text, len(bearers)),
            self.naming.mentions(part.text, listed),
        )

    def look_over(self, part: Part) -> None:
        if part.unsplit:
            self.find("sentences-not-split", part.positions[0], part.text)
        self.slips(part.text, part.positions[-1], sentence=True)

    def compare(
        self, departments: tuple[Participation, ...], statements: Iterable[Statement]
    ) -> None:
        """Note who is listed without a statement, and who has one without being listed."""
        acting = {bearer.name for one in statements for bearer in one.bearers}
        has_column = any(name in self.raw.cells for name in DUTIES)
        for one in departments:
            if has_column and one.name not in acting:
                written = "、".join(one.written)
                self.find("listed-without-statement", one.positions[0], written, name=one.name)
        listed = {one.name for one in departments}
        for statement in statements:
            for bearer in statement.bearers:
                if not bearer.placeholder and bearer.name not in listed:
                    place = statement.positions[0]
                    self.find("statement-without-listing", place, statement.text, name=bearer.name)
                    listed.add(bearer.name)

    def township(self, listed: list[str]) -> Iterator[Statement]:
        for order, part in enumerate(split(self.cell(Field.TOWNSHIP)), start=1):
            yield self.statement(order, part, listed)

    def with_bearers(
        self, placeholders: tuple[Placeholder, ...], statements: tuple[Statement, ...]
    ) -> tuple[Placeholder, ...]:
        """Add the placeholders that only a heading names."""
        found = {one.name: one for one in placeholders}
        for statement in statements:
            for bearer in statement.bearers:
                if bearer.placeholder:
                    new = Placeholder(bearer.name, statement.positions[:1])
                    found.setdefault(bearer.name, new)
        return tuple(found.values())

    # Where a reclaimed duty goes

    def receivers(self, cell: Cell) -> tuple[Participation, ...]:
        if not cell:
            return ()
        receivers, unnamed = self.listed([(cell, None)], "receiver")
        for one in unnamed:
            self.find("not-a-department", one.positions[0], one.name, name=one.name)
        return receivers

    def transfer(
        self,
        receiving: transfers.Receiving,
        receivers: tuple[Participation, ...],
        listed: list[str],
    ) -> Transfer | None:
        if receiving.template:
            template = receiving.template
            self.find("template-text", template.positions[0], template.text)
        for part in receiving.unlabelled:
            self.find("receiver-unclear", part.positions[0], part.text, whole=True)
        if receiving.apart:
            place = receiving.receivers[0].positions(0, 1)[0]
            self.find("methods-by-receiver", place, cell_text(receiving.receivers))
        silent = not (receivers or receiving.discontinued or receiving.unlabelled)
        if self.raw.kind is Kind.RECLAIMED and silent:
            self.find("receiver-missing", self.positions[0], "")
        methods = []
        for order, part in enumerate(receiving.methods, start=1):
            self.look_over(part)
            mentioned = self.naming.mentions(part.text, listed)
            methods.append(Method(order, part.text, part.positions, mentioned))
        return Transfer(receivers, tuple(methods)) if receivers or methods else None


class _Where:
    """Finds the names of a column one after the other, in the paragraphs that hold them."""

    def __init__(self, cell: Cell) -> None:
        self.cell = cell
        texts = ["".join(paragraph.text.split()) for paragraph in cell]
        self.text = "".join(texts)
        self.ends = list(accumulate(map(len, texts)))
        self.start = 0

    def of_next(self, name: str) -> tuple[Position, ...]:
        """Return where the next name stands; between two names there are only short marks."""
        limit = self.start + len(name) + _LONGEST_MARK
        start = max(self.start, self.text.find(name, self.start, limit))
        self.start = start + len(name)
        first, last = (bisect_right(self.ends, at) for at in (start, self.start - 1))
        places = [
            place
            for paragraph in self.cell[first : last + 1] or self.cell[-1:]
            for place in paragraph.positions(0, len(paragraph.text))
        ]
        return tuple(dict.fromkeys(places))


def _joint_pattern(departments: tuple[Participation, ...], text: str) -> re.Pattern[str] | None:
    """Match two or more listed names at the head of a sentence without a colon behind them."""
    spellings = {spelling for one in departments for spelling in (one.name, *one.written)}
    if not 2 <= len(departments) <= _MOST_JOINT:
        return None
    # Compiling takes longer than reading the cell, and hardly any cell has such names.
    if not any(spelling + comma in text for spelling in spellings for comma in _JOINTS):
        return None
    name = "|".join(map(re.escape, sorted(spellings, key=lambda word: (-len(word), word))))
    return re.compile(
        rf"(?:^|[。；;]\s*)(?P<names>(?:{name})(?:[{_JOINTS}](?:{name}))+)"
        r"(?!等?[^，。；]{0,12}[：:])(?![、，,（(])"
    )


def _cited(duty: Duty) -> Iterator[Citation]:
    """Yield the laws that the duty's texts name, in the order of the texts."""
    texts = [duty.title]
    texts += [one.text for one in (*duty.statements, *duty.township)]
    texts += [one.text for one in duty.methods]
    if duty.discontinued and duty.discontinued.reason and not duty.methods:
        texts.append(duty.discontinued.reason)
    for text in texts:
        yield from citations(text)
