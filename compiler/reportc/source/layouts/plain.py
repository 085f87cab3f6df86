"""Plain lines: one cell, heading or paragraph a line, and words broken over lines joined again."""

from __future__ import annotations

from collections.abc import Sequence

from reportc.source.fold import fold
from reportc.source.layouts.order import settle
from reportc.source.lines import Line, join, whole
from reportc.source.pieces import Piece, Vocabulary

_MOST_PARTS = 32
"""A word, with the numbers inside it, is never broken over more lines than this."""


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece]:
    """Take every line for a piece; this layout knows all lines."""
    return settle(rejoin([whole(line) for line in lines if not line.blank], vocabulary), vocabulary)


def rejoin(parts: Sequence[Piece], vocabulary: Vocabulary) -> list[Piece]:
    """Join neighbouring pieces that make a word of the form together; the longest word wins.

    A row's numbers may stand inside its broken label; they are read behind it.
    """
    joined: list[Piece] = []
    at = 0
    while at < len(parts):
        ahead = parts[at : at + _MOST_PARTS]
        word = _word(ahead, vocabulary)
        used = set(word)
        last = word[-1]
        joined.append(join([ahead[i] for i in word]) if len(word) > 1 else ahead[0])
        joined += [ahead[i] for i in range(last) if i not in used]
        at += last + 1
    return joined


def _word(parts: Sequence[Piece], vocabulary: Vocabulary) -> list[int]:
    """Return which of `parts`, from the first on, make a word; just the first if they make none."""
    words, taken, best = "", list[int](), [0]
    for i, part in enumerate(parts):
        longer = words + fold(part.text)
        if not part.text or not vocabulary.begins_label(longer):
            if taken and vocabulary.is_cell(part.text):
                continue
            break
        words = longer
        taken.append(i)
        if vocabulary.is_label(words):
            best = list(taken)
    return best
