"""The terminals that the code names, and the kinds of a text by its terminals, as the bits of one number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

from reportc.form import ROW_NAMES, SECTIONS, SURE_ROWS
from reportc.grammar.rules import VARIANT
from reportc.table.lexeme import Word

TEXT, WORDS, STRAY, NUMBER = "TEXT", "WORDS", "STRAY", "NUMBER"
LOST, QUOTED, UNHEADED = "LOST", "QUOTED", "UNHEADED"
PAGE_MARK, TITLE = "PAGE_MARK", "TITLE"
IMPLIED = "IMPLIED_"
"""Names of terminals that %declare lists begin so: the lexer decides them, not a spelling."""
_CELLS = frozenset((NUMBER, "DASH"))
_MOST_WORDS = 1024
"""Sets of terminals that are remembered with the kinds of their texts; 500 reports have a hundred."""


def is_label(word: Word) -> bool:
    """Return whether a terminal is a label or a heading, in any known spelling."""
    return word.canonical or word.name.endswith(VARIANT)


def is_heading(word: Word) -> bool:
    """Return whether a terminal is the heading of a section, or marks that it has none."""
    return word.label in SECTIONS or word.name == UNHEADED


IS_HEADING, IS_WORD, IS_ROW, IS_CELL, IS_PAGE_MARK, IS_SURE_ROW = (1 << bit for bit in range(6))
_KINDS: Mapping[int, Callable[[Word], bool]] = MappingProxyType(
    {
        IS_HEADING: is_heading,
        IS_WORD: is_label,
        IS_ROW: lambda word: word.label in ROW_NAMES,
        IS_CELL: lambda word: word.name in _CELLS,
        IS_PAGE_MARK: lambda word: word.name == PAGE_MARK,
    }
)


@lru_cache(maxsize=_MOST_WORDS)
def kind_of(words: tuple[Word, ...]) -> int:
    """Return what a text of these terminals may be; a sure row is the label of rows alone, in every edition."""
    kind = sum(bit for bit, holds in _KINDS.items() if any(map(holds, words)))
    labels = {word.label for word in words if is_label(word)}
    return kind | IS_SURE_ROW * (bool(labels) and labels <= SURE_ROWS)
