"""Tab rows: a table row a line, its cells between tabs; an empty cell is a blank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportc.source.lines import Line, Place, cells, piece, whole
from reportc.source.pieces import Piece, Vocabulary

_WIDEST = 64
"""No table of the form has half as many columns; blanks beyond are no cells."""


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece] | None:
    """Read rows of cells. None unless a line holds a tab."""
    del vocabulary
    if not any("\t" in line.text for line in lines):
        return None
    found: list[Piece] = []
    part, last = 0, -2
    for line in lines:
        if line.blank and line.text.count("\t") < 2:  # noqa: PLR2004  # one tab alone is no row
            continue
        if "\t" not in line.text:
            found.append(whole(line))
            continue
        part += line.number != last + 1
        last = line.number
        found += _row(line, part)
    return found


def _row(line: Line, part: int) -> Iterator[Piece]:
    """Yield the cells of one row."""
    for column, (start, end) in enumerate(cells(line, "\t")):
        if column < _WIDEST or end > start:
            yield piece(line, start, end, Place(line.number, column, part))
