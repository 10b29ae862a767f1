"""The head of a page: whose lists these are, in which edition, and what they hold in figures."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from dutygraph.findings import SEVERITIES
from dutygraph.messages import N_, Translate
from dutygraph.model import Kind
from dutygraph.viz.model import LEAD, Model
from dutygraph.viz.sharing import is_shared

MOST_COUNTIES = 3
"""How many counties a heading names."""

_FINDINGS = {
    "error": N_("{count} errors"),
    "warning": N_("{count} warnings"),
    "note": N_("{count} notes"),
}


class Figure(NamedTuple):
    """One number with its name, a remark on it, and a key by which scripts and tests find it."""

    key: str
    name: str
    value: int
    remark: str


class Head(NamedTuple):
    """The place as heading, what stands above it, and the figures."""

    place: str
    kicker: list[str]
    figures: list[Figure]


def head(model: Model, translate: Translate) -> Head:
    """Return the head of the page of a model."""
    if len(model.lists) == 1:
        told = model.lists[0].duty_list
        kicker = [told.title, translate(N_("Edition {edition}")).format(edition=told.edition)]
    else:
        kicker = [translate(N_("{lists} duty lists")).format(lists=len(model.lists))]
    return Head(place(model), kicker, list(_figures(model, translate)))


def place(model: Model) -> str:
    """Return the place of a list in one word, or the counties of several."""
    if len(model.lists) == 1:
        return "".join(model.lists[0].duty_list.place)
    counties = sorted({one.county for one in model.lists})
    return "、".join(counties[:MOST_COUNTIES]) + ("…" if len(counties) > MOST_COUNTIES else "")


def file_name(model: Model) -> str:
    """Return what the names of saved files begin with; no system refuses it."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "-", place(model))[:60] or "dutygraph"


def _figures(model: Model, translate: Translate) -> Iterator[Figure]:
    kinds = Counter(duty.kind for _, duty in model.duties())
    sums = translate(N_("= {basic} basic + {cooperative} cooperative + {reclaimed} reclaimed"))
    shared = [duty for _, duty in model.duties() if is_shared(duty)]
    leaderless = [
        duty
        for duty in shared
        if not any(mark.mark == LEAD for one in duty.statements for mark in one.marks)
    ]
    found = {name: sum(one.findings.get(name, 0) for one in model.lists) for name in SEVERITIES}
    remark = [
        translate(_FINDINGS[name]).format(count=count) for name, count in found.items() if count
    ]
    yield Figure(
        "duties",
        translate(N_("Duties")),
        kinds.total(),
        sums.format(**{one.value: kinds[one] for one in Kind}),
    )
    yield Figure("departments", translate(N_("Departments")), len(model.departments()), "")
    yield Figure("shared", translate(N_("Shared duties")), len(shared), "")
    name = translate(N_("of these, no statement says “牵头”"))
    yield Figure("no-lead", name, len(leaderless), "")
    if not model.is_partial:
        yield Figure("findings", translate(N_("Findings")), sum(found.values()), " · ".join(remark))
