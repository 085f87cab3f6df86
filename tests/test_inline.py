"""Inline markup is blanked out: the words keep their places, and give the same pieces as without it."""

from __future__ import annotations

import pytest

import reportc
from reportc.source import read
from reportc.source.inline_markup import blotted
from reportc.syntax.build import pieces
from reportc.syntax.parser import vocabulary
from reports import trees

HEADING = "二、主动公开政府信息情况"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<span lang='EN-US'>2020</span>年<b>度</b>", "2020年度"),
        ("甲<!-- 乙 -->丙", "甲丙"),
        ('[甲[]{lang="EN-US"}乙]{style="color:red" .x #y}丙', "甲乙丙"),
        ('[甲]{title="a } \\\\" b"}', "甲"),
        ('::: {align="center"}\\n甲\\n:::', "甲"),
        ('[甲]{style="a:b;   [3]{lang="EN"}\\nc:d"}[]{lang="EN"}   e:f"}', "甲   3"),
        ("规章\\tNone\\t3\\nNone\\tNone\\t4", "规章\\t\\t3\\n\\t\\t4"),
        ("3, None of 4 None; None", "3, None of 4 None; None"),
        ("[甲](b) [乙]{丙}", "[甲](b) [乙]{丙}"),
        ("3<5, a<b and </x>", "3<5, a<b and </x>"),
        ("<table></table><br></br>", "<table></table><br></br>"),
    ],
)
def test_only_markup_is_blotted_out(written: str, shown: str) -> None:
    written, shown = (text.replace("\\n", "\n").replace("\\t", "\t") for text in (written, shown))
    written = written.replace('\\\\"', '\\"')
    made = blotted(written)
    assert len(made) == len(written)
    assert made.replace("\x1f", "").strip() == shown
    assert all(b in (a, "\x1f") for a, b in zip(written, made, strict=True))


def test_a_row_goes_on_where_a_line_ends_within_a_tag() -> None:
    text = (
        f'**<span style="a">{HEADING}</span>**\n\n'
        "| <span\nlang='x'>规章</span> | <span>1</span> |\n|---|---|\n| <b>行政</b>许可 | 2</span> |\n"
    )
    found = [(piece.text, piece.column) for piece in pieces(read(text, vocabulary()))]
    assert found == [(HEADING, None), ("规章", 0), ("1", 1), ("行政许可", 0), ("2", 1)]


def test_every_character_keeps_its_place() -> None:
    text = f"<div>\n\n# {HEADING}\n\n| [规]{{.a}}章 | 1 | 2 | 3 |\n| <b>规范性</b>文件 | 4 | 5 | 6 |\n</div>\n"
    result = reportc.compile(text)
    assert all(fault.startswith("trivia") for fault in trees.faults(result))
    assert [cell.value for row in result.tree.sections[0].articles[0].rows for cell in row.cells] == [1, 2, 3, 4, 5, 6]  # type: ignore[union-attr]  # section 2
