"""Pieces to nodes: a piece becomes the first of its terminals that fits the parser's state, which then shifts it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from reportc.form import SECTIONS
from reportc.source import Piece
from reportc.span import Span
from reportc.syntax import formatter_marks
from reportc.syntax.drive import Graph, Move, Node, StackNode, reduce
from reportc.syntax.terminals import IMPLIED, LOST, PAGE_MARK, QUOTED, STRAY, TEXT, UNHEADED, WORDS
from reportc.syntax.vocabulary import Vocabulary
from reportc.table.lexeme import BLANK, Lexeme, Word

_CELLS = frozenset((BLANK, WORDS, LOST, "NUMBER", "DASH"))
_MARKS = frozenset((QUOTED, UNHEADED))
_SHORTEST_OPENER = 8
"""A shorter word opens no section out of prose, where words like 行政事业性收费 occur too."""
_MOST_STEPS = 50_000
"""At most this many steps are remembered; reports need a few thousand."""


IN_ROW, TORN, LOOSE, LONG = (1 << bit for bit in range(4))
"""The context of a piece besides its text, as bits: whether it is in the row of the label before it, and so on."""
Shows = int


class Step(NamedTuple):
    """What a piece becomes at a place: the word that it is read as, and the heading whose loss it shows.

    `moves` are those of the heading and of the word; a step without a word takes nothing.
    """

    word: Word | None
    heading: Word | None
    moves: tuple[Move, ...]


class Choice:
    """Chooses among the terminals of a piece; every choice is remembered."""

    def __init__(self, vocabulary: Vocabulary, graph: Graph) -> None:
        """Choose words of `vocabulary` that fit at the places of `graph`."""
        self.vocabulary = vocabulary
        self.graph = graph
        self.steps: dict[tuple[StackNode, tuple[Word, ...], Shows], Step] = {}
        """The steps computed so far."""

    def step(self, place: StackNode, words: tuple[Word, ...], shows: Shows) -> Step:
        """Return the step of a piece with the terminals `words` at a place, and remember it."""
        if len(self.steps) >= _MOST_STEPS:
            self.steps.clear()
        found = self.steps[place, words, shows] = self._chosen(place, words, shows)
        return found

    def _chosen(self, place: StackNode, words: tuple[Word, ...], shows: Shows) -> Step:
        in_row, torn = bool(shows & IN_ROW), bool(shows & TORN)
        chosen = None if shows & LOOSE else self._word(words, place, in_row=in_row, torn=torn)
        if chosen is None or (chosen.name == TEXT and shows & LONG):
            opening = self._implied(words, place)
            if opening:
                return opening
        if chosen is None:
            chosen = self._stray(words, place) or self._word(words, place, in_row=False)
        move = self.graph.move(place, chosen.terminal) if chosen else None
        return Step(chosen, None, (move,)) if move else Step(None, None, ())

    def _word(self, words: Iterable[Word], place: StackNode, *, in_row: bool, torn: bool = False) -> Word | None:
        """Return the first of `words` that fits. In the row of a label, any other text is words in a cell."""
        found = None if torn else self._first(words, place)
        if found is None and (torn or (in_row and any(word.name == TEXT for word in words))):
            return self._first(self.vocabulary.declared(WORDS), place)
        return found

    def _stray(self, words: Iterable[Word], place: StackNode) -> Word | None:
        """Return the terminal that sets a piece aside; a blank out of place is dropped."""
        blank = any(word.name == BLANK for word in words)
        return None if blank else self._first(self.vocabulary.declared(STRAY), place)

    def _implied(self, words: Iterable[Word], place: StackNode) -> Step | None:
        """Return the heading that a label out of place shows to be lost, and the label's terminal."""
        for word in words:
            for heading in self.vocabulary.implied() if word.canonical else ():
                opened = self.graph.move(place, heading.terminal)
                taken = self.graph.move(opened[1], word.terminal) if opened else None
                if opened and taken:
                    return Step(word, heading, (opened, taken))
        return None

    def marked(self, piece: Piece, mark: Word, place: StackNode) -> tuple[Lexeme, Move]:
        """Return the token of a mark: quoted text, or a lost heading; and its move."""
        if mark.name == UNHEADED:
            name = IMPLIED + SECTIONS[formatter_marks.section(piece) - 1].upper()
            lexeme = Lexeme(self.vocabulary.declared(name)[0], _nothing_before(piece))
        else:
            quoted = self.vocabulary.quoted()
            lexeme = Lexeme(self._first(quoted, place) or quoted[0], formatter_marks.quoted(piece))
        move = self.graph.move(place, lexeme.type)
        if move is None:
            raise ValueError(f"{lexeme.type} fits everywhere by the grammar")
        return lexeme, move

    def _first(self, words: Iterable[Word], place: StackNode) -> Word | None:
        return next((word for word in words if self.graph.move(place, word.terminal) is not None), None)


def lexed(choice: Choice, pieces: Iterable[Piece], vocabulary: Vocabulary, page_marks: list[Piece]) -> Node:
    """Return the tree of pieces; page marks, which may be anywhere, are withheld from the parser and listed."""
    place, values = choice.graph.begin(), list[Any]()
    words_of, step_of = vocabulary.words, choice.steps.get
    row: int | None = None
    for piece in pieces:
        text = piece.text
        words = words_of(text)
        first = words[0].name
        if first == PAGE_MARK:
            page_marks.append(piece)
            continue
        if first in _MARKS:
            lexeme, (reductions, place) = choice.marked(piece, words[0], place)
            reduce(reductions, values)
            values.append(lexeme)
            row = None
            continue
        shows = IN_ROW if row is not None and piece.row == row else 0
        if piece.torn or piece.loose:
            shows |= TORN * piece.torn | LOOSE * piece.loose
        if len(text) >= _SHORTEST_OPENER:
            shows |= LONG
        step = step_of((place, words, shows)) or choice.step(place, words, shows)
        word, heading, moves = step
        if word is None:
            continue
        if heading is not None:
            reductions, place = moves[0]
            reduce(reductions, values)
            values.append(Lexeme(heading, _nothing_before(piece)))
        reductions, place = moves[-1]
        if reductions:
            reduce(reductions, values)
        values.append(Lexeme(word, piece))
        row = row if word.name in _CELLS else piece.row
    root: Node = choice.graph.finish(place, values)
    return root


def _nothing_before(piece: Piece) -> Piece:
    start = piece.spans[0].start
    return Piece("", (Span(start, start),))
