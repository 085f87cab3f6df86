"""Walking the tree: its leaves, and the text between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportc.form import SECTIONS
from reportc.span import Span, hull
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

_NAMES = {
    ProactiveDisclosure: "proactive_disclosure",
    Applications: "applications",
    Proceedings: "proceedings",
}
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
        yield from section_rows(section)


def section_rows(section: Section) -> Iterator[Row]:
    """Yield every row of a section's table."""
    match section:
        case ProactiveDisclosure():
            for article in section.articles:
                yield from article.rows
        case Applications() | Proceedings():
            yield from section.rows


def name_of(section: Section) -> str:
    """Return the JSON name of a section."""
    return section.name if isinstance(section, Prose) else _NAMES[type(section)]


def place_of(section: Section) -> Span:
    """Return where a section begins: at its heading, or where that is lost at what is printed first in it."""
    if section.heading and section.heading.spans:
        return hull(section.heading.spans)
    printed = (leaf.spans for leaf in section_leaves(section) if leaf.spans and leaf.text)
    return hull(min(printed, default=(Span(0, 0),)))


def gap_of(report: Report, name: str) -> Span:
    """Return where a section that is missing belongs: after the heading of the last one that the form has before it.

    Without one it is the title, and without that the beginning of the text.
    """
    before = SECTIONS[: SECTIONS.index(name)]
    found = {name_of(section): section for section in reversed(report.sections)}
    last = next((found[other] for other in reversed(before) if other in found), None)
    if last:
        return place_of(last)
    return hull(report.title.spans) if report.title and report.title.spans else Span(0, 0)


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
