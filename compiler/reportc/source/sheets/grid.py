"""Grids: rules that touch one another, and the cells between them.

What a rule bounds is a cell, however the program drew it. Edges that a program leaves open, at the sides of a
table or where a page ends, are closed where the rules that run towards them end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from reportc.source.sheets.dotted import dotted
from reportc.source.sheets.sheet import Box, Rule, Sheet

_NEAR = 3.0
"""Rules so near touch; what covers a side but for so much covers it."""
_SAME = 4.0
"""Edges nearer than this are one edge: no row and no column is so thin."""
_SHORT = 0.25
"""A rule down may leave so much of a row open, at either end: cells side by side end where their text does.
A rule across may not: it underlines words."""
_PIECE = 6.0
"""A rule that goes on beyond another one by more is more than what corners leave over."""
_MOST_RULES = 1_500
"""A page with more rules of a direction is a drawing."""
_MOST_SIDES = 400
"""A table with more edges of a direction is none of a report."""
_FEWEST = 2
_new = tuple.__new__
"""Cells are made by the hundred: going round their signature takes half as long."""
Place = tuple[int, int]
"""A table, by its number, and a cell in it, by its index."""


class GridCell(NamedTuple):
    """A cell: its first row and column, how many it spans, and its area."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(slots=True)
class Grid:
    """A ruled table: its columns' and rows' edges, its cells, and whether rules show all of them to the full.

    `cut` are its first and its last row if they have no rule at the table's end: a page may cut them off.
    """

    xs: Sequence[float]
    ys: Sequence[float]
    cells: list[GridCell]
    whole: bool
    cut: tuple[int, ...] = ()

    @property
    def box(self) -> Box:
        """Its area."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def places(self, number: int) -> dict[tuple[int, int], Place]:
        """Return the cell that covers each row and column; `number` is that of the table."""
        covered: dict[tuple[int, int], Place] = {}
        for index, cell in enumerate(self.cells):
            place = number, index
            for row in range(cell.row, cell.row + cell.rows):
                for column in range(cell.column, cell.column + cell.columns):
                    covered[row, column] = place
        return covered


def grids(sheet: Sheet) -> tuple[list[Grid], list[Rule]]:
    """Return the ruled tables of a sheet, and the rules across that belong to none."""
    across, down = dotted(sheet.dots) if sheet.dots else ([], [])
    across, down = merged([*sheet.across, *across]), merged([*sheet.down, *down])
    if max(len(across), len(down)) > _MOST_RULES:
        return [], []
    found, loose = list[Grid](), list[Rule]()
    for ours, theirs in _touching(across, down):
        grid = _grid(ours, theirs)
        if grid:
            found.append(grid)
        else:
            loose += ours
    return found, loose


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """Join rules that lie on one line and meet."""
    found: list[Rule] = []
    for group in _groups(sorted(rules)):
        at = sum(rule.at for rule in group) / len(group)
        start = end = None
        for rule in sorted(group, key=lambda rule: rule.start):
            if end is None or start is None or rule.start > end + _NEAR:
                if end is not None and start is not None:
                    found.append(Rule(at, start, end))
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        if end is not None and start is not None:
            found.append(Rule(at, start, end))
    return found


def _groups(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Yield the rules that lie on one line, or nearly so."""
    group: list[Rule] = []
    for rule in rules:
        if group and rule.at - group[0].at > _NEAR / 2:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _touching(across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Yield the rules that hang together."""
    parents = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    reaches = [(j, x, top - _NEAR, bottom + _NEAR) for j, (x, top, bottom) in enumerate(down, len(across))]
    for i, (y, left, right) in enumerate(across):
        start, end = left - _NEAR, right + _NEAR
        for j, x, top, bottom in reaches:
            if start <= x <= end and top <= y <= bottom and parents[i] != parents[j]:
                parents[root(j)] = root(i)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate((*across, *down)):
        groups.setdefault(root(i), ([], []))[i >= len(across)].append(rule)
    yield from groups.values()


def _grid(across: Sequence[Rule], down: Sequence[Rule]) -> Grid | None:
    """Return the table that rules draw; None if it has but one cell, or none."""
    xs, ys = _edges(down, across), _edges(across, down)
    if len(xs) < _FEWEST or len(ys) < _FEWEST or max(len(xs), len(ys)) > _MOST_SIDES:
        return None
    left_of = _walls(down, xs, _covering_rows(across, ys))
    above = _walls(across, ys, [(left + _NEAR, right - _NEAR) for left, right in pairwise(xs)])
    cells, whole = _cells(xs, ys, left_of, above)
    if len(cells) <= 1:
        return None
    grid = _compact(xs, ys, cells, whole=whole)
    grid.cut = tuple(row for row, edge in ((0, ys[0]), (len(grid.ys) - 2, ys[-1])) if _is_cut(grid, across, row, edge))
    return grid


def _is_cut(grid: Grid, across: Sequence[Rule], row: int, edge: float) -> bool:
    """Tell whether the cells of the first or the last row, but those that are higher, have no rule at that end."""
    rules = [rule for rule in across if abs(rule.at - edge) <= _SAME]
    middles = [(cell.box.left + cell.box.right) / 2 for cell in grid.cells if cell.row == row and cell.rows == 1]
    return not any(rule.start < middle < rule.end for rule in rules for middle in middles)


def _edges(rules: Sequence[Rule], crossing: Sequence[Rule]) -> list[float]:
    """Return where `rules` lie, and where the rules that cross them end beyond the last of them."""
    edges = [rule.at for rule in rules]
    for ends, pick in (([rule.start for rule in crossing], min), ([rule.end for rule in crossing], max)):
        if ends:
            farthest = pick(ends)
            beyond = not edges or (abs(farthest - pick(edges)) > _SAME and pick(farthest, pick(edges)) == farthest)
            if beyond and sum(abs(end - farthest) < _SAME for end in ends) >= min(_FEWEST, len(ends)):
                edges.append(farthest)
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > _SAME:
            found.append(edge)
    return found


def _covering_rows(across: Sequence[Rule], ys: Sequence[float]) -> list[tuple[float, float]]:
    """Return for each row where a rule down it must have begun, and beyond what it must reach.

    Where the page cuts a row off, there is no rule, and its sides end where they may: there a piece of a side will do.
    """
    rows: list[tuple[float, float]] = []
    for top, bottom in pairwise(ys):
        near = max(_NEAR, _SHORT * (bottom - top))
        rows.append((top + near, bottom - near))
    if not _is_ruled(across, ys[0]):
        rows[0] = ys[1] - min(_PIECE, ys[1] - rows[0][0]), rows[0][1]
    if not _is_ruled(across, ys[-1]):
        rows[-1] = rows[-1][0], ys[-2] + min(_PIECE, rows[-1][1] - ys[-2])
    return rows


def _is_ruled(rules: Sequence[Rule], edge: float) -> bool:
    return any(abs(rule.at - edge) <= _SAME for rule in rules)


def _walls(rules: Sequence[Rule], lies: Sequence[float], needed: Sequence[tuple[float, float]]) -> list[list[bool]]:
    """Tell for each edge of `lies`, and each stretch that is `needed`, whether a rule covers it.

    The first and the last edge are closed, whatever is drawn.
    """
    last = len(lies) - 1
    walls = [[edge in (0, last)] * len(needed) for edge in range(len(lies))]
    for at, start, end in rules:
        edge = nearest(lies, at)
        wall = zip(walls[edge], needed, strict=True)
        walls[edge] = [done or (start <= left and end >= right) for done, (left, right) in wall]
    return walls


def nearest(edges: Sequence[float], at: float) -> int:
    """Return the index of the edge that lies nearest; they are in order."""
    after = bisect_right(edges, at)
    if after == len(edges) or (after and at - edges[after - 1] <= edges[after] - at):
        return after - 1
    return after


def _cells(
    xs: Sequence[float], ys: Sequence[float], left_of: Sequence[Sequence[bool]], above: Sequence[Sequence[bool]]
) -> tuple[list[GridCell], bool]:
    """Return the cells between walls, and whether each is a rectangle; what is none is parted at all columns' edges."""
    width, height = len(xs) - 1, len(ys) - 1
    taken = [[False] * width for _ in range(height)]
    cells: list[GridCell] = []
    whole = True
    for row in range(height):
        for column in range(width):
            if taken[row][column]:
                continue
            rows = columns = 1
            beside = left_of[column][row] and left_of[column + 1][row]
            if not (beside and above[row][column] and above[row + 1][column]):
                columns = _reach(column, width, lambda at: left_of[at][row] or taken[row][at])  # noqa: B023  # called at once
                rows = _reach(row, height, lambda at: above[at][column] or taken[at][column])  # noqa: B023  # called at once
                if not _is_open(range(column, column + columns), range(row, row + rows), left_of, above):
                    columns, whole = 1, False
                for line in taken[row : row + rows]:
                    line[column : column + columns] = [True] * columns
            box = _new(Box, (xs[column], ys[row], xs[column + columns], ys[row + rows]))
            cells.append(_new(GridCell, (row, column, rows, columns, box)))
    return cells, whole


def _reach(start: int, end: int, is_closed: Callable[[int], bool]) -> int:
    """Return how many steps it is to the next wall."""
    at = start + 1
    while at < end and not is_closed(at):
        at += 1
    return at - start


def _is_open(across: range, down: range, left_of: Sequence[Sequence[bool]], above: Sequence[Sequence[bool]]) -> bool:
    """Tell whether a rectangle has all walls around it and none inside."""
    inside = any(left_of[x][y] for x in across[1:] for y in down) or any(above[y][x] for y in down[1:] for x in across)
    around = all(left_of[x][y] for x in (across.start, across.stop) for y in down)
    return not inside and around and all(above[y][x] for y in (down.start, down.stop) for x in across)


def _compact(xs: Sequence[float], ys: Sequence[float], cells: Sequence[GridCell], *, whole: bool) -> Grid:
    """Count rows and columns by the edges at which a cell begins."""
    rows, columns = sorted({cell.row for cell in cells}), sorted({cell.column for cell in cells})
    if len(rows) == len(ys) - 1 and len(columns) == len(xs) - 1:
        return Grid(xs, ys, list(cells), whole)
    row_of = {at: number for number, at in enumerate(rows)}
    column_of = {at: number for number, at in enumerate(columns)}

    def numbered(cell: GridCell) -> GridCell:
        row, column = row_of[cell.row], column_of[cell.column]
        end, right = bisect_right(rows, cell.row + cell.rows - 1), bisect_right(columns, cell.column + cell.columns - 1)
        return GridCell(row, column, end - row, right - column, cell.box)

    edges = [xs[at] for at in columns] + [xs[-1]], [ys[at] for at in rows] + [ys[-1]]
    return Grid(*edges, [numbered(cell) for cell in cells], whole)
