"""Which numbers reading order gives to which rows, and which of them may be torn or show a line of the table.

A text is read as pieces, one word each: `?` marks one that may be torn, `=` one with a place in a line of the table.
"""

from __future__ import annotations

import pytest

from reportc.source.lines import split_lines
from reportc.source.pieces import Piece
from reportc.syntax.parser import vocabulary
from reportc.table import turns

TALL = """1.属于国家秘密 1 2 3 4 5
1 1 1 1 5
2.其他法律行政
法规禁止公开
2.重复
申请 2 2 2 2 10
（七）总计 1 1 1 1 5"""
BROKEN = "1.属于国家秘密 1 2 3 4 5\n2.重复申请 {}\n（七）总计 1 2 3\n4 5"


def read(text: str) -> str | None:
    """Return the pieces of a text as a line; None if it is not read in this way."""
    found = turns.read(split_lines(text), vocabulary())
    return None if found is None else " ".join(map(shown, found))


def shown(piece: Piece) -> str:
    """Return a piece as a word."""
    return piece.text + "?" * piece.torn + "=" * (piece.row is not None)


def test_two_lines_with_numbers_are_the_fewest() -> None:
    assert read("规章 1 2 3") is None
    assert read("规章\n1 2\n3") == "规章 1? 2? 3?"


def test_each_number_may_have_a_line() -> None:
    assert read("规章\n1\n2\n行政许可\n3\n4") == "规章 1 2 行政许可 3 4"


def test_numbers_on_uneven_lines_may_be_torn() -> None:
    assert read("规章 1\n2\n行政许可 3 4\n5") == "规章 1 2 行政许可 3? 4? 5?"


# ---------------------------------------------------------------- numbers below words that are no rows


@pytest.mark.parametrize(
    ("numbers", "meant"),
    [
        ("1 2", None),
        ("1\n2", None),
        ("1\n2 3", "1? 2? 3?"),
        ("1\n2\n3", "1 2 3"),
        ("1 2\n3 4", "1 2 3 4"),
        ("柳青0\n1 2 3", None),
    ],
)
def test_three_numbers_without_rows_are_the_fewest(numbers: str, meant: str | None) -> None:
    assert read(f"行政复议 行政诉讼\n{numbers}") == (meant and f"行政复议 行政诉讼 {meant}")


def test_numbers_on_one_line_are_a_line_of_the_table() -> None:
    assert read("2023年\n行政复议 行政诉讼\n1 2 3") == "2023年 行政复议 行政诉讼 1= 2= 3="


def test_numbers_before_the_first_row_are_those_of_no_row() -> None:
    assert read("自然人\n1 2\n规章 3 4\n行政许可 5 6") is None


def test_numbers_without_words_are_no_table() -> None:
    assert read("1 2\n3 4") is None


# ---------------------------------------------------------------- numbers above a tall label


def test_a_label_in_one_part_is_not_tall() -> None:
    assert read(TALL) is not None
    assert read(TALL.replace("行政\n法规", "行政法规")) is None


def test_rows_of_up_to_three_numbers_hand_nothing_on() -> None:
    rows = "行政许可 7 8 9\n行政处罚 7 8 9"
    assert read(f"规章 1 2 3\n4 5 6\n行政规范\n性文件\n{rows}") is None
    assert read(f"规章 1 2 3\n行政规范\n性文件 4 5 6\n{rows}") is not None


# ---------------------------------------------------------------- rows of different width


def test_words_that_may_be_rows_need_no_numbers() -> None:
    rows = "1.属于国家秘密 1 2 3 4 5\n2.重复申请 2 2 2 2 10"
    assert read(f"总计 其他 行政复议\n{rows}") is not None
    assert read(f"总计 其他 行政复议\n{rows}\n（七）总计 1 2") is not None


def test_rows_of_up_to_three_numbers_may_be_of_any_width() -> None:
    assert read("规章 1 2\n3\n行政规范性文件 1 2\n3\n行政许可 4") is not None


@pytest.mark.parametrize(
    ("drawn", "whole"),
    [
        ("1.属于国家秘密 1 2 3 4 5\n2.重复申请 2 2 2\n（七）总计 1 2 3 4 5", True),
        ("1.属于国家秘密\n1\n2\n3\n4\n2.重复申请\n2\n2\n（七）总计\n1\n2\n3\n4", True),
        ("1.属于国家秘密\n1 2\n3 4\n2.重复申请\n2 2\n（七）总计\n1 2\n3 4", False),
        ("1.属于国家秘密 1 2 3 4\n2.重复申请 1 2\n（七）总计 1 2\n3 4", False),
        ("1.属于国家秘密\n1\n2\n3\n4\n2.重复申请 1 2\n（七）总计\n1\n2\n3\n4", False),
    ],
)
def test_short_rows_are_sure_on_a_line_each_or_with_a_line_for_each_number(drawn: str, *, whole: bool) -> None:
    assert (read(drawn) is not None) is whole


@pytest.mark.parametrize(
    ("numbers", "whole"),
    [("2222222222 10", True), ("222222222 10", False), ("2 10", False), ("2", False), ("2 2 2 2 10", True)],
)
def test_a_row_may_be_short_where_numbers_run_together(numbers: str, *, whole: bool) -> None:
    assert (read(f"总计 其他\n{BROKEN.format(numbers)}") is not None) is whole
