"""Claims as readable lines, and the files of sentences with their claims.

A case is a heading, a sentence, and a line for each claim. `a+b 5` counts both, `a|b 5` either;
`<=` is at most; the marks after it are the scope (`everywhere 全市`), the year and others.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from reportc.check.narrative import claims
from reportc.span import Span
from reportc.syntax.nodes import Paragraph

FOLDER = Path(__file__).parent / "narrative"
TITLE, CLAIM, NOTHING = "## ", "    ", "nothing"


class Case(NamedTuple):
    """A sentence and its claims."""

    name: str
    sentence: str
    claims: tuple[str, ...]


def cases(pattern: str = "*.txt") -> Iterator[Case]:
    """Yield the cases of the files whose names match."""
    for path in sorted(FOLDER.glob(pattern)):
        for block in path.read_text("utf-8").split(TITLE)[1:]:
            title, sentence, *lines = (line for line in block.splitlines() if line.strip())
            found = tuple(line.strip() for line in lines)
            yield Case(f"{path.stem}: {title}", sentence, () if found == (NOTHING,) else found)


def read(text: str) -> claims.Narrative:
    """Read a text as one paragraph."""
    return claims.read([Paragraph(text, (Span(0, len(text)),))], text)


def described(narrative: claims.Narrative) -> tuple[str, ...]:
    """Return all claims, shares and breakdowns, a line for each."""
    return (
        *map(_claim, narrative.claims),
        *map(_share, narrative.shares),
        *map(_breakdown, narrative.breakdowns),
    )


def _claim(claim: claims.Claim) -> str:
    subjects = ("+" if claim.joined else "|").join(claim.subjects)
    if claim.figure is None:
        return f"{claim.kind} {subjects}{_marks(claim)}"
    return f"{subjects} {'<=' if claim.loose else ''}{claim.figure.number}{_marks(claim)}"


def _marks(claim: claims.Claim) -> str:
    marks = [f" within {'+'.join(claim.within)}"] if claim.within else []
    marks += [f" including {'+'.join(claim.including)}"] if claim.including else []
    marks += [f" among {claim.among.number}"] if claim.among else []
    marks += [f" {claim.scope.reach} {claim.scope.text}"] if claim.scope else []
    marks += [f" in {claim.year}"] if claim.year else []
    return "".join(marks) + (_change(claim.change) if claim.change else "")


def _change(change: claims.Change) -> str:
    base = f" {change.base_year or 'last year'}" + (f" ({change.base.number})" if change.base else "")
    if change.direction is claims.Direction.LEVEL:
        return f", as{base}"
    sign = "+" if change.direction is claims.Direction.UP else "-"
    amounts = [f"{sign}{change.count.number}"] if change.count else []
    amounts += [f"{sign}{change.percent.value}%"] if change.percent else []
    return f", {' and '.join(amounts)} on{base}"


def _share(share: claims.Share) -> str:
    if share.rough:
        return f"roughly {share.percent.value}% is {share.figure.number} of {share.of}"
    bases = ", ".join(str(base.number) for base in share.bases) or "the tables' totals"
    of = f"{share.of}: " if share.of else ""
    return f"{share.percent.value}% is {share.figure.number} of {of}{bases}"


def _breakdown(found: claims.Breakdown) -> str:
    parts = "+".join(str(part.number) for part in found.parts)
    how = "=" if found.exhaustive else "<=" if found.apart else "each <="
    return f"{parts} {how} {' or '.join(str(whole.number) for whole in found.wholes)}"
