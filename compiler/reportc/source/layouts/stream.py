"""A stream: a whole table on one line, cell after cell, between blanks, bars or tabs.

Where one row ends and the next begins is not in the text, so these cells have no grid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportc.source.layouts.order import settle
from reportc.source.layouts.plain import rejoin
from reportc.source.lines import Line, piece, whole
from reportc.source.pieces import Piece, Vocabulary

_FEWEST_ROWS = 3
"""A line with so many labels of rows, each followed by a number, is a table."""
_SHORTEST = 80
_BETWEEN = re.compile(r"[|\t]+|\s+")


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece] | None:
    """Read the cells of lines that hold tables. None unless there is such a line."""
    cut = {line.number: list(_cells(line)) for line in lines if len(line.text) >= _SHORTEST}
    streams = {number for number, found in cut.items() if _is_table(found, vocabulary)}
    if not streams:
        return None
    found: list[Piece] = []
    for line in lines:
        if line.number in streams:
            found += cut[line.number]
        elif not line.blank:
            found.append(whole(line))
    return settle(rejoin(found, vocabulary), vocabulary)


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


def _is_table(found: Sequence[Piece], vocabulary: Vocabulary) -> bool:
    """Tell whether several labels of different rows are followed by numbers."""
    rows = {
        label.text
        for label, follower in zip(found, found[1:], strict=False)
        if vocabulary.is_sure_row(label.text) and vocabulary.is_cell(follower.text)
    }
    return len(rows) >= _FEWEST_ROWS
