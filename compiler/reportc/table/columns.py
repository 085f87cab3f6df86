"""Which printed number stands in which column, by what the layout shows and by nothing else.

A row that prints as many values as it has columns needs no evidence. For any other row the values'
places in the grid are compared with those of complete rows and of the header; where the layout has
no grid, with the number of blanks that complete rows show. If that does not tell, the row is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from reportc.span import Span
from reportc.table.entry import Columns, Entry, Placement, filled, nowhere
from reportc.table.header import Header
from reportc.table.lexeme import BLANK, Lexeme
from reportc.table.unfold import Value, unfold

_MOST = 0.8
"""So many of the rows of a table that is complete nowhere show how its rows end."""
_DISORDER = 3
"""So many rows with numbers where complete ones have none are no slips of single rows."""


def placements(entries: Sequence[Entry], header: Header, value: Value, *, totals: bool) -> list[Placement]:
    """Give the cells of rows to the columns of the form; `totals` tells whether the last column is the others' sum."""
    width = len(header.form)
    if header.order is None:
        return [nowhere(entry, width) for entry in entries]
    evidence = Evidence(entries, width, header)
    unfolded = unfold(entries, width, value, totals=totals)
    placed = [
        nowhere(entry, width) if entry.torn else unfolded.get(at) or evidence.place(entry)
        for at, entry in enumerate(entries)
    ]
    if header.order == header.form:
        return placed
    at = [header.order.index(name) for name in header.form]
    return [one.part(at) for one in placed]


class Evidence:
    """What the complete rows and the header of a table show of its columns."""

    def __init__(self, entries: Sequence[Entry], width: int, header: Header) -> None:
        """Collect from `entries`, rows of `width` columns, and from what their header shows."""
        self._entries = entries
        self._width = width
        self._header = header
        self._complete = [(entry, entry.grid) for entry in entries if len(entry.grid) == width == len(entry.values)]
        self._disorder = self._parts_in_disorder(entries)
        self._right = {entry.label.part: 0 for entry in entries}
        for entry in entries:
            last = max((cell.piece.column or 0 for cell in entry.own), default=0)
            self._right[entry.label.part] = max(self._right[entry.label.part], last)
        self._leads = self._leading_blanks(entries)

    def _ends(self, entry: Entry) -> set[int]:
        """Return the grid column in which a row ends that lacks no cell: where those do that begin where it does.

        Complete rows show it, or all rows where none is complete. Where none begins where it does, they show
        whether rows end in one column, or as far from their labels.
        """
        here = [other for other in self._entries if other.own and other.label.part == entry.label.part]
        complete = {id(other) for other, _ in self._complete}
        near = [other for other in here if id(other) in complete]
        if not near and self._header.end is not None:
            return {self._header.end}
        like = [other for other in near if other.label.column == entry.label.column]
        like = like or [other for other in here if other.label.column == entry.label.column and other is not entry]
        for rows, begins in ((like, False), (near or here, False), (near or here, True)):
            ends = Counter(other.end - (other.label.column or 0) * begins for other in rows)
            (end, many), *_ = ends.most_common(1) or [(0, 0)]
            if many and (many == len(rows) or (not near and many > 1 and many >= _MOST * len(rows))):
                return {end + (entry.label.column or 0) * begins}
        return set()

    def _leading_blanks(self, entries: Sequence[Entry]) -> dict[int, int]:
        """Map a label's depth to the blanks before the first value, where complete rows agree."""
        seen: dict[int, list[int]] = {}
        for entry in entries:
            if len(entry.values) == self._width:
                seen.setdefault(entry.depth, []).append(_lead(entry.own))
        return {depth: leads[0] for depth, leads in seen.items() if len(leads) > 1 and len(set(leads)) == 1}

    def _parts_in_disorder(self, entries: Sequence[Entry]) -> set[int]:
        """Return the parts whose rows are shifted one by one: where one of them has blanks, nothing tells by how much.

        Complete rows whose labels stand in one column differ, or several rows print numbers where the complete ones
        that begin where they do print none.
        """
        shown: dict[tuple[int, int | None], set[Columns]] = {}
        for entry, columns in self._complete:
            shown.setdefault((entry.label.part, entry.label.column), set()).add(columns)
        shifted = Counter(
            entry.label.part
            for entry in entries
            for found in [shown.get((entry.label.part, entry.label.column), set())]
            if len(found) == 1 and not set(entry.grid).issubset(*found)
        )
        differing = {part for (part, _), found in shown.items() if len(found) > 1}
        return differing | {part for part, many in shifted.items() if many >= _DISORDER}

    def columns(self, entry: Entry) -> tuple[Columns, int] | None:
        """Return the value columns for `entry` and how far its row is displaced to the right.

        One complete row may be shifted itself, so several must agree; a part in disorder says nothing.
        """
        if entry.label.part in self._disorder:
            return None
        near = [(other, columns) for other, columns in self._complete if other.label.part == entry.label.part]
        shown = {columns for _, columns in near}
        header = self._header.columns.get(entry.label.part)
        if header and (shown == {header} or (not shown and self._is_regular(entry.label.part))):
            return header, 0
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
        values = entry.values
        if len(values) == self._width:
            return self._torn(entry) if entry.rest or entry.open else Placement(values)
        if len(values) == 1 and not entry.rest and (zeros := _zeros(values[0], self._width)):
            return Placement(zeros)
        placed = None if entry.rest else self._by_grid(entry) or self._by_count(entry)
        if placed is None and entry.own and not values:
            placed = Placement((*entry.own, *[None] * self._width)[: self._width])
        if placed is None:
            return nowhere(entry, self._width)
        return Placement(placed.columns, placed.unplaced + entry.rest, placed.lost)

    @staticmethod
    def _is_like(other: Entry, entry: Entry) -> bool:
        """Tell whether the labels of two rows stand in one column of a part."""
        return (other.label.part, other.label.column) == (entry.label.part, entry.label.column)

    def _torn(self, entry: Entry) -> Placement:
        """Lose the cells after which a number stands that is no column's: it may be the end of one of them."""
        values = entry.values
        own = set(map(id, values))
        lost: set[int] = {len(values) - 1} if entry.open else set()
        before = -1
        for cell in filled(entry.cells):
            if id(cell) in own:
                before += 1
            else:
                lost.add(max(before, 0))
        columns = tuple(None if i in lost else cell for i, cell in enumerate(values))
        return Placement(columns, tuple(values[i] for i in sorted(lost)) + entry.rest, frozenset(lost))

    def _by_grid(self, entry: Entry) -> Placement | None:
        """Place by grid columns, if each printed value stands in a column of the table.

        Where a column has not even a blank, some cell of the row is gone, and each value may be one column off;
        but a row that is displaced as a whole has lost just what would stand past the last column.
        """
        printed = entry.grid
        found = self.columns(entry) if entry.label.column is not None and printed else None
        if found is None:
            return None
        columns = [column + found[1] for column in found[0]]
        if not set(printed) <= set(columns):
            return None
        cells = {cell.piece.column: cell for cell in entry.own}
        ends, end = self._ends(entry), entry.end
        cut = found[1] > 0 and not any(self._is_like(other, entry) for other, _ in self._complete)
        lost = frozenset(i for i, column in enumerate(columns) if cut and column > end)
        gone = (
            column not in cells and column != entry.label.column for i, column in enumerate(columns) if i not in lost
        )
        if end not in ends or any(gone):
            return None
        return Placement(tuple(cells.get(column) for column in columns), lost=lost)

    def _by_count(self, entry: Entry) -> Placement | None:
        """Place by counting cells, if they are just as many as columns but for known blanks."""
        own, lead = entry.own, self._leads.get(entry.depth)
        if lead is None:
            gridless = own[:1] == () or own[0].piece.column is None
            counted = len(own) == self._width and (gridless if entry.label.column is None else self._fills(entry))
            if counted and not gridless and entry.end not in self._ends(entry):
                return None
            return Placement(own) if counted else None
        inner, outer = own[lead : lead + self._width], own[lead + self._width :]
        if len(inner) < self._width or filled(own[:lead]) or filled(outer):
            return None
        if entry.label.part in self._disorder and not (filled(inner[:1]) and filled(inner[-1:])):
            return None
        if own[-1].piece.column is not None and entry.end not in self._ends(entry):
            return None
        return Placement(inner)

    def _fills(self, entry: Entry) -> bool:
        """Tell whether cells stand as in complete rows: right after the label, or at the right edge."""
        near = [(other, columns) for other, columns in self._complete if other.label.part == entry.label.part]
        first, last = entry.own[0].piece.column, entry.own[-1].piece.column
        behind = all(other.label.column == columns[0] - 1 for other, columns in near)
        edge = all(columns[-1] == self._right[entry.label.part] for _, columns in near)
        follows = first is not None and first - 1 == entry.label.column
        return (behind and follows) or (edge and last == self._right[entry.label.part])


def _zeros(cell: Lexeme, width: int) -> tuple[Lexeme, ...]:
    """Part as many zeros as there are columns, printed with nothing between them: they have one reading."""
    text, spans = cell.piece.text, cell.piece.spans
    if text != "0" * width or width == 1 or len(spans) != 1:
        return ()
    places = (Span(spans[0].start + i, spans[0].start + i + 1) for i in range(width))
    return tuple(Lexeme(cell.word, replace(cell.piece, text="0", spans=(place,))) for place in places)


def usual(entries: Sequence[Entry], width: int) -> Columns:
    """Return the grid columns in which most complete rows have their numbers; () where there is none."""
    found = Counter(entry.grid for entry in entries if len(entry.grid) == width == len(entry.values))
    return max(found, key=lambda columns: found[columns], default=())


def _lead(cells: Sequence[Lexeme]) -> int:
    """Return how many blanks stand before the first value."""
    return next((i for i, cell in enumerate(cells) if cell.word.name != BLANK), len(cells))
