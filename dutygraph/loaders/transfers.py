"""The receiving column of reclaimed duties: 承接部门：…工作方式：…, or a reason and no receiver."""

import re
from dataclasses import dataclass, replace

from dutygraph.loaders.headers import Field
from dutygraph.loaders.rows import Cell, Paragraph, cell_text
from dutygraph.loaders.statements import Part, clean, split

_LABEL = re.compile(r"\s*(?:(承接(?:部门|单位))|(?:工作|承接)方式)\s*[：:]\s*")
_ENDED = re.compile(r"不再(?:开展|实施|办理|承担|组织|保留|执行|进行)|停止(?:开展|办理|实施)")
_DROPPED = re.compile(r"已?(?:取消|废止|撤销)")
_TEMPLATE = re.compile(r"(?:无需|不需要?|需要?|应当?|请)(?:列明|填写|注明|写明)")
_LOOSE = re.compile(r"[\s\W_]+|工作$|事项$")


@dataclass(frozen=True, slots=True)
class Receiving:
    """What the receiving column says, names not yet resolved.

    `reason` is None unless the duty is `discontinued` and the document says why; `template` is the
    left-over instruction of the form that stood in the place of a reason.
    """

    receivers: Cell
    methods: tuple[Part, ...]
    discontinued: bool
    reason: str | None
    template: Part | None = None
    unlabelled: tuple[Part, ...] = ()


_FIELDS = {Field.RECEIVING, Field.RECEIVER, Field.METHOD}
_NOTHING = Receiving((), (), False, None)


def read(cells: dict[Field, Cell], title: str) -> Receiving:
    """Read the cells of one reclaimed duty; columns may be one (承接部门及工作方式) or two."""
    if not cells.keys() & _FIELDS:
        return _NOTHING
    receivers, methods, rest = _labelled(cells.get(Field.RECEIVING, ()))
    receivers += cells.get(Field.RECEIVER, ())
    ways = tuple(split(methods + cells.get(Field.METHOD, ())))
    words = tuple(split(rest))
    if cell_text(receivers).strip():
        ended = ways[0].text if len(ways) == 1 and _is_end(ways[0].text, title) else None
        return Receiving(receivers, ways, ended is not None, ended, unlabelled=words)
    return _without_receiver(words + ways)


def _labelled(cell: Cell) -> tuple[Cell, Cell, Cell]:
    """Return the paragraphs behind 承接部门, behind 工作方式, and before any label."""
    receivers: list[Paragraph] = []
    methods: list[Paragraph] = []
    rest: list[Paragraph] = []
    current = rest
    for paragraph in cell:
        start = 0
        for label in _LABEL.finditer(paragraph.text):
            current += _cut(paragraph, start, label.start())
            current, start = (receivers if label[1] else methods), label.end()
        current += _cut(paragraph, start, len(paragraph.text))
    return tuple(receivers), tuple(methods), tuple(rest)


def _cut(paragraph: Paragraph, start: int, end: int) -> list[Paragraph]:
    text = paragraph.text[start:end]
    if not text.strip():
        return []
    pieces = paragraph.pieces
    first = max((piece for piece in pieces if piece[0] <= start), key=lambda piece: piece[0])
    later = [(offset - start, position) for offset, position in pieces if start < offset < end]
    return [replace(paragraph, text=text, pieces=((0, first[1]), *later))]


def _without_receiver(words: tuple[Part, ...]) -> Receiving:
    if not words:
        return _NOTHING
    text = "".join(part.text for part in words)
    if _TEMPLATE.search(text):
        return Receiving((), (), True, None, template=words[0])
    if _ENDED.search(text) or _DROPPED.search(text):
        return Receiving((), (), True, text)
    return Receiving((), (), False, None, unlabelled=words)


def _is_end(method: str, title: str) -> bool:
    """Tell whether a method says that nobody does this any more: 不再开展, or 取消 and the duty.

    取消…职责 or 取消…指标 drops a part only and is no end.
    """
    if _ENDED.search(method):
        return True
    dropped = _DROPPED.match(method)
    return dropped is not None and _core(method[dropped.end() :]) == _core(title)


def _core(text: str) -> str:
    """What is left of a title when punctuation and a final 工作 or 事项 are taken away."""
    return _LOOSE.sub("", _LOOSE.sub("", clean(text)))
