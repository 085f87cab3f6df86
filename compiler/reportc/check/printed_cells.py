"""The values of a report's cells by JSON pointer; a report has three hundred cells, and all rules use them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from reportc.form import Path, pointer
from reportc.syntax.nodes import Cell, Row

_MOST_ROWS = 256
"""The pointers of this many rows are cached; both editions together have ninety."""


class PrintedCells(NamedTuple):
    """The counts by pointer, None for what is not a count; the rows with a gap; the numbers that are not counts."""

    values: Mapping[str, int | None]
    with_gaps: tuple[Row, ...]
    odd_numbers: tuple[tuple[Row, Cell], ...]


def printed_cells(rows: Mapping[Path, Row]) -> PrintedCells:
    """Return the values of the cells of `rows`; a number below zero or with decimals is an odd one."""
    values: dict[str, int | None] = {}
    gaps: dict[Path, Row] = {}
    odd: list[tuple[Row, Cell]] = []
    for path, row in rows.items():
        at = row_prefix(path)
        for cell in row.cells:
            value = cell.value
            if type(value) is int:
                values[at + cell.column] = value
                if value >= 0:
                    continue
            else:
                values[at + cell.column] = None
            if value is None:
                gaps[path] = row
            else:
                odd.append((row, cell))
    return PrintedCells(values, tuple(gaps.values()), tuple(odd))


@lru_cache(maxsize=_MOST_ROWS)
def row_prefix(path: Path) -> str:
    """Return the common beginning of the JSON pointers of a row's cells, up to the column."""
    return f"{pointer(path)}/"
