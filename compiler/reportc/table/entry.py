"""A row of a table before its numbers have columns, and after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reportc.source.pieces import Piece
from reportc.table.lexeme import BLANK, Lexeme

Columns = tuple[int, ...]
"""Grid columns, from left to right."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as parsed: its label's piece, how deep the label is in the form, and its cells.

    `own` are the cells in the label's line of the grid or, where it has none, in the next line, `values` those of them
    in which something is printed; `grid` is where these are, () unless all have a column; `rest` is what is printed
    elsewhere. A piece after an `open` row may be the end of its last number; a `torn` one has numbers that may be
    another row's.
    """

    label: Piece
    depth: int
    cells: tuple[Lexeme, ...]
    open: bool = False
    torn: bool = False
    own: tuple[Lexeme, ...] = field(init=False)
    values: tuple[Lexeme, ...] = field(init=False)
    rest: tuple[Lexeme, ...] = field(init=False)
    grid: Columns = field(init=False)

    def __post_init__(self) -> None:
        line = self.label.row
        printed = filled(self.cells)
        own = [cell for cell in self.cells if cell.piece.row == line]
        if printed and not own:
            line = printed[0].piece.row
            own = [cell for cell in self.cells if cell.piece.row == line]
        object.__setattr__(self, "own", tuple(own))
        object.__setattr__(self, "values", filled(own))
        object.__setattr__(self, "rest", tuple([cell for cell in printed if cell.piece.row != line]))
        object.__setattr__(self, "grid", _rising(self.values))

    @property
    def end(self) -> int:
        """The grid column in which the row ends, blanks included."""
        return self.own[-1].piece.column or 0


def filled(cells: Iterable[Lexeme]) -> tuple[Lexeme, ...]:
    """Return the cells in which something is printed."""
    return tuple([cell for cell in cells if cell.word.name != BLANK])


def _rising(cells: Iterable[Lexeme]) -> Columns:
    """Return the grid columns of `cells`; () unless all have one and are from left to right."""
    columns = [cell.piece.column for cell in cells]
    known = [column for column in columns if column is not None]
    rising = len(known) == len(columns) and all(a < b for a, b in pairwise(known))
    return tuple(known) if rising else ()


@dataclass(frozen=True, slots=True)
class Placement:
    """The lexeme of each column, None where it is blank or lost, and the lexemes without a column."""

    columns: tuple[Lexeme | None, ...]
    unplaced: tuple[Lexeme, ...] = ()
    lost: frozenset[int] = frozenset()

    def scattered(self) -> Placement:
        """Return the placement with all columns lost."""
        printed = tuple(lexeme for lexeme in self.columns if lexeme)
        return _nothing(len(self.columns), filled(printed) + self.unplaced)

    def part(self, at: Sequence[int], *, first: bool = True) -> Placement:
        """Return the columns at some indices, in that order; the lexemes without a column go with the first part."""
        lost = frozenset(k for k, i in enumerate(at) if i in self.lost)
        return Placement(tuple([self.columns[i] for i in at]), self.unplaced if first else (), lost)


def nowhere(entry: Entry, width: int) -> Placement:
    """Return the placement of a row whose columns are unknown: all of them are lost."""
    return _nothing(width, filled(entry.cells))


def _nothing(width: int, unplaced: tuple[Lexeme, ...]) -> Placement:
    return Placement((None,) * width, unplaced, frozenset(range(width)))
