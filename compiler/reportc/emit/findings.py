"""The input of the emitters of findings: a checked report, compared with a baseline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from reportc.diagnostic import Diagnostic, Severity
from reportc.language import Language
from reportc.reading import not_a_report
from reportc.result import Checked


class Verdict(StrEnum):
    """The verdict of a check on a whole report: the first of these that applies."""

    NO_REPORT = "not-a-report"
    INCOMPLETE = "incomplete"  # some cell of the form has no number: the report is not finished, whatever else is found
    ERRORS = "errors"
    WARNINGS = "warnings"
    PASSED = "passed"
    OPEN = "nothing-found"  # by the selected rules, or besides the findings of a baseline


class Known(NamedTuple):
    """A finding that a baseline has, and why it may stay."""

    finding: Diagnostic
    reason: str


class Gone(NamedTuple):
    """A finding that a baseline has and the report no longer: its rule's code, its cells or words."""

    code: str
    at: str
    message: str


@dataclass(frozen=True)
class Findings:
    """The findings of a check in one report.

    `whole` says that every rule was applied. Without a baseline `known` and `gone` are empty, and `compared` false.
    Of the findings those from `least` up are shown.
    """

    name: str
    checked: Checked
    new: tuple[Diagnostic, ...]
    known: tuple[Known, ...] = ()
    gone: tuple[Gone, ...] = ()
    whole: bool = True
    compared: bool = False
    language: Language = "zh"
    least: Severity = Severity.INFO

    @property
    def shown(self) -> tuple[Diagnostic, ...]:
        """The new findings that are severe enough to be shown."""
        return tuple(finding for finding in self.new if finding.severity <= self.least)

    @cached_property
    def holes(self) -> int:
        """How many cells of the form have no number."""
        from reportc.result.cells import holes  # the form's words load lark

        return holes(self.checked.tree)

    @property
    def verdict(self) -> Verdict:
        """Findings about the report as a whole."""
        if any(finding.rule is not_a_report.rule for finding in self.checked.result.diagnostics):
            return Verdict.NO_REPORT
        if self.holes:
            return Verdict.INCOMPLETE
        if self.count(Severity.ERROR):
            return Verdict.ERRORS
        if self.count(Severity.WARNING):
            return Verdict.WARNINGS
        return Verdict.PASSED if self.is_passed else Verdict.OPEN

    def count(self, severity: Severity) -> int:
        """Return how many new findings there are of one severity."""
        return sum(finding.severity is severity for finding in self.new)

    @property
    def is_read(self) -> bool:
        """Return whether every cell of every table was read, whatever rules were selected."""
        lost = any(finding.severity <= Severity.WARNING for finding in self.checked.result.diagnostics)
        return not lost and not self.holes

    @property
    def is_passed(self) -> bool:
        """Return whether all rules find the report right; False where a cell was not read."""
        grave = any(
            finding.severity <= Severity.WARNING for finding in (*self.new, *(one.finding for one in self.known))
        )
        sums = self.checked.equations
        return self.whole and self.is_read and not (grave or sums.broken or sums.unknown)


WriteFindings = Callable[[Findings], str]
"""An emitter of findings: returns the output for one report."""
