"""Edges of a page → its tables: rows of cells with their boxes.

The way of Anssi Nurminen's thesis on tables in PDF (Tampere, 2013), as pdfplumber has it: lines
that nearly meet are one; where two lines cross is a corner; four corners that lines connect are a
cell; cells that share a corner are a table.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from dutygraph.loaders.forms.pdfbounds import TooMuch
from dutygraph.loaders.forms.pdfpages import Edge

_NEAR = 3.0
_MOST_PAIRS = 200_000
_MOST_CORNERS = 5_000


class Box(NamedTuple):
    """A rectangle, in points from the page's upper left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def sides(self) -> tuple[float, float]:
        """The left and the right side."""
        return self.x0, self.x1

    def holds(self, other: "Box") -> bool:
        """Tell whether another rectangle lies within this one."""
        return (
            self.x0 - _NEAR <= other.x0
            and self.top - _NEAR <= other.top
            and other.x1 <= self.x1 + _NEAR
            and other.bottom <= self.bottom + _NEAR
        )


Corner = tuple[float, float]
Grid = list[list[Box | None]]
"""The rows of one table; None where a merged cell of another row or column stands."""


def grids(edges: Sequence[Edge]) -> list[Grid]:
    """Return the tables of a page from top to bottom.

    Raises:
        TooMuch: there are more lines than any list has.
    """
    level = _merged([_Line(one.top, one.x0, one.x1) for one in edges if one.top == one.bottom])
    upright = _merged([_Line(one.x0, one.top, one.bottom) for one in edges if one.x0 == one.x1])
    if len(level) * len(upright) > _MOST_PAIRS:
        raise TooMuch
    # At a page break programs may leave the border away; so do designs without outer lines.
    below, beside = list(_rims(upright, level)), list(_rims(level, upright))
    cells = _Corners(level + below, upright + beside).cells()
    tables = [table for table in _tables(cells) if len(table) > 1]
    return [_rows(table) for table in sorted(_outermost(tables), key=_height)]


# Lines


class _Line(NamedTuple):
    """A level line at a height, or an upright one at a distance from the left."""

    at: float
    start: float
    end: float


def _merged(lines: Sequence[_Line]) -> list[_Line]:
    """Return parallel lines so that double, dashed and pieced ones are one each."""
    places = _snapped([one.at for one in lines])
    merged: list[_Line] = []
    for one in sorted(one._replace(at=places[one.at]) for one in lines):
        last = merged[-1] if merged else None
        if last and last.at == one.at and one.start <= last.end + _NEAR:
            merged[-1] = last._replace(end=max(last.end, one.end))
        else:
            merged.append(one)
    return [one for one in merged if one.end - one.start >= _NEAR]


def _snapped(places: Sequence[float]) -> dict[float, float]:
    """Return for each place the mean of those that lie near one another."""
    ordered = sorted(places)
    steps = enumerate(pairwise(ordered), start=1)
    cuts = [index for index, (one, following) in steps if following > one + _NEAR]
    snapped: dict[float, float] = {}
    for start, end in pairwise([0, *cuts, len(ordered)]):
        near = ordered[start:end]
        snapped |= dict.fromkeys(near, sum(near) / max(1, len(near)))
    return snapped


def _rims(lines: Sequence[_Line], across: Sequence[_Line]) -> Iterator[_Line]:
    """Yield what closes a table where only `lines` end, at either side of all that cross others."""
    ruled = [one for one in lines if any(_cross(one, other) for other in across)]
    if not ruled:
        return
    first, last = min(one.start for one in ruled), max(one.end for one in ruled)
    for at, end in ((first, 1), (last, 2)):
        ends = [one.at for one in ruled if abs(one[end] - at) <= _NEAR]
        rim = _Line(at, min(ends), max(ends))
        if len(ends) > 1 and not any(_lie_together(one, rim) for one in across):
            yield rim


def _cross(one: _Line, other: _Line) -> bool:
    return (
        other.start - _NEAR <= one.at <= other.end + _NEAR
        and one.start - _NEAR <= other.at <= one.end + _NEAR
    )


def _lie_together(one: _Line, other: _Line) -> bool:
    return abs(one.at - other.at) <= _NEAR and one.start < other.end and other.start < one.end


# Cells


class _Corners:
    """Where level and upright lines cross: for each corner, which lines meet there."""

    def __init__(self, level: Sequence[_Line], upright: Sequence[_Line]) -> None:
        self.level: defaultdict[Corner, set[int]] = defaultdict(set)
        self.upright: defaultdict[Corner, set[int]] = defaultdict(set)
        for row, one in enumerate(level):
            for column, other in enumerate(upright):
                if _cross(one, other):
                    self.level[other.at, one.at].add(row)
                    self.upright[other.at, one.at].add(column)
        if len(self.level) > _MOST_CORNERS:
            raise TooMuch
        self.xs: defaultdict[float, list[float]] = defaultdict(list)
        self.tops: defaultdict[float, list[float]] = defaultdict(list)
        for x, top in sorted(self.level):
            self.xs[top].append(x)
            self.tops[x].append(top)

    def cells(self) -> list[Box]:
        """Return the smallest cell at the right and below of each corner."""
        found = (self._cell(corner) for corner in sorted(self.level))
        return [cell for cell in found if cell]

    def _cell(self, corner: Corner) -> Box | None:
        x0, top = corner
        rights = list(_joined(self.level, corner, [(x, top) for x in _after(self.xs[top], x0)]))
        lows = [(x0, one) for one in _after(self.tops[x0], top)]
        for low in _joined(self.upright, corner, lows):
            for right in rights:
                last = right[0], low[1]
                if last not in self.level:
                    continue
                if self.level[low] & self.level[last] and self.upright[right] & self.upright[last]:
                    return Box(x0, top, *last)
        return None


def _after(places: Sequence[float], place: float) -> Sequence[float]:
    return places[bisect_right(places, place) :]


def _joined(
    lines: Mapping[Corner, set[int]], corner: Corner, others: Iterable[Corner]
) -> Iterator[Corner]:
    """Yield the corners that follow without a gap on a line through the first."""
    for other in others:
        if not lines[corner] & lines[other]:
            return
        yield other


# Tables


def _tables(cells: Sequence[Box]) -> Iterator[list[Box]]:
    """Yield the cells that hang together by their corners."""
    at: defaultdict[Corner, list[Box]] = defaultdict(list)
    for cell in cells:
        for corner in _corners(cell):
            at[corner].append(cell)
    left = dict.fromkeys(cells)
    while left:
        table = [left.popitem()[0]]
        for cell in table:
            for corner in _corners(cell):
                # Each corner is looked at once.
                for other in at.pop(corner, ()):
                    if other in left:
                        del left[other]
                        table.append(other)
        yield table


def _corners(cell: Box) -> tuple[Corner, ...]:
    x0, top, x1, bottom = cell
    return (x0, top), (x1, top), (x0, bottom), (x1, bottom)


def _outermost(tables: Sequence[list[Box]]) -> Iterator[list[Box]]:
    """Leave out what is drawn inside a cell: frames of words, shaded lines."""
    for table in tables:
        whole = hull(table)
        others = (cell for other in tables if other is not table for cell in other)
        if not any(cell.holds(whole) for cell in others):
            yield table


def hull(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around some boxes."""
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return Box(min(x0s), min(tops), max(x1s), max(bottoms))


def _rows(cells: Sequence[Box]) -> Grid:
    columns = {x0: index for index, x0 in enumerate(sorted({one.x0 for one in cells}))}
    rows: Grid = []
    for _, row in groupby(sorted(cells, key=_place), lambda cell: cell.top):
        places: list[Box | None] = [None] * len(columns)
        for cell in row:
            places[columns[cell.x0]] = cell
        rows.append(places)
    return rows


def _height(table: Sequence[Box]) -> float:
    return min(cell.top for cell in table)


def _place(cell: Box) -> tuple[float, float]:
    return cell.top, cell.x0
