"""Texts to pieces: each stretch between two section headings is cut by the layout it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportc.source.layouts import pieces
from reportc.source.lines import Line, split_lines, whole
from reportc.source.pieces import Piece, Vocabulary

_LONGEST_HEADING = 60


def read_text(text: str, vocabulary: Vocabulary) -> list[Piece]:
    """Cut `text` into pieces."""
    found: list[Piece] = []
    for stretch in _stretches(split_lines(text), vocabulary):
        found += pieces(stretch, vocabulary)
    return found


def _stretches(lines: Sequence[Line], vocabulary: Vocabulary) -> Iterator[Sequence[Line]]:
    """Split `lines` before each section heading: tables on its two sides may differ in layout."""
    start = 0
    for at, line in enumerate(lines):
        if len(line.text) <= _LONGEST_HEADING and vocabulary.is_heading(whole(line).text):
            yield lines[start:at]
            start = at
    yield lines[start:]
