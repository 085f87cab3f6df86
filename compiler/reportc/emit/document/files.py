"""Reports as files: the kinds of files, and conversion, proved by reading the written file again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from importlib.util import find_spec
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from reportc.diagnostic import Diagnostic
from reportc.emit import canonical
from reportc.emit.document.blocks import Document, Notes, notes
from reportc.emit.document.docx import docx
from reportc.emit.document.html import html
from reportc.emit.document.page import document
from reportc.emit.document.pdf import pdf, require_fonts
from reportc.emit.document.xlsx import xlsx
from reportc.emit.text.formatted import Reason, formatted, obstacle, shortened
from reportc.emit.text.layouts import LAYOUTS
from reportc.emit.text.proof import Fact, difference, facts
from reportc.emit.text.writers import write as write_text
from reportc.failure import Unprintable, UsageError
from reportc.language import Language, Text
from reportc.result import Result
from reportc.syntax.nodes import Report, State
from reportc.syntax.typography import TextKind, correct

Draw = Callable[[Document, Notes, Language], bytes]
"""Writes a document as a file of some kind, with findings if it can show them."""
ShowsFindings = Literal["always", "asked", "never"]
"""When a kind shows findings."""


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How to write: wording corrected or as printed, all marks or only necessary ones, findings in a language."""

    fix: bool = True
    careful: bool = False
    findings: tuple[Diagnostic, ...] = ()
    language: Language = "zh"


@dataclass(frozen=True, slots=True)
class OutputKind:
    """A kind of file: its suffixes, and the function that writes it.

    Without `draw` it is text in `layout`, or, without that too, JSON. `again` are other ways to draw it, tried if it is
    read differently. `needs` are the modules that write and read it, of the extra `extra`. `blanks`
    says whether white space inside a text is kept: on paper it cannot be seen at the end of a line. `binary` files
    cannot be shown on a terminal.
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
    """Raise a failure if files of the kind with that name cannot be written here: a module or a font is missing."""
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
    """Return the kind of a file by its name; None if the ending is unknown."""
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


# ---------------------------------------------------------------- converting

Compile = Callable[[str | bytes], Result]
"""Compiles a text, or the bytes of a file, as `reportc.compile` does."""


@dataclass(frozen=True, slots=True)
class Converted:
    """A report as a file, or None with the reason; `after` is what the file compiles to, None for JSON."""

    data: bytes | None
    before: Result
    after: Result | None = None
    reason: Reason | None = None


def converted(before: Result, compile: Compile, kind: str, options: WriteOptions) -> Converted:  # noqa: A002  # it is reportc.compile
    """Write `before` as a file of the kind with that name and prove it by reading it again."""
    reason, known = obstacle(before), KINDS[kind]
    if reason:
        return Converted(None, before, reason=reason)
    if known.layout:
        made = formatted(before, compile, known.layout, fix=options.fix)
        return Converted(None if made.reason else made.text.encode(), before, made.after, made.reason)
    if known.draw is None:
        return _json(before)
    file = drawn(before.tree, compile, known, options)
    return Converted(file.data, before, file.after, file.reason)


class DrawnFile(NamedTuple):
    """A file and the result of compiling it; None with the reason why it may not be stored."""

    data: bytes | None
    after: Result | None = None
    reason: Reason | None = None


def written(tree: Report, compile: Compile, kind: str, options: WriteOptions) -> DrawnFile:  # noqa: A002  # likewise
    """Write a tree that was not read, as a blank report or one of sums, and prove it as if it had been read."""
    known = KINDS[kind]
    if known.draw is not None:
        return drawn(tree, compile, known, options)
    if known.layout:
        return DrawnFile(write_text(tree, LAYOUTS[known.layout], fix=options.fix).encode())
    from reportc.result import model  # pydantic takes 170 ms to import

    return DrawnFile(canonical.pretty(model.build(tree)).encode())


def drawn(tree: Report, compile: Compile, kind: OutputKind, options: WriteOptions) -> DrawnFile:  # noqa: A002  # likewise
    """Draw a tree and prove it: with only the necessary marks, then with all marks, then in the kind's other ways.

    Without `blanks`, white space does not count, as `OutputKind` explains.
    """
    facts_of = list if kind.blanks else _inked
    want, fault = facts_of(facts(tree, correct if options.fix else _kept)), None
    for draw, careful in _ways(kind):
        try:
            data = write(tree, draw, replace(options, careful=careful))
        except Unprintable as error:
            return DrawnFile(None, None, Reason(error.text))
        after = compile(data)
        fault = difference(want, facts_of(facts(after.tree, _kept)))
        if fault is None:
            return DrawnFile(data, after)
    zh, en = "写出后再读，内容不同", "what was written reads differently"
    return DrawnFile(None, after, Reason(Text(f"{zh}（{shortened(fault or '')}）", en), ours=True))


def _ways(kind: OutputKind) -> list[tuple[Draw, bool]]:
    """Return the ways to draw a file of a kind, in the order in which they are tried, and whether with all marks."""
    return [(kind.draw, False), *((draw, True) for draw in (kind.draw, *kind.again))] if kind.draw else []


def _inked(found: Iterable[Fact]) -> list[Fact]:
    """Return the facts of a tree without the white space in them."""
    return [Fact(fact.place, _ink(fact.says)) for fact in found]


def _ink(value: Any) -> Any:
    if isinstance(value, str) and not isinstance(value, State):
        return "".join(value.split())
    return tuple(map(_ink, value)) if isinstance(value, tuple) else value


def _json(before: Result) -> Converted:
    """Write canonical JSON, which is proved by its models."""
    data = canonical.pretty(before.report).encode()
    if type(before.report).model_validate_json(data) != before.report:
        return Converted(None, before, reason=Reason(Text("JSON 读回后不同", "the JSON reads differently"), ours=True))
    return Converted(data, before)


def _kept(text: str, _kind: TextKind) -> str:
    return text
