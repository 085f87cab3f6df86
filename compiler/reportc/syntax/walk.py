"""Walking the tree: its leaves, and the text between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportc.span import Span
from reportc.syntax.nodes import (
    Applications,
    Article,
    Cell,
    Label,
    Paragraph,
    ProactiveDisclosure,
    Proceedings,
    Prose,
    Report,
    Row,
    Section,
    Stray,
    Title,
)

Leaf = Label | Cell | Paragraph | Title | Stray
"""A node with text of its own; a stray's numbers are leaves beside it."""


def leaves(report: Report) -> Iterator[Leaf]:
    """Yield every leaf once; within a section in the order of its fields, not of the text."""
    if report.title:
        yield report.title
    yield from (*report.front, *report.preamble, *report.around, *report.page_marks)
    for section in report.sections:
        yield from section_leaves(section)


def section_leaves(section: Section) -> Iterator[Leaf]:
    """Yield the leaves of one section."""
    if section.heading:
        yield section.heading
    match section:
        case Prose():
            yield from section.paragraphs
        case ProactiveDisclosure():
            for article in section.articles:
                yield from article_leaves(article)
            yield from section.notes
        case Applications() | Proceedings():
            yield from section.labels
            yield from _rows(section.rows)
            yield from section.notes
    for stray in section.strays:
        yield stray
        yield from stray.numbers


def rows(report: Report) -> Iterator[Row]:
    """Yield every row of the report's tables."""
    for section in report.sections:
        match section:
            case ProactiveDisclosure():
                for article in section.articles:
                    yield from article.rows
            case Applications() | Proceedings():
                yield from section.rows


def article_leaves(article: Article) -> Iterator[Label | Cell]:
    """Yield the leaves of one block of section 2."""
    if article.caption:
        yield article.caption
    yield from article.header
    yield from _rows(article.rows)


def _rows(found: Iterable[Row]) -> Iterator[Label | Cell]:
    for row in found:
        yield from row.labels
        yield from row.cells
        yield from row.unplaced


def between(spans: Iterable[Span], whole: Span) -> Iterator[Span]:
    """Yield the parts of `whole` that none of `spans` covers."""
    at = whole.start
    for start, end in sorted(spans):
        if start > at:
            yield Span(at, start)
        at = max(at, end)
    if at < whole.end:
        yield Span(at, whole.end)
