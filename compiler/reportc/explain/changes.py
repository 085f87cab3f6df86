"""From one text to another by few edits: what stays the same is not touched, so that cursors stay where they are."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import accumulate
from os.path import commonprefix

from reportc.diagnostic import TextEdit
from reportc.span import Span


def changes(old: str, new: str) -> tuple[TextEdit, ...]:
    """Return the edits that make `new` of `old`: none overlap, each within the lines that differ."""
    return tuple(_changes(old, new)) if old != new else ()


def _changes(old: str, new: str) -> Iterator[TextEdit]:
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts = [0, *accumulate(map(len, before))]
    for tag, first, last, begin, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _trimmed(Span(starts[first], starts[last]), "".join(before[first:last]), "".join(after[begin:end]))


def _trimmed(span: Span, old: str, new: str) -> TextEdit:
    """Leave out what both begin and end with."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    return TextEdit(Span(span.start + head, span.end - tail), new[head : len(new) - tail])


def _common(one: str, other: str) -> int:
    """Return how many characters both begin with."""
    return len(commonprefix((one, other)))  # noqa: RUF071  # characters are what is wanted
