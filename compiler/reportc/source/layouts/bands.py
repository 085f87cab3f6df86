"""Bands: what a table has between two of its rules, cell by cell, as the rows that this is.

A band holds one row, whose words may be broken over several lines and whose numbers stand on any of
them; or, where only a header is ruled off, a row a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

from reportc.source.fold import fold
from reportc.source.layouts.grid import Row, rejoin_below
from reportc.source.layouts.plain import rejoin
from reportc.source.lines import NOWHERE, Line, Place, join, piece
from reportc.source.pieces import Piece, Vocabulary

_BREAK = re.compile(r"<br\s*/?>|(?:&nbsp;)+|(?<=\S)\s\+\s*$", re.IGNORECASE)
_DIGITS = re.compile(r"[+-]?[\d.,，]+")
_NARROW = 2
"""A text that leaves less room than this beside it in its cell may have been broken for want of room."""


@dataclass(slots=True)
class Cell:
    """A cell as drawn: the grid column it begins in, if that is known, and its lines, cut to the cell."""

    column: int | None
    lines: list[Line] = field(default_factory=list)

    @property
    def blank(self) -> bool:
        """Tell whether nothing is printed in the cell."""
        return all(line.blank for line in self.lines)


def rows(band: Sequence[Cell], part: int, vocabulary: Vocabulary, *, parted: bool) -> list[Piece]:
    """Return the pieces of a band. `parted` tables are those that rule off every row."""
    filled = [cell for cell in band if cell.lines]
    if not filled or all(cell.blank for cell in filled):
        return []
    heights = {len(cell.lines) for cell in filled}
    if heights == {1} or len(heights) > 1 or not _is_many(filled, vocabulary, parted=parted):
        number = min(cell.lines[0].number for cell in filled)
        return [_whole(cell, Place(number, cell.column, part)) for cell in filled]
    lines = [[Cell(cell.column, [line]) for cell, line in zip(filled, row, strict=True)] for row in _across(filled)]
    made = [_row(line, part) for line in lines if not all(cell.blank for cell in line)]
    return [cell for row in rejoin_below(made, vocabulary) for cell in row]


def _across(band: Sequence[Cell]) -> Iterator[tuple[Line, ...]]:
    return zip(*(cell.lines for cell in band), strict=True)


def _row(line: Iterable[Cell], part: int) -> Row:
    return [unbroken(cell.lines[0], Place(cell.lines[0].number, cell.column, part)) for cell in line]


def _is_many(band: Iterable[Cell], vocabulary: Vocabulary, *, parted: bool) -> bool:
    """Tell whether each line of a band is a row: then labels stand below one another, or numbers below labels."""
    one = False
    for cell in band:
        texts = [unbroken(line) for line in cell.lines if not line.blank]
        if vocabulary.is_label("".join(fold(text.text) for text in texts)):
            one = one or len(texts) > 1
            continue
        words = [text for text in rejoin(texts, vocabulary) if vocabulary.is_word(text.text)]
        numbers = [text for text in texts if _DIGITS.fullmatch(text.text)]
        if len(words) > 1 or (words and numbers):
            return True
    return not one and not parted


def _whole(cell: Cell, place: Place) -> Piece:
    """Make one piece of a cell; digits on several lines are a number only where each line but the last is full."""
    printed = [line for line in cell.lines if not line.blank]
    if not printed:
        return piece(cell.lines[0], 0, 0, place)
    parts = [unbroken(line, place) for line in printed]
    made = join(parts)
    digits = len(parts) > 1 and all(_DIGITS.fullmatch(part.text) for part in parts)
    if digits and not all(_is_full(line) for line in printed[:-1]):
        made.text = " / ".join(part.text for part in parts)
    return made


def _is_full(line: Line) -> bool:
    text = line.text
    return len(text) - len(text.lstrip()) < _NARROW and len(text) - len(text.rstrip()) < _NARROW


def unbroken(line: Line, place: Place = NOWHERE) -> Piece:
    """Make one piece of a cell's line; line breaks that are written out are no part of its words."""
    parts, start = [], 0
    for found in _BREAK.finditer(line.text):
        parts.append(piece(line, start, found.start(), place))
        start = found.end()
    parts.append(piece(line, start, len(line.text), place))
    made = join([part for part in parts if part.text] or parts[:1])
    if "&" in made.text:
        made.text = unescape(made.text).strip()
    return made
