"""Pipes: a row a line, its cells between bars: Markdown tables whole or in rags, and `a| b| c`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportc.source.lines import Line, Place, cells, join, piece, whole
from reportc.source.pieces import Piece, Vocabulary

_FEWEST = 2
_RULER = re.compile(r"\s*\|?(?:\s*:?-{3,}:?\s*\|)*\s*:?-{3,}:?\s*\|?\s*")
_BREAK = re.compile(r"<br\s*/?>|(?:&nbsp;)+", re.IGNORECASE)
_WIDEST = 64


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece] | None:
    """Read rows of cells. None unless several lines hold a bar."""
    del vocabulary
    if sum("|" in line.text for line in lines) < _FEWEST:
        return None
    found: list[Piece] = []
    part, last = 0, -2
    for line in lines:
        if line.blank:
            continue
        if "|" not in line.text and not (last == line.number - 1 and _RULER.fullmatch(line.text)):
            found.append(whole(line))
            continue
        part += line.number != last + 1
        last = line.number
        if not _RULER.fullmatch(line.text):
            found += _row(line, part)
    return found


def _row(line: Line, part: int) -> Iterator[Piece]:
    """Yield the cells of one row; the bars at its ends enclose no cell outside."""
    ranges = list(cells(line, "|"))
    if len(ranges) > 1 and not line.text[slice(*ranges[0])].strip():
        ranges = ranges[1:]
    if len(ranges) > 1 and not line.text[slice(*ranges[-1])].strip():
        ranges = ranges[:-1]
    for column, (start, end) in enumerate(ranges):
        if column < _WIDEST or end > start:
            yield _cell(line, start, end, Place(line.number, column, part))


def _cell(line: Line, start: int, end: int, place: Place) -> Piece:
    """Make one cell; line breaks that are written out are no part of its words."""
    parts = []
    for found in _BREAK.finditer(line.text, start, end):
        parts.append(piece(line, start, found.start(), place))
        start = found.end()
    parts.append(piece(line, start, end, place))
    return join([part for part in parts if part.text] or parts[:1])
