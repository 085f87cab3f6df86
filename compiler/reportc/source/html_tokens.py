"""The tokens of HTML: tags, text and references, each with its place in the source.

They come from turbohtml's tokenizer: a browser's rules in C, the offset of each token in the source, time that
grows linearly with the length; other parsers give no offsets of text (selectolax, lxml, html5lib),
differ between versions of Python (html.parser), or take the square of the depth (tree-sitter). Where turbohtml
cannot be loaded, as inside a browser, `use` replaces it by another one; the tests run over both.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from itertools import islice
from os.path import commonprefix
from types import MappingProxyType
from typing import Any, NamedTuple


class HtmlTokenKind(IntEnum):
    """The kinds of tokens."""

    TEXT = 0
    REFERENCE = 1
    START = 2
    END = 3
    OTHER = 4


_NONE: Mapping[str, str] = MappingProxyType({})
_new = tuple.__new__
"""Tokens are made by the thousand: `tuple.__new__` takes half as long as the class."""


class HtmlToken(NamedTuple):
    """A token and its offsets in the source; `name` is a tag's, `data` the characters of a reference."""

    kind: HtmlTokenKind
    start: int
    end: int
    name: str = ""
    attributes: Mapping[str, str] = _NONE
    data: str = ""


Plain = Sequence[Any]
"""A token as JSON: kind, start and end in UTF-16 code units, name, and attributes or the characters of a reference."""
Foreign = Callable[[str, int], Sequence[Plain]]
"""Cuts a source into tokens: at most the given number, and one more."""

_foreign: list[Foreign] = []


def use(tokenizer: Foreign | None) -> None:
    """Replace turbohtml by another tokenizer from now on; None restores turbohtml."""
    _foreign[:] = [tokenizer] if tokenizer else []


def tokens(source: str, most: int) -> Iterable[HtmlToken]:
    """Return the tokens of `source`, at most `most` and one more. Every character reference is a token of its own."""
    return _given(_foreign[0](source, most), source) if _foreign else islice(_turbo(source), most + 1)


def _turbo(source: str) -> Iterator[HtmlToken]:
    from turbohtml import TokenType, tokenize  # takes 45 ms to import: only when there is HTML

    words, reference, opening, closing = (
        TokenType.TEXT,
        TokenType.CHARACTER_REFERENCE,
        TokenType.START_TAG,
        TokenType.END_TAG,
    )
    line, line_start = 1, 0
    for token in tokenize(source, resolve_references=False, capture_source=True):
        kind = token.type
        while line < token.line:
            line, line_start = line + 1, source.index("\n", line_start) + 1
        start = line_start + token.col
        if kind is words:
            yield _new(HtmlToken, (HtmlTokenKind.TEXT, start, start + len(token.data or ""), "", _NONE, ""))
        elif kind is closing:
            yield _new(
                HtmlToken, (HtmlTokenKind.END, start, start + len(token.source or ""), token.tag or "", _NONE, "")
            )
        elif kind is opening:
            attributes = dict(token.attrs) if token.attrs else _NONE
            yield _new(
                HtmlToken,
                (HtmlTokenKind.START, start, start + len(token.source or ""), token.tag or "", attributes, ""),
            )
        elif kind is reference:
            yield from _reference(start, token.source or "", token.data or "")
        else:
            yield _new(HtmlToken, (HtmlTokenKind.OTHER, start, start + len(token.source or ""), "", _NONE, ""))


def _reference(start: int, source: str, text: str) -> Iterator[HtmlToken]:
    """Yield a reference, and the letters after one without a semicolon, which turbohtml counts as part of it."""
    trailing = len(commonprefix((source[::-1], text[::-1]))) if len(text) > 1 else 0  # noqa: RUF071  # of characters
    end = start + len(source)
    yield HtmlToken(HtmlTokenKind.REFERENCE, start, end - trailing, data=text[: len(text) - trailing])
    if trailing:
        yield HtmlToken(HtmlTokenKind.TEXT, end - trailing, end)


def _given(found: Sequence[Plain], source: str) -> Iterator[HtmlToken]:
    """Yield the tokens of another tokenizer, whose offsets count characters beyond U+FFFF twice."""
    place = _points(source)
    for kind, start, end, name, more in found:
        attributes = dict(more) if kind == HtmlTokenKind.START and more else _NONE
        yield HtmlToken(
            HtmlTokenKind(kind),
            place(start),
            place(end),
            name,
            attributes,
            more if kind == HtmlTokenKind.REFERENCE else "",
        )


def _points(source: str) -> Callable[[int], int]:
    """Return a function from offsets in UTF-16 code units to code points; its arguments must ascend."""
    if source.isascii() or max(source, default="") <= "\uffff":
        return lambda offset: offset
    units = [at + number for number, at in enumerate(at for at, c in enumerate(source) if c > "\uffff")]
    return lambda offset: offset - bisect_left(units, offset)
