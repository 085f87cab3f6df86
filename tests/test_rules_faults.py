"""A fault in a correct report is found, at its cell, without findings that it does not imply."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice

import pytest

from reportc import api
from reportc.diagnostic import Diagnostic, Severity
from reports.faults import FAULTS, Fault
from reports.generate import generate, seeded
from reports.layouts import KEEPING, dealt

FAULTS_A_RULE = 50
"""The number of faults for each rule, in layouts that keep rows with a blank; others lose them, another finding."""


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_found_at_its_cell(code: str) -> None:
    wrong = {seed: said for seed, said in islice(_tried(code), FAULTS_A_RULE) if said}
    assert not wrong, f"{len(wrong)} of {FAULTS_A_RULE}\n" + "\n".join(f"seed {s}: {w}" for s, w in wrong.items())


def _tried(code: str) -> Iterator[tuple[int, str]]:
    """Yield the errors for each fault of a rule, by seed; none for faults that are found correctly."""
    for seed in count():
        rng = seeded(f"{code} {seed}")
        fault = FAULTS[code](generate(rng, plain=True), rng)
        if fault is not None:
            layout = dealt(seed, KEEPING)
            yield seed, _judged(code, fault, api.check(layout.draw(fault.report, rng)).diagnostics)


def _judged(code: str, fault: Fault, found: tuple[Diagnostic, ...]) -> str:
    own = [one for one in found if one.rule.code == code]
    if not any(fault.paths & set(one.paths) for one in own):
        return f"{code} is silent at {sorted(fault.paths)}: {_codes(found)}"
    errors = {one.rule.code for one in found if one.severity is Severity.ERROR}
    # The prose of a report mentions its totals: a contradiction to a changed total is implied.
    if unexpected := {one for one in errors - fault.implied - {code} if not one.startswith("N")}:
        return f"{sorted(unexpected)} besides {code}"
    return _suspects(fault, found)


def _suspects(fault: Fault, found: tuple[Diagnostic, ...]) -> str:
    """Return the error in the suspects, "" for none: the one wrong cell must be named with its true value."""
    named = {(one.path, one.implied) for finding in found for one in finding.suspects}
    if fault.suspect is None or named == {fault.suspect}:
        return ""
    return f"suspects {sorted(named)} and not {fault.suspect}"


def _codes(found: tuple[Diagnostic, ...]) -> list[str]:
    return [one.rule.code for one in found]
