"""One department on paper: it, its duties, and with whom it shares them, in three columns."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dutygraph.findings import KIND_WORDS
from dutygraph.messages import N_, Translate
from dutygraph.model import Duty
from dutygraph.viz import head, paper
from dutygraph.viz.model import LEAD, Listed, Model
from dutygraph.viz.sharing import is_shared
from dutygraph.viz.svg import PAPER, Part, Value, lines, text_width

Department = tuple[str, str]
"""County and name."""

FONT = 13
PITCH = 18
ROW_GAP = 10
SELF = 152
GUTTER = 64
FAN = 120
"""Between duties and partners, where lines run."""
TITLE = 372
PARTNER = 196
PARTNER_PITCH = 27
HEAD = 30
MOST_LINES = 3
MOST_NUMBERS = 12

# A line keeps the colour of its duty, so that the eye can follow it through the others.
COLOURS = ("#0072b2", "#b34f00", "#00785a", "#a8527f", "#8a6500", "#3b6fb6", "#7a5195", "#5f6b6d")

WORDS = {
    "title": N_("{department}: its duties, and with whom it shares them"),
    "about": N_("{place} · {duties} duties, of these {shared} shared with {partners} departments"),
    "lead": N_("Filled number: a statement of this department says “牵头”."),
    "shared": N_("Shared duties ({count})"),
    "others": N_("Other duties ({count})"),
    "partners": N_("Shares duties with ({count})"),
    "alone": N_("This department shares no duty with another."),
    "counts": N_("{duties} duties"),
    "counts_shared": N_("{shared} shared"),
    "with": N_("with {departments}"),
    "partner": N_("{name}: {count} shared duties"),
    "numbers": N_("Duties {numbers}"),
}


@dataclass(frozen=True, slots=True)
class Task:
    """One duty of the department: its list, and with which others it is shared, if any."""

    listed: Listed
    duty: Duty
    partners: tuple[str, ...]
    leads: bool


@dataclass(frozen=True, slots=True)
class Ego:
    """A department with its duties, shared ones first, and its partners, the closest first.

    `partners` hold the places of the duties in `tasks`.
    """

    department: Department
    tasks: tuple[Task, ...]
    partners: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def shared(self) -> int:
        """How many of the duties are shared."""
        return sum(1 for one in self.tasks if one.partners)


def ego(model: Model, department: Department) -> Ego:
    """Gather what a department does, and with whom; names of other counties never meet."""
    county, name = department
    found = [_task(listed, duty, name) for listed, duty in _duties(model, county, name)]
    tasks = sorted(found, key=lambda one: -len(one.partners))
    places: dict[str, list[int]] = defaultdict(list)
    for place, task in enumerate(tasks):
        for partner in task.partners:
            places[partner].append(place)
    partners = sorted(places.items(), key=lambda one: (-len(one[1]), one[0]))
    return Ego(department, tuple(tasks), tuple((one, tuple(at)) for one, at in partners))


def svg(told: Ego, model: Model, translate: Translate) -> str:
    """Draw a department for paper."""
    picture = _Picture(told, translate, several=len(model.lists) > 1)
    width = SELF + GUTTER + picture.middle + FAN + PARTNER
    drawing, body, _ = paper.sheet(width, picture.height, _caption(told, model, translate))
    picture.draw(body)
    return drawing.svg()


def _duties(model: Model, county: str, name: str) -> Iterator[tuple[Listed, Duty]]:
    for listed, duty in model.duties():
        taking_part = (*duty.departments, *duty.receivers)
        if listed.county == county and any(one.name == name for one in taking_part):
            yield listed, duty


def _task(listed: Listed, duty: Duty, name: str) -> Task:
    names = [one.name for one in duty.departments] if is_shared(duty) else []
    partners = [one for one in names if one != name] if name in names else []
    leads = any(
        mark.mark == LEAD
        for statement in duty.statements
        if any(one.name == name and not one.placeholder for one in statement.bearers)
        for mark in statement.marks
    )
    return Task(listed, duty, tuple(partners), leads)


def _caption(told: Ego, model: Model, translate: Translate) -> paper.Caption:
    _, name = told.department
    counts = {"duties": len(told.tasks), "shared": told.shared, "partners": len(told.partners)}
    about = [translate(WORDS["about"]).format(place=head.place(model), **counts)]
    about += [translate(WORDS["lead"])] if any(one.leads for one in told.tasks) else []
    title = translate(WORDS["title"]).format(department=name)
    return paper.Caption(title, "\n".join(about), paper.source(model, translate))


class _Picture:
    """Where everything stands, in pixels, and how it is drawn."""

    def __init__(self, told: Ego, translate: Translate, *, several: bool) -> None:
        self.told, self.translate = told, translate
        self.labels = [self.label(one, several=several) for one in told.tasks]
        self.chip = max((text_width(one, FONT - 1) for one in self.labels), default=0) + 14
        self.titles = [lines(one.duty.title, FONT, TITLE, MOST_LINES) for one in told.tasks]
        widest = max((self.title_width(place) for place in range(len(self.titles))), default=0)
        self.middle = self.chip + 8 + widest
        self.left = SELF + GUTTER
        self.right = self.left + self.middle + FAN
        self.tops, bottom = self.stacked()
        partners = PARTNER_PITCH * len(told.partners)
        self.height = max(bottom, HEAD + partners, HEAD + 90.0)
        # Beside the shared duties, so that lines are short.
        beside = (self.tops[told.shared - 1] + PITCH if told.shared else bottom) - HEAD
        self.partners_top = HEAD + max(0, (beside - partners) / 2)

    def label(self, task: Task, *, several: bool) -> str:
        label = f"{self.translate(KIND_WORDS[task.duty.kind])} {task.duty.key}"
        return f"{task.listed.duty_list.place[-1]} {label}" if several else label

    def stacked(self) -> tuple[list[float], float]:
        """Return the tops of the duties and what comes below them; others stand under a heading."""
        tops, down = [], float(HEAD)
        for place, folded in enumerate(self.titles):
            if place == self.told.shared and place:
                down += HEAD
            tops.append(down)
            down += PITCH * len(folded) + ROW_GAP
        return tops, down

    def title_width(self, place: int) -> float:
        return max(text_width(line, FONT) for line in self.titles[place])

    def middle_of(self, place: int) -> float:
        return self.tops[place] + PITCH / 2

    def draw(self, body: Part) -> None:
        self.lines(body)
        self.itself(body)
        self.headings(body)
        for place, task in enumerate(self.told.tasks):
            self.duty(body, place, task)
        for at, (name, places) in enumerate(self.told.partners):
            self.partner(body, at, name, places)

    def itself(self, body: Part) -> None:
        folded = lines(self.told.department[1], 16, SELF - 24, 3)
        height = 24 + 22 * len(folded) + 2 * PITCH
        top = (self.height - height) / 2
        group = body.group(self.told.department[1])
        group.rect(0, top, SELF, height, rx=6, fill="#e6f0f8", stroke=PAPER.accent)
        style: dict[str, Value] = {"text_anchor": "middle", "fill": PAPER.text}
        y = group.texts(SELF / 2, top + 28, folded, 16, 22, font_weight="bold", **style)
        counts = (
            ("counts", "duties", len(self.told.tasks)),
            ("counts_shared", "shared", self.told.shared),
        )
        told = [self.translate(WORDS[word]).format(**{name: count}) for word, name, count in counts]
        group.texts(SELF / 2, y, told, FONT, PITCH, **style)

    def headings(self, body: Part) -> None:
        style: dict[str, Value] = {"fill": PAPER.muted}
        shared, count = self.told.shared, len(self.told.tasks)

        def heading(x: float, y: float, word: str, count: int) -> None:
            body.text(x, y, self.translate(WORDS[word]).format(count=count), FONT, **style)

        if shared:
            heading(self.left, 14, "shared", shared)
            heading(self.right, self.partners_top - 16, "partners", len(self.told.partners))
        if shared < count:
            y = self.tops[shared] - 16
            heading(self.left, y, "others", count - shared)
        if not shared:
            body.texts(self.right - FAN / 2, HEAD + FONT, self.folded_alone(), FONT, PITCH, **style)

    def folded_alone(self) -> list[str]:
        return lines(self.translate(WORDS["alone"]), FONT, PARTNER + FAN / 2, 4)

    def duty(self, body: Part, place: int, task: Task) -> None:
        top, colour = self.tops[place], self.colour(place)
        words = [f"{self.labels[place]} {task.duty.title}"]
        if task.partners:
            names = "、".join(task.partners)
            words.append(self.translate(WORDS["with"]).format(departments=names))
        group = body.group("\n".join(words))
        fill, ink = (colour, PAPER.surface) if task.leads else (PAPER.surface, colour)
        group.rect(self.left, top, self.chip, PITCH, rx=4, fill=fill, stroke=colour)
        x = self.left + self.chip / 2
        group.text(x, top + 13.5, self.labels[place], FONT - 1, text_anchor="middle", fill=ink)
        x = self.left + self.chip + 8
        group.texts(x, top + 13.5, self.titles[place], FONT, PITCH, fill=PAPER.text)

    def partner(self, body: Part, at: int, name: str, places: Sequence[int]) -> None:
        y = self.partner_middle(at)
        told = [self.labels[place] for place in places]
        shown = "、".join(told[:MOST_NUMBERS]) + ("…" if len(told) > MOST_NUMBERS else "")
        words = self.translate(WORDS["partner"]).format(name=name, count=len(places))
        numbers = self.translate(WORDS["numbers"]).format(numbers=shown)
        group = body.group(f"{words}\n{numbers}")
        height = PARTNER_PITCH - 5
        group.rect(
            self.right, y - height / 2, PARTNER, height, rx=4, fill=PAPER.surface, stroke=PAPER.line
        )
        (label,) = lines(name, FONT, PARTNER - 52, 1)
        group.text(self.right + 10, y + 4.5, label, FONT, fill=PAPER.text)
        count = {"text_anchor": "end", "font_weight": "bold", "fill": PAPER.accent}
        group.text(self.right + PARTNER - 10, y + 4.5, str(len(places)), FONT, **count)

    def partner_middle(self, at: int) -> float:
        return self.partners_top + PARTNER_PITCH * (at + 0.5)

    def lines(self, body: Part) -> None:
        drawn = body.group(fill="none", stroke_width=1.2)
        middle = self.height / 2
        for place in range(len(self.told.tasks)):
            curve = _curve(SELF, middle, self.left, self.middle_of(place))
            drawn.add("path", d=curve, stroke=self.colour(place), stroke_opacity=0.55)
        for place in range(self.told.shared):
            x = self.left + self.chip + 16 + text_width(self.titles[place][0], FONT)
            leader = f"M{x:.1f} {self.middle_of(place):.1f}H{self.left + self.middle + 8:.1f}"
            drawn.add("path", d=leader, stroke=PAPER.line, stroke_width=0.8)
        for at, (_, places) in enumerate(self.told.partners):
            for place in places:
                start = self.left + self.middle + 8
                curve = _curve(start, self.middle_of(place), self.right, self.partner_middle(at))
                drawn.add("path", d=curve, stroke=self.colour(place), stroke_opacity=0.55)

    def colour(self, place: int) -> str:
        return COLOURS[place % len(COLOURS)] if place < self.told.shared else PAPER.muted


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    middle = (x + to_x) / 2
    return f"M{x:.1f} {y:.1f}C{middle:.1f} {y:.1f} {middle:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}"
