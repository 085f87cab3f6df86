"""Tables as drawn by tools, each with its cells: the text, the row and the column.

Rows are counted from the first one with cells; None is for what the drawing does not show.
"""

from __future__ import annotations

from textwrap import dedent

import pytest

import reportc
from reportc.source import text
from reportc.source.layouts import stretch
from reportc.source.lines import PackedLines, split_lines
from reportc.source.pieces import Piece
from reportc.syntax.parser import vocabulary
from reportc.syntax.sections import explain
from reportc.table.choice import chosen
from reports.document import Layout
from reports.drawing import draw
from reports.layouts import EXACT

Triple = tuple[str, int | None, int | None]
"""A piece's text, the rank of its row, and its column."""


def pieces(text: str) -> list[Piece]:
    """Cut a text into pieces in the best way."""
    groups = chosen([stretch(split_lines(text), vocabulary())], vocabulary(), explain)
    return [piece for group in groups for piece in group.pieces]


def read(text: str) -> list[Piece]:
    """Cut a text into pieces, and check that the text of each is that of its span."""
    found = pieces(text)
    for piece in found:
        assert "".join(text[start:end] for start, end in piece.spans) == piece.text
    return found


def cells(text: str) -> list[Triple]:
    """Return the pieces of an indented text."""
    found = read(dedent(text).strip("\n"))
    ranks = {row: rank for rank, row in enumerate(sorted({piece.row for piece in found if piece.row is not None}))}
    return [(piece.text, None if piece.row is None else ranks[piece.row], piece.column) for piece in found]


def rows(text: str) -> list[list[str]]:
    """Return the texts of a table, and check that its rows fill the columns from the first on."""
    found: dict[int, list[str]] = {}
    for word, row, column in cells(text):
        assert row is not None
        found.setdefault(row, []).append(word)
        assert column == len(found[row]) - 1
    return [found[row] for row in sorted(found)]


GRID = """
    +------------+--------+
    | 信息内容   | 本年制 |
    |            | 发件数 |
    +============+========+
    | 规章       | 3      |
    +------------+--------+
    | 行政规范性 |        |
    | 文件       | 12     |
    +------------+--------+
    | 行政许可   |        |
    +------------+--------+
    """
GRID_ROWS = [["信息内容", "本年制发件数"], ["规章", "3"], ["行政规范性文件", "12"], ["行政许可", ""]]


def test_a_row_is_what_stands_between_two_rules() -> None:
    assert rows(GRID) == GRID_ROWS


def test_boxes_are_drawn_with_many_characters() -> None:
    drawn = GRID.replace("-", "─").replace("=", "━").replace("+", "┼").replace("|", "│")
    assert rows(drawn) == GRID_ROWS


def test_columns_are_counted_in_characters_where_the_tool_did() -> None:
    assert rows("""
        +-------+----+
        | 规章    | 3  |
        |-------+----|
        | 行政许可  |    |
        |-------+----|
        | 行政处罚  | 5  |
        +-------+----+
        """) == [["规章", "3"], ["行政许可", ""], ["行政处罚", "5"]]


def test_a_cell_beside_several_rows_is_read_with_the_first() -> None:
    assert cells("""
        ┌──────┬────────────────┬───┬───┐
        │      │1.属于国家秘密  │ 1 │   │
        │（三）├────────────────┼───┼───┤
        │不予公│2.其他法律行政法│   │ 2 │
        │开    │规禁止公开      │   │   │
        ├──────┴────────────────┼───┼───┤
        │（七）总计             │ 1 │ 2 │
        └───────────────────────┴───┴───┘
        """) == [
        ("（三）不予公开", 0, 0), ("1.属于国家秘密", 0, 1), ("1", 0, 2), ("", 0, 3),
        ("2.其他法律行政法规禁止公开", 1, 1), ("", 1, 2), ("2", 1, 3),
        ("（七）总计", 2, 0), ("1", 2, 2), ("2", 2, 3),
    ]  # fmt: skip


def test_a_rule_without_crossings_parts_rows_of_different_columns() -> None:
    assert cells("""
        +---------------------+
        | 第二十条第（一）项          |
        |---------------------|
        | 信息内容    | 本年制发件数    |
        |---------+-----------|
        | 规章      | 12        |
        +---------------------+
        """) == [
        ("第二十条第（一）项", 0, 0),
        ("信息内容", 1, 0), ("本年制发件数", 1, 1),
        ("规章", 2, 0), ("12", 2, 1),
    ]  # fmt: skip


def test_where_only_the_header_is_ruled_off_each_line_is_a_row() -> None:
    assert rows("""
        +----------------+------------+
        | 信息内容       | 本年制发件 |
        |                | 数         |
        +----------------+------------+
        | 规章           | 3          |
        | 行政规范性文   |            |
        | 件             |            |
        | 行政许可       | 4          |
        +----------------+------------+
        """) == [["信息内容", "本年制发件数"], ["规章", "3"], ["行政规范性文件", ""], ["行政许可", "4"]]


def test_digits_on_two_lines_are_one_number_only_where_the_first_line_is_full() -> None:
    drawn = """
        +----------+-----+{0}
        | 规章     | 211 |{1}
        |          | 74  |{2}
        +----------+-----+{0}
        | 行政许可 | 5   |{1}
        +----------+-----+{0}
        | 行政处罚 | 6   |{1}
        +----------+-----+{0}
        """
    assert cells(drawn.format("", "", ""))[1] == ("21174", 0, 1)
    wide = pieces(dedent(drawn.replace("-+{0}", "---+").replace("|{1}", "  |").replace("|{2}", "  |")))
    assert wide[1].text == "211 / 74"


def test_bars_pushed_aside_by_narrower_words_are_where_they_would_have_been() -> None:
    assert rows("""
        +----------------+---+---+
        | (一)予以公开 | 1 |   |
        +----------------+---+---+
        | （七）总计     |   | 2 |
        +----------------+---+---+
        | 重复申请       | 3 | 4 |
        +----------------+---+---+
        """) == [["(一)予以公开", "1", ""], ["（七）总计", "", "2"], ["重复申请", "3", "4"]]


def test_a_line_that_does_not_fit_has_no_columns_and_no_blanks() -> None:
    assert cells("""
        +----------+---+---+
        | 规章     | 1 |   |
        +----------+---+---+
        | 行政许可 |   7 |
        +----------+---+---+
        """)[3:] == [("行政许可", 1, None), ("7", 1, None)]


def test_a_table_may_be_open_at_its_sides() -> None:
    assert rows("""
         信息内容 │ 件数
        ──────────┼──────
         规章     │ 3
         行政许可 │
        """) == [["信息内容", "件数"], ["规章", "3"], ["行政许可", ""]]


def test_what_stands_beside_and_between_tables_is_read_too() -> None:
    assert cells("""
        说明一
        公开  +------+---+
        指南  | 规章 | 3 |
              +------+---+
        说明二
        """) == [
        ("说明一", None, None),
        ("公开", None, None),
        ("指南", None, None),
        ("规章", 0, 0),
        ("3", 0, 1),
        ("说明二", None, None),
    ]


PAGE = """
    +------+------------------------------+
    | 首页 |                              |
    +------+------------------------------+
    | 指南 | +------------------------+   |
    | 目录 | | 望舒市2022年年度报告   |   |
    |      | +------------------------+   |
    |      |                              |
    |      | **二、主动公开政府信息情况** |
    |      |                              |
    |      |   ----------- ---            |
    |      |   规章        3              |
    |      |   行政许可                   |
    |      |   ----------- ---            |
    |      |                              |
    |      | | 行政处罚 | 4 |             |
    |      | | 行政强制 |   |             |
    +------+------------------------------+
    """


def test_a_page_in_a_cell_is_read_as_a_text() -> None:
    found = cells(PAGE)
    assert ("二、主动公开政府信息情况", None, None) in found
    table = [found[found.index(next(cell for cell in found if cell[0] == "规章")) :]]
    assert [(text, column) for text, _, column in table[0]] == [
        ("规章", 0), ("3", 1), ("行政许可", 0), ("", 1), ("行政处罚", 0), ("4", 1), ("行政强制", 0), ("", 1),
    ]  # fmt: skip


def test_a_markdown_table_is_no_drawing() -> None:
    assert rows("""
        |信息内容|本年制发件数|
        |---|---|
        |规章|3|
        |行政许可||
        """) == [["信息内容", "本年制发件数"], ["规章", "3"], ["行政许可", ""]]


RULED = [["信息内容", "制发", "废止"], ["规章", "", "3"], ["行政许可", "4", ""]]


@pytest.mark.parametrize(
    "drawn",
    [
        """
          信息内容     制发   废止
          ------------ ------ ------
          规章                3
          行政许可     4
        """,
        """
          ------------ ------ ------
          信息内容     制发   废止
          规章                3
          行政许可     4
          ------------ ------ ------
        """,
        """
          --------------------------
            信息内容    制发   废止
          ------------ ------ ------
              规章              3

           行政许可      4
          --------------------------
        """,
        """
        ============ ====== ======
        信息内容     制发   废止
        ============ ====== ======
        规章                3
        行政许可     4
        ============ ====== ======
        """,
    ],
    ids=["header only", "no header", "blank lines", "three rulers"],
)
def test_rulers_show_the_columns(drawn: str) -> None:
    assert rows(drawn) == RULED


def test_a_cell_of_a_ruled_table_is_broken_over_lines() -> None:
    assert rows("""
          ---------------- -----
          1.属于三类内部   12
          事务信息

          2.重复申请
          ---------------- -----
        """) == [["1.属于三类内部事务信息", "12"], ["2.重复申请", ""]]


def test_a_long_label_may_reach_over_empty_columns() -> None:
    assert cells("""
          ------ ---------- --- ---
          四、结转下年度办理 1  2
          三、办 1.重复申请     4
          六、其 3.其他     5   6
          （七）总计        7   8
          ------ ---------- --- ---
        """)[:4] == [("四、结转下年度办理", 0, 0), ("", 0, 1), ("1", 0, 2), ("2", 0, 3)]


DASHED = """
    ------------ ------ ------
    规章         1      2
    行政许可     3      4
    行政处罚     5      6
    {}
    ------------ ------ ------
    """


@pytest.mark.parametrize(
    ("line", "number"),
    [("“行政强制”       77", "77"), ("行政强制         7", "7"), ("行政强制      7 8", "7 8")],
    ids=["across a gap", "in a gap", "two in one column"],
)
def test_numbers_out_of_line_are_in_no_column(line: str, number: str) -> None:
    found = cells(DASHED.format(line))
    assert [column for text, _, column in found if text == number] == [None]
    assert [text for text, row, column in found if row is not None and column and text in "123456"] == [*"123456"]


def test_quotation_marks_may_be_wide_in_a_line() -> None:
    found = cells(DASHED.format("“行政强制”        7"))
    assert found[-3:] == [("“行政强制”", 3, 0), ("", 3, 1), ("7", 3, 2)]


MEDIAWIKI = """
    {| class="wikitable"
    |+ 表一
    ! colspan="2" | 信息内容 !! 件数
    |-
    | rowspan="2" | （三）不予公开
    | <span style="font-size:10pt;
    color:red">1.属于国家</span>
    秘密
    | 3
    |-
    |align="right"| 2.重复申请 ||
    |}
    """


def test_mediawiki_spans_rows_and_columns() -> None:
    assert cells(MEDIAWIKI) == [
        ("信息内容", 0, 0), ("件数", 0, 2),
        ("（三）不予公开", 1, 0), ("1.属于国家秘密", 1, 1), ("3", 1, 2),
        ("2.重复申请", 2, 1), ("", 2, 2),
    ]  # fmt: skip


def test_only_the_innermost_wiki_table_is_one() -> None:
    found = cells("{|\n|\n二、主动公开政府信息情况\n{|\n| 规章\n| 3\n|}\n|}")
    assert ("二、主动公开政府信息情况", None, None) in found
    assert [(text, column) for text, _, column in found if text in ("规章", "3")] == [("规章", 0), ("3", 1)]


@pytest.mark.parametrize("bar", "|!")
def test_asciidoc_has_a_row_a_line(bar: str) -> None:
    drawn = "|===\n|信息内容 2+|件数\n\n.2+|（三）不予\n公开 |1.重复申请 |3\n|2.其他 |\n|==="
    assert cells(drawn.replace("|", bar)) == [
        ("信息内容", 0, 0), ("件数", 0, 1),
        ("（三）不予公开", 1, 0), ("1.重复申请", 1, 1), ("3", 1, 2),
        ("2.其他", 2, 1), ("", 2, 2),
    ]  # fmt: skip


def test_asciidoc_has_a_cell_a_line_where_the_columns_are_named() -> None:
    found = cells('[cols="2*,1"]\n|===\n|信息内容\n|制发\n|废止\n\n|规章\n|\n|3\n|===')
    assert found[1:] == [
        ("信息内容", 0, 0), ("制发", 0, 1), ("废止", 0, 2),
        ("规章", 1, 0), ("", 1, 1), ("3", 1, 2),
    ]  # fmt: skip


def test_an_asciidoc_table_of_unknown_columns_is_a_cell_a_line() -> None:
    assert cells("|===\n|规章\n|3\n|===") == [("===", 0, 0), ("规章", 1, 0), ("3", 2, 0), ("===", 3, 0)]


@pytest.mark.parametrize(
    ("drawn", "meant"),
    [
        ("|_. 信息内容|=. 制发|=. 废止|\n|规章|=. |=. 3|", [["信息内容", "制发", "废止"], ["规章", "", "3"]]),
        (
            "^ 信息内容 ^ 制发 ^ 废止 ^\n^ 规章 | | 3 |\n| ::: | 4 | |",
            [["信息内容", "制发", "废止"], ["规章", "", "3"], ["", "4", ""]],
        ),
        ("|| 信息内容 || 制发 || 废止 ||\n| 规章 |  | 3 |", [["信息内容", "制发", "废止"], ["规章", "", "3"]]),
        (
            "| 1.属于三类内部\n事务信息 |  | 3 |\n| 规章 | 4 |  |",
            [["1.属于三类内部事务信息", "", "3"], ["规章", "4", ""]],
        ),
    ],
    ids=["textile", "dokuwiki", "jira", "torn"],
)
def test_marked_rows_are_read_without_their_marks(drawn: str, meant: list[list[str]]) -> None:
    assert rows(drawn) == meant


def test_cells_between_bars_may_have_a_line_each() -> None:
    drawn = "|规章|\n|3|\n|\n|\n|1.属于|三类内部|事务信息|\n|4|\n|-|5|\n|行政许可|\n|6|\n"
    assert [text for text, _, _ in cells(drawn)] == ["规章", "3", "1.属于三类内部事务信息", "4", "-5", "行政许可", "6"]


def test_commas_part_the_cells_of_rows() -> None:
    assert cells("""
        一、注，意
        信息内容,制发,"本年收费金额（单位：万元）"
        规章,"1,234",
        行政许可,,3
        """) == [
        ("一、注，意", None, None),
        ("信息内容", 0, 0), ("制发", 0, 1), ("本年收费金额（单位：万元）", 0, 2),
        ("规章", 1, 0), ("1,234", 1, 1), ("", 1, 2),
        ("行政许可", 2, 0), ("", 2, 1), ("3", 2, 2),
    ]  # fmt: skip


def test_commas_in_prose_part_nothing() -> None:
    assert [text for text, _, _ in cells("共收到,处理申请5件\n总计,3")] == ["共收到,处理申请5件", "总计,3"]


def test_names_of_columns_without_one_are_no_words() -> None:
    header = "|第二十条第（一）项|Col2|Col3|\n|---|---|---|\n|规章|1|Col3|"
    assert [text for text, _, _ in cells(header)] == ["第二十条第（一）项", "", "", "规章", "1", "Col3"]


def test_a_row_that_a_page_cuts_into_a_header_has_no_blanks() -> None:
    header = "|规章|Col2|Col3|\n|---|---|---|\n||1|3|"
    assert [text for text, _, _ in cells(header)] == ["规章", "", "1", "3"]


def test_one_line_with_many_bars_is_a_row() -> None:
    assert [text for text, _, _ in cells("结果维持|总计|1|2|3|4")] == ["结果维持", "总计", "1", "2", "3", "4"]


def test_textile_spans_rows_and_columns() -> None:
    assert cells(r"""
        |\2. 信息内容|件数|
        |/2. （三）不予公开|1.重复申请|3|
        |2.其他||
        """) == [
        ("信息内容", 0, 0), ("件数", 0, 2),
        ("（三）不予公开", 1, 0), ("1.重复申请", 1, 1), ("3", 1, 2),
        ("2.其他", 2, 1), ("", 2, 2),
    ]  # fmt: skip


def test_a_page_in_a_cell_of_dokuwiki_is_written_on_one_line() -> None:
    drawn = r"|指南| 标题\\ **二、主动公开政府信息情况**\\ \\ |规章 |3|\\ |行政许可 ||\\ |行政处罚 |5|\\ \\ 完|"
    found = cells(drawn)
    assert ("二、主动公开政府信息情况", None, None) in found
    assert [(text, column) for text, _, column in found if text in ("行政许可", "", "5")] == [
        ("行政许可", 0),
        ("", 1),
        ("5", 1),
    ]


@pytest.mark.parametrize(
    ("printed", "form"),
    [
        ("（ ）予以公开一", "（一）予以公开"),
        ("二 上年结转政府信息公开申请数量、", "二、上年结转政府信息公开申请数量"),
        ("上 年项目数量一", "上一年项目数量"),
        ("第二十条第（ ）项八", "第二十条第（八）项"),
    ],
)
def test_characters_out_of_order_are_still_the_word(printed: str, form: str) -> None:
    words = vocabulary()
    assert words.words(printed)[0].label == words.words(form)[0].label
    assert not words.words(printed)[0].canonical


def test_characters_of_a_short_word_say_nothing() -> None:
    assert not vocabulary().is_word("章规")


HEADINGS = """
    # 一、总体情况
    **一、总体情况**
    ### **一、总体情况**
    == 一、总体情况 ==
    '''一、总体情况'''
    *一、总体情况* +
    * 一、总体情况
    h2. {anchor:x}一、总体情况
    h2(#x). 一、总体情况
    {*}一、总体情况{*}
    ===== 一、总体情况 =====
    """


@pytest.mark.parametrize("line", dedent(HEADINGS).split("\n")[1:-1])
def test_a_heading_is_its_words_in_any_markup(line: str) -> None:
    assert [piece.text for piece in read(line)] == ["一、总体情况"]


@pytest.mark.parametrize("line", ["* 一是加强学习。", "#", "**", "5 * 3", "h1"])
def test_what_only_looks_marked_stays(line: str) -> None:
    assert [piece.text for piece in read(line)] == [line]


def test_lone_tabs_part_cells_and_empty_lines_rows() -> None:
    gap = "\n\n\t\n\n"
    lines = [["信息内容", "制发", "废止"], ["规章", "1", ""], ["", "2", ""], ["行政许可", "", "\xa0"]]
    drawn = "\n\n\n\n\n".join(gap.join(line) for line in lines) + "\n\n\n\n\n注：甲。\n"
    found = read(drawn)
    assert [(piece.text, piece.column) for piece in found] == [
        *((text.strip(), column) for line in lines for column, text in enumerate(line)),
        ("注：甲。", None),
    ]
    assert len({piece.row for piece in found[:-1]}) == len(lines)


def test_the_end_of_a_page_ends_no_row_of_tabbed_lines() -> None:
    drawn = "甲\n\t规章\n\t1\n\t\n\n- 3 -\n\t2\n\t3\n\n\t行政许可\n\t4\n\n- 4 -\n\n\t总计\n\t5\n"
    found = [piece for piece in read(drawn) if piece.column is not None]
    assert [(piece.text, piece.column) for piece in found] == [
        *[("规章", 0), ("1", 1), ("", 2), ("2", 3), ("3", 4)],
        *[("行政许可", 0), ("4", 1)],
        *[("总计", 0), ("5", 1)],
    ]
    assert len({piece.row for piece in found}) == 3


HEADED = """
                    自然人  商业  科研  社会公益  其他  总计
                            企业  机构  组织
    1.属于国家秘密  1       2     3     4         5
    2.重复申请      6       7     8     9
    （七）总计      7       9           13        5
    """


def test_a_header_shows_a_column_that_no_row_prints() -> None:
    found = {text: column for text, _, column in cells(HEADED) if column is not None}
    heads = [found[text] for text in ("自然人", "商业企业", "科研机构", "社会公益组织", "其他", "总计")]
    assert heads == list(range(heads[0] or 0, (heads[0] or 0) + 6))
    rows = [(text, column) for text, row, column in cells(HEADED) if column and column >= (heads[0] or 0) and row]
    printed = [text for text, _ in rows if text.isdigit() or not text]
    assert printed == ["1", "2", "3", "4", "5", "", "6", "7", "8", "9", "", "", "7", "9", "", "13", "5", ""]


def test_a_header_shows_nothing_of_numbers_out_of_line() -> None:
    shifted = HEADED.replace("6       7     8     9", "6    7     8     9")
    assert ("总计", None, None) in cells(shifted)


RESULTS = """
    行政复议
    结果  结果  其他  尚未  总计
    维持  纠正  结果  审结
    2       1       3
    """


def test_a_header_shows_the_blanks_of_the_only_row() -> None:
    printed = [
        (text, column) for text, _, column in cells(RESULTS) if column is not None and not text.strip("0123456789")
    ]
    first = printed[0][1] or 0
    assert printed == [("2", first), ("", first + 1), ("1", first + 2), ("", first + 3), ("3", first + 4)]


def test_a_header_pressed_together_shows_nothing_of_the_only_row() -> None:
    pressed = RESULTS.replace("结果  结果  其他", "结果 结果        其他")
    assert not any(text == "" for text, _, _ in cells(pressed))


def test_a_line_with_a_damaged_label_ends_no_number_surely() -> None:
    drawn = """
        规章            19     28     299
        行政许可        177    60     544
        其口对外服口    148    20     72
        """
    found = {piece.text: piece.torn for piece in read(dedent(drawn).strip("\n"))}
    assert not any(len(text) > 3 and text.isdigit() and not torn for text, torn in found.items())


def test_the_end_of_a_page_inside_a_row_is_no_disorder() -> None:
    row, torn = "1\n2\n3\n4\n5\n6\n21\n", "1\n2\n3\n- 4 -\n4\n5\n6\n21\n"
    drawn = f"重复申请\n{torn}属于国家秘密\n{row}不予公开\n属于行政查询事项\n{row}规章\n"
    assert not any(piece.loose for piece in read(drawn))


def test_the_end_of_a_page_stands_inside_a_word() -> None:
    assert "要求行政机关确认或重新出具已获取信息" in [
        piece.text for piece in read("要求行政机关确认或重\n- 5 -\n新出具已获取信息\n")
    ]


@pytest.mark.parametrize("layout", EXACT, ids=lambda layout: layout.name)
def test_a_text_whose_lines_wait_packed_says_the_same(layout: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    """Long texts are packed in memory until they are cut, without effect on the tree and the findings."""
    drawn = "".join(draw(layout, seed, plain=True).text for seed in range(2))
    lines = split_lines(drawn)
    packed = PackedLines(lines)
    assert (list(packed), packed[1:], packed[-1], len(packed)) == (lines, lines[1:], lines[-1], len(lines))
    plain = reportc.compile(drawn)
    monkeypatch.setattr(text, "_MANY", 0)
    packed_first = reportc.compile(drawn)
    assert (packed_first.tree, packed_first.diagnostics) == (plain.tree, plain.diagnostics)
