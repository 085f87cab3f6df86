"""Checking: takes the semantics of a report, gives findings; each family of rules has its own file or folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reportc.check import applications, disclosure, proceedings, rollup, structure, typography, years
from reportc.check.causes import by_section, explained
from reportc.check.equations import EquationState
from reportc.check.narrative import rules as narrative
from reportc.check.offered_fixes import with_fixes
from reportc.check.offered_fixes.placement import placed
from reportc.check.rule import Check
from reportc.check.semantics import Semantics
from reportc.diagnostic import Diagnostic, Rule
from reportc.reading import READING, not_a_report
from reportc.result import Equations
from reportc.span import printed
from reportc.syntax.nodes import Report
from reportc.syntax.vocabulary import Vocabulary

CHECKS: tuple[Check, ...] = (
    *structure.RULES,
    *disclosure.RULES,
    *applications.RULES,
    *proceedings.RULES,
    *narrative.RULES,
    *typography.RULES,
    *years.RULES,
)
"""The rules for a report, by family; those between years find something only where last year's report is given."""

RULES: tuple[Rule, ...] = tuple(
    sorted((*READING, *rollup.RULES, *(one.rule for one in CHECKS)), key=lambda rule: rule.code)
)
"""All rules by code, including those of reading and of the roll-up."""


def check(
    report: Report,
    text: str,
    vocabulary: Vocabulary,
    read: Iterable[Diagnostic] = (),
    previous: tuple[Report, str] | None = None,
) -> tuple[tuple[Diagnostic, ...], Equations]:
    """Run all rules on `report`, whose spans are offsets in `text`; return findings and the counts of its equations.

    `read` are the findings of reading: they come first, and get fixes that depend on the whole report. Then come
    those of the rules, in their order. `previous` is last year's report of the same agency with its text, for the
    rules between years.
    """
    semantics = Semantics(report, text, vocabulary, Semantics(*previous, vocabulary) if previous else None)
    found = explained(semantics, [finding for one in CHECKS for finding in one.findings(semantics)])
    ordered = by_section((*read, *(_seen(finding, text) for finding in found)))
    found = tuple(with_fixes(semantics, placed(semantics, ordered)))
    if any(one.rule is not_a_report.rule for one in found):
        found = tuple(replace(one, fixes=()) for one in found)  # a text that is not a report is not changed
    states = [one.state for one in semantics.sums]
    return found, Equations(*(states.count(state) for state in EquationState))


def _seen(finding: Diagnostic, text: str) -> Diagnostic:
    """Return the finding; a blank span is replaced by that of the nearest printed text."""
    span = printed(finding.span, text)
    return finding if span == finding.span else replace(finding, span=span)
