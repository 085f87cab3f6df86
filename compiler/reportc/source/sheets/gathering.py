"""Characters gathered to lines of text by their positions, whatever the order they were drawn in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf
from operator import itemgetter

from reportc.source.pieces import Setting
from reportc.source.sheets.sheet import Glyph
from reportc.source.sheets.textlines import TextLine, is_wide, middle

_SAME_LINE = 0.33
"""The middles of characters of one line differ by less, in heights of the smaller."""
_SAME_BASE = 0.1
"""Base lines of one line differ by no more, in heights of the characters."""
_OVER = 0.4
"""Characters that share this much of their width are over one another."""
_TALLER = 1.25
"""A line that begins with a small character lies where its first character that is this much taller does."""
_MOST_SCRIPTS = 8
_SMALL = 0.8
_SCRIPT_GAP = 0.4
"""Superscripts are this much smaller than their line, and begin this near the previous character, in their heights."""
_SAME_PLACE = 0.25
"""A character drawn again this near, in widths of its own, makes it look bold; it is one character."""
_OFF_LINE = 0.12
_SMALLER = 0.9
"""A character that is higher or lower than its line, and is smaller, is a note; both in heights of the line."""
_LEFT = itemgetter(Glyph._fields.index("left"))
_BASE = itemgetter(Glyph._fields.index("base"))


def text_lines(glyphs: Iterable[Glyph], page: int) -> list[TextLine]:
    """Return the lines of characters, from top to bottom."""
    given = list(glyphs)
    if len(given) <= 1:
        return [TextLine(given, page)] if given and given[0].text.strip() else []
    if len({glyph[4] for glyph in given}) == 1:  # its base line
        made = [_line(given)]
    else:
        made = [_with_notes(_line(line)) for line in _with_scripts(_lines(given))]
    return [TextLine(line, page) for line in made if line]


def _lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return the characters of each line; bases are one line if the middles of their characters are near."""
    lines: list[list[Glyph]] = []
    last = height = 0.0
    for group in _on_one_base(glyphs):
        own = middle([bottom - top for _, top, _, bottom, _, _, _ in group])
        at = middle([(top + bottom) / 2 for _, top, _, bottom, _, _, _ in group])
        near = lines and abs(at - last) < _SAME_LINE * min(own, height)
        if near and not _collide(lines[-1], group):
            lines[-1] += group
            if own <= _TALLER * height:
                continue
        else:
            lines.append(group)
        last, height = at, own
    return lines


def _on_one_base(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the characters with the same base line, or nearly so."""
    group: list[Glyph] = []
    for glyph in sorted(glyphs, key=_BASE):
        if group and glyph.base - group[-1].base > _SAME_BASE * _height(glyph):
            yield group
            group = []
        group.append(glyph)
    if group:
        yield group


def _collide(line: Iterable[Glyph], other: Iterable[Glyph]) -> bool:
    """Return whether characters of two lines are over one another."""
    last, whose = -1e9, 0
    for left, right, own in sorted([(g.left, g.right, 0) for g in line] + [(g.left, g.right, 1) for g in other]):
        if own != whose and left < last - _OVER * (right - left):
            return True
        if right > last:
            last, whose = right, own
    return False


def _with_scripts(lines: list[list[Glyph]]) -> list[list[Glyph]]:
    """Move lines of small characters that are raised or lowered into the next line, or the previous one."""
    heights = [_height(line[0]) for line in lines]
    if min(heights) > _SMALL * max(heights):
        return lines
    kept: list[list[Glyph]] = []
    for at, line in enumerate(lines):
        near = (kept[-1:] if at else []) + lines[at + 1 : at + 2]
        home = next((other for other in near if _are_scripts(line, other)), None)
        if home is None:
            kept.append(line)
        else:
            home += line
    return kept


def _are_scripts(line: list[Glyph], other: list[Glyph]) -> bool:
    """Return whether all characters of a line are small ones that begin where one of another line ends."""
    if len(line) > _MOST_SCRIPTS or _height(line[0]) > _SMALL * _height(other[0]):  # the first test decides most
        return False
    if max(map(_height, line)) > _SMALL * min(map(_height, other)):
        return False
    first = min(line, key=_LEFT)
    apart = _SCRIPT_GAP * _height(first)
    beside = [glyph for glyph in other if abs(first.left - glyph.right) < apart]
    return any(glyph.top < first.bottom and first.top < glyph.bottom for glyph in beside)


def _height(glyph: Glyph) -> float:
    return glyph.bottom - glyph.top


def _line(glyphs: list[Glyph]) -> list[Glyph]:
    """Return the characters of a line from left to right, without those drawn twice and white space at the ends."""
    if not _are_apart(glyphs):
        glyphs.sort(key=_LEFT)
        glyphs = glyphs if _are_apart(glyphs) else _drawn_once(glyphs)
    while glyphs and not glyphs[-1].text.strip():
        glyphs.pop()
    if not glyphs or glyphs[0].text.strip():
        return glyphs
    return glyphs[next(at for at, glyph in enumerate(glyphs) if glyph.text.strip()) :]


def _are_apart(glyphs: Iterable[Glyph]) -> bool:
    """Return whether each character is to the right of the previous one, and none overlaps it."""
    last = -inf
    for left, _, right, _, _, _, _ in glyphs:
        if left - last < _SAME_PLACE * (right - left):
            return False
        last = left
    return True


def _drawn_once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Return characters from left to right without those drawn over the previous one."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        if not (kept and glyph.left < kept[-1].right and _is_again(glyph, kept[-3:])):
            kept.append(glyph)
    return kept


def _is_again(glyph: Glyph, before: Iterable[Glyph]) -> bool:
    """Return whether a character was drawn just before, in the same place."""
    near = glyph.left - _SAME_PLACE * (glyph.right - glyph.left)
    return any(other.text == glyph.text and other.left > near for other in before)


def _with_notes(glyphs: list[Glyph]) -> list[Glyph]:
    """Mark the characters that are set higher or lower than their line."""
    bases = {glyph.base for glyph in glyphs}
    if not bases or max(bases) - min(bases) < 1:
        return glyphs
    tallest = max(glyphs, key=lambda glyph: (glyph.bottom - glyph.top, is_wide(glyph.text)))
    height = tallest.bottom - tallest.top
    return [_set(glyph, tallest.base - glyph.base, height) for glyph in glyphs]


def _set(glyph: Glyph, raised: float, height: float) -> Glyph:
    """Mark a character that is `raised` over its line, if it is smaller than the line's."""
    if glyph.setting or abs(raised) < _OFF_LINE * height or glyph.bottom - glyph.top > _SMALLER * height:
        return glyph
    return glyph._replace(setting=Setting.RAISED if raised > 0 else Setting.LOWERED)
