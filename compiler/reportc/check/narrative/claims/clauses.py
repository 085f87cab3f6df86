"""A parsed sentence as a list of clauses, in each of which numbers are paired with their words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import field
from functools import lru_cache
from typing import cast

from reportc.check.narrative.claims.parser import SentenceToken, parse_sentence, pattern
from reportc.check.narrative.claims.terms import family, kinds
from reportc.frozen import frozen
from reportc.syntax.parser import Node

_REMEMBERED = 256
"""The number of sentences that are cached: those of a report, one of which changes at a time while it is edited."""
_TEN_THOUSAND = 10_000
_MARKS = frozenset(("COMMA", "SEMICOLON"))


@frozen
class Pair:
    """A number with its words: those before it, or those after it if it is `turned`.

    `after` are the words right after the number that belong to no other. In a `muddle` words and numbers
    cannot be paired.
    """

    words: tuple[SentenceToken, ...]
    number: SentenceToken | None = None
    before: tuple[SentenceToken, ...] = ()
    after: tuple[SentenceToken, ...] = ()
    turned: bool = False
    muddle: bool = False
    present: frozenset[str] = field(init=False)  # the terminals of `before` and `words`
    family: str = field(init=False)  # the kind of what they name

    def __post_init__(self) -> None:
        object.__setattr__(self, "present", kinds((*self.before, *self.words)))
        object.__setattr__(self, "family", family(self.present))


@frozen
class Clause:
    """A mark and the pairs that follow it; the first clause of a sentence may have no mark."""

    kind: str
    mark: tuple[SentenceToken, ...] = ()
    pairs: tuple[Pair, ...] = field(default=())


@lru_cache(maxsize=_REMEMBERED)
def clauses_of(sentence: str) -> tuple[Clause, ...]:
    """Return the clauses of a folded sentence; their offsets are relative to the sentence."""
    return tuple(clauses(parse_sentence(sentence)))


def clauses(sentence: Node) -> Iterator[Clause]:
    """Yield the clauses of a parsed sentence."""
    nodes = [child for child in sentence.children if isinstance(child, Node)]
    first = [node for node in nodes if node.data in _PAIRS]
    if first:
        yield Clause("plain", (), tuple(_pairs(first)))
    for node in nodes:
        if node.data not in _PAIRS:
            mark = tuple(child for child in node.children if not isinstance(child, Node))
            rest = [child for child in node.children if isinstance(child, Node)]
            yield Clause(node.data, cast("tuple[SentenceToken, ...]", mark), tuple(_pairs(rest)))


def value(number: SentenceToken) -> int:
    """Return the value of a NUMBER, in digits or in Chinese characters: 1,234, １２, 一百零五."""
    digits = number.part("digits")
    return int(digits.replace(",", "")) if digits else _spoken(number.part("hanzi"))


def unit(number: SentenceToken) -> str:
    """Return the counter of a NUMBER (件), "" if it has none."""
    return number.text[len(number.part("digits") or number.part("hanzi")) :]


def _spoken(characters: str) -> int:
    """Return the value of a number in Chinese characters; a 零 inside it adds nothing."""
    total = part = digit = 0
    known = pattern("PAIR").sub("2", characters)  # the only one that has no value in Unicode
    for amount in (int(unicodedata.numeric(character)) for character in known):
        if amount >= _TEN_THOUSAND:
            total, part, digit = (total + part + digit) * amount, 0, 0
        elif amount >= 10:  # noqa: PLR2004  # tens, hundreds and thousands multiply the digit before them
            part, digit = part + (digit or 1) * amount, 0
        else:
            digit = digit * 10 + amount if digit else amount
    return total + part + digit


_PAIRS = frozenset(("said", "bare", "turned", "muddle", "run", "topic"))


def _pairs(nodes: Sequence[Node]) -> Iterator[Pair]:
    for at, node in enumerate(nodes):
        follows = nodes[at + 1] if at + 1 < len(nodes) else None
        after = _tokens(follows) if follows is not None and follows.data in {"run", "topic", "said"} else ()
        match node.data:
            case "said" | "bare":
                *words, number = _tokens(node)
                yield Pair(tuple(words), number, after=after)
            case "turned":
                bare, topic = (child for child in node.children if isinstance(child, Node))
                *words, number = _tokens(bare)
                yield Pair(_tokens(topic), number, before=tuple(words), turned=True)
            case "muddle":
                yield Pair(_tokens(node), muddle=True)
            case _:
                if at == 0:
                    yield Pair(_tokens(node))


def _tokens(node: Node) -> tuple[SentenceToken, ...]:
    """Return the tokens below a node, in order."""
    found: list[SentenceToken] = []
    for child in node.children:
        found.extend(_tokens(child) if isinstance(child, Node) else (cast("SentenceToken", child),))
    return tuple(found)
