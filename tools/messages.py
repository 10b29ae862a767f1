"""Gathers messages into locale/zh_CN/LC_MESSAGES/dutygraph.po and compiles it.

Messages come from N_() and _() in the package, from the headers of questions, and from click, whose
own words are looked up in the catalogue of the program that uses it.
"""

import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "dutygraph"
PO = PACKAGE / "locale" / "zh_CN" / "LC_MESSAGES" / "dutygraph.po"
KEYWORDS = {"N_": None, "_": None, "gettext": None, "ngettext": (1, 2)}
CLICK = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")


def messages() -> Iterator[str | tuple[str, str]]:
    """Yield every message that a user can see, each once or more."""
    for _, _, message, _, _ in extract_from_dir(str(PACKAGE), keywords=KEYWORDS):
        yield message
    yield from question_messages()
    for name in CLICK:
        path = Path(click.__file__).with_name(f"{name}.py")
        if path.exists():
            for _, message, _, _ in extract_from_file("python", str(path), keywords=KEYWORDS):
                yield message


def question_messages() -> Iterator[str]:
    """Yield the sentences of the questions' headers."""
    from dutygraph.queries import catalog

    for name in catalog.names():
        question = catalog.question(name)
        for text in (question.summary, *question.description.split("\n\n")):
            if text:
                yield " ".join(text.split())
        yield from (parameter.help for parameter in question.parameters)


def merged() -> Catalog:
    """Return the catalogue with all messages, keeping the translations that there are."""
    catalog = Catalog(
        locale="zh_CN", domain="dutygraph", project="dutygraph", fuzzy=False, charset="utf-8"
    )
    for message in sorted(set(messages()), key=str):
        catalog.add(message, flags=_flags(message))
    if PO.exists():
        with PO.open("rb") as file:
            known = read_po(file, locale="zh_CN")
        for entry in catalog:
            old = known.get(entry.id)
            if entry.id and old and old.string:
                entry.string = old.string
    return catalog


def _flags(message: str | tuple[str, str]) -> list[str]:
    text = message if isinstance(message, str) else message[0]
    return ["python-brace-format"] if re.search(r"\{\w+\}", text) else []


def main() -> int:
    """Write the catalogue and its compiled form; return 1 if a message is untranslated."""
    catalog = merged()
    PO.parent.mkdir(parents=True, exist_ok=True)
    # The time of the run would change the file every time.
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    with PO.open("wb") as file:
        write_po(file, catalog, width=100, omit_header=False, sort_output=True)
    with PO.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)
    missing = [entry.id for entry in catalog if entry.id and not entry.string]
    for message in missing:
        print(f"untranslated: {message!r}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
