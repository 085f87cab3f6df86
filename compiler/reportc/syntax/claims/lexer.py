"""Sentences to tokens: the words of narrative.lark, with a GAP for what stands between them and is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from lark.lexer import Lexer

if TYPE_CHECKING:
    from lark.common import LexerConf
    from lark.lexer import TerminalDef
    from lark.parsers.lalr_parser_state import ParserState

GAP = "GAP"
ASKED = (
    *("SENTENCE_END", "SUBHEADING", "FIGURE_SIGN", "SUBJECT_SIGN"),
    *("GOVERNMENT", "WHOLE_PLACE", "ALL_OF_IT", "FORMALITY", "PAIR", "WEB_UNIT"),
)
"""Patterns of the grammar that cut no sentence; the reader asks for them by name."""


class Token:
    """A word of a sentence: its terminal, where it stands, and the named parts of its pattern that matched."""

    __slots__ = ("end", "parts", "start", "text", "type")
    start_pos: ClassVar[int] = 0  # Lark asks tokens for these
    end_pos: ClassVar[int] = 0
    line: ClassVar[int] = 0
    end_line: ClassVar[int] = 0
    column: ClassVar[int] = 0
    end_column: ClassVar[int] = 0

    def __init__(self, kind: str, text: str, start: int, parts: re.Match[str] | None = None) -> None:
        """Take a word that stands at `start` of its sentence."""
        self.type = kind
        self.text = text
        self.start = start
        self.end = start + len(text)
        self.parts = parts

    def part(self, name: str) -> str:
        """Return what a named part of the pattern matched, "" where it did not."""
        return (self.parts[name] or "") if self.parts is not None else ""


class Sentence:
    """The lexer's input; Lark hands on what is no string as it is."""

    __slots__ = ("folded",)

    def __init__(self, folded: str) -> None:
        """Take a folded sentence."""
        self.folded = folded


class ClaimLexer(Lexer):
    """The lexer class that Lark is given: one pattern of all terminals, those of higher priority first."""

    __future_interface__ = 2  # lex() gets the parser's state too

    def __init__(self, conf: LexerConf) -> None:
        """Take the terminals; those that the grammar ignores are words without meaning."""
        self._terminals = tuple(conf.terminals)
        self._ignored = frozenset(conf.ignore)

    @cached_property
    def asked(self) -> dict[str, re.Pattern[str]]:
        """The patterns that cut no sentence, by name."""
        return {one.name: re.compile(one.pattern.value, re.DOTALL) for one in self._terminals if one.name in ASKED}

    @cached_property
    def _names(self) -> dict[str, str]:
        """The terminals' names as the parser has them: it finds an equal one three times as slowly."""
        return {GAP: GAP, **{str(one.name): one.name for one in self._terminals}}

    @cached_property
    def _scanner(self) -> re.Pattern[str]:
        return re.compile("|".join(_alternatives(self._terminals)))

    def lex(self, lexer_state: Any, parser_state: ParserState[int]) -> Iterator[Token]:  # type: ignore[override]  # noqa: ARG002  # Lark's tokens are not asked for, nor is its parser
        """Yield the tokens of `lexer_state.text`, which is a Sentence."""
        sentence: Sentence = lexer_state.text
        yield from self.tokens(sentence.folded)

    def tokens(self, sentence: str) -> Iterator[Token]:
        """Yield the words of a sentence, and the gaps between them."""
        end, gap, names = 0, False, self._names
        for found in self._scanner.finditer(sentence):
            kind = names[found.lastgroup or GAP]
            start = found.start()
            if start > end and not gap and _says_something(sentence[end:start]):
                gap = True  # words without meaning part no gap in two
                yield Token(GAP, sentence[end:start], end)
            end = found.end()
            if kind not in self._ignored:
                gap = False
                yield Token(kind, found[0], start, found)
        if not gap and _says_something(sentence[end:]):
            yield Token(GAP, sentence[end:], end)


def _alternatives(terminals: Iterable[TerminalDef]) -> Iterator[str]:
    """Yield the patterns of a sentence's words in the order in which they are tried."""
    words = [one for one in terminals if one.name not in ASKED]
    for one in sorted(words, key=lambda word: -word.priority):
        yield f"(?P<{one.name}>{one.pattern.to_regexp()})"


def _says_something(text: str) -> bool:
    """Tell whether a text between words is more than quotation marks and the like."""
    return any(character.isalnum() for character in text)
