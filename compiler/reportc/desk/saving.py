"""The kinds of file that a report is saved as: the file itself, the form as another kind, a copy with comments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath
from types import MappingProxyType
from typing import NamedTuple

from reportc import api
from reportc.desk.answers import Json, Problem, words
from reportc.desk.file import OpenFile
from reportc.emit.annotate import annotated
from reportc.emit.document.files import KINDS
from reportc.emit.findings import Findings
from reportc.language import Text
from reportc.source import Kind, Refusal

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".html": "text/html",
        ".htm": "text/html",
        ".md": "text/markdown",
        ".txt": "text/plain",
        ".json": "application/json",
        ".pdf": "application/pdf",
    }
)
_ANY = "application/octet-stream"
_ANNOTATED: Mapping[Kind, str] = MappingProxyType({Kind.DOCX: ".docx", Kind.XLSX: ".xlsx"})
"""The kinds that take comments themselves; other kinds are converted to Word first."""
_UNWRITTEN = Text("写不出来", "it cannot be written")
_LABELS: Mapping[str, Text] = MappingProxyType(
    {
        "original": Text("原文件（已改）", "the file itself, with its fixes"),
        "docx": Text("Word 文件（官方表式）", "a Word file in the official form"),
        "xlsx": Text("Excel 工作簿", "an Excel workbook"),
        "html": Text("网页", "a web page"),
        "pdf": Text("PDF 文件", "a PDF file"),
        "md": Text("Markdown 文本", "Markdown"),
        "txt": Text("纯文本", "plain text"),
        "json": Text("JSON 数据", "JSON"),
        "annotated": Text("加批注的副本", "a copy with comments"),
        "findings": Text("检查结果（可打印的网页）", "the findings as a page to print"),
    }
)


class SavedFile(NamedTuple):
    """A file that is to be saved."""

    name: str
    data: bytes

    @property
    def type(self) -> str:
        """Its media type."""
        return media_type(self.name)


def media_type(name: str) -> str:
    """Return the media type of a file by the ending of its name."""
    return _TYPES.get(PurePath(name).suffix.lower(), _ANY)


def kinds(file: OpenFile) -> list[Json]:
    """Return the kinds that a report can be saved as here."""
    return [{"kind": kind, "label": words(_LABELS[kind])} for kind in _kinds(file)]


def save(file: OpenFile, kind: str) -> SavedFile:
    """Return a report as a file; raise a `Problem` if it cannot be one of that kind."""
    if kind not in _kinds(file):
        raise Problem(f"不能存成 {kind}", f"it cannot be saved as {kind}")
    return _SAVERS.get(kind, _converted)(file, kind)


def _kinds(file: OpenFile) -> Iterator[str]:
    if file.original and file.is_writable:
        yield "original"
    yield from (kind for kind in _LABELS if kind in KINDS and not KINDS[kind].missing())
    yield from ("annotated", "findings")


def _original(file: OpenFile, _kind: str) -> SavedFile:
    """Return the file itself."""
    if isinstance(file.data, bytes):
        return SavedFile(_named(file, "（已改）", PurePath(file.name).suffix), file.data)
    return SavedFile(_named(file, "（已改）", PurePath(file.name).suffix), file.data.encode("utf-8", "replace"))


def _converted(file: OpenFile, kind: str) -> SavedFile:
    return _form(file, kind, "（官方表式）", findings=None)


def _findings(file: OpenFile, _kind: str) -> SavedFile:
    return _form(file, "html", "（检查结果）", findings=True)


def _form(file: OpenFile, kind: str, mark: str, *, findings: bool | None) -> SavedFile:
    made = api.convert(file.checked.result, kind, findings=findings)
    if made.data is None:
        raise Problem(*(made.reason.text if made.reason else _UNWRITTEN))
    return SavedFile(_named(file, mark, KINDS[kind].suffixes[0]), made.data)


def _annotated(file: OpenFile, _kind: str) -> SavedFile:
    """Return a copy with a comment for each finding; of a kind without comments, a copy as Word."""
    suffix = _ANNOTATED.get(file.source.kind)
    if suffix is None:
        copy = OpenFile(file.name, api.convert(file.checked.result, "docx", fix=False).data or b"")
        if copy.source.refusal or not copy.data:
            raise Problem("做不出可加批注的 Word 副本", "no Word copy can be made to put comments into")
        return _annotated(copy, "annotated")
    found = Findings(file.name, file.checked, file.checked.diagnostics)
    data = annotated(found, file.source)
    if isinstance(data, Refusal):
        raise Problem(*data)
    return SavedFile(_named(file, "（批注）", suffix), data)


_Save = Callable[[OpenFile, str], SavedFile]
_SAVERS: Mapping[str, _Save] = MappingProxyType({"original": _original, "annotated": _annotated, "findings": _findings})


def _named(file: OpenFile, mark: str, suffix: str) -> str:
    return f"{PurePath(file.name).stem or '报告'}{mark}{suffix or '.txt'}"
