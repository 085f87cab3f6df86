"""The form's own labels, folded: which texts are labels, begin one or are a part of one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

LONGEST = 100
"""Longer texts, folded, are prose: no word of the form has half as many characters."""
MOST_KNOWN = 20_000
"""At most this many texts are remembered; then the memory begins again."""


class Labels:
    """The labels in the form's own wording, each with and without its ordinal."""

    def __init__(self, labels: Iterable[str]) -> None:
        """Take the folded labels."""
        self._labels = frozenset(labels)
        self._sorted = sorted(self._labels)
        self._joined = "\n".join(self._sorted)
        following = zip(self._sorted, [*self._sorted[1:], ""], strict=True)
        self._last = frozenset(label for label, longer in following if not longer.startswith(label))
        self._begun: dict[str, bool] = {}

    def holds(self, folded: str) -> bool:
        """Return whether a folded text is a part of some word of the form."""
        return folded in self._joined

    def is_label(self, folded: str) -> bool:
        """Return whether a folded text is a word in the form's own wording, its ordinal aside."""
        return folded in self._labels

    def ends_label(self, folded: str) -> bool:
        """Return whether a folded text is such a word, and no longer one begins with it."""
        return folded in self._last

    def begins_label(self, folded: str) -> bool:
        """Return whether some word of the form, its ordinal aside, begins with a folded text."""
        known = self._begun.get(folded)
        if known is None:
            at = bisect_left(self._sorted, folded)
            known = at < len(self._sorted) and self._sorted[at].startswith(folded)
            if len(folded) <= LONGEST:
                if len(self._begun) >= MOST_KNOWN:
                    self._begun.clear()
                self._begun[folded] = known
        return known
