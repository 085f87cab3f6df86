"""The band between two rules of a table is one row with words and numbers broken over lines, or a row for each line.

A band is drawn line by line, its cells between `|`; a line is as wide as its cell. Rows are shown with `/` between
them, a blank cell as `.`, and `~` before cells that have no column.
"""

from __future__ import annotations

from textwrap import dedent

import pytest

from reportc.source.cuts import Band, DrawnCell
from reportc.source.lines import Line
from reportc.source.pieces import Piece
from reportc.span import Span
from reportc.syntax.parser import vocabulary
from reportc.table import drawn_rows


def band(drawn: str, *, parted: bool = True) -> Band:
    """Return the cells of a band as drawn."""
    lines = dedent(drawn).strip("\n").split("\n")
    columns = zip(*(line.split("|") for line in lines), strict=True)
    cells = [
        DrawnCell(column, [Line(number, 100 * number + 10 * column, text) for number, text in enumerate(texts)])
        for column, texts in enumerate(columns)
    ]
    return Band(cells, 0, parted)


def shown(found: Band) -> str:
    """Return the rows of a band as a line."""
    return " / ".join(" | ".join(map(cell, row)) for row in drawn_rows.rows(found, vocabulary()))


def cell(piece: Piece) -> str:
    """Return a cell as a word."""
    return "~" * (piece.column is None) + (piece.text or ".")


@pytest.mark.parametrize(
    ("drawn", "meant"),
    [
        ("规章|1|2", "规章 | 1 | 2"),
        ("规章| |2", "规章 | . | 2"),
        (" | | \n | | ", ""),
        ("规章|1 2| ", "~规章 | ~1 2"),
        ("规章|1 2 3| ", "~规章 | ~1 2 3"),
        ("行政规范|1| \n性文件  | | ", "行政规范性文件 | 1 | ."),
        ("规章    |1\n行政许可|2", "规章 | 1 / 行政许可 | 2"),
        ("规章    |1\n        | \n行政许可|2", "规章 | 1 / 行政许可 | 2"),
        ("规章|行政许可|1\n    |        |2", "规章 | 行政许可 | 1 / . | . | 2"),
        ("行政规范|规章    |1\n性文件  |行政许可|2", "行政规范 | 规章 | 1 / 性文件 | 行政许可 | 2"),
        ("规章|柳青    |1\n    |行政许可|2", "规章 | 柳青 | 1 / . | 行政许可 | 2"),
        ("本年制发件数|1\n本年废止件数|2", "本年制发件数 | 1 / 本年废止件数 | 2"),
        ("柳青|1\n规章|2", "~柳青规章 | ~1 / 2"),
        ("规章|1\n3   |2", "规章 | 1 / 3 | 2"),
    ],
)
def test_a_band_of_a_table_that_rules_off_every_row(drawn: str, meant: str) -> None:
    assert shown(band(drawn)) == meant


def test_a_band_has_a_row_a_line_where_only_the_header_is_ruled_off() -> None:
    assert shown(band("柳青|1\n规章|2", parted=False)) == "柳青 | 1 / 规章 | 2"
    assert shown(band("行政规范|1\n性文件  | ", parted=False)) == "行政规范性文件 | 1"
    assert shown(band("规章|1\n    |2", parted=False)) == "规章 | 1 / . | 2"
    assert shown(band("行政规范|1  \n性文件  |2  ", parted=False)) == "~行政规范性文件 | ~1 / 2"


def test_a_cell_may_have_fewer_lines_than_others() -> None:
    found = band("规章    |3\n行政许可| ")
    del found.cells[1].lines[1]
    assert shown(found) == "规章 | 3 / 行政许可"
    assert shown(band("规章|3")._replace(cells=[*band("规章|3").cells, DrawnCell(2)])) == "规章 | 3"
    assert shown(found._replace(cells=[*found.cells, DrawnCell(2)])) == "规章 | 3 / 行政许可"


def test_a_row_stands_on_the_first_of_its_lines() -> None:
    found = band("行政规范|1\n性文件  |2")
    del found.cells[1].lines[0]
    assert [piece.row for row in drawn_rows.rows(found, vocabulary()) for piece in row] == [0, 0]


def test_a_blank_cell_stands_where_its_first_line_begins() -> None:
    ((_, blank),) = drawn_rows.rows(band("行政规范|  \n性文件  |  "), vocabulary())
    assert (blank.text, blank.spans) == ("", (Span(10, 10),))


@pytest.mark.parametrize(
    ("digits", "meant"),
    [
        ((" 211 ", " 74  "), "规章 | 21174 | ."),
        ((" 211 ", "     ", " 74  "), "规章 | 21174 | ."),
        ((" 211 ", " 333 ", " 74  "), "规章 | 21133374 | ."),
        (("211  ", "74   "), "~规章 | ~211 / 74"),
        (("  211", "   74"), "~规章 | ~211 / 74"),
        ((" 211 ", " 33  ", " 74  "), "~规章 | ~211 / 33 / 74"),
        (("2    ", " 333 ", " 74  "), "~规章 | ~2 / 333 / 74"),
    ],
)
def test_digits_on_several_lines_are_one_number_if_each_line_but_the_last_is_full(
    digits: tuple[str, ...], meant: str
) -> None:
    words = ("规章", *[""] * len(digits))
    drawn = "\n".join(f"{word}|{text}| " for word, text in zip(words, digits, strict=False))
    assert shown(band(drawn)) == meant


def test_digits_are_one_number_only_if_all_words_beside_them_are_the_forms() -> None:
    full = "{}|{}| 211 \n  |  | 74  "
    assert shown(band(full.format("规章", ""))) == "规章 | . | 21174"
    assert shown(band(full.format("规章", "柳青"))) == "~规章 | ~柳青 | ~211 / 74"
    assert shown(band(full.format("规章", "5"))) == "规章 | 5 | 21174"
    assert shown(band(full.format("柳青", "柳青"))) == "~柳青 | ~柳青 | ~211 / 74"


def test_digits_of_a_cell_that_is_not_cut_are_several() -> None:
    found = band("规章| 211 \n    | 74  ")
    found.cells[1].bare = True
    assert shown(found) == "~规章 | ~211 / 74"
