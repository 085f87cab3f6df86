"""What a place is part of, for somebody who looks at all of it: a row of a table, a sentence."""

from __future__ import annotations

import re

from reportc.explain.view import View
from reportc.span import Span, hull
from reportc.syntax.nodes import Cell, Label
from reportc.syntax.walk import rows

_END = re.compile("[。！？!?；;\n]")

_LONGEST = 1000
"""No sentence is longer, in characters."""


def around(view: View, place: Span) -> Span:
    """Return the row that `place` stands in, or else its sentence."""
    for row in rows(view.checked.result.tree):
        own: tuple[Label | Cell, ...] = (*row.labels, *row.cells)
        spans = tuple(sorted(span for leaf in own for span in leaf.spans))
        if any(span.start <= place.start and place.end <= span.end for span in spans):
            return hull(spans)
    back = _END.search(view.text[max(0, place.start - _LONGEST) : place.start][::-1])
    start = place.start - (back.start() if back else min(place.start, _LONGEST))
    ahead = _END.search(view.text, place.end, place.end + _LONGEST)
    return Span(start, ahead.start() if ahead else min(len(view.text), place.end + _LONGEST))
