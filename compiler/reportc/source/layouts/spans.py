"""Spans: cells of markup that say how many columns and rows they reach over, set into their columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reportc.source.geometry import Grid
from reportc.source.layouts.bands import unbroken
from reportc.source.layouts.grid import Row
from reportc.source.lines import Line, Place, cut, join
from reportc.source.pieces import Piece

_TAG = re.compile(r"</?[a-zA-Z][^<>]*(?:>|$)")
_TAG_END = re.compile(r"[^<>]*>")


class Cell(NamedTuple):
    """A cell of markup: its text line by line, and how wide and high it is."""

    lines: list[Line]
    width: int = 1
    height: int = 1


def settled(rows: Iterable[Sequence[Cell]], part: int) -> list[Row]:
    """Set the cells of rows into their columns."""
    grid = Grid()
    found: list[Row] = []
    for row in rows:
        grid.row()
        placed = [(cell, grid.cell(cell.width, cell.height)) for cell in row]
        places = [(cell, Place(row[0].lines[0].number, column, part)) for cell, column in placed if column is not None]
        found.append([words(cell.lines, place) for cell, place in places])
    return found


def flowing(cells: Iterable[Cell], width: int) -> Iterator[list[Cell]]:
    """Part cells that follow one another into rows of a known width."""
    grid = Grid()
    grid.row()
    row: list[Cell] = []
    for cell in cells:
        column = grid.cell(cell.width, cell.height)
        if row and (column is None or column >= width):
            yield row
            row = []
            grid.row()
            grid.cell(cell.width, cell.height)
        row.append(cell)
    yield row


def words(lines: Sequence[Line], place: Place) -> Piece:
    """Make one piece of a cell, without the tags in it."""
    parts = [unbroken(line, place) for line in _untagged(lines)]
    return join([part for part in parts if part.text] or parts[:1])


def _untagged(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield what stands between tags, which may go on over several lines."""
    inside = False
    for line in lines:
        end = _TAG_END.match(line.text) if inside else None
        start = end.end() if end else len(line.text) if inside else 0
        inside = inside and not end
        for tag in _TAG.finditer(line.text, start):
            yield cut(line, start, tag.start())
            start = tag.end()
            inside = not tag.group().endswith(">")
        yield cut(line, start, len(line.text))
