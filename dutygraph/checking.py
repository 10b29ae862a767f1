"""The check of documents: their findings one list after the other, or a whole report."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Generic, NamedTuple, TypeVar

from dutygraph import __version__, findings, reading
from dutygraph import report as in_words
from dutygraph.errors import DutygraphError
from dutygraph.loaders.sources import Sources
from dutygraph.messages import translator
from dutygraph.model import DutyList
from dutygraph.reading import Reading
from dutygraph.reports.review import Review, Unread, review
from dutygraph.terminal import json_array, json_items, json_text, say

Made = TypeVar("Made")

REPORTS = {".html": "html", ".htm": "html", ".xlsx": "xlsx", ".json": "json"}
"""From the ending of a report's name to its format."""


class Shown(NamedTuple, Generic[Made]):
    """What was made of one list, and how many errors were found in it."""

    made: Made
    errors: int


@dataclass(frozen=True, slots=True)
class Showing:
    """How findings are shown: as text of a width, whole or in part, or as objects of JSON."""

    format: str
    language: str
    width: int
    whole: bool

    def __call__(self, duty_list: DutyList, label: str) -> Shown[str]:
        """Return what is shown of a list."""
        duty_list, translate = reading.called(duty_list, label), translator(self.language)
        if self.format == "json":
            text = json_items(in_words.findings_json([duty_list], translate))
        else:
            text = in_words.findings_text(duty_list, translate, whole=self.whole, width=self.width)
        return Shown(text, findings.count(duty_list.findings)["error"])


@dataclass(frozen=True, slots=True)
class Reviewing:
    """How lists are made ready for a report in a language, zh or en."""

    language: str

    def __call__(self, duty_list: DutyList, label: str) -> Shown[Review]:
        """Return the review of a list."""
        made = review(reading.called(duty_list, label), translator(self.language))
        return Shown(made, made.severities["error"])


@dataclass(slots=True)
class Checking:
    """A check of documents: what there is to check, and afterwards the faults and errors."""

    sources: Sources
    how: Reading
    faults: list[DutygraphError] = field(default_factory=list)
    errors: int = 0

    def each(self, make: Callable[[DutyList, str], Shown[Made]]) -> Iterator[Made]:
        """Yield what `make` makes of each list, one after the other: none waits for the last."""
        for told in reading.lists(self.sources, self.how, make):
            if told.fault:
                self.faults.append(told.fault)
            if told.made is not None:
                self.errors += told.made.errors
                yield told.made.made


def texts(checked: Checking, show: Showing) -> Iterator[str]:
    """Yield the pieces of the findings' text."""
    shown = (text for text in checked.each(show) if text)
    if show.format == "json":
        yield from json_array(shown)
        return
    for number, text in enumerate(shown):
        yield f"\n{text}" if number else text


def report(checked: Checking, format_: str, language: str) -> bytes:
    """Return a report on all documents, those that could not be read among them.

    `format_` is html, xlsx or json; `language` of the report is zh or en.

    Raises:
        DutygraphError: a workbook cannot be written, or would be larger than Excel takes.
    """
    reviews = list(checked.each(Reviewing(language)))
    translate = translator(language)
    unread = [
        Unread(str(fault.fields.get("file", "")), say(fault, translate)) for fault in checked.faults
    ]
    if format_ == "json":
        return json_text([*map(asdict, reviews), *map(asdict, unread)]).encode()
    if format_ == "xlsx":
        from dutygraph.reports.workbook import workbook

        return workbook(reviews, unread, language)
    from dutygraph.reports.page import page

    return page(reviews, unread, language, __version__).encode()
