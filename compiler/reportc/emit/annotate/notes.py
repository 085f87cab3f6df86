"""What a finding says in a note beside its cell or paragraph: the message, and the value that would hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from reportc.diagnostic import Diagnostic, Language, Suspect
from reportc.emit.findings import Findings
from reportc.span import Span

_WORDS: Mapping[Language, Mapping[str, str]] = MappingProxyType(
    {
        "zh": MappingProxyType(
            {
                "ERROR": "错误",
                "WARNING": "警告",
                "INFO": "提示",
                "head": "{grade} {code}：{message}",
                "suspect": "疑误：此格印为 {printed}，疑应为 {implied}",
                "elsewhere": "疑误：{path} 印为 {printed}，疑应为 {implied}",
                "blank": "（空）",
                "fix": "可改：{title}",
            }
        ),
        "en": MappingProxyType(
            {
                "ERROR": "error",
                "WARNING": "warning",
                "INFO": "note",
                "head": "{grade} {code}: {message}",
                "suspect": "suspect: this cell is printed as {printed}; {implied} would satisfy the equations",
                "elsewhere": "suspect: {path} is printed as {printed}; {implied} would satisfy the equations",
                "blank": "(blank)",
                "fix": "fix: {title}",
            }
        ),
    }
)


class Note(NamedTuple):
    """Lines of words, and the span of the projection that they speak of."""

    span: Span
    lines: tuple[str, ...]


def notes(found: Findings) -> Iterator[Note]:
    """Yield a note for each new finding, in the order of the text."""
    for finding in found.new:
        yield Note(finding.span, tuple(_lines(finding, found.language)))


def _lines(finding: Diagnostic, language: Language) -> Iterator[str]:
    words = _WORDS[language]
    yield words["head"].format(
        grade=words[finding.grade.name], code=finding.rule.code, message=finding.message(language)
    )
    for suspect in finding.suspects:
        yield _suspect(suspect, finding, words)
    for fix in finding.fixes:
        yield words["fix"].format(title=fix.title(language))


def _suspect(suspect: Suspect, finding: Diagnostic, words: Mapping[str, str]) -> str:
    printed = words["blank"] if suspect.printed is None else suspect.printed
    key = "suspect" if finding.paths == (suspect.path,) else "elsewhere"
    return words[key].format(path=suspect.path, printed=printed, implied=suspect.implied)
