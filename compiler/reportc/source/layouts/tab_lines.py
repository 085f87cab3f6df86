"""Tab lines: one cell a line behind or before a tab, rows apart by empty lines; a tab is a cell.

Several tabs before a cell are empty cells before it, whether or not each has a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportc.source.layouts.plain import rejoin
from reportc.source.lines import Line, Place, cells, piece, whole
from reportc.source.pieces import Piece, Vocabulary

_FEWEST = 5
_SHARE = 0.9
"""So many of the lines with a tab must hold just one cell, and the tab on the same side of it."""
_WIDEST = 64


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece] | None:
    """Read one cell a line. None unless nearly all tabs lead, or end, a line with one cell."""
    tabbed = [line.text for line in lines if "\t" in line.text]
    single = [text for text in tabbed if "\t" not in text.strip()]
    leading = [text for text in single if text.strip() and text.startswith("\t")]
    ending = [text for text in single if text.strip() and text.endswith("\t")]
    most = max(leading, ending, key=len)
    if len(most) < _FEWEST or len(single) < _SHARE * len(tabbed) or len(most) < _SHARE * len(leading + ending):
        return None
    return rejoin(list(_cells(lines, leading=most is leading)), vocabulary)


def _cells(lines: Sequence[Line], *, leading: bool) -> Iterator[Piece]:
    """Yield the cells; an empty line ends a row."""
    row, column = lines[0].number, 0
    for line in lines:
        if "\t" not in line.text:
            if not line.blank:
                yield whole(line)
            elif column:
                row, column = line.number, 0
            continue
        ranges = list(cells(line, "\t"))
        outside = piece(line, *(ranges.pop(0) if leading else ranges.pop()))
        if outside.text:
            yield outside
        for start, end in ranges:
            if column < _WIDEST or end > start:
                yield piece(line, start, end, Place(row, column))
            column += 1
