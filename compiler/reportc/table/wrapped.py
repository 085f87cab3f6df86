"""Words of the form that are broken over the lines of a page, joined again.

A word grows while its text is the beginning of some word of the form: to the right along its line, or down
its column, past whatever is beside it. A word that stays incomplete is split into its tokens.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reportc.source.fold import fold
from reportc.source.layouts.tokens import Token, over
from reportc.source.pieces import Vocabulary

_CLOSE = 2
"""Tokens this near on a line may be one word."""
_FARTHEST = 12
"""A word's next part is not farther down than this, in lines."""
_MOST_OPEN = 64
"""No table has as many words broken at once."""


@dataclass(slots=True)
class PageWord:
    """Tokens that together make a word, from the first on, and the numbers that reading order gives to it."""

    tokens: list[Token] = field(default_factory=list)
    text: str = ""
    cells: list[Token] = field(default_factory=list)

    @property
    def printed(self) -> str:
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
        """The left end of the first token."""
        return self.tokens[0].left

    @property
    def right(self) -> int:
        """The right end of the widest line."""
        return max(token.right for token in self.tokens)

    def add(self, token: Token, folded: str) -> None:
        """Append a token, and its text as folded."""
        self.tokens.append(token)
        self.text += folded

    def is_near(self, token: Token, slack: int) -> bool:
        """Return whether `token` is where the next part would be, with `slack` columns of tolerance."""
        end = self.tokens[-1]
        if token.index == end.index:
            return 0 <= token.left - end.right <= _CLOSE
        return token.index - end.index <= _FARTHEST and any(over(token, part, slack) for part in self.tokens)


def assemble(tokens: Iterable[Token], vocabulary: Vocabulary) -> tuple[list[PageWord], list[Token]]:
    """Join tokens, in reading order, to words; return the words, and the remaining tokens."""
    done: list[PageWord] = []
    open_: list[PageWord] = []
    unknown: Token | None = None  # the last that begins no word: the text of its cell begins none either
    for token in tokens:
        open_ = [word for word in open_[-_MOST_OPEN:] if token.index - word.last <= _FARTHEST]
        folded = fold(token.text)
        fitting = [word for word in reversed(open_) if vocabulary.begins_label(word.text + folded)]
        takers = (word for slack in (0, _CLOSE) for word in fitting if word.is_near(token, slack))
        taker = next(takers, None)
        near = unknown is not None and unknown.index == token.index and token.left - unknown.right < _CLOSE
        inside = taker is None and near
        if taker is None:
            taker = PageWord()
            done.append(taker)
            open_.append(taker)
        taker.add(token, folded)
        if inside or not vocabulary.begins_label(taker.text):
            open_ = [word for word in open_ if word is not taker]
            unknown = token
    words = [word for word in done if vocabulary.is_word(word.printed)]
    left = [token for word in done if not vocabulary.is_word(word.printed) for token in word.tokens]
    return words, sorted(left, key=lambda token: (token.index, token.start))
