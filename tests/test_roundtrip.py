"""Random reports, drawn in every supported layout, compile back to their values.

A failure prints the layout, the seed and the cells: `draw(layout, seed)` of `reports.drawing` returns
the same text.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

import reportc
from reportc import api
from reportc.diagnostic import Severity
from reportc.settings import Settings
from reports.document import Layout
from reports.drawing import draw
from reports.judge import judge
from reports.layouts import EXACT, HONEST
from reports.report import truth

NARRATIVE = Settings(select=("N5",))
DRAWINGS = 50
BATCH = 25
HONESTLY = 8
"""The number of drawings in each layout that may lose cells."""


@pytest.mark.parametrize("first", range(0, DRAWINGS, BATCH))
@pytest.mark.parametrize("layout", EXACT, ids=lambda layout: layout.name)
def test_a_drawing_compiles_to_its_truth(layout: Layout, first: int) -> None:
    wrong = {seed: fault for seed in range(first, first + BATCH) if (fault := compared(layout, seed))}
    shown = "\n\n".join(f"{layout.name!r}, seed {seed}\n{fault}" for seed, fault in wrong.items())
    assert not wrong, f"{len(wrong)} of {BATCH} drawings\n{shown}"


@pytest.mark.parametrize("layout", HONEST, ids=lambda layout: layout.name)
def test_a_drawing_is_never_read_wrong(layout: Layout) -> None:
    found: dict[int, str] = {}
    for seed in range(HONESTLY):
        drawing = draw(layout, seed)
        result = reportc.compile(drawing.given)
        verdict = judge(truth(drawing.report), result)
        whole = not layout.whole or verdict.missed <= drawing.lost
        if verdict.silent or verdict.lost or not whole:
            found[seed] = str(verdict)
        elif contradictions(result):
            found[seed] = "\n".join(contradictions(result))
    assert not found, f"{layout.name!r}\n" + "\n".join(f"seed {seed}\n{fault}" for seed, fault in found.items())


@pytest.mark.parametrize("layout", EXACT, ids=lambda layout: layout.name)
def test_a_correct_report_gives_no_warning(layout: Layout) -> None:
    found = {seed: codes for seed in range(BATCH) if (codes := alarms(layout, seed))}
    assert not found, f"{layout.name!r}\n" + "\n".join(f"seed {seed}: {codes}" for seed, codes in found.items())


def compared(layout: Layout, seed: int) -> str:
    """Return the errors in the drawing of `seed`; "" if it was read correctly."""
    drawing = draw(layout, seed)
    result = reportc.compile(drawing.given)
    verdict = judge(truth(drawing.report), result)
    if not drawing.texts_kept:
        verdict = replace(verdict, texts=())
    honest = not verdict.silent and not verdict.lost and verdict.missed <= drawing.lost
    return "\n".join(contradictions(result)) if honest and not verdict.texts else str(verdict)


def contradictions(result: reportc.Result) -> list[str]:
    """Return the findings that a sentence contradicts the tables: a drawing's sentences agree with its numbers."""
    found = api.check(result, settings=NARRATIVE).diagnostics
    return [f"{one.rule.code} {one.message()}" for one in found]


def alarms(layout: Layout, seed: int) -> list[str]:
    """Return the warnings and errors for a correct and complete report."""
    result = reportc.compile(draw(layout, seed, plain=True).given)
    return [f"{d.rule.code} {d.message()}" for d in result.diagnostics if d.severity <= Severity.WARNING]
