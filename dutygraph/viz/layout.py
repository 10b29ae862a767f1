"""Where things stand on the page: departments on a frame, the duties they share inside it.

Labels never overlap and no line runs behind them. Departments that share much stand near each
other, a duty stands towards its departments. Same network, same places, to the pixel: distances
and weights are whole numbers, so that no order of summing changes a choice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import ceil, sqrt
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from dutygraph.graph.network import DEPARTMENT, DUTY, of_kind

if TYPE_CHECKING:
    import numpy as np
    from networkx import Graph
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

Point = tuple[int, int]

FONT = 14
BOX_HEIGHT = 27
PITCH = 36
"""From one box of a column to the next."""
GAP = 12
"""Between two boxes of a row."""
MARGIN = 30
"""Between the boxes and the duties inside."""
ROOM = 40
"""The least distance of two duties."""
ASPECT = 1.15
"""Width to height, as the space for it on a screen has between list and panel."""
LONGEST = 14
"""Chinese characters that a box shows of a name."""
STEPS = 300


@dataclass(frozen=True, slots=True)
class Layout:
    """The centre of each node in pixels at zoom 1, and the width of a department's box."""

    places: Mapping[str, Point]
    box_width: int


def lay_out(network: "Graph") -> Layout:
    """Return a place for each node of a network of departments, with duties or without."""
    departments, duties = of_kind(network, DEPARTMENT), of_kind(network, DUTY)
    width = box_width(network.nodes[department]["label"] for department in departments)
    slots = frame(len(departments), width, len(duties))
    order = arrange(_closeness(network, departments), slots)
    places = dict(zip(departments, (slots[slot] for slot in order), strict=True))
    targets = [[places[one] for one in network[duty]] for duty in duties]
    places |= dict(zip(duties, spread(targets, slots, width), strict=True))
    return Layout(places, width)


def shorten(label: str) -> str:
    """Return a name as its box shows it: the end of a very long one is left to list and panel."""
    return label if _columns(label) <= 2 * LONGEST else f"{label[: LONGEST - 1]}…"


def box_width(labels: Iterable[str]) -> int:
    """Return the width of the boxes, all alike, that takes the longest label."""
    columns = max((_columns(shorten(label)) for label in labels), default=0)
    return max(4 * FONT, columns * FONT // 2) + 20


def frame(count: int, width: int, inside: int) -> list[Point]:
    """Return places for boxes on the four sides of a frame, clockwise from the top left.

    Args:
        count: how many boxes.
        width: of a box.
        inside: how many duties the frame has to hold.
    """
    best = min(range(count // 2 + 1), key=lambda across: _shape(count, width, across))
    rows = ceil((count - 2 * best) / 2)
    least = sqrt(inside) * ROOM * 1.4
    inner = max(best * (width + GAP) - GAP, least)
    half_width = inner / 2 + MARGIN / 2 + width / 2 + GAP
    half_height = max(rows * PITCH, least) / 2 + MARGIN

    def row(boxes: int, y: float) -> list[Point]:
        pitch = inner / max(boxes, 1)
        return [(round((at + 0.5) * pitch - inner / 2), round(y)) for at in range(boxes)]

    def column(boxes: int, x: float) -> list[Point]:
        pitch = 2 * half_height / max(boxes, 1)
        return [(round(x), round((at + 0.5) * pitch - half_height)) for at in range(boxes)]

    left = count - 2 * best - rows
    return [
        *row(best, -half_height),
        *column(rows, half_width),
        *reversed(row(best, half_height)),
        *reversed(column(left, -half_width)),
    ]


def arrange(closeness: "Numbers", slots: list[Point]) -> list[int]:
    """Return a slot for each department such that close ones stand near each other.

    Args:
        closeness: how close departments are, by pairs: whole numbers, symmetric, 0 on the diagonal.
        slots: the places to give away.

    Returns:
        The index of each department's slot. It is the best that exchanging two can reach from a
        start by closeness, not the best of all.
    """
    import numpy as np

    points = np.array(slots, dtype=float).reshape(-1, 2)
    distance = np.rint(np.linalg.norm(points[:, None] - points[None], axis=2))
    slot = np.array(_chain(closeness), dtype=int)
    for _ in range(STEPS if slots else 0):
        between = distance[np.ix_(slot, slot)]
        moved = closeness @ between
        stay = np.diag(moved)
        gain = stay[:, None] + stay - moved - moved.T - 2 * closeness * between
        first, second = divmod(int(gain.argmax()), len(slots))
        if gain[first, second] <= 0:
            break
        slot[[first, second]] = slot[[second, first]]
    return [int(one) for one in slot]


def spread(targets: list[list[Point]], slots: list[Point], width: int) -> list[Point]:
    """Return places inside the frame for duties, each towards the places of its departments.

    Means crowd in the middle; ranking them by distance from it fills the frame evenly.
    """
    import numpy as np

    if not targets:
        return []
    half = np.abs(np.array(slots, dtype=float)).max(axis=0)
    inner = half - [width / 2 + MARGIN, BOX_HEIGHT / 2 + MARGIN]
    means = np.array([np.mean(points, axis=0) for points in targets]) / half
    far = np.linalg.norm(means, axis=1)
    rank = np.empty(len(far))
    rank[np.argsort(far, kind="stable")] = np.arange(len(far))
    # A duty whose departments balance out exactly has no direction of its own.
    way = np.where(far[:, None] > 0, means, [0.0, -1.0]) / np.where(far > 0, far, 1)[:, None]
    points = way * np.sqrt((rank + 0.5) / len(far))[:, None] * inner
    return [(round(x), round(y)) for x, y in _apart(points, inner).tolist()]


def _apart(points: "Numbers", inner: "Numbers") -> "Numbers":
    """Push points that are nearer than ROOM apart, within a rectangle of half sides `inner`."""
    import numpy as np

    for _ in range(STEPS):
        offset = points[:, None] - points[None]
        gap = np.linalg.norm(offset, axis=2)
        np.fill_diagonal(gap, np.inf)
        if gap.min(initial=np.inf) >= ROOM - 1:
            break
        lack = np.maximum(ROOM - gap, 0)
        # Points on one spot have no direction to part in: the earlier one goes up.
        upper = np.triu(np.ones_like(gap), 1) - np.tril(np.ones_like(gap), -1)
        offset[..., 1] -= np.where(gap == 0, upper, 0)
        push = offset * (lack / np.maximum(gap, 1))[..., None]
        points = np.clip(points + push.sum(axis=1) / 2, -inner, inner)
    return points


def _shape(count: int, width: int, across: int) -> float:
    """Return how far a frame with this many boxes across is from the shape that is wanted."""
    rows = max(ceil((count - 2 * across) / 2), 1)
    wide = across * (width + GAP) + 2 * (width + GAP) + MARGIN
    return abs(wide / (rows * PITCH + 2 * MARGIN) - ASPECT)


def _closeness(network: "Graph", departments: list[str]) -> "Numbers":
    """Count what pairs share; a duty of many departments brings each pair of them less close."""
    import numpy as np

    index = {department: at for at, department in enumerate(departments)}
    close = np.zeros((len(index), len(index)))
    for duty in of_kind(network, DUTY):
        for pair in combinations([index[one] for one in network[duty]], 2):
            close[pair] += 1000 // (network.degree(duty) - 1)
    for first, second, weight in network.edges(data="weight", default=0):
        if weight:
            close[index[first], index[second]] += 1000 * weight
    return close + close.T


def _chain(closeness: "Numbers") -> list[int]:
    """Return a first slot for each: in a chain, each next to those it is closest to."""
    import numpy as np

    count = len(closeness)
    left = np.ones(count, dtype=bool)
    chain: list[int] = []
    for _ in range(count):
        to_last = closeness[chain[-5:]].sum(axis=0) if chain else closeness.sum(axis=0)
        chain.append(int(np.where(left, to_last, -1).argmax()))
        left[chain[-1]] = False
    slots = [0] * count
    for slot, one in enumerate(chain):
        slots[one] = slot
    return slots


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)
