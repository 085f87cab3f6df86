"""Grids: rules that touch one another, and the cells between them.

The area that rules enclose is a cell, however the program drew them. Edges that a program leaves open, at the
sides of a table or where a page ends, are closed where the rules that run towards them end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from reportc.source.sheets.rules import FEWEST, SAME, dotted, edges_of, merged, touching
from reportc.source.sheets.sheet import PageArea, RuledLine, Sheet
from reportc.source.sheets.walls import GridCell, cells_between

_MOST_RULES = 1_500
"""A page with more rules of a direction is a drawing."""
_MOST_SIDES = 400
"""A table with more edges of a direction belongs to no report."""
CellIndex = tuple[int, int]
"""The number of a table, and the index of a cell in it."""


@dataclass(slots=True)
class RuledGrid:
    """A ruled table: the edges of its columns and rows, its cells, and whether rules show all of them completely.

    `cut` are the indices of its first and last row if they have no rule at the table's end: a page may have cut them.
    """

    xs: Sequence[float]
    ys: Sequence[float]
    cells: list[GridCell]
    whole: bool
    cut: tuple[int, ...] = ()

    @property
    def box(self) -> PageArea:
        """Its area."""
        return PageArea(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def places(self, number: int) -> dict[tuple[int, int], CellIndex]:
        """Return the cell that covers each row and column; `number` is that of the table."""
        covered: dict[tuple[int, int], CellIndex] = {}
        for index, cell in enumerate(self.cells):
            place = number, index
            for row in range(cell.row, cell.row + cell.rows):
                for column in range(cell.column, cell.column + cell.columns):
                    covered[row, column] = place
        return covered


def grids(sheet: Sheet) -> tuple[list[RuledGrid], list[RuledLine]]:
    """Return the ruled tables of a sheet, and the rules across that belong to none."""
    across, down = dotted(sheet.dots) if sheet.dots else ([], [])
    across, down = merged([*sheet.across, *across]), merged([*sheet.down, *down])
    if max(len(across), len(down)) > _MOST_RULES:
        return [], []
    found, loose = list[RuledGrid](), list[RuledLine]()
    for ours, theirs in touching(across, down):
        grid = _grid(ours, theirs)
        if grid:
            found.append(grid)
        else:
            loose += ours
    return found, loose


def _grid(across: Sequence[RuledLine], down: Sequence[RuledLine]) -> RuledGrid | None:
    """Return the table that rules draw; None if it has fewer than two cells."""
    xs, ys = edges_of(down, across), edges_of(across, down)
    if len(xs) < FEWEST or len(ys) < FEWEST or max(len(xs), len(ys)) > _MOST_SIDES:
        return None
    cells, whole = cells_between(xs, ys, across, down)
    if len(cells) <= 1:
        return None
    grid = _compact(xs, ys, cells, whole=whole)
    grid.cut = tuple(row for row, edge in ((0, ys[0]), (len(grid.ys) - 2, ys[-1])) if _is_cut(grid, across, row, edge))
    return grid


def _is_cut(grid: RuledGrid, across: Sequence[RuledLine], row: int, edge: float) -> bool:
    """Return whether the cells of the first or the last row, except for higher ones, have no rule at that end."""
    rules = [rule for rule in across if abs(rule.at - edge) <= SAME]
    middles = [(cell.box.left + cell.box.right) / 2 for cell in grid.cells if cell.row == row and cell.rows == 1]
    return not any(rule.start < middle < rule.end for rule in rules for middle in middles)


def _compact(xs: Sequence[float], ys: Sequence[float], cells: Sequence[GridCell], *, whole: bool) -> RuledGrid:
    """Return the cells with rows and columns counted by the edges at which a cell begins."""
    rows, columns = sorted({cell.row for cell in cells}), sorted({cell.column for cell in cells})
    if len(rows) == len(ys) - 1 and len(columns) == len(xs) - 1:
        return RuledGrid(xs, ys, list(cells), whole)
    row_of = {at: number for number, at in enumerate(rows)}
    column_of = {at: number for number, at in enumerate(columns)}

    def numbered(cell: GridCell) -> GridCell:
        row, column = row_of[cell.row], column_of[cell.column]
        end, right = bisect_right(rows, cell.row + cell.rows - 1), bisect_right(columns, cell.column + cell.columns - 1)
        return GridCell(row, column, end - row, right - column, cell.box)

    edges = [xs[at] for at in columns] + [xs[-1]], [ys[at] for at in rows] + [ys[-1]]
    return RuledGrid(*edges, [numbered(cell) for cell in cells], whole)
