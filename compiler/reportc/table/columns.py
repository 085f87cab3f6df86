"""Which printed number stands in which column, by what the layout shows and by nothing else.

A row that prints as many values as it has columns needs no evidence. For any other row the values'
places in the grid are compared with those of complete rows and of the header; where the layout has
no grid, with the number of blanks that complete rows show. If that does not tell, the row is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from reportc.source.pieces import Piece
from reportc.span import Span
from reportc.table.lexeme import BLANK, Lexeme

_MOST = 0.8
"""So many of the rows of a table that is complete nowhere show how its rows end."""

Columns = tuple[int, ...]
"""Grid columns of a table's value columns, from left to right."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as parsed: its label's piece, how deep the label stands in the form, and its cells.

    `own` are the cells in the label's line of the grid or, where it has none, in the next line;
    `rest` is what is printed elsewhere. What follows an `open` row may be the end of its last number.
    """

    label: Piece
    depth: int
    cells: tuple[Lexeme, ...]
    open: bool = False
    own: tuple[Lexeme, ...] = field(init=False)
    rest: tuple[Lexeme, ...] = field(init=False)

    def __post_init__(self) -> None:
        line = self.label.row
        printed = filled(self.cells)
        own = [cell for cell in self.cells if cell.piece.row == line]
        if printed and not own:
            line = printed[0].piece.row
            own = [cell for cell in self.cells if cell.piece.row == line]
        object.__setattr__(self, "own", tuple(own))
        object.__setattr__(self, "rest", tuple([cell for cell in printed if cell.piece.row != line]))


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
    return tuple([cell for cell in cells if cell.word.name != BLANK])


def nowhere(entry: Entry, width: int) -> Placement:
    """Return the placement of a row whose columns cannot be told: all of them are lost."""
    return Placement((None,) * width, sure=False, unplaced=filled(entry.cells), lost=frozenset(range(width)))


class Evidence:
    """What the complete rows and the header of a table show of its columns."""

    def __init__(
        self, entries: Sequence[Entry], width: int, headers: dict[int, Columns], end: int | None = None
    ) -> None:
        """Collect from `entries`, rows of `width` columns; `headers` gives columns by part.

        `end` is the last grid column of the header, where there is no complete row to compare with.
        """
        self._entries = entries
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
        self._end = end
        self._leads = self._leading_blanks(entries)

    def _ends(self, entry: Entry) -> set[int]:
        """Return the grid column in which a row ends that lacks no cell: where those do that begin where it does.

        Complete rows show it, or all rows where none is complete. Where none begins where it does, they show
        whether rows end in one column, or as far from their labels.
        """
        here = [other for other in self._entries if other.own and other.label.part == entry.label.part]
        complete = {id(other) for other, _ in self._complete}
        near = [other for other in here if id(other) in complete]
        if not near and self._end is not None:
            return {self._end}
        like = [other for other in near if other.label.column == entry.label.column]
        like = like or [other for other in here if other.label.column == entry.label.column and other is not entry]
        for rows, begins in ((like, False), (near or here, False), (near or here, True)):
            ends = Counter(_end(other) - (other.label.column or 0) * begins for other in rows)
            (end, many), *_ = ends.most_common(1) or [(0, 0)]
            if many and (many == len(rows) or (not near and many > 1 and many >= _MOST * len(rows))):
                return {end + (entry.label.column or 0) * begins}
        return set()

    def usual(self) -> Columns:
        """Return the grid columns in which most complete rows have their numbers; () where there is none."""
        found = Counter(columns for _, columns in self._complete)
        return max(found, key=lambda columns: found[columns], default=())

    def _leading_blanks(self, entries: Sequence[Entry]) -> dict[int, int]:
        """Map a label's depth to the blanks before the first value, where complete rows agree."""
        seen: dict[int, list[int]] = {}
        for entry in entries:
            if len(filled(entry.own)) == self._width:
                seen.setdefault(entry.depth, []).append(_lead(entry.own))
        return {depth: leads[0] for depth, leads in seen.items() if len(leads) > 1 and len(set(leads)) == 1}

    def columns(self, entry: Entry) -> tuple[Columns, int] | None:
        """Return the value columns for `entry` and how far its row is displaced to the right.

        One complete row may be shifted itself, so several must agree; and where two rows whose
        labels stand in one column differ, the part is in disorder and its columns say nothing.
        """
        near = [(other, columns) for other, columns in self._complete if other.label.part == entry.label.part]
        shown = {columns for _, columns in near}
        header = self._headers.get(entry.label.part)
        if header and (shown == {header} or (not shown and self._is_regular(entry.label.part))):
            return header, 0
        if len(shown) > 1 and len({(other.label.column, columns) for other, columns in near}) > len(
            {other.label.column for other, _ in near}
        ):
            return None
        alike = [
            found
            for found in near
            if found[0].label.column == entry.label.column and len(found[0].own) == len(entry.own)
        ]
        deep = [found for found in near if found[0].depth == entry.depth]
        for rows, fewest in ((alike, 2), (deep, 3), (near, 2)):
            if len(rows) >= fewest and len({columns for _, columns in rows}) == 1:
                return rows[0][1], 0 if rows is alike else self._displacement(entry, rows[0][1])
        return None

    def _is_regular(self, part: int) -> bool:
        """Tell whether all rows of a part end in one column, and labels of one depth stand in one."""
        rows = [entry for entry in self._entries if entry.label.part == part and entry.own]
        ends = {entry.own[-1].piece.column for entry in rows}
        return len(ends) == 1 and len({(entry.depth, entry.label.column) for entry in rows}) == len(
            {e.depth for e in rows}
        )

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
        values = filled(entry.own)
        if len(values) == self._width:
            return self._torn(entry) if entry.rest or entry.open else Placement(values, sure=True)
        if len(values) == 1 and not entry.rest and (zeros := _zeros(values[0], self._width)):
            return Placement(zeros, sure=True)
        placed = None if entry.rest else self._by_grid(entry) or self._by_count(entry)
        if placed is None and entry.own and not values:
            placed = Placement((*entry.own, *[None] * self._width)[: self._width], sure=True)
        if placed is None:
            return nowhere(entry, self._width)
        return Placement(placed.columns, placed.sure, placed.unplaced + entry.rest, placed.lost)

    @staticmethod
    def _is_like(other: Entry, entry: Entry) -> bool:
        """Tell whether the labels of two rows stand in one column of a part."""
        return (other.label.part, other.label.column) == (entry.label.part, entry.label.column)

    def _torn(self, entry: Entry) -> Placement:
        """Lose the cells after which a number stands that is no column's: it may be the end of one of them."""
        values = filled(entry.own)
        own = set(map(id, values))
        lost: set[int] = {len(values) - 1} if entry.open else set()
        before = -1
        for cell in filled(entry.cells):
            if id(cell) in own:
                before += 1
            else:
                lost.add(max(before, 0))
        columns = tuple(None if i in lost else cell for i, cell in enumerate(values))
        return Placement(columns, not lost, tuple(values[i] for i in sorted(lost)) + entry.rest, frozenset(lost))

    def _by_grid(self, entry: Entry) -> Placement | None:
        """Place by grid columns, if each printed value stands in a column of the table.

        Where a column has not even a blank, some cell of the row is gone, and each value may be one column off;
        but a row that is displaced as a whole has lost just what would stand past the last column.
        """
        printed = _grid_columns(filled(entry.own))
        found = self.columns(entry) if entry.label.column is not None and printed else None
        if found is None:
            return None
        columns = [column + found[1] for column in found[0]]
        if not set(printed) <= set(columns):
            return None
        cells = {cell.piece.column: cell for cell in entry.own}
        ends, end = self._ends(entry), _end(entry)
        cut = found[1] > 0 and not any(self._is_like(other, entry) for other, _ in self._complete)
        lost = frozenset(i for i, column in enumerate(columns) if cut and column > end)
        gone = (
            column not in cells and column != entry.label.column for i, column in enumerate(columns) if i not in lost
        )
        if end not in ends or any(gone):
            return None
        return Placement(tuple(cells.get(column) for column in columns), sure=True, lost=lost)

    def _by_count(self, entry: Entry) -> Placement | None:
        """Place by counting cells, if they are just as many as columns but for known blanks."""
        own, lead = entry.own, self._leads.get(entry.depth)
        if lead is None:
            gridless = own[:1] == () or own[0].piece.column is None
            counted = len(own) == self._width and (gridless if entry.label.column is None else self._fills(entry))
            if counted and not gridless and _end(entry) not in self._ends(entry):
                return None
            return Placement(own, sure=True) if counted else None
        inner, outer = own[lead : lead + self._width], own[lead + self._width :]
        if len(inner) < self._width or filled(own[:lead]) or filled(outer):
            return None
        if own[-1].piece.column is not None and _end(entry) not in self._ends(entry):
            return None
        return Placement(inner, sure=True)

    def _fills(self, entry: Entry) -> bool:
        """Tell whether cells stand as in complete rows: right behind the label, or at the right edge."""
        near = [(other, columns) for other, columns in self._complete if other.label.part == entry.label.part]
        first, last = entry.own[0].piece.column, entry.own[-1].piece.column
        behind = all(other.label.column == columns[0] - 1 for other, columns in near)
        edge = all(columns[-1] == self._right[entry.label.part] for _, columns in near)
        follows = first is not None and first - 1 == entry.label.column
        return (behind and follows) or (edge and last == self._right[entry.label.part])


def _end(entry: Entry) -> int:
    """Return the grid column in which a row ends, blanks and all."""
    return entry.own[-1].piece.column or 0


def _zeros(cell: Lexeme, width: int) -> tuple[Lexeme, ...]:
    """Part as many zeros as there are columns, printed with nothing between them: they have one reading."""
    text, spans = cell.piece.text, cell.piece.spans
    if text != "0" * width or width == 1 or len(spans) != 1:
        return ()
    places = (Span(spans[0].start + i, spans[0].start + i + 1) for i in range(width))
    return tuple(Lexeme(cell.word, replace(cell.piece, text="0", spans=(place,))) for place in places)


def _grid_columns(cells: Iterable[Lexeme]) -> Columns:
    """Return the grid columns of `cells`; () unless all have one and stand from left to right."""
    columns = [cell.piece.column for cell in cells]
    known = [column for column in columns if column is not None]
    rising = len(known) == len(columns) and all(a < b for a, b in pairwise(known))
    return tuple(known) if rising else ()


def _lead(cells: Sequence[Lexeme]) -> int:
    """Return how many blanks stand before the first value."""
    return next((i for i, cell in enumerate(cells) if cell.word.name != BLANK), len(cells))
