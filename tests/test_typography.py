"""Typography: which slips are found, what is not a slip, and that fixing them changes no word."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportc
from reportc.source.fold import fold
from reportc.syntax.typography import Slip, TextKind, correct, find, slips
from reports.drawing import draw
from reports.layouts import EXACT

MENDED = [
    # a pair of brackets of different widths; half-width ones around an ordinal
    (TextKind.PROSE, "本年新公开（含修订)12条。", "本年新公开（含修订）12条。", ["F802"]),
    (TextKind.PROSE, "本年新公开(含修订）12条。", "本年新公开（含修订）12条。", ["F802"]),
    (TextKind.PROSE, "(二)依申请公开情况", "（二）依申请公开情况", ["F802"]),
    (TextKind.PROSE, "（共(3）件)", "（共（3）件）", ["F802", "F802"]),
    (TextKind.LABEL, "(三)不予公开", "（三）不予公开", ["F802"]),
    (TextKind.CELL, "22（其中修订16件)", "22（其中修订16件）", ["F802"]),
    # a blank in a word or a sentence
    (TextKind.PROSE, "全年公开信 息八十条，答复申请两件。", "全年公开信息八十条，答复申请两件。", ["F803"]),
    (TextKind.PROSE, "答复申请 ，均按期办结。", "答复申请，均按期办结。", ["F803"]),
    (TextKind.PROSE, "(一) 主动公开", "（一）主动公开", ["F802", "F803"]),
    (TextKind.PROSE, "( 一 ) 主动公开", "（一）主动公开", ["F802", "F803", "F803", "F803"]),
    (TextKind.LABEL, "总 计", "总计", ["F803"]),
    (TextKind.LABEL, "5. 要求行政机关确认或重\u3000新出具", "5.要求行政机关确认或重新出具", ["F803", "F803"]),
    # digits in full width
    (TextKind.PROSE, "２０２３年公开８０条。", "2023年公开80条。", ["F804", "F804"]),
    (TextKind.TITLE, "望舒市２０２３年报告", "望舒市2023年报告", ["F804"]),
    (TextKind.CELL, "１，２０６．５", "1,206.5", ["F804"]),
    # radicals instead of characters
    (TextKind.PROSE, "⺠⽣类信息，⻓效机制，⼾籍。", "民生类信息，长效机制，户籍。", ["F805", "F805", "F805"]),
    (TextKind.HEADING, "⼆、主动公开政府信息情况", "二、主动公开政府信息情况", ["F805"]),
    (TextKind.PROSE, "(⼀)主动公开", "（一）主动公开", ["F802", "F805"]),
    # ordinals of one character, or in digits
    (TextKind.PROSE, "㈠主动公开", "（一）主动公开", ["F806"]),
    (TextKind.PROSE, "㈩ 其他", "（十）其他", ["F806", "F803"]),
    (TextKind.LABEL, "㈦总计", "（七）总计", ["F806"]),
    (TextKind.HEADING, "1、总体情况", "一、总体情况", ["F806"]),
    (TextKind.HEADING, "１. 总体情况", "一、总体情况", ["F806"]),
]
KEPT = [
    (TextKind.PROSE, "1、完善制度。"),  # an item of a list
    (TextKind.PROSE, "负责人：张 伟，电话：0371-6000 1234。"),  # a name set with a blank, as usual
    (TextKind.PROSE, "附件一 目录"),  # not a sentence
    (TextKind.PROSE, "（一）主动公开。\u3000\u3000（二）依申请公开。"),
    (TextKind.PROSE, "通过 APP 和 Open Data 平台公开 12 条。"),
    (TextKind.PROSE, "公开率(已办结)为98%。"),
    (TextKind.PROSE, "见网站（http://a.cn/b)。"),
    (TextKind.PROSE, "结论) 与（原因"),
    (TextKind.TITLE, "望舒市 2023年 报告"),
    (TextKind.CELL, "制表人 柳青"),
    (TextKind.CELL, "1,206"),
    (TextKind.HEADING, "一、总体情况"),
    (TextKind.HEADING, "0、总体情况"),
]
SUB_HEADING = re.compile(r"(?:\([一二三四五六七八九十]\)|[㈠-㈩]) ?$")
"""Forms of sub-headings that the drawn reports have, and that are slips."""
CHARACTERS = st.sampled_from("一二十⼀⼆⾏㈠㈣（）()《》“”，。、：１2０ \xa0\u3000公开情况a:/．.")


def codes(found: tuple[Slip, ...] | list[Slip]) -> list[str]:
    return sorted(slip.code for slip in found)


@pytest.mark.parametrize(("kind", "text", "right", "expected"), MENDED)
def test_a_slip_is_found_and_mended(kind: TextKind, text: str, right: str, expected: list[str]) -> None:
    assert codes(find(text, kind)) == sorted(expected)
    assert correct(text, kind) == right


@pytest.mark.parametrize(("kind", "text"), KEPT)
def test_what_is_no_slip_is_left_alone(kind: TextKind, text: str) -> None:
    assert find(text, kind) == ()
    assert correct(text, kind) == text


@given(st.text(CHARACTERS, max_size=24), st.sampled_from(list(TextKind)))
@settings(max_examples=1500, deadline=None, derandomize=True)
def test_mending_twice_is_mending_once_and_no_word_changes(text: str, kind: TextKind) -> None:
    right = correct(text, kind)
    assert correct(right, kind) == right
    edits = sorted(edit.span for slip in find(text, kind) for edit in slip.edits)
    assert all(one.end <= other.start for one, other in pairwise(edits))
    numbered = any(slip.code == "F806" and kind is TextKind.HEADING for slip in find(text, kind))
    assert numbered or fold(right) == fold(text)


@pytest.mark.parametrize("layout", EXACT, ids=lambda layout: layout.name)
def test_a_correct_report_has_no_slip_but_in_sub_headings(layout: object) -> None:
    for seed in range(8):
        text = draw(layout, seed, plain=True).text  # type: ignore[arg-type]  # a Layout, as its list says
        found = [text[slip.span.start - 3 : slip.span.end] for slip in slips(reportc.compile(text).tree, text)]
        assert [words for words in found if not SUB_HEADING.search(words)] == [], f"seed {seed}"


def test_slips_stand_where_they_are_in_the_source() -> None:
    text = "二、主动公开政府信息情况\n第二十条第(一)项\n信息内容\t本年制发件数（件）\n规 章\t１\t0\t12\n"
    found = slips(reportc.compile(text).tree, text)
    assert [(slip.code, text[slip.span.start : slip.span.end]) for slip in found] == [
        ("F802", "(一)"),
        ("F803", " "),
        ("F804", "１"),
    ]


def test_text_that_a_page_of_html_writes_by_name_is_left_alone() -> None:
    page = "<html><body><p>一、总体情况</p><p>全年公开信&nbsp;息八十条，答复(一)件。</p></body></html>"
    assert slips(reportc.compile(page).tree, page) == []
