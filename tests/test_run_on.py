"""A whole report on one line: its sections and texts are read, and its numbers if digits are separated."""

from __future__ import annotations

import pytest

import reportc
from reportc.syntax.parser import vocabulary
from reports.document import Layout
from reports.drawing import draw
from reports.judge import Verdict, judge
from reports.layouts import named
from reports.report import truth

SEEDS = range(5)
HEADINGS = [vocabulary().spellings[name.upper()] for name in vocabulary().headings().values()]
DRAWN = named("tab rows", "bare lines")


def on_one_line(layout: Layout, seed: int, between: str) -> tuple[Verdict, str]:
    """Draw a correct report, join its lines and cells, and judge the result."""
    drawn = draw(layout, seed, plain=True)
    text = between.join(line for line in drawn.text.replace("\t", between).split("\n") if line.strip())
    return judge(truth(drawn.report), reportc.compile(text)), text


@pytest.mark.parametrize("between", [" ", "\u3000", "\xa0 "], ids=["blank", "wide", "two"])
@pytest.mark.parametrize("layout", DRAWN, ids=lambda layout: layout.name)
def test_where_blanks_part_cells_everything_is_read(layout: Layout, between: str) -> None:
    for seed in SEEDS:
        verdict, text = on_one_line(layout, seed, between)
        assert not verdict.missed, f"{verdict}\n{text}"
        assert not verdict.texts, f"{verdict}\n{text}"


@pytest.mark.parametrize("layout", DRAWN, ids=lambda layout: layout.name)
def test_where_nothing_parts_them_no_number_is_another_and_the_texts_are_read(layout: Layout) -> None:
    for seed in SEEDS:
        verdict, text = on_one_line(layout, seed, "")
        assert not verdict.silent, f"{verdict}\n{text}"
        assert not verdict.lost, f"{verdict}\n{text}"
        said = [found for found in verdict.texts if not found.startswith(("title", "agency", "year", "preamble"))]
        assert not said, f"{verdict}\n{text}"


def test_a_misprinted_heading_in_the_line_is_that_heading() -> None:
    verdict, text = on_one_line(DRAWN[0], 1, " ")
    assert not verdict.missed
    printed = text.replace("行政复议、行政诉讼情况", "行政法复议、行政诉讼情况")
    assert printed != text
    assert reportc.compile(printed).report == reportc.compile(text).report


def test_a_table_of_contents_before_the_sections_has_none() -> None:
    _, text = on_one_line(DRAWN[0], 1, " ")
    title, rest = text.split(" ", 1)
    with_contents = f"{title} 目录 {' '.join(HEADINGS)} {rest}"
    assert [type(section) for section in reportc.compile(with_contents).tree.sections] == [
        type(section) for section in reportc.compile(text).tree.sections
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "本报告包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、存在的主要问题及改进情况等部分。",
        "我局按照“一、总体情况”“二、主动公开政府信息情况”的次序编写。",
        "见六、其他需要报告的事项，五、存在的主要问题及改进情况，一、总体情况。",
    ],
)
def test_a_long_line_that_only_names_sections_is_prose(sentence: str) -> None:
    line = sentence + "全年公开的信息均已答复。" * 20
    text = f"一、总体情况\n{line}\n六、其他需要报告的事项\n无。\n"
    assert reportc.compile(text).report.overview == (line,)
