"""What a finding can say: one fixed rule name each, with its severity, headline and hint.

error: the reading is incomplete or in doubt; warning: the document itself is odd; note: for
information. Headlines and hints are English msgids; `{fields}` are filled from `Finding.values`.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from dutygraph.messages import MESSAGE_FIELDS, N_, Translate
from dutygraph.model import Finding, Kind

KIND_WORDS = {
    Kind.BASIC: N_("basic"),
    Kind.COOPERATIVE: N_("cooperative"),
    Kind.RECLAIMED: N_("reclaimed"),
}
"""What messages call the three lists."""

SEVERITY_WORDS = {"error": N_("error"), "warning": N_("warning"), "note": N_("note")}
"""What people call the severities, the gravest first."""

SEVERITIES = tuple(SEVERITY_WORDS)
LONGEST_TEXT = 200
"""How many characters a finding quotes of what stands in the document."""


class Rule(NamedTuple):
    """How serious a finding of this rule is, what it is called, and what to do about it."""

    severity: str
    headline: str
    hint: str


RULES = {
    "place-incomplete": Rule(
        "error",
        N_("place incomplete"),
        N_("{problem}; name it with --place Province/County/Township when loading."),
    ),
    "list-missing": Rule(
        "error",
        N_("a whole list is missing"),
        N_("No {kind} list was found: is the document complete?"),
    ),
    "count-mismatch": Rule(
        "error",
        N_("count differs from the heading"),
        N_("The heading declares {declared} duties, {found} were read: compare with the document."),
    ),
    "number-missing": Rule(
        "error",
        N_("number missing"),
        N_("Numbers {numbers} of the {kind} list are missing: compare with the document."),
    ),
    "number-guessed": Rule(
        "error",
        N_("row without a number"),
        N_("The row has no number and was read as number {number}: compare with the document."),
    ),
    "numbers-counted": Rule(
        "warning",
        N_("list without numbers"),
        N_("No row has a number; they were counted from {number} on: compare with the document."),
    ),
    "number-repeated": Rule(
        "error",
        N_("number repeated"),
        N_("Number {number} of the {kind} list stands {times} times: compare with the document."),
    ),
    "title-missing": Rule(
        "error",
        N_("duty without a title"),
        N_("Number {number} has no title: compare with the document."),
    ),
    "unread-text": Rule(
        "error",
        N_("text that was not understood"),
        N_("This text belongs to no duty: check whether something is lost."),
    ),
    "column-unread": Rule(
        "error",
        N_("column that was not understood"),
        N_(
            "Nothing is known of the column {column}; its {count} cells stand only in this finding."
        ),
    ),
    "header-unknown": Rule(
        "error",
        N_("table of unknown columns"),
        N_("These are no columns of a duty list; the rows below were not read."),
    ),
    "other-list": Rule(
        "error",
        N_("table of another kind"),
        N_("A list of powers, permits or services is no duty list; the table was not read."),
    ),
    "list-unclear": Rule(
        "error",
        N_("title and columns disagree"),
        N_("The title names another list than the columns; the columns were followed."),
    ),
    "statement-without-bearer": Rule(
        "error",
        N_("statement without a bearer"),
        N_("Several departments are listed and no heading says whose statement it is."),
    ),
    "receiver-unclear": Rule(
        "error",
        N_("text of a reclaimed duty that was not understood"),
        N_("No receiver and no end can be told from this text; it stands only in this finding."),
    ),
    "value-missing": Rule(
        "error",
        N_("cells without a value"),
        N_("{count} cells hold an error or a formula whose result was not saved: save it again."),
    ),
    "page-without-text": Rule(
        "error",
        N_("page without text"),
        N_("Pages {pages} show only pictures or lines: run a text recogniser over them."),
    ),
    "characters-unknown": Rule(
        "error",
        N_("characters that cannot be told"),
        N_(
            "{count} characters on pages {pages} are drawn, but the file does not say which they"
            " are; the sign U+FFFD stands for them: compare with the document."
        ),
    ),
    "place-differs": Rule(
        "warning",
        N_("another place than the document's"),
        N_("The document says {written} and was read as {place}: is it the right file?"),
    ),
    "receiver-missing": Rule(
        "warning",
        N_("text without a receiver"),
        N_("The text names no receiver and does not say that the duty is discontinued."),
    ),
    "not-a-department": Rule(
        "warning",
        N_("no department above the township"),
        N_("{name} stands in a column of departments, but names none; it was left out."),
    ),
    "methods-by-receiver": Rule(
        "warning",
        N_("working methods of single receivers"),
        N_("Each receiver has methods of its own; all receivers and methods were kept together."),
    ),
    "name-unresolved": Rule(
        "warning",
        N_("name not resolved"),
        N_("{name} stands in no department column and no alias pack; it was kept as written."),
    ),
    "name-ambiguous": Rule(
        "warning",
        N_("name may mean several departments"),
        N_("{name} may be {candidates}: decide in a names file (--names)."),
    ),
    "name-similar": Rule(
        "warning",
        N_("two names may mean one department"),
        N_("{name} and {other} may be one department: decide in a names file (--names)."),
    ),
    "name-guessed": Rule(
        "note",
        N_("name resolved by rule"),
        N_("{written} was taken for {name}: confirm, or decide in a names file (--names)."),
    ),
    "listed-without-statement": Rule(
        "warning",
        N_("department without a statement"),
        N_("{name} is listed, but no statement says what it does."),
    ),
    "statement-without-listing": Rule(
        "warning",
        N_("statement of a department that is not listed"),
        N_("{name} has a statement, but the department column does not list it."),
    ),
    "template-text": Rule(
        "warning",
        N_("left-over instruction of the form"),
        N_("This is an instruction of the form, not a reason: ask the township for the reason."),
    ),
    "example-row": Rule(
        "warning",
        N_("left-over example of the template"),
        N_("This row is an example of the template and was not read: delete it."),
    ),
    "level-mismatch": Rule(
        "warning",
        N_("another level's word"),
        N_("{word} stands in the list of a {level}: probably a slip of the document."),
    ),
    "words-repeated": Rule(
        "warning",
        N_("words stand twice in a row"),
        N_("{words} stands twice in a row: probably a slip of the document."),
    ),
    "characters-replaced": Rule(
        "warning",
        N_("control characters replaced"),
        N_("{count} characters that XML does not allow were replaced by the sign U+FFFD."),
    ),
    "sentences-not-split": Rule(
        "warning",
        N_("several sentences kept as one statement"),
        N_("Numbers and tags are lost here; the sentences were kept together as one statement."),
    ),
    "files-differ": Rule(
        "error",
        N_("files of one list differ"),
        N_("{first} and {other} differ in numbers {numbers} of the {kind} list; {first} counts."),
    ),
    "hidden-content": Rule(
        "warning",
        N_("hidden content"),
        N_(
            "Hidden text and sheets were not read, hidden rows and columns were: show or delete"
            " them."
        ),
    ),
    "cells-surplus": Rule(
        "warning",
        N_("row with too many cells"),
        N_("The row has more cells than its header; the surplus was joined to the last column."),
    ),
    "heading-moved": Rule(
        "note",
        N_("heading moved back"),
        N_("The page break had moved {name} into the department column; it was moved back."),
    ),
    "running-line": Rule(
        "note",
        N_("header or footer of pages"),
        N_("The line stands on {count} pages; it was left out, but for the first if all agree."),
    ),
    "slanted-text": Rule(
        "note",
        N_("slanted text left out"),
        N_("Text that does not stand upright, such as a watermark, was left out."),
    ),
    "joined-over-page": Rule(
        "note",
        N_("joined over a page break"),
        N_("The row goes on with the duty before it; the parts were joined."),
    ),
    "rows-by-department": Rule(
        "note",
        N_("one department in each row"),
        N_("In {count} duties each row was read as what its own department does."),
    ),
    "receivers-by-column": Rule(
        "note",
        N_("departments read as receivers"),
        N_(
            "A table of reclaimed duties has no column of receivers; that of departments was taken."
        ),
    ),
    "place-from-name": Rule(
        "note",
        N_("place not from the text"),
        N_("The text does not say the place; {what} says {place}: is it right?"),
    ),
    "edition-from-name": Rule(
        "note",
        N_("edition not from the text"),
        N_("The text has no date; {what} says {edition}: is it right?"),
    ),
    "list-from-name": Rule(
        "note",
        N_("list not from the text"),
        N_("Neither a title nor the columns say which list this is; the name says {kind}."),
    ),
    "stop-missing": Rule(
        "note",
        N_("no full stop at the end"),
        N_("The text ends without a full stop: check whether its end is lost."),
    ),
}
"""Every rule by its name."""


def severity(finding: Finding) -> str:
    """Return error, warning or note."""
    return RULES[finding.rule].severity


def hint(finding: Finding, translate: Translate) -> str:
    """Return what to do about a finding, in the language of `translate`."""
    values = {
        name: translate(value) if name in MESSAGE_FIELDS else value
        for name, value in finding.values
    }
    return translate(RULES[finding.rule].hint).format(**values)


def by_rule(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Return the findings of each rule, the gravest rules first and else by name."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.rule].append(finding)
    rules = sorted(found, key=lambda rule: (SEVERITIES.index(RULES[rule].severity), rule))
    return {rule: found[rule] for rule in rules}


def count(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many findings there are of each severity, all three named."""
    counts = dict.fromkeys(SEVERITIES, 0)
    for finding in findings:
        counts[severity(finding)] += 1
    return counts
