"""What nobody understood: neighbouring lines become one finding."""

from dutygraph.findings import LONGEST_TEXT
from dutygraph.model import Finding, Position

_MOST_LINES = 20


class Unread:
    """Collects lines in their order; `findings` has one for each run of neighbours."""

    def __init__(self) -> None:
        self._runs: list[list[tuple[str, Position]]] = []
        self._last = -1

    def add(self, text: str, position: Position, index: int) -> None:
        """Add a line; `index` counts the rows of the document, for forms without lines."""
        if not self._runs or not self._adjoins(position, index):
            self._runs.append([])
        run = self._runs[-1]
        if len(run) > _MOST_LINES:
            run.pop()
        run.append((text[:LONGEST_TEXT], position))
        self._last = index

    def close(self) -> None:
        """Say that something else follows, so that the next line is no neighbour."""
        self._last = -2

    def findings(self) -> list[Finding]:
        """Return the findings, in the order of the lines."""
        return [unread(run) for run in self._runs]

    def _adjoins(self, position: Position, index: int) -> bool:
        before = self._runs[-1][-1][1]
        if self._last < -1 or _part(position) != _part(before):
            return False
        if position.line:
            return position.line <= max(before.line, before.end_line) + 1
        return index == self._last + 1


def _part(position: Position) -> tuple[str, str, int, int]:
    """Return the part of a document beyond which nothing is a neighbour."""
    return position.file, position.sheet, position.page, position.table


def unread(lines: list[tuple[str, Position]]) -> Finding:
    """Return one finding for neighbouring lines that nothing could be made of."""
    first, last = lines[0][1], lines[-1][1]
    end = max(first.end_line, last.end_line)
    text = " ".join(text for text, _ in lines[:_MOST_LINES])[:LONGEST_TEXT]
    return Finding("unread-text", first._replace(end_line=end) if end else first, text)
