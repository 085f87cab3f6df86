"""Prose as input of the lexer: folded, lines of a sentence joined, each character with its place in the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import unescape

from reportc.frozen import frozen
from reportc.source.fold import fold
from reportc.span import Span
from reportc.syntax.nodes import Paragraph

_REFERENCE = re.compile(r"&#?\w{1,32};?")
_STOP = "。"
"""Appended to a heading without punctuation at its end."""


@frozen
class SentenceText:
    """A folded text, and the spans of its pieces in the source; a piece is a run of characters, or a single one."""

    folded: str
    starts: tuple[int, ...]
    places: tuple[Span, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the span in the source of `folded[start:end]`, which must not be empty."""
        starts, places = self.starts, self.places
        first = bisect_right(starts, start) - 1
        last = first if end <= self._end(first) else bisect_right(starts, end - 1) - 1
        begin = places[first].start + (start - starts[first] if self._runs(first) else 0)
        return Span(begin, places[last].start + end - starts[last] if self._runs(last) else places[last].end)

    def _end(self, piece: int) -> int:
        return self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.folded)

    def _runs(self, piece: int) -> bool:
        """Return whether a piece has as many characters in the source as in the folded text."""
        start, end = self.places[piece]
        return self._end(piece) - self.starts[piece] == end - start


def passages(
    paragraphs: Sequence[Paragraph], ends: re.Pattern[str], heading: re.Pattern[str]
) -> Iterator[list[tuple[Paragraph, bool]]]:
    """Yield runs of paragraphs that may share a sentence, each with whether it is a heading.

    The text of a printed page has a paragraph for each line: a line that does not end a sentence continues on
    the next one.
    """
    run: list[tuple[Paragraph, bool]] = []
    for paragraph in paragraphs:
        folded = fold(paragraph.text)
        run.append((paragraph, bool(heading.fullmatch(folded))))
        if folded and ends.match(folded, len(folded) - 1):
            yield run
            run = []
    if run:
        yield run


def folded(run: Sequence[tuple[Paragraph, bool]]) -> str:
    """Return the folded text of a run; fast, but without places, and numbers on two lines may be joined."""
    return "".join(fold(paragraph.text) + _STOP * closed for paragraph, closed in run)


def placed(run: Sequence[tuple[Paragraph, bool]], source: str) -> SentenceText:
    """Return the text of a run with its places in `source`, with a blank where white space separates two digits."""
    making = _Making()
    for paragraph, closed in run:
        making.blank = making.blank or bool(making.folded)
        for text, place in _pieces(paragraph, source):
            making.add(text, place)
        if closed and making.places:
            end = making.places[-1].end
            making.add(_STOP, Span(end, end))
    return SentenceText("".join(making.folded), tuple(making.starts), tuple(making.places))


class _Making:
    """A text under construction."""

    def __init__(self) -> None:
        self.folded: list[str] = []
        self.starts: list[int] = []
        self.places: list[Span] = []
        self.length = 0
        self.blank = False

    def add(self, text: str, place: Span) -> None:
        """Add a folded piece; "" is white space, kept as a blank where it separates two digits."""
        if text and self.blank and self.folded and self.folded[-1][-1].isdigit() and text[0].isdigit():
            self._put(" ", Span(place.start, place.start))
        if text:
            self._put(text, place)
        self.blank = not text

    def _put(self, text: str, place: Span) -> None:
        self.folded.append(text)
        self.starts.append(self.length)
        self.places.append(place)
        self.length += len(text)


def _pieces(paragraph: Paragraph, source: str) -> Iterable[tuple[str, Span]]:
    """Return the folded pieces of a paragraph: one if folding moves no character, otherwise single characters."""
    text, folded = paragraph.text, fold(paragraph.text)
    start = paragraph.spans[0].start
    moves = len(folded) != len(text) or " " in text or not text.isprintable()
    if not moves and len(paragraph.spans) == 1 and source.startswith(text, start):
        return ((folded, Span(start, start + len(text))),)
    return ((_fold(character), place) for character, place in _characters(paragraph, source))


@cache
def _fold(character: str) -> str:
    """Fold one character; cached, as few different ones occur."""
    return fold(character)


def _characters(paragraph: Paragraph, source: str) -> Iterator[tuple[str, Span]]:
    """Yield the characters of a paragraph with their places.

    Their text is that of the spans, except for white space, which readers join, and for character references
    (&lt;).
    """
    text, whole = paragraph.text, paragraph.spans
    if len(whole) == 1 and source.startswith(text, whole[0].start):
        start = whole[0].start
        yield from ((character, Span(start + i, start + i + 1)) for i, character in enumerate(text))
        return
    offsets = [offset for span in whole for offset in range(span.start, span.end)]
    at, printed = 0, ""
    for character in text:
        length = 1
        while at < len(offsets):
            printed, length = _printed(source, offsets[at])
            if printed == character or not printed.isspace() or character.isspace():
                break
            at += length  # white space that the reader dropped
        place = offsets[at] if at < len(offsets) else whole[-1].end - 1
        if character.isspace() and not printed.isspace():
            yield character, Span(place, place)
            continue
        yield character, Span(place, place + length)
        at += length


def _printed(source: str, at: int) -> tuple[str, int]:
    """Return the character at `at` and its length in the source; a character reference is one character."""
    reference = _REFERENCE.match(source, at)
    meant = unescape(reference[0]) if reference else source[at]
    return (meant, len(reference[0])) if reference and meant != reference[0] else (source[at], 1)
