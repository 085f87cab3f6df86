"""Claims: what the sentences of 一 and 五 say of the tables, read by a grammar of their own."""

from reportc.syntax.claims.nodes import (
    Breakdown,
    Change,
    Claim,
    Direction,
    Figure,
    Kind,
    Narrative,
    Percent,
    Reach,
    Scope,
    Share,
    merge,
)
from reportc.syntax.claims.reader import read
from reportc.syntax.claims.scopes import is_own

__all__ = [
    "Breakdown",
    "Change",
    "Claim",
    "Direction",
    "Figure",
    "Kind",
    "Narrative",
    "Percent",
    "Reach",
    "Scope",
    "Share",
    "is_own",
    "merge",
    "read",
]
