"""How wide a text is, by the measures of the tools that align text: characters, or columns of a terminal."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from unicodedata import east_asian_width

_CHARACTERS = 8_192
"""The widths of this many characters are cached."""
Metric = Callable[[str], int]
"""Measures a text; the width of a whole is the sum of its parts'."""


def columns_wide(text: str) -> int:
    """Measure in columns of a terminal: a full-width character takes two."""
    return len(text) if text.isascii() else sum(map(_column_width, text))


def ambiguous_wide(text: str) -> int:
    """Measure in columns of a terminal that gives two to characters of ambiguous width."""
    return len(text) if text.isascii() else sum(map(_ambiguous_width, text))


METRICS: tuple[Metric, ...] = (len, columns_wide, ambiguous_wide)


@lru_cache(maxsize=_CHARACTERS)
def _column_width(character: str) -> int:
    from wcwidth import wcwidth  # most texts are not aligned

    width = wcwidth(character)
    return 1 if width < 0 else width  # a tab, and markup that is blotted out, is a character as in plain ASCII


@lru_cache(maxsize=_CHARACTERS)
def _ambiguous_width(character: str) -> int:
    return 1 + (east_asian_width(character) in "WFA")
