"""Claims: what the sentences of 一 and 五 say about the tables, parsed by a grammar of their own."""

from reportc.check.narrative.claims.nodes import (
    Breakdown,
    Change,
    Claim,
    ClaimKind,
    Direction,
    Figure,
    Narrative,
    Percent,
    Share,
    merge,
)
from reportc.check.narrative.claims.passages import read
from reportc.check.narrative.claims.scopes import Period, Reach, Scope, is_own, stated_period

__all__ = [
    "Breakdown",
    "Change",
    "Claim",
    "ClaimKind",
    "Direction",
    "Figure",
    "Narrative",
    "Percent",
    "Period",
    "Reach",
    "Scope",
    "Share",
    "is_own",
    "merge",
    "read",
    "stated_period",
]
