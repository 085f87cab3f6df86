"""Rows: a row a line, its cells between tabs, commas, semicolons or bars; an empty cell is a blank.

Tabs separate cells pasted out of Word, Excel or a browser; commas or semicolons, those of CSV; between
bars, Markdown tables, complete or not, and `a| b| c`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportc.source.layouts.markup import WIDEST, Row, unbroken
from reportc.source.lines import GridPlace, Line, cells, cut, piece, printed, whole
from reportc.source.pieces import Piece, Vocabulary
from reportc.span import Span

_FEWEST = 2
"""This many lines must be rows, unless one is long."""
_LONG = 5
"""One row of this many cells is enough."""
_CELL = {
    mark: re.compile(rf'\s*"(?P<quoted>(?:[^"]|""){{0,400}})"\s*(?:{mark}|$)|(?P<bare>[^{mark}]*)(?:{mark}|$)')
    for mark in ",;"
}
_RULER = re.compile(r"(?=.*(?:-{3}|:--|--:))[\s|:+-]+")


def tabbed(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece]:  # noqa: ARG001  # tabs suffice
    """Read rows of cells between tabs."""
    found: list[Piece] = []
    part, last = 0, -2
    for line in lines:
        texts = line.text.split("\t")
        if len(texts) == 1 or (len(texts) == _FEWEST and line.blank):  # one tab alone is no row
            found += [] if line.blank else [whole(line)]
            continue
        part += line.number != last + 1
        last = line.number
        start = line.start
        for column, text in enumerate(texts):
            if column < WIDEST or text:
                found.append(printed(text, start, (last, column, part)))
            start += len(text) + 1
    return found


def separated(lines: Sequence[Line], vocabulary: Vocabulary, mark: str) -> list[Piece] | None:
    """Read rows of cells between commas or semicolons. None unless several rows have only words of the form."""
    rows = {
        line.number: _separated_row(line, mark)
        for line in lines
        if mark in line.text or line.text.lstrip()[:1] == '"'  # one cell, if it is quoted
    }
    known = [len(row) for row in rows.values() if _is_row(row, vocabulary)]
    if len(known) < _FEWEST and max(known, default=0) < _LONG:
        return None
    found: list[Piece] = []
    for line in lines:
        row = rows.get(line.number, [])
        if any(not cell.text or vocabulary.is_word(cell.text) or vocabulary.is_cell(cell.text) for cell in row):
            found += row
        elif not line.blank:
            found.append(whole(line))
    return found


def _separated_row(line: Line, mark: str) -> Row:
    found: Row = []
    for column, cell in enumerate(_CELL[mark].finditer(line.text)):
        start, end = cell.span("bare" if cell["quoted"] is None else "quoted")
        if (cell.start() == len(line.text) and not line.text.endswith(mark)) or column == WIDEST:
            break
        found.append(piece(line, start, end, GridPlace(line.number, column)))
    return found


def _is_row(row: Row, vocabulary: Vocabulary) -> bool:
    """Return whether all cells of a row are words of the form or numbers."""
    printed = [cell.text for cell in row if cell.text]
    return len(printed) > 1 and all(vocabulary.is_word(text) or vocabulary.is_cell(text) for text in printed)


def barred(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Piece] | None:
    """Read rows of cells between bars. None unless several lines hold a bar, or one line holds many."""
    bars = [line.text.count("|") for line in lines if "|" in line.text]
    if len(bars) < _FEWEST and max(bars, default=0) < _LONG:
        return None
    found: list[Piece] = []
    for part, run in enumerate(_runs(lines)):
        found += _table(run, part, vocabulary) if any("|" in line.text for line in run) else map(whole, run)
    return found


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Split lines into runs with bars (and rulers) and runs without; blank lines separate."""
    run: list[Line] = []
    for line in lines:
        ruler = bool(_RULER.fullmatch(line.text))
        table = "|" in line.text or (bool(run) and ruler)
        if run and (line.blank or table != ("|" in run[-1].text or bool(_RULER.fullmatch(run[-1].text)))):
            yield run
            run = []
        run += [] if line.blank else [line]
    if run:
        yield run


def _table(run: Sequence[Line], part: int, vocabulary: Vocabulary) -> list[Piece]:
    """Read one table; where all rows have a bar at an end, it encloses no cell outside."""
    rows = [line for line in run if not _RULER.fullmatch(line.text)]
    texts = [line.text.strip() for line in rows]
    first = int(all(text.startswith("|") for text in texts))
    last = int(all(text.endswith("|") for text in texts))
    found: list[Row] = []
    for line in rows:
        ranges = list(cells(line, "|"))
        found.append(
            [
                unbroken(cut(line, start, end), GridPlace(line.number, column, part))
                for column, (start, end) in enumerate(ranges[first : len(ranges) - last])
                if column < WIDEST or end > start
            ]
        )
    if found and any(_RULER.fullmatch(line.text) for line in run[1:2]):
        found[0] = _header(found[0], vocabulary)
    return [cell for row in found for cell in row]


def _header(row: Row, vocabulary: Vocabulary) -> Row:
    """Return a row above a ruler without texts that a converter invented: names of nameless columns, or numbers alone.

    Where it is a row that a page's end has cut, its numbers may be elsewhere: none of its cells is blank.
    """
    is_cut = any(vocabulary.is_sure_row(cell.text) for cell in row)
    named = {id(cell) for cell in row if cell.text == f"Col{(cell.column or 0) + 1}"}
    found = [cell for cell in row if not (is_cut and id(cell) in named)]
    for cell in found:
        if id(cell) in named:
            cell.text, cell.spans = "", (Span(cell.spans[0].start, cell.spans[0].start),)
    if all(vocabulary.is_cell(cell.text) for cell in found if cell.text):
        for cell in found:
            cell.loose = True
    return found
