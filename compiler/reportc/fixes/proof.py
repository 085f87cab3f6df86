"""The proof that edits have the intended effect: the changed text is compiled and compared with the old one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reportc.diagnostic import Diagnostic, Severity
from reportc.fixes.edits import Edited
from reportc.form import SECTIONS, pointer
from reportc.language import Text
from reportc.result import Checked
from reportc.span import Spans
from reportc.syntax import nodes
from reportc.syntax.walk import name_of, rows

CellValue = tuple[str, nodes.State, int | Decimal | None]
"""A cell's JSON pointer, state and value."""


Content = str | bytes
"""A text, or another file."""

Checker = Callable[[Content], Checked]
"""Compiles a text, or a file, and checks it by every rule."""


class Objection(Text):
    """The reason why edits are not accepted."""

    __slots__ = ()


@dataclass(frozen=True)
class Meaning:
    """The content of a text, as far as edits might change it."""

    checked: Checked

    @cached_property
    def cells(self) -> list[CellValue]:
        """Every cell of every row, repeated rows included, in the order of the text."""
        found = ((row, cell) for row in rows(self.checked.tree) for cell in row.cells)
        return [(pointer((*row.path, cell.column)), cell.state, cell.value) for row, cell in found]

    @cached_property
    def prose(self) -> bytes:
        """The part that each character belongs to: 0 is no prose, every part of the prose has a number."""
        parts = bytearray(len(self.checked.source.text))
        for number, spans in _prose(self.checked.tree):
            for start, end in spans:
                parts[start:end] = bytes([number]) * (end - start)
        return bytes(parts)

    @cached_property
    def grave(self) -> list[Diagnostic]:
        """The errors and warnings."""
        return [finding for finding in self.checked.diagnostics if finding.severity <= Severity.WARNING]


@dataclass(frozen=True, slots=True)
class Aim:
    """The intention of edits: cells to set, rows and sections to insert, rows to delete; findings to resolve.

    A cell that `sets` maps to None is to be blank.
    """

    sets: Mapping[str, int | Decimal | None]
    ended: Sequence[Diagnostic]
    adds: frozenset[str] = frozenset()
    drops: frozenset[str] = frozenset()

    def is_new(self, paths: Iterable[str]) -> bool:
        """Return whether all of `paths` are of inserted rows."""
        return all(any(path == new or path.startswith(f"{new}/") for new in self.adds) for path in paths)

    def expects(self, finding: Diagnostic) -> bool:
        """Return whether a finding is only about inserted or blank rows."""
        blank = all(path in self.sets and self.sets[path] is None for path in finding.paths)
        return bool(finding.paths) and (blank or self.is_new(finding.paths))


def objection(before: Meaning, edited: Edited, after: Meaning, aim: Aim) -> Objection | None:
    """Return why `edited` is not accepted: its intention is not met, or something else has changed; None if it is."""
    kept, left = (
        [one for one in _without_drops(before.cells, aim.drops) if not aim.is_new(one[:1])],
        [one for one in after.cells if not aim.is_new(one[:1])],
    )
    if any(one[1] is not nodes.State.BLANK for one in after.cells if aim.is_new(one[:1])):
        return Objection("补的一行读出来不是空的", "the new row would not be read as blank")
    if (cell := _wrong_cell(kept, left, aim.sets)) is not None:
        return Objection(f"改后 {cell} 读出来不是应有的数", f"{cell} would not be read as meant")
    if not _keeps_prose(before, edited, after):
        return Objection("改后正文会有文字读到别处", "words of the prose would be read as something else")
    if (stays := next((one for one in aim.ended if _is_there(one, after, edited)), None)) is not None:
        return Objection(f"改后 {stays.rule.code} 仍在", f"{stays.rule.code} would stay")
    known = _KnownFindings(before.grave, edited)
    come = (one for one in after.grave if one not in known and not aim.expects(one))
    if (new := next(come, None)) is not None:
        return Objection(
            f"改后会有 {new.rule.code}：{new.message()}", f"{new.rule.code} would be new: {new.message('en')}"
        )
    return None


def _without_drops(cells: Iterable[CellValue], drops: frozenset[str]) -> Iterator[CellValue]:
    """Yield cells without the first occurrence of the rows to be deleted."""
    seen: set[str] = set()
    for one in cells:
        if one[0] not in seen or one[0].rpartition("/")[0] not in drops:
            yield one
        seen.add(one[0])


def _wrong_cell(
    before: list[CellValue], after: list[CellValue], sets: Mapping[str, int | Decimal | None]
) -> str | None:
    """Return the first cell with a wrong value: not the one it is set to, or not the one that it had."""
    if len(before) != len(after):
        return "/"
    waiting = dict(sets)
    for was, now in zip(before, after, strict=True):
        path = was[0]
        wanted = _cell_value(path, waiting.pop(path)) if path in waiting else was
        if now != wanted:
            return path
    return next(iter(waiting), None)


def _cell_value(path: str, value: int | Decimal | None) -> CellValue:
    return (path, nodes.State.BLANK if value is None else nodes.State.PRINTED, value)


def _keeps_prose(before: Meaning, edited: Edited, after: Meaning) -> bool:
    """Return whether each unchanged character of prose still belongs to the same part."""
    for old, new in edited.kept():
        was, now = before.prose[old.start : old.end], after.prose[new.start : new.end]
        if was != now:
            text = edited.before[old.start : old.end]
            if any(x and x != y and not c.isspace() for x, y, c in zip(was, now, text, strict=True)):
                return False
    return True


def _is_there(finding: Diagnostic, after: Meaning, edited: Edited) -> bool:
    """Return whether `finding` is still found after the edits."""
    place = edited.place(finding.span.start)
    same = (one for one in after.checked.diagnostics if one.rule.code == finding.rule.code)
    return any(one.paths == finding.paths and (bool(one.paths) or one.span.start == place) for one in same)


class _KnownFindings:
    """Findings before some edits, to be recognised after them."""

    def __init__(self, findings: Iterable[Diagnostic], edited: Edited) -> None:
        self.cells: dict[str, set[frozenset[str]]] = {}
        self.places: set[tuple[str, int | str]] = set()
        for finding in findings:
            code = finding.rule.code
            self.cells.setdefault(code, set()).add(frozenset(finding.paths))
            self.places |= {(code, edited.place(finding.span.start)), (code, finding.message())}

    def __contains__(self, finding: Diagnostic) -> bool:
        """Return whether `finding` was found before, or one like it with more cells, or at its place."""
        code, paths = finding.rule.code, frozenset(finding.paths)
        if paths:
            return any(paths <= cells for cells in self.cells.get(code, ()))
        return not self.places.isdisjoint({(code, finding.span.start), (code, finding.message())})


def _prose(tree: nodes.Report) -> Iterator[tuple[int, Spans]]:
    """Yield the spans of the prose, and the number of the part they belong to: sections count from 6."""
    if tree.title:
        yield 1, tree.title.spans
    for number, paragraphs in enumerate((tree.front, tree.preamble, tree.page_marks, tree.around), 2):
        yield from ((number, paragraph.spans) for paragraph in paragraphs)
    for section in tree.sections:
        number = 6 + SECTIONS.index(name_of(section))
        paragraphs = section.paragraphs if isinstance(section, nodes.Prose) else section.notes
        yield from ((number, paragraph.spans) for paragraph in paragraphs)
