"""The result of compiling a report, and of checking it; its canonical JSON as models, and its cells.

`model` and `tables` are the JSON, `cells` its numbers as rows of a data frame, and `printed` is where both take
their numbers from.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reportc.diagnostic import Diagnostic
from reportc.span import LineIndex, Span, uncovered

if TYPE_CHECKING:
    from reportc.result import model
    from reportc.result.cells import CellRow
    from reportc.source import Source
    from reportc.syntax import nodes


@dataclass(frozen=True)
class Result:
    """A compiled report.

    `tree` is the syntax tree, `diagnostics` the findings in the order of the text, `source` the
    decoded text that all spans point into.
    """

    source: Source
    tree: nodes.Report
    diagnostics: tuple[Diagnostic, ...]

    @cached_property
    def report(self) -> model.Report:
        """The canonical report: printed values or None; amounts in 万元."""
        from reportc.result import model  # pydantic takes 170 ms to import

        return model.build(self.tree)

    @cached_property
    def lines(self) -> LineIndex:
        """Lines and columns of the source."""
        return LineIndex(self.source.text)

    @cached_property
    def trivia(self) -> tuple[Span, ...]:
        """The spans of the source that no leaf of the tree has: the marks between them, and white space."""
        from reportc.syntax.walk import leaves

        return uncovered((span for leaf in leaves(self.tree) for span in leaf.spans), len(self.source.text))

    def cells(self) -> list[CellRow]:
        """Return every cell of the form, in its order: named tuples, made for a data frame.

        Those that the report does not have are included, as `missing`; a blank is no zero.
        """
        from reportc.result.cells import cells  # the form's words load lark

        return list(cells(self))


@dataclass(frozen=True, slots=True)
class Equations:
    """How many sums of the form hold in a report, are broken, and cannot be checked for want of a number."""

    held: int
    broken: int
    unknown: int


@dataclass(frozen=True)
class Checked(Result):
    """A compiled report and the findings of the rules.

    `diagnostics` are the findings of reading and of all selected rules, in the order of the text;
    `equations` counts the sums that hold, that are broken and that cannot be checked. `result` is the
    report as it was compiled, with the findings of reading alone.
    """

    result: Result
    equations: Equations

    @property
    def report(self) -> model.Report:
        """The canonical report, which is made once for `result` too."""
        return self.result.report

    @property
    def lines(self) -> LineIndex:
        """Lines and columns of the source."""
        return self.result.lines
