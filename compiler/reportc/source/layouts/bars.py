"""Bars: cells between lines that hold a lone `|`, or each between two bars on a line of its own."""

from __future__ import annotations

from collections.abc import Sequence

from reportc.source.lines import Line, cells, join, piece, whole
from reportc.source.pieces import Piece, Vocabulary

_FEWEST = 3
"""Fewer lone bars than this are an accident."""
_FEWEST_FRAMED = 5
"""So many lines at least must end in a bar."""
_SHARE = 0.9
_SIGNED = 2
"""A sign and a number are two parts."""


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece] | None:  # noqa: ARG001  # bars tell all
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
        found += parts
    return found


def framed(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece] | None:
    """Read the cells of lines that end in a bar and hold one each. None unless nearly all lines with numbers do."""
    ending = [line for line in lines if line.text.rstrip()[-1:] == "|"]
    if len(ending) < _FEWEST_FRAMED:
        return None
    cut = [[made for a, b in cells(line, "|") if (made := piece(line, a, b)).text] for line in lines]
    several = [parts for parts in cut if len(parts) > 1 and not _is_one(parts, vocabulary)]
    single = [
        line for line, parts in zip(lines, cut, strict=True) if len(parts) == 1 and vocabulary.is_cell(parts[0].text)
    ]
    barred = sum("|" in line.text for line in single)
    if not barred or barred < _SHARE * (len(single) + len(several)):
        return None
    return [made for parts in cut if parts for made in (parts if parts in several else [join(parts)])]


def _is_one(parts: Sequence[Piece], vocabulary: Vocabulary) -> bool:
    """Tell whether what stands on a line makes one cell: words, or a sign and a number."""
    numbers = sum(any(map(str.isdigit, part.text)) and vocabulary.is_cell(part.text) for part in parts)
    signed = len(parts) == _SIGNED and vocabulary.is_cell(parts[0].text + parts[1].text)
    return not numbers or (signed and numbers == 1)
