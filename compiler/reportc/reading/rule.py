"""What a rule of reading is: what is said of a place that could not be read plainly, with a code and a page.

The rules of `check` judge a report that was read; these speak while it is being read.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, ParamSpec

from reportc.diagnostic import Argument, Diagnostic, Rule, Severity
from reportc.language import Text
from reportc.span import Span

What = ParamSpec("What")
Arguments = Mapping[str, Argument]


@dataclass(frozen=True, slots=True)
class ReadingRule(Generic[What]):
    """A rule of reading; a call with what was seen makes its diagnostic."""

    rule: Rule
    words: Callable[What, Arguments]

    def __call__(self, span: Span, paths: tuple[str, ...], /, *what: What.args, **named: What.kwargs) -> Diagnostic:
        """Return the diagnostic at `span`, of the cells at `paths`."""
        return Diagnostic(self.rule, span, self.words(*what, **named), paths)


def reading(
    code: str, name: str, severity: Severity, *, zh: str, en: str
) -> Callable[[Callable[What, Arguments]], ReadingRule[What]]:
    """Make a rule of the function that gives the arguments of its message; its docstring is the rule's page."""

    def make(words: Callable[What, Arguments]) -> ReadingRule[What]:
        page = inspect.cleandoc(words.__doc__ or "")
        return ReadingRule(Rule(code, name, severity, Text(zh, en), page), words)

    return make
