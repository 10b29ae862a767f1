"""IRIs of what a list holds: readable, normalised (NFC), and free of the file they came from."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

from dutygraph.model import Place

DEFAULT_BASE = "https://w3id.org/dutygraph/id/"

# RFC 3987: a path segment may hold letters of all scripts; the rest is percent-encoded. So are the
# spaces that it allows, such as U+3000: rdflib takes them for the end of an IRI.
_SAFE = "-._~!$&'()*+,;=:@"
_NOT_PLAIN = re.compile(
    r"[^A-Za-z0-9\-._~!$&'()*+,;=:@\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    r"\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd]|\s"
)


@lru_cache(maxsize=65536)
def segment(text: str) -> str:
    """Return a text as one segment of an IRI's path; different texts (in NFC) stay different."""
    text = unicodedata.normalize("NFC", text)
    if text in (".", ".."):
        return text.replace(".", "%2E")
    return _NOT_PLAIN.sub(lambda found: quote(found[0], safe=_SAFE), text)


def place(base: str, levels: Place) -> str:
    """Return the IRI of a county or township."""
    return base + "/".join(segment(level) for level in levels)


def body(county: str, name: str) -> str:
    """Return the IRI of a body from its county's IRI and its label."""
    return f"{county}/body/{segment(name)}"


def duty_list(township: str, edition: str) -> str:
    """Return the IRI of a list, which is also the name of its graph."""
    return f"{township}/list/{segment(edition)}"
