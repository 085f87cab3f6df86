"""The patterns of the vocabulary, tried a dozen at a time: most texts match none of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from reportc.table.lexeme import Word

_MOST_PATTERNS = 512
"""At most this many compiled patterns are kept; the grammar has a hundred."""
_NAMED = re.compile(r"\(\?P<\w+>")
_SIZE = 12
"""Measured: a line of prose takes 6 µs, against 30 where each pattern is tried, and 7 with 4 or 24 at a time."""

Spelled = tuple[str, tuple[Word, ...]]
"""A pattern, and the terminals of a text that matches it."""
Batch = tuple[re.Pattern[str], Sequence[Spelled]]
"""A pattern that matches what any of several patterns does, and these."""


def batches(patterns: Sequence[Spelled]) -> Sequence[Batch]:
    """Join patterns to batches, in order. Which pattern of a batch matched has to be tried pattern by pattern."""
    parts = (patterns[start : start + _SIZE] for start in range(0, len(patterns), _SIZE))
    return tuple((_any_of(part), part) for part in parts)


def _any_of(patterns: Sequence[Spelled]) -> re.Pattern[str]:
    """Return one pattern for several; their named groups, whose names may repeat, are left out."""
    return re.compile("|".join(f"(?:{_NAMED.sub('(?:', pattern)})" for pattern, _ in patterns), re.DOTALL)


@lru_cache(maxsize=_MOST_PATTERNS)
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern of the grammar, compiled on first use."""
    return re.compile(pattern, re.DOTALL)
