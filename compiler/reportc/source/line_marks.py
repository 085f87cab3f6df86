"""Marks: the markup around the words of a line: of a heading, of bold type, of the end of the line.

Markdown, MediaWiki, DokuWiki, AsciiDoc, Textile, JIRA and Org have the same few marks, or similar ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportc.source.fold import BLOT

_FIRST = frozenset("#*_=h'{[")
"""A marked line begins with one of them."""
_HEADING = re.compile(
    rf"(?:[#=*]{{1,6}}[^\S{BLOT}]+|h[1-6](?:\([^()]{{0,80}}\))?\.\s+)?(?:\{{anchor:[^{{}}]{{0,80}}\}})?"
)
_BOLD = ("**", "__", "'''", "{*}", "*")
_STARS, _STROKES, _OPENING, _CLOSED = "★☆◆◇■□●○▲△▼▽※〓", r"*=~#_+·.…\-—–─━", r"【〖〔［『「\[", r"】〗〕］』」\]"
_ORNAMENT = re.compile(
    rf"(?:[{_STARS}{_OPENING}]|[{_STROKES}]{{2}})[\s{_STARS}{_STROKES}{_OPENING}]*"
    rf"(?P<words>.*?)[\s{_STARS}{_STROKES}{_CLOSED}]*",
    re.DOTALL,
)
"""Ornaments of a heading in plain text: stars, a row of strokes, brackets that nothing else has."  """
_CLOSING = re.compile(r"\s+[#=]{1,6}$|\s*\{#[^{}\s]{1,80}\}$")
_LINE_END = re.compile(r"\s*<br\s?/?>$|(?<=\S)\s\+$|(?<=\S)\\{1,2}$", re.IGNORECASE)
_LONGEST_END = 100
_SENTENCE = "。；;！!？?：:"


def words(text: str) -> tuple[int, int]:
    """Return the start and the end of a line's words, without the marks around them."""
    if text[-1:] == "|" or text[:1] == "|":
        return _unbarred(text)
    if text[:1] not in _FIRST:
        return 0, len(text)
    start, end = 0, len(text)
    heading = _HEADING.match(text)
    if heading and heading.end() < end and not (text[0] == "*" and text[-1] in _SENTENCE):
        start, end = heading.end(), _before(_CLOSING, text)
    for stop in (end, _before(_LINE_END, text)):
        for mark in _BOLD:
            inside = (start + len(mark), stop - len(mark))
            if inside[0] < inside[1] and text.startswith(mark, start) and text.endswith(mark, start, stop):
                return inside
    return start, end


def around(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a line that may be a heading's words: without ornaments, or without marks."""
    found = _ORNAMENT.fullmatch(text)
    if found:
        yield found.span("words")
    yield words(text)


def _unbarred(text: str) -> tuple[int, int]:
    """Return the range between the bars at the ends of a line, or the whole line if it has other bars."""
    start, end = int(text[0] == "|"), len(text) - int(text[-1] == "|")
    return (0, len(text)) if start >= end or "|" in text[start:end] else (start, end)


def _before(mark: re.Pattern[str], text: str) -> int:
    """Return the end of a text before a mark at its end; its length if the line is all mark."""
    found = mark.search(text, max(0, len(text) - _LONGEST_END))
    return found.start() if found and found.start() else len(text)
