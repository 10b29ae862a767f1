"""The receiving column of reclaimed duties: 承接部门：…工作方式：…, or a reason and no receiver."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from dutygraph.loaders.endings import ends, is_end
from dutygraph.loaders.headers import Field
from dutygraph.loaders.naming import look_like_bodies
from dutygraph.loaders.rows import Cell, Layout, Paragraph, cell_text, says_nothing
from dutygraph.loaders.statements import Part, split

_LABEL = re.compile(
    r"\s*(?:(?P<receiver>承接(?:责任)?(?:部门|单位|主体|机构|机关)"
    r"|(?<![^\s。；;，,])(?:责任|接收|主管|(?P<role>牵头|配合))(?:部门|单位|主体))"
    r"|(?:工作|承接)方式|(?<![^\s。；;，,])(?:监管|管理|履职|办理)方式)\s*[：:]\s*"
)
_TEMPLATE = re.compile(r"(?:无需|不需要?|需要?|应当?|请)(?:列明|填写|注明|写明)")
_CLAUSE_END = re.compile("[，,；;：:]")
_BEFORE_NAMES = re.compile(
    r"(?:该事项|此项工作)?(?:现|已|统一|全部|直接)*(?:移?交|改|转)?[由给]?\s*"
)
_VERB = re.compile(
    r"(?:依法|统一|直接|具体|全面|继续|共同|分别|单独|按[^，。；]{0,8}?)*"
    r"(?:负责|承接|承担|办理|履行|牵头|开展|实施|组织|执行|查处|监管|处理|管理|受理)"
)
# 县城市管理局依法查处 ends as a name does.
_NO_NAME = re.compile("[：:]|负责|承接|承担|牵头|履行|依法|查处")
_LONGEST_NAMES = 80


@dataclass(frozen=True, slots=True)
class Receiving:
    """What the receiving column says, names not yet resolved.

    `reason` is None unless the duty is `discontinued` and the document says why; `template` is the
    left-over instruction of the form that stood in the place of a reason; `unlabelled` is text of
    which nothing can be told; `apart` tells that receivers have methods of their own.
    """

    receivers: Cell
    methods: tuple[Part, ...]
    discontinued: bool
    reason: str | None
    template: Part | None = None
    unlabelled: tuple[Part, ...] = ()
    apart: bool = False


AreNames = Callable[[str], bool]
"""Tells whether words are names of bodies and nothing else."""

_FIELDS = {Field.RECEIVING, Field.RECEIVER, Field.METHOD}
_NOTHING = Receiving((), (), False, None)


def read(cells: dict[Field, Cell], title: str, are_names: AreNames = look_like_bodies) -> Receiving:
    """Read the cells of one reclaimed duty; columns may be one (承接部门及工作方式) or two.

    Text without labels gives receivers only where `are_names` knows them: a cell of names, names
    before a colon, or a sentence such as 县公安局负责办理.
    """
    if not cells.keys() & _FIELDS:
        return _NOTHING
    labelled = _labelled(cells.get(Field.RECEIVING, ()))
    receivers = _named((*labelled.receivers, *cells.get(Field.RECEIVER, ())))
    ways = tuple(split((*labelled.methods, *cells.get(Field.METHOD, ()))))
    told, words = _unlabelled(labelled.rest, are_names)
    if not (receivers or told):
        told = tuple(_acting(ways, are_names))
    elif not told and _NO_NAME.search(cell_text(receivers)):
        # 承接部门：由县公安局负责。
        sentences = tuple(split(receivers))
        if told := tuple(_acting(sentences, are_names)):
            receivers, words = (), sentences + words
    if told:
        receivers, words, ways = told + receivers, (), words + ways
    if not receivers:
        return _without_receiver(words, ways, title)
    apart = labelled.apart or len({part.head for part in ways if part.head}) > 1
    ended = ways[0].text if len(ways) == 1 and is_end(ways[0].text, title) else None
    return Receiving(receivers, ways, ended is not None, ended, None, words, apart)


# Text behind labels


@dataclass(slots=True)
class _Labelled:
    """The paragraphs behind 承接部门, behind 工作方式, and before any label."""

    receivers: list[Paragraph] = field(default_factory=list)
    methods: list[Paragraph] = field(default_factory=list)
    rest: list[Paragraph] = field(default_factory=list)
    apart: bool = False


def _labelled(cell: Cell) -> _Labelled:
    found = _Labelled()
    current = found.rest
    for paragraph in cell:
        start = 0
        for label in _LABEL.finditer(paragraph.text):
            current += _cut(paragraph, start, label.start())
            # 承接部门：A 工作方式：… 承接部门：B 工作方式：…
            found.apart = found.apart or bool(label["receiver"] and found.methods)
            current = found.receivers if label["receiver"] else found.methods
            # 牵头部门： says a role, which the reader of names has to see.
            start = label.start("receiver") if label["role"] else label.end()
        current += _cut(paragraph, start, len(paragraph.text))
    return found


def _cut(paragraph: Paragraph, start: int, end: int) -> list[Paragraph]:
    text = paragraph.text[start:end]
    if not text.strip():
        return []
    pieces = paragraph.pieces
    first = max((piece for piece in pieces if piece[0] <= start), key=lambda piece: piece[0])
    later = [(offset - start, position) for offset, position in pieces if start < offset < end]
    return [replace(paragraph, text=text, pieces=((0, first[1]), *later))]


def _named(paragraphs: Cell) -> Cell:
    """Return what names receivers: 无 and / name none."""
    return tuple(one for one in paragraphs if one.text.strip() and not says_nothing((one,)))


# Text without labels


def _unlabelled(cell: list[Paragraph], are_names: AreNames) -> tuple[Cell, tuple[Part, ...]]:
    """Return the receivers that can be told from text without labels, and its sentences."""
    if not cell:
        return (), ()
    names = tuple(
        one for one in cell if not _NO_NAME.search(one.text) and are_names(one.text.strip(" 。；;"))
    )
    parts = tuple(split(tuple(one for one in cell if one not in names), are_names))
    heads = (part for part in parts if part.head)
    headed = tuple(_paragraph(part.head or "", part) for part in heads)
    acting = _acting([part for part in parts if not part.head], are_names)
    return (*names, *dict.fromkeys(headed), *acting), parts


def _acting(parts: list[Part] | tuple[Part, ...], are_names: AreNames) -> Iterator[Paragraph]:
    """Yield the names at the head of sentences such as 由县公安局负责办理."""
    for part in parts:
        for sentence in part.text.split("。"):
            clause = _CLAUSE_END.split(sentence[_start(sentence) :], maxsplit=1)[0]
            ends = (verb.start() for verb in _VERB.finditer(clause[:_LONGEST_NAMES]))
            names = (clause[:end] for end in ends if end)
            if found := next(filter(are_names, names), None):
                yield _paragraph(found, part)


def _start(sentence: str) -> int:
    before = _BEFORE_NAMES.match(sentence)
    return before.end() if before else 0


def _paragraph(text: str, part: Part) -> Paragraph:
    return Paragraph(text, Layout.PLAIN, ((0, part.positions[0]),))


def _without_receiver(words: tuple[Part, ...], ways: tuple[Part, ...], title: str) -> Receiving:
    everything = words + ways
    text = "".join(part.text for part in everything)
    if _TEMPLATE.search(text):
        return Receiving((), (), True, None, template=everything[0])
    if ends(text, title):
        return Receiving((), (), True, text)
    return Receiving((), ways, False, None, unlabelled=words)


def receivers(cells: dict[Field, Cell], are_names: AreNames) -> str:
    """Return the text that names the receivers of one reclaimed duty."""
    return cell_text(read(cells, "", are_names).receivers) if cells.keys() & _FIELDS else ""
