"""All safe fixes of a report at once, as edits that do not get into each other's way."""

from __future__ import annotations

from typing import NamedTuple

from reportc.diagnostic import TextEdit
from reportc.explain.view import View


class Repair(NamedTuple):
    """Edits in the order of the text, none overlapping, and the number of fixes they are of."""

    edits: tuple[TextEdit, ...]
    fixes: int


def safe_repair(view: View) -> Repair:
    """Return the edits of all safe fixes; of two that overlap the first."""
    taken: list[TextEdit] = []
    count = 0
    for finding in view.checked.diagnostics:
        safe = next((fix for fix in finding.fixes if fix.safe), None)
        if safe and not any(_overlap(edit, other) for edit in safe.edits for other in taken):
            taken += safe.edits
            count += 1
    return Repair(tuple(sorted(taken)), count)


def _overlap(one: TextEdit, other: TextEdit) -> bool:
    """Tell whether two edits touch the same characters, or fill the same empty place."""
    return one.span == other.span or (one.span.start < other.span.end and other.span.start < one.span.end)
