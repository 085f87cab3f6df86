"""Pages of aligned text: which numbers belong to which label, which to none, and where words and numbers are.

A page is read as pieces, one word each, its white space as `_`: `?` marks a number that may be torn, `~` numbers that
belong to no row, and `@` the line and the column of the table.
"""

from __future__ import annotations

import pytest

from reportc.source.lines import split_lines
from reportc.source.pieces import Piece
from reportc.syntax.parser import vocabulary
from reportc.table import page


def pieces(text: str) -> list[Piece]:
    """Return the pieces of a page; none if it is not read in this way."""
    return page.read(split_lines(text), vocabulary()) or []


def read(text: str) -> str:
    """Return the pieces of a page as a line."""
    return " ".join("_".join(piece.text.split()) + "?" * piece.torn + "~" * piece.loose for piece in pieces(text))


def places(text: str) -> str:
    """Return the pieces of a page as a line, with their places."""
    return " ".join(
        piece.text + ("" if piece.row is None else f"@{piece.row},{piece.column}") for piece in pieces(text)
    )


# ---------------------------------------------------------------- what is a page


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("规章  7", "规章 7"),
        ("规章7", "规章 7"),
        ("规章  /", "规章 /"),
        ("规章  7,", ""),
        ("规章\n7  8", ""),
        ("规章\n7  8  9", "规章 7 8 9"),
        ("柳青  7", ""),
    ],
)
def test_a_page_has_a_row_with_its_numbers(text: str, meant: str) -> None:
    assert read(text) == meant


def test_a_page_of_too_many_lines_or_words_is_none() -> None:
    assert read("\n".join(["规章  7", *["柳青 7"] * 149]))
    assert not read("\n".join(["规章  7", *["柳青 7"] * 150]))
    assert read("规章  7\n" + "柳 " * 200)
    assert not read("规章  7\n" + "柳 " * 201)


def test_a_marked_heading_is_without_its_marks() -> None:
    assert read("## 二、主动公开政府信息情况\n规章  1") == "二、主动公开政府信息情况 规章 1"
    assert places("二、主动公开政府信息情况\n规章    1") == "二、主动公开政府信息情况@0,10 规章@1,0 1@1,10"
    assert read("* 规章  1\n行政许可  3") == "* 规章 1 行政许可 3"


def test_rows_go_on_after_the_mark_of_a_page() -> None:
    assert read("规章  1\n- 3 -\n行政许可  2") == "规章 1 -_3_- 行政许可 2"


def test_unknown_words_that_are_near_are_one_piece() -> None:
    assert read("柳   青\n规章  1") == "柳_青 规章 1"
    assert read("柳    青\n规章  1") == "柳 青 规章 1"


@pytest.mark.parametrize(("line", "torn"), [("1  2  柳青  3", True), ("1  柳青  3", False), ("/  /  柳青  3", False)])
def test_numbers_after_words_among_numbers_may_be_torn(line: str, *, torn: bool) -> None:
    assert [piece.torn for piece in pieces(f"行政许可  7\n规章  {line}") if piece.text == "3"] == [torn]


# ---------------------------------------------------------------- labels beside numbers


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("行政复议  规章  1  2", "行政复议 规章 1 2"),
        ("规章  1  2\n自然人  3  4", "规章 1? 2? 自然人 3_4~"),
        ("行政许可  7  8\n行政规范  1  2\n性文件   3  4  5", "行政许可 7 8 行政规范性文件 1? 2? 3_4_5~"),
        ("规章  1  2  3\n行政规范\n7  8\n性文件", "规章 1? 2? 3? 行政规范性文件 7_8~"),
    ],
)
def test_a_label_has_the_numbers_on_its_right(text: str, meant: str) -> None:
    assert read(text) == meant


# ---------------------------------------------------------------- labels without numbers, and numbers without labels

BEFORE, AFTER = "规章  1  2\n", "\n行政处罚  5  6"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("行政许可\n3  4", "行政许可 3 4"),
        ("3  4\n行政许可", "行政许可 3 4"),
        ("行政许可\n\n3  4", "行政许可 3 4"),
        ("行政许可\n\n\n3  4", "行政许可 3_4~"),
        ("行政许可\n3  4\n行政强制\n7  8", "行政许可 3 4 行政强制 7 8"),
        ("行政许可\n行政强制\n3  4", "行政许可 行政强制 3_4~"),
        ("行政许可\n3  4\n行政强制\n\n\n7  8", "行政许可 3_4~ 行政强制 7_8~"),
        ("行政许可\n3  4\n行政强制\n7", "行政许可 3_4~ 行政强制 7~"),
        ("行政规范\n\n\n性文件\n3  4", "行政规范性文件 3 4"),
        ("3  4\n行政规范\n\n\n性文件", "行政规范性文件 3 4"),
        ("总计\n行政许可\n3  4", "总计 行政许可 3 4"),
        ("行政许可\n柳青     3    4", "行政许可 柳青 3_4~"),
    ],
)
def test_as_many_labels_as_rows_of_numbers_nearby_are_pairs(text: str, meant: str) -> None:
    assert read(BEFORE + text + AFTER).replace("?", "") == f"规章 1 2 {meant} 行政处罚 5 6"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("行政许可\n规章  1  2\n3  4", "行政许可 规章 1 2 3_4~"),
        ("3  4\n行政      规章\n复议  1  2", "3_4~ 行政复议 1 2 规章"),
        ("行政      规章\n复议  1  2\n3  4", "行政复议 1 2 规章 3_4~"),
        ("行政规范  1  2\n性文件      7    8\n行政许可", "行政规范性文件 1 2 7_8~ 行政许可"),
    ],
)
def test_pairs_are_between_two_rows(text: str, meant: str) -> None:
    assert read(text + AFTER).replace("?", "") == f"{meant} 行政处罚 5 6"


def test_pairs_have_as_many_numbers_as_most_rows_with_labels() -> None:
    drawn = f"{BEFORE}行政许可\n3  4{AFTER}\n行政强制  7  8" + "\n1  2  3" * 4
    assert read(drawn).startswith("规章 1 2 行政许可 3 4")
    assert read("规章\n其他  5\n结果") == "规章 其他结果 5"


# ---------------------------------------------------------------- the order of reading, and places


def test_a_row_is_read_where_its_label_or_its_first_number_begins() -> None:
    assert read("规章  1  2\n  自然人  3  4\n行政许可\n行政处罚  5  6") == "规章 1 2 行政许可 3 4 自然人 行政处罚 5 6"
    assert read("规章  1  2\n自然人  3  4\n行政许可\n行政处罚  5  6") == "规章 1 2 自然人 行政许可 3 4 行政处罚 5 6"
    assert read("规章  1  2\n行政规范\n      柳青\n性文件  3  4") == "规章 1 2 行政规范性文件 3 4 柳青"


def test_words_above_the_first_row_are_over_the_columns_of_labelled_rows() -> None:
    drawn = "          自然人  总计\n规章      1       2\n行政许可  3       4"
    assert places(drawn).startswith("自然人@0,10 总计@0,11 规章@1,0 1@1,10 2@1,11")
    assert places(f"{drawn}\n 1 2 3 4 5 6 7 8 9").startswith("自然人@0,10 总计@0,11 ")
    assert places(drawn.replace("行政", "          自然人\n行政")).endswith("2@1,11 自然人 行政许可@3,0 3@3,10 4@3,11")
    assert places(f"{drawn}\n\n          自然人").endswith("4@2,11 自然人")
    assert places("规章     自然人   2\n行政许可   1234567890").startswith("规章@0,0 2@0,10 自然人 行政许可")


def test_words_above_numbers_that_have_no_label_are_over_them() -> None:
    assert places("自然人     总计\n1        2      3") == "自然人@0,10 总计@0,11 1@1,0 2@1,1 3@1,2"
    assert places("1  2  3") == "1@0,0 2@0,1 3@0,2"
    assert read("规章\n1  2  3\n行政许可") == "规章 1_2_3~ 行政许可"


def test_numbers_without_a_label_among_rows_belong_to_no_row() -> None:
    words = "商业企业  科研机构  法律服务机构  其他  总计"
    drawn = f"        {words}\n规章    1         2         3             4     5"
    below = "\n\n\n        6         7         8             9     15"
    assert read(drawn + below) == " ".join([*words.split(), "规章 1 2 3 4 5 6_7_8_9_15~"])
