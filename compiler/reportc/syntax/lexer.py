"""Pieces to tokens: of the terminals a piece matches, the first that fits the parser's state."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from lark.lexer import Lexer

from reportc.form import SECTIONS
from reportc.source import Piece
from reportc.span import Span
from reportc.syntax import marks
from reportc.syntax.states import Stack, States
from reportc.syntax.vocabulary import (
    IMPLIED,
    LOST,
    PAGE_MARK,
    QUOTED,
    STRAY,
    TEXT,
    UNHEADED,
    WORDS,
    Vocabulary,
)
from reportc.table.lexeme import BLANK, Lexeme, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lark.common import LexerConf
    from lark.parsers.lalr_parser_state import ParserState

_CELLS = frozenset((BLANK, WORDS, LOST, "NUMBER", "DASH"))
_MARKS = frozenset((QUOTED, UNHEADED))
_SHORTEST_OPENER = 8
"""A shorter word opens no section out of prose, where words like 行政事业性收费 occur too."""


class Pieces:
    """The lexer's input, and what it keeps from the parser: the marks that may stand anywhere."""

    def __init__(self, pieces: Iterable[Piece], vocabulary: Vocabulary | None = None) -> None:
        """Take pieces in reading order, and the words they are known by, if other than the grammar's own."""
        self.pieces = pieces
        self.vocabulary = vocabulary
        self.page_marks: list[Piece] = []


class PieceLexer(Lexer):
    """The lexer class that Lark is given: its vocabulary is the grammar's terminals."""

    __future_interface__ = 2  # lex() gets the parser's state too

    def __init__(self, conf: LexerConf) -> None:
        """Take the terminals that have a pattern; the table gives the others when it is there."""
        self._terminals = tuple(conf.terminals)
        self.table: Any = None  # Lark makes the parser before the lexer, but does not pass it on

    @cached_property
    def choice(self) -> Choice:
        """The vocabulary and the states of the loaded grammar."""
        states = States(self.table)
        declared = states.terminals() - {str(terminal.name) for terminal in self._terminals}
        return Choice(Vocabulary(self._terminals, declared), states)

    def lex(self, lexer_state: Any, parser_state: ParserState[int]) -> Iterator[Lexeme]:  # type: ignore[override]  # lexemes stand for lark's tokens
        """Yield the lexemes of `lexer_state.text`, which is a Pieces."""
        yield from self.lexemes(lexer_state.text, parser_state.state_stack)

    def lexemes(self, held: Pieces, stack: list[int]) -> Iterator[Lexeme]:
        """Yield the lexemes of pieces, as they fit the parser's `stack`."""
        choice = self.choice
        vocabulary = held.vocabulary or choice.vocabulary
        row: int | None = None
        for piece in held.pieces:
            words = vocabulary.words(piece.text)
            if words[0].name == PAGE_MARK:
                held.page_marks.append(piece)
                continue
            before = tuple(stack)
            if words[0].name in _MARKS:
                yield choice.marked(piece, words[0], before)
                row = None
                continue
            chosen = None
            if not piece.loose:
                chosen = choice.word(words, before, in_row=row is not None and piece.row == row, torn=piece.torn)
            if chosen is None or (chosen.name == TEXT and len(piece.text) >= _SHORTEST_OPENER):
                opening = choice.implied(words, before)
                if opening:
                    heading, chosen = opening
                    yield Lexeme(heading, Piece("", (Span(piece.spans[0].start, piece.spans[0].start),)))
            if chosen is None:
                before = tuple(stack)
                chosen = choice.stray(words, before) or choice.word(words, before, in_row=False)
            if chosen is not None:
                row = row if chosen.name in _CELLS else piece.row
                yield Lexeme(chosen, piece)


class Choice:
    """Chooses among the terminals that a piece may be."""

    def __init__(self, vocabulary: Vocabulary, states: States) -> None:
        """Choose words of `vocabulary` by what fits in `states`."""
        self.vocabulary = vocabulary
        self._states = states

    def word(self, words: Iterable[Word], stack: Stack, *, in_row: bool, torn: bool = False) -> Word | None:
        """Return the first of `words` that fits. In the row of a label, other text is words in a cell."""
        found = None if torn else self._first(words, stack)
        if found is None and (torn or (in_row and any(word.name == TEXT for word in words))):
            return self._first(self.vocabulary.declared(WORDS), stack)
        return found

    def marked(self, piece: Piece, mark: Word, stack: Stack) -> Lexeme:
        """Make the token of a mark: text that is quoted, or the heading that is lost."""
        if mark.name == UNHEADED:
            name = IMPLIED + SECTIONS[marks.section(piece) - 1].upper()
            start = piece.spans[0].start
            return Lexeme(self.vocabulary.declared(name)[0], Piece("", (Span(start, start),)))
        quoted = self.vocabulary.quoted()
        return Lexeme(self._first(quoted, stack) or quoted[0], marks.quoted(piece))

    def stray(self, words: Iterable[Word], stack: Stack) -> Word | None:
        """Return the terminal that sets a piece aside; a blank out of place is nothing at all."""
        blank = any(word.name == BLANK for word in words)
        return None if blank else self._first(self.vocabulary.declared(STRAY), stack)

    def implied(self, words: Iterable[Word], stack: Stack) -> tuple[Word, Word] | None:
        """Return the heading that a label out of place shows to be lost, and the label's terminal."""
        for word in words:
            for heading in self.vocabulary.implied() if word.canonical else ():
                opened = self._states.after(stack, heading.terminal)
                if opened and self._states.after(opened, word.terminal):
                    return heading, word
        return None

    def _first(self, words: Iterable[Word], stack: Stack) -> Word | None:
        for word in words:
            if self._states.after(stack, word.terminal) is not None:
                return word
        return None
