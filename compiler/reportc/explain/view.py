"""A checked report by place: its cells, labels and claims, each computed once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from reportc.check.narrative import claims as claims_of_prose
from reportc.check.narrative import referents, rules
from reportc.check.semantics import Semantics
from reportc.diagnostic import Diagnostic
from reportc.form import SECTIONS, pointer
from reportc.language import Language
from reportc.result import Checked
from reportc.settings import DEFAULT, Settings
from reportc.span import Span
from reportc.syntax.nodes import Cell, Label, Row, Section
from reportc.syntax.parser import vocabulary
from reportc.syntax.walk import rows, section_leaves


@dataclass(frozen=True, slots=True)
class ComparedClaim:
    """A number in a sentence: its place, and the JSON pointers of the cells it was compared with.

    `agrees` is None where it could not be compared.
    """

    span: Span
    paths: tuple[str, ...]
    agrees: bool | None = None


@dataclass(frozen=True, slots=True)
class ViewPlace:
    """A span of the text and what it is: a cell of a row, a label (of a row, or of none), a claim."""

    span: Span
    thing: Cell | Label | ComparedClaim
    row: Row | None = None


@dataclass(frozen=True)
class View:
    """A checked report, the language of the texts about it, and the settings it was checked by."""

    checked: Checked
    language: Language = "zh"
    settings: Settings = DEFAULT

    @property
    def text(self) -> str:
        """The text that all spans point into."""
        return self.checked.result.source.text

    @cached_property
    def semantics(self) -> Semantics:
        """The report as the rules read it."""
        return Semantics(self.checked.result.tree, self.text, vocabulary())

    @cached_property
    def suspected(self) -> Mapping[str, int]:
        """The cells that findings suspect, by JSON pointer, with their implied values."""
        return {one.path: one.implied for finding in self.checked.diagnostics for one in finding.suspects}

    @cached_property
    def claims(self) -> tuple[ComparedClaim, ...]:
        """The claims of sentences about cells, in the order of the text."""
        return tuple(_claims(self.semantics))

    @cached_property
    def places(self) -> tuple[ViewPlace, ...]:
        """Every cell, label and claim that is printed, in the order of the text."""
        return tuple(sorted((*self._in_rows(), *self._labels(), *self._claims()), key=lambda place: place.span))

    def at(self, offset: int) -> ViewPlace | None:
        """Return the place that holds `offset`, or else the one that ends there: a cursor is between two characters."""
        last = bisect_right(self.places, offset, key=lambda place: place.span.start)
        near = [place for place in self.places[max(last - 3, 0) : last] if place.span.end >= offset]
        inside = [place for place in near if place.span.end > offset]
        found = inside or near
        return found[-1] if found else None

    def section_at(self, offset: int) -> Section | None:
        """Return the section that `offset` is in, which ends where the next one begins."""
        found = [section for start, section in self.sections if start <= offset]
        return found[-1] if found else None

    @cached_property
    def sections(self) -> tuple[tuple[int, Section], ...]:
        """The sections that print something, each with its first offset, in the order of the text."""
        starts = ((_start(section), section) for section in self.checked.result.tree.sections)
        return tuple(sorted(((at, section) for at, section in starts if at is not None), key=lambda pair: pair[0]))

    def words(self, zh: str, en: str) -> str:
        """Return one of two texts, by the language of the view."""
        return zh if self.language == "zh" else en

    def _in_rows(self) -> Iterator[ViewPlace]:
        for row in rows(self.checked.result.tree):
            for label in row.labels:
                yield from (ViewPlace(span, label, row) for span in label.spans)
            for cell in row.cells:
                yield from (ViewPlace(span, cell, row) for span in cell.spans)

    def _labels(self) -> Iterator[ViewPlace]:
        """Yield the labels that no row has: headings, captions, columns, groups."""
        own = {id(label) for row in rows(self.checked.result.tree) for label in row.labels}
        for section in self.checked.result.tree.sections:
            for leaf in section_leaves(section):
                if isinstance(leaf, Label) and id(leaf) not in own:
                    yield from (ViewPlace(span, leaf) for span in leaf.spans)

    def _claims(self) -> Iterator[ViewPlace]:
        return (ViewPlace(claim.span, claim) for claim in self.claims)


def is_heading(label: Label) -> bool:
    """Return whether a label is the heading of one of the six sections."""
    return label.name in SECTIONS


def _start(section: Section) -> int | None:
    """Return the start of a section; None for one that prints nothing."""
    return min((span.start for leaf in section_leaves(section) for span in leaf.spans), default=None)


def _claims(semantics: Semantics) -> list[ComparedClaim]:
    """Return the claims in the order of the text, without those about no cell."""
    findings = [finding for one in rules.RULES for finding in one.findings(semantics)]
    found = (_claim(semantics, claim, findings) for claim in semantics.narrative.claims)
    return sorted((claim for claim in found if claim.paths), key=lambda claim: claim.span)


def _claim(semantics: Semantics, claim: claims_of_prose.Claim, findings: list[Diagnostic]) -> ComparedClaim:
    """Compare a claim with its cells: a finding contradicts it, one of its referents agrees, or neither."""
    own = [one for one in findings if _inside(one.span, claim.span) and one.paths]
    if own:
        return ComparedClaim(claim.span, tuple(dict.fromkeys(path for one in own for path in one.paths)), agrees=False)
    if not semantics.is_own(claim.scope, claim.year, claim.subjects):
        return ComparedClaim(claim.span, ())
    fitting = list(_fitting(semantics, claim))
    chosen = fitting[:1] or referents.referents(semantics, claim)
    paths = tuple(dict.fromkeys(pointer(cell) for one in chosen for cell in one.cells))
    return ComparedClaim(claim.span, paths, agrees=True if fitting else None)


def _fitting(semantics: Semantics, claim: claims_of_prose.Claim) -> Iterator[referents.Referent]:
    """Yield the referents whose sum is the claim's number; for a claim of none, those that are 0."""
    number = claim.figure.number if claim.figure else 0
    for one in referents.referents(semantics, claim) if claim.kind is not claims_of_prose.ClaimKind.ALL else ():
        if one.value is not None and (one.value == number or (claim.loose and number <= one.value)):
            yield one


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
