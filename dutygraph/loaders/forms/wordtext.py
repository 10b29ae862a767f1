"""The text of Word's paragraphs as Word shows it: revisions, fields, hidden text, numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from dutygraph.errors import DocumentError
from dutygraph.loaders.forms import archives
from dutygraph.loaders.forms.wordnumbers import Numbers
from dutygraph.loaders.forms.wordxml import child, is_on, tags, value
from dutygraph.messages import N_

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
CHOICE, FALLBACK = f"{_COMPATIBILITY}Choice", f"{_COMPATIBILITY}Fallback"
_MATHS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}t",
    "{http://purl.oclc.org/ooxml/officeDocument/math}t",
)
_PROPERTIES, _RUN_PROPERTIES = tags("pPr"), tags("rPr")
_STYLE, _RUN_STYLE, _NUMBERED = tags("pStyle"), tags("rStyle"), tags("numPr")
_VANISH, _GONE = tags("vanish"), tags("del", "moveFrom")
_FIELD_PART, _CHARACTER = tags("fldCharType"), tags("char")
_PRIVATE = range(0xE000, 0xF900)
# More makes no list: a thousand pages have a quarter of it.
_MOST_LINES = 200_000
_MOST_TEXT = 10 * 2**20


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or one of the lines into which soft breaks cut it.

    `label` is the automatic number that Word shows before it.
    """

    label: str
    text: str


class Text:
    """Reads the paragraphs of a document, which must come in the order in which they stand."""

    def __init__(self, numbers: Numbers, name: str) -> None:
        self._numbers = numbers
        self._name = name
        self._lines: list[Line] = []
        self._runs: list[str] = []
        self._hidden: list[str] = []
        self._fields: list[bool] = []
        self._carried = ""
        self._made = self._length = 0

    def lines(self, element: "Element") -> list[Line]:
        """Return the lines within an element, those without text too unless it is the last."""
        self._take(element)
        lines, self._lines = self._lines, []
        return lines

    def rest(self) -> list[Line]:
        """Return what the last paragraph leaves to the next one, when no other follows."""
        text, self._carried = " ".join(self._carried.split()), ""
        return [Line("", text)] if text else []

    def hidden(self) -> str:
        """Return the hidden text since the last call."""
        text, self._hidden = " ".join("".join(self._hidden).split()), []
        return text

    def hide(self, lines: list[Line]) -> None:
        """Count lines that stand where Word does not show them as hidden text."""
        self._hidden += [line.text + " " for line in lines if line.text]

    def count(self, made: int) -> None:
        """Add to what was made of the document.

        Raises:
            DocumentError: it is more than memory should hold.
        """
        self._made += made
        if self._made > _MOST_LINES or self._length > _MOST_TEXT:
            raise archives.too_large(self._name)

    def _take(self, element: "Element") -> None:
        action = self._ACTIONS.get(element.tag, Text._children)
        if action is not None:
            action(self, element)

    def _children(self, element: "Element") -> None:
        for one in element:
            action = self._ACTIONS.get(one.tag, Text._children)
            if action is not None:
                action(self, one)

    # Paragraphs

    def _paragraph(self, element: "Element") -> None:
        properties = child(element, _PROPERTIES)
        style = "" if properties is None else value(child(properties, _STYLE))
        mark = None if properties is None else child(properties, _RUN_PROPERTIES)
        at, outer, fields = len(self._lines), self._runs, self._fields
        self._runs, self._carried, self._fields = [self._carried], "", []
        self._children(element)
        text, self._runs, self._fields = "".join(self._runs), outer, fields
        if self._numbers.is_hidden(style):
            self._hidden.append(text)
        elif mark is not None and _is_gone(mark):
            # Without its mark a paragraph goes on in the next.
            self._carried = text
        else:
            numbered = None if properties is None else child(properties, _NUMBERED)
            label = self._numbers.label(style, numbered)
            # The text boxes of a paragraph have been read before it is whole.
            self._lines[at:at] = self._cut(label, text)

    def _cut(self, label: str, text: str) -> list[Line]:
        lines = [" ".join(line.split()) for line in text.split("\n")] if "\n" in text else []
        lines = [line for line in lines if line] or [" ".join(text.split())]
        self._length += len(text)
        self.count(len(lines))
        return [Line("" if index else label, line) for index, line in enumerate(lines)]

    # Runs and what stands in them

    def _run(self, element: "Element") -> None:
        properties = child(element, _RUN_PROPERTIES)
        if properties is not None and self._hides(properties):
            kept, self._runs = self._runs, []
            self._children(element)
            self._hidden += self._runs
            self._runs = kept
        else:
            self._children(element)

    def _hides(self, properties: "Element") -> bool:
        own = child(properties, _VANISH)
        if own is not None:
            return is_on(own)
        return self._numbers.is_hidden(value(child(properties, _RUN_STYLE)))

    def _text(self, element: "Element") -> None:
        if not (len(self._fields) > 1 and self._fields[-1] and not all(self._fields)):
            self._runs.append(element.text or "")

    def _field(self, element: "Element") -> None:
        """Follow a field: only what stands between its code and its end is shown.

        The result of a field that stands in the code of another is part of that code.
        """
        part = value(element, _FIELD_PART)
        if part == "begin":
            self._fields.append(False)
        elif self._fields and part == "separate":
            self._fields[-1] = True
        elif self._fields and part == "end":
            self._fields.pop()

    def _tab(self, _: "Element") -> None:
        self._runs.append(" ")

    def _break(self, _: "Element") -> None:
        self._runs.append("\n")

    def _hyphen(self, _: "Element") -> None:
        self._runs.append("-")

    def _symbol(self, element: "Element") -> None:
        """Take a symbol by its number; an ornament of a symbol font is no character."""
        digits = value(element, _CHARACTER)
        code = int(digits, 16) if _is_hexadecimal(digits) else 0
        if 0x20 <= code < 0xFFFE and code not in _PRIVATE and not 0xD800 <= code < 0xE000:
            self._runs.append(chr(code))

    def _alternatives(self, element: "Element") -> None:
        choice = child(element, (CHOICE,))
        self._children(element if choice is None else choice)

    def _embedded(self, _: "Element") -> None:
        raise DocumentError(
            N_("{file} holds another document, unread until Word opens it and saves it again."),
            file=self._name,
        )

    # What is not named here only wraps: inserting revisions, links, content controls, text boxes.
    _ACTIONS: ClassVar[dict[object, Callable[["Text", "Element"], None] | None]] = {
        **dict.fromkeys(tags("p"), _paragraph),
        **dict.fromkeys(tags("r"), _run),
        **dict.fromkeys((*tags("t"), *_MATHS), _text),
        **dict.fromkeys(tags("fldChar"), _field),
        **dict.fromkeys(tags("tab", "ptab"), _tab),
        **dict.fromkeys(tags("br", "cr"), _break),
        **dict.fromkeys(tags("noBreakHyphen"), _hyphen),
        **dict.fromkeys(tags("sym"), _symbol),
        **dict.fromkeys(tags("altChunk", "subDoc"), _embedded),
        **dict.fromkeys(tags("pPr", "rPr", "tcPr", "trPr", "tblPr", "tblPrEx", "tblGrid", "sdtPr")),
        # Deleted text, codes of fields, and the reading aid above a character.
        **dict.fromkeys(tags("del", "moveFrom", "instrText", "delText", "rt")),
        f"{_COMPATIBILITY}AlternateContent": _alternatives,
    }


def _is_gone(mark: "Element") -> bool:
    return child(mark, _GONE) is not None or is_on(child(mark, _VANISH))


def _is_hexadecimal(digits: str) -> bool:
    return 0 < len(digits) <= 4 and all(digit in "0123456789abcdefABCDEF" for digit in digits)
