"""The margins of pages: running heads, and numbers of pages, which are no part of what a report says."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from reportc.source.fold import fold
from reportc.source.pieces import Vocabulary
from reportc.source.sheets.textlines import TextLine

_MARGIN = 0.13
"""The share of a page's height, above and below, in which running heads stand."""
_FEWEST = 2
_MOST = 3
"""So many lines of a margin are looked at."""
_DIGITS = re.compile(r"\d{1,4}")
_MARK = re.compile(r"[^\w\u4e00-\u9fff]{0,4}\d{1,4}[^\w\u4e00-\u9fff]{0,4}")
"""A number with nothing but signs around it."""


def margins(pages: Mapping[int, Sequence[TextLine]], heights: Mapping[int, float], vocabulary: Vocabulary) -> set[int]:
    """Return the lines of all pages, by identity, that stand in a margin.

    Such a line is what a printer sets there, says the same on several pages, or counts them; a bare number
    on a single page that is the page's own counts it, too.
    """
    said: defaultdict[str, list[tuple[int, TextLine]]] = defaultdict(list)
    found: set[int] = set()
    for page, lines in pages.items():
        for line in _outer(lines, heights[page]):
            text = fold(line.text)
            if vocabulary.is_page_mark(text):
                found.add(id(line))
            else:
                said[_DIGITS.sub("#", text, count=1)].append((page, line))
    for pattern, lines_of in said.items():
        found |= _counting(lines_of, len(pages)) if "#" in pattern else _repeated(lines_of)
    return found


def _outer(lines: Sequence[TextLine], height: float) -> list[TextLine]:
    """Return the lines of a page at its upper and its lower edge."""
    edge = _MARGIN * height
    ordered = sorted(lines, key=lambda line: line.top)
    above = [line for line in ordered[:_MOST] if line.bottom < edge]
    return above + [line for line in ordered[-_MOST:] if line.top > height - edge and line not in above]


def _repeated(lines: Sequence[tuple[int, TextLine]]) -> set[int]:
    """Return the lines that say the same on several pages, but for the first: it may be the title."""
    pages = sorted({page for page, _ in lines})
    if len(pages) < _FEWEST:
        return set()
    return {id(line) for page, line in lines if page != pages[0] or not _is_alone(lines)}


def _is_alone(lines: Sequence[tuple[int, TextLine]]) -> bool:
    """Tell whether the first of some lines is the only one that stands where it does."""
    tops = [round(line.top) for _, line in lines]
    return Counter(tops)[tops[0]] == 1


def _counting(lines: Sequence[tuple[int, TextLine]], pages: int) -> set[int]:
    """Return the lines whose number goes up with the pages."""
    numbers = [(page, int(found.group()), line) for page, line in lines if (found := _DIGITS.search(fold(line.text)))]
    offset, count = Counter(number - page for page, number, _ in numbers).most_common(1)[0]
    alone = pages == 1 and offset == 0 and _MARK.fullmatch(fold(numbers[0][2].text))
    if count < _FEWEST and not alone:
        return set()
    return {id(line) for page, number, line in numbers if number - page == offset}
