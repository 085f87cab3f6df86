"""All safe fixes of a report at once, as far as they prove right."""

from __future__ import annotations

from typing import NamedTuple

from reportc import api
from reportc.diagnostic import TextEdit
from reportc.explain.changes import changes
from reportc.explain.view import View


class Repair(NamedTuple):
    """Edits in the order of the text, none overlapping, and the number of fixes they are of."""

    edits: tuple[TextEdit, ...]
    fixes: int


def safe_repair(view: View) -> Repair:
    """Return the edits of the safe fixes that do what they mean; compiles the report a few times."""
    if not any(fix.safe for finding in view.checked.diagnostics for fix in finding.fixes):
        return Repair((), 0)
    fixed = api.fix(view.checked.result, settings=view.settings)
    return Repair(changes(view.text, fixed.text), len(fixed.applied))
