"""Where a finding is, in words: as a person looks for it in the file."""

from __future__ import annotations

from reportc.rollup.unit import Finding


def where(finding: Finding) -> str:
    """Return the place of a finding; nothing where it has none."""
    if not finding["source"]:
        return ""
    start = finding["range"]["start"]
    if place := finding["data"].get("place"):
        return str(place)
    if finding["code"][0] == "R" and finding["range"]["end"] == {"line": 0, "character": 0}:
        return ""
    return f"第{start['line'] + 1}行第{start['character'] + 1}列"
