"""Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reportc.diagnostic import Diagnostic, Severity
from reportc.emit.findings import Findings

_COMMANDS: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
)
_DATA = MappingProxyType({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = MappingProxyType({**_DATA, ":": "%3A", ",": "%2C"})


def github(found: Findings) -> str:
    """Return a command a finding."""
    return "".join(_command(finding, found) for finding in found.shown)


def _command(finding: Diagnostic, found: Findings) -> str:
    """Return one command; its lines and columns count from 1."""
    lines = found.checked.lines
    start, last = lines.position(finding.span.start), lines.position(max(finding.span.start, finding.span.end - 1))
    properties: Mapping[str, object] = {
        "file": found.name,
        "line": start.line + 1,
        "col": start.character + 1,
        "endLine": last.line + 1,
        "title": f"{finding.rule.code} {finding.rule.name}",
    }
    there = found.checked.source.places.at(finding.span.start)
    message = (
        f"{there.words(found.language)}：{finding.message(found.language)}"
        if there
        else finding.message(found.language)
    )
    told = ",".join(f"{key}={_escaped(str(value), _PROPERTY)}" for key, value in properties.items())
    return f"::{_COMMANDS[finding.grade]} {told}::{_escaped(message, _DATA)}\n"


def _escaped(text: str, table: Mapping[str, str]) -> str:
    """Escape as GitHub's toolkit does, or a message might end early, or become a command of its own."""
    return "".join(table.get(character, character) for character in text)
