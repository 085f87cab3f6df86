"""Section 4 as text: a row for each block, or all blocks in one row as the form has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportc.emit.text.pen import Pen
from reportc.emit.text.rows import by_name, first, parted
from reportc.emit.text.table import Cell, Grid, Line, Table
from reportc.form import PROCEEDINGS
from reportc.syntax.nodes import Cell as NumberCell
from reportc.syntax.nodes import Label, Proceedings, Row

_PATHS = tuple(PROCEEDINGS.path + row for row in PROCEEDINGS.rows)


def proceedings(pen: Pen, node: Proceedings) -> None:
    """Write section 4: what stands before the table, the table, and below it notes and strays."""
    pen.open(node)
    leaves: list[Label | NumberCell] = [*node.labels, *(cell for row in node.rows for cell in row.cells if cell.spans)]
    before, behind = parted(node.notes, first(leaves) if node.heading and leaves else -1)
    pen.write(*before)
    printed = by_name(node.labels)
    for rows in _runs(node.rows) if pen.layout.blocks else [node.rows]:
        if rows or node.labels:
            pen.table = _results(pen, printed)
            pen.write(*rows)
            pen.draw(_side_by_side(pen, pen.table, rows, printed) if pen.layout.blocks else pen.table)
    pen.write(*behind, *node.strays)


def _results(pen: Pen, printed: Mapping[str, Label]) -> Table:
    """Return the header of five results."""
    block = Row(_PATHS[0], (), ())
    heads = zip(PROCEEDINGS.columns, PROCEEDINGS.heads, strict=True)
    return Table(tuple(pen.phrasing.column(name, block, printed.get(head)) for name, head in heads))


def _runs(rows: Sequence[Row]) -> list[list[Row]]:
    """Part rows where the form's order is left, and before cells without a column: only a first row can have these."""
    runs: list[list[Row]] = [[]]
    for row in rows:
        if runs[-1] and (row.unplaced or _PATHS.index(row.path) <= _PATHS.index(runs[-1][-1].path)):
            runs.append([])
        runs[-1].append(row)
    return runs


def _side_by_side(pen: Pen, table: Table, rows: Sequence[Row], printed: Mapping[str, Label]) -> Table:
    """Return the table of several blocks in one row, under the form's header or the part of it that they need."""
    width = len(table.columns)
    gap: list[Cell] = [None] * (width - 1)
    paths = [row.path for row in rows] or list(_PATHS)
    blocks = [text for path in paths for text in (_word(pen, path[-1], printed), *gap)]
    head: Grid = [blocks, [*table.columns] * len(paths)]
    if paths == list(_PATHS):
        above = [*blocks[:width], _word(pen, "litigation", printed)]
        head = [above, [*table.columns, *blocks[width:]], [None, *gap, *table.columns, *table.columns]]
    cells = [cell for line in table.lines for cell in line.cells]
    numbers = [number for line in table.lines for number in line.numbers]
    lines = [Line((), cells, "".join(line.above for line in table.lines), numbers)] if cells else []
    return Table(table.columns * len(paths), depth=0, head=head, lines=lines)


def _word(pen: Pen, name: str, printed: Mapping[str, Label]) -> str:
    return pen.phrasing.label(printed.get(name), pen.phrasing.form(name))
