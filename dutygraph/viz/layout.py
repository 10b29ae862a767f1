"""Where things stand on the page: departments on a frame, the duties they share inside it.

Labels never overlap and no line runs behind them. Departments that share much stand near each
other, a duty stands towards its departments. Same network, same places, to the pixel: distances
and weights are whole numbers, so that no order of summing changes a choice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import ceil, sqrt
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import east_asian_width

from dutygraph.viz.sharing import DEPARTMENT, DUTY, of_kind

if TYPE_CHECKING:
    import numpy as np
    from networkx import Graph
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Complex = NDArray[np.complex128]

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
LARGEST = 500
"""The side of a frame for duties; beyond, they stand closer, for names to stay legible."""
SPARE = 1.4
"""How much longer the sides are than duties standing as close as they may would need."""
ASPECT = 1.15
"""Width to height, as the space for it on a screen has between list and panel."""
BOW = 0.22
"""How much further out than its ends the middle of a bowed side stands."""
LONGEST = 14
"""Chinese characters that a box shows of a name."""
STEPS = 300


class Slot(NamedTuple):
    """A place for a box on the frame, and its port: where lines end, on the side that faces in."""

    place: Point
    port: Point


class Frame(NamedTuple):
    """Slots clockwise from the top left, and half the width and height of the space inside."""

    slots: list[Slot]
    room: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Layout:
    """The centre of each node and the port of each department, in pixels at zoom 1.

    `box_width` is the width of a department's box, `apart` the distance of duties.
    """

    places: Mapping[str, Point]
    ports: Mapping[str, Point]
    box_width: int
    apart: int


def lay_out(network: "Graph") -> Layout:
    """Return a place for each node of a network of departments, with duties or without."""
    departments, duties = of_kind(network, DEPARTMENT), of_kind(network, DUTY)
    width = box_width(network.nodes[department]["label"] for department in departments)
    apart = min(ROOM, LARGEST / (SPARE * sqrt(len(duties) or 1)))
    slots, room = frame(len(departments), width, apart * SPARE * sqrt(len(duties)))
    order = arrange(_closeness(network, departments), [slot.place for slot in slots])
    given = {one: slots[slot] for one, slot in zip(departments, order, strict=True)}
    ports = {one: slot.port for one, slot in given.items()}
    targets = [[ports[one] for one in network[duty]] for duty in duties]
    places = {one: slot.place for one, slot in given.items()}
    places |= dict(zip(duties, spread(targets, room, apart), strict=True))
    return Layout(places, ports, width, round(apart))


def shorten(label: str) -> str:
    """Return a name as its box shows it: the end of a very long one is left to list and panel."""
    return label if _columns(label) <= 2 * LONGEST else f"{label[: LONGEST - 1]}…"


def box_width(labels: Iterable[str]) -> int:
    """Return the width of the boxes, all alike, that takes the longest label."""
    columns = max((_columns(shorten(label)) for label in labels), default=0)
    return max(4 * FONT, columns * FONT // 2) + 20


def frame(count: int, width: int, inside: float) -> Frame:
    """Return places for boxes on the four sides of a frame.

    Args:
        count: how many boxes.
        width: of a box.
        inside: the side of a square that holds the duties. With none, lines run from box to box,
            and the sides are bowed outwards, to keep the lines out of them.
    """
    across = min(range(count // 2 + 1), key=lambda boxes: _shape(count, width, boxes))
    down = ceil((count - 2 * across) / 2)
    inner = max(across * (width + GAP) - GAP, inside)
    half_width = inner / 2 + MARGIN / 2 + width / 2 + GAP
    half_height = max(down * PITCH, inside) / 2 + MARGIN
    bow = 0 if inside else BOW

    def row(boxes: int, side: int) -> list[Slot]:
        return [
            _slot(x, side * half_height * (1 + bow * (1 - (x / half_width) ** 2)), 0, side)
            for x in _along(boxes, inner)
        ]

    def column(boxes: int, side: int) -> list[Slot]:
        return [
            _slot(side * half_width * (1 + bow * (1 - (y / half_height) ** 2)), y, side * width, 0)
            for y in _along(boxes, 2 * half_height)
        ]

    left = column(count - 2 * across - down, -1)
    return Frame(
        [*row(across, -1), *column(down, 1), *reversed(row(across, 1)), *reversed(left)],
        (half_width - width / 2 - MARGIN, half_height - BOX_HEIGHT / 2 - MARGIN),
    )


def arrange(closeness: "Numbers", places: list[Point]) -> list[int]:
    """Return a slot for each department such that close ones stand near each other.

    Args:
        closeness: how close departments are, by pairs: whole numbers, symmetric, 0 on the diagonal.
        places: what there is to give away.

    Returns:
        The index of each department's place. It is the best that exchanging two can reach from a
        start by closeness, not the best of all.
    """
    import numpy as np

    points = np.array(places, dtype=float).reshape(-1, 2)
    distance = np.rint(np.linalg.norm(points[:, None] - points[None], axis=2))
    slot = np.array(_chain(closeness), dtype=int)
    for _ in range(STEPS if places else 0):
        between = distance[np.ix_(slot, slot)]
        moved = closeness @ between
        stay = np.diag(moved)
        gain = stay[:, None] + stay - moved - moved.T - 2 * closeness * between
        first, second = divmod(int(gain.argmax()), len(places))
        if gain[first, second] <= 0:
            break
        slot[[first, second]] = slot[[second, first]]
    return [int(one) for one in slot]


def spread(targets: list[list[Point]], room: tuple[float, float], apart: float) -> list[Point]:
    """Return places inside the frame for duties, each towards the ports of its departments.

    Means crowd in the middle; ranking them by distance from it fills the frame evenly.

    Args:
        targets: the ports of each duty.
        room: half the width and height of the space.
        apart: the least distance of two duties.
    """
    import numpy as np

    if not targets:
        return []
    means = np.array([np.mean(points, axis=0) for points in targets]) / room
    means -= means.mean(axis=0)
    far = np.linalg.norm(means, axis=1)
    rank = np.empty(len(far))
    rank[np.argsort(far, kind="stable")] = np.arange(len(far))
    # A duty whose departments balance out exactly has no direction of its own.
    way = np.where(far[:, None] > 0, means, [0.0, -1.0]) / np.where(far > 0, far, 1)[:, None]
    points = way * np.sqrt((rank + 0.5) / len(far))[:, None] * room
    return _part(points[:, 0] + 1j * points[:, 1], room, apart)


def _part(points: "Complex", room: tuple[float, float], apart: float) -> list[Point]:
    """Push points (complex numbers) that are too near to each other apart, within the room."""
    import numpy as np

    # Points on one spot have no direction to part in: the earlier one goes up, the later down.
    earlier = np.sign(np.arange(len(points))[:, None] - np.arange(len(points)))
    for _ in range(STEPS):
        offset = points[:, None] - points
        offset[offset == 0] = 1j * earlier[offset == 0]
        distance = np.abs(offset)
        np.fill_diagonal(distance, np.inf)
        if distance.min() >= apart - 1:
            break
        pushed = points + (offset * np.maximum(apart / distance - 1, 0)).sum(axis=1) / 2
        wide, high = room
        points = np.clip(pushed.real, -wide, wide) + 1j * np.clip(pushed.imag, -high, high)
    return [(round(point.real), round(point.imag)) for point in points]


def _along(boxes: int, length: float) -> list[float]:
    """Return the offsets from the middle at which boxes stand evenly along a side."""
    return [(at + 0.5) * length / boxes - length / 2 for at in range(boxes)]


def _slot(x: float, y: float, width: int, vertical: int) -> Slot:
    port = (round(x - width / 2), round(y - vertical * BOX_HEIGHT / 2))
    return Slot((round(x), round(y)), port)


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
    close += close.T
    # Relative to all that each shares: else the busiest gather on one side of the frame.
    whole = np.sqrt(np.maximum(close.sum(axis=0), 1))
    return np.rint(1000 * close / np.outer(whole, whole))


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
