"""What the cells of a report print, by JSON pointer: each report has three hundred, and all rules look at them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from reportc.form import Path, pointer
from reportc.syntax.nodes import Cell, Row

_MOST_ROWS = 256
"""The pointers of so many rows are remembered; both editions together have ninety."""
_MOST_TABLES = 16
"""The pointers of all cells of so many reports are remembered; those with the same columns have the same."""
_cells, _column, _value = attrgetter("cells"), attrgetter("column"), attrgetter("value")


class Printed(NamedTuple):
    """What cells print: counts by pointer, None for what is no count; rows with a gap; numbers that are no counts."""

    values: Mapping[str, int | None]
    with_gaps: tuple[Row, ...]
    odd_numbers: tuple[tuple[Row, Cell], ...]


def printed_in(rows: Mapping[Path, Row]) -> Printed:
    """Return what the cells of `rows` print."""
    each = [*map(_cells, rows.values())]
    cells = [*chain.from_iterable(each)]
    values = [*map(_value, cells)]
    pointers = _pointers(tuple(rows), tuple(map(len, each)), tuple(map(_column, cells)))
    if {*map(type, values)} <= {int} and min(values, default=0) >= 0:
        return Printed(dict(zip(pointers, values, strict=True)), (), ())
    counts = [value if type(value) is int else None for value in values]
    gaps = [row for row, of_row in zip(rows.values(), each, strict=True) if None in map(_value, of_row)]
    return Printed(dict(zip(pointers, counts, strict=True)), tuple(gaps), tuple(_odd(rows.values())))


def _odd(rows: Iterable[Row]) -> Iterator[tuple[Row, Cell]]:
    """Yield the cells that print a number below zero or with decimals."""
    for row in rows:
        for cell in row.cells:
            if cell.value is not None and (type(cell.value) is not int or cell.value < 0):
                yield row, cell


@lru_cache(maxsize=_MOST_TABLES)
def _pointers(paths: tuple[Path, ...], lengths: tuple[int, ...], columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the JSON pointers of cells, by their rows' paths, how many each row has, and all their columns."""
    following = iter(columns)
    return tuple(
        f"{row_pointer(path)}/{next(following)}"
        for path, length in zip(paths, lengths, strict=True)
        for _ in range(length)
    )


@lru_cache(maxsize=_MOST_ROWS)
def row_pointer(path: Path) -> str:
    """Return the JSON pointer of a row."""
    return pointer(path)
