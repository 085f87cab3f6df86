"""Damaged reports: what a damage destroys is a hole that a finding names, and no other number is in its cell.

Correct reports whose numbers are all different are drawn in every layout and damaged in one place. A number that
is read must be the report's own in that cell. Some damages make another possible report; these are in
`POSSIBLE`, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pytest

import reportc
from reportc.syntax.memory import Stretches
from reports.damage import ARRANGEMENTS, DAMAGES, damaged
from reports.document import Layout
from reports.judge import judge
from reports.layouts import LAYOUTS, named
from reports.report import truth

SEEDS = range(10)
FEWEST = 5_000
_ANOTHER_PAGE = "an end of line inside a tag, or tags in another order, make another page"
POSSIBLE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "lines swapped": {
            "lines": "two cells, a line each, are two numbers in each other's cell",
            "bars": "two cells, a line each, are two numbers in each other's cell",
            "web page": _ANOTHER_PAGE,
            "HTML": _ANOTHER_PAGE,
        },
        "numbers glued": {"simple tables": "a number as wide as its column stands beside a blank one"},
        "wrapped": {"web page": _ANOTHER_PAGE, "HTML": _ANOTHER_PAGE},
        "columns moved": {"a row each": "the tool prints heads of its own in place of the header's words"},
        "total first": {"a row each": "the tool prints heads of its own in place of the header's words"},
    }
)
"""By damage, the layouts in which it makes another possible report, by a part of their names."""
DRAWN = tuple(layout for layout in LAYOUTS if not layout.destroys)
(NARROW,) = named("narrow page")
NAMES = (*DAMAGES, *ARRANGEMENTS)


def may_be_another(name: str, layout: Layout) -> bool:
    """Return whether a damage may turn a drawing into another possible report."""
    return any(part in layout.name for damage, parts in POSSIBLE.items() if name.startswith(damage) for part in parts)


@pytest.mark.parametrize("layout", DRAWN, ids=lambda layout: layout.name)
def test_no_number_stands_in_the_cell_of_another(layout: Layout) -> None:
    wrong: list[str] = []
    for seed in SEEDS:
        kept = Stretches()  # undamaged sections are read once
        for name in NAMES:
            made = None if may_be_another(name, layout) else damaged(layout, name, seed)
            if made is not None:
                verdict = judge(truth(made.report), reportc.compile(made.text, memory=kept))
                wrong += [f"{name} {seed}: {cell}" for cell in verdict.false]
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize("name", ARRANGEMENTS)
@pytest.mark.parametrize("layout", DRAWN, ids=lambda layout: layout.name)
def test_columns_are_read_in_the_order_of_their_header(layout: Layout, name: str) -> None:
    made = None if may_be_another(name, layout) or layout is NARROW else damaged(layout, name, 0)
    assert made is None or not judge(truth(made.report), reportc.compile(made.text)).missed


def test_there_are_enough_damaged_reports() -> None:
    apart = sum(not may_be_another(name, layout) for name in NAMES for layout in DRAWN)
    assert apart * len(SEEDS) >= FEWEST


def test_what_may_be_another_report_is_a_damage_of_a_layout_that_there_is() -> None:
    for damage, parts in POSSIBLE.items():
        assert any(name.startswith(damage) for name in NAMES)
        assert all(any(part in layout.name for layout in LAYOUTS) for part in parts)
