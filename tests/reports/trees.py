"""Check a tree against its source: it has every character once, and each leaf has the text of its spans."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from html import unescape
from typing import Any, NamedTuple

from reportc import Result
from reportc.span import Spans
from reports.disguise import LIKENESSES

_SEPARATORS = frozenset('|,"-=+:*#_`~—–―‾－│┃〚〛×↑※¶§◇' + "".join(map(chr, range(0x2500, 0x2580))))
_INVISIBLE = frozenset("\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u200f")
_CHARACTERS = {ord(radical): ord(character) for character, radical in LIKENESSES} | {ord("⼾"): ord("户")}


class Leaf(NamedTuple):
    """A node with a text: its kind, its text and its spans."""

    kind: str
    text: str
    spans: Spans


def faults(result: Result) -> list[str]:
    """Return what is wrong with the tree of `result`; an empty list if it is correct."""
    found = [*leaves(result.tree)]
    return [*_characters(result, found), *_words(result, found)]


def leaves(node: Any) -> Iterator[Leaf]:
    """Yield every node below `node` that has a text and a place, in the tree's order."""
    if isinstance(node, tuple):
        for item in node:
            yield from leaves(item)
        return
    names = _below(type(node))  # type: ignore[arg-type]  # mypy thinks that a class has no hash
    if names and hasattr(node, "text") and hasattr(node, "spans"):
        yield Leaf(type(node).__name__, node.text, node.spans)
    for name in names:
        yield from leaves(getattr(node, name))


@cache
def _below(kind: type[Any]) -> tuple[str, ...]:
    """Return the fields of a type that may contain nodes; none for other types than nodes."""
    if not is_dataclass(kind):
        return ()
    return tuple(field.name for field in fields(kind) if field.name not in {"span", "spans"})


def _characters(result: Result, found: Sequence[Leaf]) -> Iterator[str]:
    """Yield the places where the spans of leaves and trivia overlap, leave a gap, or where trivia have a word."""
    text = result.source.text
    spans = sorted([(*span, leaf.kind) for leaf in found for span in leaf.spans]
                   + [(*span, "trivia") for span in result.trivia])  # fmt: skip
    end = 0
    for start, stop, kind in spans:
        if stop < start or stop > len(text):
            yield f"{kind} {start}–{stop} is no span of {len(text)} characters"
        if start < end and stop > start:
            yield f"{kind} {start}–{stop} stands twice: {text[start : min(end, stop)]!r}"
        if start > end:
            yield f"{end}–{start} stands nowhere: {text[end:start]!r}"
        end = max(end, stop)
    if end < len(text):
        yield f"{end}–{len(text)} stands nowhere: {text[end:]!r}"
    for start, stop in result.trivia:
        if ink := _ink(text[start:stop]):
            yield f"trivia {start}–{stop} hides {ink!r}"


def _words(result: Result, found: Sequence[Leaf]) -> Iterator[str]:
    """Yield the leaves whose text is not that of their spans."""
    source = result.source.text
    for leaf in found:
        printed = "".join(source[start:end] for start, end in leaf.spans)
        said = {_folded(leaf.text), _folded(unescape(leaf.text))}  # bytes at random may be a page of HTML
        if printed != leaf.text and said.isdisjoint((_folded(printed), _folded(unescape(printed)))):
            yield f"{leaf.kind} {leaf.spans} says {leaf.text!r}, its place {printed!r}"


def _folded(text: str) -> str:
    """Return `text` without white space and separators, with radicals and widths normalized."""
    if text.isascii():
        return _ink(text)
    return _ink(unicodedata.normalize("NFKC", text.translate(_CHARACTERS)))


def _ink(text: str) -> str:
    return "".join(c for c in "".join(text.split()) if c not in _SEPARATORS and c not in _INVISIBLE)
