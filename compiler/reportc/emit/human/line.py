"""A finding on one line, as editors and other programs find its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportc.diagnostic import Diagnostic, Language
from reportc.places import NO_PLACES, Places
from reportc.result import Result
from reportc.span import LineIndex, Position


def concise(result: Result, name: str, language: Language = "zh") -> Iterator[str]:
    """Yield a line for each finding of `result`: `path:line:column: X001 message`, both numbers from 1."""
    yield from located(result.diagnostics, result.lines, name, language, result.source.places)


def located(
    findings: Iterable[Diagnostic],
    lines: LineIndex,
    name: str,
    language: Language = "zh",
    places: Places = NO_PLACES,
) -> Iterator[str]:
    """Yield a line a finding; in a file that is no text, line and column are those of its projection."""
    for finding in findings:
        line, column = place(finding.span.start, lines)
        there = places.at(finding.span.start)
        words = f"[{there.words(language)}] " if there else ""
        yield printable(f"{name}:{line}:{column}: {finding.rule.code} {words}{finding.message(language)}")


def printable(text: str) -> str:
    """Return `text` on one line, without the control characters that a terminal would obey."""
    return "".join(c if c.isprintable() else " " for c in text)


def place(offset: int, lines: LineIndex) -> Position:
    """Return a line and a column in characters, both from 1, as editors show them."""
    line = lines.position(offset).line
    return Position(line + 1, offset - lines.starts[line] + 1)
