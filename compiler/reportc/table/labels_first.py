"""Tables printed label by label and then number by number: which number belongs to which label.

Some PDF readers print all labels of a table and then all numbers, row by row or column by column,
and the column of totals not always last. Every possible order is tried; where the table has
totals, only those are kept in which each row adds up. A cell is read if all of these agree on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reportc.table.entry import Entry, Placement, filled
from reportc.table.lexeme import Lexeme

ValueOf = Callable[[Lexeme], object]
"""The value of a cell; two readings agree on a cell if its value is the same in both."""
_Order = list[list[Lexeme]]


def unfold(entries: Sequence[Entry], width: int, value: ValueOf, *, totals: bool) -> dict[int, Placement]:
    """Map the indices of entries whose numbers are after a later label to their placements."""
    found: dict[int, Placement] = {}
    waiting: list[int] = []
    for at, entry in enumerate(entries):
        waiting.append(at)
        cells = filled(entry.cells)
        if not entry.cells:
            continue
        if len(waiting) > 1 and len(cells) == len(waiting) * width and all(cell.piece.row is None for cell in cells):
            found |= dict(zip(waiting, _placements(cells, len(waiting), value, totals=totals), strict=True))
        waiting = []
    return found


def _placements(cells: Sequence[Lexeme], rows: int, value: ValueOf, *, totals: bool) -> Iterator[Placement]:
    """Place the cells of `rows` rows as far as all possible readings agree."""
    possible = _readings(cells, rows, totals=totals)
    readings = [reading for reading in possible if not totals or _adds_up(reading, value)]
    for at, row in enumerate((readings or possible)[0]):
        found = [{value(reading[at][i]) for reading in readings} for i in range(len(row))]
        lost = frozenset(i for i, values in enumerate(found) if len(values) != 1)
        columns = tuple(None if i in lost else lexeme for i, lexeme in enumerate(row))
        yield Placement(columns, tuple(row[i] for i in sorted(lost)), lost)


def _readings(cells: Sequence[Lexeme], rows: int, *, totals: bool) -> list[_Order]:
    """Return the orders in which the cells may be printed; totals never come first."""
    width = len(cells) // rows
    columns = [cells[i * rows : (i + 1) * rows] for i in range(width)]
    readings = [[list(cells[i * width : (i + 1) * width]) for i in range(rows)]]
    for last in range(1 if totals else width - 1, width):
        order = [column for i, column in enumerate(columns) if i != last] + [columns[last]]
        readings.append([list(row) for row in zip(*order, strict=True)])
    return readings


def _adds_up(reading: _Order, value: ValueOf) -> bool:
    """Return whether each row's last number is the sum of the others."""
    for row in reading:
        numbers = [number for number in map(value, row) if isinstance(number, int)]
        if len(numbers) != len(row) or sum(numbers[:-1]) != numbers[-1]:
            return False
    return True
