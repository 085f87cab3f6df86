"""What sentences claim: counts and their changes, denials, shares and breakdowns.

Nodes are independent of tables and rules. Subjects are named as the terminals of narrative.lark, in lower case:
`received`, `not_held`.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from reportc.check.narrative.claims.scopes import Scope
from reportc.frozen import frozen
from reportc.span import Span


class ClaimKind(StrEnum):
    """The kind of statement that a claim makes about its subjects."""

    COUNT = "count"  # there are this many
    NONE = "none"  # there are none
    ALL = "all"  # all of them: 均已办结, 均获维持


@frozen
class Figure:
    """A number in prose; `span` covers its digits without the unit, `unit` is "" if there is none."""

    number: int
    unit: str
    span: Span


@frozen
class Percent:
    """A percentage with as many decimals as are printed."""

    value: Decimal
    span: Span


class Direction(StrEnum):
    """The direction of a change."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"  # 与上年持平


@frozen
class Change:
    """The change of a count since another year: a number, a percentage, both, or no change.

    `base_year` is the named year of comparison, None for last year (同比); `base` is the number stated for it
    (较上年的 40 件). `span` runs from the first word of the comparison to its last number; `words` is its
    folded text.
    """

    direction: Direction
    span: Span
    words: str
    base_year: int | None = None
    base: Figure | None = None
    count: Figure | None = None
    percent: Percent | None = None


@frozen
class Claim:
    """A statement about `subjects`: their number, that there are none, or something that is true of all.

    `span` runs from the first word to the last, including the number; `words` are the subjects, folded.
    `joined` subjects are counted together (予以公开及部分公开); otherwise they name one thing, or the group
    it is in. A `loose` claim counts only a part of them (不掌握等, 因…). `including` are other subjects
    included in the number (含上年结转). `within` are the blocks of section 4 that results belong to, or for
    a breakdown by applicant the kind of request. `among` is the number of which this one is a part (118 件中).
    `beside` are the other scopes in the sentence. `year` is the year named, if any. `change` is the comparison
    that follows the number.
    """

    kind: ClaimKind
    subjects: tuple[str, ...]
    span: Span
    words: str
    figure: Figure | None = None
    joined: bool = False
    loose: bool = False
    including: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    among: Figure | None = None
    scope: Scope | None = None
    beside: tuple[Scope, ...] = ()
    year: int | None = None
    change: Change | None = None

    @property
    def number(self) -> int:
        """The stated number, 0 if there is none."""
        return self.figure.number if self.figure else 0


@frozen
class Share:
    """A percentage next to a count of `subjects`; `bases` are the larger counts of which it may be a share.

    `of` is the folded text that names the base, "" if none does. A `rough` share is approximate, or a share of
    something that the report does not count (全市, 去年), and has no bases.
    """

    percent: Percent
    figure: Figure
    subjects: tuple[str, ...]
    bases: tuple[Figure, ...]
    within: tuple[str, ...] = ()
    scope: Scope | None = None
    year: int | None = None
    of: str = ""
    rough: bool = False


@frozen
class Breakdown:
    """其中: `parts` of one of `wholes`, the likeliest first.

    It is `exhaustive` if its last part is the rest (其他) or it has all parts of a kind, and `apart` if nothing
    is counted in two parts.
    """

    wholes: tuple[Figure, ...]
    parts: tuple[Figure, ...]
    exhaustive: bool
    apart: bool
    span: Span


@frozen
class Narrative:
    """All claims, shares and breakdowns of prose, in the order of the text."""

    claims: tuple[Claim, ...] = ()
    shares: tuple[Share, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()


def merge(narratives: Iterable[Narrative]) -> Narrative:
    """Return the narrative of several sections."""
    found = tuple(narratives)
    return Narrative(
        tuple(claim for one in found for claim in one.claims),
        tuple(share for one in found for share in one.shares),
        tuple(breakdown for one in found for breakdown in one.breakdowns),
    )
