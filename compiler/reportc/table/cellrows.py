"""Rows of aligned numbers: what column each stands in, and numbers broken over two lines."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reportc.source.layouts.tokens import Token, piece_of
from reportc.source.lines import Line, Place, piece
from reportc.source.pieces import Piece
from reportc.table.chains import Chain

FIRST_COLUMN = 10
"""Grid columns before this are for labels."""
_NEXT = 2
"""The next line, with or without an empty one between."""
_MIDDLE = 2
"""Numbers of even and odd length cannot have the same middle."""
_ALIKE = 1
"""Labels that begin so near to each other stand in one column."""


@dataclass(slots=True)
class CellRow:
    """The numbers at the end of a line, the label they belong to, and the label they stand beside."""

    tokens: list[Token]
    label: Chain | None = None
    beside: Chain | None = None
    more: dict[int, list[Token]] = field(default_factory=dict)
    doubtful: set[int] = field(default_factory=set)

    @property
    def cells(self) -> list[Token]:
        """The numbers as they begin on the row's own line."""
        return self.tokens

    @property
    def index(self) -> int:
        """The index of the line."""
        return self.tokens[0].index

    @property
    def left(self) -> int:
        """Where the first number begins."""
        return self.tokens[0].left


def take_continuations(rows: list[CellRow], named: Container[int]) -> None:
    """Join the ends of numbers, broken in a narrow column, to their beginnings on the line above.

    A row that belongs to no label and whose numbers each stand under just one of the row above is
    such a line. Where the number above does not fill its column the joint is doubtful, and so it is
    on the lines `named`, on which unknown words stand: it may be a row whose label is damaged.
    """
    above: CellRow | None = None
    last = 0
    loose = -1 - _NEXT  # the last line of numbers that surely is no row's, and ends none of them
    for row in rows:
        if row.label is not None:
            if row.index - loose <= _NEXT:
                row.doubtful.update(range(len(row.cells)))
            above, last = row, row.index
        elif above is not None and row.beside in (None, above.label) and row.index - last <= _NEXT:
            last = row.index
            _join(row, above, rows, alone=last not in named)
            loose = last if row.tokens or last in named else loose
        else:
            loose = row.index


def _join(row: CellRow, above: CellRow, rows: list[CellRow], *, alone: bool) -> None:
    """Join one line of ends; where they have no place of their own, all that they may end is doubtful."""
    places = [[i for i, cell in enumerate(above.cells) if cell.over(token)] for token in row.tokens]
    apart = all(len(found) == 1 for found in places) and len({found[0] for found in places}) == len(places)
    if not apart:
        whole = len(row.tokens) == 1 and len(above.cells) == max(len(other.cells) for other in rows)
        first = len(above.cells) - 1 if whole else 0  # the end of a line, broken off, may end its last number only
        above.doubtful.update(range(first, len(above.cells)))
        return
    ends = [(token, found[0], above.cells[found[0]]) for token, found in zip(row.tokens, places, strict=True)]
    whole = alone and all(
        _fills(upper, column, above, rows) and _is_number(upper, token) for token, column, upper in ends
    )
    for token, column, _ in ends:
        above.more.setdefault(column, []).append(token)
        above.doubtful |= set() if whole else {column}
    row.tokens = []


def _fills(upper: Token, column: int, above: CellRow, rows: list[CellRow]) -> bool:
    """Tell whether a number is as wide as any in its column, so that it may be torn."""
    return all(
        other.cells[column].right - other.cells[column].left <= upper.right - upper.left
        for other in rows
        if _like(other, above)
    )


def _is_number(upper: Token, token: Token) -> bool:
    return (upper.text + token.text).replace(",", "").isdigit()


def _like(row: CellRow, other: CellRow) -> bool:
    return bool(row.label) and len(row.cells) == len(other.cells)


def place_cells(
    row: CellRow, rows: Sequence[CellRow], lines: Sequence[Line], under: tuple[Sequence[int], int] | None = None
) -> list[Piece]:
    """Make the cells of a labelled row; where it has fewer than its like, blanks fill the columns.

    `under` gives its columns, and how many there are, where the header shows them.
    """
    number = lines[row.label.first].number if row.label else lines[row.index].number
    columns, width = under or (_columns(row, rows), _width(row, rows))
    if columns is None:
        return [_cell(row, i, lines, Place(number)) for i in range(len(row.cells))]
    at = {column: i for i, column in enumerate(columns)}
    end = lines[row.index]
    return [
        _cell(row, at[column], lines, Place(number, FIRST_COLUMN + column))
        if column in at
        else piece(end, len(end.text), len(end.text), Place(number, FIRST_COLUMN + column))
        for column in range(max(max(columns) + 1, width))
    ]


def _cell(row: CellRow, at: int, lines: Sequence[Line], place: Place) -> Piece:
    """Make one cell, with the ends of its number below it; a doubtful one is no number."""
    made = piece_of(lines, [row.cells[at], *row.more.get(at, ())], place)
    made.torn = at in row.doubtful
    return made


def _columns(row: CellRow, rows: Sequence[CellRow]) -> list[int] | None:
    """Return the column of each number of a row, by where longer rows of its kind have theirs."""
    if len(row.cells) == max(len(other.cells) for other in rows):
        return list(range(len(row.cells)))
    references = _references(row, rows)
    ranges = _ranges(references)
    shown = [alignments(column) for column in zip(*(reference.cells for reference in references), strict=True)]
    found = [
        [
            i
            for i, (left, right) in enumerate(ranges)
            if cell.left < right and left < cell.right and stands(cell, shown[i])
        ]
        for cell in row.cells
    ]
    columns = [over[0] for over in found if len(over) == 1]
    return columns if len(columns) == len(row.cells) == len(set(columns)) else None


Alignment = tuple[int | None, int | None, int | None]
"""Where the numbers of a column begin, where they end, and twice their middle, as far as they agree."""


def alignments(column: Sequence[Token]) -> Alignment:
    """Return how the numbers of a column are aligned."""
    lefts, rights = {cell.left for cell in column}, {cell.right for cell in column}
    middles = [cell.left + cell.right for cell in column]
    middle = (min(middles) + max(middles)) // 2 if max(middles) - min(middles) <= _MIDDLE else None
    return (
        lefts.pop() if len(lefts) == 1 else None,
        rights.pop() if len(rights) == 1 else None,
        middle,
    )


def stands(cell: Token, shown: Alignment) -> bool:
    """Tell whether a number stands as those of a column do."""
    left, right, middle = shown
    centred = middle is not None and abs(cell.left + cell.right - middle) <= _MIDDLE
    return cell.left == left or cell.right == right or centred


def _width(row: CellRow, rows: Sequence[CellRow]) -> int:
    return max((len(reference.cells) for reference in _references(row, rows)), default=len(row.cells))


def _references(row: CellRow, rows: Sequence[CellRow]) -> list[CellRow]:
    """Return the longest of the longer rows whose labels begin in the same column."""
    alike = [
        other
        for other in rows
        if other.label
        and row.label
        and abs(other.label.left - row.label.left) <= _ALIKE
        and len(other.cells) > len(row.cells)
    ]
    most = max((len(other.cells) for other in alike), default=0)
    return [other for other in alike if len(other.cells) == most]


def column_ranges(rows: Sequence[CellRow]) -> list[tuple[int, int]]:
    """Return from where to where the numbers of each column reach in the longest rows; none if they are not apart."""
    most = max((len(row.cells) for row in rows), default=0)
    columns = list(zip(*(row.cells for row in rows if len(row.cells) == most), strict=True))
    ranges = [(min(cell.left for cell in column), max(cell.right for cell in column)) for column in columns]
    return ranges if all(left[1] <= right[0] for left, right in pairwise(ranges)) else []


def _ranges(references: Sequence[CellRow]) -> list[tuple[int, int]]:
    """Return from where to where each column reaches; none unless the columns are apart in all rows.

    Rows with labels of different width whose numbers stand apart all the same are aligned; numbers
    that merely follow their labels are not, and say nothing of a shorter row.
    """
    if not references:
        return []
    columns = list(zip(*(reference.cells for reference in references), strict=True))
    ranges = [(min(cell.left for cell in column), max(cell.right for cell in column)) for column in columns]
    ends = {reference.label.right for reference in references if reference.label}
    apart = all(left[1] < right[0] for left, right in pairwise(ranges))
    return ranges if apart and len(ends) > 1 and max(ends) <= ranges[0][0] else []
