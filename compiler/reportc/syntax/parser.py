"""The parser: pieces to nodes, by the grammar of reports. Every sequence of pieces parses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from reportc.grammar.loading import START, load
from reportc.source import Piece
from reportc.syntax.drive import Graph, Node
from reportc.syntax.lexer import Choice, lexed
from reportc.syntax.vocabulary import Vocabulary

__all__ = ["Node", "Parsed", "joined", "parse_pieces", "vocabulary"]


class Parsed:
    """A parse: the root node, and the pieces that are outside the grammar."""

    __slots__ = ("page_marks", "root")

    def __init__(self, root: Node, page_marks: list[Piece]) -> None:
        """Attach the pieces that the lexer withheld from the parser to the tree."""
        self.root = root
        self.page_marks = page_marks


@cache
def _choice() -> Choice:
    """Return the chooser among the words of the grammar."""
    grammar = load("report.lark")
    patterns = {terminal.name for terminal in grammar.terminals}
    return Choice(Vocabulary(grammar.terminals, grammar.names() - patterns), Graph(grammar))


def vocabulary() -> Vocabulary:
    """Return the vocabulary of the grammar."""
    return _choice().vocabulary


def parse_pieces(pieces: Iterable[Piece], words: Vocabulary | None = None) -> Parsed:
    """Parse `pieces` with the vocabulary `words`, by default the grammar's."""
    page_marks: list[Piece] = []
    root: Node = lexed(_choice(), pieces, words or vocabulary(), page_marks)
    return Parsed(root, page_marks)


def joined(parts: Sequence[Parsed]) -> Parsed:
    """Join parses, all but the first of which begin with a heading: sections do not depend on one another."""
    first, *others = parts
    children = [*first.root.children, *(node for part in others for node in part.root.children[1:])]
    return Parsed(Node(START, children), [mark for part in parts for mark in part.page_marks])
