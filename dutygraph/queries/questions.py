"""The questions as functions: typed rows for programs, plain rows for the command line."""

from collections.abc import Mapping, Sequence

from dutygraph.errors import UsageError
from dutygraph.graph.snapshot import Snapshot
from dutygraph.messages import N_
from dutygraph.queries import catalog, rows
from dutygraph.queries.arguments import values
from dutygraph.queries.catalog import Row
from dutygraph.queries.engines import Engine, SparqlEngine
from dutygraph.queries.narrowing import Narrowing, narrow


def ask(
    engine: Engine,
    name: str,
    arguments: Mapping[str, object] | None = None,
    *,
    list_: str = "",
    county: str = "",
) -> list[Row]:
    """Answer a question by its name; the columns are those of `catalog.question(name)`.

    Args:
        engine: who answers, such as `engines.SparqlEngine(snapshot)`.
        name: the name of the question, such as pairs.
        arguments: values by the names of the question's parameters, as a user writes them.
        list_: a place, as much of it as is unique, and `@edition` for an older one.
        county: likewise a county.

    Raises:
        UsageError: there is no such question or argument, or a value is of the wrong kind.
        QuestionError: a department, list or county is unknown or not unique.
    """
    return _ask(narrow(engine, list_, county), name, arguments or {})


def _ask(narrowing: Narrowing, name: str, arguments: Mapping[str, object]) -> list[Row]:
    try:
        question = catalog.question(name)
    except KeyError:
        raise UsageError(
            N_("no question {name}; the questions are {names}"),
            name=name,
            names=", ".join(catalog.names()),
        ) from None
    return list(narrowing.engine.rows(question, values(question, arguments, narrowing)))


class Questions:
    """The questions to a snapshot or an engine, about all lists or what it is narrowed to.

    A department is any spelling that resolves to it. All methods raise UsageError for a value of
    the wrong kind and QuestionError for a department that is unknown or not unique.
    """

    def __init__(
        self,
        asked: Engine | Snapshot,
        *,
        list_: str = "",
        county: str = "",
        placeholders: bool = False,
    ) -> None:
        engine = SparqlEngine(asked) if isinstance(asked, Snapshot) else asked
        self._narrowing = narrow(engine, list_, county)
        self._placeholders = placeholders

    def _rows(self, name: str, **arguments: object) -> list[Row]:
        if catalog.question(name).parameter("placeholders"):
            arguments["placeholders"] = self._placeholders
        return _ask(self._narrowing, name, arguments)

    def summary(self) -> list[rows.SummaryRow]:
        """Return the figures of each list."""
        return [rows.SummaryRow._make(row) for row in self._rows("summary")]

    def departments(self) -> list[rows.DepartmentRow]:
        """Return the departments that take part, the one with most duties first."""
        return [rows.DepartmentRow._make(row) for row in self._rows("departments")]

    def co_owners(self, department: str) -> list[rows.CoOwnerRow]:
        """Return the departments that share duties with one, the strongest first."""
        found = self._rows("co-owners", department=department)
        return [rows.CoOwnerRow._make(row) for row in found]

    def pairs(self, minimum: int = 1, max_bodies: int = 0) -> list[rows.PairRow]:
        """Return the pairs that share at least `minimum` duties, the strongest first.

        Duties that list more than `max_bodies` departments are left out; 0 leaves none out.
        """
        found = self._rows("pairs", minimum=minimum, max_bodies=max_bodies)
        return [rows.PairRow._make(row) for row in found]

    def shared(self, departments: Sequence[str]) -> list[rows.SharedRow]:
        """Return the duties that list all of two or more departments."""
        found = self._rows("shared", departments=tuple(departments))
        return [rows.SharedRow._make(row) for row in found]

    def duties(
        self, department: str = "", kind: str = "", category: str = ""
    ) -> list[rows.DutyRow]:
        """Return the duties, of a department, of a kind, of categories whose name holds a text."""
        found = self._rows("duties", department=department, kind=kind, category=category)
        return [rows.DutyRow._make(row) for row in found]

    def duty(self, kind: str, number: int) -> list[rows.StatementRow]:
        """Return all that is said about one duty, in the order of the document."""
        found = self._rows("duty", kind=kind, number=number)
        return [rows.StatementRow._make(row) for row in found]

    def township(self, department: str = "") -> list[rows.TownshipRow]:
        """Return what the township does in the cooperative duties, or in those of a department."""
        found = self._rows("township", department=department)
        return [rows.TownshipRow._make(row) for row in found]

    def transfers(self, department: str = "") -> list[rows.TransferRow]:
        """Return receivers and working methods of the reclaimed duties."""
        found = self._rows("transfers", department=department)
        return [rows.TransferRow._make(row) for row in found]

    def discontinued(self) -> list[rows.DiscontinuedRow]:
        """Return the duties that nobody carries out any more."""
        return [rows.DiscontinuedRow._make(row) for row in self._rows("discontinued")]

    def leftover(self) -> list[rows.LeftoverRow]:
        """Return the reclaimed duties of which a method still names the township."""
        return [rows.LeftoverRow._make(row) for row in self._rows("leftover")]

    def no_lead(self) -> list[rows.NoLeadRow]:
        """Return the shared duties of which no statement says 牵头."""
        return [rows.NoLeadRow._make(row) for row in self._rows("no-lead")]

    def mentioned(self) -> list[rows.MentionedRow]:
        """Return the departments that a text names although the duty does not list them."""
        return [rows.MentionedRow._make(row) for row in self._rows("mentioned")]

    def repeated(self) -> list[rows.RepeatedRow]:
        """Return the statements that stand in two duties of a list."""
        return [rows.RepeatedRow._make(row) for row in self._rows("repeated")]

    def unmatched(self) -> list[rows.UnmatchedRow]:
        """Return the departments listed without a statement, and the reverse."""
        return [rows.UnmatchedRow._make(row) for row in self._rows("unmatched")]

    def categories(self) -> list[rows.CategoryRow]:
        """Return the headings of the lists with the counts declared and found."""
        return [rows.CategoryRow._make(row) for row in self._rows("categories")]

    def laws(self, text: str = "") -> list[rows.LawRow]:
        """Return the laws that texts name, those whose name holds `text`."""
        return [rows.LawRow._make(row) for row in self._rows("laws", text=text)]

    def search(self, text: str) -> list[rows.SearchRow]:
        """Return where a text stands."""
        return [rows.SearchRow._make(row) for row in self._rows("search", text=text)]
