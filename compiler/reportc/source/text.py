"""Texts to pieces: each stretch between two section headings is cut by the layout it shows."""

from __future__ import annotations

from collections.abc import Sequence

from reportc.source.layouts import pieces
from reportc.source.lines import Line, stretches
from reportc.source.pieces import Piece, Vocabulary


def read_lines(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece]:
    """Cut the lines of a text into pieces."""
    found: list[Piece] = []
    for stretch in stretches(lines, vocabulary):
        found += pieces(stretch, vocabulary)
    return found
