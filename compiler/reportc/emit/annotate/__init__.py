"""Findings as marks in a copy of the file itself: comments of Word, notes of a workbook."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import NamedTuple, cast

from reportc.diagnostic import Diagnostic, Suspect
from reportc.emit.findings import Findings
from reportc.language import Language, Text, in_language
from reportc.source import Kind, Refusal, Source
from reportc.span import Span

_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "ERROR": Text("错误", "error"),
        "WARNING": Text("警告", "warning"),
        "INFO": Text("提示", "note"),
        "head": Text("{severity} {code}：{message}", "{severity} {code}: {message}"),
        "suspect": Text(
            "疑误：此格印为 {printed}，疑应为 {implied}",
            "suspect: this cell is printed as {printed}; {implied} would satisfy the equations",
        ),
        "elsewhere": Text(
            "疑误：{path} 印为 {printed}，疑应为 {implied}",
            "suspect: {path} is printed as {printed}; {implied} would satisfy the equations",
        ),
        "blank": Text("（空）", "(blank)"),
        "fix": Text("可改：{title}", "fix: {title}"),
    }
)


class Note(NamedTuple):
    """Lines of text, and the span of the projection that they are about."""

    span: Span
    lines: tuple[str, ...]


def notes(found: Findings) -> Iterator[Note]:
    """Yield a note for each new finding, in the order of the text."""
    for finding in found.new:
        yield Note(finding.span, tuple(_lines(finding, found.language)))


def _lines(finding: Diagnostic, language: Language) -> Iterator[str]:
    words = in_language(_WORDS, language)
    yield words["head"].format(
        severity=words[finding.severity.name], code=finding.rule.code, message=finding.message(language)
    )
    for suspect in finding.suspects:
        yield _suspect(suspect, finding, words)
    for fix in finding.fixes:
        yield words["fix"].format(title=fix.title(language))


def _suspect(suspect: Suspect, finding: Diagnostic, words: Mapping[str, str]) -> str:
    printed = words["blank"] if suspect.printed is None else suspect.printed
    key = "suspect" if finding.paths == (suspect.path,) else "elsewhere"
    return words[key].format(path=suspect.path, printed=printed, implied=suspect.implied)


# ---------------------------------------------------------------- the copy of the file

Annotate = Callable[[bytes, Sequence[Note]], bytes | Refusal]
"""Puts notes into a copy of a file, each at its span of the projection, or returns the reason why it cannot."""

_ANNOTATORS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.DOCX: "reportc.emit.annotate.docx",
        Kind.XLSX: "reportc.emit.annotate.xlsx",
    }
)
"""The module of each kind that can be annotated."""


def annotated(found: Findings, source: Source) -> bytes | Refusal:
    """Return a copy of the file `source` with a note for each finding, otherwise unchanged; or the reason for none."""
    if source.refusal:
        return source.refusal
    if source.data is None or source.kind not in _ANNOTATORS:
        return Refusal(
            f"{source.kind.words.zh}不能加批注；可先用 reportc convert 转成 Word 文件（docx）",
            f"{source.kind.words.en} takes no comments; make a Word file of it with reportc convert",
        )
    annotate = cast("Annotate", import_module(_ANNOTATORS[source.kind]).annotate)
    return annotate(source.data, list(notes(found)))


# ---------------------------------------------------------------- parts of packages

_LAST_TAG = re.compile(rb"</([\w.-]+:|)[\w.-]+\s*>\s*(?:<!--[^<>]*-->\s*)*\Z")
_EMPTY_ROOT = re.compile(rb"<(([\w.-]+:|)[\w.-]+)(\s(?:[^<>\"']|\"[^<\"]*\"|'[^<']*')*?)?/>\s*\Z")
_END = 1_000
"""The last tag is within this many bytes of the end."""


def appended(data: bytes, make: Callable[[bytes], bytes]) -> bytes | None:
    """Return XML with what `make` returns for the prefix of its last end tag put before that tag; None without one."""
    if found := _LAST_TAG.search(data, max(0, len(data) - _END)):
        return data[: found.start()] + make(found[1]) + data[found.start() :]
    if root := _EMPTY_ROOT.search(data):
        return data[: root.start()] + b"<%b%b>%b</%b>" % (root[1], root[3] or b"", make(root[2]), root[1])
    return None
