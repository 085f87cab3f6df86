"""Prose on sheets: lines joined to paragraphs, also over the end of a page.

A line continues with the next one if the next one's first word had no room on it. A line that is indented, is
farther down than usual, or is a heading begins a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from reportc.source.pieces import Vocabulary
from reportc.source.sheets.textlines import WIDE, TextLine

_INDENT = 1.0
"""A line with this indent, in sizes of the font, begins a paragraph."""
_LOOSE = 1.35
"""A paragraph begins where the next line is this much farther down than usual."""
_LONG = 0.6
"""A line that takes this share of the width is prose: its distance to the next one is the distance of lines."""
_FARTHEST = 4.0
_SIZES = 0.12
"""Fonts of one paragraph differ by no more, in shares of the larger."""
_SLACK = 0.3
"""This share of a character may stand out on a line that is spread to its full width."""
_UNIT = re.compile(rf"[^\s{WIDE}]+|.", re.DOTALL)
_CLOSING = re.compile(r"[，。、；：？！）》」』】〉”’％,.;:?!)\]}%]+")
_LONGEST_HEADING = 60


@dataclass(slots=True)
class Measure:
    """The measure of prose: where its lines begin and end, and their distance, in sizes of the font."""

    left: float
    right: float
    step: float

    @classmethod
    def of(cls, lines: Sequence[TextLine]) -> Measure:
        """Return the measure of lines."""
        if not lines:
            return cls(0.0, 0.0, 0.0)
        left, right = min(line.left for line in lines), max(line.right for line in lines)
        steps = [
            (below.bottom - above.bottom) / below.size
            for above, below in pairwise(lines)
            if above.page == below.page
            and above.right - above.left > _LONG * (right - left)
            and 0 < below.bottom - above.bottom < _FARTHEST * above.size
        ]
        return cls(left, right, median(steps) if steps else 0.0)


def paragraphs(lines: Sequence[TextLine], measure: Measure, vocabulary: Vocabulary) -> Iterator[list[TextLine]]:
    """Yield the lines of each paragraph."""
    paragraph: list[TextLine] = []
    for line in lines:
        if paragraph and not _goes_on(paragraph, line, measure, vocabulary):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _goes_on(paragraph: Sequence[TextLine], line: TextLine, measure: Measure, vocabulary: Vocabulary) -> bool:
    """Return whether `line` is the next one of a paragraph."""
    last = paragraph[-1]
    if any(len(text) <= _LONGEST_HEADING and vocabulary.is_heading(text) for text in (line.text, last.text)):
        return False
    if abs(last.size - line.size) > _SIZES * max(last.size, line.size):
        return False
    if line.page == last.page and line.bottom - last.bottom > _LOOSE * line.size * max(measure.step, 1):
        return False
    if _is_centred(line, measure) and abs(last.left + last.right - line.left - line.right) < line.size:
        return last.right - last.left + _first_unit(line) + _SLACK * line.size > measure.right - measure.left
    if line.left - measure.left > _INDENT * line.size and line.left - last.left > -_INDENT * line.size:
        return _is_hanging(paragraph, line) and _is_full(last, line, measure)
    return _is_full(last, line, measure)


def _is_centred(line: TextLine, measure: Measure) -> bool:
    """Return whether a line is centred, with room on both sides."""
    before, after = line.left - measure.left, measure.right - line.right
    return min(before, after) > line.size and abs(before - after) < line.size


def _is_hanging(paragraph: Sequence[TextLine], line: TextLine) -> bool:
    """Return whether all lines of a paragraph except the first have the same indent."""
    return len(paragraph) > 1 and abs(paragraph[-1].left - line.left) < line.size / 2


def _is_full(last: TextLine, line: TextLine, measure: Measure) -> bool:
    """Return whether the first word of `line` had no room at the end of `last`."""
    return measure.right - last.right < _first_unit(line) + _SLACK * line.size


def _first_unit(line: TextLine) -> float:
    """Return the width of the first character or word of a line, with the signs that close it."""
    text = "".join(glyph.text for glyph in line.glyphs)
    first = _UNIT.match(text)
    end = first.end() if first else 1
    closing = _CLOSING.match(text, end)
    end = closing.end() if closing else end
    return line.glyphs[min(end, len(line.glyphs)) - 1].right - line.left
