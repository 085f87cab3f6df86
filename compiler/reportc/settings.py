"""The user's settings of rules: which ones are selected, how severe their findings are, when a check fails.

The same for the command line and the language server; `config` reads them from a file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TypeVar

from reportc.diagnostic import Diagnostic, Severity
from reportc.language import Language

Codes = tuple[str, ...]
"""Codes of rules, or common prefixes of several codes: A303, A3, A."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Settings:
    """Rules by their codes; where several of the given codes fit a rule, the longest counts.

    `select` empty means every rule. `severity` is that of all findings of a rule, instead of the rule's own.
    `fail_on` None means that no finding makes a check fail.
    With `complete` a report that is not finished makes it fail, too.
    `per_file_ignores` are patterns of paths, and the codes that are ignored in the files they match.
    """

    select: Codes = ()
    ignore: Codes = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    language: Language = "zh"
    fail_on: Severity | None = Severity.ERROR
    per_file_ignores: tuple[tuple[str, Codes], ...] = ()
    complete: bool = False

    @property
    def is_whole(self) -> bool:
        """Return whether every rule is selected."""
        return not (self.select or self.ignore)

    def judges(self, code: str) -> bool:
        """Return whether the rule `code` is selected and not ignored; ignoring wins where both fit as well."""
        selected = _fit(code, self.select) if self.select else 0
        return selected is not None and ((ignored := _fit(code, self.ignore)) is None or selected > ignored)

    def fails(self, finding: Diagnostic) -> bool:
        """Return whether `finding` is severe enough for a check to fail."""
        return self.fail_on is not None and finding.severity <= self.fail_on

    def apply(self, findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Return the findings of the selected rules, with the severities of these settings."""
        return tuple(self._graded(finding) for finding in findings if self.judges(finding.rule.code))

    def for_file(self, path: str) -> Settings:
        """Return the settings for the file at `path`."""
        names = PurePath(path)
        ignored = [code for pattern, codes in self.per_file_ignores if names.match(pattern) for code in codes]
        return replace(self, ignore=(*self.ignore, *ignored), per_file_ignores=()) if ignored else self

    def _graded(self, finding: Diagnostic) -> Diagnostic:
        fitting = [(len(code), severity) for code, severity in self.severity if finding.rule.code.startswith(code)]
        return replace(finding, own_severity=max(fitting, key=lambda item: item[0])[1]) if fitting else finding


DEFAULT = Settings()


def _fit(code: str, prefixes: Codes) -> int | None:
    """Return the length of the longest of `prefixes` that `code` begins with; None if it begins with none."""
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=None)
