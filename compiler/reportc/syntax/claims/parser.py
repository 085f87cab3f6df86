"""The narrative grammar, loaded when a report's prose first asks for it; every sentence parses."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from lark import Lark

from reportc import grammar
from reportc.syntax.claims.lexer import ClaimLexer, Sentence, Token
from reportc.syntax.parser import Node

START = "start"
_REMEMBERED = 256
"""Sentences: those of a report, of which one changes at a time while somebody writes it."""


@cache
def load() -> Lark:
    """Load the grammar: 50 ms, once a process."""
    path = grammar.directory() / "narrative.lark"
    options: dict[str, Any] = {"tree_class": Node, "maybe_placeholders": False}  # Lark's options are not typed
    return Lark.open(str(path), parser="lalr", lexer=ClaimLexer, start=[START, "patterns"], **options)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return a pattern of the grammar that cuts no sentence, by its name."""
    lexer: ClaimLexer = load().parser.lexer
    return lexer.asked[name]


def tokens(sentence: str) -> list[Token]:
    """Return the words of a folded sentence without parsing it."""
    lexer: ClaimLexer = load().parser.lexer
    return list(lexer.tokens(sentence))


@lru_cache(maxsize=_REMEMBERED)
def parse_sentence(sentence: str) -> Node:
    """Parse a folded sentence; nobody changes the tree, for it is remembered."""
    root: Any = load().parse(Sentence(sentence), start=START)
    return root  # type: ignore[no-any-return]  # tree_class makes Lark return nodes
