"""Old workbooks of Excel and WPS (.xls, .et), by xlrd: calamine gives blanks for errors, and no settings."""

from __future__ import annotations

import io
from collections.abc import Iterator
from types import MappingProxyType
from typing import TYPE_CHECKING

from reportc.source.kinds import Kind, not_read
from reportc.source.pieces import Refusal, Setting, Vocabulary
from reportc.source.projected import Projected, ProjectedRun
from reportc.source.workbooks.layout import TOO_LARGE, project
from reportc.source.workbooks.sheet import MOST_CELLS, CellLine, Extent, Spot, StoredValue, Worksheet, lines, written

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Cell
    from xlrd.sheet import Sheet as Table

_BROKEN = Refusal(
    "工作簿已损坏，打不开；请用 Excel 或 WPS 打开，另存为 xlsx 后再读",
    "the workbook is damaged and cannot be opened; open it in a spreadsheet and save it as xlsx",
)
_MISSING = Refusal(
    "读取 xls 工作簿要有 xlrd：请运行 pip install 'reportc[files]'，或另存为 xlsx",
    "workbooks of the old kind are read with xlrd: pip install 'reportc[files]', or save it as xlsx",
)
_SCRIPTS = {1: Setting.RAISED, 2: Setting.LOWERED}
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = range(1, 6)
_ERRORS = MappingProxyType(
    {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
)


def read(data: bytes, vocabulary: Vocabulary) -> Projected | Refusal:
    """Return the projection of an .xls, or a refusal with the reason."""
    try:
        import xlrd  # imported late, for few users need it
        from xlrd.biffh import XLRDError
    except ModuleNotFoundError:
        return _MISSING
    try:
        with xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        ) as book:
            sheets = [_sheet(book, table) for table in book.sheets() if not table.visibility]
            hidden = [table.name for table in book.sheets() if table.visibility and _is_used(table)]
    except Exception as error:  # noqa: BLE001  # whatever it meets in damaged bytes, of any kind
        encrypted = isinstance(error, XLRDError) and "encrypted" in str(error).lower()
        return not_read(Kind.ENCRYPTED) if encrypted else _BROKEN
    too_large = any(len(sheet.cells) > MOST_CELLS for sheet in sheets)
    return TOO_LARGE if too_large else project(sheets, vocabulary, hidden)


def _is_used(table: Table) -> bool:
    """Return whether a sheet has any text."""
    return any(value != "" for row in range(table.nrows) for value in table.row_values(row))


def _sheet(book: Book, table: Table) -> Worksheet:
    """Return a sheet with the cells of a table of xlrd's."""
    sheet = Worksheet(
        table.name,
        hidden_rows=frozenset(row for row, info in table.rowinfo_map.items() if info.hidden),
        hidden_columns=tuple(range(at, at + 1) for at, info in table.colinfo_map.items() if info.hidden),
    )
    for row in range(table.nrows):
        for column, cell in enumerate(table.row(row)):
            if text := _written(book, cell):
                runs = table.rich_text_runlist_map.get((row, column), [])
                sheet.cells[Spot(row, column)] = _lines(book, cell, text, runs)
    for top, bottom, left, right in table.merged_cells:
        sheet.merged[Spot(top, left)] = Extent(bottom - top, right - left)
    return sheet


def _written(book: Book, cell: Cell) -> str:
    """Return a cell's value as text: an error by its name."""
    if isinstance(cell.value, str):
        return cell.value
    if cell.ctype == _ERROR:
        return _ERRORS.get(int(cell.value), "#N/A")
    if cell.ctype == _BOOLEAN:
        return written(bool(cell.value))
    return written(_date(book, cell.value) if cell.ctype == _DATE else cell.value)


def _date(book: Book, value: float) -> StoredValue:
    """Return the date of a serial number; one without a date stays a number."""
    from xlrd.xldate import xldate_as_datetime

    try:
        return xldate_as_datetime(value, book.datemode)
    except (ValueError, OverflowError):  # xlrd raises a ValueError for invalid dates
        return value


def _lines(book: Book, cell: Cell, text: str, runs: list[tuple[int, int]]) -> list[CellLine]:
    """Split the text of a cell by its fonts: its own, and those that begin within it."""
    own = book.xf_list[cell.xf_index].font_index if cell.xf_index is not None else 0
    starts = [(0, own), *runs] if cell.ctype == _TEXT else [(0, own)]
    ends = [*(start for start, _ in starts[1:]), len(text)]
    return lines(_stretches(book, text, starts, ends))


def _stretches(book: Book, text: str, starts: list[tuple[int, int]], ends: list[int]) -> Iterator[ProjectedRun]:
    for (start, font), end in zip(starts, ends, strict=True):
        known = book.font_list[font] if font < len(book.font_list) else None
        struck = Setting.STRUCK if known and known.struck_out else None
        if end > start:
            yield ProjectedRun(text[start:end], struck or (_SCRIPTS.get(known.escapement) if known else None))
