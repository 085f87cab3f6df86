"""Words of the form that are broken over the lines of a column, put together again.

A chain grows while its text is the beginning of some word: to the right along its line, or down its
column, past whatever stands beside it. What never becomes a word falls apart into its tokens.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reportc.source.fold import fold
from reportc.source.layouts.tokens import Token
from reportc.source.pieces import Vocabulary

_CLOSE = 2
"""Tokens so near on a line may be one word."""
_FARTHEST = 12
"""A word's next part is not farther down than this, in lines."""
_MOST_OPEN = 64
"""No table has so many words broken at once."""


@dataclass(slots=True)
class Chain:
    """Tokens that make a word together, from the first on."""

    tokens: list[Token] = field(default_factory=list)
    text: str = ""

    @property
    def words(self) -> str:
        """The text as printed."""
        return "".join(token.text for token in self.tokens)

    @property
    def first(self) -> int:
        """The index of the first line."""
        return self.tokens[0].index

    @property
    def last(self) -> int:
        """The index of the last line."""
        return self.tokens[-1].index

    @property
    def left(self) -> int:
        """Where the first token begins."""
        return self.tokens[0].left

    @property
    def right(self) -> int:
        """Where the widest line ends."""
        return max(token.right for token in self.tokens)

    def takes(self, token: Token, vocabulary: Vocabulary, slack: int) -> bool:
        """Tell whether `token` may be the next part, though it stand `slack` columns aside."""
        end = self.tokens[-1]
        if token.index == end.index:
            near = 0 <= token.left - end.right <= _CLOSE
        else:
            near = token.index - end.index <= _FARTHEST and any(token.over(part, slack) for part in self.tokens)
        return near and vocabulary.begins_label(self.text + fold(token.text))

    def add(self, token: Token) -> None:
        """Append a token."""
        self.tokens.append(token)
        self.text += fold(token.text)


def _goes_on(unknown: Token, token: Token) -> bool:
    """Tell whether `token` stands in the same cell as a word that begins no word of the form."""
    return token.index == unknown.index and token.left - unknown.right < _CLOSE


def assemble(tokens: Iterable[Token], vocabulary: Vocabulary) -> tuple[list[Chain], list[Token]]:
    """Put tokens, in reading order, together to words; return the words, and the tokens left over."""
    done: list[Chain] = []
    open_: list[Chain] = []
    unknown: Token | None = None
    for token in tokens:
        open_ = [chain for chain in open_[-_MOST_OPEN:] if token.index - chain.last <= _FARTHEST]
        takers = (chain for slack in (0, _CLOSE) for chain in reversed(open_) if chain.takes(token, vocabulary, slack))
        taker = next(takers, None)
        if taker is None:
            taker = Chain()
            done.append(taker)
            open_ += [] if unknown and _goes_on(unknown, token) else [taker]
        taker.add(token)
        if not vocabulary.begins_label(taker.text) or taker not in open_:
            open_ = [chain for chain in open_ if chain is not taker]
            unknown = token
    words = [chain for chain in done if vocabulary.is_word(chain.words)]
    left = [token for chain in done if not vocabulary.is_word(chain.words) for token in chain.tokens]
    return words, sorted(left, key=lambda token: (token.index, token.start))
