"""The essence of a tree: all that it says, without the places where it says it.

Captions, header words and groups belong to the form: the writer sets them, however they were printed.
They are part of the essence only where they stand over nothing of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import zip_longest
from typing import Any, NamedTuple

from reportc.syntax.nodes import (
    Applications,
    Article,
    Cell,
    ProactiveDisclosure,
    Proceedings,
    Prose,
    Report,
    Row,
    Section,
    Stray,
)
from reportc.syntax.typography import Kind

Mend = Callable[[str, Kind], str]
"""Puts a text right, or leaves it as it is."""


class Fact(NamedTuple):
    """One thing that a tree says, and where in the tree."""

    place: str
    says: Any


def facts(report: Report, mend: Mend) -> Iterator[Fact]:
    """Yield what `report` says, its texts mended."""
    title = report.title
    yield Fact("title", title and (mend(title.text, Kind.TITLE), title.year))
    yield Fact("agency", report.agency and mend(report.agency, Kind.TITLE))
    yield Fact("year", report.year)
    yield Fact("front", tuple(paragraph.text for paragraph in report.front))
    yield Fact("preamble", tuple(mend(paragraph.text, Kind.PROSE) for paragraph in report.preamble))
    yield Fact("around", tuple(paragraph.text for paragraph in report.around))
    yield Fact("page marks", tuple(mark.text for mark in report.page_marks))
    for section in report.sections:
        yield from _section(section, mend)


def difference(one: Iterable[Fact], other: Iterable[Fact]) -> str | None:
    """Return where two trees begin to differ, and how; None where they say the same."""
    for before, after in zip_longest(one, other):
        if before != after:
            place = before.place if before else after.place
            return f"{place}: {_inside(before and before.says, after and after.says)}"
    return None


def _inside(one: Any, other: Any) -> str:
    """Return the part in which two values differ."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        for before, after in zip_longest(one, other):
            if before != after:
                return _inside(before, after)
    return f"{one} → {other}"


def _section(section: Section, mend: Mend) -> Iterator[Fact]:
    name = section.name if isinstance(section, Prose) else type(section).__name__
    heading = section.heading and section.heading.name
    yield Fact(name, (heading, getattr(section, "edition", None)))
    match section:
        case Prose():
            yield Fact(name, tuple(mend(paragraph.text, Kind.PROSE) for paragraph in section.paragraphs))
        case ProactiveDisclosure():
            for article in section.articles:
                yield from _article(article, mend)
        case Applications() | Proceedings():
            yield from (_row(row, mend) for row in section.rows)
    if not isinstance(section, Prose):
        yield Fact(f"{name} notes", tuple(mend(note.text, Kind.PROSE) for note in section.notes))
    yield Fact(f"{name} strays", tuple(_stray(stray, mend) for stray in section.strays))


def _article(article: Article, mend: Mend) -> Iterator[Fact]:
    if article.caption and (not article.rows or article.rows[0].path[1] != article.caption.name):
        yield Fact("caption", article.caption.name)
    yield from (_row(row, mend) for row in article.rows)


def _row(row: Row, mend: Mend) -> Fact:
    cells = tuple(_cell(cell, mend) for cell in row.cells)
    return Fact("/".join(row.path), (cells, tuple(_cell(cell, mend) for cell in row.unplaced)))


def _stray(stray: Stray, mend: Mend) -> tuple[Any, ...]:
    return mend(stray.text, Kind.CELL), tuple(_cell(cell, mend) for cell in stray.numbers)


def _cell(cell: Cell, mend: Mend) -> tuple[Any, ...]:
    return cell.column, cell.state, cell.value, mend(cell.text, Kind.CELL), cell.unit, cell.remark
