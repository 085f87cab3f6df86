"""Pipes: a row a line, its cells between bars: Markdown tables whole or in rags, and `a| b| c`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportc.source.layouts.bands import unbroken
from reportc.source.layouts.grid import Row, even, rejoin_across, rejoin_below
from reportc.source.lines import Line, Place, cells, cut, whole
from reportc.source.pieces import Piece, Vocabulary
from reportc.span import Span

_FEWEST = 2
_LONG = 5
"""One line with so many bars is enough."""
_RULER = re.compile(r"(?=.*(?:-{3}|:--|--:))[\s|:+-]+")
_WIDEST = 64


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece] | None:
    """Read rows of cells. None unless several lines hold a bar, or one many."""
    bars = [line.text.count("|") for line in lines if "|" in line.text]
    if len(bars) < _FEWEST and max(bars, default=0) < _LONG:
        return None
    found: list[Piece] = []
    for part, run in enumerate(_runs(lines)):
        if any("|" in line.text for line in run):
            found += _table(run, part, vocabulary)
        else:
            found += [whole(line) for line in run]
    return found


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Split lines into runs with bars (and rulers) and runs without; blank lines separate."""
    run: list[Line] = []
    for line in lines:
        table = "|" in line.text or (bool(run) and bool(_RULER.fullmatch(line.text)))
        if run and (line.blank or table != ("|" in run[-1].text or bool(_RULER.fullmatch(run[-1].text)))):
            yield run
            run = []
        if not line.blank:
            run.append(line)
    if run:
        yield run


def _table(run: Sequence[Line], part: int, vocabulary: Vocabulary) -> list[Piece]:
    """Read one table. A first row of numbers alone, above a ruler, is a header that a tool invented."""
    rulers = [bool(_RULER.fullmatch(line.text)) for line in run]
    barred = [line.text.strip() for line, ruler in zip(run, rulers, strict=True) if not ruler]
    trim = (all(text.startswith("|") for text in barred), all(text.endswith("|") for text in barred))
    rows = [list(_row(line, part, trim)) for line, ruler in zip(run, rulers, strict=True) if not ruler]
    if rulers[1:2] == [True] and rows:
        rows[0] = _header(rows[0], vocabulary)
    if rulers[1:2] == [True] and rows and all(vocabulary.is_cell(cell.text) for cell in rows[0] if cell.text):
        for cell in rows[0]:
            cell.loose = True
    return [cell for row in even(rejoin_below(rejoin_across(rows, vocabulary), vocabulary)) for cell in row]


def _header(row: Row, vocabulary: Vocabulary) -> Row:
    """Return a header without the names that a tool makes of the numbers of columns for cells without text.

    Where it is a row that a page's end has cut, its numbers may stand elsewhere: none of its cells is blank.
    """
    named = [cell.text == f"Col{(cell.column or 0) + 1}" for cell in row]
    if any(named) and any(vocabulary.is_sure_row(cell.text) for cell in row):
        return [cell for cell, is_name in zip(row, named, strict=True) if not is_name]
    return [_blank(cell) if is_name else cell for cell, is_name in zip(row, named, strict=True)]


def _blank(cell: Piece) -> Piece:
    start = cell.spans[0].start
    return replace(cell, text="", spans=(Span(start, start),))


def _row(line: Line, part: int, trim: tuple[bool, bool]) -> Row:
    """Return the cells of one row; bars at an end of all rows enclose nothing outside."""
    ranges = list(cells(line, "|"))
    ranges = ranges[int(trim[0]) : len(ranges) - int(trim[1])]
    return [
        unbroken(cut(line, start, end), Place(line.number, column, part))
        for column, (start, end) in enumerate(ranges)
        if column < _WIDEST or end > start
    ]
