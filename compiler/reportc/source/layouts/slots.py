"""Slots: the words of a line, each in the column in which it begins, and whether that can be told.

A long label may reach over the columns behind it, and push the numbers there to the right. A number
that does not stand as those above and below it do, and was not pushed, may be any column's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportc.source.layouts.tokens import Metric
from reportc.source.lines import Line, cut
from reportc.source.pieces import Vocabulary

Columns = Sequence[tuple[int, int]]
"""From where to where each column reaches."""
_WORD = re.compile(r"\S+")
_FEWEST = 3
"""Fewer numbers do not show how their column is aligned."""
_SHARE = 0.6


@dataclass(slots=True)
class Slot:
    """What stands in one column of a line: its offsets, and from where to where it reaches.

    It may be a number, pushed to the right by a label before it, or words that stand far apart.
    """

    column: int
    start: int
    end: int
    left: int
    right: int
    number: bool = False
    pushed: bool = False
    spread: bool = False


@dataclass(slots=True)
class Slotted:
    """A line and its filled slots, from left to right."""

    line: Line
    slots: list[Slot] = field(default_factory=list)
    sure: bool = True

    def parts(self, width: int) -> list[Line]:
        """Return what stands in each of `width` columns, as lines of their own."""
        ends = {slot.column: (slot.start, slot.end) for slot in self.slots}
        empty = (len(self.line.text), len(self.line.text))
        return [cut(self.line, *ends.get(column, empty)) for column in range(width)]


def slotted(line: Line, columns: Columns, metric: Metric, vocabulary: Vocabulary) -> Slotted:
    """Find the slots of a line: a word is in the column it begins in, or part of a label that reaches up to it."""
    made = Slotted(line, sure="\t" not in line.text.strip())
    for word in _words(line.text, columns, metric):
        last = made.slots[-1] if made.slots else None
        word.number = vocabulary.is_cell(line.text[word.start : word.end])
        over = last is not None and last.right > columns[last.column][1] and word.left - last.right <= 1
        if last is not None and (word.column == last.column or (over and not word.number)):
            last.spread = last.spread or word.left - last.right > 1
            last.end, last.right = word.end, word.right
            last.number = vocabulary.is_cell(line.text[last.start : last.end])
        else:
            word.pushed = over
            made.slots.append(word)
    return made


def _words(text: str, columns: Columns, metric: Metric) -> Iterator[Slot]:
    """Yield the words of a line, each as a slot of its own."""
    starts = [start for start, _ in columns]
    x = last = 0
    for word in _WORD.finditer(text):
        left = x + metric(text[last : word.start()])
        x, last = left + metric(word.group()), word.end()
        yield Slot(max(0, bisect_right(starts, left) - 1), *word.span(), left, x)


def judge(lines: Sequence[Slotted], columns: Columns, vocabulary: Vocabulary) -> None:
    """Tell for each line whether its numbers stand as others in their columns do, or were pushed there."""
    numbers: dict[int, list[Slot]] = {}
    for line in lines:
        for slot in line.slots:
            if slot.number:
                numbers.setdefault(slot.column, []).append(slot)
    usual = {column: _usual(slots, columns[column]) for column, slots in numbers.items()}
    for line in lines:
        for last, slot in zip([None, *line.slots], line.slots, strict=False):
            if slot.spread:
                words = line.line.text[slot.start : slot.end].split()
                line.sure = line.sure and not any(map(vocabulary.is_cell, words))
            elif slot.number and slot.pushed and last:
                line.sure = line.sure and not any(between in numbers for between in range(last.column + 1, slot.column))
            elif slot.number:
                line.sure = line.sure and usual[slot.column].issubset(alignments(slot, columns[slot.column]))


def _usual(slots: Sequence[Slot], column: tuple[int, int]) -> frozenset[str]:
    """Return how the numbers of a column are aligned; nothing if they do not show it."""
    found = Counter(alignment for slot in slots for alignment in alignments(slot, column))
    name, many = max(found.items(), key=lambda item: item[1], default=("", 0))
    return frozenset([name]) if len(slots) >= _FEWEST and many >= _SHARE * len(slots) else frozenset()


def alignments(slot: Slot, column: tuple[int, int]) -> set[str]:
    """Return the ways of aligning that set a slot where it stands."""
    before, behind = slot.left - column[0], column[1] - slot.right
    found = {"left": before == 0, "right": behind == 0, "centre": abs(before - behind) <= 1}
    return {name for name, so in found.items() if so}
