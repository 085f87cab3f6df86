"""A part of a report that is elsewhere now: the same nodes, pieces and findings, with other places.

While somebody types, most of a text only moves. Moving its nodes takes a fifth of the time of making them again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reportc.diagnostic import Diagnostic, Fix, TextEdit
from reportc.source import Piece
from reportc.span import Span, Spans
from reportc.syntax.nodes import Section
from reportc.syntax.rebuilt import Leaves, rebuilt


def pieces(found: Iterable[Piece], by: int, rows: int) -> list[Piece]:
    """Return pieces moved by `by` characters and `rows` lines."""
    return [
        Piece(
            one.text,
            _spans(one.spans, by),
            None if one.row is None else one.row + rows,
            one.column,
            one.part,
            one.loose,
            one.torn,
            one.left,
            one.remarks,
        )
        for one in found
    ]


def section(found: Section, by: int) -> Section:
    """Return a section of tables moved by `by` characters; sections of prose are not kept."""
    return rebuilt(found, _Shift(by))


def diagnostic(found: Diagnostic, by: int) -> Diagnostic:
    """Return a finding of reading moved by `by` characters."""
    return replace(
        found,
        span=_span(found.span, by),
        related=tuple(one._replace(span=_span(one.span, by)) for one in found.related),
        fixes=tuple(_fix(one, by) for one in found.fixes),
        cause=found.cause._replace(span=_span(found.cause.span, by)) if found.cause else None,
    )


def _fix(fix: Fix, by: int) -> Fix:
    return fix._replace(edits=tuple(TextEdit(_span(span, by), text) for span, text in fix.edits))


def _span(span: Span, by: int) -> Span:
    """Move a span; the empty span at the beginning of the text means no place, and is not moved."""
    return span if span.end == 0 else Span(span.start + by, span.end + by)


def _spans(spans: Spans, by: int) -> Spans:
    return tuple([Span(start + by, end + by) for start, end in spans])


@dataclass(frozen=True, slots=True)
class _Shift(Leaves):
    """The same leaves, moved by `by` characters."""

    by: int

    def spans(self, spans: Spans) -> Spans:
        """Return the spans, moved."""
        return _spans(spans, self.by)
