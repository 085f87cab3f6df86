"""Tokens of aligned text: words between white space, with their places across the line."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import east_asian_width

from wcwidth import wcwidth

from reportc.source.fold import BLOT, fold
from reportc.source.lines import NOWHERE, Line, Place, piece
from reportc.source.pieces import Piece, Vocabulary

_TOKEN = re.compile(r"\S+")
_CUT = re.compile(r"[\d,.]*\d[\d,.]*")
_GLUED = re.compile(r"(.*[^\d.,+-])([+-]?\d[\d,.]*(?:[万亿]?元)?)")
_SHORTEST = 2
"""A part of a word in front of a label has so many characters."""
_KNOWN: dict[str, tuple[int, ...]] = {}
_MOST_KNOWN = 20_000
"""So many words are remembered; then the memory begins again, so that it stays small."""
_LONGEST = 100
"""Longer words are prose: no label of the form has half as many characters."""

Metric = Callable[[str], int]
"""How wide a text is: tools that align text count characters, or columns of a terminal."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a line: its line's index among the lines, its characters, and where they stand."""

    index: int
    start: int
    end: int
    left: int
    right: int
    text: str
    is_cell: bool

    def over(self, other: Token, slack: int = 0) -> bool:
        """Tell whether two tokens stand over one another, or so near to it."""
        return self.left < other.right + slack and other.left < self.right + slack


def columns_wide(text: str) -> int:
    """Measure in columns of a terminal: a full-width character takes two."""
    if text.isascii():
        return len(text)
    return sum(max(0, wcwidth(character)) for character in text) + text.count(BLOT)


def ambiguous_wide(text: str) -> int:
    """Measure in columns of a terminal that gives two to characters of ambiguous width."""
    return len(text) if text.isascii() else sum(1 + (east_asian_width(c) in "WFA") for c in text)


METRICS: tuple[Metric, ...] = (len, columns_wide, ambiguous_wide)


def tokenize(lines: Sequence[Line], index: int, metric: Metric, vocabulary: Vocabulary) -> tuple[Token, ...]:
    """Split a line into tokens; a number keeps its unit, and a label loses the number glued to it."""
    text = lines[index].text
    found: list[Token] = []
    for start, end in ranges(text, vocabulary):
        left = metric(text[:start])
        words = text[start:end]
        found.append(Token(index, start, end, left, left + metric(words), words, _is_cell(words, vocabulary)))
    return tuple(found)


def _is_cell(words: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a token is a number, or the beginning of one that a narrow column cuts."""
    return vocabulary.is_cell(words) or bool(_CUT.fullmatch(words))


def ranges(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """Yield where tokens begin and end."""
    matches = list(_TOKEN.finditer(text))
    skip = False
    for at, match in enumerate(matches):
        if skip:
            skip = False
            continue
        start = match.start()
        follower = matches[at + 1] if at + 1 < len(matches) else None
        if vocabulary.is_cell(match.group()) and follower and _is_unit(text, start, follower, vocabulary):
            skip = True
            yield start, follower.end()
        else:
            yield from pairwise(start + cut for cut in _cuts(match.group(), vocabulary))


def _cuts(word: str, vocabulary: Vocabulary) -> tuple[int, ...]:
    """Return where a word is cut; asked once for each word, as those of a report are mostly those of others."""
    known = _KNOWN.get(word)
    if known is None:
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        known = _KNOWN[word] = _cut(word, vocabulary)
    return known


def _cut(word: str, vocabulary: Vocabulary) -> tuple[int, ...]:
    """Return where a word is cut: a number run on to a label, and labels run together, are apart."""
    whole = (0, len(word))
    if len(word) > _LONGEST or vocabulary.is_cell(word) or vocabulary.is_word(word):
        return whole
    glued = _GLUED.fullmatch(word)
    if glued and vocabulary.is_cell(glued[2]) and (vocabulary.is_row(glued[1]) or _is_part(glued[1], vocabulary)):
        return (*_cuts(glued[1], vocabulary), len(word))
    if vocabulary.begins_label(fold(word)):
        return whole
    for first in (0, *range(_SHORTEST, len(word) - 1)):
        if not first or vocabulary.holds(fold(word[:first])):
            cuts = [first, *_labels(word, first, vocabulary)]
            if len(cuts) > 1 and (cuts[-1] == len(word) or vocabulary.begins_label(fold(word[cuts[-1] :]))):
                return tuple(dict.fromkeys((0, *cuts, len(word))))
    return whole


def _is_part(text: str, vocabulary: Vocabulary) -> bool:
    return len(text) > _SHORTEST and vocabulary.holds(fold(text))


def _labels(word: str, at: int, vocabulary: Vocabulary) -> Iterator[int]:
    """Yield where labels end that follow one another from a place on, the longest each."""
    while end := next((end for end in range(len(word), at, -1) if vocabulary.is_label(fold(word[at:end]))), None):
        at = end
        yield end


def _is_unit(text: str, start: int, follower: re.Match[str], vocabulary: Vocabulary) -> bool:
    """Tell whether a number and the word after it are one number with its unit."""
    digits = any(character.isdigit() for character in follower.group())
    return not digits and not vocabulary.is_cell(follower.group()) and vocabulary.is_cell(text[start : follower.end()])


def piece_of(lines: Sequence[Line], tokens: Sequence[Token], place: Place = NOWHERE) -> Piece:
    """Make one piece of tokens, which may stand on several lines."""
    parts = [piece(lines[token.index], token.start, token.end) for token in tokens]
    spans = tuple(span for part in parts for span in part.spans)
    return Piece("".join(part.text for part in parts), spans, *place)


def follows(last: Token, token: Token, taken: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a token stands on the line of the last one, and none between them is a part of a word."""
    if last.index != token.index:
        return False
    between = bisect_left(taken, (last.index, last.end))
    return between == len(taken) or taken[between] >= (token.index, token.start)


def line_of(lines: Sequence[Line], tokens: Sequence[Token]) -> Piece:
    """Make one piece of neighbouring tokens of one line, with the white space between them."""
    return piece(lines[tokens[0].index], tokens[0].start, tokens[-1].end)
