"""Tab rows: a table row a line, its cells between tabs; an empty cell is a blank."""

from __future__ import annotations

from collections.abc import Sequence

from reportc.source.layouts.grid import Row, rejoin_across, rejoin_below
from reportc.source.lines import Line, Place, cells, piece, whole
from reportc.source.pieces import Piece, Vocabulary

_WIDEST = 64
"""No table of the form has half as many columns; blanks beyond are no cells."""


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece] | None:
    """Read rows of cells. None unless a line holds a tab."""
    if not any("\t" in line.text for line in lines):
        return None
    rows: list[Row] = []
    part, last = 0, -2
    for line in lines:
        if line.blank and line.text.count("\t") < 2:  # noqa: PLR2004  # one tab alone is no row
            continue
        if "\t" not in line.text:
            rows.append([whole(line)])
            continue
        part += line.number != last + 1
        last = line.number
        rows.append(_row(line, part))
    return [cell for row in rejoin_across(rejoin_below(rows, vocabulary), vocabulary) for cell in row]


def _row(line: Line, part: int) -> Row:
    """Return the cells of one row."""
    return [
        piece(line, start, end, Place(line.number, column, part))
        for column, (start, end) in enumerate(cells(line, "\t"))
        if column < _WIDEST or end > start
    ]
