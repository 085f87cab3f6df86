"""Tracing: which bars and rules of a drawing are one table's, line by line from its top.

A bar of a table stands below a bar, or below a rule; a rule runs from bar to bar. Bars that begin
out of nothing are drawn inside a cell: they are text, or another table in it. Where words were made
wider or narrower after the table was drawn, the bars after them are where they would have been.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from reportc.source.layouts.drawing import EVERYWHERE, Stroke, ambiguous_wide, closed
from reportc.source.layouts.tokens import METRICS, Metric

_ALIGNED = 0.9
"""So many lines between rules of bars must begin and end where the rules do."""


class Segment(NamedTuple):
    """What stands between two bars of a line: where these stand, the offsets, and whether it is a rule."""

    left: int
    right: int
    start: int
    end: int
    rule: bool


Drawn = tuple[Stroke, tuple[Segment, ...]]
"""A line of a drawing and its segments; none if its bars do not stand where those around it do."""


@dataclass(slots=True)
class Tracer:
    """Follows the bars of a drawing down its lines."""

    joints: frozenset[int]
    """Where some rule has a bar."""
    edges: tuple[int, ...] | None = None
    """Where bars of the table may go on below the last line."""
    covers: tuple[tuple[int, int], ...] = ()
    """From where to where its rules reach: bars may begin below them."""

    def rows(self, strokes: Sequence[Stroke], metric: Metric) -> Iterator[Drawn]:
        """Yield each line with its segments."""
        ahead = frozenset[int]()
        later: list[frozenset[int]] = []
        for made in reversed(strokes):
            later.append(ahead)
            ahead = frozenset(made.places(metric)) if any(made.ruled) else ahead
        for made, following in zip(strokes, reversed(later), strict=True):
            yield made, self._follow(made, made.places(metric), following)

    def _follow(self, made: Stroke, places: tuple[int, ...], ahead: frozenset[int]) -> tuple[Segment, ...]:
        """Return the segments of a line; none if it does not fit the lines above."""
        kept = list(range(len(places)))
        if made.full:
            self.covers = (EVERYWHERE,)
        elif self.edges is not None and not all(x in self.joints or x in self.edges for x in places):
            fitted = self._fitted(made, places, self.edges)
            fitted = fitted or self._fitted(made, places, tuple(x for x in self.edges if x in ahead))
            places, kept = (fitted, kept) if fitted else (places, self._kept(made, places))
        if not (made.full or self._reaches([places[k] for k in kept])):
            self.covers = (EVERYWHERE,)
            return ()
        found = tuple(_segments(made, places, kept))
        if not made.full:
            self.covers = tuple((segment.left, segment.right) for segment in found if segment.rule)
        self.edges = tuple(places[k] for k in kept if made.goes_down(k))
        return found

    def _reaches(self, places: Sequence[int]) -> bool:
        """Tell whether a line is as wide as those above it."""
        return not self.edges or (bool(places) and (places[0], places[-1]) == (self.edges[0], self.edges[-1]))

    def _fitted(self, made: Stroke, places: tuple[int, ...], edges: Sequence[int]) -> tuple[int, ...] | None:
        """Return where bars would stand if each text reached to the next edge; None unless all do."""
        right = dict(pairwise(edges))
        found = list(edges[:1])
        for rule, (a, b) in zip(made.ruled, pairwise(places), strict=True):
            place = found[-1] + b - a if rule and found else right.get(found[-1]) if found else None
            if place is None:
                return None
            found.append(place)
        return tuple(found) if found and found[-1] == edges[-1] else None

    def _kept(self, made: Stroke, places: tuple[int, ...]) -> list[int]:
        """Return which bars are the table's own."""
        firm = [x in self.joints or x in (self.edges or places) for x in places]
        own = [sure or any(a < x < b for a, b in self.covers) for sure, x in zip(firm, places, strict=True)]
        for first, last in _runs(made.ruled):
            own[first : last + 1] = [firm[first] and firm[last]] * (last + 1 - first)
        return [k for k, kept in enumerate(own) if kept]


def _runs(ruled: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield the bars at which each run of rules begins and ends."""
    start = None
    for k, rule in enumerate((*ruled, False)):
        if rule and start is None:
            start = k
        elif not rule and start is not None:
            yield start, k
            start = None


def _segments(made: Stroke, places: Sequence[int], kept: Sequence[int]) -> Iterator[Segment]:
    for a, b in pairwise(kept):
        yield Segment(places[a], places[b], made.bars[a] + 1, made.bars[b], b == a + 1 and made.ruled[a])


def trace(strokes: Sequence[Stroke]) -> list[Drawn] | None:
    """Take a drawing apart by the metric under which bars and rules agree best; None if it is no table."""
    strokes = closed(strokes)
    rules = sum(made.full for made in strokes)
    boxes = any(made.boxed for made in strokes if not made.full)
    if rules == len(strokes) or not (boxes or rules > 1):
        return None  # before anything is measured: tables of Markdown have one rule
    fits = [_fit(strokes, metric) for metric in (*METRICS, ambiguous_wide)]
    metric, joints, aligned, _ = max(fits, key=lambda fit: fit[2:])
    crossed = any(made.line.text.lstrip()[:1] == "+" for made in strokes if made.full)
    if not (boxes or crossed or aligned >= _ALIGNED):
        return None
    return list(Tracer(joints).rows(strokes, metric))


def _fit(strokes: Sequence[Stroke], metric: Metric) -> tuple[Metric, frozenset[int], float, float]:
    """Return a metric, where the rules have their bars by it, and how many lines and bars agree with them."""
    joints = frozenset(x for made in strokes if made.full for x in made.places(metric))
    others = [made.places(metric) for made in strokes if not made.full]
    lines = sum(places[0] in joints and places[-1] in joints for places in others)
    bars = sum(x in joints for places in others for x in places)
    return metric, joints, lines / max(1, len(others)), bars / max(1, sum(map(len, others)))
