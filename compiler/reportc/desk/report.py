"""An open report: the current state of its file, and the earlier states that undo goes back to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from reportc.desk.answers import Json, words
from reportc.desk.file import OpenFile
from reportc.desk.saving import kinds
from reportc.fixes import Fixed
from reportc.fixes.proof import Content, Objection
from reportc.language import Text
from reportc.source.html import is_page

_MOST_STEPS = 200
_MOST_KEPT = 64 * 2**20
"""How many bytes of earlier states are kept for undo."""


@dataclass(frozen=True, slots=True)
class _UndoStep:
    """An earlier state of a file, and the element that was edited next: all typing into one element is one step."""

    data: Content
    original: bool
    element: str | None = None


class OpenReport:
    """A report on the desk."""

    def __init__(self, name: str, data: Content) -> None:
        """Open a file, or a text."""
        self.file = self.opened = OpenFile(name, data)
        self.revision = 0
        self._undo: list[_UndoStep] = []
        self._redo: list[_UndoStep] = []

    def edit(self, element: str, text: str) -> Objection | None:
        """Give an element a new text; return the objection, if there is one."""
        file = self.file.edited(element, text)
        if isinstance(file, Objection):
            return file
        if file.data != self.file.data:
            self._step(file, element)
        return None

    def fix(self, chosen: Iterable[str] | None = None) -> Fixed | Objection:
        """Apply the fixes with those ids, or all safe ones, as far as they are proved."""
        made = self.file.fixed_safely() if chosen is None else self.file.fixed(chosen)
        if isinstance(made, Objection):
            return made
        file, fixed = made
        if fixed.applied:
            self._step(file)
        return fixed

    def undo(self) -> None:
        """Undo the last step."""
        self._go(self._undo, self._redo)

    def redo(self) -> None:
        """Redo a step that was undone."""
        self._go(self._redo, self._undo)

    def json(self) -> Json:
        """Return the document."""
        is_read = bool(self.file.source.text.strip())
        return {
            "name": self.file.name,
            **self._kind,
            "revision": self.revision,
            **self.file.sheet.json(),
            "can": {
                "undo": bool(self._undo),
                "redo": bool(self._redo),
                "edit": is_read,
                "safeFixes": self.file.safe_fixes,
                "save": kinds(self.file) if is_read else [],
            },
        }

    @cached_property
    def _kind(self) -> Json:
        """The kind of source: a kind of file, a web page or a text."""
        source = self.opened.source
        if source.data is None and is_page(source.text):
            return {"kind": "html", "kindWords": words(Text("网页", "a web page"))}
        return {"kind": source.kind.name.lower(), "kindWords": words(source.kind.words)}

    def _step(self, file: OpenFile, element: str | None = None) -> None:
        goes_on = element is not None and self._undo and self._undo[-1].element == element and not self._redo
        if not goes_on:
            self._undo.append(_UndoStep(self.file.data, self.file.original, element))
        self._redo.clear()
        self.file = file
        self.revision += 1
        self._forget()

    def _go(self, steps: list[_UndoStep], others: list[_UndoStep]) -> None:
        if steps:
            step = steps.pop()
            others.append(_UndoStep(self.file.data, self.file.original))
            self.file = OpenFile(self.file.name, step.data, step.original)
            self.revision += 1

    def _forget(self) -> None:
        """Forget the oldest steps, where they are too many or too large."""
        kept = sum(len(step.data) for step in self._undo)
        while self._undo and (len(self._undo) > _MOST_STEPS or kept > _MOST_KEPT):
            kept -= len(self._undo.pop(0).data)
