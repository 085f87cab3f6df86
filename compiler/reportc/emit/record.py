"""One compiled report as one record: where it came from, its content, what is doubtful, how much was read.

This is a line of `--to ndjson`. Its coverage is the quality flag for readers of many reports.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypedDict

from reportc.diagnostic import Diagnostic
from reportc.emit import lsp
from reportc.language import Language
from reportc.result import Result
from reportc.span import Span
from reportc.syntax import nodes
from reportc.syntax.walk import section_rows

if TYPE_CHECKING:
    from reportc.result.data import PlainData  # it needs the readers, which are loaded with the first compile

TABLES = ("proactive_disclosure", "applications", "proceedings")


class Coverage(TypedDict):
    """How much of a source was read, and how many cells of its tables are printed.

    `characters` is the share of the visible characters (trivia aside) that the tree holds,
    without strays and numbers without a column: 0 to 1 with four decimals, rounded down, so
    that 1 means all. The cells are those of the tables that occur; a table that does not is null
    in the report and adds none.
    """

    characters: float
    cells_printed: int
    cells_null: int


class Record(TypedDict):
    """A compiled report with its source's name, findings and coverage."""

    source: str
    report: PlainData  # the canonical JSON
    diagnostics: list[lsp.LspDiagnostic]
    coverage: Coverage


def record(name: str, result: Result, language: Language = "zh") -> Record:
    """Return the record of `result`, read from a source called `name`."""
    from reportc.result.data import data

    uri, report = lsp.document(name), data(result.tree)
    return {
        "source": name,
        "report": report,
        "diagnostics": [_finding(finding, result, uri, language) for finding in result.diagnostics],
        "coverage": _coverage(result, report),
    }


def _finding(finding: Diagnostic, result: Result, uri: str, language: Language) -> lsp.LspDiagnostic:
    return lsp.convert(finding, result.lines, uri, language, result.source.places)


def coverage(result: Result) -> Coverage:
    """Return how much of `result` was read."""
    from reportc.result.data import data

    return _coverage(result, data(result.tree))


def _coverage(result: Result, report: PlainData) -> Coverage:
    printed, null = _counted(report)
    return {"characters": characters(result), "cells_printed": printed, "cells_null": null}


def characters(result: Result) -> float:
    """Return the share of the visible characters that the tree understands; each is in one leaf, or in the trivia."""
    text, tree = result.source.text, result.tree
    strange = [span for leaf in _strange(tree) for span in leaf.spans]
    if not strange:
        return 1.0
    ink = _ink(text, (Span(0, len(text)),)) - _ink(text, result.trivia)
    return (ink - _ink(text, strange)) * 10_000 // ink / 10_000 if ink else 1.0


def cells(result: Result) -> tuple[int, int]:
    """Count the cells that hold a number, and those that hold none, in the tables that occur."""
    from reportc.result.data import data

    return _counted(data(result.tree))


def _counted(report: PlainData) -> tuple[int, int]:
    from reportc.result.data import numbers

    leaves = numbers(report)
    null = leaves.count(None)
    return len(leaves) - null, null


def _ink(text: str, spans: Iterable[Span]) -> int:
    """Count the characters of `spans` that are not white space."""
    return len("".join("".join([text[start:end] for start, end in spans]).split()))


def _strange(tree: nodes.Report) -> Iterator[nodes.Paragraph | nodes.Stray | nodes.Cell]:
    """Yield the leaves that are not understood: marks of pages, strays with their numbers, and unplaced cells."""
    yield from tree.page_marks
    for section in tree.sections:
        for stray in section.strays:
            yield stray
            yield from stray.numbers
        for row in section_rows(section):
            yield from row.unplaced
