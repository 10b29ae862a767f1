"""Characters that XML 1.0 forbids: replaced on reading, with a finding that counts them."""

import re

from dutygraph.findings import LONGEST_TEXT
from dutygraph.model import Finding, Position

REPLACEMENT = "\ufffd"
# The carriage return is allowed, but XML readers turn it into a line feed.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


def replaced(text: str, position: Position, findings: list[Finding]) -> str:
    """Return the text without forbidden characters; `findings` gets one if there were any."""
    clean, count = _FORBIDDEN.subn(REPLACEMENT, text)
    if count:
        values = (("count", str(count)),)
        findings.append(Finding("characters-replaced", position, clean[:LONGEST_TEXT], values))
    return clean
