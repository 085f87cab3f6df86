"""Tokens of aligned text: words between white space, with their places across the line."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import inf
from typing import NamedTuple, Protocol

from reportc.source.fold import fold
from reportc.source.lines import NOWHERE, GridPlace, Line, piece
from reportc.source.pieces import Piece, Vocabulary
from reportc.source.widths import Metric

_TOKEN = re.compile(r"\S+")
_CUT = re.compile(r"[\d,.]*\d[\d,.]*")
"""A number, or the beginning of one that a narrow column cuts."""
_GLUED = re.compile(r"(.*[^\d.,+-])([+-]?\d[\d,.]*(?:[万亿]?元)?)")
_SHORTEST = 2
"""A part of a word in front of a label has at least this many characters."""
_REMEMBERED = 20_000
"""The cuts of this many words are remembered: most words of a report are also in others."""
_LONGEST = 100
"""Longer words are prose: no label of the form has half as many characters."""


@dataclass(slots=True)
class Token:
    """A word of a line: its line's index among the lines, its characters, and where they are."""

    index: int
    start: int
    end: int
    left: int
    right: int
    text: str
    is_cell: bool


class Interval(NamedTuple):
    """From where to where something reaches across a line."""

    left: int
    right: int


class _Reaching(Protocol):
    """What reaches across a line: a token, a word, a column."""

    @property
    def left(self) -> int: ...
    @property
    def right(self) -> int: ...


def over(one: _Reaching, other: _Reaching, slack: int = 0) -> bool:
    """Return whether two are over one another, or so near to it."""
    return one.left < other.right + slack and other.left < one.right + slack


def under(
    tokens: Sequence[_Reaching], columns: Sequence[_Reaching], fits: Callable[[int, int], bool] | None = None
) -> list[int] | None:
    """Return which column each token is in, over or under; None unless each is in one of its own, and fits."""
    found = [
        [column for column, reach in enumerate(columns) if over(reach, token) and (fits is None or fits(at, column))]
        for at, token in enumerate(tokens)
    ]
    own = [places[0] for places in found if len(places) == 1]
    return own if len(own) == len(tokens) == len(set(own)) else None


def tokenize(lines: Sequence[Line], index: int, vocabulary: Vocabulary) -> list[Token]:
    """Split a line into tokens; a number keeps its unit, and a label loses the number glued to it."""
    found: list[Token] = []
    for start, end in _ranges(lines[index].text, vocabulary):
        words = lines[index].text[start:end]
        is_cell = vocabulary.is_cell(words) or bool(_CUT.fullmatch(words))
        found.append(Token(index, start, end, start, end, words, is_cell))
    return found


def measured(tokens: Sequence[Token], text: str, metric: Metric) -> list[Token]:
    """Return the tokens of a line with their places by another metric than characters."""
    found, at, left = list[Token](), 0, 0
    for token in tokens:
        left += metric(text[at : token.start])
        at, right = token.end, left + metric(token.text)
        found.append(Token(token.index, token.start, at, left, right, token.text, token.is_cell))
        left = right
    return found


def _ranges(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """Yield where tokens begin and end."""
    end = 0
    for match in _TOKEN.finditer(text):
        start, words = match.start(), match.group()
        follower = _TOKEN.search(text, match.end()) if start >= end and vocabulary.is_cell(words) else None
        if follower and _is_unit(text, start, follower, vocabulary):
            end = follower.end()
            yield start, end
        elif start >= end:
            yield from pairwise(start + cut for cut in _cuts(words, vocabulary))


@lru_cache(maxsize=_REMEMBERED)
def _cuts(word: str, vocabulary: Vocabulary) -> tuple[int, ...]:
    """Return where a word is cut: a number run on to a label, and labels run together, are apart."""
    whole = (0, len(word))
    if len(word) > _LONGEST or vocabulary.is_cell(word) or vocabulary.is_word(word):
        return whole
    glued = _GLUED.fullmatch(word)
    if glued and vocabulary.is_cell(glued[2]):
        label = glued[1]
        if vocabulary.is_row(label) or (len(label) > _SHORTEST and vocabulary.holds(fold(label))):
            return (*_cuts(label, vocabulary), len(word))
    if vocabulary.begins_label(fold(word)):
        return whole
    for first in (0, *range(_SHORTEST, len(word) - 1)):
        if not first or vocabulary.holds(fold(word[:first])):
            cuts = [first, *_labels(word, first, vocabulary)]
            if len(cuts) > 1 and (cuts[-1] == len(word) or vocabulary.begins_label(fold(word[cuts[-1] :]))):
                return tuple(dict.fromkeys((0, *cuts, len(word))))
    return whole


def _labels(word: str, at: int, vocabulary: Vocabulary) -> Iterator[int]:
    """Yield where labels end that follow one another from a place on, the longest each."""
    while end := next((end for end in range(len(word), at, -1) if vocabulary.is_label(fold(word[at:end]))), None):
        at = end
        yield end


def _is_unit(text: str, start: int, follower: re.Match[str], vocabulary: Vocabulary) -> bool:
    """Return whether a number and the word after it are one number with its unit."""
    digits = any(character.isdigit() for character in follower.group())
    return not digits and not vocabulary.is_cell(follower.group()) and vocabulary.is_cell(text[start : follower.end()])


def piece_of(lines: Sequence[Line], tokens: list[Token], place: GridPlace = NOWHERE, *, torn: bool = False) -> Piece:
    """Make one piece of tokens, which may be on several lines."""
    parts = [piece(lines[token.index], token.start, token.end) for token in tokens]
    spans = tuple(span for part in parts for span in part.spans)
    return Piece("".join(part.text for part in parts), spans, *place, torn=torn, left=tokens[0].left)


def beside(tokens: Iterable[Token], taken: Iterable[Token], farthest: float = inf) -> list[list[Token]]:
    """Group tokens, in reading order, that are next to one another on a line, with no `taken` token between them."""
    places = sorted((token.index, token.start) for token in taken)
    groups: list[list[Token]] = []
    for token in tokens:
        last = groups[-1][-1] if groups else token
        near = last.index == token.index and 0 <= token.start - last.end <= farthest
        if near and bisect_left(places, (last.index, last.end)) == bisect_left(places, (token.index, token.start)):
            groups[-1].append(token)
        else:
            groups.append([token])
    return groups


def line_of(lines: Sequence[Line], tokens: Sequence[Token]) -> Piece:
    """Make one piece of neighbouring tokens of one line, with the white space between them."""
    return piece(lines[tokens[0].index], tokens[0].start, tokens[-1].end)
