"""Grids: pieces that stand in rows and columns, whose words may be broken over rows and lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from reportc.source.pieces import Piece, Vocabulary
from reportc.table.words import rejoin, rejoin_across, rejoin_below


def settled(pieces: Sequence[Piece], vocabulary: Vocabulary, *, broken: bool) -> list[Piece]:
    """Return the cells of a grid with their words whole; they may be `broken` over pieces that follow one another."""
    if broken:
        return rejoin(pieces, vocabulary)
    lines = groupby(enumerate(pieces), key=lambda item: -1 - item[0] if item[1].row is None else item[1].row)
    rows = [[piece for _, piece in line] for _, line in lines]
    return [piece for row in rejoin_across(rejoin_below(rows, vocabulary), vocabulary) for piece in row]
