"""Rows and cells, and the notes beside a table: what the writers of all tables share."""

from __future__ import annotations

from collections.abc import Iterable

from reportc.emit.text.pen import NOWHERE, Pen, start
from reportc.emit.text.table import Line, Number
from reportc.syntax.nodes import Cell, Label, Paragraph, Row

_MATRIX, _BLOCKS = "applications", "proceedings"


def row(pen: Pen, node: Row) -> None:
    """Write a row into the table that is being written."""
    section = node.path[0]
    groups = node.path[1:-1] if section == _MATRIX else ()
    labels = [pen.groups[name] for name in groups if name in pen.groups]
    label = pen.phrasing.form(f"{node.path[-1]}_row", node.path[-1]) if section == _BLOCKS else pen.phrasing.row(node)
    pen.table.lines.append(Line((*labels, label), row=node))
    pen.bare = pen.layout.grid and section != _BLOCKS and pen.phrasing.speaks(node)
    pen.write(*node.cells)
    if node.unplaced:
        pen.table.lines[-1].above = pen.phrasing.above(node.unplaced)


def cell(pen: Pen, node: Cell) -> None:
    """Write a cell into the row that is being written."""
    line = pen.table.lines[-1]
    line.cells.append(pen.phrasing.cell(node, bare=pen.bare))
    line.numbers.append(Number((*(line.row.path if line.row else ()), node.column), node))


def by_name(labels: Iterable[Label]) -> dict[str, Label]:
    """Map the names of labels to the first that is printed of each."""
    return {label.name: label for label in reversed(tuple(labels))}


def first(leaves: Iterable[Label | Cell]) -> int:
    """Return where a table begins."""
    return min((start(leaf.spans) for leaf in leaves), default=NOWHERE)


def parted(notes: Iterable[Paragraph], begin: int) -> tuple[list[Paragraph], list[Paragraph]]:
    """Part notes into those before a table and those after where it begins."""
    before = [note for note in notes if start(note.spans) < begin]
    return before, [note for note in notes if start(note.spans) >= begin]
