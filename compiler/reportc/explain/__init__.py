"""What stands at a place of a report, and what belongs there: plain values for editors, and no protocol."""

from __future__ import annotations

from reportc.explain.claims import Claim
from reportc.explain.completions import Completion, completions
from reportc.explain.hints import Hint, hints
from reportc.explain.hover import Hover, hover
from reportc.explain.layout import Laid, laid, laid_part
from reportc.explain.links import definition, references
from reportc.explain.outline import Entry, Level, outline
from reportc.explain.repairs import Repair, safe_repair
from reportc.explain.surroundings import around
from reportc.explain.tokens import Kind, Token, tokens
from reportc.explain.view import View

__all__ = [
    "Claim",
    "Completion",
    "Entry",
    "Hint",
    "Hover",
    "Kind",
    "Laid",
    "Level",
    "Repair",
    "Token",
    "View",
    "around",
    "completions",
    "definition",
    "hints",
    "hover",
    "laid",
    "laid_part",
    "outline",
    "references",
    "safe_repair",
    "tokens",
]
