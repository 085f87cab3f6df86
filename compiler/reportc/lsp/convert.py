"""Spans to the ranges of LSP, edits to its edits."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from reportc.diagnostic import TextEdit
from reportc.lsp.positions import Lines
from reportc.span import Span


def position_of(lines: Lines, offset: int) -> types.Position:
    """Return an offset as a position."""
    found = lines.position(offset)
    return types.Position(found.line, found.character)


def range_of(lines: Lines, span: Span) -> types.Range:
    """Return a span as a range."""
    return types.Range(position_of(lines, span.start), position_of(lines, span.end))


def offset_of(lines: Lines, position: types.Position) -> int:
    """Return a position as an offset."""
    return lines.offset(position.line, position.character)


def span_of(lines: Lines, place: types.Range) -> Span:
    """Return a range as a span."""
    return lines.span(place.start.line, place.start.character, place.end.line, place.end.character)


def edits_of(lines: Lines, edits: Iterable[TextEdit]) -> list[types.TextEdit]:
    """Return edits with ranges for spans."""
    return [types.TextEdit(range_of(lines, edit.span), edit.text) for edit in edits]
