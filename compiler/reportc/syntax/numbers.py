"""Cells: what a printed number says, by the parts that the grammar's NUMBER names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from reportc.form import AMOUNT
from reportc.source.fold import fold
from reportc.span import Spans
from reportc.syntax import marks
from reportc.syntax.nodes import Cell, State
from reportc.syntax.vocabulary import LOST, WORDS
from reportc.table.lexeme import BLANK, Lexeme

YUAN = "yuan"
_UNITS = {"wan_yuan": 1, YUAN: 10_000, "counter": 1}
"""How many of a unit make one of the form's own (万元, or one piece)."""
_MOST_DECIMALS = 4
_REMEMBERED = 4096
_Value = int | Decimal


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed: its value in its own unit, the unit's name and text, and a remark."""

    value: _Value
    unit: str | None
    printed_unit: str | None
    remark: str | None

    def fits(self, column: str) -> bool:
        """Tell whether the canonical JSON can hold the number in `column`."""
        value = self.converted
        if column == AMOUNT:
            return isinstance(value, int) or -int(value.as_tuple().exponent) <= _MOST_DECIMALS
        return isinstance(value, int)

    def plain(self, column: str) -> bool:
        """Tell whether the cell holds nothing but the number, or an amount with its unit."""
        money = self.unit in (None, "wan_yuan", YUAN)
        return self.remark is None and (self.unit is None or (column == AMOUNT and money)) and self.fits(column)

    @property
    def converted(self) -> _Value:
        """The value in the form's unit."""
        scale = _UNITS[self.unit] if self.unit else 1
        return self.value if scale == 1 else _short(Decimal(self.value) / scale)


@lru_cache(maxsize=_REMEMBERED)
def read(text: str, pattern: re.Pattern[str]) -> Number | None:
    """Read the text of a NUMBER; None if it is none."""
    match = pattern.fullmatch(fold(text))
    if match is None:
        return None
    digits = match["digits"].replace(",", "")
    value: _Value = _short(Decimal(f"{digits}.{match['fraction']}")) if match["fraction"] else int(digits)
    unit = next((name for name in _UNITS if match[name]), None)
    return Number(-value if match["minus"] else value, unit, match[unit] if unit else None, match["remark"])


def cell(lexeme: Lexeme, column: str, number: Number | None) -> Cell:
    """Make the cell of `column` from what is printed there, and the number that it says."""
    piece = lexeme.piece
    if lexeme.word.name == BLANK:
        return Cell(column, State.BLANK, None, "", piece.spans)
    if lexeme.word.name == LOST:
        return marks.lost(piece, column)
    if lexeme.word.name == WORDS:
        return Cell(column, State.LOST, None, piece.text, piece.spans)
    return printed(piece.text, piece.spans, column, number) or Cell(column, State.DASH, None, piece.text, piece.spans)


def printed(text: str, spans: Spans, column: str, number: Number | None) -> Cell | None:
    """Make the cell of a text that is a number; None if it is none."""
    if number is None:
        return None
    return Cell(column, State.PRINTED, number.converted, text, spans, number.printed_unit, number.remark)


def _short(value: Decimal) -> _Value:
    """Drop zeros at the end; a whole number is an int."""
    return int(value) if value == value.to_integral_value() else value.normalize()
