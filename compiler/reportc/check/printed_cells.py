"""What the cells of a report print, by JSON pointer: each report has three hundred, and all rules look at them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from reportc.form import Path, pointer
from reportc.syntax.nodes import Cell, Row

_MOST_ROWS = 256
"""The pointers of so many rows are remembered; both editions together have ninety."""


class PrintedCells(NamedTuple):
    """What cells print: counts by pointer, None for what is no count; rows with a gap; numbers that are no counts."""

    values: Mapping[str, int | None]
    with_gaps: tuple[Row, ...]
    odd_numbers: tuple[tuple[Row, Cell], ...]


def printed_cells(rows: Mapping[Path, Row]) -> PrintedCells:
    """Return what the cells of `rows` print; a number below zero or with decimals is an odd one."""
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
    """Return what the JSON pointers of a row's cells begin with, up to the column."""
    return f"{pointer(path)}/"
