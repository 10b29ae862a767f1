"""The examples of the template, which are no duties once others are typed below them."""

from collections.abc import Sequence

from dutygraph.findings import LONGEST_TEXT
from dutygraph.loaders.rows import Row
from dutygraph.loaders.titles import squeezed
from dutygraph.model import Finding

EXAMPLE = "（示例，填写时删去本行）"
"""What the title of an example begins with."""


def left_out(rows: Sequence[Row]) -> tuple[list[Row], list[Finding]]:
    """Return the rows without those of examples, and a finding for each of these."""
    kept: list[Row] = []
    found: list[Finding] = []
    for row in rows:
        title = next((text for text in row.texts if squeezed(text).startswith(EXAMPLE)), "")
        if title:
            found.append(Finding("example-row", row.position, title[:LONGEST_TEXT]))
        else:
            kept.append(row)
    return kept, found
