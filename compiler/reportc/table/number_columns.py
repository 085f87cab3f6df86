"""The columns in which the numbers of a page are, as other rows or the words over them show.

Where few rows print a number in every column, only the header shows which are blank. It does so if every number of the
table is under just one word, and all numbers under a word are aligned.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from reportc.source.layouts.tokens import Interval, Token, over, piece_of, under
from reportc.source.lines import GridPlace, Line, piece
from reportc.source.pieces import Piece
from reportc.table.number_rows import NumberRow
from reportc.table.wrapped import PageWord

FIRST_COLUMN = 10
"""Grid columns before this are for labels."""
_FEWEST = 5
"""The blocks of section 2 have fewer columns, each block its own."""
_MIDDLE = 2
"""Numbers of even and odd length cannot have the same middle."""
_UNEVEN = 4
"""Words of different length cannot have the same distances everywhere."""
_ALIKE = 1
"""Labels that begin this near to each other are in one column."""


def heads(words: Iterable[PageWord], rows: Sequence[NumberRow]) -> list[PageWord]:
    """Return the words over the columns, from left to right; () if they are too few, or rows contradict them.

    A row without a label counts if it is the only one, as in section 4; then all words are over its columns.
    """
    printed = [row for row in rows if row.tokens]
    labelled = [row for row in printed if row.label] or printed
    if not labelled or not (labelled[0].label or len(printed) == 1):
        return []
    first = min(row.index for row in labelled)
    left = min(row.left if row.label else 0 for row in labelled)
    above = [word for word in words if word.last < first and word.right > left]
    lowest = [word for word in above if not any(other.first > word.last and over(other, word) for other in above)]
    found = sorted(lowest, key=lambda word: word.left)
    if len(found) < max(_FEWEST, *(len(row.tokens) for row in labelled)):
        return []
    numbers: dict[int, list[Token]] = {}
    for row in labelled:
        columns = under(row.tokens, found)
        if columns is None:
            return []
        for column, token in zip(columns, row.tokens, strict=True):
            numbers.setdefault(column, []).append(token)
    alike = bool(labelled[0].label) or _is_alike(found, {column: token for column, (token,) in numbers.items()})
    return found if alike and all(map(_in_line, numbers.values())) else []


def _is_alike(words: Sequence[PageWord], numbers: Mapping[int, Token]) -> bool:
    """Return whether words are at equal distances, and every number has the same place under its word.

    A single row is not aligned, and words that are pressed together are not over their columns.
    """
    gaps = [b.left + b.right - a.left - a.right for a, b in pairwise(words)]
    shifts = [Interval(token.left - words[at].left, token.right - words[at].right) for at, token in numbers.items()]
    return max(gaps) - min(gaps) <= _UNEVEN and _in_line(shifts, 1)


def _in_line(column: Sequence[Interval | Token], slack: int = _MIDDLE) -> bool:
    """Return whether numbers begin, end or have their middle in one place."""
    middles = [token.left + token.right for token in column]
    return (
        len({token.left for token in column}) == 1
        or len({token.right for token in column}) == 1
        or max(middles) - min(middles) <= slack
    )


def columns_of(rows: Sequence[NumberRow]) -> list[Interval]:
    """Return the range of each column in the longest rows; () if the columns overlap."""
    most = max((len(row.tokens) for row in rows), default=0)
    columns = list(zip(*(row.tokens for row in rows if len(row.tokens) == most), strict=True))
    found = [Interval(min(token.left for token in column), max(token.right for token in column)) for column in columns]
    return found if all(a.right <= b.left for a, b in pairwise(found)) else []


def placed(row: NumberRow, rows: Sequence[NumberRow], lines: Sequence[Line], found: Sequence[PageWord]) -> list[Piece]:
    """Return the cells of a row; where it has fewer than others, blanks fill the columns that they or heads show."""
    number = lines[row.label.first if row.label else row.index].number
    columns, width = (under(row.tokens, found), len(found)) if found else _among(row, rows)
    if columns is None:
        slots = [(at, GridPlace(number)) for at in range(len(row.tokens))]
    else:
        slots = [
            (columns.index(at) if at in columns else -1, GridPlace(number, FIRST_COLUMN + at)) for at in range(width)
        ]
    end, beyond = lines[row.index], len(lines[row.index].text)
    return [
        piece(end, beyond, beyond, place)
        if at < 0
        else piece_of(lines, [row.tokens[at], *row.more.get(at, ())], place, torn=at in row.doubtful)
        for at, place in slots
    ]


def _among(row: NumberRow, rows: Sequence[NumberRow]) -> tuple[Sequence[int] | None, int]:
    """Return the column of each number of a row, from longer rows of its kind; and the number of columns.

    Rows with labels of different width whose numbers nevertheless are in separate columns are aligned; numbers
    that merely follow their labels are not, and show nothing of a shorter row.
    """
    like = [other for other in rows if other.label and row.label and abs(other.label.left - row.label.left) <= _ALIKE]
    width = max((len(other.tokens) for other in like), default=0)
    longest = [other for other in like if len(other.tokens) == width]
    if len(row.tokens) == max(len(other.tokens) for other in rows):
        return range(len(row.tokens)), len(row.tokens)
    if width <= len(row.tokens):
        return None, len(row.tokens)
    columns = columns_of(longest)
    ends = {other.label.right for other in longest if other.label}
    touching = any(a.right == b.left for a, b in pairwise(columns))
    if not columns or touching or len(ends) == 1 or max(ends) > columns[0].left:
        return None, width
    each = list(zip(*(other.tokens for other in longest), strict=True))
    return under(row.tokens, columns, lambda at, column: _is_in_line(row.tokens[at], each[column])), width


def _is_in_line(token: Token, column: Sequence[Token]) -> bool:
    """Return whether a number is aligned as those of a column."""
    middles = [other.left + other.right for other in column]
    centred = abs(token.left + token.right - (min(middles) + max(middles)) // 2) <= _MIDDLE
    return _in_line([*column, token]) or (centred and max(middles) - min(middles) <= _MIDDLE)
