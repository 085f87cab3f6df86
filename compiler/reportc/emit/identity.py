"""By what a finding is known again when lines have moved: its rule and its cells, or else the words it stands at."""

from __future__ import annotations

from reportc.diagnostic import Diagnostic

_LONGEST = 80


def identity(finding: Diagnostic, text: str) -> str:
    """Return where `finding` is: its JSON pointers, or the words of `text` at its place, or its message."""
    start, end = finding.span
    words = " ".join(text[start : min(end, start + 4 * _LONGEST)].split())[:_LONGEST]
    return " ".join(finding.paths) or words or finding.message()
