"""A duty list as a workbook: the document's own three lists, a sheet each."""

from collections.abc import Sequence

from dutygraph import document, workbooks
from dutygraph.model import DutyList, Kind

_WIDTHS = {
    Kind.BASIC: (7, 110),
    Kind.COOPERATIVE: (7, 20, 22, 92, 76),
    Kind.RECLAIMED: (7, 60, 110),
}
# Excel makes no row higher than 409 points; columns this wide leave room for 2,000 characters.
_WIDTH_OF_BASES = 40


def widths(table: document.Table) -> tuple[int, ...]:
    """Return the widths of a table's columns, in half-width characters."""
    known = _WIDTHS[table.kind]
    return (*known, *[_WIDTH_OF_BASES] * (len(table.header) - len(known)))


def write(duty_list: DutyList) -> bytes:
    """Return a duty list as a workbook; reading it gives the same duties again.

    The place and the title of the document stand on every sheet, since each is printed alone.

    Raises:
        DutygraphError: see `workbooks.write`.
    """
    above = document.head(duty_list)
    return workbooks.write(
        workbooks.Sheet(
            name=table.title,
            titles=(*above, table.title),
            header=table.header,
            rows=map(_values, table.rows),
            widths=widths(table),
        )
        for table in document.tables(duty_list)
    )


def _values(row: document.Row) -> Sequence[workbooks.Value]:
    texts = ["\n".join(cell) for cell in row.cells]
    return texts if row.is_category else [int(texts[0]), *texts[1:]]
