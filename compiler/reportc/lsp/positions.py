"""Offsets to the positions of LSP and back, in the negotiated encoding; spans to ranges."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from lsprotocol import types

from reportc.diagnostic import TextEdit
from reportc.span import LineIndex, Position, Span

Encoding = Literal["utf-8", "utf-16", "utf-32"]
_STEP = 1024
"""The bytes before every 1,024th character are counted in advance: a line may be megabytes long."""


@dataclass(frozen=True, slots=True)
class Lines(LineIndex):
    """The lines of a text, with columns counted in units of `encoding`."""

    encoding: Encoding = "utf-16"
    bytes_before: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        LineIndex.__post_init__(self)
        marks = [0]
        for at in range(0, len(self.text), _STEP) if self.encoding == "utf-8" else ():
            marks.append(marks[-1] + _size(self.text[at : at + _STEP]))
        object.__setattr__(self, "bytes_before", tuple(marks))

    def position(self, offset: int) -> Position:
        """Return the position of `offset`; an offset after the end is the end."""
        found = LineIndex.position(self, offset)
        if self.encoding == "utf-16":
            return found
        start, offset = self.starts[found.line], min(max(offset, 0), len(self.text))
        if self.encoding == "utf-32":
            return Position(found.line, offset - start)
        return Position(found.line, self._bytes(offset) - self._bytes(start))

    def offset(self, line: int, character: int) -> int:
        """Return the offset of a position; a column after the line's end is that end, a line after the last the end.

        A column within a character means the place before it.
        """
        if line >= len(self.starts):
            return len(self.text)
        start, end = self.line_span(line)
        found = bisect_left(range(start, end), character, key=lambda at: self.position(at).character)
        at = start + found
        return at if at == start or self.position(at).character <= character else at - 1

    def span(self, line: int, character: int, last_line: int, last_character: int) -> Span:
        """Return the span between two positions, the first of them first."""
        first, last = self.offset(line, character), self.offset(last_line, last_character)
        return Span(min(first, last), max(first, last))

    def _bytes(self, offset: int) -> int:
        mark = offset // _STEP
        return self.bytes_before[mark] + _size(self.text[mark * _STEP : offset])


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


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
