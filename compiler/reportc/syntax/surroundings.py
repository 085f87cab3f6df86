"""What a page prints around a report: separated from the report before the parse, and set aside.

Two places are searched: between the title and the first heading, where only lines of nothing but such
words are taken, and after the last heading, where a line that certainly begins the page's foot takes all
that follows it, if no row of a table does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from reportc.source.fold import fold
from reportc.source.pieces import Piece
from reportc.span import Span
from reportc.syntax import formatter_marks
from reportc.syntax.phrase_patterns import page_words
from reportc.syntax.terminals import QUOTED, TITLE
from reportc.syntax.vocabulary import Vocabulary

PieceRuns = tuple[tuple[Piece, ...], ...]
"""Consecutive pieces, with nothing of the report between them."""
_SHORTEST = 3
"""No heading of the form has so few characters."""
_LONGEST = 200
"""A longer line is prose."""
_LONGEST_FOOT = 80
_LONGEST_CONTENT = 40
_SENTENCE = re.compile("[。;!?]")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()]*\)|\\.)*(?:\s+\"[^\"]*\")?\s*\)")
"""A link of Markdown, whose words alone count."""


def parted(pieces: Sequence[Piece], text: str, vocabulary: Vocabulary) -> tuple[list[Piece], PieceRuns]:
    """Return the pieces of the report, and the runs of pieces that belong to the page around it."""
    around = set(_around(pieces, text, vocabulary))
    if not around:
        return list(pieces), ()
    runs = groupby(range(len(pieces)), key=lambda at: at in around)
    found = [[_plain(pieces[at], vocabulary) for at in run if pieces[at].text] for aside, run in runs if aside]
    kept = [piece for at, piece in enumerate(pieces) if at not in around]
    return kept, tuple(tuple(run) for run in found if run)


def _around(pieces: Sequence[Piece], text: str, vocabulary: Vocabulary) -> Iterator[int]:
    """Yield the indices of the pieces that belong to the page."""
    first, last = (
        _heading(pieces, order, vocabulary) for order in (range(len(pieces)), range(len(pieces) - 1, -1, -1))
    )
    if first is None or last is None:
        return
    titles = (at for at in range(first - 1, -1, -1) if vocabulary.words(pieces[at].text)[0].name == TITLE)
    begin = next(titles, -1) + 1
    last += 1
    foot = _foot(pieces, last, vocabulary)
    field: Piece | None = None  # whose name alone was printed; its content may be in the next column
    for at in (*range(begin, first), *range(last, len(pieces))):
        piece = _plain(pieces[at], vocabulary)
        beside = field is not None and _beside(field, piece, text)
        if at >= foot or beside or _is_page_text(piece.text):
            yield at
            field = piece if piece.text.endswith((":", "：")) else None
        else:
            field = None


def _heading(pieces: Sequence[Piece], order: Iterable[int], vocabulary: Vocabulary) -> int | None:
    """Return the index of the first heading in an order of pieces."""
    long = (at for at in order if len(pieces[at].text) > _SHORTEST)
    return next((at for at in long if vocabulary.is_heading(pieces[at].text)), None)


def _foot(pieces: Sequence[Piece], last: int, vocabulary: Vocabulary) -> int:
    """Return the index at which the page's foot begins after the last heading."""
    for at in range(len(pieces) - 1, last - 1, -1):
        if vocabulary.is_sure_row(pieces[at].text):
            return next((i for i in range(at + 1, len(pieces)) if _begins_foot(pieces[i], vocabulary)), len(pieces))
    return next((i for i in range(last, len(pieces)) if _begins_foot(pieces[i], vocabulary)), len(pieces))


def _begins_foot(piece: Piece, vocabulary: Vocabulary) -> bool:
    words = _words(_plain(piece, vocabulary).text)
    if len(words) > _LONGEST_FOOT or _SENTENCE.search(words):
        return False
    begin = page_words()["PAGE_BETWEEN"].match(words)
    return bool(page_words()["PAGE_FOOT"].match(words, begin.end() if begin else 0))


def _is_page_text(printed: str) -> bool:
    """Return whether a line has only words that a page prints around a report."""
    words = _words(printed)
    if len(words) > _LONGEST or _SENTENCE.search(words):
        return False
    patterns, at, found = page_words(), 0, False
    while at < len(words):
        if between := patterns["PAGE_BETWEEN"].match(words, at):
            at = between.end()
        elif field := patterns["PAGE_FIELD"].match(words, at):
            following = patterns["PAGE_FIELD"].search(words, field.end())
            at, found = following.start() if following else len(words), True
            if at - field.end() > _LONGEST_CONTENT:
                return False
        elif item := patterns["PAGE_ITEM"].match(words, at):
            at, found = item.end(), True
        else:
            return False
    return found


def _words(printed: str) -> str:
    """Return the folded words of a line; of an overlong line, those of its beginning."""
    printed = printed[: 4 * _LONGEST]
    return fold(_LINK.sub(r"\1", printed) if "](" in printed else printed)


def _beside(field: Piece, piece: Piece, text: str) -> bool:
    """Return whether a short piece is on the line of a field's name."""
    between = Span(field.spans[-1].end, piece.spans[0].start)
    return len(piece.text) <= _LONGEST_CONTENT and not any(end in text[slice(*between)] for end in "\r\n<")


def _plain(piece: Piece, vocabulary: Vocabulary) -> Piece:
    """Return the text that a mark quotes, or the piece itself."""
    if vocabulary.words(piece.text)[0].name != QUOTED:
        return piece
    quoted = formatter_marks.quoted(piece)
    return replace(quoted, spans=quoted.spans or piece.spans)
