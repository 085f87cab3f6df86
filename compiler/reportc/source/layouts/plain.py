"""Plain lines: one cell, heading or paragraph a line, and words broken over lines joined again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportc.source.fold import fold
from reportc.source.layouts.order import settle
from reportc.source.lines import Line, join, whole
from reportc.source.pieces import Piece, Vocabulary

_MOST_PARTS = 12
"""A word is never broken over more lines than this."""


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece]:
    """Take every line for a piece; this layout knows all lines."""
    return settle(rejoin([whole(line) for line in lines if not line.blank], vocabulary), vocabulary)


def rejoin(parts: Sequence[Piece], vocabulary: Vocabulary) -> list[Piece]:
    """Join neighbouring pieces that make a word of the form together; the longest word wins."""
    joined: list[Piece] = []
    at = 0
    while at < len(parts):
        count = _word_length(parts[at : at + _MOST_PARTS], vocabulary)
        joined.append(join(parts[at : at + count]) if count > 1 else parts[at])
        at += count
    return joined


def _word_length(parts: Iterable[Piece], vocabulary: Vocabulary) -> int:
    """Return how many of `parts`, from the first on, make a word; 1 if they make none."""
    words, best = "", 1
    for count, part in enumerate(parts, 1):
        words += fold(part.text)
        if not words or not vocabulary.begins_label(words):
            break
        if vocabulary.is_label(words):
            best = count
    return best
