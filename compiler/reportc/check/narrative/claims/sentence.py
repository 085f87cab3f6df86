"""The state of a sentence while it is read: context and claims of the clauses so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reportc.check.narrative.claims.clauses import Clause, Pair, unit, value
from reportc.check.narrative.claims.lists import Lists
from reportc.check.narrative.claims.nodes import Claim, ClaimKind, Figure, Percent
from reportc.check.narrative.claims.parser import GAP, SentenceToken
from reportc.check.narrative.claims.scopes import Reach, Scope, narrows
from reportc.check.narrative.claims.subjects import Subject
from reportc.check.narrative.claims.terms import REQUESTS, VERBS, kinds
from reportc.span import Span

_ANSWERED = frozenset(("accepted", "handled", "completed", "answered"))
_NAME = 2
"""The number of characters before 局 or 政府 that distinguish agencies: 水务局, 教育局."""
_REQUESTED = frozenset(name.lower() for name in VERBS)


@dataclass(slots=True)
class Sentence:
    """Context and claims of the clauses of a sentence that have been read."""

    folded: str
    start: int  # offset of the sentence in its passage, which is `folded`
    scope: Scope | None
    year: int | None = None
    last_year: bool = False
    inherited: bool = True  # the year is that of the sentence before
    other_time: bool = False
    excepted: bool = False
    partial: bool = False
    scopes: list[Scope] = field(default_factory=list)
    scope_end: int = -1  # end of the words that gave the scope
    among: Figure | None = None  # 118 件中: the number of which the following ones are parts
    figures: list[Figure] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    included: tuple[str, ...] = ()
    last: tuple[Figure, Subject | None, Pair] | None = None
    waiting: tuple[SentenceToken, ...] = ()  # words without a number, for the next clause: 行政复议、诉讼均未发生
    lists: Lists = field(default_factory=Lists)
    ahead: Sequence[Clause] = ()  # the clauses after the current one
    weighed: bool = False  # whether the result depends on the values of its figures

    @property
    def elsewhen(self) -> bool:
        """Whether the text is about another time than the report's year."""
        return self.last_year or self.other_time

    @property
    def of_something_else(self) -> bool:
        """Whether the last number is not a claim, and by the word after it does not count requests."""
        if self.last is None or self.last[1] is not None:
            return False
        after = kinds(self.last[2].after)
        return not after & REQUESTS or GAP in after

    def span(self, first: SentenceToken, last: SentenceToken) -> Span:
        """Return the span in the passage of the words from `first` to `last`."""
        return Span(self.start + first.start, self.start + last.end)

    def words(self, first: SentenceToken, last: SentenceToken) -> str:
        """Return the words from `first` to `last`, folded."""
        return self._kept(self.folded[slice(*self.span(first, last))])

    def figure(self, number: SentenceToken) -> Figure:
        """Return the value of a NUMBER, with the span of its digits."""
        counted = unit(number)
        place = Span(self.start + number.start, self.start + number.end - len(counted))
        return Figure(value(number), counted, place)

    def percent(self, token: SentenceToken) -> Percent:
        """Return the value of a PERCENT, with its span."""
        return Percent(Decimal(token.text.removesuffix("%")), self.span(token, token))

    def named(self, word: SentenceToken) -> str:
        """Return the end of the name that ends with `word`, long enough to distinguish it from others."""
        end = self.start + word.end
        return self._kept(self.folded[max(self.start, self.start + word.start - _NAME) : end])

    def _kept(self, words: str) -> str:
        """Return `words` for a claim; if they have a figure, the result depends on its value."""
        self.weighed = self.weighed or any(map(str.isdigit, words))
        return words

    def speak_of(self, word: SentenceToken) -> None:
        """Take `word` as the scope, unless it lists a part of the scope right before it; 和 continues such a list."""
        follows, self.scope_end = self.scope_end == word.start, word.end
        if word.type == "AND":
            self.scope_end = word.end if follows else -1
            return
        reach = Reach[word.type]
        scope = Scope(reach, self.named(word) if reach is Reach.BUREAU else word.text)
        if self.scope is None or not follows or narrows(self.scope, scope):
            self.scope = scope
            self.scopes.append(scope)

    def kept(self) -> Iterator[Claim]:
        """Yield the claims of the sentence, each with the other scopes in it.

        A second number for the same subjects is left out: it counts a part that no known word names.
        """
        counted: set[tuple[object, ...]] = set()
        for claim in self.claims:
            if claim.kind is ClaimKind.COUNT:
                counts = (claim.subjects, claim.year, claim.scope)
                if counts in counted or self._part(claim):
                    continue
                if not claim.within:
                    counted.add(counts)
            beside = tuple(scope for scope in self.scopes if scope != claim.scope)
            yield _including(replace(claim, beside=beside) if beside else claim, self.included)

    def _part(self, claim: Claim) -> bool:
        """Return whether a number counts only a part: of the answers, or of the requests received."""
        if self.partial and set(claim.subjects) <= _ANSWERED:
            return True
        received = [one.figure for one in self.claims if one.subjects == ("received",) and one.figure]
        if claim.subjects != ("accepted",) or not received:
            return False
        self.weighed = True
        return any(one.number != claim.number for one in received)


def _including(claim: Claim, included: tuple[str, ...]) -> Claim:
    """Apply 含上年结转 to a claim if it is a number of requests."""
    requested = claim.kind is ClaimKind.COUNT and set(claim.subjects) <= _REQUESTED
    if "carried_over" not in included or not requested or "carried_over" in claim.including:
        return claim
    return replace(claim, including=(*claim.including, "carried_over"))
