"""Workbooks for Excel: sheets of text and numbers, ready to print, the same bytes each time.

Nothing in them is a formula: a text that begins with = + - or @ stays the text that it is.
"""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from dutygraph.errors import DutygraphError
from dutygraph.grid import wide
from dutygraph.messages import N_

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import Font
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | None
"""What a cell holds; lines of a text are parted by line feeds."""

MOST_CHARACTERS = 32_767
"""How many characters Excel takes in one cell."""

MOST_ROWS = 1_048_576
"""How many rows Excel takes in one sheet."""

MOST_NAME = 31
"""How many characters Excel takes in the name of a sheet."""

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
# Excel reads _x000D_ in a text as the character with that code.
_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA = tuple("=+-@")
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_ALWAYS = rb"\g<1>2000-01-01T00:00:00Z"
_A4 = 9
_CHECKED_ROWS = 2000
_LINE, _HIGHEST = 13.5, 409
"""Points of one line of text, and of the highest row that Excel has."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be typed into the cells of a column, counted from 0, under the header.

    `values` are the words of a list to choose from; without any, whole numbers from 1.
    `is_strict` refuses everything else, otherwise Excel only asks.
    """

    column: int
    values: tuple[str, ...] = ()
    is_strict: bool = True
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: titles that span it, the header, and the rows below, which may span it too.

    A row with a single cell in a sheet of several columns spans all of them. `widths` are those of
    the columns in half-width characters. Rows from the first to the header stay in sight.
    `first_hint` says what is to be typed into the first cell.
    """

    name: str
    header: tuple[str, ...]
    rows: Iterable[Sequence[Value]]
    widths: tuple[int, ...]
    titles: tuple[str, ...] = ()
    has_filter: bool = False
    choices: tuple[Choices, ...] = ()
    first_hint: str = ""


def write(sheets: Iterable[Sheet]) -> bytes:
    """Return a workbook with these sheets.

    Raises:
        DutygraphError: openpyxl is missing, or there is more than a sheet or cell of Excel holds.
    """
    try:
        import openpyxl
    except ImportError as error:
        raise DutygraphError(
            N_("a workbook cannot be written without one more package: {command}"),
            command='pip install "dutygraph[office]"',
        ) from error
    book = openpyxl.Workbook()
    for name in book.sheetnames:
        del book[name]
    for sheet in sheets:
        _Writer(book.create_sheet(sheet.name), sheet).write()
    output = io.BytesIO()
    book.save(output)
    return _undated(output.getvalue())


def _undated(data: bytes) -> bytes:
    """Return the same archive without the time at which it was written."""
    import zipfile

    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as undated,
    ):
        for name in archive.namelist():
            part = archive.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(_ALWAYS, part)
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            undated.writestr(entry, part)
    return output.getvalue()


def _lines(value: Value, width: int) -> int:
    """Return how many lines a value takes in a column of `width` half-width characters."""
    if not isinstance(value, str):
        return 1
    return sum(max(1, -(-wide(line) // (width - 1))) for line in value.split("\n"))


class _Writer:
    """Fills one sheet from top to bottom."""

    def __init__(self, page: "Worksheet", sheet: Sheet) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        line = Side(style="thin", color="999999")
        self.page = page
        self.sheet = sheet
        self.border = Border(left=line, right=line, top=line, bottom=line)
        self.centred = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self.wrapped = Alignment(vertical="top", wrap_text=True)
        self.middle = Alignment(vertical="center", wrap_text=True)
        self.plain = Font(name="宋体", size=10)
        self.bold = Font(name="宋体", size=10, bold=True)
        self.large = Font(name="宋体", size=14, bold=True)
        self.shaded = PatternFill("solid", fgColor="E8EEF4")

    def write(self) -> None:
        sheet, last = self.sheet, 0
        for title in sheet.titles:
            last += 1
            self.span(last, title, self.large)
        last += 1
        for column, word in enumerate(sheet.header, start=1):
            cell = self.cell(last, column, word)
            cell.font, cell.alignment, cell.fill = self.bold, self.centred, self.shaded
            cell.border = self.border
        header = last
        for row in sheet.rows:
            last += 1
            self.row(last, row)
        self.lay_out(header, last)
        for choices in sheet.choices:
            self.offer(choices, header)
        if sheet.first_hint:
            self.hint(sheet.first_hint)

    def row(self, number: int, values: Sequence[Value]) -> None:
        if len(values) == 1 < len(self.sheet.header):
            self.span(number, str(values[0]), self.bold)
            return
        for column, value in enumerate(values, start=1):
            cell = self.cell(number, column, value)
            cell.font, cell.border = self.plain, self.border
            cell.alignment = self.wrapped
        lines = max(map(_lines, values, self.sheet.widths), default=1)
        if lines > 1:
            # Excel finds the height itself when it opens the file, LibreOffice does not.
            self.page.row_dimensions[number].height = min(lines * _LINE, _HIGHEST)

    def span(self, row: int, text: str, font: "Font") -> None:
        """Write one text over all columns."""
        columns = len(self.sheet.header)
        cell = self.cell(row, 1, text)
        cell.font = font
        is_title = row <= len(self.sheet.titles)
        cell.alignment = self.centred if is_title else self.middle
        if not is_title:
            for column in range(1, columns + 1):
                self.page.cell(row, column).border = self.border
        if columns > 1:
            self.page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)

    def cell(self, row: int, column: int, value: Value) -> "Cell":
        if row > MOST_ROWS:
            raise DutygraphError(
                N_("there are more rows than the {most} that Excel takes: use another format."),
                most=MOST_ROWS,
            )
        cell = cast("Cell", self.page.cell(row, column))
        if not isinstance(value, str):
            cell.value = value
            return cell
        text = _CODE.sub("_x005F_", _FORBIDDEN.sub("\ufffd", value))
        if len(text) > MOST_CHARACTERS:
            raise DutygraphError(
                N_("{place}: {count} characters, more than Excel takes: use another format."),
                place=f"{self.sheet.name}!{cell.coordinate}",
                count=len(text),
            )
        cell.value = text
        if text:
            cell.data_type = "s"
        # Shown as in the cell; without the mark, a person who edits it would make a formula of it.
        cell.quotePrefix = text.startswith(_FORMULA)
        return cell

    def lay_out(self, header: int, last: int) -> None:
        """Set what stays in sight, the widths, and how it is printed."""
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.page import PageMargins
        from openpyxl.worksheet.properties import PageSetupProperties

        page, columns = self.page, len(self.sheet.header)
        for column, width in enumerate(self.sheet.widths, start=1):
            page.column_dimensions[get_column_letter(column)].width = width
        page.freeze_panes = f"A{header + 1}"
        if self.sheet.has_filter:
            page.auto_filter.ref = f"A{header}:{get_column_letter(columns)}{max(last, header)}"
        page.print_title_rows = f"{header}:{header}"
        page.page_setup.orientation = "landscape"
        page.page_setup.paperSize = _A4
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.print_options.horizontalCentered = True
        page.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page.oddFooter.center.text = "&P / &N"  # type: ignore[union-attr] # openpyxl makes it

    def offer(self, choices: Choices, header: int) -> None:
        """Let Excel check what is typed into a column."""
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        if choices.values:
            rule = DataValidation("list", formula1=f'"{",".join(choices.values)}"')
        else:
            rule = DataValidation("whole", operator="greaterThanOrEqual", formula1="1")
        rule.allow_blank = True
        rule.showErrorMessage = True
        rule.errorStyle = "stop" if choices.is_strict else "warning"
        if choices.hint:
            rule.showInputMessage, rule.prompt = True, choices.hint
        letter = get_column_letter(choices.column + 1)
        rule.add(f"{letter}{header + 1}:{letter}{header + _CHECKED_ROWS}")
        self.page.add_data_validation(rule)

    def hint(self, text: str) -> None:
        """Say what belongs into the first cell while it is chosen."""
        from openpyxl.worksheet.datavalidation import DataValidation

        rule = DataValidation(prompt=text, showInputMessage=True)
        rule.add("A1")
        self.page.add_data_validation(rule)
        self.page["A1"].fill = self.shaded
