"""Drawings: lines of text in which bars and rules are drawn, and where these stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, pairwise

from reportc.source.layouts.tokens import Metric
from reportc.source.lines import Line

_MOST_BARS = 200
"""A line with more of them is no line of a table."""
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
EVERYWHERE = (_LEFT - 1, _RIGHT + 1)


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

    @property
    def boxed(self) -> bool:
        """Tell whether there are characters for box drawing on the line."""
        return bool(_BOX.search(self.line.text))

    def goes_down(self, k: int) -> bool:
        """Tell whether the k-th bar may go on below; only box drawing shows that it does not."""
        return not 0 <= self.bars[k] < len(self.line.text) or _goes_down(self.line.text[self.bars[k]])


@lru_cache(maxsize=256)
def _goes_down(bar: str) -> bool:
    name = unicodedata.name(bar, "")
    return not name.startswith("BOX DRAWINGS") or "DOWN" in name or "VERTICAL" in name


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


def is_rule(text: str) -> bool:
    """Tell whether a text is a rule, or a part of one."""
    return bool(_RULE.fullmatch(text))


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


def closed(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Give the lines of a table without bars at its sides the bars that its rules show to be left out."""
    rules = [made for made in strokes if made.full and made.bars and made.boxed]
    left = any(_LEADING.match(made.line.text) for made in rules)
    right = any(_ENDING.fullmatch(made.line.text) for made in rules)
    return [_with_sides(made, left=left, right=right) if made.bars else made for made in strokes]


def _with_sides(made: Stroke, *, left: bool, right: bool) -> Stroke:
    bars = (*[-1][: int(left)], *made.bars, *[len(made.line.text)][: int(right)])
    ruled = (*[made.full][: int(left)], *made.ruled, *[made.full][: int(right)])
    return replace(made, bars=bars, ruled=ruled)
