"""A page of fixed-width characters, on which a Chinese character takes two columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

Measure = Callable[[str], int]
"""Returns the number of columns that a text takes."""


@lru_cache(maxsize=10_000)
def display_width(text: str) -> int:
    """Return the columns `text` takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


@lru_cache(maxsize=10_000)
def wide_width(text: str) -> int:
    """Return the columns `text` takes in a Chinese font, where “ and … are as wide as characters."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def wrap(text: str, columns: int, measure: Measure = display_width) -> list[str]:
    """Break `text` anywhere into lines of at most `columns` columns, at least a character each."""
    lines = [""]
    for character in text:
        if lines[-1] and measure(lines[-1] + character) > columns:
            lines.append("")
        lines[-1] += character
    return lines


class Canvas:
    """Lines to write on at any column; what would overlap moves right by a space."""

    def __init__(self, measure: Measure = display_width) -> None:
        self._measure = measure
        self._lines: dict[int, list[tuple[int, str]]] = {}

    def put(self, line: int, column: int, text: str) -> None:
        """Write `text` so that it begins in `column` of `line`."""
        if text:
            self._lines.setdefault(line, []).append((column, text))

    def line(self, number: int) -> str:
        """Return a line without spaces at its end."""
        text = ""
        for column, word in sorted(self._lines.get(number, ())):
            missing = column - self._measure(text)
            text += " " * (max(missing, 1) if text else missing) + word
        return text
