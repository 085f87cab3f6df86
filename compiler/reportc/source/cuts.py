"""Cuts: what readers return for a source, boxes with their places, before any table is built from them.

A reader only cuts. It does not join words that are broken over boxes, find rows, or give numbers to columns:
that is the table stage's, for all readers alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from reportc.source.lines import Line
from reportc.source.pieces import Piece, Refusal


class Placing(IntEnum):
    """What a way of cutting shows of the places of boxes, from most to least."""

    GRID = 0
    """Rows and columns, as separators or rules show them."""
    PAGE = 1
    """Lines, and where across them a word begins and ends."""
    TURN = 2
    """Only the order of the boxes."""


@dataclass(slots=True)
class DrawnCell:
    """A cell as drawn: the grid column it begins in, if that is known, and its lines.

    They are cut to the cell, so that one sees which fill it, or are `bare` words of it.
    """

    column: int | None
    lines: list[Line] = field(default_factory=list)
    bare: bool = False

    @property
    def blank(self) -> bool:
        """Return whether nothing is printed in the cell."""
        return all(line.blank for line in self.lines)


class Band(NamedTuple):
    """What a table has between two of its rules: one row or several. `parted` tables rule off every row."""

    cells: Sequence[DrawnCell]
    part: int
    parted: bool


class Cut(NamedTuple):
    """One way in which lines may be cut.

    `items` are pieces, bands of a drawn table, stretches that are cut separately, or lines whose
    words the table stage has to separate. Words may be `broken` over several consecutive pieces.
    """

    placing: Placing
    items: Sequence[Piece | Band | Stretch | Line]
    broken: bool = False


class Stretch(NamedTuple):
    """Lines between two headings: the heading before them, if there is one, and the ways to cut them."""

    heading: Piece | None
    cuts: Callable[[], Iterator[Cut]]
    """Yields the ways, the one that shows most first; each costs time, so no more are computed than are needed."""
    blocks: Sequence[Piece] = ()
    """The pieces that every way of cutting has, where that is known beforehand."""
    lines: Sequence[Line] = ()
    """All that is cut, the heading's line too, where it is lines of a text."""


Found = Sequence[Piece | Band | Line | Sequence[Line]]
"""What a layout returns for lines: items of a cut, and the lines that it leaves to other layouts."""


def among(lines: Sequence[Line], tables: Iterable[tuple[int, int, Found]]) -> Found | None:
    """Return tables, given with their first line and their end, among lines left to other layouts; None if none."""
    found: list[Found] = []
    at = 0
    for first, end, table in tables:
        found += [[lines[at:first]], table]
        at = end
    return [item for part in (*found, [lines[at:]]) for item in part] if found else None


Part = Stretch | list[Piece]
"""A part of a source: lines that may be cut in several ways, or pieces whose places are certain."""


class Reading(NamedTuple):
    """What a reader returns for a source: its parts in reading order, or the reason why there are none."""

    parts: list[Part]
    refusal: Refusal | None = None
