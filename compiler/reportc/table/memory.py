"""What was made of the stretches of earlier texts: while somebody writes, all but one of them stay as they are."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

from reportc.source.cuts import Stretch

Made = TypeVar("Made")
_MOST = 32
"""So many stretches are remembered, those of four reports; the one that was not asked for the longest goes first."""
_LONGEST = 100_000
"""Longer stretches, in characters, are not remembered."""
Key = tuple[tuple[int, int, str], ...]
"""The lines of a stretch, each with how far it stands from the first, in lines and in characters."""


class _Known(NamedTuple, Generic[Made]):
    """What was made of a stretch, and where that stood: its first line, and the offset of it."""

    made: Made
    number: int
    start: int


class Memory(Generic[Made]):
    """Remembers by the text of a stretch; several threads may use it at once."""

    def __init__(self, moved: Callable[[Made, int, int], Made], lasts: Callable[[Made], bool]) -> None:
        """Take what moves a thing by characters and lines, and what tells whether it depends on the stretch alone."""
        self._moved, self._lasts = moved, lasts
        self._known: dict[Key, _Known[Made]] = {}
        self._lock = Lock()

    def recall(self, stretch: Stretch, make: Callable[[], Made]) -> Made:
        """Return what was made of the same stretch before, at its place now, or else what `make` makes of it."""
        if not stretch.lines or sum(len(line.text) for line in stretch.lines) > _LONGEST:
            return make()
        number, start, _ = stretch.lines[0]
        key = tuple([(line.number - number, line.start - start, line.text) for line in stretch.lines])
        with self._lock:
            known = self._known.pop(key, None)
        if known is None:
            made = make()
        elif (known.number, known.start) == (number, start):
            made = known.made
        else:
            made = self._moved(known.made, start - known.start, number - known.number)
        if self._lasts(made):
            with self._lock:
                self._known[key] = _Known(made, number, start)
                if len(self._known) > _MOST:
                    del self._known[next(iter(self._known))]
        return made
