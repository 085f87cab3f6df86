"""Tab lines: one cell a line behind a tab, rows apart by empty lines; a tab alone is a blank."""

from __future__ import annotations

from collections.abc import Sequence

from reportc.source.layouts.plain import rejoin
from reportc.source.lines import Line, Place, piece, whole
from reportc.source.pieces import Piece, Vocabulary

_FEWEST = 5
_SHARE = 0.9
"""So many of the lines with a tab must hold just one cell behind it."""


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece] | None:
    """Read one cell a line. None unless nearly all tabs lead a line with one cell."""
    tabbed = [line.text for line in lines if "\t" in line.text]
    single = [text for text in tabbed if text.startswith("\t") and "\t" not in text.strip()]
    filled = [text for text in single if text.strip()]
    if len(filled) < _FEWEST or len(single) < _SHARE * len(tabbed):
        return None
    found: list[Piece] = []
    row, column = lines[0].number, 0
    for line in lines:
        if not line.text.startswith("\t"):
            if not line.blank:
                found.append(whole(line))
            elif column:
                row, column = line.number, 0
            continue
        found.append(piece(line, 0, len(line.text), Place(row, column)))
        column += 1
    return rejoin(found, vocabulary)
