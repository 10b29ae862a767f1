"""The rows of one duty → its cells: parts that a page break cut, or one department in each row."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from dutygraph.findings import LONGEST_TEXT
from dutygraph.loaders.departmentcolumn import ROLE_WORDS, split_names
from dutygraph.loaders.headers import BODIES, DUTIES, RECEIVING, Field
from dutygraph.loaders.naming import look_like_bodies, look_like_heading
from dutygraph.loaders.rows import Cell, Layout, Paragraph, cell_text
from dutygraph.loaders.titles import squeezed
from dutygraph.model import Finding, Kind, Position

_ENDS_PARAGRAPH = tuple("。；;：:!！?？")
_SEMICOLONS = ("；", ";")
_OPENS_PARAGRAPH = re.compile(
    r"\d{1,2}\s*[.．、]\s*(?!\d)|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|[①-⑳]"
)
# 2.… in a row of its own goes on with 1.… of the row before.
_GOES_ON = re.compile(r"\s*(?:[2-9]|1\d)\s*[.．、]\s*(?!\d)|\s*[（(](?:[2-9]|1\d)[）)]|\s*[②-⑳]")
_HEADING = re.compile(r"(?:^|[\s。；;.．、])([^\s。；;，,：:.．、]{2,60})[：:]")
_MOVED_HEADING = re.compile(
    rf"(?:^|[\s、，,；;])(?!{ROLE_WORDS}[：:])([^\s、，,；;：:]{{2,30}})[：:]\s*$"
)
_BETWEEN_NAMES = re.compile(rf"(?:(?<![^\s、，,；;。：:]){ROLE_WORDS}[：:]|[\s、，,；;。：:])+")
_HEAD = re.compile(rf"\s*(?:{_OPENS_PARAGRAPH.pattern})?\s*([^\s。；;，,：:]{{2,60}})[：:]")
# 县教委、 or 云阳 at the end of a row is the beginning of the heading that the next goes on with.
_CUT_HEADING = re.compile(r"(?:[、，,和与及]|(?<=[。；;])\s*[^。；;]{1,3})\s*$")
# Names and titles have no sentences: their parts are joined, and the cell's reader splits them.
_NAMES = {*BODIES, Field.RECEIVER}
_CONTENT = (*BODIES, *DUTIES, *RECEIVING, Field.TOWNSHIP)
_RECEIVER, _METHOD = "承接部门：", "工作方式："

Cells = dict[Field, Cell]


@dataclass(slots=True)
class Part:
    """One row of a duty; `again` tells that it repeats the number and title of the first."""

    cells: Cells
    position: Position
    text: str
    again: bool = False

    @property
    def names(self) -> Cell:
        """What the row says in its columns of bodies or receivers."""
        return tuple(one for name in (*BODIES, Field.RECEIVER) for one in self.cells.get(name, ()))

    @property
    def spellings(self) -> set[str]:
        """The names in its columns of bodies, one by one."""
        return {token.written for token in split_names(cell_text(self.names), ())}

    @property
    def content(self) -> tuple[str, ...]:
        """What the row says beside its number and title."""
        return tuple(self.says(name) for name in _CONTENT)

    def says(self, name: Field) -> str:
        """Return the text of a cell without white space."""
        return squeezed(cell_text(self.cells.get(name, ())))


@dataclass(slots=True)
class RawDuty:
    """One numbered row with its continuations, its cells not yet understood."""

    kind: Kind
    number: int
    occurrence: int
    category: int | None
    cells: Cells
    positions: list[Position]
    parts: list[Part] = field(default_factory=list)
    _said: set[tuple[str, ...]] = field(default_factory=set)

    def go_on(self, part: Part, *, again: bool = False) -> None:
        """Add a row; `again` tells that it repeats the number or title."""
        part.again = again
        self.parts.append(part)
        self.positions.append(part.position)
        self._said.add(part.content)

    def lacks(self, part: Part) -> bool:
        """Tell whether a row says something that no row of the duty says."""
        return any(part.content) and part.content not in self._said


def heading_moved_back(cells: Cells, position: Position) -> Iterator[Finding]:
    """Put the last heading of the duties back that a page break moved into the names' column.

    Changes `cells`; yields a finding where it did.
    """
    moved = _MOVED_HEADING.search(cell_text(cells.get(Field.DEPARTMENTS, ())))
    if moved is None or not cells.get(Field.DUTIES):
        return
    names = cells[Field.DEPARTMENTS]
    rest = names[-1].text[: -len(moved[0])]
    kept = (*names[:-1], replace(names[-1], text=rest)) if rest.strip() else names[:-1]
    cells[Field.DEPARTMENTS] = kept
    cells[Field.DUTIES] = (*cells[Field.DUTIES], _paragraph(moved[1] + "：", position))
    yield Finding("heading-moved", position, moved[0].strip(), (("name", moved[1]),))


def _may_be_cut(position: Position) -> bool:
    """Tell whether the form has pages: sheets, Word and web pages have none that cut rows."""
    return bool(position.line or position.page)


def join(duties: Sequence[RawDuty]) -> Iterator[Finding]:
    """Fill the cells of all duties under one header from their rows; yield what was joined how."""
    paired = 0
    by_department = _are_by_department(duties)
    for duty in duties:
        if len(duty.parts) == 1:
            continue
        repeated = any(_stands_alone(duty, at) for at in _repeated(duty))
        if by_department or repeated or _has_bodies_in_each(duty.parts):
            duty.cells = _by_department(duty)
            paired += 1
            continue
        duty.cells = _over_pages(duty.parts)
        for part in duty.parts[1:]:
            yield Finding("joined-over-page", part.position, part.text[:LONGEST_TEXT])
    if paired:
        first = next(duty for duty in duties if len(duty.parts) > 1).parts[0]
        values = (("count", str(paired)),)
        text = first.text[:LONGEST_TEXT]
        yield Finding("rows-by-department", first.position, text, values)


# Which of the two it is


def _are_by_department(duties: Sequence[RawDuty]) -> bool:
    """Tell whether a table has one department in each row.

    Most of its further rows then name bodies of their own and say what these do, without headings;
    where a page break cut a row, hardly any does.
    """
    further = [(duty, at) for duty in duties for at in range(1, len(duty.parts))]
    alone = sum(_stands_alone(duty, at) for duty, at in further)
    if alone * 2 <= len(further):
        return False
    headed = sum(_has_heading(part) for duty in duties for part in duty.parts)
    return alone > headed


def _has_bodies_in_each(parts: Sequence[Part]) -> bool:
    """Tell whether uncut rows all name bodies of their own and say what these do.

    Text before a heading belongs to the row above: 做 | 甲。县教委：做乙。
    """
    names = {squeezed(cell_text(part.names)) for part in parts}
    if len(names) < len(parts) or "" in names or any(_may_be_cut(one.position) for one in parts):
        return False
    said = [part.cells.get(_said_in(part), ()) for part in parts]
    return all(said) and not any(
        _has_heading(part) and not _begins_with_heading(cell[0].text, part.spellings)
        for part, cell in zip(parts, said, strict=True)
    )


def _begins_with_heading(text: str, known: Collection[str]) -> bool:
    found = _HEAD.match(text)
    return found is not None and look_like_heading(found[1], known)


def _repeated(duty: RawDuty) -> Iterator[int]:
    return (at for at, part in enumerate(duty.parts) if part.again)


def _stands_alone(duty: RawDuty, at: int) -> bool:
    """Tell whether a row has bodies and duties of its own, as has the one before it."""
    part, before = duty.parts[at], duty.parts[at - 1]
    if not (part.names and before.names) or _has_heading(part) or _has_heading(before):
        return False
    said, earlier = (one.cells.get(_said_in(one), ()) for one in (part, before))
    if not said or not earlier:
        return part.again
    text = cell_text(said)
    opens = earlier[-1].text.endswith(_ENDS_PARAGRAPH) or _OPENS_PARAGRAPH.match(text)
    return part.again or bool(opens and not _GOES_ON.match(text))


def _said_in(part: Part) -> Field:
    return Field.METHOD if Field.METHOD in part.cells else Field.DUTIES


def _has_heading(part: Part) -> bool:
    listed = squeezed(cell_text(part.names))
    return any(
        words in listed or look_like_bodies(words)
        for name in DUTIES
        for paragraph in part.cells.get(name, ())
        for words in _HEADING.findall(paragraph.text)
    )


# Rows that a page break cut


class _Joined:
    """A cell while later rows add to it, each a new paragraph or the rest of the one cut."""

    def __init__(self, name: Field, known: Collection[str]) -> None:
        self.name = name
        self.known = known
        self.runs: list[list[Paragraph]] = []

    def add(self, cell: Cell) -> None:
        if not cell:
            return
        before = self.runs[-1][-1].text if self.runs else ""
        if before and self._may_go_on(cell[0]) and self._goes_on(before, cell[0].text):
            self.runs[-1].append(cell[0])
            cell = cell[1:]
        self.runs += [[paragraph] for paragraph in cell]

    def _may_go_on(self, later: Paragraph) -> bool:
        """Tell whether rows may part a sentence: not in sheets, nor where no full stops stand.

        Word and web pages have no pages, but come from such that had: 查处违 | 法行为。
        """
        position = later.pieces[0][1]
        if self.name in _NAMES or position.sheet:
            return False
        return _may_be_cut(position) or later.text.endswith(_ENDS_PARAGRAPH)

    def _goes_on(self, before: str, text: str) -> bool:
        if _OPENS_PARAGRAPH.match(text):
            return False
        if not before.endswith(_ENDS_PARAGRAPH):
            heads = self.name in DUTIES and _begins_with_heading(text, self.known)
            return not heads or _CUT_HEADING.search(before) is not None
        # 1.…；…；… is one statement up to the next number or heading.
        numbered = _OPENS_PARAGRAPH.match(self.runs[-1][0].text)
        return bool(numbered and before.endswith(_SEMICOLONS) and not _HEADING.match(text))

    def cell(self) -> Cell:
        return tuple(run[0].joined(run[1:]) for run in self.runs)


def _cells(parts: Sequence[Part]) -> dict[Field, _Joined]:
    known = {spelling for part in parts for spelling in part.spellings}
    return {name: _Joined(name, known) for part in parts for name in part.cells}


def _over_pages(parts: Sequence[Part]) -> Cells:
    cells = _cells(parts)
    for part in parts:
        for name, cell in part.cells.items():
            if part is parts[0] or not _is_repeated(name, part, parts[0]):
                cells[name].add(cell)
    return {name: joined.cell() for name, joined in cells.items()}


def _is_repeated(name: Field, part: Part, first: Part) -> bool:
    return part.again and part.says(name) == first.says(name)


# One department in each row


def _by_department(duty: RawDuty) -> Cells:
    """Return the cells with a heading of its bodies before what each row says."""
    groups: list[list[Part]] = []
    for part in duty.parts:
        if not groups or (part.names and not _same_names(part, groups[-1][0])):
            groups.append([part])
        else:
            groups[-1].append(part)
    cells = _told_once(duty.parts)
    name = _said_in(duty.parts[0])
    said = [(_names_of(group), _over_pages(group).get(name, ())) for group in groups]
    if name is Field.DUTIES:
        cells[name] = tuple(one for names, cell in said for one in _headed(names, cell))
    elif len(dict.fromkeys(cell_text(cell) for _, cell in said)) > 1:
        cells[Field.RECEIVING] = tuple(one for group in said for one in _labelled(*group))
        cells[Field.RECEIVER] = cells[Field.METHOD] = ()
    return cells


def _same_names(one: Part, other: Part) -> bool:
    return squeezed(cell_text(one.names)) == squeezed(cell_text(other.names))


def _told_once(parts: Sequence[Part]) -> Cells:
    """Join what every row may repeat: names, title, the township's duties."""
    cells = _cells(parts)
    seen: set[tuple[Field, str]] = set()
    for part in parts:
        for name, cell in part.cells.items():
            key = (name, part.says(name))
            if key not in seen:
                cells[name].add(cell)
                seen.add(key)
    return {name: joined.cell() for name, joined in cells.items()}


def _names_of(group: Sequence[Part]) -> Paragraph | None:
    names = group[0].names
    words = _BETWEEN_NAMES.sub("、", cell_text(names)).strip("、")
    return _paragraph(words, names[0].pieces[0][1]) if words else None


def _headed(names: Paragraph | None, cell: Cell) -> Cell:
    return (replace(names, text=names.text + "："), *cell) if names and cell else cell


def _labelled(names: Paragraph | None, cell: Cell) -> Cell:
    receiver = (replace(names, text=_RECEIVER + names.text),) if names else ()
    label = (_paragraph(_METHOD, cell[0].pieces[0][1]),) if cell else ()
    return (*receiver, *label, *cell)


def _paragraph(text: str, position: Position) -> Paragraph:
    return Paragraph(text, Layout.PARAGRAPH, ((0, position),))
