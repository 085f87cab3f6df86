"""其中: which numbers are parts of which, as far as punctuation shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportc.check.narrative.claims.clauses import Clause, Pair
from reportc.check.narrative.claims.nodes import Breakdown, Figure
from reportc.check.narrative.claims.terms import GROUPS, ROWS
from reportc.span import Span

_APART = frozenset(("outcome", "applicant", "channel", "result", "proceeding", "other"))
"""Kinds whose parts exclude each other; verbs do not, as a request is both received and answered."""
_KNOWN = _APART - {"other"}
_SPOILING = frozenset(("EACH", "BROKEN_NUMBER", "OTHER_YEARS", "LAST_YEAR"))
_EVERYONE = frozenset(("NATURAL_PERSON", "ORGANIZATIONS"))
_RESULTS = frozenset(("UPHELD", "CORRECTED", "OTHER_RESULT", "PENDING"))


@dataclass(slots=True)
class List:
    """A breakdown while it is being read."""

    wholes: tuple[Figure, ...]
    depth: int
    start: int
    parts: list[Figure] = field(default_factory=list)
    family: str = ""
    named: set[str] = field(default_factory=set)
    media: bool = False
    rest: bool = False
    complete: bool = True
    semicolons: bool = False
    spoilt: bool = False


class Lists:
    """Reads the breakdowns of one sentence, clause by clause."""

    def __init__(self) -> None:
        """Begin a sentence."""
        self.found: list[Breakdown] = []
        self.open: List | None = None
        self.depth = 0

    def clause(self, clause: Clause, wholes: Sequence[Figure]) -> None:
        """Begin or end a list at a clause, before its pairs; `wholes` are the numbers so far, the last one first."""
        if clause.kind == "opened":
            self.depth += 1
            self._bracket(clause, wholes)
        elif clause.kind == "closed":
            self.depth = max(0, self.depth - 1)
            if self.open and self.depth < self.open.depth:
                self.end()
        elif clause.kind == "among":
            if self.open:
                self.open.complete = False
            self.end()
            if wholes:
                self.open = List(tuple(wholes), self.depth, wholes[0].span.start)
        elif clause.kind == "heading" or (clause.kind == "all" and clause.pairs):
            self.end()
        elif clause.kind == "plain" and self.open and clause.mark[:1] and clause.mark[0].type == "SEMICOLON":
            self._semicolon(self.open)

    def _bracket(self, clause: Clause, wholes: Sequence[Figure]) -> None:
        """Begin a list at a bracket after a number, if its first part is of a known kind: 34 件（自然人 30 件）."""
        numbered = bool(wholes and clause.pairs and clause.pairs[0].number)
        if self.open is None and numbered and clause.pairs[0].family in _KNOWN:
            self.open = List(tuple(wholes), self.depth, wholes[0].span.start)

    def _semicolon(self, opened: List) -> None:
        """End a list at a semicolon, unless semicolons separate its parts."""
        if len(opened.parts) == 1 or opened.semicolons:
            opened.semicolons = True
        elif self.depth <= opened.depth:
            self.end()

    def pair(self, clause: Clause, pair: Pair, figure: Figure | None) -> None:
        """Add the number of `pair` to the open list if it can be a part; end the list if it cannot."""
        opened = self.open
        if opened is None or self.depth != opened.depth or clause.kind in {"change", "rate", "including", "denial"}:
            return
        present = pair.present
        if figure is None or pair.muddle or present & _SPOILING:
            opened.complete = opened.complete and not (pair.muddle or present)
            opened.spoilt = opened.spoilt or pair.muddle or bool(present & _SPOILING)
            return
        rest, kind = "REST" in present, pair.family
        if opened.rest or (opened.parts and kind != opened.family and not (rest and kind == "other")):
            self.end()
            return
        opened.family = opened.family or kind
        opened.parts.append(figure)
        opened.named |= present
        opened.media = opened.media or "MEDIUM" in present
        opened.rest = rest
        opened.spoilt = opened.spoilt or "ROUGH" in present

    def end(self) -> None:
        """End the open list, and keep it if it has parts that can be compared."""
        opened, self.open = self.open, None
        if opened is None or opened.spoilt or not opened.parts:
            return
        units = {part.unit for part in opened.parts if part.unit}
        nearest = opened.wholes[0].unit
        if len(units) > 1 or (nearest and units and {nearest} != units):
            return
        everyone = opened.named >= _EVERYONE and len(opened.parts) == len(_EVERYONE)
        exhaustive = opened.complete and (opened.rest or everyone or opened.named >= _RESULTS)
        exhaustive = exhaustive and "ETC" not in opened.named
        nested = opened.named & set(ROWS) and opened.named & set(GROUPS)  # a row's requests are also its group's
        apart = opened.family in _APART and not opened.media and not nested
        span = Span(min(opened.start, opened.parts[0].span.start), opened.parts[-1].span.end)
        self.found.append(Breakdown(opened.wholes, tuple(opened.parts), exhaustive and apart, apart, span))
