"""All labels and then all numbers: reading orders in which rows add up are valid; cells must be the same in all.

A row is the text after its label; `.` is a blank cell, `?` a lost one, `x` is not a number, `'7` has a line.
"""

from __future__ import annotations

import pytest

from reportc.source.pieces import Piece
from reportc.table.entry import Entry, Placement
from reportc.table.labels_first import unfold
from reportc.table.lexeme import BLANK, Lexeme, Word


def entry(printed: str) -> Entry:
    """Return a row whose cells have only their order, and no place."""
    cells = [Piece(text.strip(".'"), (), 1 if text[0] == "'" else None) for text in printed.split()]
    words = [Word(name, name, canonical=True) for name in ("NUMBER" if piece.text else BLANK for piece in cells)]
    return Entry(Piece("", ()), 0, tuple(map(Lexeme, words, cells)))


def shown(placed: Placement) -> str:
    """Return a placement as a line."""
    cells = [(cell.piece.text if cell else "") + "?" * (at in placed.lost) for at, cell in enumerate(placed.columns)]
    return " ".join([*cells, *(["|", *(cell.piece.text for cell in placed.unplaced)] if placed.unplaced else [])])


def unfolded(*printed: str, width: int = 3, totals: bool = True) -> dict[int, str]:
    """Return the rows that are read in this way, by index."""

    def value(cell: Lexeme) -> object:
        return int(cell.piece.text) if cell.piece.text.isdigit() else cell.piece.text

    found = unfold([entry(one) for one in printed], width, value, totals=totals)
    return {at: shown(placed) for at, placed in found.items()}


@pytest.mark.parametrize(
    "printed",
    ["1 2 3 4 5 9", "1 4 2 5 3 9", "1 4 3 9 2 5", "1 4 . 2 5 3 9"],
    ids=["row by row", "column by column", "the total not last", "a blank among them"],
)
def test_the_order_counts_in_which_each_row_adds_up(printed: str) -> None:
    assert unfolded("", printed) == {0: "1 2 3", 1: "4 5 9"}


@pytest.mark.parametrize("printed", ["3 9 1 4 2 5", "1 2 3 4 5 8", "1 x 3 4 5 9", "3 2 3 9 5 9"])
def test_no_number_has_a_column_where_no_order_adds_up(printed: str) -> None:
    first, second = unfolded("", printed).values()
    assert [first, second] == [f"? ? ? | {printed[:5]}", f"? ? ? | {printed[6:]}"]


def test_cells_are_read_on_which_all_orders_agree() -> None:
    assert unfolded("", "1 2 3 4", width=2, totals=False) == {0: "1 ? | 2", 1: "? 4 | 3"}
    assert unfolded("", "1 7 7 7 7 2", totals=False) == {0: "1 7 7", 1: "7 7 2"}
    assert unfolded("", "0 0 0 0 0 0") == {0: "0 0 0", 1: "0 0 0"}


def test_three_rows() -> None:
    assert unfolded("", "", "1 2 3 4 5 9 0 6 6") == {0: "1 2 3", 1: "4 5 9", 2: "0 6 6"}


@pytest.mark.parametrize(
    "printed",
    [("1 2 9",), ("", "1 2 3"), ("", "1 2 3 4 5"), ("", "1 2 3 4 5 '9"), ("", "")],
    ids=["a row alone", "too few", "not enough for both", "one on a line", "none"],
)
def test_other_rows_are_not_read_this_way(printed: tuple[str, ...]) -> None:
    assert unfolded(*printed) == {}


def test_the_labels_before_numbers_are_those_since_the_last_numbers() -> None:
    rows = ("9 9 9", "", "1 2 3 4 5 9", "", "1 4 2 5 3 9", "")
    assert unfolded(*rows) == {1: "1 2 3", 2: "4 5 9", 3: "1 2 3", 4: "4 5 9"}
