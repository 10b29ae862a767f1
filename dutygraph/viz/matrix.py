"""How many duties each two departments share, as a matrix; the diagonal is left out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from unicodedata import east_asian_width

from dutygraph.messages import N_, Translate
from dutygraph.viz import head, paper
from dutygraph.viz.model import Model
from dutygraph.viz.sharing import is_shared
from dutygraph.viz.svg import Colours, Part, lines, text_width

SIDE = 23
FONT = 12.5
COUNT_FONT = 11.5
LONGEST = 156
"""The room for a name in pixels; the rest of a longer one shows where the pointer rests."""
GAP = 8
LEGEND = 34
LETTER = 13.5
"""From one sign of a name to the next where they stand below each other."""
MOST = 60
"""Departments that a matrix on a page shows: those that share duties with the most others."""
MOST_ON_PAPER = 100
MOST_NUMBERS = 12

STRENGTHS = (0.12, 0.28, 0.48, 0.86, 1.0)
"""How strong the colour of a cell is; none in between, where no text would stand out."""

WORDS = {
    "title": N_("How many duties each two departments share: {place}"),
    "about": N_(
        "{departments} departments share {duties} cooperative duties; departments that share much"
        " stand together."
    ),
    "left_out": N_("Shown are the {shown} of {all} departments that share with the most others."),
    "legend": N_("Shared duties:"),
    "cell": N_("{first} and {second}: {count} shared duties"),
    "numbers": N_("Duties {numbers}"),
}

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Departments in the order of rows and columns, and what each two of them share.

    `departments` are places in the model's departments and `names` their names; `communities` tell
    those that share much with each other, the largest is 0. `shared` holds the numbers of the
    duties for places (row < column). `all` counts the departments that share any, `duties` the
    duties that are shared.
    """

    departments: tuple[int, ...]
    names: tuple[str, ...]
    communities: tuple[int, ...]
    shared: Mapping[Pair, tuple[str, ...]]
    all: int
    duties: int


def matrix(model: Model, most: int = MOST) -> Matrix:
    """Count what departments share, in the order of their communities, then of their partners."""
    known = model.departments()
    at = {one: place for place, one in enumerate(known)}
    shared: dict[Pair, list[str]] = defaultdict(list)
    close: dict[Pair, int] = defaultdict(int)
    duties = 0
    for listed, duty in model.duties():
        if not is_shared(duty):
            continue
        duties += 1
        number = duty.key
        if len(model.lists) > 1:
            number = f"{listed.duty_list.place[-1]} {number}"
        bodies = sorted({at[listed.county, one.name] for one in duty.departments})
        for pair in combinations(bodies, 2):
            shared[pair].append(number)
            # A duty of many departments brings each two of them less close.
            close[pair] += 1000 // (len(bodies) - 1)
    degree = _degrees(shared)
    community = _communities(close)
    shown = sorted(degree, key=lambda one: (-degree[one], one))[:most]
    order = sorted(shown, key=lambda one: (community[one], -degree[one], one))
    several = len({county for county, _ in known}) > 1
    return Matrix(
        departments=tuple(order),
        names=tuple(_name(known[one], county_named=several) for one in order),
        communities=tuple(community[one] for one in order),
        shared=_by_place(order, shared),
        all=len(degree),
        duties=duties,
    )


def svg(told: Matrix, translate: Translate, caption: paper.Caption | None = None) -> str:
    """Draw a matrix: for paper with a caption, else for a page, whose script can sort it.

    A cell has `data-row` and `data-column`, a name `data-name` and `data-along`: places in the
    matrix. The drawing's `data-side` is the side of a cell; a frame around a community has
    `data-community`.
    """
    side = SIDE * len(told.names)
    rows = [lines(name, FONT, LONGEST, 1)[0] for name in told.names]
    label = max((text_width(name, FONT) for name in rows), default=0) + GAP
    above = max(map(_height, rows), default=0) + GAP
    bounds = scale(max(map(len, told.shared.values()), default=1))
    width = max(label + side + 2, text_width(translate(WORDS["legend"]), FONT) + 70 * len(bounds))
    drawing, body, colours = paper.sheet(
        width, LEGEND + above + side + 2, caption, class_="matrix", data_side=SIDE
    )
    _legend(body, bounds, translate(WORDS["legend"]), colours)
    grid = body.group(transform=f"translate({label} {LEGEND + above})")
    _ground(grid, told, colours)
    _labels(grid, told.names, rows, colours)
    _cells(grid, told, bounds, translate, colours)
    _outlines(grid, told.communities, colours)
    return drawing.svg()


def caption(model: Model, told: Matrix, translate: Translate) -> paper.Caption:
    """Return what stands around the matrix of a model on paper."""
    about = [translate(WORDS["about"]).format(departments=told.all, duties=told.duties)]
    if told.all > len(told.names):
        words = translate(WORDS["left_out"])
        about.append(words.format(shown=len(told.names), all=told.all))
    title = translate(WORDS["title"]).format(place=head.place(model))
    return paper.Caption(title, "\n".join(about), paper.source(model, translate))


def scale(largest: int) -> list[int]:
    """Return the upper bounds of at most five classes of counts, each wider than the last.

    >>> scale(7)
    [1, 2, 3, 4, 7]
    """
    classes = len(STRENGTHS)
    bounds = {_root(largest**step, classes) for step in range(1, classes + 1)}
    return sorted(bounds)


def _root(power: int, degree: int) -> int:
    """Return the whole part of a root; that of floats may differ from machine to machine."""
    root: int = round(power ** (1 / degree))
    return root if root**degree <= power else root - 1


def _degrees(shared: Mapping[Pair, Sequence[str]]) -> dict[int, int]:
    """Return with how many others each department shares duties."""
    degree: dict[int, int] = defaultdict(int)
    for pair in shared:
        for one in pair:
            degree[one] += 1
    return degree


def _communities(close: Mapping[Pair, int]) -> dict[int, int]:
    from networkx import Graph
    from networkx.algorithms.community import greedy_modularity_communities

    network = Graph()
    network.add_nodes_from(sorted({one for pair in close for one in pair}))
    network.add_weighted_edges_from((*pair, weight) for pair, weight in sorted(close.items()))
    if not network:
        return {}
    found = map(sorted, greedy_modularity_communities(network, weight="weight"))
    largest_first = sorted(found, key=lambda one: (-len(one), one))
    return {one: number for number, members in enumerate(largest_first) for one in members}


def _name(department: tuple[str, str], *, county_named: bool) -> str:
    county, name = department
    return f"{name}（{county}）" if county_named else name


def _by_place(
    order: Sequence[int], shared: Mapping[Pair, Sequence[str]]
) -> dict[Pair, tuple[str, ...]]:
    places = {one: place for place, one in enumerate(order)}
    found = {}
    for (first, second), numbers in shared.items():
        if first in places and second in places:
            row, column = sorted((places[first], places[second]))
            found[row, column] = tuple(numbers)
    return dict(sorted(found.items()))


def _legend(body: Part, bounds: Sequence[int], words: str, colours: Colours) -> None:
    body.text(0, 16, words, FONT, fill=colours.muted)
    x, least = text_width(words, FONT) + 10, 1
    for strength, bound in zip(_strengths(bounds), bounds, strict=True):
        told = str(bound) if bound == least else f"{least}–{bound}"
        body.rect(x, 3, 17, 17, **colours.shade(strength))
        body.text(x + 23, 16, told, FONT, fill=colours.text)
        x += 23 + text_width(told, FONT) + 14
        least = bound + 1


def _ground(grid: Part, told: Matrix, colours: Colours) -> None:
    count = len(told.names)
    side = SIDE * count
    steps = [SIDE * at for at in range(count + 1)]
    across = "".join(f"M0 {at}H{side}" for at in steps) + "".join(f"M{at} 0V{side}" for at in steps)
    grid.add("path", d=across, fill="none", stroke=colours.line, stroke_width=0.5)
    diagonal = f"M0 0L{side} {side}"
    grid.add("path", d=diagonal, fill="none", stroke=colours.line, stroke_width=1)


def _labels(grid: Part, names: Sequence[str], shown: Sequence[str], colours: Colours) -> None:
    labels = grid.group(fill=colours.text, font_size=FONT)
    for at, (name, text) in enumerate(zip(names, shown, strict=True)):
        row = labels.group(
            name, data_name=at, data_along="row", transform=f"translate(0 {SIDE * at})"
        )
        row.add("text", text, x=-GAP, y=SIDE / 2 + 4.5, text_anchor="end")
        column = labels.group(
            name, data_name=at, data_along="column", transform=f"translate({SIDE * at} 0)"
        )
        if _is_upright(text):
            _stand(column, text)
        else:
            x, y = SIDE / 2 + 4.5, -GAP
            column.add("text", text, x=x, y=y, transform=f"rotate(-90 {x} {y})")


# Brackets as vertical lines of text have them.
_STANDING = str.maketrans("（）…", "︵︶︙")


def _stand(column: Part, text: str) -> None:
    """Set a Chinese name from top to bottom, as the heads of narrow columns are."""
    top = -GAP - LETTER * (len(text) - 1)
    for at, sign in enumerate(text.translate(_STANDING)):
        column.add("text", sign, x=SIDE / 2, y=top + LETTER * at - 1, text_anchor="middle")


def _is_upright(text: str) -> bool:
    return all(east_asian_width(sign) in "WF" or sign == "…" for sign in text)


def _height(text: str) -> float:
    return LETTER * len(text) if _is_upright(text) else text_width(text, FONT)


def _strengths(bounds: Sequence[int]) -> Sequence[float]:
    """Return the colours of the classes: fewer classes leave the weakest out."""
    return STRENGTHS[-len(bounds) :] if len(bounds) > 1 else STRENGTHS[1:2]


def _cells(
    grid: Part, told: Matrix, bounds: Sequence[int], translate: Translate, colours: Colours
) -> None:
    cells = grid.group(font_size=COUNT_FONT, text_anchor="middle")
    strengths = _strengths(bounds)
    for (row, column), numbers in told.shared.items():
        title = _title(told, (row, column), translate, numbered=colours.is_paper)
        strength = next(
            one for one, bound in zip(strengths, bounds, strict=True) if len(numbers) <= bound
        )
        for one, other in ((row, column), (column, row)):
            place = f"translate({SIDE * other} {SIDE * one})"
            cell = cells.group(title, data_row=one, data_column=other, transform=place)
            cell.rect(0.5, 0.5, SIDE - 1, SIDE - 1, **colours.shade(strength))
            ink = colours.text if strength < 0.5 else colours.surface
            cell.add("text", str(len(numbers)), x=SIDE / 2, y=SIDE / 2 + 4, fill=ink)


def _outlines(grid: Part, communities: Sequence[int], colours: Colours) -> None:
    frames = grid.group(fill="none", stroke=colours.muted, stroke_width=1.2)
    for community in sorted(set(communities)):
        first, count = communities.index(community), communities.count(community)
        if count > 1:
            start, side = SIDE * first, SIDE * count
            frames.rect(start, start, side, side, data_community=community)


def _title(told: Matrix, pair: Pair, translate: Translate, *, numbered: bool) -> str:
    numbers = told.shared[pair]
    first, second = (told.names[one] for one in pair)
    title = translate(WORDS["cell"]).format(first=first, second=second, count=len(numbers))
    if not numbered:
        return title
    shown = "、".join(numbers[:MOST_NUMBERS]) + ("…" if len(numbers) > MOST_NUMBERS else "")
    return f"{title}\n{translate(WORDS['numbers']).format(numbers=shown)}"
