"""Lines of a text, and cutting a line into pieces."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, count, repeat
from typing import NamedTuple, overload

from reportc.source import line_marks
from reportc.source.fold import BLOT, is_blank
from reportc.source.pieces import Piece, Vocabulary
from reportc.span import Span

_LONGEST_HEADING = 60
_REMEMBERED = 4096
"""Pieces of lines of at most this length are remembered: labels and small numbers are in every report."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_new = tuple.__new__
"""Lines and spans are made by the hundred: `tuple.__new__` takes half as long as the class."""
_BETWEEN = re.compile(f"[^{BLOT}]+")
INVISIBLE = (
    " \t\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u200b\u200c\u200d\u2060"
    + "".join(map(chr, range(0x2000, 0x200B)))
)


class Line(NamedTuple):
    """A line without its end: its number, its offset in the source and its text."""

    number: int
    start: int
    text: str

    @property
    def blank(self) -> bool:
        """Return whether the line has no visible character."""
        return is_blank(self.text)


class PackedLines(Sequence[Line]):
    """Lines of a long text, packed into a quarter of the memory; each access makes a new `Line`."""

    __slots__ = ("_numbers", "_starts", "_texts")

    def __init__(self, lines: Sequence[Line]) -> None:
        """Pack `lines`."""
        self._numbers = array("q", [line.number for line in lines])
        self._starts = array("q", [line.start for line in lines])
        self._texts = tuple([line.text for line in lines])

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> list[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | list[Line]:
        if isinstance(at, int):
            return Line(self._numbers[at], self._starts[at], self._texts[at])
        return list(map(Line, self._numbers[at], self._starts[at], self._texts[at]))


def split_lines(text: str) -> list[Line]:
    """Split `text` at LF, CRLF and CR only, so that line numbers are those of every editor."""
    if "\r" in text:
        found = (m for m in _LINE.finditer(text) if m.end() > m.start())
        return [Line(i, m.start(), m.group().rstrip("\r\n")) for i, m in enumerate(found)]
    texts = text.split("\n")
    if not texts[-1]:
        del texts[-1]  # after the last line end no line begins
    starts = accumulate([len(words) + 1 for words in texts], initial=0)
    return list(map(_new, repeat(Line), zip(count(), starts, texts, strict=False)))


class GridPlace(NamedTuple):
    """The place of a piece in a grid: its row, its column, and the part of the table; None where unknown."""

    row: int | None = None
    column: int | None = None
    part: int = 0


NOWHERE = GridPlace()


def piece(line: Line, start: int, end: int, place: GridPlace | tuple[int, int, int] = NOWHERE) -> Piece:
    """Return a piece of `line.text[start:end]` without the invisible characters at its ends."""
    return printed(line.text[start:end], line.start + start, place)


def printed(text: str, at: int, place: GridPlace | tuple[int, int, int] = NOWHERE) -> Piece:
    """Return a piece of a text at an offset of the source, without the invisible characters at its ends."""
    # Letters and digits are visible, and nothing invisible but blanks is printable.
    if text.isalnum() or ((words := text.strip(" ")).isprintable() and len(words) == len(text)):
        row, column, part = place
        return Piece(text, (_new(Span, (at, at + len(text))),), row, column, part)
    words = text.strip(INVISIBLE)
    if words and len(words) < len(text):
        at += text.find(words)
    if BLOT in words:
        return _interrupted(words, at, place)
    return Piece(words, (_new(Span, (at, at + len(words))),), *place)


def _interrupted(words: str, at: int, place: GridPlace | tuple[int, int, int]) -> Piece:
    """Return a piece of words with inline markup among them, without the markup."""
    parts = [(found.group(), Span(at + found.start(), at + found.end())) for found in _BETWEEN.finditer(words)]
    return Piece("".join(text for text, _ in parts), tuple(span for _, span in parts), *place)


def whole(line: Line) -> Piece:
    """Return a piece of a whole line, without the marks of a heading, of bold type, or of its end."""
    text = line.text.lstrip(INVISIBLE)
    offset = len(line.text) - len(text)
    start, end = line_marks.words(text.rstrip(INVISIBLE))
    return piece(line, offset + start, offset + end)


def heading(line: Line, vocabulary: Vocabulary) -> Piece | None:
    """Return the piece of a line that is a section heading, without the marks and ornaments around it, or None."""
    text, offset = line.text, 0
    if len(text) > _LONGEST_HEADING:
        text = text.lstrip(INVISIBLE)
        offset = len(line.text) - len(text)
        text = text.rstrip(INVISIBLE)
        if len(text) > _LONGEST_HEADING and len(text.replace(BLOT, "")) > _LONGEST_HEADING:
            return None
    found = _heading_in(text, vocabulary)
    return piece(line, offset + found[0], offset + found[1]) if found else None


@lru_cache(maxsize=_REMEMBERED)
def _heading_in(line: str, vocabulary: Vocabulary) -> tuple[int, int] | None:
    """Return the span of a heading in a line, without marks and ornaments around it; None if the line is no heading."""
    text = line.lstrip(INVISIBLE)
    offset = len(line) - len(text)
    text = text.rstrip(INVISIBLE)
    if not text or text.isdecimal():
        return None
    for start, end in line_marks.around(text):
        if vocabulary.is_heading(text[start:end].replace(BLOT, "").strip(INVISIBLE)):
            return offset + start, offset + end
    return None


def is_heading(line: Line, vocabulary: Vocabulary) -> bool:
    """Return whether a line is a section heading."""
    if len(line.text) > _LONGEST_HEADING:
        return heading(line, vocabulary) is not None
    return _heading_in(line.text, vocabulary) is not None


def stretches(lines: Sequence[Line], vocabulary: Vocabulary) -> Iterator[Sequence[Line]]:
    """Split `lines` before each section heading: tables before and after it may differ in layout."""
    start = 0
    different = {line.text: line for line in lines}  # in some layouts most lines are the same few numbers
    headings = {text for text, line in different.items() if not text.isdecimal() and is_heading(line, vocabulary)}
    for at, line in enumerate(lines):
        if line.text in headings:
            yield lines[start:at]
            start = at
    yield lines[start:]


def cut(line: Line, start: int, end: int) -> Line:
    """Return a part of a line as a line of its own, with the same number and its own offset in the source."""
    return Line(line.number, line.start + start, line.text[start:end])


def cells(line: Line, separator: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of `line.text` between separators of one character."""
    start = 0
    while (end := line.text.find(separator, start)) >= 0:
        yield start, end
        start = end + 1
    yield start, len(line.text)


def join(parts: Sequence[Piece]) -> Piece:
    """Join pieces that are parts of one word or cell; the result has the place of the first one."""
    first = parts[0]
    spans = tuple(span for part in parts for span in part.spans if span.end > span.start)
    return Piece("".join(part.text for part in parts), spans or first.spans, first.row, first.column, first.part)
