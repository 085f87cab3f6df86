"""Rules: functions from the semantics of a report to findings, each with a code and a page."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reportc.check.semantics import Semantics
from reportc.diagnostic import Argument, Diagnostic, Fix, Related, Rule, Severity, Suspect
from reportc.language import Text
from reportc.span import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic without its rule, which is that of the function that yields it."""

    span: Span
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    paths: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    fixes: tuple[Fix, ...] = ()
    severity: Severity | None = None


Judge = Callable[[Semantics], Iterable[Finding]]
"""The body of a rule: no state, no printing; its docstring is the rule's page."""


@dataclass(frozen=True, slots=True)
class Check:
    """A rule and the function that implements it."""

    rule: Rule
    judge: Judge

    def findings(self, semantics: Semantics) -> Iterator[Diagnostic]:
        """Return an iterator over the diagnostics of the rule."""
        return map(self._diagnostic, self.judge(semantics))

    def _diagnostic(self, found: Finding) -> Diagnostic:
        return Diagnostic(
            self.rule,
            found.span,
            found.arguments,
            found.paths,
            found.related,
            found.suspects,
            found.fixes,
            found.severity,
        )


def rule(code: str, name: str, severity: Severity, *, zh: str, en: str) -> Callable[[Judge], Check]:
    """Decorate a function as a rule; `zh` and `en` are the format strings of its message."""

    def make(judge: Judge) -> Check:
        page = inspect.cleandoc(judge.__doc__ or "")
        return Check(Rule(code, name, severity, Text(zh, en), page), judge)

    return make
