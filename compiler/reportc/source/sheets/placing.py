"""Characters placed in the cells that they stand in, and those that a rule strikes through."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportc.source.pieces import Setting
from reportc.source.sheets.grid import Grid, Place
from reportc.source.sheets.sheet import UNKNOWN, Glyph, Rule

_INSIDE = 0.8
"""A number belongs to the cell that so much of it stands in."""
_NEAR = 0.15
"""Digits of one number stand no farther apart, in their widths."""
_NUMBER = frozenset("0123456789.,０１２３４５６７８９．，")
_STRUCK = (0.15, 0.6)
"""Where a line strikes a character through, in heights of its box over the line that it stands on."""


def placed(glyphs: Sequence[Glyph], found: Sequence[Grid]) -> Iterator[tuple[Place | None, Sequence[Glyph]]]:
    """Yield the cells with the characters that follow one another in each: that of the smallest table around them."""
    order = sorted(range(len(found)), key=lambda at: found[at].box.width * found[at].box.height)
    searches = [(*found[at].box, found[at].xs, found[at].ys, found[at].places(at)) for at in order]
    places: list[Place | None] = []
    for left, top, right, bottom, *_ in glyphs:
        x, y = (left + right) / 2, (top + bottom) / 2
        for x0, y0, x1, y1, xs, ys, covered in searches:
            if x0 <= x <= x1 and y0 <= y <= y1:
                place = covered.get((bisect_right(ys, y) - 1, bisect_right(xs, x) - 1))
                if place:
                    places.append(place)
                    break
        else:
            places.append(None)
    known = _without_torn(glyphs, places)
    start = 0
    for end in (*_moves(places), len(places)):
        if end > start:
            yield places[start], known[start:end]
        start = end


def _moves(places: Sequence[Place | None]) -> list[int]:
    """Return where one cell ends and the next one begins."""
    return [at for at, (last, place) in enumerate(pairwise(places), 1) if place is not last]


def _without_torn(glyphs: Sequence[Glyph], places: list[Place | None]) -> Sequence[Glyph]:
    """Set a number that stands across a rule into the cell that most of it is in; else nobody knows what it says."""
    torn = [at for at in _moves(places) if _is_next(glyphs[at], glyphs[at - 1])]
    if not torn:
        return glyphs
    known = list(glyphs)
    for at in torn:
        start, end = at - 1, at + 1
        while start and _is_next(glyphs[start], glyphs[start - 1]):
            start -= 1
        while end < len(glyphs) and _is_next(glyphs[end], glyphs[end - 1]):
            end += 1
        inside = places[start:end]
        most = max(inside, key=inside.count)
        if inside.count(most) >= _INSIDE * len(inside):
            places[start:end] = [most] * len(inside)
        else:
            known[start:end] = [glyph._replace(text=UNKNOWN) for glyph in glyphs[start:end]]
    return known


def _is_next(glyph: Glyph, last: Glyph) -> bool:
    """Tell whether two characters are digits of one number, the one right beside the other."""
    if glyph.text not in _NUMBER or last.text not in _NUMBER:
        return False
    return abs(glyph.base - last.base) < 1 and -1 < glyph.left - last.right < _NEAR * (glyph.right - glyph.left)


def with_struck(glyphs: Sequence[Glyph], rules: Sequence[Rule]) -> list[Glyph]:
    """Mark the characters that a rule strikes through."""
    return [_struck(glyph) if any(_strikes(rule, glyph) for rule in rules) else glyph for glyph in glyphs]


def _struck(glyph: Glyph) -> Glyph:
    return glyph if glyph.setting else glyph._replace(setting=Setting.STRUCK)


def _strikes(rule: Rule, glyph: Glyph) -> bool:
    if not rule.start - 1 <= glyph.centre <= rule.end + 1:
        return False
    least, most = (share * (glyph.bottom - glyph.top) for share in _STRUCK)
    return least < glyph.base - rule.at < most
