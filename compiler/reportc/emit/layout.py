"""In which layout a report's tables came: by what stands between the numbers of a row, whichever reader took them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

from reportc.span import Span, hull
from reportc.syntax.nodes import Report
from reportc.syntax.walk import rows

LAYOUTS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "markup": re.compile("<"),  # cells of HTML
        "lines": re.compile(r"[\n\r]"),  # a cell a line
        "bars": re.compile(r"[|\u2500-\u257f^]"),  # between bars, drawn or of Markdown
        "tabs": re.compile(r"\t"),
        "commas": re.compile("[,;，；]"),
        "spaces": re.compile(r"\s"),
    }
)
"""What stands between two cells, the first that fits; a file of an office gives rows with tabs."""


def layout(tree: Report, text: str) -> str | None:
    """Return the layout of most cells of `tree`; None where there are no two in a row."""
    votes = Counter(_between(text[start:end]) for start, end in _gaps(tree))
    return min(votes, key=lambda name: (-votes[name], name), default=None)


def _gaps(tree: Report) -> Iterator[Span]:
    """Yield what stands between neighbouring cells of each row."""
    for row in rows(tree):
        places = sorted(hull(cell.spans) for cell in row.cells if cell.spans)
        yield from (Span(one.end, other.start) for one, other in pairwise(places) if one.end <= other.start)


def _between(gap: str) -> str:
    return next((name for name, mark in LAYOUTS.items() if mark.search(gap)), "other")
