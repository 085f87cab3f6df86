"""From pieces to the tree: the lexer, the parser and the building of nodes."""

from __future__ import annotations

from reportc.diagnostic import Diagnostic
from reportc.source import Source
from reportc.syntax.build import build
from reportc.syntax.nodes import Report
from reportc.syntax.parser import parse_pieces, vocabulary

__all__ = ["parse", "vocabulary"]


def parse(source: Source) -> tuple[Report, tuple[Diagnostic, ...]]:
    """Parse a source. Every source parses; what could not be read is in the diagnostics."""
    return build(parse_pieces(source.pieces), source.text, vocabulary(), source.refusal)
