"""The report as the official form, in elements that can be pointed at and edited: words, and boxes of grids."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import NamedTuple

from reportc.emit.document.blocks import Box, Document, Passage, Role
from reportc.form import Path, pointer
from reportc.span import Span, Spans, hull
from reportc.syntax.nodes import Cell, Report
from reportc.syntax.walk import name_of, rows

_LONGEST_REFERENCE = 32
"""The longest reference to a character, such as `&nbsp;`, in characters."""


class CharacterPlaces(NamedTuple):
    """The start and the end of each character of a text in the source, in ascending order."""

    starts: Sequence[int]
    ends: Sequence[int]

    def at(self, span: Span) -> tuple[int, int] | None:
        """Return the index of the first character within `span`, and that after the last; None if there is none."""
        first, last = bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)
        return (first, last) if first < last else None


@dataclass(frozen=True, slots=True)
class Element:
    """A text of the form, and its place in the source; `path` is that of a number, or of the row that a label names."""

    id: str
    text: str
    spans: Spans
    path: Path = ()
    cell: Cell | None = None

    def places(self, source: str) -> CharacterPlaces | None:
        """Return the place of each character of the text in `source`; None where that is uncertain.

        White space that only one of the two has, and references of HTML, are skipped.
        """
        return _aligned(self.text, source, self.spans)


class Elements:
    """All elements of a report, found by id, by JSON pointer, and by their place in the source."""

    def __init__(self, document: Document, report: Report) -> None:
        """Give each block and each box an id."""
        self.by_id: dict[str, Element] = {}
        for at, block in enumerate(document.blocks):
            if isinstance(block, Passage):
                self._add(Element(f"b{at}", block.text, block.spans))
            else:
                for turn, box in enumerate(block.boxes):
                    self._add(_of_box(f"b{at}.{turn}", box))
        self._report = report

    def _add(self, element: Element) -> None:
        self.by_id[element.id] = element

    def at(self, place: Span) -> Element | None:
        """Return the element at `place`, or else the last one that begins before it."""
        number = bisect_right(self._starts, place.start) - 1
        return self.by_id[self._places[number][1]] if number >= 0 else None

    def of(self, path: str) -> Element | None:
        """Return the element of a JSON pointer: a number, the label of a row, the heading of a section."""
        found = self.by_path.get(path) or self._inside.get(path)
        return self.by_id[found] if found else None

    @cached_property
    def by_path(self) -> Mapping[str, str]:
        """The ids of numbers, rows and sections by JSON pointer; of repeated ones, the first."""
        found = {f"/{name}": element for name, element in self._headings()}
        for element in reversed(self.by_id.values()):
            if element.path:
                found[pointer(element.path)] = element.id
        return found

    @cached_property
    def _inside(self) -> Mapping[str, str]:
        """The first element inside of a row or a table that has no label of its own."""
        found: dict[str, str] = {}
        for path, element in self.by_path.items():
            keys = path.split("/")
            for end in range(2, len(keys)):
                found.setdefault("/".join(keys[:end]), element)
        return found

    @cached_property
    def _places(self) -> Sequence[tuple[int, str]]:
        """The start of each element, line by line, and of the labels of rows; in the order of the source."""
        own = [(span.start, element.id) for element in self.by_id.values() for span in element.spans]
        return sorted({*own, *self._labels()})

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [start for start, _ in self._places]

    def _labels(self) -> Iterator[tuple[int, str]]:
        for row in rows(self._report):
            if element := self.by_path.get(pointer(row.path)):
                yield from ((span.start, element) for label in row.labels for span in label.spans)

    def _headings(self) -> Iterator[tuple[str, str]]:
        words = {element.spans[0].start: element.id for element in self.by_id.values() if element.spans}
        for section in reversed(self._report.sections):
            if section.heading and section.heading.spans and section.heading.spans[0].start in words:
                yield name_of(section), words[section.heading.spans[0].start]


def _of_box(name: str, box: Box) -> Element:
    spans = box.cell.spans if box.cell and box.role is Role.NUMBER else ()
    return Element(name, box.text, spans, box.path, box.cell)


def _aligned(text: str, source: str, spans: Spans) -> CharacterPlaces | None:
    """Return the places of the characters of `text` in `source` at `spans`; None where they differ."""
    if len(spans) == 1 and source[spans[0].start : spans[0].end] == text:
        (start, end) = spans[0]
        return CharacterPlaces(range(start, end), range(start + 1, end + 1))
    return _by_character(text, source, spans)


def _by_character(text: str, source: str, spans: Spans) -> CharacterPlaces | None:
    starts, ends = list[int](), list[int]()
    offsets = iter([offset for start, end in spans for offset in range(start, end)])
    at = next(offsets, None)
    for character in text:
        while at is not None and source[at] != character and source[at].isspace():
            at = next(offsets, None)
        length = _length(character, source, at) if at is not None else 0
        if not length and not character.isspace():
            return None
        start = at if at is not None else (ends[-1] if ends else hull(spans).end)
        starts.append(start)
        ends.append(start + length)
        while at is not None and at < start + length:
            at = next(offsets, None)
    return CharacterPlaces(starts, ends)


def _length(character: str, source: str, at: int) -> int:
    """Return how many characters of the source make `character`: one, those of a reference, or none."""
    end = source.find(";", at, at + _LONGEST_REFERENCE) + 1 if source[at] == "&" else 0
    if end and unescape(source[at:end]) == character:
        return end - at
    return int(source[at] == character)
