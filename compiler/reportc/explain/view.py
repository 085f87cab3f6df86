"""A checked report as editors ask about it: what stands at an offset, worked out once and only if asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from reportc.api import Checked
from reportc.check.semantics import Semantics
from reportc.diagnostic import Language
from reportc.explain.claims import Claim, claims
from reportc.form import SECTIONS
from reportc.settings import DEFAULT, Settings
from reportc.span import Span
from reportc.syntax.nodes import Applications, Cell, Label, ProactiveDisclosure, Proceedings, Row, Section
from reportc.syntax.parser import vocabulary
from reportc.syntax.walk import rows, section_leaves


@dataclass(frozen=True, slots=True)
class Place:
    """A span of the text and what stands there: a cell of a row, a label (of a row, or of none), a claim."""

    span: Span
    thing: Cell | Label | Claim
    row: Row | None = None


@dataclass(frozen=True)
class View:
    """A checked report, the language to speak of it in, and the settings it was checked by."""

    checked: Checked
    language: Language = "zh"
    settings: Settings = DEFAULT

    @property
    def text(self) -> str:
        """The text that all spans point into."""
        return self.checked.result.source.text

    @cached_property
    def facts(self) -> Semantics:
        """The report as rules see it."""
        return Semantics(self.checked.result.tree, self.text, vocabulary())

    @cached_property
    def suspected(self) -> Mapping[str, int]:
        """The cells that findings suspect, by JSON pointer, with what they should count."""
        return {one.path: one.implied for finding in self.checked.diagnostics for one in finding.suspects}

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What sentences say of cells, in the order of the text."""
        return claims(self.facts)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every cell, label and claim that is printed, in the order of the text."""
        return tuple(sorted((*self._in_rows(), *self._labels(), *self._claims()), key=lambda place: place.span))

    def at(self, offset: int) -> Place | None:
        """Return what stands at `offset`, or else what ends there: the cursor is between two characters."""
        last = bisect_right(self.places, offset, key=lambda place: place.span.start)
        near = [place for place in self.places[max(last - 3, 0) : last] if place.span.end >= offset]
        inside = [place for place in near if place.span.end > offset]
        found = inside or near
        return found[-1] if found else None

    def section_at(self, offset: int) -> Section | None:
        """Return the section that `offset` stands in: it lasts until the next one begins."""
        found = [section for start, section in self.sections if start <= offset]
        return found[-1] if found else None

    @cached_property
    def sections(self) -> tuple[tuple[int, Section], ...]:
        """The sections that print something, each with the offset of its beginning, in the order of the text."""
        starts = ((_start(section), section) for section in self.checked.result.tree.sections)
        return tuple(sorted(((at, section) for at, section in starts if at is not None), key=lambda pair: pair[0]))

    def words(self, zh: str, en: str) -> str:
        """Return what is to be said, in the language of this view."""
        return zh if self.language == "zh" else en

    def _in_rows(self) -> Iterator[Place]:
        for row in rows(self.checked.result.tree):
            for label in row.labels:
                yield from (Place(span, label, row) for span in label.spans)
            for cell in row.cells:
                yield from (Place(span, cell, row) for span in cell.spans)

    def _labels(self) -> Iterator[Place]:
        """Yield the labels that no row has: headings, captions, columns, groups."""
        own = {id(label) for row in rows(self.checked.result.tree) for label in row.labels}
        for section in self.checked.result.tree.sections:
            for leaf in section_leaves(section):
                if isinstance(leaf, Label) and id(leaf) not in own:
                    yield from (Place(span, leaf) for span in leaf.spans)

    def _claims(self) -> Iterator[Place]:
        return (Place(claim.span, claim) for claim in self.claims)


def is_heading(label: Label) -> bool:
    """Tell whether a label is the heading of one of the six sections."""
    return label.name in SECTIONS


def name_of(section: Section) -> str:
    """Return the name of a section: its JSON key."""
    match section:
        case ProactiveDisclosure():
            return "proactive_disclosure"
        case Applications():
            return "applications"
        case Proceedings():
            return "proceedings"
    return section.name


def _start(section: Section) -> int | None:
    """Return where a section begins; None for one that prints nothing."""
    return min((span.start for leaf in section_leaves(section) for span in leaf.spans), default=None)
