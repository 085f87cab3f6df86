"""Lines of text on a sheet: characters put together by where they stand, not by the order they were drawn in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from statistics import median

from reportc.source.pieces import Setting
from reportc.source.projection import Stretch
from reportc.source.sheets.sheet import Glyph

_SAME_LINE = 0.33
"""The middles of characters of one line differ by less, in heights of the smaller."""
_SAME_BASE = 0.1
"""Characters stand on one base that lies no farther apart, in their heights."""
_OVER = 0.4
"""Characters that share so much of their width stand over one another."""
_TALLER = 1.25
"""A line that begins with a small character lies where the first one does that is so much taller."""
_MOST_SCRIPTS = 8
_SMALL = 0.8
_SCRIPT_GAP = 0.4
"""Superscripts are so much smaller than their line, and begin so near the character before them, in their heights."""
_SAME_PLACE = 0.25
"""A character drawn again so near, in widths of its own, makes it look bold; it is one character."""
_OFF_LINE = 0.12
_SMALLER = 0.9
"""A character that stands higher or lower than its line, and is smaller, is a note; both in heights of the line."""
_EM = 0.8
"""The size of a font without wide characters, in heights of its boxes."""
WIDE = "\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\u3000-\u303f"
"""The characters that take the width of a Chinese one, as a class of a pattern has them."""
_WIDE = re.compile(f"[{WIDE}]")
_APART = 0.35
"""Words that stand so far apart, in sizes of the font, may stand in columns."""
_LEAST_GAP = 0.22
_GAPS = {(True, True): 1.0, (True, False): 0.6, (False, True): 0.6, (False, False): _LEAST_GAP}
"""From what gap on there is a space between two characters, in sizes of the font, by whether they are wide."""


_LEFT = itemgetter(Glyph._fields.index("left"))
_BASE = itemgetter(Glyph._fields.index("base"))


@dataclass(slots=True)
class TextLine:
    """Characters that stand on one line, from left to right."""

    glyphs: list[Glyph]
    page: int
    top: float = field(init=False)
    bottom: float = field(init=False)
    size: float = field(init=False)
    told: list[Stretch] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.top = min([glyph.top for glyph in self.glyphs])
        self.bottom = max([glyph.bottom for glyph in self.glyphs])
        wide = [right - left for left, _, right, _, _, text, _ in self.glyphs if is_wide(text)]
        self.size = median(wide) if wide else (self.bottom - self.top) * _EM

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.glyphs[-1].right

    @property
    def text(self) -> str:
        """What stands on it and is no note."""
        return "".join([text for text, setting, _ in self.stretches() if setting is None])

    def stretches(self) -> list[Stretch]:
        """Return its text, with spaces where there are gaps; each run of characters of one setting is a stretch."""
        if self.told is None:
            self.told = self._told()
        return self.told

    def _told(self) -> list[Stretch]:
        least, size = _LEAST_GAP * self.size, self.size
        found: list[Stretch] = []
        before = self.glyphs[0]
        parts = [before.text]
        for glyph in self.glyphs[1:]:
            gap = glyph.left - before.right
            if gap > least and gap > _GAPS[is_wide(before.text), is_wide(glyph.text)] * size:
                parts.append(" " if not (before.text.isspace() or glyph.text.isspace()) else "")
            if glyph.setting is not before.setting:
                found.append(Stretch("".join(parts), before.setting))
                parts = []
            parts.append(glyph.text)
            before = glyph
        return [*found, Stretch("".join(parts), before.setting)]

    def words(self) -> Iterator[TextLine]:
        """Yield the parts that stand apart, be it in columns."""
        start = 0
        for at in range(1, len(self.glyphs)):
            if self.glyphs[at].left - self.glyphs[at - 1].right > _APART * self.size:
                yield TextLine(self.glyphs[start:at], self.page)
                start = at
        yield TextLine(self.glyphs[start:], self.page)


@cache
def is_wide(character: str) -> bool:
    """Tell whether a character takes the width of a Chinese one."""
    return character > "\u2e7f" and bool(_WIDE.match(character))


def text_lines(glyphs: Iterable[Glyph], page: int) -> list[TextLine]:
    """Put characters together to lines, from top to bottom."""
    given = list(glyphs)
    made = map(_line, [given] if len({glyph.base for glyph in given}) == 1 else _with_scripts(_lines(given)))
    return [TextLine(line, page) for line in made if line]


def _lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return the characters of each line: those on one base, and those of bases so near that their middles are."""
    lines: list[list[Glyph]] = []
    middle = height = 0.0
    for group in _on_one_base(glyphs):
        own = median(map(_height, group))
        at = median((glyph.top + glyph.bottom) / 2 for glyph in group)
        near = lines and abs(at - middle) < _SAME_LINE * min(own, height)
        if near and not _collide(lines[-1], group):
            lines[-1] += group
            if own <= _TALLER * height:
                continue
        else:
            lines.append(group)
        middle, height = at, own
    return lines


def _on_one_base(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the characters that stand on one line of the page, or nearly so."""
    group: list[Glyph] = []
    for glyph in sorted(glyphs, key=_BASE):
        if group and glyph.base - group[-1].base > _SAME_BASE * _height(glyph):
            yield group
            group = []
        group.append(glyph)
    if group:
        yield group


def _collide(line: Iterable[Glyph], other: Iterable[Glyph]) -> bool:
    """Tell whether characters of two lines stand over one another."""
    last, whose = -1e9, 0
    for left, right, own in sorted([(g.left, g.right, 0) for g in line] + [(g.left, g.right, 1) for g in other]):
        if own != whose and left < last - _OVER * (right - left):
            return True
        if right > last:
            last, whose = right, own
    return False


def _with_scripts(lines: list[list[Glyph]]) -> list[list[Glyph]]:
    """Put small characters that stand high or low right behind one of the next line, or the one before, into it."""
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
    """Tell whether all characters of a line are small ones that begin where one of another line ends."""
    if len(line) > _MOST_SCRIPTS or max(map(_height, line)) > _SMALL * min(map(_height, other)):
        return False
    first = min(line, key=_LEFT)
    apart = _SCRIPT_GAP * _height(first)
    beside = [glyph for glyph in other if abs(first.left - glyph.right) < apart]
    return any(glyph.top < first.bottom and first.top < glyph.bottom for glyph in beside)


def _height(glyph: Glyph) -> float:
    return glyph.bottom - glyph.top


def _line(glyphs: list[Glyph]) -> list[Glyph]:
    """Set the characters of a line from left to right, without those drawn twice and white space at the ends."""
    glyphs.sort(key=_LEFT)
    kept: list[Glyph] = []
    for glyph in glyphs:
        if kept and glyph.left < kept[-1].right and _is_again(glyph, kept[-3:]):
            continue
        kept.append(glyph)
    while kept and not kept[-1].text.strip():
        kept.pop()
    first = next((at for at, glyph in enumerate(kept) if glyph.text.strip()), 0)
    return _with_notes(kept[first:])


def _is_again(glyph: Glyph, before: Iterable[Glyph]) -> bool:
    """Tell whether a character was drawn just before, in the same place."""
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
    """Mark a character that stands `raised` over its line, if it is smaller than the line's."""
    if glyph.setting or abs(raised) < _OFF_LINE * height or glyph.bottom - glyph.top > _SMALLER * height:
        return glyph
    return glyph._replace(setting=Setting.RAISED if raised > 0 else Setting.LOWERED)


def joint(before: TextLine, after: TextLine, room: float) -> str:
    """Return what joins two lines of one paragraph or cell: a space between Latin words, or two numbers.

    A number is broken over lines only where not one more digit had room: `room` is what was left on the line.
    """
    last, first = before.glyphs[-1].text, after.glyphs[0].text
    if is_wide(last) or is_wide(first):
        return ""
    digit = after.glyphs[0].right - after.glyphs[0].left
    return "" if last.isdigit() and first.isdigit() and room < digit else " "
