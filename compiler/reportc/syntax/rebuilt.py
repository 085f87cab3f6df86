"""A section rebuilt with each leaf changed: moved, or taken from other pieces of the same shape."""

from __future__ import annotations

from collections.abc import Iterable

from reportc.span import Spans
from reportc.syntax.nodes import (
    Applications,
    Article,
    Cell,
    Label,
    Paragraph,
    ProactiveDisclosure,
    Proceedings,
    Prose,
    Row,
    Section,
    Stray,
)


class Leaves:
    """Replacements of leaves; here the same leaves with other spans."""

    __slots__ = ()

    def spans(self, spans: Spans) -> Spans:
        """Return the replacement of a leaf's `spans`."""
        raise NotImplementedError

    def label(self, one: Label) -> Label:
        """Return the replacement of a label."""
        return Label(one.name, one.text, self.spans(one.spans), one.canonical)

    def paragraph(self, one: Paragraph) -> Paragraph:
        """Return the replacement of a paragraph or a note."""
        return Paragraph(one.text, self.spans(one.spans))

    def cell(self, one: Cell) -> Cell:
        """Return the replacement of a cell."""
        spans = self.spans(one.spans)
        return Cell(one.column, one.state, one.value, one.text, spans, one.unit, one.remark, one.remarks)

    def cells(self, found: Iterable[Cell]) -> tuple[Cell, ...]:
        """Return the replacements of the cells of a row."""
        return tuple([self.cell(one) for one in found])


def rebuilt(found: Section, leaves: Leaves) -> Section:
    """Return a section with its leaves replaced by `leaves`."""
    heading = leaves.label(found.heading) if found.heading else None
    if isinstance(found, Prose):
        return Prose(found.name, heading, _paragraphs(found.paragraphs, leaves))
    notes = _paragraphs(found.notes, leaves)
    strays = tuple([Stray(one.text, leaves.spans(one.spans), leaves.cells(one.numbers)) for one in found.strays])
    match found:
        case ProactiveDisclosure():
            articles = tuple([_article(one, leaves) for one in found.articles])
            return ProactiveDisclosure(heading, found.edition, articles, notes, strays)
        case Applications():
            labels, rows = _labels(found.labels, leaves), _rows(found.rows, leaves)
            return Applications(heading, found.edition, labels, rows, notes, strays)
        case Proceedings():
            labels, rows = _labels(found.labels, leaves), _rows(found.rows, leaves)
            return Proceedings(heading, labels, rows, notes, strays)


def _article(one: Article, leaves: Leaves) -> Article:
    caption = leaves.label(one.caption) if one.caption else None
    return Article(one.name, caption, _labels(one.header, leaves), _rows(one.rows, leaves))


def _rows(found: Iterable[Row], leaves: Leaves) -> tuple[Row, ...]:
    return tuple(
        [
            Row(one.path, _labels(one.labels, leaves), leaves.cells(one.cells), leaves.cells(one.unplaced))
            for one in found
        ]
    )


def _labels(found: Iterable[Label], leaves: Leaves) -> tuple[Label, ...]:
    return tuple([leaves.label(one) for one in found])


def _paragraphs(found: Iterable[Paragraph], leaves: Leaves) -> tuple[Paragraph, ...]:
    return tuple([leaves.paragraph(one) for one in found])
