"""A text is as wide as its parts together, by every measure: aligned tables whose gaps are tabs keep their columns."""

from __future__ import annotations

import pytest

import reportc
from reportc.source.widths import METRICS, Metric
from reports.document import Layout
from reports.drawing import draw
from reports.generate import seeded
from reports.judge import judge
from reports.layouts import LAYOUTS
from reports.report import truth

CHARACTERS = "1a 数，\t\x1f\u3000é\u0301\u200b１—☆"
NAMES = {"simple tables", "page", "narrow page", "padded rows"}
ALIGNED = tuple(layout for layout in LAYOUTS if layout.name in NAMES)


@pytest.mark.parametrize("metric", METRICS)
def test_a_text_is_as_wide_as_its_parts(metric: Metric) -> None:
    rng = seeded("widths")
    for _ in range(200):
        text = "".join(rng.choices(CHARACTERS, k=12))
        cut = rng.randrange(len(text) + 1)
        assert metric(text) == metric(text[:cut]) + metric(text[cut:]), text


@pytest.mark.parametrize("layout", ALIGNED, ids=lambda layout: layout.name)
def test_gaps_of_tabs_keep_their_columns(layout: Layout) -> None:
    for seed in range(12):
        drawing = draw(layout, seed)
        verdict = judge(truth(drawing.report), reportc.compile(drawing.text.replace(" ", "\t")))
        assert not verdict.false, f"seed {seed}\n{verdict}"
