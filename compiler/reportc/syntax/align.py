"""Which printed number stands in which column, by what the layout shows and by nothing else.

A row that prints as many values as it has columns needs no evidence. For any other row the values'
places in the grid are compared with those of complete rows and of the header; where the layout has
no grid, with the number of blanks that complete rows show. If that does not tell, the row is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportc.source import Piece
from reportc.syntax.lexer import Lexeme
from reportc.syntax.vocabulary import BLANK

Columns = tuple[int, ...]
"""Grid columns of a table's value columns, from left to right."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as parsed: its label's piece, how deep the label stands in the form, and its cells."""

    label: Piece
    depth: int
    cells: tuple[Lexeme, ...]

    @property
    def own(self) -> tuple[Lexeme, ...]:
        """The cells in the label's line of the grid; where it has none, those of the next line."""
        own = tuple(cell for cell in self.cells if cell.piece.row == self.label.row)
        if own or not filled(self.cells):
            return own
        following = filled(self.cells)[0].piece.row
        return tuple(cell for cell in self.cells if cell.piece.row == following)


@dataclass(frozen=True, slots=True)
class Placement:
    """The lexeme of each column; None where the column is lost or, if `sure`, was not printed."""

    columns: tuple[Lexeme | None, ...]
    sure: bool
    unplaced: tuple[Lexeme, ...] = ()
    lost: frozenset[int] = frozenset()

    def scattered(self) -> Placement:
        """Return the placement with no value in its column."""
        printed = tuple(lexeme for lexeme in self.columns if lexeme)
        width = len(self.columns)
        return Placement(
            (None,) * width, sure=False, unplaced=filled(printed) + self.unplaced, lost=frozenset(range(width))
        )


def filled(cells: Iterable[Lexeme]) -> tuple[Lexeme, ...]:
    """Return the cells in which something is printed."""
    return tuple(cell for cell in cells if cell.word.name != BLANK)


def nowhere(entry: Entry, width: int) -> Placement:
    """Return the placement of a row whose columns cannot be told: all of them are lost."""
    return Placement((None,) * width, sure=False, unplaced=filled(entry.cells), lost=frozenset(range(width)))


class Evidence:
    """What the complete rows and the header of a table show of its columns."""

    def __init__(self, entries: Sequence[Entry], width: int, headers: dict[int, Columns]) -> None:
        """Collect from `entries`, rows of `width` columns; `headers` gives columns by part."""
        self._width = width
        self._headers = headers
        self._complete = [
            (entry, columns)
            for entry in entries
            if len(columns := _grid_columns(filled(entry.own))) == width == len(filled(entry.own))
        ]
        self._right = {entry.label.part: 0 for entry in entries}
        for entry in entries:
            last = max((cell.piece.column or 0 for cell in entry.own), default=0)
            self._right[entry.label.part] = max(self._right[entry.label.part], last)
        self._leads = self._leading_blanks(entries)

    def _leading_blanks(self, entries: Sequence[Entry]) -> dict[int, int]:
        """Map a label's depth to the blanks before the first value, where complete rows agree."""
        seen: dict[int, set[int]] = {}
        for entry in entries:
            if len(filled(entry.own)) == self._width:
                seen.setdefault(entry.depth, set()).add(_lead(entry.own))
        return {depth: leads.pop() for depth, leads in seen.items() if len(leads) == 1}

    def columns(self, entry: Entry) -> tuple[Columns, int] | None:
        """Return the value columns for `entry` and how far its row is displaced to the right."""
        part, at = entry.label.part, entry.label.column
        near = {columns for other, columns in self._complete if other.label.part == part}
        deep = {columns for other, columns in self._complete if (other.label.part, other.depth) == (part, entry.depth)}
        alike = {columns for other, columns in self._complete if (other.label.part, other.label.column) == (part, at)}
        header = self._headers.get(part)
        if len(alike) == 1:
            return alike.pop(), 0
        if header and near <= {header}:
            return header, 0
        for shown in (deep, near):
            if len(shown) == 1:
                columns = shown.pop()
                return columns, self._displacement(entry, columns)
        return None

    def _displacement(self, entry: Entry, columns: Columns) -> int:
        """Return how far the label stands right of its like; only a row without slack is displaced."""
        like = Counter(
            other.label.column
            for other, _ in self._complete
            if other.label.part == entry.label.part and other.depth == entry.depth
        )
        at = entry.label.column
        if not like or at is None or at not in columns:
            return 0
        usual = like.most_common(1)[0][0]
        return max(0, at - usual) if usual is not None else 0

    def place(self, entry: Entry) -> Placement:
        """Give each column of `entry` its lexeme."""
        own = entry.own
        rest = tuple(cell for cell in filled(entry.cells) if cell not in own)
        values = filled(own)
        if len(values) == self._width:
            return Placement(values, sure=True, unplaced=rest)
        placed = self._by_grid(entry, own) or self._by_count(entry, own)
        if placed is None and own and not values:
            placed = Placement((*own, *[None] * self._width)[: self._width], sure=True)
        if placed is None:
            return nowhere(entry, self._width)
        return Placement(placed.columns, placed.sure, placed.unplaced + rest, placed.lost)

    def _by_grid(self, entry: Entry, own: Sequence[Lexeme]) -> Placement | None:
        """Place by grid columns, if each printed value stands in a column of the table."""
        if entry.label.column is None or not _grid_columns(filled(own)):
            return None
        found = self.columns(entry)
        if found is None:
            return None
        columns, shift = found
        cells = {cell.piece.column: cell for cell in own}
        if not {cell.piece.column for cell in filled(own)} <= {column + shift for column in columns}:
            return None
        edge = self._right[entry.label.part] if shift else max(columns)
        lost = frozenset(i for i, column in enumerate(columns) if column + shift > edge)
        return Placement(tuple(cells.get(column + shift) for column in columns), sure=not lost, lost=lost)

    def _by_count(self, entry: Entry, own: Sequence[Lexeme]) -> Placement | None:
        """Place by counting cells, if they are just as many as columns but for known blanks."""
        lead = self._leads.get(entry.depth)
        if lead is None:
            gridless = entry.label.column is None or not self._complete
            return Placement(tuple(own), sure=True) if len(own) == self._width and gridless else None
        inner, outer = own[lead : lead + self._width], own[lead + self._width :]
        if len(inner) < self._width or filled(own[:lead]) or filled(outer):
            return None
        return Placement(tuple(inner), sure=True)


def _grid_columns(cells: Iterable[Lexeme]) -> Columns:
    """Return the grid columns of `cells`; () unless all have one and stand from left to right."""
    columns = tuple(cell.piece.column for cell in cells)
    known = tuple(column for column in columns if column is not None)
    rising = all(a < b for a, b in pairwise(known))
    return known if len(known) == len(columns) and rising else ()


def _lead(cells: Sequence[Lexeme]) -> int:
    """Return how many blanks stand before the first value."""
    return next((i for i, cell in enumerate(cells) if cell.word.name != BLANK), len(cells))
