"""Drawings: lines of text in which bars and rules are drawn, and which of these belong together.

A bar of a table stands below a bar, or below a rule; a rule runs from bar to bar. Bars that begin
out of nothing are drawn inside a cell: they are text, or another table in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise
from typing import NamedTuple

from reportc.source.layouts.tokens import METRICS, Metric
from reportc.source.lines import Line

_MOST_BARS = 200
"""A line with more of them is no line of a table."""
_ALIGNED = 0.9
"""So many lines between rules of bars must begin and end where the rules do."""
_CORNERS = "\u250c-\u254b\u2552-\u2570"
_LINES = "─━═╌╍┄┅┈┉╴╶╸╺"
_UPRIGHT = "│┃║╎╏┆┇┊┋"
_BAR = re.compile(rf"[|{_UPRIGHT}{_CORNERS}]|(?<=[-=:])\+|\+(?=[-=:])")
_BOX = re.compile(rf"[{_UPRIGHT}{_CORNERS}]")
_RULE = re.compile(rf"[{_LINES}]+|:?[-=]{{2,}}:?|[-=]")
_BARE_RULE = re.compile(rf"\s*[-={_LINES}]{{3,}}\s*|\s*[{_LINES}]+[{_CORNERS}][{_LINES}]+\s*")
_LEADING = re.compile(rf"\s*[{_LINES}]")
_ENDING = re.compile(rf".*[{_LINES}]\s*", re.DOTALL)
_LEFT, _RIGHT = -1, 1 << 59
"""Where the sides of a table stand that has no bars there."""
_EVERYWHERE = (_LEFT - 1, _RIGHT + 1)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line of a drawing: the offsets of its bars, which gaps between them a rule fills, and whether all."""

    line: Line
    bars: tuple[int, ...]
    ruled: tuple[bool, ...]
    full: bool

    def places(self, metric: Metric) -> tuple[int, ...]:
        """Return where the bars stand."""
        text, found, x, last = self.line.text, list[int](), 0, 0
        for bar in self.bars:
            x += metric(text[last : max(bar, 0)])
            last = max(bar, 0)
            found.append(_LEFT if bar < 0 else _RIGHT if bar == len(text) else x)
        return tuple(found)


class Segment(NamedTuple):
    """What stands between two bars of a line: where these stand, the offsets, and whether it is a rule."""

    left: int
    right: int
    start: int
    end: int
    rule: bool


Drawn = tuple[Stroke, tuple[Segment, ...]]
"""A line of a drawing and its segments; none if its bars do not stand where those around it do."""


def ambiguous_wide(text: str) -> int:
    """Measure in columns of a terminal that gives two to characters of ambiguous width."""
    return len(text) if text.isascii() else sum(1 + (unicodedata.east_asian_width(c) in "WFA") for c in text)


def stroke(line: Line) -> Stroke | None:
    """Take a line apart if there are bars, or a rule, on it."""
    text = line.text
    bars = tuple(found.start() for found in islice(_BAR.finditer(text), _MOST_BARS + 1))
    if len(bars) > 1:
        ruled = tuple(_is_rule(text, a, b) for a, b in pairwise(bars))
        return Stroke(line, bars, ruled, full=all(ruled)) if len(bars) <= _MOST_BARS else None
    bare = bool(_BARE_RULE.fullmatch(text))
    return Stroke(line, bars, (), full=bare) if bare or (bars and _BOX.search(text)) else None


def _is_rule(text: str, first: int, last: int) -> bool:
    """Tell whether a rule fills the gap between two bars; one dash alone is a rule beside a cross only."""
    found = _RULE.fullmatch(text, first + 1, last)
    return bool(found) and (last - first > 2 or "+" in text[first] + text[last] or not text[first + 1].isascii())  # noqa: PLR2004  # a gap of one


def drawings(lines: Sequence[Line]) -> Iterator[list[Stroke]]:
    """Yield the lines that stand together and are drawn; two rules in succession part two tables."""
    run: list[Stroke] = []
    for line in lines:
        found = stroke(line)
        if run and (found is None or (found.full and run[-1].full)):
            yield run
            run = []
        if found:
            run.append(found)
    if run:
        yield run


@dataclass(slots=True)
class Tracer:
    """Follows the bars of a drawing down its lines."""

    joints: frozenset[int]
    live: frozenset[int] | None = None
    covers: tuple[tuple[int, int], ...] = ()
    last: tuple[int, ...] = field(default=())

    def rows(self, strokes: Sequence[Stroke], metric: Metric) -> Iterator[Drawn]:
        """Yield each line with its segments."""
        for made in strokes:
            places = made.places(metric)
            if made.full:
                self.live, self.covers, self.last = frozenset(places), (_EVERYWHERE,), places
                yield made, tuple(_segments(made, places, range(len(places))))
            else:
                yield made, self._follow(made, places)

    def _follow(self, made: Stroke, places: tuple[int, ...]) -> tuple[Segment, ...]:
        """Return the segments of a line that is not all rule."""
        kept = self._kept(made, places)
        if kept[:1] != [0] or kept[-1:] != [len(places) - 1]:
            if len(places) != len(self.last):
                self.covers = (_EVERYWHERE,)
                return ()
            places, kept = self.last, list(range(len(places)))
        found = tuple(_segments(made, places, kept))
        self.live = frozenset(places[k] for k in kept)
        self.covers = tuple((segment.left, segment.right) for segment in found if segment.rule)
        self.last = () if self.covers else self.last
        return found

    def _kept(self, made: Stroke, places: tuple[int, ...]) -> list[int]:
        """Return which bars are the table's own."""
        firm = [self.live is None or x in self.live or x in self.joints for x in places]
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
    strokes = _closed(strokes)
    fits = [_fit(strokes, metric) for metric in (*METRICS, ambiguous_wide)]
    metric, joints, aligned, _ = max(fits, key=lambda fit: fit[2:])
    rules = sum(made.full for made in strokes)
    boxes = any(_BOX.search(made.line.text) for made in strokes if not made.full)
    crossed = any(made.line.text.lstrip()[:1] == "+" for made in strokes if made.full)
    if rules == len(strokes) or not (boxes or (rules > 1 and (crossed or aligned >= _ALIGNED))):
        return None
    return list(Tracer(joints).rows(strokes, metric))


def _fit(strokes: Sequence[Stroke], metric: Metric) -> tuple[Metric, frozenset[int], float, float]:
    """Return a metric, where the rules have their bars by it, and how many lines and bars agree with them."""
    joints = frozenset(x for made in strokes if made.full for x in made.places(metric))
    others = [made.places(metric) for made in strokes if not made.full]
    lines = sum(places[0] in joints and places[-1] in joints for places in others)
    bars = sum(x in joints for places in others for x in places)
    return metric, joints, lines / max(1, len(others)), bars / max(1, sum(map(len, others)))


def _closed(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Give the lines of a table without bars at its sides the bars that its rules show to be left out."""
    rules = [made for made in strokes if made.full and made.bars and _BOX.search(made.line.text)]
    left = any(_LEADING.match(made.line.text) for made in rules)
    right = any(_ENDING.fullmatch(made.line.text) for made in rules)
    return [_with_sides(made, left=left, right=right) if made.bars else made for made in strokes]


def _with_sides(made: Stroke, *, left: bool, right: bool) -> Stroke:
    bars = (*[-1][: int(left)], *made.bars, *[len(made.line.text)][: int(right)])
    ruled = (*[made.full][: int(left)], *made.ruled, *[made.full][: int(right)])
    return replace(made, bars=bars, ruled=ruled)
