"""What a file says of its list outside of its text: its name and the titles in its properties."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dutygraph.loaders.places import problem, split_place, township_word
from dutygraph.loaders.preface import Preface, find_date
from dutygraph.loaders.titles import kind_of_name, squeezed
from dutygraph.messages import N_
from dutygraph.model import Finding, Kind, Place, Position

WHERE = (N_("a title in the file's properties"), N_("the file's name"))
"""Where a place or edition was found that the text does not say."""

_SUFFIX = re.compile(r"\.[A-Za-z]{2,5}$")
# 附件1：重庆市云阳县龙角镇履行职责事项清单（2025年版）.docx
_BEFORE_PLACE = re.compile(r"(?:附件|附)?\d{0,8}[\W_]*|关于(?:印发|公布)")
_AFTER_PLACE = re.compile(
    r"[（(]|20\d\d年|的?(?:三张|三类|乡镇|街道)?[\W_]*(?:基本|配合|上级|收回|回收|履行|履职|职责|权责|事项)*清单"
    r"|(?:人民政府|政府|党委|办事处)|(?:基本|配合|上级|收回|回收|履行|履职|事项)"
)
_BETWEEN = re.compile(r"[\s_\-—·.,，、/／]+")
# 2025-06-30 in a name may be the day on which somebody saved it.
_SAYS_EDITION = re.compile("20\\d\\d[年版]")
_LONGEST_NAME = 200


def kind(titles: Sequence[str], name: str) -> Kind | None:
    """Return the one list that the file's titles or name speak of."""
    found = (kind_of_name(text) for _, text in said(titles, name))
    return next((one for one in found if one), None)


def completed(
    head: Preface, titles: Sequence[str], name: str, position: Position
) -> tuple[Preface, list[Finding]]:
    """Add the place and date that the text lacks; the findings say where they were found.

    A place from elsewhere counts only where it is whole, or the text says none at all, and never
    against what the text says. `position` is where the document begins.
    """
    findings: list[Finding] = []
    for what, text in said(titles, name):
        place, date = _place(text), find_date(text) if _SAYS_EDITION.search(text) else ""
        if _is_better(place, head.place):
            head = replace(head, place=place)
            words = "/".join(place)
            values = (("what", what), ("place", words))
            findings = [one for one in findings if one.rule != "place-from-name"]
            findings.append(Finding("place-from-name", position, words, values))
        if date and not head.date:
            head = replace(head, date=date)
            values = (("what", what), ("edition", date))
            findings.append(Finding("edition-from-name", position, date, values))
    return head, findings


def said(titles: Sequence[str], name: str) -> Iterator[tuple[str, str]]:
    """Yield the titles in the file's properties and its name, each with where it stands."""
    for title in titles:
        yield WHERE[0], squeezed(title)[:_LONGEST_NAME]
    yield WHERE[1], _SUFFIX.sub("", squeezed(name))[-_LONGEST_NAME:]


def _is_better(place: Place, known: Place) -> bool:
    if not known or not place:
        return bool(place)
    return problem(known) is not None and problem(place) is None and place[-len(known) :] == known


def _place(text: str) -> Place:
    start = _BEFORE_PLACE.match(text)
    words = text[start.end() :] if start else text
    end = _AFTER_PLACE.search(words)
    words = _BETWEEN.sub("", words[: end.start()] if end else words)
    place = split_place(words)
    return place if township_word(place) else ()
