"""A stream: a table on one line, or on lines that end anywhere, cell after cell.

Where one row ends and the next begins is not in the text, so these cells have no grid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportc.source.fold import fold
from reportc.source.lines import Line, piece, whole
from reportc.source.pieces import Piece, Vocabulary

_FEWEST = 3
"""So many times a row must begin behind a number of the same line."""
_BETWEEN = re.compile(r"[|\t]+|\s+")
_HINT = re.compile(r"\d[|\s]+[^\s\d|.,/+-]")
"""A number, and behind it on the line something else: most texts have none and need no cutting."""


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece] | None:
    """Read the cells of lines that hold parts of several rows. None unless there are such lines."""
    if sum(len(_HINT.findall(line.text)) for line in lines) < _FEWEST:
        return None
    cut = {line.number: list(_cells(line)) for line in lines if not line.blank}
    begun = {number: sum(_begins_row(a, b, vocabulary) for a, b in pairwise(found)) for number, found in cut.items()}
    if sum(begun.values()) < _FEWEST:
        return None
    found: list[Piece] = []
    for line in lines:
        parts = cut.get(line.number, [])
        if any(vocabulary.is_cell(part.text) for part in parts):
            found += parts
        elif parts:
            found.append(whole(line))
    return found


def _cells(line: Line) -> Iterator[Piece]:
    """Yield what stands between bars, tabs or, where there are none of these, white space."""
    separator = next((mark for mark in "|\t" if mark in line.text), None)
    start = 0
    for match in re.finditer(re.escape(separator), line.text) if separator else _BETWEEN.finditer(line.text):
        yield from _filled(line, start, match.start())
        start = match.end()
    yield from _filled(line, start, len(line.text))


def _filled(line: Line, start: int, end: int) -> Iterator[Piece]:
    made = piece(line, start, end)
    if made.text:
        yield made


def _begins_row(cell: Piece, follower: Piece, vocabulary: Vocabulary) -> bool:
    """Tell whether a number is followed by the label of a row, or by the beginning of one."""
    return (
        vocabulary.is_cell(cell.text)
        and not vocabulary.is_cell(follower.text)
        and (vocabulary.is_sure_row(follower.text) or vocabulary.begins_label(fold(follower.text)))
    )
