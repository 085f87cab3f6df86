"""The formats that findings are printed in: an emitter a report, and what stands around and between reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from reportc.diagnostic import Language, Rule
from reportc.emit import canonical, human, lsp
from reportc.emit.findings import Findings, Write
from reportc.emit.github import github
from reportc.emit.sarif import frame, sarif


class Frame(NamedTuple):
    """What stands before the first report, between two, and after the last one."""

    head: str = ""
    between: str = ""
    tail: str = ""


ARRAY = Frame("[", ",", "]\n")


def concise(found: Findings) -> str:
    """Return a line a finding."""
    checked = found.checked
    lines = human.located(found.shown, checked.lines, found.name, found.language, checked.source.places)
    return "".join(f"{line}\n" for line in lines)


def json(found: Findings) -> str:
    """Return the findings of a report as one line of JSON: its source, the verdict on it, its LSP diagnostics."""
    uri, lines, places = lsp.document(found.name), found.checked.lines, found.checked.source.places
    diagnostics = [lsp.convert(finding, lines, uri, found.language, places) for finding in found.shown]
    return canonical.line({"source": found.name, "verdict": found.verdict.value, "diagnostics": diagnostics})


WRITERS: Mapping[str, tuple[Write, Frame]] = MappingProxyType(
    {
        "concise": (concise, Frame()),
        "json": (json, ARRAY),
        "github": (github, Frame()),
    }
)
"""The formats that need to know nothing else: `human` is told of the terminal, `sarif` of all rules."""


def run(rules: Iterable[Rule], version: str, language: Language) -> tuple[Write, Frame]:
    """Return the format of SARIF; its frame holds the rules."""
    head, tail = frame(rules, version, language)
    return sarif, Frame(head, ",", tail)
