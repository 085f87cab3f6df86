"""The parser: Lark's LALR tables over pieces. Only this file, its loop and the lexer know Lark."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from lark import Lark

from reportc import grammar
from reportc.grammar import labels
from reportc.source import Piece
from reportc.syntax.drive import Tables, parse
from reportc.syntax.lexer import PieceLexer, Pieces
from reportc.syntax.vocabulary import Vocabulary
from reportc.table.lexeme import Lexeme

START = "start"


@cache
def _plain(name: str) -> str:
    """Return the name of a rule without the prefix that an import puts before it."""
    return name.rpartition("__")[2] or name


class Node:
    """A rule that matched: its name in the grammar, and its lexemes and nodes."""

    __slots__ = ("children", "data")

    def __init__(self, data: str, children: list[Lexeme | Node]) -> None:
        """Take a rule's name as Lark gives it."""
        self.data = _plain(data)
        self.children = children


class Parsed:
    """A parse: the root node, and the pieces that stand outside the grammar."""

    __slots__ = ("page_marks", "root")

    def __init__(self, root: Node, page_marks: list[Piece]) -> None:
        """Keep what the lexer kept from the parser beside the tree."""
        self.root = root
        self.page_marks = page_marks


@cache
def load() -> Lark:
    """Load the grammar: 100 ms, once a process."""
    loaded = open_report(tree_class=Node, maybe_placeholders=False)
    frontend: Any = loaded.parser  # neither the frontend nor its tables are typed
    frontend.lexer.table = frontend.parser.parser.parse_table
    return loaded


def open_report(**options: Any) -> Lark:  # Lark's options are not typed
    """Open the grammar of a report, with the labels of all editions of the form, by Lark's own `options`."""
    path, paths = str(grammar.directory() / "report.lark"), [labels.load]
    return Lark.open(path, parser="lalr", lexer=PieceLexer, start=[START, "patterns"], import_paths=paths, **options)


@cache
def vocabulary() -> Vocabulary:
    """Return the words of the grammar."""
    lexer: PieceLexer = load().parser.lexer
    return lexer.choice.vocabulary


def parse_pieces(pieces: Iterable[Piece], words: Vocabulary | None = None) -> Parsed:
    """Parse `pieces`, known by other `words` than the grammar's own if there are. Every sequence of pieces parses."""
    held = Pieces(pieces, words)
    stack: list[int] = []
    lexer: PieceLexer = load().parser.lexer
    return Parsed(parse(_tables(), stack, lexer.lexemes(held, stack)), held.page_marks)


@cache
def _tables() -> Tables:
    frontend: Any = load().parser  # not typed
    return Tables(frontend.parser.parser, START)


def joined(parts: Sequence[Parsed]) -> Parsed:
    """Join parses of which each but the first begins with a heading: sections do not depend on one another."""
    first, *others = parts
    children = [*first.root.children, *(node for part in others for node in part.root.children[1:])]
    return Parsed(Node(START, children), [mark for part in parts for mark in part.page_marks])
