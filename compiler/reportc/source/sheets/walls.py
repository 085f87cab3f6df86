"""Walls: the sides of the fields between edges that a rule covers, and the cells that they separate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from reportc.source.sheets.rules import NEAR, SAME, nearest
from reportc.source.sheets.sheet import PageArea, RuledLine

_SHORT = 0.25
"""A rule down may leave this much of a row open, at either end: cells side by side end where their text does.
A rule across may not: it underlines words."""
_PIECE = 6.0
"""A rule that runs on beyond another one by more than this is more than the overlap of a corner."""
_new = tuple.__new__
"""Cells are made by the hundred: `tuple.__new__` takes half as long as the class."""


class GridCell(NamedTuple):
    """A cell: its first row and column, how many it spans, and its area."""

    row: int
    column: int
    rows: int
    columns: int
    box: PageArea


def cells_between(
    xs: Sequence[float], ys: Sequence[float], across: Sequence[RuledLine], down: Sequence[RuledLine]
) -> tuple[list[GridCell], bool]:
    """Return the cells that rules draw between edges, and whether each is a rectangle."""
    left_of = _walls(down, xs, _covering_rows(across, ys))
    above = _walls(across, ys, [(left + NEAR, right - NEAR) for left, right in pairwise(xs)])
    return _cells(xs, ys, left_of, above)


def _covering_rows(across: Sequence[RuledLine], ys: Sequence[float]) -> list[tuple[float, float]]:
    """Return for each row where a rule down it must have begun, and beyond what it must reach.

    Where the page cuts a row off, there is no rule, and its sides end anywhere: there part of a side is enough.
    """
    rows: list[tuple[float, float]] = []
    for top, bottom in pairwise(ys):
        near = max(NEAR, _SHORT * (bottom - top))
        rows.append((top + near, bottom - near))
    if not _is_ruled(across, ys[0]):
        rows[0] = ys[1] - min(_PIECE, ys[1] - rows[0][0]), rows[0][1]
    if not _is_ruled(across, ys[-1]):
        rows[-1] = rows[-1][0], ys[-2] + min(_PIECE, rows[-1][1] - ys[-2])
    return rows


def _is_ruled(rules: Sequence[RuledLine], edge: float) -> bool:
    return any(abs(rule.at - edge) <= SAME for rule in rules)


def _walls(
    rules: Sequence[RuledLine], lies: Sequence[float], needed: Sequence[tuple[float, float]]
) -> list[list[bool]]:
    """Return for each edge of `lies`, and each stretch that is `needed`, whether a rule covers it.

    The first and the last edge are closed, whatever is drawn.
    """
    last = len(lies) - 1
    walls = [[edge in (0, last)] * len(needed) for edge in range(len(lies))]
    for at, start, end in rules:
        edge = nearest(lies, at)
        wall = zip(walls[edge], needed, strict=True)
        walls[edge] = [done or (start <= left and end >= right) for done, (left, right) in wall]
    return walls


def _cells(
    xs: Sequence[float], ys: Sequence[float], left_of: Sequence[Sequence[bool]], above: Sequence[Sequence[bool]]
) -> tuple[list[GridCell], bool]:
    """Return the cells between walls, and whether each is a rectangle; any other is split at all columns' edges."""
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
            box = _new(PageArea, (xs[column], ys[row], xs[column + columns], ys[row + rows]))
            cells.append(_new(GridCell, (row, column, rows, columns, box)))
    return cells, whole


def _reach(start: int, end: int, is_closed: Callable[[int], bool]) -> int:
    """Return the number of steps to the next wall."""
    at = start + 1
    while at < end and not is_closed(at):
        at += 1
    return at - start


def _is_open(across: range, down: range, left_of: Sequence[Sequence[bool]], above: Sequence[Sequence[bool]]) -> bool:
    """Return whether a rectangle has walls on all sides and none inside."""
    inside = any(left_of[x][y] for x in across[1:] for y in down) or any(above[y][x] for y in down[1:] for x in across)
    around = all(left_of[x][y] for x in (across.start, across.stop) for y in down)
    return not inside and around and all(above[y][x] for y in (down.start, down.stop) for x in across)
