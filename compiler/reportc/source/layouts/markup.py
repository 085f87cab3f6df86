"""Markup in a cell's text: written breaks, references, tags; and cells that state how many columns they span."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from itertools import pairwise
from typing import NamedTuple

from reportc.source.lines import NOWHERE, GridPlace, Line, cut, join, piece
from reportc.source.pieces import Piece

Row = list[Piece]
"""The cells of one line, from left to right."""
DIGITS = re.compile(r"[+-]?[\d.,，]+")
"""A number, or a part of one that a cell's edge has cut."""
_BREAK = re.compile(r"<br\s*/?>|(?:&nbsp;)+|(?<=\S)\s\+\s*$", re.IGNORECASE)
WIDEST = 64
"""No table of the form has half as many columns."""
_TAG = re.compile(r"</?[a-zA-Z][^<>]*(?:>|$)")
_TAG_END = re.compile(r"[^<>]*>")


def joined(parts: Sequence[Piece], *, one: bool) -> Piece:
    """Join the texts on several lines of a cell; digits are separated unless they make one number."""
    printed = [part for part in parts if part.text]
    made = join(printed or parts[:1])
    if len(printed) > 1 and not one and all(DIGITS.fullmatch(part.text) for part in printed):
        made.text = " / ".join(part.text for part in printed)
    return made


def unbroken(line: Line, place: GridPlace = NOWHERE) -> Piece:
    """Make one piece of a cell's line; written line breaks are not part of its words."""
    breaks = [(0, 0), *(found.span() for found in _BREAK.finditer(line.text)), (len(line.text), 0)]
    parts = [piece(line, start, end, place) for (_, start), (end, _) in pairwise(breaks)]
    made = join([part for part in parts if part.text] or parts[:1]) if len(parts) > 1 else parts[0]
    if "&" in made.text:
        made.text = unescape(made.text).strip()
    return made


class MarkupCell(NamedTuple):
    """A cell of markup: its text line by line, and how many columns and rows it spans."""

    lines: list[Line]
    width: int = 1
    height: int = 1


def settled(rows: Iterable[Sequence[MarkupCell]], part: int, width: int = 0) -> list[Piece]:
    """Set the cells of rows into their columns; where the `width` is known, cells past it begin another row."""
    until = [0] * WIDEST  # for each column the first row that no cell from above covers
    found: list[Piece] = []
    row = number = 0
    for cells in rows:
        row, column, begins = row + 1, 0, True
        for cell in cells:
            column = _free(until, row, column)
            if 0 < width <= column:
                row, column, begins = row + 1, _free(until, row + 1, 0), True
            if column == WIDEST:
                break
            number = cell.lines[0].number if begins else number
            end = min(column + cell.width, WIDEST)
            until[column:end] = [row + cell.height] * (end - column)
            found.append(words(cell.lines, GridPlace(number, column, part)))
            column, begins = end, False
    return found


def _free(until: Sequence[int], row: int, column: int) -> int:
    """Return the first free column of a row from `column` on; the one past the end if no column is free."""
    return next((at for at in range(column, WIDEST) if until[at] <= row), WIDEST)


def span(written: str | None) -> int:
    """Return the value of a colspan or rowspan: 1 unless it is a number from 1 on."""
    return max(1, min(WIDEST, int(written or 1)))


def words(lines: Sequence[Line], place: GridPlace) -> Piece:
    """Make one piece of a cell, without the tags in it; numbers on several lines of markup are separate numbers."""
    return joined([join([unbroken(part, place) for part in parts]) for parts in _untagged(lines)], one=False)


def _untagged(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the text on each line between tags, which may span several lines."""
    inside = False
    for line in lines:
        end = _TAG_END.match(line.text) if inside else None
        start = end.end() if end else len(line.text) if inside else 0
        inside = inside and not end
        parts: list[Line] = []
        for tag in _TAG.finditer(line.text, start):
            parts.append(cut(line, start, tag.start()))
            start = tag.end()
            inside = not tag.group().endswith(">")
        yield [*parts, cut(line, start, len(line.text))]
