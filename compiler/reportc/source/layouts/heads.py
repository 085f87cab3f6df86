"""Heads: the words of a header that stand over the columns of numbers, where no row prints as many numbers.

Then a whole column may be blank, and only the header shows which. It does so if every number of the
table stands under just one word, and all numbers under a word are aligned.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reportc.source.layouts.cellrows import CellRow
from reportc.source.layouts.chains import Chain
from reportc.source.layouts.tokens import Token

_FEWEST = 5
"""The blocks of section 2 have fewer columns, each block its own."""
_NEAR = 1
"""Numbers of even and odd length cannot have the same middle."""


def heads(words: Iterable[Chain], rows: Sequence[CellRow]) -> list[Chain]:
    """Return the words over the columns, from left to right; none if the rows do not need them, or contradict them."""
    labelled = [row for row in rows if row.label and row.tokens]
    if not labelled:
        return []
    first, left = min(row.index for row in labelled), min(row.left for row in labelled)
    above = [word for word in words if word.last < first and word.right > left]
    lowest = [word for word in above if not any(other.first > word.last and _over(other, word) for other in above)]
    found = sorted(lowest, key=lambda word: word.left)
    if len(found) < max(_FEWEST, 1 + max(len(row.tokens) for row in labelled)):
        return []
    under: dict[int, list[Token]] = {}
    for row in labelled:
        columns = columns_under(row.tokens, found)
        if columns is None:
            return []
        for column, token in zip(columns, row.tokens, strict=True):
            under.setdefault(column, []).append(token)
    return found if all(map(_aligned, under.values())) else []


def columns_under(tokens: Sequence[Token], found: Sequence[Chain]) -> list[int] | None:
    """Return which word each number stands under; None unless each stands under one of its own."""
    over = [[i for i, word in enumerate(found) if _over(word, token)] for token in tokens]
    columns = [places[0] for places in over if len(places) == 1]
    return columns if len(columns) == len(tokens) == len(set(columns)) else None


def _over(word: Chain, other: Chain | Token) -> bool:
    return word.left < other.right and other.left < word.right


def _aligned(tokens: Sequence[Token]) -> bool:
    """Tell whether numbers begin, end or have their middle in one place."""
    middles = [token.left + token.right for token in tokens]
    return (
        len({token.left for token in tokens}) == 1
        or len({token.right for token in tokens}) == 1
        or max(middles) - min(middles) <= 2 * _NEAR
    )
