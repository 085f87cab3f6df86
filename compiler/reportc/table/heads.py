"""Heads: the words of a header that stand over the columns of numbers.

Where few rows print a number in every column, only the header shows which are blank. It does so if every number of the
table stands under just one word, and all numbers under a word are aligned.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from reportc.source.layouts.tokens import Token
from reportc.table.cellrows import CellRow
from reportc.table.chains import Chain

_FEWEST = 5
"""The blocks of section 2 have fewer columns, each block its own."""
_NEAR = 1
"""Numbers of even and odd length cannot have the same middle."""
_UNEVEN = 2
"""Words of different length cannot have the same distances everywhere."""


def heads(words: Iterable[Chain], rows: Sequence[CellRow]) -> list[Chain]:
    """Return the words over the columns, from left to right; none if they are too few, or rows contradict them.

    A row without a label counts if it is the only one, as in section 4; then all words are over its columns.
    """
    printed = [row for row in rows if row.tokens]
    labelled = [row for row in printed if row.label] or printed
    if not labelled or not (labelled[0].label or len(printed) == 1):
        return []
    first = min(row.index for row in labelled)
    left = min(row.left if row.label else 0 for row in labelled)
    above = [word for word in words if word.last < first and word.right > left]
    lowest = [word for word in above if not any(other.first > word.last and _over(other, word) for other in above)]
    found = sorted(lowest, key=lambda word: word.left)
    if len(found) < max(_FEWEST, *(len(row.tokens) for row in labelled)):
        return []
    under: dict[int, list[Token]] = {}
    for row in labelled:
        columns = columns_under(row.tokens, found)
        if columns is None:
            return []
        for column, token in zip(columns, row.tokens, strict=True):
            under.setdefault(column, []).append(token)
    alike = bool(labelled[0].label) or (
        _even(found) and _alike(labelled[0].tokens, [found[column] for column in under])
    )
    return found if alike and all(map(_aligned, under.values())) else []


def columns_under(tokens: Sequence[Token], found: Sequence[Chain]) -> list[int] | None:
    """Return which word each number stands under; None unless each stands under one of its own."""
    over = [[i for i, word in enumerate(found) if _over(word, token)] for token in tokens]
    columns = [places[0] for places in over if len(places) == 1]
    return columns if len(columns) == len(tokens) == len(set(columns)) else None


def _over(word: Chain, other: Chain | Token) -> bool:
    return word.left < other.right and other.left < word.right


def _even(words: Sequence[Chain]) -> bool:
    """Tell whether words stand equally far from one another: pressed together they are not over their columns."""
    gaps = [b.left + b.right - a.left - a.right for a, b in pairwise(words)]
    return max(gaps) - min(gaps) <= 2 * _UNEVEN


def _alike(tokens: Sequence[Token], words: Sequence[Chain]) -> bool:
    """Tell whether every number of a row stands in the same way under its word: one row alone is not aligned."""
    pairs = list(zip(tokens, words, strict=True))
    middles = [token.left + token.right - word.left - word.right for token, word in pairs]
    return (
        len({token.left - word.left for token, word in pairs}) == 1
        or len({token.right - word.right for token, word in pairs}) == 1
        or max(middles) - min(middles) <= _NEAR
    )


def _aligned(tokens: Sequence[Token]) -> bool:
    """Tell whether numbers begin, end or have their middle in one place."""
    middles = [token.left + token.right for token in tokens]
    return (
        len({token.left for token in tokens}) == 1
        or len({token.right for token in tokens}) == 1
        or max(middles) - min(middles) <= 2 * _NEAR
    )
