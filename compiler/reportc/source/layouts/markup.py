"""Markup in a cell's text: breaks that are written out, references, and numbers on several of its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from reportc.source.lines import NOWHERE, Line, Place, join, piece
from reportc.source.pieces import Piece

DIGITS = re.compile(r"[+-]?[\d.,，]+")
"""A number, or a part of one that a cell's edge has cut."""
_BREAK = re.compile(r"<br\s*/?>|(?:&nbsp;)+|(?<=\S)\s\+\s*$", re.IGNORECASE)


def joined(parts: Sequence[Piece], *, one: bool) -> Piece:
    """Join what stands on several lines of a cell; digits are shown apart unless they make one number."""
    printed = [part for part in parts if part.text]
    made = join(printed or parts[:1])
    if len(printed) > 1 and not one and all(DIGITS.fullmatch(part.text) for part in printed):
        made.text = " / ".join(part.text for part in printed)
    return made


def unbroken(line: Line, place: Place = NOWHERE) -> Piece:
    """Make one piece of a cell's line; line breaks that are written out are no part of its words."""
    parts, start = [], 0
    for found in _BREAK.finditer(line.text):
        parts.append(piece(line, start, found.start(), place))
        start = found.end()
    parts.append(piece(line, start, len(line.text), place))
    made = join([part for part in parts if part.text] or parts[:1]) if start else parts[0]
    if "&" in made.text:
        made.text = unescape(made.text).strip()
    return made
