"""Lines of text on a sheet: their text, with spaces where there are gaps, and the separators between lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from statistics import median

from reportc.source.projected import ProjectedRun
from reportc.source.sheets.sheet import Glyph

_EM = 0.8
"""The size of a font without wide characters, in heights of its boxes."""
WIDE = "\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\u3000-\u303f"
"""The characters that are as wide as a Chinese one, as a class of a pattern has them."""
_WIDE = re.compile(f"[{WIDE}]")
_APART = 0.35
"""Words that are this far apart, in sizes of the font, may be in columns."""
_LEAST_GAP = 0.22
_GAPS = {(True, True): 1.0, (True, False): 0.6, (False, True): 0.6, (False, False): _LEAST_GAP}
"""The gap that is a space between two characters, in sizes of the font, by whether they are wide."""
_TOUCHING = 0.1
"""Characters that are at most this many points apart are of one word, however small the font."""
_new = tuple.__new__
"""Stretches are made by the hundred: `tuple.__new__` takes half as long as the class."""


class TextLine:
    """Characters on one line, from left to right; `page` is the number of their page."""

    __slots__ = ("_bottom", "_runs", "_size", "_text", "_top", "glyphs", "page")

    def __init__(self, glyphs: list[Glyph], page: int) -> None:
        """Take the characters of a line, at least one; the list may not be changed afterwards."""
        self.glyphs = glyphs
        self.page = page
        self._top: float | None = None
        self._bottom: float | None = None
        self._size: float | None = None
        self._runs: list[ProjectedRun] | None = None
        self._text: str | None = None

    @property
    def top(self) -> float:
        """The upper end of its characters."""
        if self._top is None:
            self._top = min([glyph.top for glyph in self.glyphs])
        return self._top

    @property
    def bottom(self) -> float:
        """The lower end of its characters."""
        if self._bottom is None:
            self._bottom = max([glyph.bottom for glyph in self.glyphs])
        return self._bottom

    @property
    def size(self) -> float:
        """The size of its font."""
        if self._size is None:
            wide = [right - left for left, _, right, _, _, text, _ in self.glyphs if is_wide(text)]
            self._size = middle(wide) if wide else (self.bottom - self.top) * _EM
        return self._size

    @property
    def left(self) -> float:
        """The left end of its characters."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """The right end of its characters."""
        return self.glyphs[-1].right

    @property
    def text(self) -> str:
        """Its text without marks of notes."""
        if self._text is None:
            self._text = "".join([text for text, setting, _ in self.runs() if setting is None])
        return self._text

    def runs(self) -> list[ProjectedRun]:
        """Return its text, with spaces where there are gaps, as a run for each setting."""
        if self._runs is None:
            self._runs = self._made_runs()
        return self._runs

    def _made_runs(self) -> list[ProjectedRun]:
        before = self.glyphs[0]
        right, setting = before.left, before.setting
        for left, _, end, _, _, _, own in self.glyphs:
            if left - right > _TOUCHING or own is not setting:
                break
            right = end
        else:
            return [_new(ProjectedRun, ("".join([glyph[5] for glyph in self.glyphs]), setting, None))]
        least, size = _LEAST_GAP * self.size, self.size
        found: list[ProjectedRun] = []
        parts = [before.text]
        for glyph in self.glyphs[1:]:
            gap = glyph.left - before.right
            if gap > least and gap > _GAPS[is_wide(before.text), is_wide(glyph.text)] * size:
                parts.append(" " if not (before.text.isspace() or glyph.text.isspace()) else "")
            if glyph.setting is not before.setting:
                found.append(ProjectedRun("".join(parts), before.setting))
                parts = []
            parts.append(glyph.text)
            before = glyph
        return [*found, ProjectedRun("".join(parts), before.setting)]

    def words(self) -> Iterator[TextLine]:
        """Yield the parts that are far apart, as columns are."""
        start = 0
        for at in range(1, len(self.glyphs)):
            if self.glyphs[at].left - self.glyphs[at - 1].right > _APART * self.size:
                yield TextLine(self.glyphs[start:at], self.page)
                start = at
        yield TextLine(self.glyphs[start:], self.page)


def middle(values: Sequence[float]) -> float:
    """Return the median; it is fast where all values are alike, as nearly always."""
    first = values[0]
    return first if values.count(first) == len(values) else median(values)


@cache
def is_wide(character: str) -> bool:
    """Return whether a character is as wide as a Chinese one."""
    return character > "\u2e7f" and bool(_WIDE.match(character))


def joint(before: TextLine, after: TextLine, room: float) -> str:
    """Return the separator of two lines of one paragraph or cell: a space between Latin words, or two numbers.

    A number is broken over lines only where not one more digit had room: `room` is the rest of the line's width.
    """
    last, first = before.glyphs[-1].text, after.glyphs[0].text
    if is_wide(last) or is_wide(first):
        return ""
    digit = after.glyphs[0].right - after.glyphs[0].left
    return "" if last.isdigit() and first.isdigit() and room < digit else " "
