"""The kinds of files that reports are written as. To add one, write its function and name it in KINDS."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from types import MappingProxyType
from typing import Literal

from reportc.diagnostic import Diagnostic, Language
from reportc.emit.document.blocks import Document, Notes, notes
from reportc.emit.document.docx import docx
from reportc.emit.document.html import html
from reportc.emit.document.page import document
from reportc.emit.document.pdf import pdf, require_fonts
from reportc.emit.document.xlsx import xlsx
from reportc.failure import UsageError
from reportc.syntax.nodes import Report

Draw = Callable[[Document, Notes, Language], bytes]
"""Writes a document as a file of some kind, with findings if it can show them."""
ShowsFindings = Literal["always", "asked", "never"]
"""When a kind shows findings."""


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """What is written: wording put right or as printed, all marks or those needed, findings in a language."""

    fix: bool = True
    careful: bool = False
    findings: tuple[Diagnostic, ...] = ()
    language: Language = "zh"


@dataclass(frozen=True, slots=True)
class OutputKind:
    """A kind of file: how its name ends, what writes it.

    Without `draw` it is text in `layout`, or, without that too, JSON. `again` are other ways to draw it, for what is
    read otherwise. `needs` are the modules that write and read it, of the extra `extra`. `blanks`
    tells whether white space inside a text is kept: on paper where a line ends no one can tell. `binary` is what
    no terminal can show.
    """

    suffixes: tuple[str, ...]
    draw: Draw | None = None
    again: tuple[Draw, ...] = ()
    layout: str | None = None
    findings: ShowsFindings = "never"
    extra: str = ""
    needs: tuple[str, ...] = ()
    blanks: bool = True
    binary: bool = False

    def missing(self) -> list[str]:
        """Return the modules that it needs and that are not installed."""
        return [name for name in self.needs if find_spec(name) is None]


def check(name: str) -> None:
    """Raise a failure if files of the kind of that name cannot be written here: a module or a font is missing."""
    kind = KINDS[name]
    if kind.missing():
        raise UsageError(
            f"写 {name} 需要安装：pip install 'reportc[{kind.extra}]'", f"{', '.join(kind.missing())} missing"
        )
    if kind.draw is _print:
        require_fonts()


def write(report: Report, draw: Draw, options: WriteOptions) -> bytes:
    """Return the file of `report`, written by `draw`."""
    made = document(report, fix=options.fix, careful=options.careful)
    return draw(made, notes(made, options.findings), options.language)


def kind_of(path: str) -> str | None:
    """Return the kind that the name of a file asks for; None if there is none."""
    return next((name for name, kind in KINDS.items() if path.lower().endswith(kind.suffixes)), None)


def _word(made: Document, _notes: Notes, _language: Language) -> bytes:
    return docx(made)


def _print(made: Document, _notes: Notes, _language: Language, *, apart: int = 0) -> bytes:
    return pdf(made, apart)


KINDS: Mapping[str, OutputKind] = MappingProxyType(
    {
        "docx": OutputKind((".docx",), _word, binary=True),
        "xlsx": OutputKind(
            (".xlsx",), xlsx, findings="always", extra="files", needs=("xlsxwriter", "python_calamine"), binary=True
        ),
        "html": OutputKind((".html", ".htm"), html, findings="asked"),
        "md": OutputKind((".md",), layout="markdown"),
        "txt": OutputKind((".txt", ".text"), layout="official"),
        "json": OutputKind((".json",)),
        "pdf": OutputKind(
            (".pdf",),
            _print,
            tuple(partial(_print, apart=apart) for apart in (1, 2, 3, 4)),
            extra="pdf",
            needs=("typst", "pypdfium2"),
            blanks=False,
            binary=True,
        ),
    }
)
