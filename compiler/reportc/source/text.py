"""Texts: the limit of their length, and their stretches, each of which may be cut by every layout that recognises it.

A report has ten thousand characters or a hundred thousand. Each word of a table costs a kilobyte of memory
while it is being read, so their number has to be bounded: at these limits reading takes about 600 MB at most.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportc.source.cuts import Stretch
from reportc.source.layouts import stretch
from reportc.source.lines import Line, PackedLines, stretches
from reportc.source.pieces import Refusal, Vocabulary

_MOST_CHARACTERS = 10_000_000
_MOST_BREAKS = 500_000
"""Line ends, tabs, bars and blanks: what may part words."""
_BREAKS = "\n\r\t| \u3000"
MOST_BYTES = 4 * _MOST_CHARACTERS + 4
"""More bytes are more characters in every encoding: they need not be decoded to be refused."""
_TOO_LONG = Refusal(
    f"文字过长（超过 {_MOST_CHARACTERS} 字，或换行、制表符、竖线、空格超过 {_MOST_BREAKS} 个）",
    f"the text is too long (more than {_MOST_CHARACTERS} characters, "
    f"or {_MOST_BREAKS} line ends, tabs, bars and blanks)",
)


def too_long(data: str | bytes) -> Refusal | None:
    """Return why a text, or the bytes of one, is too long to be read."""
    if isinstance(data, bytes):
        return _TOO_LONG if len(data) > MOST_BYTES else None
    if len(data) > _MOST_CHARACTERS or sum(map(data.count, _BREAKS)) > _MOST_BREAKS:
        return _TOO_LONG
    return None


_MANY = 5_000
"""Texts with more lines are packed. A report has three hundred lines, or a thousand."""


def read_lines(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Stretch]:
    """Return the stretches of a text with the ways to cut each."""
    found = stretches(lines, vocabulary)
    return [stretch(PackedLines(part) if len(lines) > _MANY else part, vocabulary) for part in found]
