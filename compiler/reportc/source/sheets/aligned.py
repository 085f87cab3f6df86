"""Tables without rules: lines of a sheet laid out as text that keeps words in one column below one another.

The columns are then found in that text as in any other whose cells are aligned by white space.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from reportc.source.fold import fold
from reportc.source.pieces import Vocabulary
from reportc.source.projected import ProjectedRun
from reportc.source.sheets.textlines import TextLine
from reportc.source.widths import columns_wide

_FEWEST = 2
_MANY = 4
"""A line with at least this many numbers is a row without need of others."""
_GAP = 1.2
"""Words that are farther apart than this, in sizes of the font, certainly are in different columns."""
_PROSE = 0.75
"""A line without gaps that takes this share of the width is prose."""
_MOST_COLUMNS = 400


def in_columns(lines: Sequence[TextLine], vocabulary: Vocabulary) -> Iterator[tuple[bool, list[TextLine]]]:
    """Yield stretches of lines, and whether they are in columns: from the first row to the last, with nearby lines."""
    numbers = [_numbers(line, vocabulary) for line in lines]
    rows = list(map(bool, numbers))
    flags = [False] * len(lines)
    if sum(rows) >= _FEWEST or max(numbers, default=0) >= _MANY:
        width = max(line.right for line in lines) - min(line.left for line in lines)
        first, last = rows.index(True), len(rows) - 1 - rows[::-1].index(True)
        while first and not _is_prose(lines[first - 1], width, vocabulary):
            first -= 1
        while last + 1 < len(lines) and not _is_prose(lines[last + 1], width, vocabulary):
            last += 1
        flags[first : last + 1] = [True] * (last + 1 - first)
    for flag, group in groupby(zip(flags, lines, strict=True), lambda pair: pair[0]):
        yield flag, [line for _, line in group]


def _numbers(line: TextLine, vocabulary: Vocabulary) -> int:
    """Count the numbers at the end of a line that are separate from the text before them."""
    words = list(line.words())
    at = len(words)
    while at and vocabulary.is_cell(fold(words[at - 1].text)):
        at -= 1
    if at == len(words) or (at == 0 and len(words) < _MANY):
        return 0
    apart = max(after.left - before.right for before, after in pairwise(words[max(at - 1, 0) :]))
    return len(words) - at if apart > _GAP * line.size else 0


def _is_prose(line: TextLine, width: float, vocabulary: Vocabulary) -> bool:
    words = list(line.words())
    heading = vocabulary.is_heading(line.text)
    return heading or (len(words) == 1 and line.right - line.left > _PROSE * width)


def laid_out(lines: Sequence[TextLine]) -> Iterator[list[ProjectedRun]]:
    """Yield each line with white space between its words, so that each begins in its column."""
    left = min(line.left for line in lines)
    unit = min(line.size for line in lines) / 2
    for line in lines:
        row: list[ProjectedRun] = []
        at = 0
        for word in line.words():
            column = min(round((word.left - left) / unit), _MOST_COLUMNS) if unit > 0 else at
            space = max(column - at, 1 if row else 0)
            parts = word.runs()
            row += [ProjectedRun(" " * space), *parts]
            at += space + sum(columns_wide(part.text) for part in parts)
        yield row
