"""No rule has a finding for a correct report, in any layout."""

from __future__ import annotations

import pytest

from reportc import api
from reportc.diagnostic import Severity
from reports.document import Layout
from reports.drawing import draw
from reports.layouts import LAYOUTS

REPORTS = 24
"""The number of reports for each layout, over 600 in total."""
CHOSEN = [layout for layout in LAYOUTS if not layout.destroys]
"""The layouts that destroy no numbers, as lost numbers are warnings; in these all of a plain report is read."""


@pytest.mark.parametrize("layout", CHOSEN, ids=lambda layout: layout.name)
def test_a_correct_report_is_not_complained_of(layout: Layout) -> None:
    found = {seed: alarms for seed in range(REPORTS) if (alarms := _alarms(layout, seed))}
    assert not found, "\n".join(f"{layout.name!r} seed {seed}: {alarms}" for seed, alarms in found.items())


def _alarms(layout: Layout, seed: int) -> list[str]:
    checked = api.check(draw(layout, 1000 + seed, plain=True).given)
    broken = [f"{checked.equations}"] if checked.equations.broken or checked.equations.unknown else []
    found = [f"{d.rule.code} {d.message()}" for d in checked.diagnostics if d.severity <= Severity.WARNING]
    return (found + broken)[:3]
