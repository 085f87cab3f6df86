"""What sentences claim: counts and their changes, denials, shares and breakdowns.

Nodes know nothing of tables or rules. Subjects are the names of narrative.lark's terminals in lower case:
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
    """What a claim says of its subjects."""

    COUNT = "count"  # there are so many
    NONE = "none"  # there are none
    ALL = "all"  # all of them are so: 均已办结, 均获维持


@frozen
class Figure:
    """A number in prose; `span` holds its digits without the unit, `unit` is "" where there is none."""

    number: int
    unit: str
    span: Span


@frozen
class Percent:
    """A percentage as printed, with as many decimals."""

    value: Decimal
    span: Span


class Direction(StrEnum):
    """The direction of a change."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"  # 与上年持平


@frozen
class Change:
    """How far a count is from that of another year: by so many, by so much, or not at all.

    `base_year` is the year it is compared with where that is named, None for last year (同比); `base` is the
    number said for it (较上年的 40 件). `span` runs from the first word of the comparison to its last number,
    `words` are these, folded.
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
    """What is said of `subjects`: their number, that there are none, or that all are so.

    `span` runs from the first word to the last, number included; `words` are the subjects as printed.
    `joined` subjects are counted together (予以公开及部分公开), others name one thing or the group
    it is in. A `loose` claim gives a part of them (不掌握等, 因…). `including` are subjects said to
    be counted too (含上年结转). `within` are the blocks of section 4 that results are of, and of
    a breakdown by applicant the kind of request. `among` is the number said to hold this one (118 件中).
    `beside` are the scopes of other words in its sentence. `year` is the year named, if any. `change` is what the
    number is compared with right after it.
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
        """The number that is said, 0 where none is."""
        return self.figure.number if self.figure else 0


@frozen
class Share:
    """A percentage beside a count of `subjects`; `bases` are the larger counts that it may be a share of.

    `of` are the words that say of what, folded, "" where none do. A `rough` one is about so much, or a share of
    what the report itself does not count (全市, 去年), and has no bases.
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

    It is `exhaustive` where its last part takes the rest (其他) or its kinds are all there are;
    `apart` where nothing is counted twice.
    """

    wholes: tuple[Figure, ...]
    parts: tuple[Figure, ...]
    exhaustive: bool
    apart: bool
    span: Span


@frozen
class Narrative:
    """All that prose claims, in the order of the text."""

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
