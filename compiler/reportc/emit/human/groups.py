"""The order in which findings are read: errors, then warnings, each in the order of the text; notes by rule.

Findings with one cause are read together, at the place of the cause.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportc.diagnostic import Cause, Diagnostic, Rule, Severity
from reportc.span import Span

_NARRATIVE = "N"


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings with one cause, or a finding without one."""

    findings: tuple[Diagnostic, ...]
    cause: Cause | None = None

    @property
    def severity(self) -> Severity:
        """The most severe of the findings' severities."""
        return min(finding.severity for finding in self.findings)

    @property
    def span(self) -> Span:
        """The place of their cause, or of the finding itself."""
        return self.cause.span if self.cause else self.findings[0].span


def groups(findings: Iterable[Diagnostic]) -> list[FindingGroup]:
    """Return findings in groups, in reading order."""
    alone: list[FindingGroup] = []
    together: dict[Cause, list[Diagnostic]] = {}
    for finding in findings:
        if finding.cause is None:
            alone.append(FindingGroup((finding,)))
        else:
            together.setdefault(finding.cause, []).append(finding)
    found = [*alone, *(FindingGroup(tuple(sorted(members, key=_read)), cause) for cause, members in together.items())]
    return sorted(found, key=lambda group: (group.severity, group.span))


def _read(finding: Diagnostic) -> tuple[Severity, bool, Span]:
    """Return the sort key within a cause: sentences come after the sums that they repeat."""
    return finding.severity, finding.rule.code.startswith(_NARRATIVE), finding.span


def by_rule(found: Iterable[FindingGroup]) -> dict[Rule, list[Diagnostic]]:
    """Return the findings of groups by their rules, in the order of codes."""
    rules: dict[Rule, list[Diagnostic]] = {}
    for finding in sorted((one for group in found for one in group.findings), key=lambda one: one.rule.code):
        rules.setdefault(finding.rule, []).append(finding)
    return rules
