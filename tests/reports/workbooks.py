"""A report as a workbook: the contents of the cells of each sheet, and the files as different programs save them.

People draw the form on one sheet or on a sheet for each section, with a cover, with or without merged cells, with
prose in one wide cell or in a cell for each paragraph.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from random import Random
from xml.sax.saxutils import escape

from reports import tables
from reports.report import Report
from reports.tables import Box, Table
from reports.words import HEADINGS

Draw = Callable[[Report, Random], "Book"]
Save = Callable[["Book"], bytes]
_WIDTH = 10
"""The number of columns that prose and headings span if they are merged."""


@dataclass(slots=True)
class Sheet:
    """A sheet: its name, whether it is visible, and its boxes."""

    name: str
    boxes: list[Box] = field(default_factory=list)
    hidden: bool = False

    @property
    def rows(self) -> int:
        """The first free row below all boxes."""
        return max((box.row + box.height for box in self.boxes), default=0)


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook; `texts` is whether its numbers are stored as texts."""

    sheets: Sequence[Sheet]
    texts: bool = False


@dataclass(frozen=True, slots=True)
class Habits:
    """The habits of somebody who draws sheets."""

    left: int
    gap: int
    merged: bool
    wide: bool
    in_one_cell: bool


def one_sheet(report: Report, rng: Random) -> Book:
    """Draw everything on one sheet."""
    sheet, habits = Sheet(rng.choice(("Sheet1", "年报", "2022年 报告"))), _habits(rng)
    for paragraph in _front(report):
        _write(sheet, [paragraph], habits)
    for heading, body in zip(HEADINGS, _bodies(report, rng), strict=True):
        _section(sheet, heading, body, habits)
    return Book([sheet], texts=rng.random() < 0.3)


def a_sheet_a_section(report: Report, rng: Random) -> Book:
    """Draw a cover and a sheet for each section, whose heading is in a cell or only in the sheet's name."""
    habits = _habits(rng)
    cover = Sheet("封面")
    _write(cover, list(_front(report)), habits)
    sheets = [cover, Sheet("填表说明", [Box("12", 3, 3)], hidden=True)]
    named = rng.random() < 0.5
    for heading, body in zip(HEADINGS, _bodies(report, rng), strict=True):
        sheet = Sheet(heading if named else f"表{len(sheets)}")
        _section(sheet, None if named else heading, body, habits)
        sheets.append(sheet)
    return Book(sheets, texts=rng.random() < 0.3)


def _habits(rng: Random) -> Habits:
    return Habits(
        rng.choice((0, 0, 1)), rng.choice((0, 1, 2)), rng.random() < 0.7, rng.random() < 0.5, rng.random() < 0.3
    )


def _front(report: Report) -> Iterator[str]:
    if report.title:
        yield report.title
    yield from report.preamble


def _bodies(report: Report, rng: Random) -> tuple[Sequence[str] | Sequence[Table], ...]:
    return (
        report.overview,
        tables.disclosure(report, apart=rng.random() < 0.5),
        [tables.applications(report)],
        [tables.proceedings(report)],
        report.problems,
        report.other_matters,
    )


def _section(sheet: Sheet, heading: str | None, body: Sequence[str] | Sequence[Table], habits: Habits) -> None:
    if heading:
        _write(sheet, [heading], habits)
    _write(sheet, [part for part in body if isinstance(part, str)], habits)
    for part in body:
        if isinstance(part, Table):
            _table(sheet, part, habits)


def _write(sheet: Sheet, paragraphs: Sequence[str], habits: Habits) -> None:
    """Write paragraphs, each in a row, or all in one cell."""
    for text in ["\n".join(paragraphs)] if habits.in_one_cell and paragraphs else paragraphs:
        sheet.boxes.append(Box(text, sheet.rows, habits.left, width=_WIDTH if habits.wide else 1))


def _table(sheet: Sheet, table: Table, habits: Habits) -> None:
    top = sheet.rows + habits.gap
    for box in table.boxes:
        height, width = (box.height, box.width) if habits.merged else (1, 1)
        sheet.boxes.append(Box(box.text, top + box.row, habits.left + box.column, height, width, box.pointer))


def _number(box: Box, book: Book) -> int | float | None:
    """Return the number that a program stores for a box; None if it stores a text."""
    if book.texts or box.pointer is None:
        return None
    try:
        return float(box.text) if "." in box.text else int(box.text)
    except ValueError:
        return None


def by_xlsxwriter(book: Book) -> bytes:
    """Save with XlsxWriter: shared strings, styled cells."""
    import xlsxwriter

    saved = io.BytesIO()
    with xlsxwriter.Workbook(saved, {"in_memory": True, "strings_to_formulas": False}) as made:
        style = made.add_format({"border": 1, "text_wrap": True})
        for sheet in book.sheets:
            page = made.add_worksheet(sheet.name)
            if sheet.hidden:
                page.hide()
            for box in sheet.boxes:
                number = _number(box, book)
                if box.height * box.width > 1:
                    page.merge_range(
                        box.row, box.column, box.row + box.height - 1, box.column + box.width - 1, "", style
                    )
                if number is None:
                    page.write_string(box.row, box.column, box.text, style)
                else:
                    page.write_number(box.row, box.column, number, style)
    return saved.getvalue()


def by_openpyxl(book: Book) -> bytes:
    """Save with openpyxl: strings inline or shared, relations relative to the root."""
    import openpyxl

    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for sheet in book.sheets:
        page = made.create_sheet(sheet.name)
        page.sheet_state = "hidden" if sheet.hidden else "visible"
        for box in sheet.boxes:
            number = _number(box, book)
            page.cell(box.row + 1, box.column + 1, (box.text or None) if number is None else number)
            if box.height * box.width > 1:
                page.merge_cells(None, box.row + 1, box.column + 1, box.row + box.height, box.column + box.width)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def by_xlwt(book: Book) -> bytes:
    """Save an .xls with xlwt."""
    import xlwt

    made = xlwt.Workbook(encoding="utf-8")
    for sheet in book.sheets:
        page = made.add_sheet(sheet.name)
        page.visibility = int(sheet.hidden)
        for box in sheet.boxes:
            number = _number(box, book)
            value = box.text if number is None else number
            if box.height * box.width > 1:
                bottom, right = box.row + box.height - 1, box.column + box.width - 1
                page.write_merge(box.row, bottom, box.column, right, value)
            else:
                page.write(box.row, box.column, value)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def by_odfpy(book: Book) -> bytes:
    """Save an .ods with odfpy: repeated empty cells, covered cells."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.style import Style, TableProperties
    from odf.table import CoveredTableCell, TableCell, TableRow
    from odf.table import Table as Page
    from odf.text import P

    made = OpenDocumentSpreadsheet()
    unseen = Style(name="unseen", family="table")
    unseen.addElement(TableProperties(display="false"))
    made.automaticstyles.addElement(unseen)
    for sheet in book.sheets:
        page = Page(name=sheet.name, stylename=unseen if sheet.hidden else None)
        made.spreadsheet.addElement(page)
        boxes = {(box.row, box.column): box for box in sheet.boxes}
        covered = {
            (row, column)
            for box in sheet.boxes
            for row in range(box.row, box.row + box.height)
            for column in range(box.column, box.column + box.width)
        } - set(boxes)
        columns = max((box.column + box.width for box in sheet.boxes), default=0)
        for row in range(sheet.rows):
            line = TableRow()
            page.addElement(line)
            for column in range(columns):
                box = boxes.get((row, column))
                if box is None:
                    line.addElement(CoveredTableCell() if (row, column) in covered else TableCell())
                    continue
                number = _number(box, book)
                kind = {"valuetype": "string"} if number is None else {"valuetype": "float", "value": number}
                cell = TableCell(**kind, numberrowsspanned=box.height, numbercolumnsspanned=box.width)
                for text in box.text.split("\n"):
                    cell.addElement(P(text=text))
                line.addElement(cell)
    saved = io.BytesIO()
    made.write(saved)
    return saved.getvalue()


def in_one_xml_file(book: Book) -> bytes:
    """Save as web systems do: one XML file of Excel 2003, with the indices of rows and cells."""
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    sheets = "".join(_flat_sheet(sheet, book) for sheet in book.sheets)
    head = '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Excel.Sheet"?>'
    return f'{head}<Workbook xmlns="{space}" xmlns:ss="{space}">{sheets}</Workbook>'.encode()


def _flat_sheet(sheet: Sheet, book: Book) -> str:
    rows = ""
    for row, boxes in groupby(sorted(sheet.boxes, key=lambda box: (box.row, box.column)), lambda box: box.row):
        cells = ""
        for box in boxes:
            number = _number(box, book)
            kind, text = ("String", escape(box.text)) if number is None else ("Number", str(number))
            spans = f'ss:MergeAcross="{box.width - 1}" ss:MergeDown="{box.height - 1}"'
            data = f'<Data ss:Type="{kind}">{text}</Data>' if text else ""
            cells += f'<Cell ss:Index="{box.column + 1}" {spans}>{data}</Cell>'
        rows += f'<Row ss:Index="{row + 1}">{cells}</Row>'
    options = "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>" if sheet.hidden else ""
    return f'<Worksheet ss:Name="{sheet.name}"><Table>{rows}</Table>{options}</Worksheet>'
