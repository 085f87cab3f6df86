"""Tables to be drawn: rows of labels and cells, and their geometry, plain or as the form prints it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from reportc.form import Path
from reportc.syntax import nodes

CellText = str | None
"""The text of a cell; None where another cell covers, or where there is none."""
TextGrid = list[list[CellText]]
"""The rows of a table, each with a cell for every column."""


class CellAt(NamedTuple):
    """The text of a cell, and its path from the report down."""

    path: Path
    cell: nodes.Cell


@dataclass(slots=True)
class PrintedRow:
    """A row: its label, after those of its groups, and its cells.

    `numbers` has the node of each cell, `row` the row that the label names, if it names one.
    """

    labels: tuple[str, ...]
    cells: list[str] = field(default_factory=list)
    above: str = ""
    """The mark of cells without a column; "" without such cells."""
    numbers: list[CellAt] = field(default_factory=list)
    row: nodes.Row | None = None


@dataclass(slots=True)
class PrintedTable:
    """A table: the words of its header, its lines, and the form's own header where that has more rows than one.

    `depth` is how many columns of labels the form prints; `head` is the form's header.
    """

    columns: tuple[str, ...]
    corner: str = ""
    caption: str | None = None
    depth: int = 1
    head: TextGrid = field(default_factory=list)
    lines: list[PrintedRow] = field(default_factory=list)

    @property
    def width(self) -> int:
        """The number of columns of cells."""
        return max((len(self.columns), *(len(line.cells) for line in self.lines)))


def plain(table: PrintedTable) -> Iterator[tuple[int, list[CellText]]]:
    """Yield the rows of a table with one column of labels, a group's label in a row of its own, and their depths."""
    width = table.width
    nothing: list[CellText] = [None] * width
    if table.columns:
        yield 0, [table.corner, *table.columns, *nothing[len(table.columns) :]]
    before: tuple[str, ...] = ()
    for line in table.lines:
        for depth in range(_shared(before, line.labels), len(line.labels) - 1):
            yield depth, [line.labels[depth], *nothing]
        inside = len(line.labels) - 1
        yield inside, [line.labels[-1], *(line.cells or nothing)]
        if line.above:
            yield inside, [line.above, *nothing]
        before = line.labels


class RowRole(Enum):
    """The roles of rows of the printed form."""

    CAPTION = auto()
    HEAD = auto()
    LINE = auto()
    ABOVE = auto()


class Ruled(NamedTuple):
    """A row of the printed form: its role, its cells, and the line that it belongs to."""

    part: RowRole
    cells: list[CellText]
    line: PrintedRow | None = None


def ruled(table: PrintedTable) -> Iterator[Ruled]:
    """Yield the rows of a table as the form prints it: a column for each level of labels, words above several."""
    if table.caption:
        yield Ruled(RowRole.CAPTION, [table.caption])
    if table.head:
        yield from (Ruled(RowRole.HEAD, row) for row in table.head)
    elif table.columns:
        beside: list[CellText] = [None] * (table.depth - 1)
        yield Ruled(RowRole.HEAD, [table.corner, *beside, *table.columns])
    before: tuple[str, ...] = ()
    for line in table.lines:
        shared = _shared(before, line.labels)
        labels: list[CellText] = [None if depth < shared else label for depth, label in enumerate(line.labels)]
        yield Ruled(RowRole.LINE, [*labels, *[None] * (table.depth - len(labels)), *(line.cells or [])], line)
        if line.above:
            yield Ruled(RowRole.ABOVE, [line.above], line)
        before = line.labels


def official(table: PrintedTable) -> TextGrid:
    """Return the rows of a table as the form prints it, each as wide as the table."""
    width = table.depth + table.width
    return [row.cells + [None] * (width - len(row.cells)) for row in ruled(table)]


def _shared(before: tuple[str, ...], labels: tuple[str, ...]) -> int:
    """Return how many groups a line shares with the previous one; its own label does not count."""
    pairs = zip(before, labels[:-1], strict=False)
    return next((depth for depth, (one, other) in enumerate(pairs) if one != other), min(len(before), len(labels) - 1))
