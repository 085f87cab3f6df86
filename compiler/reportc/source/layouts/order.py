"""Numbers printed before their labels: lines sorted by height put a tall label below its row.

Where cells follow one another without a grid, a row's numbers are read behind its label. A run of
numbers behind a heading or a group, which have none, and a row's label further on that has no numbers behind it, show that
in between each label stands behind its own numbers. They change places if all runs are of one
length; otherwise nothing between is certain and the numbers are loose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportc.source.pieces import Piece, Vocabulary

_FEWEST = 2
"""A single number behind a label of no row may be anything; two are a row's."""
_MOST_ROWS = 5
"""So many rows of one width make it the table's."""


@dataclass(slots=True)
class _Event:
    """A row's label or other text, and the run of numbers behind it."""

    label: Piece | None
    is_row: bool
    run: list[Piece] = field(default_factory=list)


def settle(pieces: Sequence[Piece], vocabulary: Vocabulary) -> list[Piece]:
    """Put numbers behind their labels where the order shows that they stand before them."""
    events: list[_Event] = []
    for piece in pieces:
        if events and piece.row is None and vocabulary.is_cell(piece.text):
            events[-1].run.append(piece)
        else:
            events.append(_Event(piece, vocabulary.is_row(piece.text)))
    events = _split(events)
    orphan: int | None = None
    for at, event in enumerate(events):
        text = event.label.text if event.label else ""
        if not event.is_row and len(event.run) >= _FEWEST and (event.label is None or vocabulary.is_word(text)):
            orphan = at
        elif not event.run and orphan is not None and vocabulary.is_sure_row(text):
            _shift(events[orphan : at + 1])
            orphan = None
    return [piece for event in events for piece in ([event.label] if event.label else []) + event.run]


def _split(events: Sequence[_Event]) -> list[_Event]:
    """Split a row's run that is longer than most: its end stands before the next label."""
    lengths = Counter(len(event.run) for event in events if event.is_row and event.run)
    width, rows = lengths.most_common(1)[0] if lengths else (0, 0)
    if rows < _MOST_ROWS:
        return list(events)
    split: list[_Event] = []
    for event in events:
        split.append(event)
        if event.is_row and len(event.run) > width:
            split.append(_Event(None, is_row=False, run=event.run[width:]))
            event.run = event.run[:width]
    return split


def _shift(events: Sequence[_Event]) -> None:
    """Give each row between an orphan run and a bare label the run before it, or none."""
    rows = [event for event in events if event.is_row]
    runs = [event.run for event in events if event.run]
    if len(rows) == len(runs) and len({len(run) for run in runs}) == 1:
        for event in events:
            event.run = []
        for row, run in zip(rows, runs, strict=True):
            row.run = run
        return
    for run in runs:
        for piece in run:
            piece.loose = True
