"""Rows of aligned numbers, and the ends of numbers that a narrow column breaks over two lines."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from reportc.source.layouts.tokens import Token, under
from reportc.table.wrapped import PageWord

_NEXT = 2
"""The next line, with or without an empty one between."""
_NARROWEST = 2
"""A column is as wide as a character of its header."""


@dataclass(slots=True)
class NumberRow:
    """The numbers at the end of a line, the label they belong to, and the label they are next to.

    `more` are the ends of numbers on lines below, and numbers at `doubtful` places may be torn.
    """

    tokens: list[Token]
    label: PageWord | None = None
    beside: PageWord | None = None
    more: dict[int, list[Token]] = field(default_factory=dict)
    doubtful: set[int] = field(default_factory=set)

    @property
    def index(self) -> int:
        """The index of the line."""
        return self.tokens[0].index

    @property
    def left(self) -> int:
        """The left end of the first number."""
        return self.tokens[0].left


def take_continuations(rows: Sequence[NumberRow], named: Container[int]) -> None:
    """Join the ends of numbers, broken in a narrow column, to their beginnings on the line above.

    A row that belongs to no label and whose numbers each are under just one of the row above is
    such a line. Where the number above does not fill its column the joint is doubtful, and so it is
    on the lines `named`, on which unknown words are: it may be a row whose label is damaged.
    """
    above: NumberRow | None = None
    last = 0
    loose = -1 - _NEXT  # the last line of numbers that certainly belongs to no row, and ends none of them
    for row in rows:
        if row.label is not None:
            if row.index - loose <= _NEXT:
                row.doubtful.update(range(len(row.tokens)))
            above, last = row, row.index
        elif above is not None and row.beside in (None, above.label) and row.index - last <= _NEXT:
            last = row.index
            loose = loose if _join(row, above, rows, alone=last not in named) else last
        else:
            loose = row.index


def _join(row: NumberRow, above: NumberRow, rows: Sequence[NumberRow], *, alone: bool) -> bool:
    """Join one line of ends, and return whether that is certain; otherwise the numbers above are doubtful."""
    columns = under(row.tokens, above.tokens)
    if columns is None:
        whole = len(row.tokens) == 1 and len(above.tokens) == max(len(other.tokens) for other in rows)
        first = len(above.tokens) - 1 if whole else 0  # the end of a line, broken off, may only end its last number
        above.doubtful.update(range(first, len(above.tokens)))
        return False
    like = [other for other in rows if other.label and len(other.tokens) == len(above.tokens)]
    torn = (_may_be_torn(token, column, above, like) for column, token in zip(columns, row.tokens, strict=True))
    whole = alone and all(torn)
    for column, token in zip(columns, row.tokens, strict=True):
        above.more.setdefault(column, []).append(token)
        above.doubtful |= set() if whole else {column}
    row.tokens = []
    return whole


def _may_be_torn(end: Token, column: int, above: NumberRow, like: Sequence[NumberRow]) -> bool:
    """Return whether the last part of a number is as wide as its column and its end, and one number with that."""
    last = (above.more.get(column) or [above.tokens[column]])[-1]
    widths = [one.right - one.left for one in (end, *(other.tokens[column] for other in like))]
    return (last.text + end.text).replace(",", "").isdigit() and max(_NARROWEST, *widths) <= last.right - last.left
