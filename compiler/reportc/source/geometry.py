"""Geometry: the column in which each cell of a table is, as a browser sets it where cells span rows and columns."""

from __future__ import annotations

import re

from reportc.source.lines import GridPlace

_MOST_COLUMNS = 1_000
_MOST_ROWS = 65_534
"""No cell spans more: so HTML limits colspan and rowspan."""
_WIDEST = 128
"""Columns farther right are not distinguished: no table of the form has a quarter as many."""
_SPAN = re.compile(r"[ \t\n\f\r]*\+?0*(\d{1,6})")


class TableGrid:
    """A table that is being read: its number, that of its current row, and the columns that cells from above cover."""

    def __init__(self, part: int) -> None:
        """Begin the table that is `part` of its source."""
        self._part = part
        self._number: int | None = None
        self._row = 0
        self._column = 0
        self._until = [0] * _WIDEST  # for each column the first row in which it is free

    def group(self) -> None:
        """Begin a group of rows: no cell reaches into it."""
        self._until = [0] * _WIDEST

    def row(self, number: int) -> None:
        """Begin a row, which takes `number`."""
        self._number = number
        self._row += 1
        self._column = 0

    def cell(self, columns: str | None, rows: str | None) -> GridPlace:
        """Place a cell in the first free column; `columns` and `rows` are its colspan and rowspan as written."""
        width, height = _columns(columns), _rows(rows)
        column = self._column
        while column < _WIDEST and self._until[column] > self._row:
            column += 1
        self._column = column + width
        if height > 1:
            end = min(column + width, _WIDEST)
            below = self._row + height
            self._until[column:end] = [max(below, until) for until in self._until[column:end]]
        return GridPlace(self._number, column if column < _WIDEST else None, self._part)


def _columns(written: str | None) -> int:
    """Return the value of a colspan: 1 unless it is a number from 1 on."""
    return min(_number(written) or 1, _MOST_COLUMNS)


def _rows(written: str | None) -> int:
    """Return the value of a rowspan: 1 unless it is a number; 0 reaches down to the end of the group."""
    rows = _number(written)
    return 1 if rows is None else min(rows or _MOST_ROWS, _MOST_ROWS)


def _number(written: str | None) -> int | None:
    """Return the number that an attribute begins with, as HTML parses it; None without one."""
    found = _SPAN.match(written) if written else None
    return int(found[1]) if found else None
