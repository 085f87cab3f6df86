"""The formats that findings are printed in: an emitter for each report, and the output around and between reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from reportc.diagnostic import Diagnostic, Rule, Severity
from reportc.emit import canonical, human, lsp
from reportc.emit.findings import Findings, WriteFindings
from reportc.emit.sarif import frame, sarif
from reportc.language import Language

# ---------------------------------------------------------------- commands of GitHub Actions


_COMMANDS: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
)
_DATA = MappingProxyType({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = MappingProxyType({**_DATA, ":": "%3A", ",": "%2C"})


def github(found: Findings) -> str:
    """Return a workflow command for each finding."""
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
        f"{there.of(found.language)}：{finding.message(found.language)}" if there else finding.message(found.language)
    )
    shown = ",".join(f"{key}={_escaped(str(value), _PROPERTY)}" for key, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {shown}::{_escaped(message, _DATA)}\n"


def _escaped(text: str, table: Mapping[str, str]) -> str:
    """Escape as GitHub's toolkit does, or a message might end early, or become a command of its own."""
    return "".join(table.get(character, character) for character in text)


# ---------------------------------------------------------------- all formats


class Frame(NamedTuple):
    """The output before the first report, between two, and after the last one."""

    head: str = ""
    between: str = ""
    tail: str = ""


ARRAY = Frame("[", ",", "]\n")


def concise(found: Findings) -> str:
    """Return a line for each finding."""
    checked = found.checked
    lines = human.located(found.shown, checked.lines, found.name, found.language, checked.source.places)
    return "".join(f"{line}\n" for line in lines)


def json(found: Findings) -> str:
    """Return the findings of a report as one line of JSON: its source, the verdict on it, its LSP diagnostics."""
    uri, lines, places = lsp.document(found.name), found.checked.lines, found.checked.source.places
    diagnostics = [lsp.convert(finding, lines, uri, found.language, places) for finding in found.shown]
    return canonical.line({"source": found.name, "verdict": found.verdict.value, "diagnostics": diagnostics})


WRITERS: Mapping[str, tuple[WriteFindings, Frame]] = MappingProxyType(
    {
        "concise": (concise, Frame()),
        "json": (json, ARRAY),
        "github": (github, Frame()),
    }
)
"""The formats that need no other input: `human` depends on the terminal, `sarif` on all rules."""


def run(rules: Iterable[Rule], version: str, language: Language) -> tuple[WriteFindings, Frame]:
    """Return the format of SARIF, whose frame holds the rules."""
    head, tail = frame(rules, version, language)
    return sarif, Frame(head, ",", tail)
