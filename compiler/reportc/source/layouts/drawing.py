"""Drawings: lines of text in which bars and rules are drawn, and which of these are one table's.

A bar of a table is below a bar, or below a rule; a rule runs from bar to bar. Other bars are drawn
inside a cell: they are text, or another table in it. Where words were made wider or narrower after the
table was drawn, the bars after them are where they would have been.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice, pairwise
from typing import NamedTuple

from reportc.source.lines import Line
from reportc.source.widths import METRICS, Metric

_MOST_BARS = 200
"""A line with more of them is no line of a table."""
_ALIGNED = 0.9
"""At least this many lines between rules of bars must begin and end where the rules do."""
_CORNERS = "\u250c-\u254b\u2552-\u2570"
_LINES = "─━═╌╍┄┅┈┉╴╶╸╺"
_UPRIGHT = "│┃║╎╏┆┇┊┋"
_BAR = re.compile(rf"[|{_UPRIGHT}{_CORNERS}]|(?<=[-=:])\+|\+(?=[-=:])")
_BOX = re.compile(rf"[{_UPRIGHT}{_CORNERS}]")
RULE = re.compile(rf"[{_LINES}]+|:?[-=]{{2,}}:?|[-=]")
_BARE_RULE = re.compile(rf"\s*[-={_LINES}]{{3,}}\s*|\s*[{_LINES}]+[{_CORNERS}][{_LINES}]+\s*")
_LAST = frozenset("└┕┖┗┘┙┚┛┴┵┶┷┸┹┺┻╘╙╚╛╜╝╧╨╩╯╰")
"""Characters whose shape shows that a bar ends there."""
_LEFT, _RIGHT = -1, 1 << 59
"""The places of the sides of a table that has no bars there."""
_EVERYWHERE = ((_LEFT - 1, _RIGHT + 1),)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line of a drawing: the offsets of its bars, which gaps between them a rule fills, and whether it fills all."""

    line: Line
    bars: tuple[int, ...]
    ruled: tuple[bool, ...]
    full: bool

    def places(self, metric: Metric) -> tuple[int, ...]:
        """Return where the bars are."""
        text, found, x, last = self.line.text, list[int](), 0, 0
        for bar in self.bars:
            x += metric(text[last : max(bar, 0)])
            last = max(bar, 0)
            found.append(_LEFT if bar < 0 else _RIGHT if bar == len(text) else x)
        return tuple(found)

    @property
    def boxed(self) -> bool:
        """Return whether the line has characters for box drawing."""
        return bool(_BOX.search(self.line.text))


class Segment(NamedTuple):
    """The text between two bars of a line: the places of these, the offsets, and whether it is a rule."""

    left: int
    right: int
    start: int
    end: int
    rule: bool


DrawnLine = tuple[Stroke, tuple[Segment, ...]]
"""A line of a drawing and its segments; no segments if its bars are not at the offsets of the lines around it."""


def stroke(line: Line) -> Stroke | None:
    """Split a line at its bars; None unless there are bars, or a rule, on it."""
    text = line.text
    bars = tuple(found.start() for found in islice(_BAR.finditer(text), _MOST_BARS + 1))
    if len(bars) > 1:
        ruled = tuple(_is_ruled(text, a, b) for a, b in pairwise(bars))
        return Stroke(line, bars, ruled, full=all(ruled)) if len(bars) <= _MOST_BARS else None
    bare = bool(_BARE_RULE.fullmatch(text))
    return Stroke(line, bars, (), full=bare) if bare or (bars and _BOX.search(text)) else None


def _is_ruled(text: str, first: int, last: int) -> bool:
    """Return whether a rule fills the gap between two bars; a single dash is a rule only next to a cross."""
    found = RULE.fullmatch(text, first + 1, last)
    return bool(found) and (last - first > 2 or "+" in text[first] + text[last] or not text[first + 1].isascii())  # noqa: PLR2004  # a gap of one


def drawings(lines: Sequence[Line]) -> Iterator[tuple[int, list[Stroke]]]:
    """Yield consecutive lines of a drawing, and the first one's index; two rules in succession separate tables."""
    run: list[Stroke] = []
    for at, found in enumerate((*map(stroke, lines), None)):
        if run and (found is None or (found.full and run[-1].full)):
            yield at - len(run), run
            run = []
        run += [found] if found else []


def trace(strokes: Sequence[Stroke]) -> list[DrawnLine] | None:
    """Split a drawing by the metric under which bars and rules agree best; None if it is no table."""
    rules = sum(made.full for made in strokes)
    boxes = any(made.boxed for made in strokes if not made.full)
    if rules == len(strokes) or not (boxes or rules > 1):
        return None  # before anything is measured: tables of Markdown have one rule
    strokes = _closed(strokes)
    fits = [_fit(strokes, metric) for metric in METRICS]
    metric, joints, aligned, _ = max(fits, key=lambda fit: fit[2:])
    crossed = any(made.line.text.lstrip()[:1] == "+" for made in strokes if made.full)
    return list(_traced(strokes, joints, metric)) if boxes or crossed or aligned >= _ALIGNED else None


def _closed(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Return the lines of a table without bars at its sides, with the bars that its rules show to be missing."""
    rules = [made.line.text.strip() for made in strokes if made.full and made.bars and made.boxed]
    left, right = (int(any(rule[end] in _LINES for rule in rules)) for end in (0, -1))
    closed: list[Stroke] = []
    for made in strokes:
        bars = (*(-1,) * left, *made.bars, *(len(made.line.text),) * right)
        ruled = (*(made.full,) * left, *made.ruled, *(made.full,) * right)
        closed.append(Stroke(made.line, bars, ruled, made.full) if made.bars else made)
    return closed


def _fit(strokes: Sequence[Stroke], metric: Metric) -> tuple[Metric, frozenset[int], float, float]:
    """Return a metric, the places of bars on rules by it, and how many lines and bars agree with them."""
    joints = frozenset(x for made in strokes if made.full for x in made.places(metric))
    others = [made.places(metric) for made in strokes if not made.full]
    lines = sum(places[0] in joints and places[-1] in joints for places in others)
    bars = sum(x in joints for places in others for x in places)
    return metric, joints, lines / max(1, len(others)), bars / max(1, sum(map(len, others)))


def _traced(strokes: Sequence[Stroke], joints: frozenset[int], metric: Metric) -> Iterator[DrawnLine]:
    """Yield each line with its segments; `joints` are the places at which some rule has a bar."""
    each = [made.places(metric) for made in strokes]
    above: tuple[int, ...] = ()  # bars that may be continued below the last line
    covers: Sequence[tuple[int, int]] = _EVERYWHERE  # the range of its rules: bars may begin below them
    for made, places, ahead in zip(strokes, each, _rules_below(strokes, each), strict=True):
        known = joints.union(above or places)
        xs, kept = places, list(range(len(places)))
        if not (made.full or known.issuperset(places)):
            fitted = _fitted(made, places, above) or _fitted(made, places, [x for x in above if x in ahead])
            xs, kept = (fitted, kept) if fitted else (places, _own(made, places, known, covers))
        ends = [xs[k] for k in (*kept[:1], *kept[-1:])]
        found: tuple[Segment, ...] = ()
        if made.full or not above or ends == [above[0], above[-1]]:
            found = tuple(_segments(made, xs, kept))
            above = tuple(xs[k] for k in kept if made.line.text[made.bars[k] : made.bars[k] + 1] not in _LAST)
        covers = [(part.left, part.right) for part in found if part.rule] if found and not made.full else _EVERYWHERE
        yield made, found


def _segments(made: Stroke, xs: Sequence[int], kept: Sequence[int]) -> Iterator[Segment]:
    for a, b in pairwise(kept):
        yield Segment(xs[a], xs[b], made.bars[a] + 1, made.bars[b], b == a + 1 and made.ruled[a])


def _rules_below(strokes: Sequence[Stroke], places: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Return for each line the places of the bars of the next rule below it."""
    found: list[tuple[int, ...]] = [()]
    for made, bars in zip(reversed(strokes), reversed(places), strict=True):
        found.append(bars if any(made.ruled) else found[-1])
    return found[-2::-1]


def _own(made: Stroke, places: Sequence[int], known: Container[int], covers: Sequence[tuple[int, int]]) -> list[int]:
    """Return which bars are the table's own: known ones, or ones below rules; those of a rule if known ones end it."""
    firm = [x in known for x in places]
    own = [sure or any(a < x < b for a, b in covers) for sure, x in zip(firm, places, strict=True)]
    for rule, run in groupby(range(len(made.ruled)), key=lambda k: made.ruled[k]):
        gaps = list(run)
        if rule:
            ends = firm[gaps[0]] and firm[gaps[-1] + 1]
            own[gaps[0] : gaps[-1] + 2] = [ends] * (len(gaps) + 1)
    return [k for k, mine in enumerate(own) if mine]


def _fitted(made: Stroke, places: tuple[int, ...], above: Sequence[int]) -> tuple[int, ...] | None:
    """Return where bars would be if each text reached to the next bar above; None unless each text does."""
    right = dict(pairwise(above))
    found = list(above[:1])
    for rule, (a, b) in zip(made.ruled, pairwise(places), strict=True):
        place = found[-1] + b - a if rule and found else right.get(found[-1]) if found else None
        if place is None:
            return None
        found.append(place)
    return tuple(found) if found and found[-1] == above[-1] else None
