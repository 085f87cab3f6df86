"""Files that fixes are put into: a kind has what writes it, or is never written."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import cast

from reportc.mend.proof import Objection
from reportc.mend.repair import Rewrite
from reportc.source import Kind

_WRITERS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.DOCX: "reportc.mend.docx",
        Kind.XLSX: "reportc.mend.xlsx",
    }
)
"""The module of each kind that is written, whose `rewrite` puts edits of the projection into a file."""


def writer(kind: Kind) -> Rewrite | None:
    """Return what puts edits into files of `kind`; None if they are never written."""
    return cast("Rewrite", import_module(_WRITERS[kind]).rewrite) if kind in _WRITERS else None


def never_written(kind: Kind) -> Objection:
    """Return that files of `kind` are not written, and what to do."""
    return Objection(
        f"{kind.zh}不能在原文件里改；可先用 reportc convert 转成 Word 文件（docx）再改",
        f"{kind.en} is never written; make a Word file of it with reportc convert, and mend that",
    )
