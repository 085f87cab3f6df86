"""Tables of a Word file: rows and cells that are being read, in the grid that the file itself counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from reportc.places import FilePlace
from reportc.source.docx.names import attribute, is_on, number
from reportc.source.projection import Projection

_Attributes = Mapping[str, str]
_MOST_COLUMNS = 1_000
_DEEPEST = 40
"""Tables that are nested deeper are not distinguished."""


@dataclass(slots=True)
class _WordCell:
    """A cell that is being read; it is passed to the projection when its first content comes."""

    number: int
    columns: int = 1
    reaches: bool = False  # it may be continued in the row below
    covered: bool = False  # it continues a cell of the row above, or to the left
    is_passed: bool = False
    paragraphs: int = 0
    place: FilePlace | None = None


@dataclass(slots=True)
class _WordTable:
    """A table that is being read."""

    number: int
    rows: int = 0
    cells: int = 0
    column: int = 0
    gone: bool = False  # the row is deleted, or hidden
    above: set[int] = field(default_factory=set)  # columns that cells of the row above cover
    here: set[int] = field(default_factory=set)
    cell: _WordCell | None = None


class OpenTables:
    """The tables that are open, the innermost last."""

    def __init__(self, projection: Projection, around: OpenTables | None = None) -> None:
        """Begin outside of all tables; tables of a text in a box are numbered on after those `around` it."""
        self._projection = projection
        self._open: list[_WordTable] = []
        self.numbers: Iterator[int] = around.numbers if around else count(1)
        self._deeper = 0

    def begin(self) -> None:
        """Begin a table, in the open cell."""
        if len(self._open) >= _DEEPEST:
            self._deeper += 1
            return
        self.open_cell()
        self._projection.begin_table()
        self._open.append(_WordTable(next(self.numbers)))

    def end(self) -> None:
        """End the innermost table."""
        if self._deeper:
            self._deeper -= 1
        elif self._open:
            self.end_cell()
            self._open.pop()
            self._projection.end_table()

    def begin_row(self) -> None:
        """Begin a row."""
        if table := self._table():
            table.rows += 1
            table.cells = table.column = 0
            table.gone = False
            table.above, table.here = table.here, set()
            self._projection.begin_row()

    def end_row(self) -> None:
        """End a row: the cells above reach over a deleted one."""
        if (table := self._table()) and table.gone:
            table.here = table.above

    def begin_cell(self) -> bool:
        """Begin a cell; return whether it is displayed."""
        table = self._table()
        if table is None:
            return True
        if table.gone or not table.rows:
            return False
        table.cells += 1
        table.cell = _WordCell(table.cells)
        return True

    def end_cell(self) -> None:
        """End a cell."""
        table = self._table()
        if table is None or table.cell is None:
            return
        cell = table.cell
        columns = range(table.column, min(table.column + cell.columns, _MOST_COLUMNS))
        if cell.reaches:
            table.here.update(columns)
        self.open_cell()
        if cell.is_passed:
            self._projection.end_cell()
        table.column = columns.stop
        table.cell = None

    def open_cell(self) -> bool:
        """Pass the cell whose content comes now to the projection; return whether that content is displayed."""
        table = self._open[-1] if self._open else None
        cell = table.cell if table else None
        if table is None or cell is None:
            return True
        if not cell.covered and not cell.is_passed:
            cell.is_passed = True
            cell.place = _place(table, cell)
            self._projection.begin_cell(cell.place, columns=cell.columns, column=table.column)
        return not cell.covered

    def take(self, name: str, attributes: _Attributes) -> None:
        """Take a property of a row or a cell, by its local name."""
        table = self._table()
        if table and (take := PROPERTIES_OF_ROWS.get(name)):
            take(table, attributes)
        elif table and table.cell and (say_of_cell := PROPERTIES_OF_CELLS.get(name)):
            say_of_cell(table, table.cell, attributes)

    def paragraph(self) -> FilePlace | None:
        """Return the place of the next paragraph in the open cell; None outside of tables."""
        if self._open and self._open[-1].cell:
            self._open[-1].cell.paragraphs += 1
        return self.place()

    def place(self) -> FilePlace | None:
        """Return the place of the open cell; None outside of tables."""
        table = self._open[-1] if self._open else None
        if table is None or table.cell is None:
            return None
        return table.cell.place if table.cell.paragraphs == 1 and table.cell.place else _place(table, table.cell)

    @property
    def is_in_cell(self) -> bool:
        """Return whether a cell is open."""
        return bool(self._open) and self._open[-1].cell is not None

    def _table(self) -> _WordTable | None:
        """Return the table that rows and cells belong to now."""
        return self._open[-1] if self._open and not self._deeper else None


def _place(table: _WordTable, cell: _WordCell) -> FilePlace:
    zh, en = (
        f"表{table.number} 第{table.rows}行第{cell.number}列",
        f"table {table.number}, row {table.rows}, cell {cell.number}",
    )
    if cell.paragraphs > 1:
        return FilePlace(f"{zh} 第{cell.paragraphs}段", f"{en}, paragraph {cell.paragraphs}")
    return FilePlace(zh, en)


def _grid_before(table: _WordTable, attributes: _Attributes) -> None:
    table.column = min(max(number(attributes) or 0, 0), _MOST_COLUMNS)


def _gone(table: _WordTable, attributes: _Attributes) -> None:
    table.gone = table.gone or is_on(attributes)


def _grid_span(_: _WordTable, cell: _WordCell, attributes: _Attributes) -> None:
    cell.columns = min(max(number(attributes) or 1, 1), _MOST_COLUMNS)


def _merged_down(table: _WordTable, cell: _WordCell, attributes: _Attributes) -> None:
    """Take a merge: a cell that continues a merge which no cell above began is a cell of its own."""
    cell.reaches = True
    cell.covered = cell.covered or (attribute(attributes) != "restart" and table.column in table.above)


def _merged_left(_: _WordTable, cell: _WordCell, attributes: _Attributes) -> None:
    cell.covered = cell.covered or (attribute(attributes) != "restart" and cell.number > 1)


def _deleted(_: _WordTable, cell: _WordCell, __: _Attributes) -> None:
    cell.covered = True


PROPERTIES_OF_ROWS: Mapping[str, Callable[[_WordTable, _Attributes], None]] = {
    "gridBefore": _grid_before,
    "hidden": _gone,
    "del": _gone,
    "moveFrom": _gone,
}
PROPERTIES_OF_CELLS: Mapping[str, Callable[[_WordTable, _WordCell, _Attributes], None]] = {
    "gridSpan": _grid_span,
    **dict.fromkeys(("vMerge", "vmerge"), _merged_down),  # the second is that of Word 2003
    **dict.fromkeys(("hMerge", "hmerge"), _merged_left),
    "cellDel": _deleted,
}
