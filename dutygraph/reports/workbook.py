"""Reviews as a workbook: documents, counts, findings and names, each a sheet with filters."""

from collections.abc import Iterator, Sequence

from dutygraph import workbooks
from dutygraph.findings import KIND_WORDS, SEVERITY_WORDS
from dutygraph.messages import translator
from dutygraph.reports.page import WORDS
from dutygraph.reports.review import Review, Unread
from dutygraph.workbooks import Sheet, Value


def workbook(reviews: Sequence[Review], unread: Sequence[Unread], language: str) -> bytes:
    """Return the reviews of documents as an XLSX file; `language` is zh or en.

    Raises:
        DutygraphError: openpyxl is missing, or there is more than Excel takes.
    """
    return workbooks.write(_Sheets(reviews, unread, language).all())


class _Sheets:
    """Lays the reviews out; every row names its file, so that rows can be filtered and moved."""

    def __init__(self, reviews: Sequence[Review], unread: Sequence[Unread], language: str) -> None:
        self.reviews, self.unread = reviews, unread
        self.translate = translator(language)
        self.kinds = {kind.value: self.translate(word) for kind, word in KIND_WORDS.items()}
        self.kinds[""] = ""
        self.severities = {name: self.translate(word) for name, word in SEVERITY_WORDS.items()}

    def all(self) -> Iterator[Sheet]:
        counts = tuple(self.severities.values())
        words = self.words("file", "place", "edition", "duties")
        header = (*words, *counts, *self.words("unreadable"))
        yield self.sheet("documents", header, self.documents(), (30, 40, 12, 10, 8, 8, 8, 60))
        header = self.words("file", "list", "category", "declared", "found")
        yield self.sheet("sheet_counts", header, self.counts(), (30, 8, 30, 10, 10))
        words = self.words("file", "severity", "finding", "where", "duty", "text", "hint")
        header = (*words, *self.words("confirm"))
        widths = (24, 8, 24, 14, 12, 60, 50, 24)
        yield self.sheet("findings", header, self.findings(), widths)
        header = self.words("file", "written", "department", "rule", "where")
        yield self.sheet("names", header, self.names(), (24, 30, 30, 30, 16))

    def words(self, *names: str) -> tuple[str, ...]:
        return tuple(self.translate(WORDS[name]) for name in names)

    def sheet(
        self,
        name: str,
        header: tuple[str, ...],
        rows: Iterator[list[Value]],
        widths: tuple[int, ...],
    ) -> Sheet:
        [title] = self.words(name)
        return Sheet(title, header, rows, widths, has_filter=True)

    def documents(self) -> Iterator[list[Value]]:
        for one in self.reviews:
            counts = [one.severities[name] for name in self.severities]
            yield [one.file, one.place, one.edition, one.total, *counts, ""]
        for fault in self.unread:
            yield [fault.file, "", "", None, None, None, None, fault.reason]

    def counts(self) -> Iterator[list[Value]]:
        for one in self.reviews:
            for count in one.counts:
                kind = self.kinds[count.kind]
                yield [one.file, kind, count.name, count.declared, count.found]

    def findings(self) -> Iterator[list[Value]]:
        for one in self.reviews:
            for group in one.groups:
                told: list[Value] = [one.file, self.severities[group.severity], group.headline]
                for item in group.items:
                    duty = f"{self.kinds[item.kind]} {item.number}".strip()
                    yield [*told, item.place, duty, item.text, item.hint or group.hint, ""]

    def names(self) -> Iterator[list[Value]]:
        for one in self.reviews:
            for use in one.names:
                yield [one.file, use.written, use.name, use.rule, use.place]
