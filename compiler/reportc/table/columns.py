"""Which printed number is in which column, by what the layout shows and by nothing else.

A row that prints as many values as it has columns needs no evidence. For any other row the values'
places in the grid are compared with those of complete rows and of the header; where the layout has
no grid, the number of blanks is compared with that of complete rows. If that is not enough, the row is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportc.span import Span
from reportc.table.entry import Columns, Entry, Placement, filled, nowhere
from reportc.table.header import Header
from reportc.table.labels_first import ValueOf, unfold
from reportc.table.lexeme import BLANK, Lexeme

_MOST = 0.8
"""This share of the rows of a table that is complete nowhere shows how its rows end."""
_DISORDER = 3
"""This many rows with numbers where complete ones have none are no slips of single rows."""


def placements(entries: Sequence[Entry], header: Header, value: ValueOf, *, totals: bool) -> list[Placement]:
    """Give the cells of rows to the columns of the form; `totals` says whether the last column sums the others."""
    width = len(header.form)
    if header.order is None:
        return [nowhere(entry, width) for entry in entries]
    parts: dict[int, list[Entry]] = {}
    for entry in entries:
        parts.setdefault(entry.label.part, []).append(entry)
    short = {entry.label.part for entry in entries if len(entry.values) != width}
    leads = _leading_blanks(entries, width) if short else {}
    evidence = {part: Evidence(parts[part], width, leads, header.columns.get(part), header.end) for part in short}
    placed = unfold(entries, width, value, totals=totals)
    placed |= {at: nowhere(entry, width) for at, entry in enumerate(entries) if entry.torn}
    for at, entry in enumerate(entries):
        if at not in placed:
            whole = len(entry.values) == width
            placed[at] = _whole(entry) if whole else evidence[entry.label.part].place(entry)
    order = [header.order.index(name) for name in header.form]
    each = [placed[at] for at in range(len(entries))]
    return each if header.order == header.form else [one.part(order) for one in each]


def _leading_blanks(entries: Sequence[Entry], width: int) -> dict[int, int]:
    """Map a label's depth to the blanks before the first value, where complete rows agree."""
    seen: dict[int, list[int]] = {}
    for entry in entries:
        if len(entry.values) == width:
            lead = next(at for at, cell in enumerate(entry.own) if cell.word.name != BLANK)
            seen.setdefault(entry.depth, []).append(lead)
    return {depth: leads[0] for depth, leads in seen.items() if len(leads) > 1 and len(set(leads)) == 1}


class Evidence:
    """What the complete rows and the header of a part of a table show of its columns."""

    def __init__(
        self, entries: Sequence[Entry], width: int, leads: Mapping[int, int], header: Columns | None, end: int | None
    ) -> None:
        """Collect from `entries`, rows of `width` columns, from blanks before values, and what the header shows."""
        self._rows = [entry for entry in entries if entry.own]
        self._width, self._leads, self._header, self._end = width, leads, header, end
        self._complete = [entry for entry in entries if len(entry.grid) == width == len(entry.values)]
        self._right = max((cell.piece.column or 0 for entry in entries for cell in entry.own), default=0)
        self._disorder = self._is_in_disorder()

    def _is_in_disorder(self) -> bool:
        """Return whether rows are shifted one by one: where one of them has blanks, it is unknown by how much.

        Complete rows whose labels are in one column differ, or several rows print numbers where the complete ones
        with the same beginning print none.
        """
        shown: dict[int | None, set[Columns]] = {}
        for entry in self._complete:
            shown.setdefault(entry.label.column, set()).add(entry.grid)
        if any(len(found) > 1 for found in shown.values()):
            return True
        begun = [(entry, shown[entry.label.column]) for entry in self._rows if entry.label.column in shown]
        return sum(not set(entry.grid).issubset(*found) for entry, found in begun) >= _DISORDER

    def _ends(self, entry: Entry) -> set[int]:
        """Return the grid columns in which a complete row ends: those in which rows with the same beginning end.

        Complete rows show it, or all rows where none is complete. Where none has the same beginning, they show
        whether rows end in one column, or at equal distances from their labels.
        """
        if not self._complete and self._end is not None:
            return {self._end}
        known = self._complete or self._rows
        like = [other for other in self._complete if other.label.column == entry.label.column]
        like = like or [row for row in self._rows if row.label.column == entry.label.column and row is not entry]
        for rows, begins in ((like, False), (known, False), (known, True)):
            ends = Counter(other.end - (other.label.column or 0) * begins for other in rows)
            (end, many), *_ = ends.most_common(1) or [(0, 0)]
            if many and (many == len(rows) or (not self._complete and many >= _MOST * len(rows))):
                return {end + (entry.label.column or 0) * begins}
        return set()

    def columns(self, entry: Entry) -> tuple[Columns, int] | None:
        """Return the value columns for `entry` and how far its row is displaced to the right.

        One complete row may be shifted itself, so several must agree; rows in disorder show nothing.
        """
        if self._disorder:
            return None
        shown = {other.grid for other in self._complete}
        if self._header and (shown == {self._header} or (not shown and self._is_regular())):
            return self._header, 0
        begun = [other for other in self._complete if other.label.column == entry.label.column]
        alike = [other for other in begun if len(other.own) == len(entry.own)]
        deep = [other for other in self._complete if other.depth == entry.depth]
        for rows, fewest in ((alike, 2), (deep, 3), (self._complete, 2)):
            if len(rows) >= fewest and len({other.grid for other in rows}) == 1:
                return rows[0].grid, 0 if rows is alike else self._displacement(entry, rows[0].grid)
        return None

    def _is_regular(self) -> bool:
        """Return whether all rows end in one column, and labels of one depth are in one."""
        ends = {entry.own[-1].piece.column for entry in self._rows}
        begins = {(entry.depth, entry.label.column) for entry in self._rows}
        return len(ends) == 1 and len(begins) == len({depth for depth, _ in begins})

    def _displacement(self, entry: Entry, columns: Columns) -> int:
        """Return how far the label is right of those at its depth; only a row without slack is displaced."""
        like = Counter(other.label.column for other in self._complete if other.depth == entry.depth)
        at = entry.label.column
        if not like or at is None or at not in columns:
            return 0
        usual = like.most_common(1)[0][0]
        return max(0, at - usual) if usual is not None else 0

    def place(self, entry: Entry) -> Placement:
        """Return the lexeme of each column for a row that prints fewer values, or more."""
        values = entry.values
        if len(values) == 1 and not entry.rest and (zeros := _zeros(values[0], self._width)):
            return Placement(zeros)
        placed = None if entry.rest else self._by_grid(entry) or self._by_count(entry)
        if placed is None and entry.own and not values:
            return Placement((*entry.own, *[None] * self._width)[: self._width], entry.rest)
        return placed or nowhere(entry, self._width)

    def _by_grid(self, entry: Entry) -> Placement | None:
        """Place by grid columns, if each printed value is in a column of the table.

        Where a column has not even a blank, some cell of the row is lost, and each value may be one column off;
        but a row that is displaced as a whole has lost exactly the cells past the last column.
        """
        begin = entry.label.column
        found = self.columns(entry) if begin is not None and entry.grid else None
        if found is None:
            return None
        columns = [column + found[1] for column in found[0]]
        cells = {cell.piece.column: cell for cell in entry.own}
        cut = found[1] > 0 and all(other.label.column != begin for other in self._complete)
        lost = frozenset(at for at, column in enumerate(columns) if cut and column > entry.end)
        gone = any(column not in cells and column != begin for at, column in enumerate(columns) if at not in lost)
        if gone or not set(entry.grid) <= set(columns) or entry.end not in self._ends(entry):
            return None
        return Placement(tuple(cells.get(column) for column in columns), lost=lost)

    def _by_count(self, entry: Entry) -> Placement | None:
        """Place by counting cells, if there are exactly as many as columns without known blanks."""
        own, lead = entry.own, self._leads.get(entry.depth)
        gridless = own[:1] == () or own[0].piece.column is None
        if lead is None:
            counted = len(own) == self._width and (gridless if entry.label.column is None else self._fills(entry))
            return Placement(own) if counted and (gridless or entry.end in self._ends(entry)) else None
        inner, outer = own[lead : lead + self._width], own[lead + self._width :]
        if len(inner) < self._width or filled(own[:lead]) or filled(outer):
            return None
        if self._disorder and not (filled(inner[:1]) and filled(inner[-1:])):
            return None
        return Placement(inner) if own[-1].piece.column is None or entry.end in self._ends(entry) else None

    def _fills(self, entry: Entry) -> bool:
        """Return whether cells are as in complete rows: right after the label, or at the right edge."""
        first, last = entry.own[0].piece.column, entry.own[-1].piece.column
        after = all(other.label.column == other.grid[0] - 1 for other in self._complete)
        edge = all(other.grid[-1] == self._right for other in self._complete)
        follows = first is not None and first - 1 == entry.label.column
        return (after and follows) or (edge and last == self._right)


def _whole(entry: Entry) -> Placement:
    """Place a row that prints all values except those followed by a number: it may be the end of one of them."""
    values = entry.values
    if not (entry.rest or entry.open):
        return Placement(values)
    own = set(map(id, values))
    lost: set[int] = {len(values) - 1} if entry.open else set()
    before = -1
    for cell in filled(entry.cells):
        if id(cell) in own:
            before += 1
        else:
            lost.add(max(before, 0))
    columns = tuple(None if at in lost else cell for at, cell in enumerate(values))
    return Placement(columns, tuple(values[at] for at in sorted(lost)) + entry.rest, frozenset(lost))


def _zeros(cell: Lexeme, width: int) -> tuple[Lexeme, ...]:
    """Split as many zeros as there are columns, printed with nothing between them: they have one reading."""
    text, spans = cell.piece.text, cell.piece.spans
    if text != "0" * width or len(spans) != 1:
        return ()
    places = (Span(spans[0].start + i, spans[0].start + i + 1) for i in range(width))
    return tuple(Lexeme(cell.word, replace(cell.piece, text="0", spans=(place,))) for place in places)


def usual(entries: Sequence[Entry], width: int) -> Columns:
    """Return the grid columns in which most complete rows have their numbers; () without complete rows."""
    found = Counter(entry.grid for entry in entries if len(entry.grid) == width == len(entry.values))
    return max(found, key=lambda columns: found[columns], default=())
