"""What an editor or a page shows of a checked report, as plain values: no protocol and no screen."""

from __future__ import annotations

from reportc.explain.completion import Completion, completions
from reportc.explain.edits import Formatting, SafeFixes, formatted, formatted_part, safe_fixes
from reportc.explain.equations import Hint, hints
from reportc.explain.hover import Hover, hover
from reportc.explain.navigation import Level, OutlineEntry, around, definition, outline, references
from reportc.explain.tokens import SemanticToken, TokenKind, tokens
from reportc.explain.view import ComparedClaim, View

__all__ = [
    "ComparedClaim",
    "Completion",
    "Formatting",
    "Hint",
    "Hover",
    "Level",
    "OutlineEntry",
    "SafeFixes",
    "SemanticToken",
    "TokenKind",
    "View",
    "around",
    "completions",
    "definition",
    "formatted",
    "formatted_part",
    "hints",
    "hover",
    "outline",
    "references",
    "safe_fixes",
    "tokens",
]
