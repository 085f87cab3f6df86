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

    A row's numbers, and the end of a page, may stand inside its broken label; they are read behind it.
    """
    joined: list[Piece] = []
    at = 0
    while at < len(parts):
        word = _word(parts, at, vocabulary)
        if len(word) == 1:
            joined.append(parts[at])
        else:
            joined.append(join([parts[i] for i in word]))
            joined += [parts[i] for i in range(at, word[-1]) if i not in word]
        at = word[-1] + 1
    return joined


def _word(parts: Sequence[Piece], first: int, vocabulary: Vocabulary) -> list[int]:
    """Return which of `parts`, from the first on, make a word; just the first if they make none."""
    words, taken, best = "", list[int](), [first]
    for i in range(first, min(first + _MOST_PARTS, len(parts))):
        text = parts[i].text
        longer = words + fold(text)
        if not text or not vocabulary.begins_label(longer):
            if taken and (vocabulary.is_cell(text) or vocabulary.is_page_mark(text)):
                continue
            break
        words = longer
        taken.append(i)
        if vocabulary.is_label(words):
            best = list(taken)
    return best
