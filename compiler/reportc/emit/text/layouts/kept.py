"""The layout that a report is in: what parts the cells of its rows, as most of them have it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from reportc.syntax.nodes import Applications, Label, Report
from reportc.syntax.walk import rows

KEPT = "keep"
"""Named in place of a layout: that which the report is in."""
_NORMAL = "markdown"


def layout_of(report: Report, text: str) -> str:
    """Return the name of the layout that `report`, read from `text`, is in; the normal form where it is in none."""
    votes = Counter(_layouts(report, text))
    found = votes.most_common(1)[0][0] if votes else _NORMAL
    return "official" if found == "tabs" and _has_columns_of_labels(report, text) else found


def _layouts(report: Report, text: str) -> Iterator[str]:
    """Yield what each two neighbouring cells are parted as."""
    for row in rows(report):
        spans = sorted(span for cell in row.cells for span in cell.spans)
        for one, other in pairwise(spans):
            between = text[one.end : other.start]
            if "\n" in between or "\r" in between:
                yield "bars" if "|" in between else "lines"
            elif "|" in between:
                yield _NORMAL
            elif "\t" in between:
                yield "tabs"


def _has_columns_of_labels(report: Report, text: str) -> bool:
    """Tell whether the label of a group stands in one line with that of its first row, as the form has it."""
    for section in report.sections:
        if isinstance(section, Applications):
            starts = [row.labels[0].spans[0].start for row in section.rows if row.labels and row.labels[0].spans]
            if any(_stands_before(label, start, text) for label in section.labels for start in starts):
                return True
    return False


def _stands_before(label: Label, start: int, text: str) -> bool:
    end = label.spans[-1].end if label.spans else start
    return end < start and not text[end:start].strip("\t")
