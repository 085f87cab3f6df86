"""Bars: cells between lines that hold a lone `|`."""

from __future__ import annotations

from collections.abc import Sequence

from reportc.source.layouts.plain import rejoin
from reportc.source.lines import Line, piece, whole
from reportc.source.pieces import Piece, Vocabulary

_FEWEST = 3
"""Fewer lone bars than this are an accident."""


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece] | None:
    """Read the cells between bars; an empty one is a blank. None unless there are such bars."""
    bars = [i for i, line in enumerate(lines) if line.text.strip() == "|"]
    if len(bars) < _FEWEST:
        return None
    found: list[Piece] = []
    for first, last in zip([-1, *bars], [*bars, len(lines)], strict=True):
        parts = [whole(line) for line in lines[first + 1 : last] if not line.blank]
        inside = first >= 0 and last < len(lines)
        if not parts and inside:
            parts = [piece(lines[last], 0, 0)]
        found += rejoin(parts, vocabulary)
    return found
