"""A part of a report that stands elsewhere now: the same nodes, pieces and findings, with other places.

While somebody writes, most of a text only moves. Moving what was made of it takes a fifth of making it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reportc.diagnostic import Diagnostic, Fix, TextEdit
from reportc.source import Piece
from reportc.span import Span, Spans
from reportc.syntax.nodes import (
    Applications,
    Article,
    Cell,
    Label,
    Paragraph,
    ProactiveDisclosure,
    Proceedings,
    Row,
    Section,
    Stray,
)


def pieces(found: Iterable[Piece], by: int, rows: int) -> list[Piece]:
    """Return pieces that stand `by` characters and `rows` lines further on."""
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
    """Return a section of tables that stands `by` characters further on; one of prose has no places to be kept."""
    heading = _label(found.heading, by) if found.heading else None
    strays = tuple(Stray(one.text, _spans(one.spans, by), _cells(one.numbers, by)) for one in found.strays)
    match found:
        case ProactiveDisclosure():
            articles = tuple(_article(one, by) for one in found.articles)
            return ProactiveDisclosure(heading, found.edition, articles, _paragraphs(found.notes, by), strays)
        case Applications():
            rows, notes = _rows(found.rows, by), _paragraphs(found.notes, by)
            return Applications(heading, found.edition, _labels(found.labels, by), rows, notes, strays)
        case Proceedings():
            rows, notes = _rows(found.rows, by), _paragraphs(found.notes, by)
            return Proceedings(heading, _labels(found.labels, by), rows, notes, strays)
    return replace(found, heading=heading, paragraphs=_paragraphs(found.paragraphs, by))


def diagnostic(found: Diagnostic, by: int) -> Diagnostic:
    """Return a finding of reading that is made `by` characters further on."""
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
    """Move a span; the beginning of the text is where a finding stands that has no place, and never moves."""
    return span if span.end == 0 else Span(span.start + by, span.end + by)


def _spans(spans: Spans, by: int) -> Spans:
    return tuple([Span(start + by, end + by) for start, end in spans])


def _label(one: Label, by: int) -> Label:
    return Label(one.name, one.text, _spans(one.spans, by), one.canonical)


def _labels(found: Iterable[Label], by: int) -> tuple[Label, ...]:
    return tuple([_label(one, by) for one in found])


def _cells(found: Iterable[Cell], by: int) -> tuple[Cell, ...]:
    return tuple(
        [
            Cell(
                one.column,
                one.state,
                one.value,
                one.text,
                _spans(one.spans, by),
                one.unit,
                one.remark,
                one.remarks,
            )
            for one in found
        ]
    )


def _rows(found: Iterable[Row], by: int) -> tuple[Row, ...]:
    return tuple(
        Row(one.path, _labels(one.labels, by), _cells(one.cells, by), _cells(one.unplaced, by)) for one in found
    )


def _article(one: Article, by: int) -> Article:
    caption = _label(one.caption, by) if one.caption else None
    return Article(one.name, caption, _labels(one.header, by), _rows(one.rows, by))


def _paragraphs(found: Iterable[Paragraph], by: int) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(one.text, _spans(one.spans, by)) for one in found)
