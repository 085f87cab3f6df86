"""Which number of a row is in which column, by the grid and the complete rows, or is lost.

A row is drawn cell by cell along the grid: a letter is its label, A the least deep, `~A` one without a place; `.` is a
blank cell, `_` no cell at all, and `'7` a number on another line. Placed, `.` is a blank cell, `_` a column without
a cell, `?` a lost one; what has no column comes after `|`.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reportc.source.pieces import Piece
from reportc.span import Span
from reportc.table.columns import placements, usual
from reportc.table.entry import Columns, Entry, Placement
from reportc.table.header import Header
from reportc.table.lexeme import BLANK, Lexeme, Word

NUMBER, EMPTY = Word("NUMBER", "NUMBER", canonical=True), Word(BLANK, BLANK, canonical=True)


def entry(drawn: str, row: int = 0, *, grid: bool = True, end: bool = True) -> Entry:
    """Return a row as drawn; without a `grid` no cell has a place, without an `end` its last number may continue."""
    label, cells, column = Piece("", ()), list[Lexeme](), -1
    for text in drawn.split():
        column += text[0] != "'"
        place = (2 * row + (text[0] == "'"), column) if grid else (None, None)
        if text[-1].isalpha():
            label = Piece(text[-1], (), place[0], None if text[0] == "~" else place[1])
        elif text != "_":
            printed = text.strip(".'")
            cells.append(Lexeme(NUMBER if printed else EMPTY, Piece(printed, (Span(column, column + 1),), *place)))
    return Entry(label, ord(label.text) - ord("A"), tuple(cells), open=not end)


def shown(placed: Placement) -> str:
    """Return a placement as a line."""
    cells = [
        ("" if cell is None else cell.piece.text or ".") + ("?" if at in placed.lost else "" if cell else "_")
        for at, cell in enumerate(placed.columns)
    ]
    unplaced = [cell.piece.text for cell in placed.unplaced]
    return " ".join([*cells, *(["|", *unplaced] if unplaced else [])])


def place(
    *drawn: str, width: int = 3, grid: bool = True, header: Columns | None = None, end: int | None = None
) -> list[str]:
    """Place rows of one table."""
    entries = [entry(one, row, grid=grid) for row, one in enumerate(drawn)]
    return placed(entries, Header(range(width), range(width), {0: header} if header else {}, end))


def placed(entries: Sequence[Entry], header: Header) -> list[str]:
    """Place rows below a header."""
    return [shown(one) for one in placements(entries, header, lambda cell: cell.piece.text, totals=False)]


def last(*drawn: str, header: Columns | None = None, end: int | None = None, grid: bool = True) -> str:
    """Place rows and return the last one."""
    return place(*drawn, header=header, end=end, grid=grid)[-1]


WHOLE = ("A 1 2 3", "A 4 5 6")
TWO_GRIDS = ("A 1 2 3 .", "A 1 2 3 .", "_ B 1 2 3")


def test_a_row_that_is_drawn_is_read_as_it_is_drawn() -> None:
    found = entry("_ B 1 . _ 3 '7")
    assert (found.depth, found.label.column, found.grid, found.end) == (1, 1, (2, 5), 5)
    assert [cell.piece.text for cell in found.rest] == ["7"]


@pytest.mark.parametrize(
    ("drawn", "meant"),
    [
        ((*WHOLE, "A . 8 9"), ". 8 9"),
        ((*WHOLE, "A 7 8 ."), "7 8 ."),
        (("A 1 . 3",), "1 . 3"),
        ((*WHOLE, "A . ."), ". . _"),
        (("A 000",), "0 0 0"),
        (("A 00",), "? ? ? | 00"),
        ((*WHOLE, "A"), "? ? ?"),
        (("A 1 2 3 4",), "? ? ? | 1 2 3 4"),
        (("~A 1 . 3",), "? ? ? | 1 3"),
        ((*WHOLE, "~A 1 . 3"), "1 . 3"),
        ((*WHOLE, "~C 1 . 3"), "? ? ? | 1 3"),
    ],
)
def test_a_short_row(drawn: tuple[str, ...], meant: str) -> None:
    assert last(*drawn) == meant


@pytest.mark.parametrize(
    ("short", "why"),
    [
        ("A 7 _ 9", "a cell of a column is gone"),
        ("A 7 . 9 .", "it ends in another column than complete rows"),
        ("A 7 . 9 '4", "a number stands on another line"),
    ],
)
def test_no_number_of_a_row_has_a_column_where(short: str, why: str) -> None:
    numbers = " ".join(word.strip("'") for word in short.split() if word[-1].isdigit())
    assert last(*WHOLE, short) == f"? ? ? | {numbers}", why


def test_a_number_past_the_columns_makes_the_row_doubtful() -> None:
    assert last("A 1 2 3 .", "A 4 5 6 .", "A 7 . . 9") == "? ? ? | 7 9"


def test_a_table_of_one_column() -> None:
    assert place("A 1", "A 2", "A .", width=1) == ["1", "2", "."]


def test_zeros_run_together_are_as_many_as_columns() -> None:
    assert place("A 00", width=2) == ["0 0"]
    (found,) = placements([entry("A _ 000")], Header("abc", "abc", {}), lambda cell: cell.piece.text, totals=False)
    assert [cell.piece.spans for cell in found.columns if cell] == [(Span(at, at + 1),) for at in (2, 3, 4)]


def test_rows_of_one_table_may_stand_in_parts_of_it() -> None:
    entries = [entry("A 1 2 3 .", 0), entry("A 4 5 6 .", 1), entry("C . 8 9 .", 2)]
    assert placed(entries, Header(range(3), range(3), {}))[2] == ". 8 9"
    entries[2].label.part = 1
    assert placed(entries, Header(range(3), range(3), {}))[2] == "? ? ? | 8 9"


def test_columns_are_those_of_the_header_in_its_order() -> None:
    entries = [entry("A 1 2 3 4 5", 0)]
    assert placed(entries, Header("abcde", "bcead", {}))[0] == "4 1 2 5 3"
    assert placed(entries, Header("abcde", None, {}))[0] == "? ? ? ? ? | 1 2 3 4 5"


# ---------------------------------------------------------------- the end of a number that may be elsewhere


def test_of_a_whole_row_only_the_number_before_another_line_is_lost() -> None:
    assert place("A 1 '7 2 3") == ["? 2 3 | 1 7"]
    assert place("A 1 2 3 '7") == ["1 2 ? | 3 7"]
    assert place("A '7 1 2 3") == ["? 2 3 | 1 7"]
    assert place("A 1 '7 2 '8 3") == ["? ? 3 | 1 2 7 8"]


def test_the_last_number_of_an_open_row_is_lost() -> None:
    assert placed([entry("A 1 2 3", end=False)], Header(range(3), range(3), {})) == ["1 2 ? | 3"]


# ---------------------------------------------------------------- rows in disorder


def test_rows_that_begin_alike_and_stand_in_other_columns_are_in_disorder() -> None:
    shifted = ("A 1 2 3", "A _ 4 5 6", "_ B 1 2 3")
    assert last(*shifted, "A 7 . 9") == "? ? ? | 7 9"
    assert last(*shifted, "A . 8 9") == "? ? ? | 8 9"


def test_in_disorder_a_row_counts_that_prints_its_first_and_last_number() -> None:
    shifted = ("A 1 2 3 .", "A . 4 5 6", "A 1 2 3 .", "B 1 2 3 .", "B 1 2 3 .")
    assert last(*shifted, "B 7 . 9 .") == "7 . 9"
    assert last(*shifted, "B . 8 9 .") == "? ? ? | 8 9"
    assert last(*shifted, "B 7 8 . .") == "? ? ? | 7 8"


def test_three_rows_with_numbers_where_complete_ones_have_none_are_a_disorder() -> None:
    astray = "A . . . 7"
    assert last(*WHOLE, astray, astray, "A . 8 9") == ". 8 9"
    assert last(*WHOLE, astray, astray, astray, "A . 8 9") == "? ? ? | 8 9"


# ---------------------------------------------------------------- rows without a grid


@pytest.mark.parametrize(
    ("drawn", "meant"),
    [
        (("A 1 . 3",), "1 . 3"),
        (("A 1 .",), "? ? ? | 1"),
        (("A . 1 2 3", "A . 4 5 6", "A . 7 . 9"), "7 . 9"),
        (("A . 1 2 3", "A . 4 5 6", "A 7 . 9"), "? ? ? | 7 9"),
        (("A . 1 2 3", "A . 4 5 6", "A . 7 . 9 ."), "7 . 9"),
        (("A . 1 2 3", "A . 4 5 6", "A . 7 . . 9"), "? ? ? | 7 9"),
        (("A . 1 2 3", "A . 7 . 9"), "? ? ? | 7 9"),
        (("A . 1 2 3", "A 4 5 6", "A . 7 . 9"), "? ? ? | 7 9"),
        (("A . 1 2 3", "A . 4 5 6", "A . 7 ."), "? ? ? | 7"),
        (("A . 1 2 3", "A . 4 5 6", "B . 7 . 9"), "? ? ? | 7 9"),
    ],
)
def test_cells_are_counted(drawn: tuple[str, ...], meant: str) -> None:
    assert last(*drawn, grid=False) == meant


# ---------------------------------------------------------------- where rows end


def test_the_end_of_the_header_counts_where_no_row_is_complete() -> None:
    assert last("A 1 . 3", end=3) == "1 . 3"
    assert last("A 1 . 3", end=4) == "? ? ? | 1 3"
    assert last(*WHOLE, "A 7 . 9", end=9) == "7 . 9"


def test_rows_that_begin_alike_show_each_other_where_they_end() -> None:
    assert place("A 1 . 3", "A 4 . 6", "A") == ["1 . 3", "4 . 6", "? ? ?"]
    assert place("A 1 . 3", "A 4 . _ 6") == ["? ? ? | 1 3", "? ? ? | 4 6"]
    assert last("A 1 . 3", "_ B 1 . _ 3", "_ B 1 . _ _ 3", "A 7 . 9") == "7 . 9"
    assert last(*WHOLE, "_ B 1 2 3 .", "A . 8 9") == ". 8 9"
    assert last("_ B 1 .", "_ B 1 .", "A 1 . 3") == "1 . 3"
    assert last("_ B 1 .", "_ B 1 .", "A 1 . _ 3") == "? ? ? | 1 3"


def test_most_rows_show_it_where_none_is_complete() -> None:
    short = ("A 1 . 3", "A 1 . 3", "A 1 . 3")
    assert last(*short, "A 1 . _ 3", "A 7 . 9") == "7 . 9"
    assert last(*short[1:], "A 1 . _ 3", "A 7 . 9") == "? ? ? | 7 9"


def test_complete_rows_show_it_only_if_they_agree() -> None:
    whole = ("A 1 2 3", "A 1 2 3", "A 1 2 3", "A 1 2 3")
    assert last(*whole, "A . 8 9") == ". 8 9"
    assert last(*whole, "A 1 2 3 .", "A . 8 9") == "? ? ? | 8 9"


def test_rows_may_end_as_far_from_their_labels() -> None:
    assert place("A 1 . 3", "_ B 1 . 3", "_ _ C 1 . 3") == ["1 . 3"] * 3
    assert place("A 1 . 3", "_ B 1 . 3", "_ _ C 1 . _ 3")[0] == "? ? ? | 1 3"


# ---------------------------------------------------------------- the columns of the header, and of other rows


def test_the_header_shows_the_columns_with_one_complete_row_that_has_them() -> None:
    assert last("A 1 2 3 .", "A 7 . 9 .", header=(1, 2, 3)) == "7 . 9"
    assert last("A 1 2 3 .", "A 7 . 9 .") == "? ? ? | 7 9"
    assert last("A . 1 2 3", "A . 5 . .", header=(1, 2, 3)) == "? ? ? | 5"


def test_the_header_shows_the_columns_where_no_row_is_complete_and_all_are_regular() -> None:
    assert place("A 1 . 3 .", "A . 5 6 .", header=(1, 2, 3)) == ["1 . 3", ". 5 6"]
    assert place("A 1 . 3 .", "A . 5 _ .", header=(1, 2, 3))[0] == "1 . 3"
    assert last("A 1 . 3", *["A 7 . 9 ."] * 4, header=(1, 2, 3)) == "? ? ? | 7 9"
    assert last("_ A 1 2 .", "A 7 . 9 .", "A 7 . 9 .", header=(1, 2, 3)) == "? ? ? | 7 9"


def test_rows_alike_show_the_columns() -> None:
    assert last(*TWO_GRIDS, "C . 8 9 .") == ". 8 9"
    assert last("A 1 2 3 . .", "A 1 2 3 . .", "_ B 1 2 3", "C . 8 9 _ .") == "? ? ? | 8 9"
    assert last("A 1 2 3 .", "_ B 1 2 3", "C . 8 9 .") == "? ? ? | 8 9"


def test_three_rows_as_deep_show_the_columns() -> None:
    others = ("A . 1 2 3 .", "_ A 1 2 3 .", "_ _ B 1 2 3")
    assert last(*others, "_ A 1 2 3 .", "A . . 8 9 .") == ". 8 9"
    assert last(*others, "A . . 8 9 .") == "? ? ? | 8 9"


def test_two_rows_show_the_columns_where_all_have_the_same() -> None:
    assert last("A . 1 2 3 .", "_ B 1 2 3 .", "C . . 8 9 .") == ". 8 9"
    assert last("A . 1 2 3 .", "C . . 8 9 .") == "? ? ? | 8 9"
    assert last("A 1 2 3 . .", "B 1 2 3 . .", "C . 8 9 _ .") == ". 8 9"


def test_a_row_that_is_displaced_has_lost_what_stood_past_the_last_column() -> None:
    whole = (*WHOLE, "A 7 8 9")
    assert last(*whole, "_ A 7 .") == "7 . ?"
    assert last(*["_ A 1 2 3"] * 3, "_ _ A 7 .") == "7 . ?"
    assert last(*["A 1 2 3 _ ."] * 3, "_ A . 5 . .") == ". 5 ."
    assert last("A 1 2 3 .", "A 1 2 3 .", "_ C . 9 .") == "_ . 9"
    assert last(*WHOLE, "_ C 7", "_ C 7") == "? ? ? | 7"


def test_a_row_is_not_cut_where_a_complete_one_begins_where_it_does() -> None:
    assert last(*["A 1 2 _ 3"] * 3, "_ B 1 2 3", "_ A 7 . .") == "7 . ."


def test_a_label_without_a_place_displaces_nothing() -> None:
    assert last(*["~A 1 2 3"] * 3, "A _ . 9 .") == "? ? ? | 9"
    assert last(*["~B _ 1 2 3"] * 3, "_ _ B . 8") == "_ . 8"


# ---------------------------------------------------------------- cells that are counted in a grid


def test_as_many_cells_as_columns_are_counted_right_after_the_label() -> None:
    assert last("A 1 2 3", "A 1 2 3 4", "A . 5 6") == ". 5 6"
    assert last("A 1 2 3 .", "A _ . 5 6") == "? ? ? | 5 6"
    assert last("A _ 1 2 3 .", "A . 5 _ _ 6") == "? ? ? | 5 6"
    assert last("A 1 2 3", "_ B _ 4 5 6", "A . 8 9") == "? ? ? | 8 9"


def test_as_many_cells_as_columns_are_counted_at_the_right_edge() -> None:
    assert last("A _ 1 2 3", "A _ . 5 6") == ". 5 6"
    assert last("A _ 1 2 3", "_ _ _ _ B 4 5 6", "_ _ _ _ B 7 . 9") == "? ? ? | 7 9"
    assert last("A _ 1 2 3", "A . 5 _ 6") == ". 5 6"


def test_most_complete_rows_show_the_usual_columns() -> None:
    rows = [entry(one) for one in ("A 1 2 3", "_ A 1 2 3", "_ A 4 5 6", "A 1 2 .", "A 1 2 .", "A 1 2 .")]
    assert usual(rows, 3) == (2, 3, 4)
    assert usual(rows[3:], 3) == ()
    assert usual([entry("A 1 2 3", grid=False)], 3) == ()
