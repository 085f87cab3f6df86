"""Pages whose lines run on: a whole report on one line or a few, split again at the headings of the form.

Some tools give the text of a page without its line ends. A line is split only where three or more
of the form's headings are in it, with their ordinals and in their order. It is then cut at each heading
and at a title before the first; and in the sections that hold tables at the form's labels, and at blanks.
Digits that run together are kept so: 007 may be 0, 0 and 7 or no cells of this row at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from reportc.source.edit_distance import distance
from reportc.source.fold import fold
from reportc.source.lines import Line, cut
from reportc.source.pieces import Vocabulary
from reportc.span import Span

_SHORTEST = 200
"""A shorter line holds no report."""
_LONG = re.compile(rf"[^\r\n]{{{_SHORTEST},}}")
_ORDINAL = 2
"""The characters of a heading's ordinal."""
_FEWEST = 3
"""At least this many headings in one line are no accident; a sentence may name two sections."""
_SHORTEST_SECTION = 12
"""Headings that are nearer to each other are in a table of contents."""
_LONGEST_TITLE = 80
_TABLES = frozenset(("proactive_disclosure", "applications", "proceedings"))
_WORD = re.compile(r"\S+")
_WIDTHS = {"(": "[(（]", ")": "[)）]", ",": "[,，]", ":": "[:：]", '"': '["“”]', "-": "[-—－]"}
"""The printed forms of characters that folding makes equal."""


class _RunOnHeading(NamedTuple):
    """The span of a heading in a line, and whether a table follows it."""

    span: Span
    opens_table: bool


def opened(lines: Sequence[Line], vocabulary: Vocabulary) -> list[Line]:
    """Return `lines` with those that run on split; they are numbered again if there are such lines."""
    if all(len(line.text) < _SHORTEST for line in lines):
        return list(lines)
    found = [part for line in lines for part in _parts(line, vocabulary)]
    return [line._replace(number=number) for number, line in enumerate(found)] if len(found) > len(lines) else found


def _parts(line: Line, vocabulary: Vocabulary) -> Iterator[Line]:
    """Yield the parts of a line that runs on, or the whole line."""
    found = list(_in_order(line.text, vocabulary)) if len(line.text) >= _SHORTEST else []
    if len(found) < _FEWEST:
        yield line
        return
    bounds = {0, *_title(line.text, found[0].span.start, vocabulary), len(line.text)}
    for heading, following in pairwise([*found, None]):
        if heading:
            bounds |= {*heading.span}
            end = following.span.start if following else len(line.text)
            bounds |= set(_cells(line.text, heading.span.end, end, vocabulary)) if heading.opens_table else set()
    for start, end in pairwise(sorted(bounds)):
        if line.text[start:end].strip():
            yield cut(line, start, end)


def _cells(text: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[int]:
    """Yield the ranges of the labels of a table, and of the texts that blanks separate between them."""
    at = start
    for label in chain(_loose(tuple(vocabulary.labels())).finditer(text, start, end), (None,)):
        begin = label.start() if label else end
        yield from (offset for word in _WORD.finditer(text, at, begin) for offset in word.span())
        if label:
            yield from label.span()
            at = label.end()


@lru_cache(maxsize=8)
def _loose(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of folded words, the longest first, with blanks anywhere in them; each word is a group."""
    ordered = sorted(words, key=len, reverse=True)
    spelled = (r"\s*".join(_WIDTHS.get(character, re.escape(character)) for character in word) for word in ordered)
    return re.compile("|".join(f"({word})" for word in spelled))


def headings(text: str, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the headings in lines that run on, misprinted ones included."""
    for line in _LONG.finditer(text):
        found = list(_in_order(line.group(), vocabulary))
        if len(found) >= _FEWEST:
            yield from (line.group()[slice(*heading.span)] for heading in found)


def _in_order(text: str, vocabulary: Vocabulary) -> Iterator[_RunOnHeading]:
    """Yield the headings in a line that are in the form's order; none of a table of contents."""
    words = vocabulary.headings()
    names = [words[word] for word in sorted(words, key=len, reverse=True)]
    matches = _loose(tuple(words)).finditer(text)
    found = [(names[(match.lastindex or 1) - 1], Span(*match.span())) for match in matches]
    order, at, start = list(words.items()), 0, 0
    for place, (name, span) in enumerate(found):
        end = found[place + 1][1].start if place + 1 < len(found) else len(text)
        again = any(other == name for other, _ in found[place + 1 :])
        number = next(number for number, (_, other) in enumerate(order) if other == name)
        if number >= at and not (again and end - span.end < _SHORTEST_SECTION):
            for word, missing in order[at:number] if at else ():
                if misprint := _near(text, Span(start, span.start), word):
                    start = misprint.end
                    yield _RunOnHeading(misprint, missing in _TABLES)
            at, start = number + 1, span.end
            yield _RunOnHeading(span, name in _TABLES)


def _near(text: str, within: Span, heading: str) -> Span | None:
    """Return the span of a misprinted heading between two others; None unless exactly one place fits."""
    found = list[tuple[int, Span]]()
    at = text.find(heading[:_ORDINAL], *within)
    while at >= 0:
        ends = range(at + len(heading) - _ORDINAL, min(at + len(heading) + _ORDINAL, within.end) + 1)
        edits = [(edit, Span(at, end)) for end in ends if (edit := distance(fold(text[at:end]), heading)) is not None]
        found += [min(edits)] if edits else []
        at = text.find(heading[:_ORDINAL], at + 1, within.end)
    return found[0][1] if len(found) == 1 else None


def _title(text: str, end: int, vocabulary: Vocabulary) -> tuple[int, ...]:
    """Return the span of the title before the first heading, if a word before `end` begins with one."""
    for word in _WORD.finditer(text, 0, end):
        longest = min(word.end(), word.start() + _LONGEST_TITLE)
        ends = range(longest, word.start(), -1)
        if found := next((at for at in ends if vocabulary.is_title(text[word.start() : at])), 0):
            return word.start(), found
    return ()
