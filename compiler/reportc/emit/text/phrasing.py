"""Phrasing: how a label, a cell and a paragraph are written: in the form's words, or as printed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportc.form import Edition
from reportc.source.fold import fold
from reportc.source.line_marks import words
from reportc.syntax import formatter_marks
from reportc.syntax.nodes import Cell, Label, Row, State, Stray
from reportc.syntax.terminals import TEXT
from reportc.syntax.typography import TextKind, correct
from reportc.syntax.vocabulary import Vocabulary
from reportc.syntax.wording import Wording

_ADDITION = re.compile(r"[(（][^()（）]*[)）]\s*$")
_DIGITS = re.compile(r"\d+")
_HAZARD = re.compile(
    rf"[|^\\<〚〛{formatter_marks.CONTROL}\u2500-\u257f]|\s\s|^[#*_={{\['+:!.`~\-]|^h\d|\d$|(?:^|\s)\d+\s|[|+=_*\-]$"
)
"""Beginnings that a layout may read as its own mark, or as the numbers of a row."""
_SEPARATOR = re.compile(r"[|<&\t\r\n]")
"""Characters that separate cells in some layout, or that Markdown writes by name."""
_ORDINAL = re.compile(r"^\d+\s*[.、．]")


class Phrasing:
    """How texts are phrased, for one table or section at a time."""

    def __init__(self, vocabulary: Vocabulary, *, fix: bool) -> None:
        """Take the words of the form; `fix` says whether spelling and slips of writing are corrected."""
        self.vocabulary = vocabulary
        self.fix = fix
        self.shows_edition = True  # whether words show the edition; if none does, none may be added
        self._form = Wording(vocabulary)

    def of(self, edition: Edition, *, shows: bool) -> None:
        """Turn to a table of `edition`; unless the text `shows` it, no word may be added that would."""
        self._form, self.shows_edition = Wording(self.vocabulary, edition), shows

    def form(self, *names: str) -> str:
        """Return the form's wording of the first of `names` that has one."""
        return self._form.spelling(*names)

    def label(self, printed: Label | None, form: str) -> str:
        """Return a label as written: in the form's words, with the words that were added to it."""
        if printed is None:
            return form
        if self.fix and self.shows_edition and self.form(printed.name) != printed.name:
            wider = form + self._addition(printed, form)
            if not _lost(printed.text, wider) and not _SEPARATOR.search(wider) and self._is(wider, printed.name):
                return wider
        return form if _SEPARATOR.search(printed.text) else self.corrected(printed.text, TextKind.LABEL)

    def heading(self, printed: Label) -> str:
        """Return a section's heading as written."""
        form, text = self.form(printed.name), self.corrected(printed.text, TextKind.HEADING)
        whole = words(text) == (0, len(text)) and not _SEPARATOR.search(text)
        return text if whole and (not self.fix or _lost(text, form)) else form

    def row(self, row: Row) -> str:
        """Return the label of a row."""
        printed = row.labels[-1] if row.labels else None
        return self.label(printed, self._form.row(row.path))

    def column(self, name: str, row: Row, printed: Label | None) -> str:
        """Return the header word of a column of `row`'s table."""
        return self.label(printed, self._form.column(name, row.path))

    def corrected(self, text: str, kind: TextKind) -> str:
        """Return `text` without slips of writing, if they are to be corrected."""
        return correct(text, kind) if self.fix else text

    def cell(self, cell: Cell, *, bare: bool) -> str:
        """Return a cell as written in its column; a lost one needs no mark if `bare`."""
        if cell.state is not State.LOST:
            return self.corrected(cell.text, TextKind.CELL)
        return (
            self.corrected(cell.text, TextKind.CELL)
            if bare
            else formatter_marks.write_lost(self.corrected(cell.text, TextKind.CELL))
        )

    def above(self, cells: Iterable[Cell]) -> str:
        """Return the mark of a row's cells that have no column."""
        return formatter_marks.write_above(map(self._inner, cells))

    def stray(self, stray: Stray) -> str:
        """Return the mark of a stray with its numbers."""
        return formatter_marks.write_stray(self.corrected(stray.text, TextKind.CELL), map(self._inner, stray.numbers))

    def _inner(self, cell: Cell) -> str:
        """Return a cell as written inside a mark."""
        text = self.corrected(cell.text, TextKind.CELL)
        return formatter_marks.inner(text, lost=cell.state is State.LOST, is_number=self.vocabulary.is_cell(text))

    def is_plain(self, text: str) -> bool:
        """Return whether a text can only be read as a paragraph, and has no separators of cells."""
        names = {word.name for word in self.vocabulary.words(text)}
        return names <= {TEXT, "NOTE"} and not _HAZARD.search(text)

    def shows_losses(self, row: Row) -> bool:
        """Return whether words in a row's cells are enough to show that its other cells are lost."""
        words = [cell.text for cell in row.cells if cell.state is State.LOST and cell.text]
        blank = any(cell.state is State.BLANK for cell in row.cells)
        return bool(words) and not blank and all(map(self._is_text, words))

    def _is_text(self, text: str) -> bool:
        corrected = self.corrected(text, TextKind.CELL)
        return [word.name for word in self.vocabulary.words(corrected)] == [TEXT] and not _SEPARATOR.search(corrected)

    def _is(self, text: str, name: str) -> bool:
        return any(word.label == name for word in self.vocabulary.words(text))

    def _addition(self, printed: Label, form: str) -> str:
        """Return the brackets of a label that the form's does not have."""
        found = _ADDITION.search(printed.text)
        return self.corrected(found.group(), TextKind.CELL) if found and fold(found.group()) not in fold(form) else ""


def _lost(printed: str, written: str) -> bool:
    """Return whether a number or a remark of a printed label would be lost; its ordinal is not counted."""
    before, after = _ORDINAL.sub("", fold(printed)), fold(written)
    return not set(_DIGITS.findall(before)) <= set(_DIGITS.findall(after))
