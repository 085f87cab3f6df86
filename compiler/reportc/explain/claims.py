"""What sentences of the report say of its cells, as the rules of the narrative read and judge it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportc.check.narrative import claims as said
from reportc.check.narrative import referents, rules
from reportc.check.semantics import Semantics
from reportc.diagnostic import Diagnostic
from reportc.form import pointer
from reportc.span import Span


@dataclass(frozen=True, slots=True)
class Claim:
    """A part of a sentence that says a number: its place, and the JSON pointers of the cells it was compared with.

    `agrees` is None where it could not be compared.
    """

    span: Span
    paths: tuple[str, ...]
    agrees: bool | None = None


def claims(facts: Semantics) -> tuple[Claim, ...]:
    """Return the claims of a report, in the order of the text; those that speak of no cell are left out."""
    findings = [finding for one in rules.RULES for finding in one.findings(facts)]
    found = (_claim(facts, claim, findings) for claim in facts.narrative.claims)
    return tuple(sorted((claim for claim in found if claim.paths), key=lambda claim: claim.span))


def _claim(facts: Semantics, claim: said.Claim, findings: list[Diagnostic]) -> Claim:
    """Return what became of a claim: contradicted by a finding, borne out by a reading, or not compared."""
    own = [one for one in findings if _inside(one.span, claim.span) and one.paths]
    if own:
        return Claim(claim.span, tuple(dict.fromkeys(path for one in own for path in one.paths)), agrees=False)
    if not facts.is_own(claim.scope, claim.year, claim.subjects):
        return Claim(claim.span, ())
    fitting = list(_fitting(facts, claim))
    chosen = fitting[:1] or referents.referents(facts, claim)
    paths = tuple(dict.fromkeys(pointer(cell) for one in chosen for cell in one.cells))
    return Claim(claim.span, paths, agrees=True if fitting else None)


def _fitting(facts: Semantics, claim: said.Claim) -> Iterator[referents.Referent]:
    """Yield the readings that bear a number out, or that there is none."""
    number = claim.figure.number if claim.figure else 0
    for one in referents.referents(facts, claim) if claim.kind is not said.Kind.ALL else ():
        if one.value is not None and (one.value == number or (claim.loose and number <= one.value)):
            yield one


def _inside(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
