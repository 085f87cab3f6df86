"""The words of the form that a report lacks at a place: rows and columns of the table there, headings of sections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reportc.explain.view import View
from reportc.form import APPLICATIONS, ARTICLES, HEADS, PROCEEDINGS, SECTIONS, pointer
from reportc.span import Span
from reportc.syntax.nodes import Applications, ProactiveDisclosure, Proceedings, Row, Section
from reportc.syntax.walk import name_of
from reportc.syntax.wording import Wording

_PIECE = re.compile(r"[^\t\n\r|│┃]*\Z")
"""The typed part of a word, back to the nearest separator of a layout."""
_LONGEST_LINE = 500


class Completion(NamedTuple):
    """A word of the form that is missing: its wording, its JSON pointer, and the typed part that it replaces."""

    text: str
    detail: str
    replaces: Span
    heading: bool


def completions(view: View, offset: int) -> list[Completion]:
    """Return the words that the report lacks at `offset`: first those of the table there, then the headings."""
    typed = _typed(view.text, offset)
    labels = [Completion(text, detail, typed, heading=False) for text, detail in _labels(view, offset)]
    return [*labels, *(Completion(text, detail, typed, heading=True) for text, detail in _headings(view))]


def _typed(text: str, offset: int) -> Span:
    offset = min(max(offset, 0), len(text))
    found = _PIECE.search(text[max(offset - _LONGEST_LINE, 0) : offset])
    word = found.group().lstrip() if found else ""
    return Span(offset - len(word), offset)


def _headings(view: View) -> Iterator[tuple[str, str]]:
    """Yield the headings of the missing sections."""
    printed = {section.heading.name for _, section in view.sections if section.heading}
    for name in SECTIONS:
        if name not in printed:
            yield view.semantics.wording((name,)).spelling(name), pointer((name,))


def _labels(view: View, offset: int) -> Iterator[tuple[str, str]]:
    """Yield the labels that are missing in the table at `offset`."""
    section = view.section_at(offset)
    match section:
        case Applications():
            yield from _rows(view, APPLICATIONS[view.semantics.matrix_edition].row_paths())
            columns = APPLICATIONS[view.semantics.matrix_edition].columns
            yield from _columns(view.semantics.wording(("applications",)), columns, section)
        case Proceedings():
            yield from _rows(view, PROCEEDINGS.row_paths())
            yield from _columns(view.semantics.wording(("proceedings",)), PROCEEDINGS.columns, section)
        case ProactiveDisclosure():
            yield from _articles(view, section)


def _articles(view: View, section: ProactiveDisclosure) -> Iterator[tuple[str, str]]:
    """Yield the captions of the missing blocks, and the missing rows of all blocks."""
    words = view.semantics.wording(("proactive_disclosure",))
    printed = {article.name for article in section.articles if article.caption}
    for table in ARTICLES[view.semantics.disclosure_edition]:
        if table.path[-1] not in printed:
            yield words.spelling(table.path[-1]), pointer(table.path)
        yield from _rows(view, table.row_paths())


def _rows(view: View, paths: Iterable[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    for path in paths:
        row = view.semantics.rows.get(path)
        if row is None or not _is_printed(row):
            yield view.semantics.wording(path).row(path).rpartition("·")[2], pointer(path)


def _is_printed(row: Row) -> bool:
    return any(label.spans for label in row.labels) or any(cell.spans for cell in row.cells)


def _columns(words: Wording, columns: Iterable[str], section: Section) -> Iterator[tuple[str, str]]:
    """Yield the columns that a table's header does not name."""
    printed = {label.name for label in getattr(section, "labels", ())}
    path = (name_of(section),)
    for column in columns:
        if HEADS[(*path, column)] not in printed:
            yield words.column(column, path), column
