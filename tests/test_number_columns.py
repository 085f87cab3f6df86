"""The columns of a page's numbers: which words are over them, and which of them a short row leaves blank.

A drawing has a line for each of the page. Words before numbers are their label; other words may be over columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from textwrap import indent

import pytest

from reportc.source.layouts.tokens import Token
from reportc.source.lines import split_lines
from reportc.source.pieces import Piece
from reportc.table.number_columns import FIRST_COLUMN, columns_of, heads, placed
from reportc.table.number_rows import NumberRow
from reportc.table.wrapped import PageWord

OVER = "AAAAA BBBBB CCCCC DDDDD EEEEE"


def page(drawn: str) -> tuple[list[PageWord], list[NumberRow]]:
    """Return the words and rows of a page."""
    words, rows = list[PageWord](), list[NumberRow]()
    for at, line in enumerate(drawn.splitlines()):
        places = [(found.group(), *found.span()) for found in re.finditer(r"\S+", line)]
        tokens = [Token(at, start, end, start, end, text, text.isdigit()) for text, start, end in places]
        words += (own := [PageWord([token]) for token in tokens if not token.is_cell])
        if numbers := [token for token in tokens if token.is_cell]:
            label = next((word for word in own if word.left < numbers[0].left), None)
            rows.append(NumberRow(numbers, label))
    return words, rows


def over(drawn: str) -> str:
    """Return the words over the columns."""
    return " ".join(word.printed for word in heads(*page(drawn)))


def below(*numbers: str) -> str:
    """Return the words over the columns, of which there are five, above labelled lines of numbers."""
    return over("\n".join([f"{'':6}{OVER}", *(f"{'r':6}{line}" for line in numbers)]))


# ---------------------------------------------------------------- the words over columns


def test_words_over_columns_are_those_above_the_numbers_of_all_rows() -> None:
    assert below("    1     2     3     4     5") == OVER
    assert below("    1     2     3     4     5", "          2     3") == OVER
    assert over(f"Rows  {OVER}\nr         1     2     3     4     5") == OVER
    assert over(f"Number\n      {OVER}\nr     11    12    13    14    15") == OVER


def test_words_beside_or_between_rows_are_over_none() -> None:
    assert below("    1     2     3     4     5     Z") == OVER
    assert below("    1     2     3     4     5\n              Z", "    1     2     3     4     5") == OVER


def test_words_over_words_are_over_none() -> None:
    assert over(f"{'':12}ZZZZZ\n{'':6}{OVER}\nr         1     2     3     4     5") == OVER


def test_five_words_are_the_fewest() -> None:
    assert over("      A   B   C   D\nr     1   2   3   4") == ""


def test_of_no_rows_nothing_is_over() -> None:
    assert heads(page(OVER)[0], []) == []
    assert columns_of([]) == []


@pytest.mark.parametrize(
    ("numbers", "aligned"),
    [
        (("1", "123"), True),
        (("    1", "  123"), True),
        (("12345", " 123", "  1"), True),
        ((" 1", "  1"), True),
        ((" 1", "  12"), False),
        (("1    1", "12  12"), False),
        (("1     1", "  12  12"), False),
        (("1   1",), False),
    ],
)
def test_numbers_under_a_word_begin_end_or_have_their_middle_in_one_place(
    numbers: Sequence[str], *, aligned: bool
) -> None:
    assert below(*numbers) == OVER * aligned


# ---------------------------------------------------------------- a single row, without a label


def test_a_row_without_a_label_counts_if_it_is_the_only_one() -> None:
    drawn = "A     B     C     D     E\n      2     3     4     5"
    assert over(drawn) == "A B C D E"
    assert over(f"{drawn}\n      2     3     4     5") == ""
    words, rows = page(drawn)
    assert heads(words, [*rows, NumberRow([])])


def test_a_row_without_a_label_does_not_count_beside_others() -> None:
    assert over(f"{'':6}{OVER}\nr         1     2     3     4     5\n{'':6}12 3 45") == OVER


@pytest.mark.parametrize(
    ("words", "numbers", "alike"),
    [
        (OVER, "1     23    4     567   8", True),
        (OVER, "    1    23     4   567     8", True),
        (OVER, " 12   12345  12    12    12", True),
        (OVER, " 12   123456 12    12    12", False),
        (OVER, "1     12     12    12    12", False),
        ("A   B   C   D     E", "1   2   3   4     5", True),
        ("AA  BB  CC  DD    EEE", "1   2   3   4     5", False),
        ("A   B   C   D       E", "1   2   3   4       5", False),
    ],
)
def test_words_far_from_alike_over_a_single_row_show_nothing(words: str, numbers: str, *, alike: bool) -> None:
    assert over(f"{words}\n{numbers}") == " ".join(words.split()) * alike


# ---------------------------------------------------------------- the columns of the longest rows


@pytest.mark.parametrize(
    ("drawn", "columns"),
    [
        (("1   2   3", "123   2    34"), [(0, 3), (4, 7), (8, 13)]),
        (("  1   2", "123   234", "   1"), [(0, 3), (6, 9)]),
        (("1  2", "123 4"), [(0, 3), (3, 5)]),
        (("1  2", "1234  5"), []),
        (("1  2     3", "1234 5   6"), []),
    ],
)
def test_columns_reach_as_far_as_the_numbers_of_the_longest_rows(
    drawn: Sequence[str], columns: list[tuple[int, int]]
) -> None:
    assert columns_of(page("\n".join(drawn))[1]) == columns


# ---------------------------------------------------------------- the cells of a row


def cells(drawn: str, at: int = -1) -> str:
    """Return the cells of a row: in order of their columns, `.` for a blank; or after `|` if they have none."""
    words, rows = page(drawn)
    return shown(placed(rows[at], rows, split_lines(drawn), heads(words, rows)))


def shown(pieces: Sequence[Piece]) -> str:
    """Return cells as a line."""
    if {piece.column for piece in pieces} == {None}:
        return " ".join(["|", *(piece.text for piece in pieces)])
    assert [piece.column for piece in pieces] == [FIRST_COLUMN + at for at in range(len(pieces))]
    return " ".join(piece.text or "." for piece in pieces)


def test_the_words_over_columns_show_which_are_blank() -> None:
    drawn = f"{'':6}{OVER}\nr         1     2     3     4     5"
    assert cells(drawn) == "1 2 3 4 5"
    assert cells(f"{drawn}\nr               2           4") == ". 2 . 4 ."


def test_cells_are_in_the_line_of_their_label() -> None:
    drawn = "r\n    1  2"
    words, rows = page(drawn)
    lines = split_lines(drawn)
    assert {piece.row for piece in placed(rows[0], rows, lines, [])} == {1}
    rows[0].label = words[0]
    assert {piece.row for piece in placed(rows[0], rows, lines, [])} == {0}


def test_numbers_that_may_be_torn_stay_doubtful() -> None:
    _, rows = page("r   1  2")
    rows[0].doubtful.add(1)
    assert [piece.torn for piece in placed(rows[0], rows, split_lines("r   1  2"), [])] == [False, True]


ROWS = """law       111   112   113
usage     121   122   123
"""
ASKEW = """law       11    112   113
usage      12   122   123
"""


@pytest.mark.parametrize(
    ("rows", "row", "meant"),
    [
        (ROWS, "r         131   132   133", "131 132 133"),
        (ROWS, "r         131         133", "131 . 133"),
        (ROWS, " r              132", ". 132 ."),
        (ROWS, "  r             132", "| 132"),
        (ROWS, "  r             132\n  rule          142", "| 142"),
        (ROWS, "r         131313      133", "131313 . 133"),
        (ROWS, "r           131       133", "| 131 133"),
        (ROWS, "r             132     133", "| 132 133"),
        (ASKEW, "r         1           133", "1 . 133"),
        (ASKEW, "r           1         133", "1 . 133"),
        (ASKEW, "r           13        133", "| 13 133"),
        (ASKEW.replace("  12 ", "   123"), "r          13         133", "| 13 133"),
        (ROWS.replace("usage", "law  "), "r         131         133", "| 131 133"),
        (ROWS.replace("usage     121", "usageusage 21"), "r         131         133", "131 . 133"),
        (ROWS.replace("usage     121", "usageusages 1"), "r         131         133", "| 131 133"),
        (ROWS.replace("121   122", "12 122   "), "r         131         133", "| 131 133"),
        (ROWS.replace("121   122   123", "12122112 1  123"), "r         131         133", "| 131 133"),
    ],
)
def test_longer_rows_alike_show_which_columns_are_blank(rows: str, row: str, meant: str) -> None:
    assert cells(rows + row) == meant
    assert cells(indent(rows + row, "    ")) == meant
