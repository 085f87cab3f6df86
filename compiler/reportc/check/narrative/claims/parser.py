"""Sentences to words and trees by narrative.lark; every sentence parses.

The grammar is loaded when a report's prose first asks for it. A GAP stands for what is between the words of the
grammar and is none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from types import MappingProxyType

from reportc.grammar.loading import load
from reportc.grammar.tables import Grammar, Terminal
from reportc.syntax.drive import Graph, Node

GAP = "GAP"
ASKED = (
    *("SENTENCE_END", "SUBHEADING", "FIGURE_SIGN", "SUBJECT_SIGN"),
    *("GOVERNMENT", "WHOLE_PLACE", "ALL_OF_IT", "FORMALITY", "PAIR", "WEB_UNIT"),
    "PLAIN_FIGURE",
)
"""Patterns of the grammar that cut no sentence; the reader asks for them by name."""


_PART = re.compile(r"\(\?P<(\w+)>")
_NO_PARTS: Mapping[str, str | None] = MappingProxyType({})


class SentenceToken:
    """A word of a sentence: its terminal, its place there, and the named parts of its pattern that matched."""

    __slots__ = ("end", "parts", "start", "text", "type")

    def __init__(self, kind: str, text: str, start: int, parts: Mapping[str, str | None] = _NO_PARTS) -> None:
        """Take a word that begins at `start` of its sentence."""
        self.type = kind
        self.text = text
        self.start = start
        self.end = start + len(text)
        self.parts = parts

    def part(self, name: str) -> str:
        """Return what a named part of the pattern matched, "" where it did not."""
        return self.parts.get(name) or ""


class ClaimLexer:
    """Cuts sentences by one pattern of all terminals, those of higher priority first."""

    def __init__(self, grammar: Grammar) -> None:
        """Take the terminals; those that the grammar ignores have no meaning."""
        self._terminals = grammar.terminals
        self._ignored = grammar.ignored
        self._parts = {one.name: names for one in grammar.terminals if (names := _PART.findall(one.pattern))}
        self._asked: dict[str, re.Pattern[str]] = {}

    def pattern(self, name: str) -> re.Pattern[str]:
        """Return a pattern that cuts no sentence, by its name."""
        found = self._asked.get(name)
        if found is None:
            one = next(one for one in self._terminals if one.name == name)
            found = self._asked[name] = re.compile(one.pattern, re.DOTALL)
        return found

    @cached_property
    def _scanner(self) -> re.Pattern[str]:
        return re.compile("|".join(_alternatives(self._terminals)))

    def tokens(self, sentence: str) -> Iterator[SentenceToken]:
        """Yield the words of a sentence, and the gaps between them."""
        end, gap = 0, False
        for found in self._scanner.finditer(sentence):
            kind = found.lastgroup or GAP
            start = found.start()
            if start > end and not gap and _says_something(sentence[end:start]):
                gap = True  # words without meaning part no gap in two
                yield SentenceToken(GAP, sentence[end:start], end)
            end = found.end()
            if kind not in self._ignored:
                gap = False
                names = self._parts.get(kind)  # the match itself holds the places of all terminals' parts: 4 kB
                yield SentenceToken(
                    kind, found[0], start, {name: found[name] for name in names} if names else _NO_PARTS
                )
        if not gap and _says_something(sentence[end:]):
            yield SentenceToken(GAP, sentence[end:], end)


def _alternatives(terminals: Iterable[Terminal]) -> Iterator[str]:
    """Yield the patterns of a sentence's words in the order in which they are tried.

    The group that tells which word it is stands empty at its end: an alternative that begins with a character is
    passed over at once where another stands, and one that begins with a group is not. That takes half the time.
    """
    words = [one for one in terminals if one.name not in ASKED]
    for one in sorted(words, key=lambda word: -word.priority):
        yield f"(?:{one.pattern})(?P<{one.name}>)"


def _says_something(text: str) -> bool:
    """Return whether a text between words is more than quotation marks and the like."""
    return any(character.isalnum() for character in text)


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
def tokens(sentence: str) -> tuple[SentenceToken, ...]:
    """Return the words of a folded sentence without parsing it; subheadings repeat."""
    return tuple(_lexer().tokens(sentence))


def parse_sentence(sentence: str) -> Node:
    """Parse a folded sentence."""
    root: Node = _graph().parse(_lexer().tokens(sentence))
    return root
