"""Elements of a web page, one after the other → rows of its tables and lines outside of them."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from itertools import chain

from dutygraph.errors import DocumentError
from dutygraph.findings import LONGEST_TEXT
from dutygraph.loaders.forms import spans
from dutygraph.loaders.forms.markup import CLOSES, OPENS, line_layout
from dutygraph.loaders.forms.spans import Run, Table
from dutygraph.loaders.forms.text import line_row, pipes_frame_rows
from dutygraph.loaders.rows import Layout, Paragraph, Row
from dutygraph.messages import N_
from dutygraph.model import Finding, Position

Attributes = Mapping[str, str]

_WORDS = re.compile(r"\w+")
_BLOCKS = dict.fromkeys(
    _WORDS.findall(
        "h1 h2 h3 h4 h5 h6 address article aside blockquote caption center dd details dl dt"
        " fieldset figcaption figure footer form header hr legend main nav option pre section"
        " summary"
    ),
    Layout.PARAGRAPH,
)
_OPENS = _BLOCKS | OPENS
_CLOSES = dict.fromkeys(_BLOCKS, Layout.PLAIN) | CLOSES
# Programs and what stands in for them; `xml` are the properties that Office writes into pages.
_UNREAD = frozenset(
    _WORDS.findall("script style noscript noframes template svg math object iframe xml")
)
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_BREAK = "<br>"
_DEEPEST = 16
_MOST = 200_000


class Elements:
    """Takes the events of lxml's parser, in its words: `start`, `data`, `end` and `close`.

    No tree is built: that of a hostile page would need fifty times the page's size. `line` is the
    line of the source being parsed, `page` the page of the document or 0; both are the caller's.
    """

    def __init__(self, name: str) -> None:
        self.rows: list[Row] = []
        self.findings: list[Finding] = []
        self.titles: list[str] = []
        self.line = self.page = 0
        self._name = name
        self._pending: list[str] = []
        # The parser calls this most of all, so there is no function of ours between.
        self.data = self._pending.append
        self._layout = Layout.PLAIN
        self._began = self._blocks = 0
        self._tables: list[Table] = []
        self._runs: list[Run] | None = None
        self._too_deep = self._count = self._size = 0
        # How many tags are open of an element that is not read, itself included.
        self._depth = 0
        self._unread = _Unread()
        self._starts = self._start_handlers()
        self._ends = self._end_handlers()

    def _start_handlers(self) -> dict[str, Callable[[Attributes], None]]:
        handlers: dict[str, Callable[[Attributes], None]] = {
            tag: partial(self._open_block, layout) for tag, layout in _OPENS.items()
        }
        groups = dict.fromkeys(("thead", "tbody", "tfoot"), self._open_group)
        cells = dict.fromkeys(("td", "th"), self._open_cell)
        return (
            handlers
            | groups
            | cells
            | {
                "br": self._break_line,
                "table": self._open_table,
                "tr": self._open_row,
                "title": self._open_title,
            }
        )

    def _end_handlers(self) -> dict[str, Callable[[], None]]:
        handlers: dict[str, Callable[[], None]] = {
            tag: partial(self._close_block, layout) for tag, layout in _CLOSES.items()
        }
        cells = dict.fromkeys(("td", "th"), self._close_cell)
        return handlers | cells | {"table": self._close_table, "title": self._close_title}

    # What the parser calls

    def start(self, tag: str, attributes: Attributes) -> None:
        """Take a start tag."""
        if self._depth:
            self._depth += 1
        elif tag in _UNREAD or (attributes and _is_hidden(attributes)):
            self._depth = 1
            self._unread.begin(len(self._pending), 0 if tag in _UNREAD else self.line)
        elif handler := self._starts.get(tag):
            handler(attributes)

    def end(self, tag: str) -> None:
        """Take an end tag, written or implied: each start tag has one."""
        if self._depth:
            self._depth -= 1
            if not self._depth:
                self._unread.finish(self._pending)
        elif handler := self._ends.get(tag):
            handler()

    def close(self) -> None:
        """Take the end of the page."""
        self._close_run()
        self.findings += self._unread.findings()
        self._unread = _Unread()

    def add_sheet(self, sheet: str) -> None:
        """Take the name of the sheet that the next page is."""
        position = Position(sheet=sheet)
        cell = (Paragraph(sheet, Layout.PLAIN, ((0, position),)),)
        self.rows.append(Row((cell,), position, table=False))

    # Text

    def _close_run(self) -> None:
        """Put the text that has come where it belongs."""
        text = "".join(self._pending)
        self._pending.clear()
        if self._runs is not None:
            text = " ".join(text.split())
            if text:
                self._runs.append((self._layout, text))
        elif text.strip():
            if self._blocks or self._tables:
                self._add_line(" ".join(text.split()), self._began)
            else:
                self.take_lines(text)

    def _add_line(self, text: str, began: int) -> None:
        self._grow(1)
        position = self._position(began, self.line)
        cell = (Paragraph(text, self._layout, ((0, position),)),)
        self.rows.append(Row((cell,), position, table=False))

    def take_lines(self, text: str) -> None:
        """Take text that stands bare, with the lines and the marks of Markdown."""
        self._grow(text.count("\n") + text.count("|"))
        lines = text.split("\n")
        framed = pipes_frame_rows(lines)
        for number, line in enumerate(lines, start=self.line - len(lines) + 1):
            folded = " ".join(line.split())
            for part in (folded,) if "|" in folded else folded.split(_BREAK):
                if part.strip():
                    self.rows.append(line_row(part, self._position(number, number), framed))

    def _position(self, line: int, end_line: int) -> Position:
        return Position(page=self.page) if self.page else Position(line=line, end_line=end_line)

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > _MOST:
            raise too_large(self._name)

    def _break_line(self, _: Attributes) -> None:
        if self._runs is None and not self._blocks and not self._tables:
            # In a table with pipes it belongs to a cell.
            self._pending.append(_BREAK)
            return
        self._layout = line_layout(self._layout)
        self._close_run()
        self._began = self.line

    # Blocks

    def _open_block(self, layout: Layout, _: Attributes) -> None:
        if self._pending:
            self._close_run()
        self._layout, self._began = layout, self.line
        self._blocks += 1

    def _close_block(self, layout: Layout) -> None:
        if self._pending:
            self._close_run()
        self._layout, self._began = layout, self.line
        self._blocks -= 1

    def _open_title(self, _: Attributes) -> None:
        self._close_run()

    def _close_title(self) -> None:
        title = " ".join("".join(self._pending).split())
        self._pending.clear()
        if title:
            self.titles.append(title)

    # Tables

    def _open_table(self, _: Attributes) -> None:
        self._close_run()
        if len(self._tables) < _DEEPEST:
            self._tables.append(Table(self._runs))
            self._began = self.line
        else:
            self._too_deep += 1

    def _open_group(self, _: Attributes) -> None:
        self._close_run()
        if self._tables:
            self._tables[-1].open_group()

    def _open_row(self, _: Attributes) -> None:
        self._close_run()
        if self._tables:
            self._tables[-1].open_row(self.line)

    def _open_cell(self, attributes: Attributes) -> None:
        if not self._tables:
            self._open_block(Layout.PLAIN, attributes)
            return
        if self._pending:
            self._close_run()
        table = self._tables[-1]
        self._runs = table.open_cell(attributes, self.line)
        self._layout = Layout.PLAIN
        if table.size > _MOST:
            raise too_large(self._name)

    def _close_cell(self) -> None:
        if not self._tables:
            self._close_block(Layout.PLAIN)
            return
        if self._pending:
            self._close_run()
        # Text between the cells of a table belongs before it, as browsers show it.
        self._runs = self._tables[-1].around
        self._layout = Layout.PLAIN

    def _close_table(self) -> None:
        self._close_run()
        if self._too_deep:
            self._too_deep -= 1
            return
        table = self._tables.pop()
        self._runs, self._layout, self._began = table.around, Layout.PLAIN, self.line
        self._grow(table.size)
        if table.around is None:
            self._add_table(table)
        else:
            self._tables[-1].inner.append(table)
            table.around.append((Layout.PLAIN, table))

    def _add_table(self, table: Table) -> None:
        if not table.is_layout():
            self._count += 1
            self.rows += spans.rows(table, self.page, self._count)
            return
        for line, cells in table.rows:
            for layout, content in chain.from_iterable(runs for _, _, runs in cells):
                if isinstance(content, Table):
                    self._add_table(content)
                else:
                    self._layout = layout
                    self._add_line(content, line)


class _Unread:
    """The elements of a page that are not read, with all that they hold."""

    __slots__ = ("_line", "_mark", "_texts")

    def __init__(self) -> None:
        self._mark = self._line = 0
        self._texts: list[tuple[int, str]] = []

    def begin(self, mark: int, line: int) -> None:
        """Begin with the text behind `mark`; `line` is 0 for what is no text of the page."""
        self._mark, self._line = mark, line

    def finish(self, pending: list[str]) -> None:
        """Take what belongs to the element away from the text of the page."""
        text = " ".join("".join(pending[self._mark :]).split()) if self._line else ""
        del pending[self._mark :]
        if text and len(self._texts) < LONGEST_TEXT:
            self._texts.append((self._line, text[:LONGEST_TEXT]))

    def findings(self) -> list[Finding]:
        """Return one finding that quotes what a reader of the page does not see."""
        if not self._texts:
            return []
        line = self._texts[0][0]
        text = " ".join(text for _, text in self._texts)[:LONGEST_TEXT]
        return [Finding("hidden-content", Position(line=line, end_line=line), text)]


def _is_hidden(attributes: Attributes) -> bool:
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return style is not None and _NOT_SHOWN.search(style) is not None


def too_large(name: str) -> DocumentError:
    """Return the error for a page that would fill the memory."""
    return DocumentError(
        N_("{file} is far larger than a duty list can be: it is not read."), file=name
    )
