"""Findings as marks in a copy of the file itself: comments of Word, notes of a workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from types import MappingProxyType
from typing import cast

from reportc.emit.annotate.notes import Note, notes
from reportc.emit.findings import Findings
from reportc.source import Kind, Refusal, Source

Annotate = Callable[[bytes, Sequence[Note]], bytes | Refusal]
"""Puts notes into a copy of a file, each at its span of the projection, or says why it cannot."""

_ANNOTATORS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.DOCX: "reportc.emit.annotate.docx",
        Kind.XLSX: "reportc.emit.annotate.xlsx",
    }
)
"""The module of each kind that can be annotated."""


def annotated(found: Findings, source: Source) -> bytes | Refusal:
    """Return a copy of the file that is `source` with a note for each finding; nothing else in it changes."""
    if source.refusal:
        return source.refusal
    if source.data is None or source.kind not in _ANNOTATORS:
        return Refusal(
            f"{source.kind.zh}不能加批注；可先用 reportc convert 转成 Word 文件（docx）",
            f"{source.kind.en} takes no comments; make a Word file of it with reportc convert",
        )
    annotate = cast("Annotate", import_module(_ANNOTATORS[source.kind]).annotate)
    return annotate(source.data, list(notes(found)))
