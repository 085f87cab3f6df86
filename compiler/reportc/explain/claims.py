"""What sentences of the report say of its cells."""

from __future__ import annotations

from dataclasses import dataclass

from reportc.check.facts import Facts
from reportc.span import Span


@dataclass(frozen=True, slots=True)
class Claim:
    """A part of a sentence that says a number: its place, and the JSON pointers of the cells it was compared with.

    `agrees` is None where it could not be compared.
    """

    span: Span
    paths: tuple[str, ...]
    agrees: bool | None = None


def claims(facts: Facts) -> tuple[Claim, ...]:  # noqa: ARG001  # joined with the narrative rules when they land
    """Return the claims of a report, in the order of the text."""
    return ()
