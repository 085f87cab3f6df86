"""Numbers printed before their labels: lines sorted by height put a tall label below its row.

Where cells follow one another without a grid, a row's numbers are read behind its label. Numbers
that no row's label precedes, and a row's label without numbers elsewhere, show that this is not so.
If giving each label the numbers waiting before it leaves no label bare and no number over, that is
the order; otherwise nothing is certain, and the numbers are loose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reportc.source.pieces import Piece, Vocabulary

_FEWEST = 2
"""A single number behind a label of no row may be anything; two are a row's."""


@dataclass(slots=True)
class _Event:
    """A row's label or other text, and the run of numbers behind it."""

    piece: Piece
    is_row: bool
    run: list[Piece] = field(default_factory=list)


def settle(pieces: Sequence[Piece], vocabulary: Vocabulary) -> list[Piece]:
    """Put numbers behind their labels where they stand before them; loosen those in disorder."""
    events = _events(pieces, vocabulary)
    width = _width(events)
    _bridge(events, width, vocabulary)
    folded = _folded(events)
    bare = [at for at, event in enumerate(events) if event.is_row and not event.run and at not in folded]
    extra = [
        at
        for at, event in enumerate(events)
        if len(event.run) > (width if event.is_row else _FEWEST - 1) and at not in folded
    ]
    if not bare or not extra or not width:
        return list(pieces)
    paired = _pair(events, width, vocabulary)
    if paired is None:
        for event in events:
            for piece in event.run[:1]:  # the others follow it
                piece.loose = True
        return list(pieces)
    return [piece for event in paired for piece in (event.piece, *event.run)]


def _events(pieces: Sequence[Piece], vocabulary: Vocabulary) -> list[_Event]:
    """Group each number behind the text before it. A group's label is a row's if numbers follow."""
    events: list[_Event] = []
    for piece in pieces:
        if events and piece.row is None and vocabulary.is_cell(piece.text):
            events[-1].run.append(piece)
            events[-1].is_row = events[-1].is_row or vocabulary.is_row(events[-1].piece.text)
        elif not vocabulary.is_page_mark(piece.text):
            events.append(_Event(piece, vocabulary.is_sure_row(piece.text)))
        else:
            events.append(_Event(piece, is_row=False))
    return events


def _bridge(events: Sequence[_Event], width: int, vocabulary: Vocabulary) -> None:
    """Put the numbers of a row together between which a page ends, if they are just as many as most rows have."""
    for event, mark in pairwise(events):
        halves = event.is_row and event.run and mark.run and vocabulary.is_page_mark(mark.piece.text)
        if halves and len(event.run) + len(mark.run) == width:
            event.run, mark.run = [*event.run, *mark.run], []


def _folded(events: Sequence[_Event]) -> set[int]:
    """Return the rows whose labels all stand before all their numbers, each with as many of them."""
    folded: set[int] = set()
    waiting: list[int] = []
    for at, event in enumerate(events):
        waiting += [at] if event.is_row else []
        if event.run:
            if event.is_row and len(waiting) > 1 and len(event.run) % len(waiting) == 0:
                folded.update(waiting)
            waiting = []
    return folded


def _width(events: Sequence[_Event]) -> int:
    """Return how many numbers most rows have."""
    lengths = Counter(len(event.run) for event in events if event.is_row and event.run)
    return lengths.most_common(1)[0][0] if lengths else 0


def _pair(events: Sequence[_Event], width: int, vocabulary: Vocabulary) -> list[_Event] | None:
    """Give each row's label the first numbers that wait for one; None unless all come out even.

    Numbers wait only for a tall label, one of several lines, and only past words of the form.
    """
    paired: list[_Event] = []
    waiting: list[list[Piece]] = []
    for event in events:
        tall = len(event.piece.spans) > 1
        if waiting and not (tall if event.is_row else vocabulary.is_word(event.piece.text)):
            return None
        waiting += [event.run[i : i + width] for i in range(0, len(event.run), width)]
        given = waiting.pop(0) if event.is_row and waiting else []
        if event.is_row and len(given) != width:
            return None
        paired.append(_Event(event.piece, event.is_row, given))
    return None if waiting else paired
