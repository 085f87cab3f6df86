"""A row before its numbers have columns: which cells are its own, and their grid columns; and the row after."""

from __future__ import annotations

from reportc.source.pieces import Piece
from reportc.table.entry import Entry, Placement
from reportc.table.lexeme import BLANK, Lexeme, Word


def cell(text: str, row: int | None = None, column: int | None = None) -> Lexeme:
    """Return a cell; one without text is blank."""
    name = "NUMBER" if text else BLANK
    return Lexeme(Word(name, name, canonical=True), Piece(text, (), row, column))


def entry(*cells: Lexeme) -> Entry:
    """Return a row whose label is on line 0 of the grid."""
    return Entry(Piece("规章", (), 0, 0), 1, cells)


ONE, BLANK_TWO, THREE = cell("1", 0, 1), cell("", 0, 2), cell("3", 0, 3)
BELOW, FAR_BELOW = cell("7", 1, 1), cell("8", 2, 2)


def test_own_are_the_cells_on_the_line_of_the_label() -> None:
    row = entry(ONE, BLANK_TWO, BELOW, THREE, cell("", 1, 2))
    assert (row.own, row.values, row.rest) == ((ONE, BLANK_TWO, THREE), (ONE, THREE), (BELOW,))
    assert (row.grid, row.end) == ((1, 3), 3)
    assert (row.open, row.torn) == (False, False)


def test_where_there_are_none_own_are_those_on_the_next_line_with_a_number() -> None:
    row = entry(BELOW)
    assert (row.own, row.rest) == ((BELOW,), ())
    row = entry(cell("", 3, 4), BELOW, FAR_BELOW)
    assert (row.own, row.rest) == ((BELOW,), (FAR_BELOW,))
    assert entry(BLANK_TWO, BELOW).own == (BLANK_TWO,)


def test_numbers_stand_in_the_grid_only_if_all_do_from_left_to_right() -> None:
    assert entry(ONE, cell("2", 0, 3)).grid == (1, 3)
    assert entry(ONE, cell("2", 0)).grid == ()
    assert entry(ONE, cell("2", 0, 1)).grid == ()
    assert entry(ONE, THREE, cell("2", 0, 2)).grid == ()


def test_a_row_without_a_grid_ends_nowhere() -> None:
    assert entry(cell("2", 0)).end == 0


PLACED = Placement((ONE, None, BLANK_TWO), (BELOW,), frozenset({1}))


def test_a_placement_may_be_scattered() -> None:
    assert PLACED.scattered() == Placement((None,) * 3, (ONE, BELOW), frozenset(range(3)))


def test_a_placement_has_parts_in_any_order() -> None:
    assert PLACED.part((1, 0)) == Placement((None, ONE), (BELOW,), frozenset({0}))
    assert PLACED.part((2,), first=False) == Placement((BLANK_TWO,))
