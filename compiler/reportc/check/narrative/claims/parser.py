"""The lexer and parser of sentences, by narrative.lark; every sentence parses.

The grammar is loaded on first use. A GAP is a token for text between the words of the grammar.
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
"""Patterns of the grammar that are not tokens of a sentence; the reader uses them by name."""


_PART = re.compile(r"\(\?P<(\w+)>")
_NO_PARTS: Mapping[str, str | None] = MappingProxyType({})


class SentenceToken:
    """A word of a sentence: its terminal, its offset there, and the named groups of its pattern that matched."""

    __slots__ = ("end", "parts", "start", "text", "type")

    def __init__(self, kind: str, text: str, start: int, parts: Mapping[str, str | None] = _NO_PARTS) -> None:
        """Make the token of a word that begins at offset `start` of its sentence."""
        self.type = kind
        self.text = text
        self.start = start
        self.end = start + len(text)
        self.parts = parts

    def part(self, name: str) -> str:
        """Return the text of a named group of the pattern, "" if it did not match."""
        return self.parts.get(name) or ""


class ClaimLexer:
    """Splits sentences by one pattern of all terminals, those of higher priority first."""

    def __init__(self, grammar: Grammar) -> None:
        """Collect the terminals of `grammar`; those that it ignores give no tokens."""
        self._terminals = grammar.terminals
        self._ignored = grammar.ignored
        self._parts = {one.name: names for one in grammar.terminals if (names := _PART.findall(one.pattern))}
        self._asked: dict[str, re.Pattern[str]] = {}

    def pattern(self, name: str) -> re.Pattern[str]:
        """Return the pattern called `name`, which is not a token of sentences."""
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
                gap = True  # ignored words do not split a gap
                yield SentenceToken(GAP, sentence[end:start], end)
            end = found.end()
            if kind not in self._ignored:
                gap = False
                names = self._parts.get(kind)  # not the match itself: it has the places of all terminals' groups, 4 kB
                yield SentenceToken(
                    kind, found[0], start, {name: found[name] for name in names} if names else _NO_PARTS
                )
        if not gap and _says_something(sentence[end:]):
            yield SentenceToken(GAP, sentence[end:], end)


def _alternatives(terminals: Iterable[Terminal]) -> Iterator[str]:
    """Yield the patterns of a sentence's tokens in the order in which they are tried.

    Each ends with an empty group named after its terminal. A capturing group around the pattern would take twice the
    time: `re` skips an alternative by its first character only if that is not in such a group.
    """
    words = [one for one in terminals if one.name not in ASKED]
    for one in sorted(words, key=lambda word: -word.priority):
        yield f"(?:{one.pattern})(?P<{one.name}>)"


def _says_something(text: str) -> bool:
    """Return whether a text between words has letters or digits, and not only quotation marks and the like."""
    return any(character.isalnum() for character in text)


@cache
def _lexer() -> ClaimLexer:
    return ClaimLexer(load("narrative.lark"))


@cache
def _graph() -> Graph:
    return Graph(load("narrative.lark"))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return the pattern of the grammar called `name`, which is not a token of sentences."""
    return _lexer().pattern(name)


@lru_cache(maxsize=256)
def tokens(sentence: str) -> tuple[SentenceToken, ...]:
    """Return the tokens of a folded sentence without parsing it; cached, because subheadings repeat."""
    return tuple(_lexer().tokens(sentence))


def parse_sentence(sentence: str) -> Node:
    """Return the tree of a folded sentence."""
    root: Node = _graph().parse(_lexer().tokens(sentence))
    return root
