"""The narrative grammar, loaded when a report's prose first asks for it; every sentence parses."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reportc.grammar.loading import load
from reportc.syntax.claims.lexer import ClaimLexer, Token
from reportc.syntax.drive import Graph, Node


@cache
def _lexer() -> ClaimLexer:
    return ClaimLexer(load("narrative.lark"))


@cache
def _graph() -> Graph:
    return Graph(load("narrative.lark"))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return a pattern of the grammar that cuts no sentence, by its name."""
    return _lexer().pattern(name)


@lru_cache(maxsize=256)
def tokens(sentence: str) -> tuple[Token, ...]:
    """Return the words of a folded sentence without parsing it; subheadings repeat."""
    return tuple(_lexer().tokens(sentence))


def parse_sentence(sentence: str) -> Node:
    """Parse a folded sentence."""
    root: Node = _graph().parse(_lexer().tokens(sentence))
    return root
