"""The formats that findings are printed in: an emitter a report, and what stands around and between reports."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from reportc.emit import canonical, human, lsp
from reportc.emit.checked import Findings, Write


class Frame(NamedTuple):
    """What stands before the first report, between two, and behind the last one."""

    head: str = ""
    between: str = ""
    tail: str = ""


ARRAY = Frame("[", ",", "]\n")


def concise(found: Findings) -> str:
    """Return a line a finding."""
    lines = human.located(found.new, found.checked.lines, found.name, found.language)
    return "".join(f"{line}\n" for line in lines)


def json(found: Findings) -> str:
    """Return the findings of a report as one line of JSON: its source and its LSP diagnostics."""
    uri, lines = lsp.document(found.name), found.checked.lines
    diagnostics = [lsp.convert(finding, lines, uri, found.language) for finding in found.new]
    return canonical.line({"source": found.name, "diagnostics": diagnostics})


WRITERS: Mapping[str, tuple[Write, Frame]] = MappingProxyType(
    {
        "concise": (concise, Frame()),
        "json": (json, ARRAY),
    }
)
"""Every format but the human one, which is told how wide the terminal is."""
