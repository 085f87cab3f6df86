"""The margins of pages: running heads and page numbers, which are not part of the report."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reportc.source.fold import fold
from reportc.source.pieces import Vocabulary
from reportc.source.sheets.textlines import TextLine

_MARGIN = 0.13
"""The share of a page's height, above and below, in which running heads are."""
_EDGE = 0.055
"""The share of it in which there is no text but running heads."""
_SAME = 3.0
"""Running heads of two pages are at one height, or nearly so."""
_FEWEST = 2
_FEWEST_HEADS = 2
_MOST_HEADS = 12
_APART = 2.0
"""A bare number is a page number if it is this far from all other lines, in sizes of its font."""
_MOST = 3
"""At most this many lines of a margin are examined."""
_DIGITS = re.compile(r"\d{1,9}")
_MARK = re.compile(r"[^\w\u4e00-\u9fff]{0,4}\d{1,4}[^\w\u4e00-\u9fff]{0,4}")
"""A number with nothing but signs around it."""


def margins(pages: Mapping[int, Sequence[TextLine]], heights: Mapping[int, float], vocabulary: Vocabulary) -> set[int]:
    """Return the ids of the lines of all pages that are in a margin.

    Such a line is a usual page mark, or is repeated on several pages, or counts them; a bare number
    on a single page that is the page's own number is a page number, too.
    """
    by_text: defaultdict[str, list[_MarginLine]] = defaultdict(list)
    found: set[int] = set()
    for page, lines in pages.items():
        for line in _outer(lines, heights[page]):
            text = fold(line.text)
            if vocabulary.is_page_mark(text):
                found.add(id(line))
            else:
                by_text[_DIGITS.sub("#", text)].append(_MarginLine(page, text, line))
    for alike in by_text.values():
        there = _in_one_place(alike)
        found |= _counting(there, len(pages)) or _repeated(there, vocabulary)
    return found | _heads({page: [line for line in lines if id(line) not in found] for page, lines in pages.items()})


def _heads(pages: Mapping[int, Sequence[TextLine]]) -> set[int]:
    """Return the lines at the top of pages that repeat the head of a table without rules on a page before."""
    found: set[int] = set()
    before: list[TextLine] = []
    for lines in pages.values():
        if lines and before:
            again = max((_same_from(before, at, lines) for at in _alike(before, lines[0])), default=0)
            if again >= _FEWEST_HEADS:
                found.update(id(line) for line in lines[:again])
        before += lines
    return found


def _alike(before: Sequence[TextLine], line: TextLine) -> list[int]:
    return [at for at, other in enumerate(before) if _is_same(other, line)][:_MOST_HEADS]


def _same_from(before: Sequence[TextLine], start: int, lines: Sequence[TextLine]) -> int:
    """Count the lines from the first on whose texts and places are those of the lines from `start` on."""
    count = 0
    for other, line in zip(before[start:], lines[:_MOST_HEADS], strict=False):
        if not _is_same(other, line):
            break
        count += 1
    return count


def _is_same(other: TextLine, line: TextLine) -> bool:
    return abs(other.left - line.left) < _SAME and not any(map(str.isdigit, line.text)) and other.text == line.text


class _MarginLine(NamedTuple):
    """The text of a line at the edge of a page."""

    page: int
    text: str
    line: TextLine


def is_outside(line: TextLine, height: float) -> bool:
    """Return whether a line is where pages have no text but in their margins."""
    return line.bottom < _EDGE * height or line.top > (1 - _EDGE) * height


def _outer(lines: Sequence[TextLine], height: float) -> list[TextLine]:
    """Return the lines of a page at its upper and its lower edge."""
    edge = _MARGIN * height
    ordered = sorted(lines, key=lambda line: line.top)
    above = [line for line in ordered[:_MOST] if line.bottom < edge]
    below = [line for line in ordered[-_MOST:] if line.top > height - edge and line not in above]
    return [line for line in above + below if not line.text.isdigit() or _is_apart(line, ordered)]


def _is_apart(line: TextLine, ordered: Sequence[TextLine]) -> bool:
    """Return whether the next lines are farther away than those of a table are."""
    return all(other is line or abs(other.top - line.top) > _APART * line.size for other in ordered)


def _in_one_place(alike: Sequence[_MarginLine]) -> list[_MarginLine]:
    """Return the lines at the most frequent height: the first may be the title."""
    tops = [entry.line.top for entry in alike]
    usual = max(tops, key=lambda top: sum(abs(top - other) < _SAME for other in tops))
    return [entry for entry in alike if abs(entry.line.top - usual) < _SAME]


def _repeated(alike: Sequence[_MarginLine], vocabulary: Vocabulary) -> set[int]:
    """Return the lines that are repeated on several pages; a row of numbers may be repeated, too."""
    same = [entry for entry in alike if entry.text == alike[0].text]
    if len({entry.page for entry in same}) < _FEWEST or all(map(vocabulary.is_cell, same[0].line.text.split())):
        return set()
    return {id(entry.line) for entry in same}


def _counting(alike: Sequence[_MarginLine], pages: int) -> set[int]:
    """Return the ids of the lines in which a number goes up with the pages."""
    numbers = [[int(number) for number in _DIGITS.findall(entry.text)] for entry in alike]
    for place in range(len(numbers[0])):
        offsets = [found[place] - entry.page for found, entry in zip(numbers, alike, strict=True)]
        offset, count = Counter(offsets).most_common(1)[0]
        alone = pages == 1 and offset == 0 and _MARK.fullmatch(alike[0].text)
        if count >= _FEWEST or alone:
            return {id(entry.line) for entry, own in zip(alike, offsets, strict=True) if own == offset}
    return set()
