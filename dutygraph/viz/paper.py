"""The sheet that a drawing stands on: on paper with title and source around it, on a page bare."""

from dataclasses import dataclass
from math import ceil

from dutygraph.messages import N_, Translate
from dutygraph.viz.head import place
from dutygraph.viz.model import Model
from dutygraph.viz.svg import PAGE, PAPER, Colours, Drawing, Part, lines, text_width

MARGIN = 24
TITLE = 20
ABOUT = 13
SOURCE = 11.5
NARROWEST = 520
"""A sheet is at least as wide, for title and source to be read."""
MOST_NAMED = 3
"""Sources that a sheet names one by one."""

WORDS = {
    "source": N_("Source: {source}"),
    "list": N_("{place}: {title}, edition {edition}"),
    "lists": N_("{count} duty lists of {places}"),
    "disclaimer": N_("Compiled from published text; the official document prevails."),
}


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands around a drawing on paper: title, lines about what it shows, its source."""

    title: str
    about: str
    source: str


def source(model: Model, translate: Translate) -> str:
    """Return the line that says which lists a drawing was made from."""
    named = [
        translate(WORDS["list"]).format(
            place="".join(one.duty_list.place),
            title=one.duty_list.title,
            edition=one.duty_list.edition,
        )
        for one in model.lists[: MOST_NAMED + 1]
    ]
    told = "；".join(named)
    if len(named) > MOST_NAMED:
        told = translate(WORDS["lists"]).format(count=len(model.lists), places=place(model))
    return " · ".join(
        (translate(WORDS["source"]).format(source=told), translate(WORDS["disclaimer"]))
    )


def sheet(
    width: float, height: float, caption: Caption | None, **attributes: str | float
) -> tuple[Drawing, Part, Colours]:
    """Return a drawing, its part of the size asked for, and the colours to draw it with.

    Without a caption it is for a page; with one, for paper.
    """
    if caption is None:
        drawing = Drawing(ceil(width), ceil(height), PAGE, **attributes)
        return drawing, drawing, PAGE
    across = max(width, min(max(NARROWEST, text_width(caption.title, TITLE)), 2 * NARROWEST))
    titles = lines(caption.title, TITLE, across, most=3)
    abouts = [
        line for told in caption.about.splitlines() for line in lines(told, ABOUT, across, most=4)
    ]
    sources = lines(caption.source, SOURCE, across, most=6)
    top = MARGIN + 28 * len(titles) + 20 * len(abouts) + 10
    bottom = top + height + 20 + 17 * len(sources)
    drawing = Drawing(ceil(across) + 2 * MARGIN, ceil(bottom) + MARGIN, PAPER, **attributes)
    down = drawing.texts(
        MARGIN, MARGIN + TITLE, titles, TITLE, 28, fill=PAPER.text, font_weight="bold"
    )
    drawing.texts(MARGIN, down - 4, abouts, ABOUT, 20, fill=PAPER.muted)
    drawing.texts(MARGIN, top + height + 30, sources, SOURCE, 17, fill=PAPER.muted)
    body = drawing.group(transform=f"translate({MARGIN} {top})")
    return drawing, body, PAPER
