"""Texts to stretches: what stands between two section headings may be cut by each layout that knows it."""

from __future__ import annotations

from collections.abc import Sequence

from reportc.source.cuts import Stretch
from reportc.source.layouts import stretch
from reportc.source.lines import Line, PackedLines, stretches
from reportc.source.pieces import Vocabulary

_MANY = 5_000
"""A report has three hundred lines, or a thousand; more take more room than all that is made of them."""


def read_lines(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Stretch]:
    """Return the stretches of a text with the ways to cut each."""
    found = stretches(lines, vocabulary)
    return [stretch(PackedLines(part) if len(lines) > _MANY else part, vocabulary) for part in found]
