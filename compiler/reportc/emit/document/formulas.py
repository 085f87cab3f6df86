"""The sums of a grid: which of its numbers are totals, and of what, where the sum is what is printed.

A total that differs from its sum stays the number that is printed: a formula would print another one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reportc.emit.document.blocks import Box, Grid, Role
from reportc.form import TOTAL, Path
from reportc.syntax.nodes import State

_OUTCOMES = ("applications", "outcomes")
_Known = Mapping[Path, int | Decimal | None]
"""The numbers that a sheet shows as printed, and None for blanks."""


def sums(grid: Grid) -> dict[Path, tuple[Box, ...]]:
    """Return the boxes that each total is the sum of, by the total's path."""
    numbers = [box for box in grid.boxes if box.role is Role.NUMBER]
    if any(times > 1 for times in Counter(box.path for box in numbers).values()):
        return {}  # a row that is printed twice: no one knows which of them the totals mean
    by_path = {box.path: box for box in numbers}
    known: _Known = {box.path: value for box in numbers if (value := number(box)) is not None or is_blank(box)}
    return {path: tuple(parts) for path, parts in _parts(by_path) if _holds(path, parts, known)}


def _parts(numbers: Mapping[Path, Box]) -> Iterator[tuple[Path, list[Box]]]:
    """Yield each total with its parts: the others of its row, or the dispositions of its column."""
    rows: Mapping[Path, list[Box]] = defaultdict(list)
    columns: Mapping[str, list[Box]] = defaultdict(list)
    for (*row, column), box in numbers.items():
        if column != TOTAL:
            rows[tuple(row)].append(box)
        if (*row[:2],) == _OUTCOMES and row[-1] != TOTAL:
            columns[column].append(box)
    for path in numbers:
        if path[-1] == TOTAL and rows[path[:-1]]:
            yield path, rows[path[:-1]]
        elif path[:-1] == (*_OUTCOMES, TOTAL) and columns[path[-1]]:
            yield path, columns[path[-1]]


def _holds(total: Path, parts: Sequence[Box], known: _Known) -> bool:
    """Tell whether a sum gives what is printed: nothing, where nothing is printed in any part."""
    if total not in known or not all(box.path in known for box in parts):
        return False
    printed = [value for box in parts if (value := known[box.path]) is not None]
    return known[total] == (sum(printed) if printed else None)


def number(box: Box) -> int | Decimal | None:
    """Return the number of a box, if it is written in the one way that a sheet shows it in: digits, and no more."""
    value = box.cell.value if box.cell else None
    return value if value is not None and _shown(value) == box.text else None


def is_blank(box: Box) -> bool:
    """Tell whether a number's box is printed empty."""
    return box.cell is not None and box.cell.state is State.BLANK and not box.text


def _shown(value: int | Decimal) -> str:
    """Return how a sheet shows a number: it keeps fifteen digits of a double."""
    text = str(value) if isinstance(value, int) else repr(float(value)).removesuffix(".0")
    return text if len(text.strip("-").replace(".", "")) <= 15 else ""  # noqa: PLR2004  # as said above
