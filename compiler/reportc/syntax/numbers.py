"""Cells: the value of a printed number, by the parts that the grammar's NUMBER names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from reportc.form import AMOUNT, AMOUNT_DECIMALS, LARGEST
from reportc.frozen import frozen
from reportc.source.fold import fold
from reportc.source.pieces import Remark, Setting
from reportc.span import Spans
from reportc.syntax import formatter_marks
from reportc.syntax.nodes import Cell, State
from reportc.syntax.terminals import LOST, WORDS
from reportc.syntax.vocabulary import COUNT, Vocabulary
from reportc.table.lexeme import BLANK, Lexeme

YUAN, COUNTER = "yuan", "counter"
_SCALES = {"wan": 4, "yi": 8}
"""By how many places the word before a unit moves the decimal point."""
FORMS_SCALE = 4
"""The scale of the form's unit of money, 万元."""
_REMEMBERED = 4096
_HEADERS = 64
"""The number of texts, and of headers with their notes, that are cached."""
_Value = int | Decimal


@frozen
class Number:
    """A number as printed, and the characters beside it.

    `scale` are the places that 万 or 亿 moves its point, `unit` is that of money or of pieces, `printed_unit`
    is both as printed; `notes` are digits that are not part of the number.
    """

    value: _Value
    scale: int = 0
    unit: str | None = None
    printed_unit: str | None = None
    remark: str | None = None
    notes: tuple[Remark, ...] = ()

    def says(self, column: str) -> _Value | None:
        """Return the value of the number in `column`, in the form's unit; None if it is of another kind."""
        if self.unit == (COUNTER if column == AMOUNT else YUAN):
            return None
        if column != AMOUNT:
            return _moved(self.value, self.scale)
        return _moved(self.value, self.scale - FORMS_SCALE) if self.scale or self.unit else self.value

    def fits(self, column: str) -> bool:
        """Return whether the canonical JSON can hold the number in `column`."""
        value = self.says(column)
        return value is not None and holds(column, value)

    def plain(self, column: str) -> bool:
        """Return whether the cell holds only the number, or an amount with its unit."""
        bare = column == AMOUNT or self.printed_unit is None
        return self.remark is None and not self.notes and bare and self.fits(column)


def holds(column: str, value: _Value) -> bool:
    """Return whether the canonical JSON can hold `value` exactly in `column`."""
    if not -LARGEST <= value <= LARGEST:
        return False
    if isinstance(value, int) or value == int(value):
        return True
    value = Decimal(value)
    short = -int(value.as_tuple().exponent) <= AMOUNT_DECIMALS
    return column == AMOUNT and short and Decimal(repr(float(value))) == value


def shown(value: _Value) -> str:
    """Return a number with all its decimals, as a report prints it."""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


@lru_cache(maxsize=_REMEMBERED)
def read(text: str, pattern: re.Pattern[str]) -> Number | None:
    """Read the text of a NUMBER; None if it is no number."""
    match = pattern.fullmatch(fold(text))
    if match is None:
        return None
    digits = match["digits"].replace(",", "")
    value: _Value = _short(Decimal(f"{digits}.{match['fraction']}")) if match["fraction"] else int(digits)
    unit = next((name for name in (YUAN, COUNTER) if match[name]), None)
    value = -value if match["minus"] else value
    return Number(value, _scale(match), unit, match["unit"] or None, match["remark"], tuple(_notes(match)))


@lru_cache(maxsize=_REMEMBERED)
def bare(text: str, pattern: re.Pattern[str]) -> _Value | None:
    """Return the value of a text that is a number and no more, the same in every column; None for any other text."""
    if COUNT.fullmatch(text):
        return int(text)
    number = read(text, pattern)
    if number is None or number.scale or number.unit or number.printed_unit or number.remark or number.notes:
        return None
    return number.value


def _notes(match: re.Match[str]) -> Iterator[Remark]:
    """Yield the marks of notes beside a number: by their code points, or in the tags of HTML."""
    for note in filter(None, (match[name] for name in ("before", "note", "after"))):
        lowered = note.startswith("<sub") or unicodedata.decomposition(note[0]).startswith("<sub>")
        raised = note.startswith("<sup") or unicodedata.decomposition(note[0]).startswith("<super>")
        setting = Setting.LOWERED if lowered else Setting.RAISED if raised else Setting.REFERENCE
        yield Remark(setting, note.partition(">")[2].partition("<")[0] if note[0] == "<" else note)


@lru_cache(maxsize=_HEADERS)
def column_scale(columns: tuple[str, ...], notes: tuple[str, ...], vocabulary: Vocabulary) -> int | None:
    """Return the scale of the unit of money that a column's words name, or else a note; None if they name none."""
    for texts, name in ((columns, "COLUMN_UNIT"), (notes, "NOTE_UNIT")):
        found = (vocabulary.pattern(name).search(fold(text)) for text in texts)
        if match := next(filter(None, found), None):
            return _scale(match)
    return None


def cell(lexeme: Lexeme, column: str, number: Number | None) -> Cell:
    """Make the cell of `column` from the text printed there and its number."""
    made = _cell(lexeme, column, number)
    return replace(made, remarks=(*made.remarks, *lexeme.piece.remarks)) if lexeme.piece.remarks else made


def _cell(lexeme: Lexeme, column: str, number: Number | None) -> Cell:
    piece = lexeme.piece
    if lexeme.word.name == BLANK:
        state = State.LOST if any(map(_hides_number, piece.remarks)) else State.BLANK
        return Cell(column, state, None, "", piece.spans)
    if lexeme.word.name == LOST:
        return formatter_marks.lost(piece, column)
    if lexeme.word.name == WORDS:
        return Cell(column, State.LOST, None, piece.text, piece.spans)
    return printed(piece.text, piece.spans, column, number) or Cell(column, State.DASH, None, piece.text, piece.spans)


def _hides_number(remark: Remark) -> bool:
    """Return whether a cell is empty only because its formula was never calculated."""
    return remark.setting is Setting.FORMULA


def printed(text: str, spans: Spans, column: str, number: Number | None) -> Cell | None:
    """Make the cell of a text that is a number; None for other texts. Money in a column of counts has no value."""
    if number is None:
        return None
    value = number.says(column) if column else number.value
    if value is None:
        return Cell(column, State.LOST, None, text, spans)
    return Cell(column, State.PRINTED, value, text, spans, number.printed_unit, number.remark, number.notes)


def _scale(match: re.Match[str]) -> int:
    return next((places for name, places in _SCALES.items() if match[name]), 0)


def _moved(value: _Value, places: int) -> _Value:
    """Move the decimal point; exact, whatever the number."""
    return _short(Decimal(value).scaleb(places)) if places else value


def _short(value: Decimal) -> _Value:
    """Drop zeros at the end; a whole number is an int."""
    return int(value) if value == value.to_integral_value() else value.normalize()
