"""From sheets to a projection: each sheet on view is a table, or several where many rows stand empty between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportc.places import FilePlace
from reportc.source.pieces import Refusal, Vocabulary
from reportc.source.projection import Projected, Projection, Stretch
from reportc.source.workbooks.names import qualified, reference
from reportc.source.workbooks.sheet import MOST_CELLS, ONE, CellOrigin, Extent, Line, Sheet, Spot, rows

_GAP = 3
"""So many empty rows in a row may belong to a table, whose numbers are all blank."""
TOO_LARGE = Refusal(
    f"工作簿过大（单元格超过 {MOST_CELLS} 个），不像一份年度报告",
    f"the workbook is too large for a report (more than {MOST_CELLS} cells)",
)
_EMPTY = Refusal(
    "工作簿里没有显示出来的文字和数字（工作表是空的或隐藏的），请确认交来的是填好的文件",
    "no sheet of the workbook shows any text or number: they are empty or hidden",
)


def project(sheets: Sequence[Sheet], vocabulary: Vocabulary) -> Projected | Refusal:
    """Lay out the sheets one after the other."""
    if sum(len(sheet.cells) for sheet in sheets) > MOST_CELLS:
        return TOO_LARGE
    projection, cells = Projection(), 0
    for sheet in sheets:
        found = rows(sheet)
        if found and _names_section(sheet, vocabulary):
            projection.paragraph([sheet.name], FilePlace(sheet.name, sheet.name))
        for first, last in _tables(found):
            left, right = _sides(sheet, found, first, last)
            cells += (last - first + 1) * (right - left + 1)
            if cells > MOST_CELLS:
                return TOO_LARGE
            _table(projection, sheet, range(first, last + 1), range(left, right + 1))
    return projection.finish() if cells else _EMPTY


def _names_section(sheet: Sheet, vocabulary: Vocabulary) -> bool:
    """Tell whether the name of a sheet is the heading of a section, which the sheet itself does not print."""
    texts = ("".join(text for text, *_ in line) for spot in sheet.cells for line in sheet.cells[spot])
    return vocabulary.is_heading(sheet.name) and not any(map(vocabulary.is_heading, texts))


def _tables(found: Mapping[int, list[Spot]]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last row of each table."""
    numbers = list(found)
    start = 0
    for at, row in enumerate(numbers):
        if at + 1 == len(numbers) or numbers[at + 1] > row + 1 + _GAP:
            yield numbers[start], row
            start = at + 1


def _sides(sheet: Sheet, found: Mapping[int, list[Spot]], first: int, last: int) -> tuple[int, int]:
    """Return the columns at the edges of a table: those of its texts, and of the cells that span more."""
    spots = [spot for row, spots in found.items() if first <= row <= last for spot in spots]
    right = max(spot.column + sheet.merged.get(spot, ONE).columns - 1 for spot in spots)
    return min(spot.column for spot in spots), right


def _table(projection: Projection, sheet: Sheet, lines: range, columns: range) -> None:
    """Lay out a table; what is not shown, and what a merged cell covers, has no place in it."""
    covered = set(_covered(sheet, lines, columns))
    shown = [column for column in columns if not any(column in hidden for hidden in sheet.hidden_columns)]
    projection.begin_table()
    for row in lines:
        if row in sheet.hidden_rows:
            continue
        projection.begin_row()
        for number, column in enumerate(shown):
            spot = Spot(row, column)
            if spot not in covered:
                extent = _shown(sheet, spot, sheet.merged.get(spot, ONE))
                name = qualified(sheet.name, reference(row, column))
                projection.cell(
                    _lines(sheet, spot),
                    FilePlace(name, name),
                    columns=extent.columns,
                    rows=extent.rows,
                    column=number,
                )
    projection.end_table()


def _lines(sheet: Sheet, spot: Spot) -> Sequence[Line]:
    """Return the lines of a cell, with their origins where cells can be written: an empty cell has one, too."""
    found = sheet.cells.get(spot, [])
    if not sheet.part:
        return found
    return [
        [stretch._replace(origin=CellOrigin(sheet.part, spot, number)) for stretch in line]
        for number, line in enumerate(found or [[Stretch("")]])
    ]


def _covered(sheet: Sheet, lines: range, columns: range) -> Iterator[Spot]:
    """Yield the cells of a table that another cell reaches over."""
    for (row, column), (height, width) in sheet.merged.items():
        for over in range(max(row, lines.start), min(row + height, lines.stop)):
            for across in range(max(column, columns.start), min(column + width, columns.stop)):
                if (over, across) != (row, column):
                    yield Spot(over, across)


def _shown(sheet: Sheet, spot: Spot, extent: Extent) -> Extent:
    """Return how many rows and columns of a merged cell are on view."""
    if extent == ONE:
        return ONE
    height = sum(row not in sheet.hidden_rows for row in range(spot.row, spot.row + extent.rows))
    across = range(spot.column, spot.column + extent.columns)
    width = sum(not any(column in hidden for hidden in sheet.hidden_columns) for column in across)
    return Extent(max(height, 1), max(width, 1))
