"""Words broken over boxes are joined: parts that follow, parts below, and parts cut by a break inside a cell.

A grid is drawn row by row, `/` between them, its cells along the grid; `.` is an empty cell.
"""

from __future__ import annotations

import pytest

from reportc.source.pieces import Piece
from reportc.span import Span
from reportc.syntax.parser import vocabulary
from reportc.table.words import in_turn, rejoin, rejoin_below, settled


def turns(drawn: str) -> list[Piece]:
    """Return cells that have only their order, and no place."""
    return [Piece(text.strip("."), (Span(at, at + 1),)) for at, text in enumerate(drawn.split())]


def grid(drawn: str) -> list[list[Piece]]:
    """Return the cells of a grid, row by row."""
    rows = enumerate(line.split() for line in drawn.split("/"))
    return [
        [Piece(text.strip("."), (Span(9 * row + at, 9 * row + at + 1),), row, at) for at, text in enumerate(line)]
        for row, line in rows
    ]


def texts(found: list[Piece]) -> str:
    """Return pieces as drawn."""
    return " ".join(piece.text or "." for piece in found)


def lines(found: list[Piece]) -> str:
    """Return the pieces of a grid as drawn."""
    rows = dict.fromkeys(piece.row for piece in found)
    return " / ".join(texts([piece for piece in found if piece.row == row]) for row in rows)


@pytest.mark.parametrize(
    ("drawn", "meant"),
    [
        ("规章 1 2", "规章 1 2"),
        ("行政规范 性文件 1", "行政规范性文件 1"),
        ("行政规范 1 2 性文件 3", "行政规范性文件 1 2 3"),
        ("行政规范 —3— 性文件 3", "行政规范性文件 —3— 3"),
        ("行政规范 柳青 性文件", "行政规范 柳青 性文件"),
        ("行政规范 . 性文件", "行政规范 . 性文件"),
        (". 规章", ". 规章"),
        ("行政规范 1 2", "行政规范 1 2"),
        ("行政 许可 行政 处罚", "行政许可 行政处罚"),
        ("其他 法律 行政法规 禁止公开", "其他法律行政法规禁止公开"),
        ("其他 法律 1 行政法规 2 禁止公开", "其他法律行政法规禁止公开 1 2"),
        ("行政 许可 \u00ad 1", "行政许可\u00ad 1"),
    ],
)
def test_the_parts_of_a_word_follow_one_another(drawn: str, meant: str) -> None:
    assert texts(rejoin(turns(drawn), vocabulary())) == meant


def test_a_word_is_not_broken_over_more_boxes_than_it_may_be() -> None:
    for numbers, joined in ((30, True), (31, False)):
        found = rejoin(turns(f"行政规范 {'1 ' * numbers}性文件"), vocabulary())
        assert (found[0].text == "行政规范性文件") is joined


def test_what_is_whole_stays_as_it_is() -> None:
    found = turns("规章 1")
    found[0].left = 7
    assert rejoin(found, vocabulary())[0] is found[0]
    above, below = grid("行政规范 1 / 性文件 .")
    ((_, number),) = rejoin_below([above, below], vocabulary())
    assert number is above[1]


def test_a_word_that_is_joined_has_the_places_of_its_parts() -> None:
    (word, number) = rejoin(turns("行政规范 1 性文件"), vocabulary())
    assert (word.spans, number.spans) == ((Span(0, 1), Span(2, 3)), (Span(1, 2),))


@pytest.mark.parametrize(
    ("drawn", "meant"),
    [
        ("行政规范 1 2 / 性文件 . .", "行政规范性文件 1 2"),
        ("行政规范 1 / 性文件 3", "行政规范 1 / 性文件 3"),
        ("行政规范 本年制 / 性文件 发件数", "行政规范性文件 本年制发件数"),
        ("规章 1 / 行政规范 2 / 性文件 .", "规章 1 / 行政规范性文件 2"),
        ("行政规范 1 / —3— / 性文件 .", "行政规范性文件 1 / —3—"),
        ("行政规范 1 / —3— . / 性文件 .", "行政规范 1 / —3— . / 性文件 ."),
        ("行政规范 1 / 柳青 / 性文件 .", "行政规范 1 / 柳青 / 性文件 ."),
        ("其他法律 1 / 行政法规 . / 禁止公开 .", "其他法律行政法规禁止公开 1"),
        ("行政规范 1 / . .", "行政规范 1 / . ."),
        (". 行政规范 / . 性文件", ". 行政规范性文件"),
        ("规章 . / . 性文件", "规章 . / . 性文件"),
    ],
)
def test_the_rest_of_a_word_stands_below(drawn: str, meant: str) -> None:
    assert " / ".join(map(texts, rejoin_below(grid(drawn), vocabulary()))) == meant


@pytest.mark.parametrize(
    ("drawn", "meant"),
    [
        ("规章 1 / 行政许可 2", "规章 1 / 行政许可 2"),
        ("甲 行政规范 / 性文件 1 2", "甲 行政规范性文件 1 2"),
        ("行政规范 / 性文件 1 2 / 规章 3 4", "行政规范性文件 1 2 / 规章 3 4"),
        ("甲 乙 行政规范 / 性文件 1", "甲 乙 行政规范性文件 1"),
        ("甲 行政规范 / 1 2", "甲 行政规范 / 1 2"),
        ("甲 . / 性文件 2", "甲 . / 性文件 2"),
        ("甲 行政规范 / . 2", "甲 行政规范 / . 2"),
    ],
)
def test_a_row_that_is_cut_in_two_goes_on(drawn: str, meant: str) -> None:
    found = settled([piece for row in grid(drawn) for piece in row], vocabulary(), broken=False)
    assert lines(found) == meant
    for row in {piece.row for piece in found}:
        columns = [piece.column for piece in found if piece.row == row]
        assert columns == [*range(len(columns))]


def test_a_row_goes_on_from_where_its_second_half_begins() -> None:
    first, second = grid("甲 行政规范 / . 性文件 1 2")
    found = settled([*first, *second[1:]], vocabulary(), broken=False)
    assert [(piece.text, piece.row, piece.column) for piece in found] == [
        *(("甲", 0, 0), ("行政规范性文件", 0, 1), ("1", 0, 2), ("2", 0, 3)),
    ]


def test_a_row_goes_on_without_columns() -> None:
    (first,), (second, third) = grid("行政规范 / 性文件 1")
    for piece in (first, second, third):
        piece.column = None
    assert [piece.column for piece in settled([first, second, third], vocabulary(), broken=False)] == [None, 0]


def test_cells_without_a_row_are_lines_of_their_own() -> None:
    assert texts(settled(turns("行政规范 性文件 1 规章 2"), vocabulary(), broken=False)) == "行政规范性文件 1 规章 2"
    assert texts(settled(turns("行政规范 1 性文件"), vocabulary(), broken=False)) == "行政规范 1 性文件"
    ((*row,),) = grid("性文件 1")
    assert texts(settled([*turns("甲 行政规范"), *row], vocabulary(), broken=False)) == "甲 行政规范性文件 1"
    assert texts(settled(turns("行政规范 1 性文件"), vocabulary(), broken=True)) == "行政规范性文件 1"


NEW, OLD = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"


@pytest.mark.parametrize(
    ("drawn", "loose"),
    [
        (f"总计 {NEW} 1 2 {OLD} 3 4", ""),
        (f"总计 1 2 {NEW} 3 4 {OLD}", "1 3"),
        (f"总计 1 2 {NEW} 3 4 {OLD} 5 6", ""),
        (f"自然人 总计 1 2 {NEW} 3 4 {OLD} 5 6", ""),
        (f"总计 1 {NEW} 3 4 {OLD}", ""),
        (f"总计 1 —3— 2 {NEW} 3 4 {OLD}", "1 3"),
        (f"总计 {NEW} 3 4 总计 1 2 {OLD}", ""),
        (f"{NEW} 3 4 自然人 1 2 {OLD}", "3 1"),
        (f"自然人 总计 1 2 科研机构 {NEW}", "1"),
    ],
)
def test_numbers_after_the_last_word_of_the_header_are_no_rows_where_one_has_none(drawn: str, loose: str) -> None:
    assert " ".join(piece.text for piece in in_turn(turns(drawn), vocabulary()) if piece.loose) == loose


def test_numbers_that_have_a_row_are_not_loose() -> None:
    found = turns(f"总计 1 2 {NEW} 3 4 {OLD}")
    for at, piece in enumerate(found):
        piece.row = at
    assert not any(piece.loose for piece in in_turn(found, vocabulary()))
