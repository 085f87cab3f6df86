"""Headings with a misprint are recognised in every layout, and no other text is."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

import reportc
from reportc import api
from reportc.form import SECTIONS
from reportc.syntax.parser import vocabulary
from reports.document import Layout
from reports.drawing import draw
from reports.layouts import LAYOUTS

HEADINGS = {name: vocabulary().spellings[name.upper()] for name in SECTIONS}


def misprints(heading: str) -> Iterator[str]:
    """Yield a heading with one character lost, inserted, changed, or swapped with the next; its ordinal is kept."""
    for at in range(2, len(heading)):
        yield heading[:at] + heading[at + 1 :]
        yield f"{heading[:at]}法{heading[at:]}"
        yield f"{heading[:at]}法{heading[at + 1 :]}"
        if at + 1 < len(heading):
            yield heading[:at] + heading[at + 1] + heading[at] + heading[at + 2 :]


@pytest.mark.parametrize("name", SECTIONS)
def test_a_heading_with_one_misprint_is_that_heading(name: str) -> None:
    for heading in dict.fromkeys(misprints(HEADINGS[name])):
        printed = {**HEADINGS, name: heading}
        text = "望舒市水务局2022年政府信息公开工作年度报告\n" + "".join(f"{line}\n无。\n" for line in printed.values())
        found = api.compile(text)
        assert [section.heading.name for section in found.tree.sections if section.heading] == list(SECTIONS), heading
        fixed = api.fix(found)
        assert HEADINGS[name] in fixed.text or heading == HEADINGS[name], heading


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_in_every_layout(layout: Layout) -> None:
    """Draw reports with one misprinted heading; the numbers and texts are those of the report without it."""
    rng = Random(layout.name)  # noqa: S311  # drawings, no secrets
    for seed in range(2):
        drawn = draw(layout, seed, plain=True)
        name = rng.choice(SECTIONS)
        heading = rng.choice(list(misprints(HEADINGS[name])))
        if drawn.text.count(HEADINGS[name]) != 1:
            continue
        result = reportc.compile(drawn.text.replace(HEADINGS[name], heading))
        assert result.report == reportc.compile(drawn.text).report, heading


@pytest.mark.parametrize(
    "line",
    [
        "（二）主动公开政府信息情祝",  # a sub-heading
        "一是主动公开政府信息的情况不够好。",
        "1.主动公开政府信息数量",
        "主动公开政府的信息情形",  # two edits
        "二、主动公开工作情况",
        "政府信息情况",
        "本年新收政府信息公开申请数量",
    ],
)
def test_nothing_else_is_taken_for_the_heading_that_is_missing(line: str) -> None:
    printed = {**HEADINGS, "proactive_disclosure": line}
    text = "".join(f"{words}\n无。\n" for words in printed.values())
    names = [section.heading.name for section in reportc.compile(text).tree.sections if section.heading]
    assert "proactive_disclosure" not in names


def test_of_two_lines_that_are_equally_near_neither_is_taken() -> None:
    near = "六、其他需要告的事项\n无。\n六、其他需要报告的事情\n无。\n"
    assert not reportc.compile(near).tree.sections
    assert len(reportc.compile(near.replace("事情", "事项")).tree.sections) == 1


def test_a_line_that_is_near_is_none_where_the_heading_is_there() -> None:
    text = f"{HEADINGS['other_matters']}\n无。\n六、其他需要告的事项\n无。\n"
    (section,) = reportc.compile(text).tree.sections
    assert section.heading
    assert section.heading.text == HEADINGS["other_matters"]
