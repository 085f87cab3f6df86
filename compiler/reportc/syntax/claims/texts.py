"""Prose as the grammar takes it: folded, lines that run on joined, each character with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from reportc.source.fold import fold
from reportc.span import Span, Spans
from reportc.syntax.nodes import Paragraph

_REFERENCE = re.compile(r"&#?\w{1,32};?")
_STOP = "。"
"""What a heading without a mark at its end is closed with."""


@dataclass(frozen=True, slots=True)
class Text:
    """A folded text, and for each of its characters the place in the source."""

    folded: str
    places: Spans

    def span(self, start: int, end: int) -> Span:
        """Return where `folded[start:end]`, not empty, stands in the source."""
        return Span(self.places[start].start, self.places[end - 1].end)


def passages(
    paragraphs: Sequence[Paragraph], ends: re.Pattern[str], heading: re.Pattern[str]
) -> Iterator[list[tuple[Paragraph, bool]]]:
    """Yield runs of paragraphs that may share a sentence, each with whether it is a heading.

    Text out of a printed page has a paragraph for each line: one that does not end a sentence, and
    is no heading, runs on.
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
    """Return the text of a run, folded; fast, but without places, and numbers may have run together."""
    return "".join(fold(paragraph.text) + _STOP * closed for paragraph, closed in run)


def placed(run: Sequence[tuple[Paragraph, bool]], source: str) -> Text:
    """Return the text of a run with its places in `source`; a blank is kept between two digits."""
    characters: list[str] = []
    places: list[Span] = []
    blank = False
    for paragraph, closed in run:
        for character, place in _characters(paragraph, source):
            for one in _fold(character):
                if blank and characters and characters[-1].isdigit() and one.isdigit():
                    characters.append(" ")
                    places.append(Span(place.start, place.start))
                characters.append(one)
                places.append(place)
                blank = False
            blank = blank or not _fold(character)
        blank = True
        if closed and places:
            characters.append(_STOP)
            places.append(Span(places[-1].end, places[-1].end))
    return Text("".join(characters), tuple(places))


@cache
def _fold(character: str) -> str:
    """Fold one character; there are not many different ones."""
    return fold(character)


def _characters(paragraph: Paragraph, source: str) -> Iterator[tuple[str, Span]]:
    """Yield the characters of a paragraph with their places.

    The text is that of the spans, but for white space, which readers join, and for references
    (&lt;), which stand for a character.
    """
    text, whole = paragraph.text, paragraph.spans
    if len(whole) == 1 and source.startswith(text, whole[0].start):
        start = whole[0].start
        yield from ((character, Span(start + i, start + i + 1)) for i, character in enumerate(text))
        return
    offsets = [offset for span in whole for offset in range(span.start, span.end)]
    at = 0
    for character in text:
        if character.isspace():
            yield character, Span(offsets[min(at, len(offsets) - 1)], offsets[min(at, len(offsets) - 1)])
            continue
        while at < len(offsets) and source[offsets[at]] != character and source[offsets[at]].isspace():
            at += 1
        if at >= len(offsets):
            yield character, whole[-1]
            continue
        start, length = offsets[at], 1
        if source[start] != character and (reference := _REFERENCE.match(source, start)):
            length = len(reference[0])
        yield character, Span(start, start + length)
        at += length
