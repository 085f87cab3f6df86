"""Text in reading order: words broken in adjacent cells are joined, and rows get their numbers, or nothing is read."""

from __future__ import annotations

from textwrap import dedent

import pytest

import reportc
from reportc.source.lines import split_lines
from reportc.syntax.parser import vocabulary
from reportc.table import turns


def read(text: str) -> list[str] | None:
    """Return the texts of the pieces of an indented text; None if it is not read in this way."""
    found = turns.read(split_lines(dedent(text).strip("\n")), vocabulary())
    return None if found is None else [piece.text for piece in found]


ROWS = """
    商业 总
    企业 计
    （三）不 1.属于国家 1 2 3 4 5 6
    予公开 秘密
    2.其他法律行政法
    规禁止
    - 3 -
    公开
    7 8 9 10 11 12
    """
READ = [
    *(
        "商业企业",
        "总计",
        "（三）不予公开",
        "1.属于国家秘密",
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "2.其他法律行政法规禁止公开",
    ),
    *("7", "8", "9", "10", "11", "12", "- 3 -"),
]


def test_words_are_put_together_beside_one_another() -> None:
    assert read(ROWS) == READ


def test_numbers_may_have_lines_of_their_own() -> None:
    assert read(ROWS.replace("7 8 9 10", "7\n    8\n    9 10")) == READ


def test_a_tall_label_stands_below_its_numbers() -> None:
    drawn = """
        1.属于国家秘密 1 2 3 4 5
        1 1 1 1 5
        2.其他法律行政
        法规禁止公开
        2.重复申请 2 2 2 2 10
        （七）总计 1 1 1 1 5
        """
    assert read(drawn) == [
        *("1.属于国家秘密", "1", "2", "3", "4", "5", "2.其他法律行政法规禁止公开", "1", "1", "1", "1", "5"),
        *("2.重复申请", "2", "2", "2", "2", "10", "（七）总计", "1", "1", "1", "1", "5"),
    ]


def test_words_run_together_are_two() -> None:
    found = read("本年制发件数本年废止件数\n规章 1 2\n行政许可3 4")
    assert found == ["本年制发件数", "本年废止件数", "规章", "1", "2", "行政许可", "3", "4"]


def test_a_dash_may_be_part_of_a_word() -> None:
    assert read("（四）\n无\n法\n提供\n2.重复申请 1 2 无\n（七）总计 1 2 3") == [
        "（四）无法提供",
        "2.重复申请",
        "1",
        "2",
        "无",
        "（七）总计",
        "1",
        "2",
        "3",
    ]


@pytest.mark.parametrize(
    ("drawn", "joined"),
    [
        ("本年制 发件数", True),
        ("本年制 柳青 发件数", False),
        ("本年制\n柳青 发件数", True),
        ("本年制\n- 3 -\n发件数", True),
        ("本年制\n以下为表。\n发件数", False),
        ("行政许可 3 4\n本年制\n行政处罚 5 6\n发件数", True),
        ("行政许可 3 4\n本年制\n行政处罚 5 6\n行政强制 7 8\n发件数", False),
        (f"本年制\n{'其他法律 ' * 24}\n发件数", True),
        (f"本年制\n{'其他法律 ' * 25}\n发件数", False),
    ],
)
def test_a_word_goes_on(drawn: str, *, joined: bool) -> None:
    found = read(f"{drawn}\n规章 1 2\n行政许可 3 4")
    assert found is not None
    assert ("本年制发件数" in found) is joined


def test_a_word_that_is_whole_ends_where_its_numbers_begin() -> None:
    assert read("规章 1 2\n其他\n对外管理服务事项 3") is not None
    assert read("规章 1 2\n其他 3\n对外管理服务事项 4") is None


def test_unknown_words_keep_their_places() -> None:
    assert read("本年 柳青\n规章 1 2\n行政许可 3 4") == [*("本年 柳青", "规章", "1", "2", "行政许可", "3", "4")]


def test_a_row_without_numbers_makes_all_doubtful() -> None:
    assert read("1.属于国家秘密\n2.重复申请 1 2 3 4 5") is None


def test_numbers_after_an_unknown_word_are_no_rows() -> None:
    assert read("规章 1 2 3\n柳青 4 5 6") is None
    assert read("规章 1 2\n行政许可 3, 4") is None


def test_too_many_numbers_are_two_rows() -> None:
    assert read("1.属于国家秘密 1 2 3 4 5\n1 1 1\n2.重复申请 2 2 2 2 10\n（七）总计 1 2 3 4 5") is None


def test_short_rows_on_many_lines_may_be_anything() -> None:
    drawn = "1.属于国家秘密 1 2 3 4 5\n2.重复申请 2 2 2\n2\n10\n（七）总计 1 2 3 4"
    assert read(drawn) is None
    assert read(drawn.replace("2\n10", "2 10")[:-1] + "4 5") is not None


def test_white_space_that_aligns_is_left_to_columns() -> None:
    assert read("规章  1 2\n行政许可 3 4") is None
    assert read("规章 1 2\n行政许可 3 4") is not None


def test_a_heading_broken_over_lines_begins_a_table() -> None:
    numbers = " ".join(["1 2 3 4 10"] * 3)
    found = read(f"2.重复申请 1 2 3 4 5\n四、政府信息公开行政复\n议、行政诉讼情况\n行政复议 行政诉讼\n{numbers}")
    assert found is not None
    assert found[6:9] == ["四、政府信息公开行政复议、行政诉讼情况", "行政复议", "行政诉讼"]
    assert found[9:] == ["1", "2", "3", "4", "10"] * 3


def test_each_table_with_numbers_is_whole() -> None:
    after = "四、政府信息公开行政复\n议、行政诉讼情况\n行政复议 行政诉讼\n1 2 3"
    assert read(f"规章 1 2\n{after}") is not None
    assert read(f"柳青\n{after}\n1") is not None
    assert read(f"规章 1 2\n柳青 4\n{after}") is None


def test_tabs_that_part_some_cells_only_are_white_space() -> None:
    drawn = ROWS.replace("1 2 3", " \t1 2 \t3").replace("- 3 -", "-- 1 of 3 --")
    assert read(drawn) == read(drawn.replace("企业 计", "企业\t计")) == [*READ[:-1], "-- 1 of 3 --"]
    assert read(drawn.replace(" 2 \t3", " 2 \t\t3")) is None
    assert read(drawn.replace(" 2 \t3", " 2 \t\t3").replace("8 9", "8\t9")) is None
    assert read(ROWS.replace(" 2", "\t2").replace("1\t", "\t1\t").replace("8 9 10 11", "8\t9\t10\t11")) is None


def test_bars_that_part_some_cells_only_are_white_space() -> None:
    drawn = ROWS.replace("1.属于国家 1 2 3 4", "| 1.属于国家 | 1 2 | 3 | 4").replace("- 3 -", "|---|--:|\n    - 3 -")
    assert read(drawn) == READ
    assert read(drawn.replace("| 1 2", "|  1 2")) == READ
    assert read(drawn.replace("1 2 |", "1 | 2 |").replace("4 5 6", "4|5|6")) is None


def test_a_marked_heading_is_one() -> None:
    assert read("**二、主动公开政府信息情况**\n规章 1 2\n行政许可3 4") == [
        *("二、主动公开政府信息情况", "规章", "1", "2", "行政许可", "3", "4"),
    ]


def test_numbers_before_their_labels_are_those_of_no_row() -> None:
    labels = ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量")
    cells = [*"1234567", labels[0], *"7654321", labels[1]]
    text = "\n".join(("三、收到和处理政府信息公开申请情况", "自然人", "总计", *cells))
    found = reportc.compile(text)
    assert found.report.applications is not None
    assert not any(found.report.applications.new.model_dump().values())
    assert not any(found.report.applications.carried_over.model_dump().values())
    assert {"/applications/new", "/applications/carried_over"} <= {path for d in found.diagnostics for path in d.paths}
