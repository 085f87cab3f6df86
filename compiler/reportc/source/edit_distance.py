"""Edit distance: by how many edits a line differs from a heading of the form, if few enough for a misprint.

One edit is few enough, two for words of sixteen characters and more: headings, and headings and labels,
differ by more. Words of fewer than eight characters need their ordinal before them.
"""

from __future__ import annotations

from collections import Counter

_ORDINAL = 2
"""The characters before a heading's words: a numeral and a mark."""
_SHORT, _TO_AN_EDIT = 8, 8
"""Words as short as this need an ordinal; words of several times `_TO_AN_EDIT` characters may have as many edits."""


def distance(line: str, heading: str) -> int | None:
    """Return by how many edits a line differs from a heading, with its ordinal or without; None if by too many."""
    words = heading[_ORDINAL:]
    most = max(1, len(words) // _TO_AN_EDIT)
    if len(words) < _SHORT:
        return _edits(line[_ORDINAL:], words, most) if line[:_ORDINAL] == heading[:_ORDINAL] else None
    found = [edits for form in (heading, words) if (edits := _edits(line, form, most)) is not None]
    return min(found, default=None)


def _edits(one: str, other: str, most: int) -> int | None:
    """Return how many characters must be inserted, deleted, replaced or swapped; None if more than `most`."""
    if abs(len(one) - len(other)) > most or (Counter(other) - Counter(one)).total() > most:
        return None
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(last[j] + 1, row[-1] + 1, last[j - 1] + (a != b))
            swapped = i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b
            row.append(min(cost, before[j - 2] + 1) if swapped else cost)
        before, last = last, row
    return last[-1] if last[-1] <= most else None
