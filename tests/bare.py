"""Lark's parser alone, run on prepared tokens: the reference for the speed and the trees of the compiler's parser."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar
from unittest.mock import patch

from reportc.grammar.loading import START, by_lark
from reportc.syntax import parser as syntax
from reportc.syntax import sections
from reportc.syntax.drive import Node

if TYPE_CHECKING:
    from lark import Lark


class Token:
    """A token with the attributes that Lark's loop reads, and the lexeme."""

    __slots__ = ("lexeme", "type")
    start_pos: ClassVar[int] = 0
    end_pos: ClassVar[int] = 0
    line: ClassVar[int] = 0
    end_line: ClassVar[int] = 0
    column: ClassVar[int] = 0
    end_column: ClassVar[int] = 0

    def __init__(self, lexeme: Any) -> None:
        """Wrap a lexeme of a report, or a token of a sentence."""
        self.type = lexeme.type
        self.lexeme = lexeme


class Ready:
    """A lexer with prepared tokens, so that only Lark's parser is measured."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        """Take the tokens of one report."""
        self._tokens = tokens

    def lex(self, _state: Any) -> Iterator[Token]:
        """Return an iterator over the tokens."""
        return iter(self._tokens)


@cache
def loaded(name: str) -> Lark:
    """Return a grammar as Lark loads it; the numbers of its states differ from process to process."""
    return by_lark(name, tree_class=Node)


def parser(name: str) -> Any:  # Lark's parsers are not typed
    """Return Lark's parser of a grammar."""
    return loaded(name).parser.parser


def parse(name: str, tokens: Sequence[Token]) -> Any:
    """Return the tree that Lark makes."""
    return parser(name).parse(Ready(tokens), START)


def leaves(node: Any) -> Iterator[Token]:
    """Yield the tokens of a tree in order; these grammars drop none."""
    if isinstance(node, Node):
        for child in node.children:
            yield from leaves(child)
    else:
        yield Token(node)


def recorded(work: Callable[[], object]) -> list[list[Token]]:
    """Run `work`, which parses reports; return the tokens of each parse.

    Tables of a known shape, which are usually not parsed, are parsed here.
    """
    found: list[list[Token]] = []
    lexed = syntax.lexed  # type: ignore[attr-defined]  # the parser uses it

    def recording(*arguments: Any) -> Node:
        root = lexed(*arguments)
        found.append([*leaves(root)])
        return root

    with patch.object(syntax, "lexed", recording), patch.object(sections, "shape_of", return_value=None):
        work()
    return found
