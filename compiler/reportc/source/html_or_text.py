"""Formats: a source is a page of HTML, or text that may have tables of HTML among its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from reportc.source import html
from reportc.source.cuts import Part, Reading
from reportc.source.inline_markup import blotted
from reportc.source.lines import Line, cut, split_lines
from reportc.source.pieces import Vocabulary
from reportc.source.run_on import opened
from reportc.source.text import read_lines, too_long
from reportc.span import Span


def read_any(text: str, vocabulary: Vocabulary) -> Reading:
    """Return the parts of `text`, read as HTML or as lines, whichever it is."""
    if html.is_page(text):
        return html.read(text, Span(0, len(text)), count(), vocabulary)
    tables = list(html.tables(text))
    if refusal := too_long(text) or html.too_long(text, tables):
        return Reading([], refusal)
    found: list[Part] = []
    lines = opened(split_lines(blotted(text)), vocabulary)
    numbers = count(len(lines))  # for rows of HTML: rows of text have the numbers of their lines
    for part in _parts(lines, tables):
        if isinstance(part, Span):
            reading = html.read(text, part, numbers, vocabulary)
            if reading.refusal:
                return reading
            found += reading.parts
        else:
            found += read_lines(part, vocabulary)
    return Reading(found)


def markup(text: str) -> tuple[Span, ...]:
    """Return the spans of `text` that are read as HTML."""
    return (Span(0, len(text)),) if html.is_page(text) else tuple(html.tables(text))


def _parts(lines: Sequence[Line], tables: Iterable[Span]) -> Iterator[Sequence[Line] | Span]:
    """Yield the lines before, between and after tables, and the tables; a table may begin or end within a line."""
    at, start = 0, 0  # the line, and the offset, at which the next part begins
    for table in tables:
        first, at = at, _line_at(lines, at, table.start)
        yield _between(lines[first : at + 1], start, table.start)
        yield table
        start = table.end
        at = _line_at(lines, at, start)
    yield _between(lines[at:], start, lines[-1].start + len(lines[-1].text)) if start else lines


def _line_at(lines: Sequence[Line], at: int, offset: int) -> int:
    """Return the index of the line, from `at` on, in which `offset` lies."""
    while at + 1 < len(lines) and lines[at + 1].start <= offset:
        at += 1
    return at


def _between(lines: Sequence[Line], start: int, end: int) -> list[Line]:
    """Return `lines` without those before `start` and after `end`."""
    kept = [cut(line, max(0, start - line.start), max(0, end - line.start)) for line in lines]
    return [line for line in kept if line.text or start <= line.start < end]
