"""Slips of the document that a rule can see; they are reported and never corrected."""

import re
from collections.abc import Iterator

from dutygraph.findings import LONGEST_TEXT
from dutygraph.model import Finding, Position

# 全市 is no slip in a county's list, where the level above is named often; 安全区 is no 全区.
_WHOLE = {
    "县": re.compile(r"(?<!安)全[区旗](?!域)"),
    "区": re.compile(r"(?<!安)全[县旗]"),
    "市": re.compile(r"(?<!安)全[县旗]"),
    "旗": re.compile(r"(?<!安)全[县区](?!域)"),
}
_TWICE = re.compile(r"([\u4e00-\u9fff]{4,12})\1")
_STOP = re.compile(r"[。；;：:！!？?…）)”》.]$")


def slips(text: str, level: str, position: Position, sentence: bool) -> Iterator[Finding]:
    """Yield the slips of one text of a list whose county is a `level` (县, 区, 市, 旗).

    `sentence` tells that the text should end in a full stop.
    """
    quote = text[:LONGEST_TEXT]
    for word in dict.fromkeys(_WHOLE[level].findall(text)) if level in _WHOLE else ():
        yield Finding("level-mismatch", position, quote, (("word", word), ("level", level)))
    for words in dict.fromkeys(_TWICE.findall(text)):
        yield Finding("words-repeated", position, quote, (("words", words),))
    if sentence and text and not _STOP.search(text):
        yield Finding("stop-missing", position, quote)
