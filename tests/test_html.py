"""HTML is read from the geometry of its tables: each cell at its place, each piece at its characters.

The cases state what a browser shows, for both tokenizers. A page, or tables among other lines, is
recognised by its characters and not by a name; reading takes only seconds, whatever the input.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from pathlib import Path
from types import MappingProxyType

import pytest

import reportc
from reportc.source import Source, read
from reportc.source.fold import is_blank
from reportc.source.geometry import TableGrid
from reportc.syntax.build import pieces as cut
from reportc.syntax.parser import vocabulary
from reports import trees
from reports.document import Layout
from reports.drawing import draw
from reports.generate import seeded
from reports.judge import judge
from reports.layouts import named
from reports.report import truth
from tokenizers import TOKENIZERS, using

turbohtml_only = pytest.mark.parametrize("tokenizer", ["turbohtml"], indirect=True)


@pytest.fixture(scope="module", params=TOKENIZERS, autouse=True)
def tokenizer(request: pytest.FixtureRequest) -> Iterator[None]:
    """Run every test with both tokenizers."""
    with using(request.param):
        yield


HEADING = "三、收到和处理政府信息公开申请情况"
ROW = "2.重复申请"
Shown = list[tuple[str, ...]]
"""The visible content: a table row as its cells, each as `column text`; a block as one text."""

CASES: Mapping[str, tuple[str, Shown]] = MappingProxyType(
    {
        "blocks, and what breaks them": (
            "<div>甲<p>乙<b>丙</b> <i>丁</i><br>戊<hr>己</div>庚<ul><li>辛<li>壬</ul>",
            [("甲",), ("乙丙 丁",), ("戊",), ("己",), ("庚",), ("辛",), ("壬",)],
        ),
        "a table": (
            f"<p>{HEADING}</p><table><tr><td>{ROW}</td><td>1</td><td></td><td>&nbsp;</td></tr></table><p>甲</p>",
            [(HEADING,), (f"0 {ROW}", "1 1", "2 ", "3 "), ("甲",)],
        ),
        "rowspan and colspan": (
            "<table><tr><td rowspan=2 colspan=2>总计<td>1<td rowspan=3>2<tr><td>3<tr><td>4<td>5<td>6</table>",
            [("0 总计", "2 1", "3 2"), ("2 3",), ("0 4", "1 5", "2 6")],
        ),
        "rowspan=0 reaches to the end of its group": (
            "<table><tbody><tr><td rowspan=0>总计<td>1<tr><td>2<tr><td>3<tbody><tr><td>4<td>5</table>",
            [("0 总计", "1 1"), ("1 2",), ("1 3",), ("0 4", "1 5")],
        ),
        "a rowspan ends with its group": (
            "<table><thead><tr><th rowspan=9>总计<th>1<tbody><tr><td>2<td>3</table>",
            [("0 总计", "1 1"), ("0 2", "1 3")],
        ),
        "spans that are no numbers": (
            '<table><tr><td colspan="0">总计<td colspan="-2">1<td colspan=" 2px">2<td colspan=a>3<td>4</table>',
            [("0 总计", "1 1", "2 2", "4 3", "5 4")],
        ),
        "a cell right of every column": (
            "<table><tr><td>总计<td colspan=1000000>1<td>2<tr><td>3</table>",
            [("0 总计", "1 1", "None 2"), ("0 3",)],
        ),
        "rows and cells without their tags": (
            "<table><td>总计<td>1</tr><td>2<tbody><td>3</table>",
            [("0 总计", "1 1"), ("0 2",), ("0 3",)],
        ),
        "columns, a caption, and text between cells": (
            "<table><caption>甲</caption><colgroup><col span=7></colgroup><tr>乙<td>总计</td>丙<td>1</table>",
            [("甲",), ("乙",), ("0 总计",), ("丙",), ("1 1",)],
        ),
        "words of a cell are one": (
            "<table><tr><td><p>本年<b>新</b><br>\n制作</p>\n<p>数量</p><td><b>1</b><!-- 9 --><o:p>2</o:p></table>",
            [("0 本年新制作数量", "1 12")],
        ),
        "numbers of a cell are two": (
            "<table><tr><td>总计<td>1<br>2<td><p>3</p><p>4</p><td>5\n6</table>",
            [("0 总计", "1 1 2", "2 3 4", "3 5 6")],
        ),
        "white space": (
            "<p>\u3000\u3000&nbsp;甲\n  乙 \n丙&emsp;a\n\tb &#32;</p>",
            [("甲乙丙\u2003a b",)],
        ),
        "references": (
            "<table><tr><td>总&#35745;<td>&#49;&#x32;<td>&amp;lt;<td>&lt;3<td>a&b</table>",
            [("0 总计", "1 12", "2 &lt;", "3 <3", "4 a&b")],
        ),
        "what is not shown": (
            "<title>甲</title><style>乙</style><script>'<p>丙'</script><!-- 丁 --><template><p>戊</template>\n\
            <noscript><p>己</p></noscript><p hidden>庚<p style='color:red; DISPLAY : none'>辛</p>壬",
            [("壬",)],
        ),
        "cells and rows that are not shown have no place": (
            "<table><tr><td>总计<td hidden>1<td>2<tr style='display:none'><td rowspan=2>3<tr><td>4<td>5</table>",
            [("0 总计", "1 2"), ("0 4", "1 5")],
        ),
        "what is hidden ends with what holds it": (
            "<table><tr><td><div hidden>1</td><td>总计<tr><td>2</table>",
            [("0 ", "1 总计"), ("0 2",)],
        ),
        "tables inside a cell that lays out a page": (
            f"<table><tr><td>甲<p>乙</p><td><p>{HEADING}</p><table><tr><td>{ROW}<td>1</table><p>丙</p>丁</table>",
            [("甲",), ("乙",), (HEADING,), (f"0 {ROW}", "1 1"), ("丙",), ("丁",)],
        ),
        "prose in a table of data": (
            f"<table><tr><td><p>一、总体情况</p><p>甲</p><tr><td>{ROW}<td>1<tr><td>{'乙' * 60}<p>{'丙' * 60}</table>",
            [("一、总体情况",), ("甲",), (f"0 {ROW}", "1 1"), ("乙" * 60,), ("丙" * 60,)],
        ),
        "a table between cells ends the table": (
            "<table><tr><td>总计<td>1</td><table><tr><td>总计<td>2</table>",
            [("0 总计", "1 1"), ("0 总计", "1 2")],
        ),
        "end tags that end nothing": (
            "</td></table><p>甲</b></p></p></div><table><tr><td>总计</p></div><td>1</th></table></table>乙",
            [("甲",), ("0 总计", "1 1"), ("乙",)],
        ),
        "lines that are set as they are": (
            "<pre>甲\n乙<b>丙</b>\n\n丁</pre>戊\n己",
            [("甲",), ("乙丙",), ("丁",), ("戊己",)],
        ),
        "tables among lines": (
            f"# 甲\n\n{HEADING}\n<table><tr><td>{ROW}<td>1</table>乙\n<i>\n<TABLE>\n<td>总计</td>\n</TABLE></i>\n丙",
            [("甲",), (HEADING,), (f"0 {ROW}", "1 1"), ("乙",), ("0 总计",), ("丙",)],
        ),
        "a table among lines that does not end": (
            f"{HEADING}\n\n<table>\n<tr><td>{ROW}</td>\n<td>1</td>\n\n五、存在的主要问题及改进情况\n",
            [(HEADING,), (f"0 {ROW}", "1 1"), ("五、存在的主要问题及改进情况",)],
        ),
    }
)


def source(given: str | bytes) -> Source:
    return read(given, vocabulary())


def shown(found: Source) -> Shown:
    """Return the visible content of a source; its rows must have different numbers, its tables different parts."""
    result: Shown = []
    row: int | None = None
    for piece in cut(found):
        if piece.row is None:
            result.append((piece.text,))
        elif piece.row == row:
            result[-1] += (f"{piece.column} {piece.text}",)
        else:
            result.append((f"{piece.column} {piece.text}",))
        row = piece.row
    return result


def misplaced(found: Source) -> list[str]:
    """Return the pieces whose text is not that of their spans, in HTML with references resolved."""
    wrong = []
    for piece in cut(found):
        written = [found.text[start:end] for start, end in piece.spans]
        said = {"".join("".join(words).split()) for words in (written, map(unescape, written))}
        if "".join(piece.text.split()) not in said:
            wrong.append(f"{piece} says {written}")
    return wrong


@pytest.mark.parametrize("name", CASES)
def test_a_page_shows_what_a_browser_shows(name: str) -> None:
    given, expected = CASES[name]
    found = source(given)
    assert shown(found) == expected
    assert not misplaced(found)


def test_spans_point_at_the_characters() -> None:
    given = "\ufeff<p>\r\n&nbsp;𠀀<b>中</b>\r文&lt; </p><table><tr><td>总计<td> <td>&nbsp;7</table>"
    found = source(given)
    assert [[given[start:end] for start, end in piece.spans] for piece in cut(found)] == [
        ["𠀀", "中", "\r文&lt;"],
        ["总计"],
        [""],
        ["7"],
    ]
    blank = cut(found)[2].spans[0].start
    assert given[:blank].endswith("总计<td>")  # the place of a number


def test_rows_and_tables_have_numbers_of_their_own() -> None:
    table = "<table><tr><td>总计<td>1<tr><td>总计<td>2</table>"
    pieces = cut(source(f"总计\t1\n总计\t2\n\n{table}\n\n总计\t3\n{table}"))
    rows = [piece.row for piece in pieces if piece.text == "总计"]
    assert len(set(rows)) == len(rows) == 7
    parts = {piece.row: piece.part for piece in pieces}
    assert len({parts[row] for row in rows[2:4]}) == len({parts[row] for row in rows[5:]}) == 1
    assert parts[rows[2]] != parts[rows[5]]


PAGES = (
    "<p>甲",
    "<!-- saved -->\n<!DOCTYPE HTML>甲",
    "\ufeff\n<?xml version='1.0'?><html>甲",
    "一、甲<br>二、乙<br>三、丙",
    "<table><tr><td>1</table>",
    "saved from here <html><body><p>政府信息公开工作年度报告</p>",
    "<style>td {}</style><div>甲</div>",
)
TEXTS = (
    "",
    "x < 3 <条例>\n",
    "一、总体情况\n甲<br>\n",
    "# 甲\n\n<table><tr><td>1</table>\n\n乙",
    "<div>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n</div>",
    "<center>甲</center>\n\n政府信息公开工作年度报告\n",
    "<html><body><table></table></body></html>\n\n甲\n\n<html><body><table></table></body></html>",
    "甲<br>乙 | 1 |\n丙<br>丁 | 2 |\n",
)


@pytest.mark.parametrize("given", PAGES)
def test_a_page_is_known(given: str) -> None:
    assert all(piece.text.isalnum() or "、" in piece.text for piece in cut(source(given)) if "saved" not in piece.text)
    assert cut(source(f"{given}<p>丁</p>"))[-1].text == "丁"


@pytest.mark.parametrize("given", TEXTS)
def test_a_text_is_known(given: str) -> None:
    lines = cut(source(f"{given}\n己\n庚\n"))
    assert [piece.text for piece in lines[-2:]] == ["己", "庚"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "big5"])
@pytest.mark.parametrize("declared", ["", "utf-8", "gb2312", "GB18030", "big5", "rot13", "unicode_escape", "x"])
def test_a_page_is_decoded(encoding: str, declared: str) -> None:
    if declared != encoding and "big5" in {declared, encoding} and not encoding.startswith("utf"):
        pytest.skip("nothing but its word tells Big5 from GB18030")
    meta = f'<meta http-equiv=Content-Type content="text/html; charset={declared}">' if declared else ""
    given = f"<html><head>{meta}</head><body><p>信息公文</p></body></html>"
    assert [piece.text for piece in cut(source(given.encode(encoding)))] == ["信息公文"]


@turbohtml_only
def test_the_grid_is_that_of_the_standard() -> None:
    for seed in range(300):
        rng = seeded(f"grid {seed}")
        rows = [
            [(rng.randint(1, 4), rng.randint(1, 4)) for _ in range(rng.randint(0, 5))] for _ in range(rng.randint(1, 8))
        ]
        grid, found = TableGrid(0), []
        for number, row in enumerate(rows):
            grid.row(number)
            found.append([grid.cell(str(width), str(height)).column for width, height in row])
        assert found == formed(rows), seed


def formed(rows: list[list[tuple[int, int]]]) -> list[list[int]]:
    """Place cells by HTML's algorithm for forming a table, slot by slot."""
    taken: set[tuple[int, int]] = set()
    found: list[list[int]] = []
    for y, row in enumerate(rows):
        found.append([])
        x = 0
        for width, height in row:
            while (y, x) in taken:
                x += 1
            taken |= {(y + down, x + right) for down in range(height) for right in range(width)}
            found[-1].append(x)
            x += width
    return found


LAYOUTS_OF_HTML = named("web page", "web page of Word", "web page of a portal", "markdown, tables of HTML")
_TAG = re.compile(
    r"<!--.*?-->|<(script|style|title|template|noscript)\b.*?</\1>|<!?/?[a-zA-Z][^<>]*>|<!\[.*?\]>", re.DOTALL
)
_HIDDEN = re.compile(r"<(div|p)\b[^>]*(?:display: none|hidden)[^>]*>.*?(?:</div>)", re.DOTALL)


@pytest.mark.parametrize("layout", LAYOUTS_OF_HTML, ids=lambda layout: layout.name)
def test_a_drawing_compiles_to_its_truth_and_keeps_its_characters(layout: Layout) -> None:
    for seed in range(6):
        drawing = draw(layout, seed)
        result = reportc.compile(drawing.given)
        verdict = judge(truth(drawing.report), result)
        assert not verdict.missed - drawing.lost, f"seed {seed}\n{verdict}"
        assert not verdict.texts or not drawing.texts_kept, f"seed {seed}\n{verdict}"
        assert not misplaced(result.source), f"seed {seed}"
        assert not [fault for fault in trees.faults(result) if "stands" in fault], f"seed {seed}"
        trivia = "\0".join(result.source.text[start:end] for start, end in result.trivia)
        assert is_blank(_seen(trivia)), f"seed {seed}"


def _seen(trivia: str) -> str:
    """Return `trivia` without tags, invisible content and the marks of Markdown."""
    return unescape(_TAG.sub("", _HIDDEN.sub("", trivia))).translate(dict.fromkeys(map(ord, "\0#*")))


SOUP = (
    *("<p>", "</p>", "<td rowspan=2>", "<td>", "</td>", "<tr>", "</tr>", "<table>", "</table>", "<tbody>", "<caption>"),
    *("<div hidden>", "</div>", "<li>", "<pre>", "</pre>", "<br>", "</br>", "<b>", "</b>", "<th colspan=3>", "<html>"),
    *("<!--", "-->", "<script>", "</script>", "<title>", "</title>", "<![CDATA[", "]]>", "<?", "</>", "</ a>", "<"),
    *("&amp;", "&nbsp;", "&nbsp", "&#x4e2d;", "&notit;", "&#0;", "&", "'", '"', ">", "\r\n", "\r", "\n", "\0", " "),
    *("\ud800", "\ufeff", "𠀀", "\u200b", "\u3000", "\x85", "\u2028", "<a x='&amp;>'>", "<svg>"),
    *(HEADING, ROW, "总计", "其他", "7", "12", "/", "一、总体情况", "望舒市2022年政府信息公开工作年度报告"),
)


@pytest.mark.parametrize("first", range(0, 400, 200))
def test_soup_is_read_where_it_stands(first: int) -> None:
    for seed in range(first, first + 200):
        rng = seeded(f"soup {seed}")
        given = "".join(rng.choice(SOUP) for _ in range(rng.randint(1, 60)))
        result = reportc.compile(given)
        assert not misplaced(result.source), f"seed {seed}: {given!r}"
        assert not [fault for fault in trees.faults(result) if "stands" in fault], f"seed {seed}: {given!r}"


PAGE = f"<html><h1>望舒市2022年政府信息公开工作年度报告</h1><p>{HEADING}</p>"
BIG = 16_000_000
Big = Callable[[], str]
HOSTILE: Mapping[str, tuple[bool, Big]] = MappingProxyType(
    {
        "51 MB of prose": (False, lambda: PAGE + "<p>" + "水" * 17_000_000),
        "16 MB of script": (True, lambda: PAGE + "<script>" + "var a;\n" * (BIG // 7) + "</script>"),
        "16 MB in a picture": (True, lambda: f"{PAGE}<img src='{'A' * BIG}'><p>甲</p>"),
        "16 MB of cells": (False, lambda: PAGE + "<table>" + "<tr><td>1<td>2" * (BIG // 14)),
        "16 MB of tags that do not end": (False, lambda: PAGE + "<div>" * (BIG // 5)),
        "16 MB of references": (False, lambda: PAGE + "<p>" + "&amp;" * (BIG // 5)),
        "16 MB of comments that do not end": (True, lambda: PAGE + "<!--" * (BIG // 4)),
        "one tag that does not end": (True, lambda: PAGE + "<a " + "x " * (BIG // 8)),
        "10,000 tables, each in the one before": (
            True,
            lambda: PAGE + "<table><tr><td>" * 10_000 + "7" + "</td></tr></table>" * 10_000,
        ),
        "10,000 tables that do not end": (True, lambda: PAGE + "<table><tr><td>9<td>" * 10_000),
        "tables that begin and never end, in a text": (True, lambda: "甲\n" * 9 + "<table>" * 400_000),
        "tables that only end, in a text": (True, lambda: "甲\n" * 9 + "</table " * 1_000_000),
        "cells that span a million": (
            True,
            lambda: PAGE + "<table>" + "<tr><td colspan=1000000 rowspan=1000000>7" * 10_000,
        ),
        "rows without cells": (True, lambda: PAGE + "<table>" + "<tr><tbody>" * 100_000),
        "paragraphs that do not end": (True, lambda: PAGE + "<p><b>" * 100_000),
        "end tags without start": (True, lambda: PAGE + "<table><td>" + "</div></p></b>" * 90_000),
        "spaces around a break": (True, lambda: f"{PAGE}<p>水{' ' * 4_000_000}\n{' ' * 4_000_000}水"),
    }
)
MEMORY = 600_000_000
STEPS = 250
"""The limit in millions of steps of Python, by the same processor: 20 s where a million take 0.08 s."""
CHECK = """
import resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]),) * 2)
import test_html
def step():
    begun = time.process_time()
    sum(number * number % 7 for number in range(200_000))
    return 5 * (time.process_time() - begun)
for name, (read, made) in test_html.HOSTILE.items():
    given, steps, begun = made(), min(step(), step(), step()), time.process_time()
    result = test_html.reportc.compile(given)
    took = time.process_time() - begun
    codes = [finding.rule.code for finding in result.diagnostics]
    assert took < test_html.STEPS * steps, f"{name}: {took:.1f} s, a million steps of Python: {steps:.3f} s"
    assert read != ("X008" in codes and "过大" in result.diagnostics[0].message()), f"{name}: {codes[:3]}"
"""


@turbohtml_only
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process's memory")
def test_hostile_pages_end_in_seconds_and_bounded_memory() -> None:
    here = Path(__file__).parent
    paths = f"import sys; sys.path[:0] = {[str(here), str(here.parent / 'compiler')]}\n"
    run = subprocess.run(
        [sys.executable, "-c", paths + CHECK, str(MEMORY)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


@turbohtml_only
def test_nothing_of_html_is_imported_for_a_text() -> None:
    code = "import sys, reportc; reportc.compile('一、总体情况\\n1 < 2'); sys.exit('turbohtml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
