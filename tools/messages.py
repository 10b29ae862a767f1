"""Gathers messages into locale/zh_CN/LC_MESSAGES/dutygraph.po and compiles it.

Messages come from N_() and _() in the package, from the headers of questions, and from click, whose
own words are looked up in the catalogue of the program that uses it.
"""

import io
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
MO = PO.with_suffix(".mo")
HEADER = """\
# Chinese (Simplified) words of dutygraph.
# This file is distributed under the licence of dutygraph.
#"""
KEYWORDS = {"N_": None, "_": None, "gettext": None, "ngettext": (1, 2)}
Message = str | tuple[str, ...]
"""A message, or its singular and plural."""

CLICK = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")


def messages() -> Iterator[Message]:
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
            yield " ".join(text.split())
        yield from (parameter.help for parameter in question.parameters)


def merged() -> Catalog:
    """Return the catalogue with all messages, keeping the translations that there are."""
    # The time of a run would change the file every time.
    time = datetime(2026, 1, 1, tzinfo=UTC)
    catalog = Catalog(
        "zh_CN",
        project="dutygraph",
        version="1",
        header_comment=HEADER,
        msgid_bugs_address="-",
        last_translator="The dutygraph maintainers",
        language_team="-",
        creation_date=time,
        revision_date=time,
        fuzzy=False,
    )
    known = read(PO) if PO.exists() else Catalog("zh_CN")
    for message in sorted(set(messages()), key=str):
        if singular(message).strip():
            old = known.get(message)
            catalog.add(message, old.string if old else None, flags=_flags(message))
    return catalog


def read(path: Path) -> Catalog:
    """Return the catalogue of a .po file."""
    with path.open("rb") as file:
        return read_po(file, locale="zh_CN")


def singular(message: Message) -> str:
    """Return a message without its plural."""
    return message if isinstance(message, str) else message[0]


def _flags(message: Message) -> list[str]:
    return ["python-brace-format"] if re.search(r"\{\w+", singular(message)) else []


def untranslated(catalog: Catalog) -> list[Message]:
    """Return the messages that have no translation, or lack one of its forms."""
    lacking: list[Message] = []
    for entry in catalog:
        forms = [entry.string] if isinstance(entry.string, str) else entry.string
        if entry.id and not (forms and all(forms)):
            lacking.append(entry.id if isinstance(entry.id, str) else tuple(entry.id))
    return lacking


def written(catalog: Catalog) -> bytes:
    """Return the text of the .po file."""
    file = io.BytesIO()
    write_po(file, catalog, width=100, sort_output=True)
    return file.getvalue()


def compiled(catalog: Catalog) -> bytes:
    """Return the .mo file."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def main() -> int:
    """Write the catalogue and its compiled form; return 1 if a message is untranslated."""
    catalog = merged()
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(written(catalog))
    MO.write_bytes(compiled(catalog))
    lacking = untranslated(catalog)
    for message in lacking:
        print(f"untranslated: {message!r}", file=sys.stderr)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
