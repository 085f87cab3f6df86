"""Places in a source text: offsets everywhere, lines and columns only at the edges."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

_LONGEST_MARK = 40
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Span(NamedTuple):
    """A half-open range `[start, end)` of code-point offsets into a source's text."""

    start: int
    end: int


Spans = tuple[Span, ...]
"""The parts of a text that other text may interrupt, in reading order; never overlapping."""


class Position(NamedTuple):
    """A zero-based line and a zero-based column in UTF-16 code units, as LSP counts them."""

    line: int
    character: int


@dataclass(frozen=True, slots=True)
class LineIndex:
    """Converts offsets of one text to lines and columns; LF, CRLF and CR each end a line."""

    text: str
    starts: tuple[int, ...] = field(init=False)
    astral: tuple[int, ...] = field(init=False)
    """Offsets of the characters that take two UTF-16 units: a line may be megabytes long."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", _line_starts(self.text))
        object.__setattr__(self, "astral", _astral(self.text))

    def position(self, offset: int) -> Position:
        """Return the LSP position of `offset`; an offset after the end is the end."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self.starts, offset) - 1
        start = self.starts[line]
        pairs = bisect_left(self.astral, offset) - bisect_left(self.astral, start)
        return Position(line, offset - start + pairs)

    def line_span(self, line: int) -> Span:
        """Return the span of line `line` without its line end."""
        start = self.starts[line]
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
        return Span(start, start + len(self.text[start:end].rstrip("\r\n")))


def hull(spans: Spans) -> Span:
    """Return the smallest span that holds all of `spans` (at least one)."""
    return Span(spans[0].start, spans[-1].end)


def uncovered(spans: Iterable[Span], length: int) -> tuple[Span, ...]:
    """Return the parts of a text of `length` characters that none of `spans` covers."""
    found, at = list[Span](), 0
    for start, end in sorted(spans):
        if start > at:
            found.append(Span(at, start))
        at = max(at, end)
    return (*found, Span(at, length)) if at < length else tuple(found)


def printed(span: Span, text: str) -> Span:
    """Return `span`, or where it is blank the end of the text before it, or else the start of the text after it.

    So every finding points at a visible character; in an empty text there is none.
    """
    if text[span.start : span.end].strip():
        return span
    end = len(text[: span.start].rstrip())
    if end:
        line = max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1
        start = max(line, end - _LONGEST_MARK)
        return Span(end - len(text[start:end].lstrip()), end)
    start = len(text) - len(text[span.end :].lstrip())
    if start == len(text):
        return span
    return Span(start, start + len(text[start : start + _LONGEST_MARK].split("\n", maxsplit=1)[0].rstrip()))


def _astral(text: str) -> tuple[int, ...]:
    """List the offsets of characters beyond the first plane; the length in UTF-16 shows that most texts have none."""
    if len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text):
        return ()
    return tuple(found.start() for found in _ASTRAL.finditer(text))


def _line_starts(text: str) -> tuple[int, ...]:
    """List where lines start; str.splitlines would also split at form feeds and U+2028."""
    if "\r" not in text:
        *lines, _ = text.split("\n")
        return tuple(accumulate([len(line) + 1 for line in lines], initial=0))
    starts = [0]
    offset = 0
    for line in text.replace("\r\n", "\n\n").replace("\r", "\n").split("\n")[:-1]:
        offset += len(line) + 1
        if text[offset - 1 : offset + 1] != "\r\n":
            starts.append(offset)
    return tuple(starts)


def sound(text: str) -> str:
    """Return `text` with U+FFFD for each lone surrogate, which UTF-8 cannot carry."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
