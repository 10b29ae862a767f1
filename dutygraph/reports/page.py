"""Reviews as one HTML page that an office opens without internet, prints and sends on."""

from collections.abc import Sequence
from pathlib import Path

from dutygraph.findings import KIND_WORDS, SEVERITY_WORDS
from dutygraph.messages import HTML_LANGUAGES, N_, translator
from dutygraph.reports.review import Review, Unread

WORDS = {
    "title": N_("Check of duty lists"),
    "disclaimer": N_("Compiled from public texts; the official document prevails."),
    "documents": N_("Documents"),
    "file": N_("File"),
    "place": N_("Place"),
    "edition": N_("Edition"),
    "duties": N_("Duties"),
    "nothing": N_("Nothing was found that a person should look at."),
    "unreadable": N_("Documents that could not be read"),
    "counts": N_("Counts against the document's own"),
    "sheet_counts": N_("Counts"),
    "agree": N_("{agreeing} of {all} categories have as many duties as their heading declares"),
    "list": N_("List"),
    "category": N_("Category"),
    "declared": N_("Declared"),
    "found": N_("Read"),
    "differs": N_("differs"),
    "says_nothing": N_("not stated"),
    "findings": N_("Findings"),
    "severity": N_("Severity"),
    "finding": N_("Finding"),
    "where": N_("Where"),
    "duty": N_("Duty"),
    "text": N_("Text in the document"),
    "hint": N_("What to do"),
    "names": N_("Names of departments"),
    "written": N_("As written"),
    "department": N_("Taken for"),
    "rule": N_("By which rule"),
    "whole_names": N_("Resolved without doubt"),
    "confirm": N_("Confirmed / to be corrected"),
    "print": N_("Print"),
    "checked": N_("Checked by: ____________ Date: ____________"),
    "program": N_("Made by dutygraph {version}; SHA-256 of the file: {sha256}"),
}


def page(reviews: Sequence[Review], unread: Sequence[Unread], language: str, version: str) -> str:
    """Return the reviews of documents as a whole HTML page, to be written as UTF-8.

    `language` is zh or en and should be that of the reviews; `version` is the program's.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    translate = translator(language)
    return environment.get_template("review.html").render(
        language=HTML_LANGUAGES[language],
        words={name: translate(word) for name, word in WORDS.items()},
        kinds={kind.value: translate(word) for kind, word in KIND_WORDS.items()},
        severities={name: translate(word) for name, word in SEVERITY_WORDS.items()},
        reviews=reviews,
        unread=unread,
        version=version,
    )
