"""Where reclaimed duties go: from their category to the receivers, as bands.

That a duty is not carried out any more is an end of its own, beside its receivers; so is that no
receiver is named.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dutygraph.messages import N_, Translate
from dutygraph.model import Duty, Kind
from dutygraph.viz import head, paper
from dutygraph.viz.model import Listed, Model
from dutygraph.viz.svg import Colours, Part, Value, lines, text_width

ENDED = -1
UNNAMED = -2
"""Ends that are no department: not carried out any more, no receiver named."""

FONT = 13
HEAD = 30
BAR = 14
GAP = 9
BETWEEN = 300
"""From the bars of categories to those of receivers."""
SLOT = 21
"""The least height for an end, so that names stand clear of each other."""
UNIT = 7
"""The height of one duty, less where there are many."""
TALLEST = 900
LONGEST = 208
MOST_NUMBERS = 12

# Okabe and Ito's, which colour-blind people tell apart; names stand beside all of them.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9", "#7a5195", "#5f6b6d")
STRENGTH = 0.42

WORDS = {
    "title": N_("Where reclaimed duties go: {place}"),
    "about": N_("{duties} reclaimed duties, {receivers} receivers, {ended} discontinued."),
    "several": N_("A duty that goes to several ends counts at each of them."),
    "category": N_("Category"),
    "receiver": N_("Receiver"),
    "ended": N_("discontinued"),
    "unnamed": N_("no receiver named"),
    "no_category": N_("no category"),
    "band": N_("{category} → {receiver}: {count} duties"),
    "node": N_("{name}: {count} duties"),
    "numbers": N_("Duties {numbers}"),
}


@dataclass(frozen=True, slots=True)
class End:
    """A category or a receiver: `at` is its place among the model's departments, ENDED or UNNAMED.

    `numbers` are those of its duties, each once.
    """

    name: str
    numbers: tuple[str, ...]
    at: int = UNNAMED


@dataclass(frozen=True, slots=True)
class Transfers:
    """Categories in the document's order, receivers so that bands cross little, bands between.

    `bands` hold the numbers of the duties for places (category, receiver). `duties` counts all of
    them once, `several` those that go to more than one end.
    """

    categories: tuple[End, ...]
    receivers: tuple[End, ...]
    bands: Mapping[tuple[int, int], tuple[str, ...]]
    duties: int
    several: int


def transfers(model: Model) -> Transfers:
    """Count which categories' duties go to which receivers."""
    known = model.departments()
    at = {one: place for place, one in enumerate(known)}
    found: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    count = several = 0
    for listed, duty in _reclaimed(model):
        ends = [at[listed.county, one.name] for one in duty.receivers]
        ends += [ENDED] if duty.discontinued else []
        count += 1
        several += len(ends) > 1
        for end in ends or [UNNAMED]:
            found[duty.category or ""][end].append(_number(model, listed, duty))
    order = _order(list(found.values()))
    counties = {county for county, _ in known}
    categories = [End(name, _once(to.values())) for name, to in found.items()]
    receivers = []
    for end in order:
        numbers = _once(to.get(end, ()) for to in found.values())
        receivers.append(End(_name(known, end, counties), numbers, end))
    bands = {
        (row, order.index(end)): tuple(numbers)
        for row, to in enumerate(found.values())
        for end, numbers in to.items()
    }
    return Transfers(
        tuple(categories), tuple(receivers), dict(sorted(bands.items())), count, several
    )


def svg(told: Transfers, translate: Translate, caption: paper.Caption | None = None) -> str:
    """Draw transfers: for paper with a caption, else for a page, whose script listens to clicks.

    What belongs to a category has `data-category`, what belongs to a receiver `data-department`:
    its place among the model's departments.
    """
    picture = _Picture(told, translate)
    drawing, body, colours = paper.sheet(*picture.size, caption, class_="transfers")
    picture.draw(body, colours)
    return drawing.svg()


def caption(model: Model, told: Transfers, translate: Translate) -> paper.Caption:
    """Return what stands around the transfers of a model on paper."""
    ended = next((len(one.numbers) for one in told.receivers if one.at == ENDED), 0)
    receivers = sum(one.at >= 0 for one in told.receivers)
    words = translate(WORDS["about"])
    about = [words.format(duties=told.duties, receivers=receivers, ended=ended)]
    about += [translate(WORDS["several"])] if told.several else []
    title = translate(WORDS["title"]).format(place=head.place(model))
    return paper.Caption(title, "\n".join(about), paper.source(model, translate))


def _reclaimed(model: Model) -> Iterator[tuple[Listed, Duty]]:
    return ((one, duty) for one, duty in model.duties() if duty.kind is Kind.RECLAIMED)


def _number(model: Model, listed: Listed, duty: Duty) -> str:
    return duty.key if len(model.lists) == 1 else f"{listed.duty_list.place[-1]} {duty.key}"


def _once(numbers: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for some in numbers for one in some))


def _name(known: Sequence[tuple[str, str]], end: int, counties: set[str]) -> str:
    if end < 0:
        return ""
    county, name = known[end]
    return f"{name}（{county}）" if len(counties) > 1 else name


def _order(rows: Sequence[Mapping[int, Sequence[str]]]) -> list[int]:
    """Return the receivers by where their duties come from, in the mean; other ends stand last."""
    weights: dict[int, int] = defaultdict(int)
    sums: dict[int, int] = defaultdict(int)
    for row, to in enumerate(rows):
        for end, numbers in to.items():
            weights[end] += len(numbers)
            sums[end] += row * len(numbers)

    def key(end: int) -> tuple[int, float, int, int]:
        return max(-end, 0), sums[end] / weights[end], -weights[end], end

    return sorted(weights, key=key)


class _Bar(NamedTuple):
    """Where the bar of an end stands: its top and its height."""

    top: float
    height: float


class _Picture:
    """Bars left and right, names beside them, bands between; sizes in pixels."""

    def __init__(self, told: Transfers, translate: Translate) -> None:
        self.told = told
        self.translate = translate
        flow = sum(map(len, told.bands.values()))
        self.unit = min(UNIT, TALLEST / flow) if flow else UNIT
        self.left = [self.named(one, "no_category") for one in told.categories]
        self.right = [
            self.named(one, "ended" if one.at == ENDED else "unnamed") for one in told.receivers
        ]
        self.from_left = max((text_width(self.label(one), FONT) for one in self.left), default=0)
        widest = max((text_width(self.label(one), FONT) for one in self.right), default=0)
        rows = [self.flow(0, at) for at in range(len(self.left))]
        columns = [self.flow(1, at) for at in range(len(self.right))]
        self.bars = _stacked(rows, columns, self.unit)
        bottom = max((bar.top + bar.height for side in self.bars for bar in side), default=HEAD)
        self.start = self.from_left + GAP
        self.end = self.start + BAR + BETWEEN
        self.size = (self.end + BAR + GAP + widest, bottom + 8)

    def named(self, end: End, otherwise: str) -> End:
        return End(end.name or self.translate(WORDS[otherwise]), end.numbers, end.at)

    def label(self, end: End) -> str:
        return f"{lines(end.name, FONT, LONGEST, 1)[0]}\u2002{len(end.numbers)}"

    def flow(self, side: int, at: int) -> int:
        return sum(len(numbers) for pair, numbers in self.told.bands.items() if pair[side] == at)

    def draw(self, body: Part, colours: Colours) -> None:
        small: dict[str, Value] = {"font_size": FONT - 1, "fill": colours.muted}
        left, right = self.start + BAR, self.end
        body.add(
            "text", self.translate(WORDS["category"]), x=left, y=14, text_anchor="end", **small
        )
        body.add("text", self.translate(WORDS["receiver"]), x=right, y=14, **small)
        self.bands(body)
        for at, (end, bar) in enumerate(zip(self.left, self.bars[0], strict=True)):
            name = self.told.categories[at].name
            where: dict[str, Value] = {"data_category": name} if name else {}
            self.node(body, end, bar, colours, fill=_colour(at), where=where)
        for end, bar in zip(self.right, self.bars[1], strict=True):
            where = {"data_department": end.at} if end.at >= 0 else {}
            fill = colours.text if end.at >= 0 else colours.muted
            self.node(body, end, bar, colours, fill=fill, where=where, right=True)

    def node(  # noqa: PLR0913 - a node, its place, and its looks
        self,
        body: Part,
        end: End,
        bar: _Bar,
        colours: Colours,
        *,
        fill: str,
        where: Mapping[str, Value],
        right: bool = False,
    ) -> None:
        words = self.translate(WORDS["node"]).format(name=end.name, count=len(end.numbers))
        group = body.group(self.titled(words, end.numbers), **where)
        x = self.end if right else self.start
        group.rect(x, bar.top, BAR, bar.height, fill=fill)
        beside = x + BAR + GAP if right else x - GAP
        anchor = "start" if right else "end"
        y = bar.top + bar.height / 2 + FONT * 0.36
        style = {"font_style": "italic"} if right and end.at < 0 else {}
        group.text(beside, y, self.label(end), FONT, text_anchor=anchor, fill=colours.text, **style)

    def bands(self, body: Part) -> None:
        done_left, done_right = [0.0] * len(self.left), [0.0] * len(self.right)
        bands = body.group(fill_opacity=STRENGTH)
        for (row, column), numbers in self.told.bands.items():
            height = len(numbers) * self.unit
            top = self.bars[0][row].top + done_left[row]
            to = self.bars[1][column].top + done_right[column]
            done_left[row] += height
            done_right[column] += height
            category, receiver = self.left[row], self.right[column]
            words = self.translate(WORDS["band"]).format(
                category=category.name, receiver=receiver.name, count=len(numbers)
            )
            where: dict[str, Value] = {}
            if self.told.categories[row].name:
                where["data_category"] = category.name
            if receiver.at >= 0:
                where["data_department"] = receiver.at
            band = bands.group(self.titled(words, numbers), fill=_colour(row), **where)
            band.add("path", d=self.path(top, to, height))

    def path(self, top: float, to: float, height: float) -> str:
        start, end = self.start + BAR, self.end
        middle, under, to_under = (start + end) / 2, top + height, to + height
        return (
            f"M{start:.1f} {top:.1f}"
            f"C{middle:.1f} {top:.1f} {middle:.1f} {to:.1f} {end:.1f} {to:.1f}V{to_under:.1f}"
            f"C{middle:.1f} {to_under:.1f} {middle:.1f} {under:.1f} {start:.1f} {under:.1f}Z"
        )

    def titled(self, words: str, numbers: Sequence[str]) -> str:
        shown = "、".join(numbers[:MOST_NUMBERS]) + ("…" if len(numbers) > MOST_NUMBERS else "")
        return f"{words}\n{self.translate(WORDS['numbers']).format(numbers=shown)}"


def _colour(row: int) -> str:
    return COLOURS[row % len(COLOURS)]


def _stacked(
    rows: Sequence[int], columns: Sequence[int], unit: float
) -> tuple[list[_Bar], list[_Bar]]:
    """Return the bars of both sides, each in a slot that has room for its name, sides as tall."""
    heights = [sum(max(one * unit + GAP, SLOT) for one in side) for side in (rows, columns)]
    tallest = max(heights)
    left, right = (
        list(_side(side, unit, (tallest - height) / max(len(side), 1)))
        for side, height in zip((rows, columns), heights, strict=True)
    )
    return left, right


def _side(flows: Sequence[int], unit: float, spare: float) -> Iterator[_Bar]:
    top: float = HEAD
    for flow in flows:
        slot = max(flow * unit + GAP, SLOT) + spare
        yield _Bar(top + (slot - flow * unit) / 2, flow * unit)
        top += slot
