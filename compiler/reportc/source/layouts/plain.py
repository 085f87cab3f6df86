"""Plain lines: one cell, heading or paragraph a line, whose words may be broken over lines."""

from __future__ import annotations

from collections.abc import Sequence

from reportc.source.cuts import Found
from reportc.source.lines import Line, whole
from reportc.source.pieces import Vocabulary


def read(lines: Sequence[Line], vocabulary: Vocabulary) -> Found:  # noqa: ARG001  # this layout knows all lines
    """Take every line for a piece."""
    return [whole(line) for line in lines if not line.blank]
