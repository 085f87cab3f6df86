"""Paths of an OFD page: the short notation of moves, lines and curves."""

from __future__ import annotations

import re

from reportc.source.sheets.shapes import Point

_MOST_WORDS = 20_000
"""A path with more words than this is a picture."""
_WORD = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_NUMBERS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""How many numbers follow each letter; the last two are its end point."""


def parts_of(data: str) -> tuple[list[list[Point]], int]:
    """Return the points of each part of a path between two moves of the pen, and how many curves are among them."""
    words = _WORD.findall(data[: _MOST_WORDS * 10])
    parts: list[list[Point]] = []
    curves = at = 0
    while at < len(words):
        letter = words[at]
        count = _NUMBERS.get(letter)
        if count is None:
            break
        values = words[at + 1 : at + 1 + count]
        if len(values) < count or any(word in _NUMBERS for word in values):
            break
        at += 1 + count
        if letter == "C":
            if parts:
                parts[-1].append(parts[-1][0])
            continue
        point = float(values[-2]), float(values[-1])
        if letter in "SM":
            parts.append([point])
        elif parts:
            parts[-1].append(point)
            curves += letter != "L"
    return parts, curves
