"""Text edits: which of them go together, the text after them, and the new places of its characters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import accumulate, pairwise

from reportc.diagnostic import Markup, TextEdit
from reportc.source.html_or_text import markup
from reportc.span import Span


@dataclass(frozen=True)
class Edited:
    """A text after some edits, which are sorted and do not overlap."""

    before: str
    edits: tuple[TextEdit, ...]
    is_file: bool = False
    """Whether the text is the projection of a file: then nothing in it is HTML."""
    likes: Mapping[TextEdit, Span] = field(default_factory=dict)
    """The row or heading that an edit copies to make a new one."""
    text: str = field(init=False)
    _shifts: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        pages = () if self.is_file else markup(self.before)
        texts = [_escaped(edit.text) if _lies_in(edit.span, pages) else edit.text for edit in self.edits]
        parts, at = [], 0
        for edit, text in zip(self.edits, texts, strict=True):
            parts += [self.before[at : edit.span.start], text]
            at = edit.span.end
        object.__setattr__(self, "text", "".join([*parts, self.before[at:]]))
        grown = (len(text) - (end - start) for ((start, end), _), text in zip(self.edits, texts, strict=True))
        object.__setattr__(self, "_shifts", tuple(accumulate(grown, initial=0)))

    def place(self, offset: int) -> int:
        """Return the new place of the character at `offset`; of a replaced one, the start of its replacement."""
        number = bisect_right([edit.span.start for edit in self.edits], offset)
        if number and offset < self.edits[number - 1].span.end:
            return self.edits[number - 1].span.start + self._shifts[number - 1]
        return offset + self._shifts[number]

    def kept(self) -> Iterable[tuple[Span, Span]]:
        """Yield the runs of unchanged characters: their old and their new spans."""
        starts = [0, *(edit.span.end for edit in self.edits)]
        ends = [*(edit.span.start for edit in self.edits), len(self.before)]
        for start, end, shift in zip(starts, ends, self._shifts, strict=True):
            yield Span(start, end), Span(start + shift, end + shift)


class EditSet:
    """Edits that go together: they do not overlap, and equal ones are merged."""

    def __init__(self) -> None:
        self.edits: list[TextEdit] = []

    def take(self, edits: Collection[TextEdit]) -> bool:
        """Take all of `edits`, or none if one of them touches an edited place.

        Equal edits of markup are not merged: two rows that are inserted into a group make it longer by two.
        """
        if any(isinstance(edit.text, Markup) and edit in self.edits for edit in edits):
            return False
        found = sorted({edit for edit in edits if edit not in self.edits[bisect_left(self.edits, edit) :][:1]})
        fits = all(map(self._is_free, found)) and all(_apart(*two) for two in pairwise(found))
        for edit in found if fits else ():
            insort(self.edits, edit)
        return fits

    def _is_free(self, edit: TextEdit) -> bool:
        at = bisect_left(self.edits, edit)
        neighbours = (*self.edits[max(0, at - 1) : at], edit, *self.edits[at : at + 1])
        return all(_apart(*two) for two in pairwise(neighbours))


def _apart(first: TextEdit, second: TextEdit) -> bool:
    """Return whether `second`, which does not begin before `first`, begins after it."""
    return second.span.start >= first.span.end and second.span.start > first.span.start


def _escaped(text: str) -> str:
    return text if isinstance(text, Markup) else escape(text, quote=False)


def _lies_in(span: Span, pages: Sequence[Span]) -> bool:
    return any(page.start <= span.start and span.end <= page.end for page in pages)
