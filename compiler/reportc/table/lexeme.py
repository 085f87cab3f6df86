"""Lexemes: a piece of text and the word of the form that it is read as."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from reportc.grammar.rules import label
from reportc.source.pieces import Piece

BLANK = "BLANK"
"""The name of an empty cell's word."""


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A terminal that a text may be: its name in the parse table and its name in words.lark.

    `label` is the name of the thing, the same for every spelling, edition and place; `canonical` says
    whether it is the form's own wording, a string and no pattern.
    """

    terminal: str
    name: str
    canonical: bool
    label: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", label(self.name))


class Lexeme:
    """A token: a piece and the word that it is read as. Lark reads `type` and places from a token."""

    __slots__ = ("piece", "type", "word")
    start_pos: ClassVar[int] = 0
    end_pos: ClassVar[int] = 0
    line: ClassVar[int] = 0
    end_line: ClassVar[int] = 0
    column: ClassVar[int] = 0
    end_column: ClassVar[int] = 0

    def __init__(self, word: Word, piece: Piece) -> None:
        """Take `piece` as `word`."""
        self.type = word.terminal
        self.word = word
        self.piece = piece
