"""From sheets to a projection: a section's heading is a paragraph, and the rows up to the next one are a table.

So each table is as wide as the section's own cells, whatever the rest of the sheet holds. Many empty rows end a
table, too. Hidden cells, and cells covered by a merged one, have no place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, zip_longest

from reportc.places import FilePlace
from reportc.source.pieces import Refusal, Vocabulary
from reportc.source.projected import Projected, ProjectedRun
from reportc.source.projection import Projection
from reportc.source.workbooks.names import letters
from reportc.source.workbooks.origins import SheetPlace
from reportc.source.workbooks.sheet import MOST_CELLS, CellLine, Spot, Worksheet, on_view, text_of

_GAP = 3
"""This many consecutive empty rows may belong to a table, whose numbers are all blank."""
_MOST_RANGES = 5
"""At most this many ranges of rows or columns of a sheet are named one by one."""
TOO_LARGE = Refusal(
    f"工作簿过大（单元格超过 {MOST_CELLS} 个），不像一份年度报告",
    f"the workbook is too large for a report (more than {MOST_CELLS} cells)",
)
_EMPTY = Refusal(
    "工作簿里没有显示出来的文字和数字（工作表是空的或隐藏的），请确认交来的是填好的文件",
    "no sheet of the workbook shows any text or number: they are empty or hidden",
)

_NOTHING: Sequence[CellLine] = [[ProjectedRun("")]]
"""The content of an empty cell that can be written."""
_new = tuple.__new__

SpotRow = Sequence[Spot]
"""The cells of a row that hold text, in order."""


def project(sheets: Sequence[Worksheet], vocabulary: Vocabulary, hidden: Sequence[str] = ()) -> Projected | Refusal:
    """Return the projection of sheets in order; `hidden` are the names of hidden sheets that have content."""
    if sum(len(sheet.cells) for sheet in sheets) > MOST_CELLS:
        return TOO_LARGE
    page = _WorkbookText(vocabulary)
    if not all(map(page.lay, sheets)):
        return TOO_LARGE
    if not page.cells:
        return _EMPTY
    return page.projection.finish()._replace(hidden=_hidden_places(sheets, hidden))


class _WorkbookText:
    """The projection so far, and how many cells it has."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.projection = Projection()
        self.cells = 0
        self._vocabulary = vocabulary

    def lay(self, sheet: Worksheet) -> bool:
        """Lay out a sheet; return whether it was within the limit of cells."""
        rows = on_view(sheet)
        if rows and self._names_section(sheet, rows):
            self.projection.paragraph([ProjectedRun(sheet.name)], FilePlace(sheet.name, sheet.name))
        groups = list(self._groups(sheet, rows))
        ends = [group[0][0].row for group in groups[1:]]
        for group, end in zip_longest(groups, ends):
            if len(group) == 1 and self._is_heading(sheet, group[0]):
                self.cells += 1
                self._heading(sheet, group[0][0])
            elif not self._table(sheet, group, end):
                return False
        return True

    def _names_section(self, sheet: Worksheet, rows: Sequence[SpotRow]) -> bool:
        """Return whether the name of a sheet is the heading of a section, which the sheet itself does not print."""
        is_heading = self._vocabulary.is_heading
        return is_heading(sheet.name) and not any(is_heading(text_of(sheet, spot)) for row in rows for spot in row)

    def _is_heading(self, sheet: Worksheet, row: SpotRow) -> bool:
        return len(row) == 1 and self._vocabulary.is_heading(text_of(sheet, row[0]))

    def _groups(self, sheet: Worksheet, rows: Sequence[SpotRow]) -> Iterator[Sequence[SpotRow]]:
        """Yield headings separately, and the rows between them and between wide gaps."""
        group: list[SpotRow] = []
        for row in rows:
            heading = self._is_heading(sheet, row)
            if group and (heading or row[0].row > group[-1][0].row + 1 + _GAP):
                yield group
                group = []
            if heading:
                yield [row]
            else:
                group.append(row)
        if group:
            yield group

    def _heading(self, sheet: Worksheet, spot: Spot) -> None:
        place = _place(sheet, spot)
        for line in sheet.cells.get(spot, ()):
            self.projection.paragraph(line, place)

    def _table(self, sheet: Worksheet, group: Sequence[SpotRow], end: int | None) -> bool:
        """Lay out rows as a table; return whether it was within the limit of cells.

        A row without a label is empty if it is blank: the last rows of a section, before the row `end`, are taken too.
        """
        last = group[-1][0].row + 1
        lines = range(group[0][0].row, last + (end is not None and last < end))
        columns = range(min(row[0].column for row in group), max(row[-1].column for row in group) + 1)
        self.cells += len(lines) * len(columns)
        if self.cells > MOST_CELLS:
            return False
        covered = frozenset(_covered(sheet, lines, columns))
        shown = [column for column in columns if not sheet.hides_column(column)]
        projection = self.projection
        projection.begin_table()
        for row in lines:
            if row in sheet.hidden_rows:
                continue
            projection.begin_row()
            for number, column in enumerate(shown):
                spot = _new(Spot, (row, column))
                if spot not in covered:
                    content = sheet.cells.get(spot) or (_NOTHING if sheet.part else ())
                    projection.cell(content, _place(sheet, spot), column=number)
        projection.end_table()
        return True


def _place(sheet: Worksheet, spot: Spot) -> SheetPlace:
    """Return a cell's name and the place where it can be written; no place where another cell covers it."""
    row, column = spot
    place: SheetPlace = _new(SheetPlace, (sheet.name, row, column, "" if spot in sheet.moved else sheet.part))
    return place


def _covered(sheet: Worksheet, lines: range, columns: range) -> Iterator[tuple[int, int]]:
    """Yield the cells of a table that a merged cell covers."""
    for (row, column), (height, width) in sheet.merged.items():
        if row >= lines.stop or row + height <= lines.start:
            continue
        for over in range(max(row, lines.start), min(row + height, lines.stop)):
            for across in range(max(column, columns.start), min(column + width, columns.stop)):
                if (over, across) != (row, column):
                    yield over, across


def _hidden_places(sheets: Iterable[Worksheet], hidden: Iterable[str]) -> list[FilePlace]:
    """Return the places of content that is not displayed: `hidden` sheets, and rows and columns of the others."""
    found = [FilePlace(f"工作表「{name}」", f"sheet “{name}”") for name in hidden]
    return found + [place for sheet in sheets for place in _hidden_cells(sheet)]


def _hidden_cells(sheet: Worksheet) -> Iterator[FilePlace]:
    """Yield the hidden rows and columns of a sheet that have content."""
    if not sheet.hidden_rows and not sheet.hidden_columns:
        return
    spots = [spot for spot, lines in sheet.cells.items() if lines]
    rows = {spot.row for spot in spots} & sheet.hidden_rows
    columns = {spot.column for spot in spots if spot.row not in rows and sheet.hides_column(spot.column)}
    if rows:
        ranges = _ranges(sorted(rows), lambda row: str(row + 1))
        yield FilePlace(f"「{sheet.name}」第{ranges}行", f"rows {ranges} of “{sheet.name}”")
    if columns:
        ranges = _ranges(sorted(columns), letters)
        yield FilePlace(f"「{sheet.name}」第{ranges}列", f"columns {ranges} of “{sheet.name}”")


def _ranges(numbers: Sequence[int], name: Callable[[int], str]) -> str:
    """Return ascending numbers as text, consecutive ones as a range."""
    groups = [
        [number for _, number in group] for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    ]
    ranges = [name(group[0]) + (f"–{name(group[-1])}" if len(group) > 1 else "") for group in groups[:_MOST_RANGES]]
    return "、".join(ranges) + ("…" if len(groups) > _MOST_RANGES else "")
