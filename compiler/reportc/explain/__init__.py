"""What an editor or a page shows of a checked report, as plain values: no protocol and no screen."""

from __future__ import annotations

from reportc.explain.completion import Completion, completions
from reportc.explain.edits import Formatting, SafeFixes, formatted, formatted_part, safe_fixes
from reportc.explain.equations import Hint, hints
from reportc.explain.hover import Hover, hover
from reportc.explain.navigation import Entry, Level, around, definition, outline, references
from reportc.explain.tokens import SemanticToken, TokenKind, tokens
from reportc.explain.view import Claim, View

__all__ = [
    "Claim",
    "Completion",
    "Entry",
    "Formatting",
    "Hint",
    "Hover",
    "Level",
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
