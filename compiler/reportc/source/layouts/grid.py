"""Rows of a grid whose words are broken over lines, put together again.

A row's label may go on in the next line of the grid, below itself, where nothing else is printed;
or a line break inside a cell cuts a row in two, whose halves then stand on two lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from reportc.source.fold import fold
from reportc.source.lines import join
from reportc.source.pieces import Piece, Vocabulary

Row = list[Piece]
"""The cells of one line, from left to right."""
_EVEN = 0.8
"""So many rows, or all but one, must have the same columns; then others have lost some."""


def rejoin_below(rows: Sequence[Row], vocabulary: Vocabulary) -> list[Row]:
    """Join lines that hold nothing but the ends of words to the lines on which these begin."""
    joined: list[Row] = []
    last = -1  # of the rows joined so far, the last but for page marks
    for row in rows:
        if last >= 0 and _goes_on(joined[last], row, vocabulary):
            joined[last] = _with_ends(joined[last], row)
            continue
        joined.append(row)
        if not (len(row) == 1 and vocabulary.is_page_mark(row[0].text)):
            last = len(joined) - 1
    return joined


def _with_ends(above: Row, row: Row) -> Row:
    """Join each printed cell of `row` to the one above it."""
    below = {piece.column: piece for piece in row if piece.text}
    return [join([piece, below[piece.column]]) if piece.column in below else piece for piece in above]


def _goes_on(above: Row, row: Row, vocabulary: Vocabulary) -> bool:
    """Tell whether each printed cell of `row` continues a word of the row above."""
    printed = [piece for piece in row if piece.text]
    begun = {piece.column: piece for piece in above if piece.text}
    return bool(printed) and all(
        piece.column in begun and vocabulary.begins_label(fold(begun[piece.column].text + piece.text))
        for piece in printed
    )


def rejoin_across(rows: Sequence[Row], vocabulary: Vocabulary) -> list[Row]:
    """Join rows that a line break inside a label cuts in two; the second's columns go on."""
    joined: list[Row] = []
    for row in rows:
        last = joined[-1][-1] if joined and joined[-1] else None
        if last is not None and row and last.text and row[0].text and _is_cut(last.text, row[0].text, vocabulary):
            shift = (last.column or 0) - (row[0].column or 0)
            for piece in row[1:]:
                piece.row, piece.column = last.row, (piece.column or 0) + shift
            joined[-1] = [*joined[-1][:-1], join([last, row[0]]), *row[1:]]
        else:
            joined.append(row)
    return joined


def _is_cut(end: str, start: str, vocabulary: Vocabulary) -> bool:
    """Tell whether two texts make a word, or the beginning of one, together."""
    return not vocabulary.is_cell(start) and vocabulary.begins_label(fold(end + start))


def even(rows: Sequence[Row], ends: Sequence[int] | None = None) -> list[Row]:
    """Return rows, those that lack a cell or have one too many, unlike nearly all others, without columns.

    `ends` tells for each row where its last cell ends, if cells span columns.
    """
    ends = ends or [len(row) for row in rows]
    widths = Counter(end for row, end in zip(rows, ends, strict=True) if len(row) > 1)
    usual, many = max(widths.items(), key=lambda item: item[1], default=(0, 0))
    if many < min(_EVEN * widths.total(), max(2, widths.total() - 1)):
        return list(rows)
    return [row if len(row) <= 1 or end == usual else without_columns(row) for row, end in zip(rows, ends, strict=True)]


def without_columns(row: Row) -> Row:
    """Return what is printed in a row, without columns: which cells are blank is not sure either."""
    return [replace(piece, column=None) for piece in row if piece.text]
