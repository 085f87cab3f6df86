"""Walking the tree: its leaves, its rows, and where its sections are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
"""A node with text of its own; a stray's numbers are leaves next to it."""


def leaves(report: Report) -> list[Leaf]:
    """Return every leaf once; within a section in the order of its fields, not of the text."""
    found: list[Leaf] = [report.title] if report.title else []
    found += (*report.front, *report.preamble, *report.around, *report.page_marks)
    for section in report.sections:
        found += section_leaves(section)
    return found


def section_leaves(section: Section) -> list[Leaf]:
    """Return the leaves of one section."""
    found: list[Leaf] = [section.heading] if section.heading else []
    match section:
        case Prose():
            found += section.paragraphs
        case ProactiveDisclosure():
            for article in section.articles:
                found += article_leaves(article)
            found += section.notes
        case Applications() | Proceedings():
            found += section.labels
            found += _rows(section.rows)
            found += section.notes
    for stray in section.strays:
        found.append(stray)
        found += stray.numbers
    return found


def rows(report: Report) -> list[Row]:
    """Return every row of the report's tables."""
    found: list[Row] = []
    for section in report.sections:
        found += section_rows(section)
    return found


def section_rows(section: Section) -> Sequence[Row]:
    """Return every row of a section's table."""
    match section:
        case ProactiveDisclosure():
            return [row for article in section.articles for row in article.rows]
        case Applications() | Proceedings():
            return section.rows
    return ()


def name_of(section: Section) -> str:
    """Return the JSON name of a section."""
    return section.name if isinstance(section, Prose) else _NAMES[type(section)]


def place_of(section: Section) -> Span:
    """Return where a section begins: at its heading or, where that is lost, at its first piece."""
    if section.heading and section.heading.spans:
        return hull(section.heading.spans)
    printed = (leaf.spans for leaf in section_leaves(section) if leaf.spans and leaf.text)
    return hull(min(printed, default=(Span(0, 0),)))


def gap_of(report: Report, name: str) -> Span:
    """Return where a missing section belongs: after the heading of the last section that the form has before it.

    Without one it is the title, and without that the beginning of the text.
    """
    before = SECTIONS[: SECTIONS.index(name)]
    found = {name_of(section): section for section in reversed(report.sections)}
    last = next((found[other] for other in reversed(before) if other in found), None)
    if last:
        return place_of(last)
    return hull(report.title.spans) if report.title and report.title.spans else Span(0, 0)


def article_leaves(article: Article) -> list[Label | Cell]:
    """Return the leaves of one block of section 2."""
    return [*((article.caption,) if article.caption else ()), *article.header, *_rows(article.rows)]


def _rows(found: Iterable[Row]) -> list[Label | Cell]:
    leaves: list[Label | Cell] = []
    for row in found:
        leaves += row.labels
        leaves += row.cells
        if row.unplaced:
            leaves += row.unplaced
    return leaves
