"""What the emitters need of a compiled report; `reportc.Result` has it, and stands above them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from reportc.diagnostic import Diagnostic
from reportc.places import Places
from reportc.span import LineIndex
from reportc.syntax import nodes

if TYPE_CHECKING:
    from reportc.emit.model import Report
    from reportc.source import Kind


class Source(Protocol):
    """What all spans point into."""

    @property
    def text(self) -> str:
        """The decoded text, or the projection of a file."""

    @property
    def kind(self) -> Kind:
        """What kind of file it is."""

    @property
    def places(self) -> Places:
        """Where in a file that is no text the spans are."""


class Compiled(Protocol):
    """A compiled report."""

    @property
    def source(self) -> Source:
        """What was compiled."""

    @property
    def tree(self) -> nodes.Report:
        """The syntax tree."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The findings, in the order of the text."""

    @property
    def report(self) -> Report:
        """The canonical report; pydantic is imported when it is asked for."""

    @property
    def lines(self) -> LineIndex:
        """Lines and columns of the source."""
