"""Texts to stretches: the lines between two section headings may be cut by each layout that recognises them."""

from __future__ import annotations

from collections.abc import Sequence

from reportc.source.cuts import Stretch
from reportc.source.layouts import stretch
from reportc.source.lines import Line, stretches
from reportc.source.pieces import Vocabulary


def read_lines(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Stretch]:
    """Return the stretches of a text with the ways to cut each."""
    return [stretch(found, vocabulary) for found in stretches(lines, vocabulary)]
