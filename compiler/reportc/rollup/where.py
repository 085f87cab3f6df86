"""Where a finding is, in words: as a person looks for it in the file."""

from __future__ import annotations

from reportc.diagnostic import Language
from reportc.rollup.unit import Finding


def where(finding: Finding, language: Language = "zh") -> str:
    """Return the place of a finding; nothing where it has none."""
    if not finding["source"]:
        return ""
    start = finding["range"]["start"]
    if place := finding["data"].get("place"):
        return str(place)
    if finding["code"][0] == "R" and finding["range"]["end"] == {"line": 0, "character": 0}:
        return ""
    line, column = start["line"] + 1, start["character"] + 1
    return f"第{line}行第{column}列" if language == "zh" else f"line {line}, column {column}"
