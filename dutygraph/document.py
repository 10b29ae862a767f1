"""Duty list → the document's own three tables, so that reading them gives the same list again.

Every statement is a numbered paragraph: a reader of any form then knows where it begins, also over
a page break. What only a finding says (lines that nobody understood) stands in no table.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from dutygraph.loaders.departmentcolumn import is_placeholder
from dutygraph.loaders.places import split_place, township_word
from dutygraph.loaders.rows import Layout, Paragraph
from dutygraph.loaders.statements import split
from dutygraph.model import (
    Bearer,
    Category,
    Duty,
    DutyList,
    Kind,
    Participation,
    Place,
    Position,
    Statement,
)

Cell = tuple[str, ...]
"""The paragraphs of one cell."""

TITLE = "履行职责事项清单"
"""The title of a document that gives itself none."""

TITLES = {
    Kind.BASIC: "基本履职事项清单",
    Kind.COOPERATIVE: "配合履职事项清单",
    Kind.RECLAIMED: "上级部门收回事项清单",
}

_ROLES = {"lead": "牵头", "support": "配合"}
_DIGITS = "零一二三四五六七八九"
_MOST_NUMBERS = 99
_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_NOWHERE = ((0, Position()),)
# What the form of the document itself says where a reason should stand, and how a reader knows it.
_NO_REASON = "不再开展的，无需列明承接部门。"


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one duty, or the single cell of a category, which spans all columns."""

    cells: tuple[Cell, ...]
    is_category: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One of the three lists: its title, the words of its columns, and its rows."""

    kind: Kind
    title: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]


def head(duty_list: DutyList) -> tuple[str, ...]:
    """Return the lines above the first table: place, title, and the date where one is known."""
    whole = "".join(duty_list.place)
    place = whole if split_place(whole) == duty_list.place else "/".join(duty_list.place)
    date = _ISO.fullmatch(duty_list.edition)
    return tuple(filter(None, (place, duty_list.title or TITLE, _date(date) if date else "")))


def _date(iso: re.Match[str]) -> str:
    parts = zip(iso.groups(), "年月日", strict=True)
    return "".join(f"{int(part)}{unit}" for part, unit in parts if part)


def tables(duty_list: DutyList) -> tuple[Table, ...]:
    """Return a table for each of the three lists that has a duty or a category."""
    kinds = {one.kind for one in duty_list.duties} | {one.kind for one in duty_list.categories}
    return tuple(_table(duty_list, kind) for kind in Kind if kind in kinds)


def _table(duty_list: DutyList, kind: Kind) -> Table:
    """Return one list; it has a column of legal bases only where a duty has one."""
    words, rows = header(kind, duty_list.place), tuple(_rows(duty_list, kind))
    bases = [_bases(duty) for duty in duty_list.of_kind(kind)]
    if any(bases):
        following = iter(bases)
        rows = tuple(row if row.is_category else Row((*row.cells, next(following))) for row in rows)
        words = (*words, "依据")
    return Table(kind, TITLES[kind], words, rows)


def header(kind: Kind, place: Place) -> tuple[str, ...]:
    """Return the words of a list's columns; the township's word is that of its place."""
    township = township_word(place).replace("民族乡", "乡") or "镇"
    return {
        Kind.BASIC: ("序号", "事项名称"),
        Kind.COOPERATIVE: (
            "序号",
            "事项名称",
            "对应上级部门",
            "上级部门职责",
            f"{township}配合职责",
        ),
        Kind.RECLAIMED: ("序号", "事项名称", "承接部门及工作方式"),
    }[kind]


def _rows(duty_list: DutyList, kind: Kind) -> Iterator[Row]:
    """Yield the duties in their order, each category before the first of its own."""
    categories = sorted(
        (one for one in duty_list.categories if one.kind is kind), key=lambda one: one.order
    )
    orders = {key: one.order for one in categories for key in (one.order, one.name)}
    waiting = iter(categories)
    shown = 0
    for duty in duty_list.of_kind(kind):
        order = orders.get(duty.category_order or duty.category or "", 0)
        while shown < order:
            category = next(waiting)
            shown = category.order
            yield _category(category)
        yield Row(((str(duty.number),), _filled(duty.title), *_CELLS[kind](duty)))
    yield from map(_category, waiting)


def _category(category: Category) -> Row:
    count = "" if category.declared is None else f"（{category.declared}项）"
    return Row(((f"{ordinal(category.order)}、{category.name}{count}",),), is_category=True)


def ordinal(number: int) -> str:
    """Return a number below 100 in Chinese: 三, 十一, 二十."""
    tens, ones = divmod(number, 10)
    before = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return before + (_DIGITS[ones] if ones or not tens else "")


def _filled(text: str) -> Cell:
    return (text,) if text else ()


# What stands in the cells of a duty


def _cooperative(duty: Duty) -> tuple[Cell, ...]:
    township = _numbered(one.text for one in duty.township)
    return _filled(_departments(duty)), tuple(_statements(duty)), township


def _departments(duty: Duty) -> str:
    """Return the department column: bodies as written, then the unnamed groups.

    A group that only a heading names, such as 配合部门, would be taken for a body here.
    """
    bodies = [name for one in duty.departments for name in _written(one)]
    groups = [one.name for one in duty.placeholders if is_placeholder(one.name)]
    return "、".join([*bodies, *groups])


def _written(one: Participation) -> Iterator[str]:
    """Yield the spellings of a body; the first stands once for each of its roles, at least once."""
    first, *others = one.written or (one.name,)
    roles = [_ROLES[role] for role in one.roles if role in _ROLES]
    yield from [f"{first}（{role}）" for role in roles] or [first]
    yield from others


def _statements(duty: Duty) -> Iterator[str]:
    """Yield the headings that name bearers, and under each the statements, numbered from 1.

    The statements of the only body or group of a duty need no heading.
    """
    spellings = {one.name: one.written[0] for one in duty.departments if one.written}
    parties = [one.name for one in duty.departments] + [one.name for one in duty.placeholders]
    for bearers, block in _blocks(duty.statements):
        if bearers and (len(parties) > 1 or [one.name for one in bearers] != parties):
            names = (spellings.get(one.name, one.name) for one in bearers)
            yield "、".join(names) + "："
        yield from _numbered(one.text for one in block)


def _blocks(
    statements: Sequence[Statement],
) -> Iterator[tuple[tuple[Bearer, ...], list[Statement]]]:
    """Yield the runs of neighbouring statements that have the same bearers."""
    block: list[Statement] = []
    for statement in statements:
        if block and statement.bearers != block[0].bearers:
            yield block[0].bearers, block
            block = []
        block.append(statement)
    if block:
        yield block[0].bearers, block


def _numbered(texts: Iterable[str]) -> Cell:
    """Number texts from 1; after 99, the highest number that readers know, they begin anew.

    A digit right behind the stop would make a decimal of the number: 1. 24小时值守. And where a
    text has the next number within it, as 甲：2.乙 has, numbers would part it in two.
    """
    bare = tuple(texts)
    numbered = tuple(
        f"{index % _MOST_NUMBERS + 1}.{' ' if text[:1].isdigit() else ''}{text}"
        for index, text in enumerate(bare)
    )
    cell = [Paragraph(text, Layout.PARAGRAPH, _NOWHERE) for text in numbered]
    return numbered if tuple(part.text for part in split(tuple(cell))) == bare else bare


def _reclaimed(duty: Duty) -> tuple[Cell, ...]:
    lines: list[str] = []
    if duty.receivers:
        names = (name for one in duty.receivers for name in _written(one))
        lines.append("承接部门：" + "、".join(names))
    if duty.methods:
        lines += ["工作方式：", *_numbered(one.text for one in duty.methods)]
    if duty.discontinued and not duty.transfer:
        lines.append(duty.discontinued.reason or _NO_REASON)
    return (tuple(lines),)


def _bases(duty: Duty) -> Cell:
    cited = (one for one in duty.cites if one.basis)
    return _numbered(one.text or f"《{one.law}》{one.article}" for one in cited)


_CELLS: dict[Kind, Callable[[Duty], tuple[Cell, ...]]] = {
    Kind.BASIC: lambda _: (),
    Kind.COOPERATIVE: _cooperative,
    Kind.RECLAIMED: _reclaimed,
}
