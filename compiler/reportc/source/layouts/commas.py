"""Commas: a row a line, its cells between commas, as in CSV; a cell between quotation marks may hold some."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportc.source.layouts.grid import Row, even
from reportc.source.lines import Line, Place, piece, whole
from reportc.source.pieces import Piece, Vocabulary

_FEWEST = 2
"""So many rows must hold words of the form and numbers, and nothing else, unless one is long."""
_LONG = 5
"""One row of so many cells is enough."""
_CELL = re.compile(r"\s*\"(?P<quoted>(?:[^\"]|\"\"){0,400})\"\s*(?:,|$)|(?P<bare>[^,]*)(?:,|$)")
_WIDEST = 64


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece] | None:
    """Read rows of cells. None unless several rows are of the form."""
    comma = [line for line in lines if "," in line.text]
    rows = {line.number: _row(line) for line in comma}
    known = [len(row) for row in rows.values() if _is_row(row, vocabulary)]
    if len(known) < _FEWEST and max(known, default=0) < _LONG:
        return None
    found: list[Row] = []
    for line in lines:
        row = rows.get(line.number, [])
        if any(vocabulary.is_word(cell.text) or vocabulary.is_cell(cell.text) or not cell.text for cell in row):
            found.append(row)
        elif not line.blank:
            found.append([whole(line)])
    return [cell for row in even(found) for cell in row]


def _row(line: Line) -> Row:
    """Return the cells of one row."""
    found: Row = []
    for column, cell in enumerate(_CELL.finditer(line.text)):
        start, end = cell.span("bare" if cell["quoted"] is None else "quoted")
        if (cell.start() == len(line.text) and not line.text.endswith(",")) or column == _WIDEST:
            break
        found.append(piece(line, start, end, Place(line.number, column)))
    return found


def _is_row(row: Row, vocabulary: Vocabulary) -> bool:
    """Tell whether all that is printed in a row are words of the form and numbers."""
    printed = [cell.text for cell in row if cell.text]
    return len(printed) > 1 and all(vocabulary.is_word(text) or vocabulary.is_cell(text) for text in printed)
