"""Words that continue along their line or down their column, and numbers that a narrow column breaks over lines.

Tokens have a line and a column; a Chinese character is two columns wide.
"""

from __future__ import annotations

import re
from collections.abc import Container

import pytest

from reportc.source.layouts.tokens import Token
from reportc.syntax.parser import vocabulary
from reportc.table.number_rows import NumberRow, take_continuations
from reportc.table.wrapped import PageWord, assemble

At = tuple[str, int, int]
"""A text, its line, and the column of its beginning."""


def token(text: str, index: int, left: int) -> Token:
    """Return a token."""
    right = left + sum(1 + (character > "\xff") for character in text)
    return Token(index, left, right, left, right, text, is_cell=False)


def words(*tokens: At) -> tuple[list[str], list[str]]:
    """Return the words that tokens form, and the remaining tokens."""
    found, left = assemble([token(*one) for one in tokens], vocabulary())
    return [word.printed for word in found], [one.text for one in left]


BEGUN, REST, WHOLE = "行政规范", "性文件", "行政规范性文件"


@pytest.mark.parametrize(
    ("index", "left", "joined"),
    [
        (0, 8, True),
        (0, 10, True),
        (0, 11, False),
        (0, 7, False),
        (1, 0, True),
        (1, 9, True),
        (1, 10, False),
        (1, 40, False),
        (12, 0, True),
        (13, 0, False),
    ],
)
def test_a_word_goes_on_beside_or_below(index: int, left: int, *, joined: bool) -> None:
    assert words((BEGUN, 0, 0), (REST, index, left)) == (([WHOLE], []) if joined else ([], [BEGUN, REST]))


def test_a_word_far_down_the_page_goes_on() -> None:
    assert words((BEGUN, 20, 0), (REST, 21, 0)) == ([WHOLE], [])
    assert words((BEGUN, 20, 0), (REST, 20, 9)) == ([WHOLE], [])


def test_a_word_goes_on_below_any_of_its_parts() -> None:
    found, left = words(("其他法律", 0, 0), ("行政法规", 0, 10), ("禁止公开", 1, 10))
    assert (found, left) == (["其他法律行政法规禁止公开"], [])


def test_what_stands_over_a_part_is_before_what_is_near_it() -> None:
    assert words((BEGUN, 0, 0), (BEGUN, 0, 11), (REST, 1, 5), (REST, 2, 11)) == ([WHOLE, WHOLE], [])


def test_of_words_as_near_the_last_goes_on() -> None:
    assert words((BEGUN, 0, 0), (BEGUN, 1, 0), (REST, 2, 0)) == ([WHOLE], [BEGUN])


def test_what_stands_in_the_cell_of_an_unknown_word_begins_none() -> None:
    assert words(("柳青", 0, 0), (BEGUN, 0, 5), (REST, 1, 5)) == ([], ["柳青", BEGUN, REST])
    assert words(("柳青", 0, 0), (BEGUN, 0, 6), (REST, 1, 6)) == ([WHOLE], ["柳青"])
    assert words(("柳青", 0, 0), (BEGUN, 1, 5), (REST, 2, 5)) == ([WHOLE], ["柳青"])
    assert words(("柳青", 20, 0), (BEGUN, 20, 5), (REST, 21, 5)) == ([], ["柳青", BEGUN, REST])


def test_a_word_may_go_on_beside_an_unknown_one() -> None:
    parts = (("其他法律", 0, 10), ("柳青", 1, 6), ("行政法规", 1, 10), ("禁止公开", 2, 10))
    assert words(*parts) == (["其他法律行政法规禁止公开"], ["柳青"])


def test_a_line_of_many_broken_words_keeps_the_last() -> None:
    for others, joined in ((63, True), (64, False)):
        row = [(BEGUN, 0, 20 * at) for at in range(others + 1)]
        assert bool(words(*row, (REST, 1, 0))[0]) is joined


def test_a_word_is_as_wide_as_its_widest_line() -> None:
    word = PageWord()
    for one in ((BEGUN, 0, 0), (REST, 1, 4), ("等", 2, 0)):
        word.add(token(*one), one[0])
    assert (word.first, word.last, word.left, word.right, word.text) == (0, 2, 0, 10, f"{WHOLE}等")


# ---------------------------------------------------------------- numbers over lines


def row(index: int, drawn: str, label: str = "", beside: PageWord | None = None) -> NumberRow:
    """Return the numbers of a line, at their columns, with their label if they have one."""
    tokens = [token(found.group(), index, found.start()) for found in re.finditer(r"\S+", drawn)]
    word = PageWord([token(label, index, 0)]) if label else None
    return NumberRow(tokens, word, beside or word)


def taken(*rows: NumberRow, named: Container[int] = ()) -> list[str]:
    """Join the lines of numbers; return each remaining row, with doubtful numbers marked."""
    take_continuations(rows, named)
    return [
        " ".join(
            "+".join([one.text, *(more.text for more in row.more.get(at, ()))]) + "?" * (at in row.doubtful)
            for at, one in enumerate(row.tokens)
        )
        for row in rows
        if row.tokens
    ]


FULL = row(9, "900  900", "规章")


def test_a_row_of_numbers_stands_where_its_first_does() -> None:
    assert (row(3, "  7  8").index, row(3, "  7  8").left) == (3, 2)


def test_numbers_that_fill_their_columns_go_on_below() -> None:
    assert taken(row(0, "847  125", "规章"), row(1, "37   20"), FULL) == ["847+37 125+20", "900 900"]
    assert taken(row(0, "847  125", "规章"), row(2, "37"), FULL) == ["847+37 125", "900 900"]
    assert taken(row(0, "847  1,2", "规章"), row(1, "     345"), FULL) == ["847 1,2+345", "900 900"]


def test_the_next_row_is_sure_where_a_joint_is() -> None:
    lines = (row(0, "847  125", "规章"), row(1, "37   20"), row(2, "900  900", "规章"))
    assert taken(*lines) == ["847+37 125+20", "900 900"]
    assert taken(row(0, "847  12", "规章"), row(1, "     5"), FULL) == ["847 12+5?", "900 900"]


def test_numbers_may_go_on_over_three_lines() -> None:
    lines = (row(0, "847  125", "规章"), row(1, "371  200"), row(2, "5"), FULL)
    assert taken(*lines) == ["847+371+5 125+200", "900 900"]
    lines = (row(0, "847  125", "规章"), row(1, "37   200"), row(2, "5"), FULL)
    assert taken(*lines) == ["847+37+5? 125+200", "900 900"]


def test_a_number_that_does_not_fill_its_column_is_doubtful_below_another() -> None:
    assert taken(row(0, "84   125", "规章"), row(1, "37   20"), FULL) == ["84+37? 125+20?", "900 900"]
    assert taken(row(0, "84万 125", "规章"), row(1, "37"), FULL) == ["84万+37? 125", "900 900"]


def test_an_end_is_no_wider_than_its_beginning() -> None:
    assert taken(row(0, "78  125", "规章"), row(1, "90  204")) == ["78+90 125+204"]
    assert taken(row(0, "78  125", "规章"), row(1, "901 204")) == ["78+901? 125+204?"]


def test_no_column_is_as_narrow_as_a_digit() -> None:
    assert taken(row(0, "7   125", "规章"), row(1, "8   204")) == ["7+8? 125+204?"]


def test_only_labelled_rows_with_as_many_numbers_show_how_wide_columns_are() -> None:
    wide = (row(20, "90000  90000"), row(30, "90000", "规章"))
    assert taken(row(0, "847  125", "规章"), row(1, "37   20"), *wide)[0] == "847+37 125+20"


def test_a_line_with_unknown_words_makes_numbers_doubtful() -> None:
    assert taken(row(0, "847  125", "规章"), row(1, "37   20"), named={1}) == ["847+37? 125+20?"]
    assert taken(row(0, "847  125", "规章"), row(1, "37   20"), named={0}) == ["847+37 125+20"]


def test_numbers_that_are_not_below_or_too_far_make_the_next_row_doubtful() -> None:
    after = row(5, "900  900", "规章")
    assert taken(row(0, "847  125", "规章"), row(3, "37   20"), after) == ["847 125", "37 20", "900? 900?"]
    after = row(6, "900  900", "规章")
    assert taken(row(0, "847  125", "规章"), row(3, "37   20"), after) == ["847 125", "37 20", "900 900"]
    other = row(1, "37   20", beside=PageWord([token("规章", 1, 0)]))
    assert taken(row(0, "847  125", "规章"), other) == ["847 125", "37 20"]
    assert taken(row(0, "37   20"), row(1, "900  900", "规章")) == ["37 20", "900? 900?"]


def test_numbers_beside_the_same_label_go_on() -> None:
    first = row(0, "847  125", "规章")
    assert taken(first, row(1, "37   20", beside=first.label)) == ["847+37 125+20"]


def test_a_number_between_columns_may_end_the_last_of_a_whole_row() -> None:
    after = row(2, "900  900", "规章")
    assert taken(row(0, "847  125", "规章"), row(1, "   37"), after) == ["847 125?", "37", "900? 900?"]
    assert taken(row(0, "847  125", "规章"), row(1, "   37    20")) == ["847? 125?", "37 20"]
    assert taken(row(0, "847  125", "规章"), row(1, "   37"), row(9, "1  2  3", "规章"))[0] == "847? 125?"


def test_the_first_row_of_a_table_is_sure() -> None:
    assert taken(row(0, "847  125", "规章")) == ["847 125"]
